// The linker's command line. What an Android 5.0 loader cannot read (GNU hash is not understood before 6.0, RELR and
// packed relocations later still) is off; builder/link/contract checks the result. Segments share file pages
// (-z noseparate-code), because padding between them would be half of a small library.
#include "builder/link/link.h"

#include <stdexcept>

#include "builder/compile/cache.h"
#include "builder/compile/process.h"
#include "builder/link/mach_link.h"
#include "builder/link/stubs.h"
#include "builder/link/user_code.h"

namespace tare::build {
namespace {

std::string VersionScript(const std::vector<std::string>& exports) {
  std::string script = "{\n  global:\n";
  for (const std::string& name : exports) script += "    " + name + ";\n";
  return script + "  local: *;\n};\n";
}

std::vector<std::string> LinkerFlags(const LinkRequest& request) {
  std::vector<std::string> flags = {"-m",
                                    request.target->linker_emulation,
                                    "-shared",
                                    "-soname",
                                    request.soname,
                                    "--lto-O2",
                                    "--lto-CGO1",
                                    "--gc-sections",
                                    request.fold_identical ? "--icf=all" : "--icf=safe",
                                    request.target->gnu_hash ? "--hash-style=gnu" : "--hash-style=sysv",
                                    "--build-id=fast",
                                    "--as-needed",
                                    "--no-undefined-version",
                                    "--no-rosegment",
                                    "--pack-dyn-relocs=none",
                                    "-O2",
                                    "-z",
                                    "defs",
                                    "-z",
                                    "relro",
                                    "-z",
                                    "now",
                                    "-z",
                                    "noexecstack",
                                    "-z",
                                    "noseparate-code",
                                    "-z",
                                    "max-page-size=16384"};
  for (const std::string& option : CodeGenerationOptions()) flags.insert(flags.end(), {"-mllvm", option});
  flags.insert(flags.end(), request.target->linker_flags.begin(), request.target->linker_flags.end());
  return flags;
}

/// The object that LTO made of the bitcode, joined with the native objects; all but the exports become local, so that
/// nothing in here can meet a name of the app.
void MakeArchive(const LinkRequest& request, const fs::path& lto_object, const fs::path& archive) {
  const fs::path folder = archive.parent_path();
  const fs::path joined = folder / "joined.o", object = folder / "tensorflowlite_c.o";
  std::vector<std::string> join = {
      Tools().lld, "-m", request.target->linker_emulation, "-r", "-o", joined.string(), lto_object.string()};
  for (const fs::path& native : request.objects) {
    if (!ReadFile(native).starts_with("BC")) join.push_back(native.string());
  }
  for (const fs::path& archive_file : request.user.archives) join.push_back(archive_file.string());
  RunOrThrow(join, "joining the objects of " + request.soname + " for " + request.target->abi);
  std::vector<std::string> localize = {Tools().objcopy, "--strip-unneeded", "--remove-section=.comment", "--wildcard"};
  for (const std::string& name : request.exports) localize.push_back("--keep-global-symbol=" + name);
  localize.insert(localize.end(), {joined.string(), object.string()});
  RunOrThrow(localize, "localising the symbols of " + request.soname);
  fs::remove(archive);  // the file that Cached reserved is no archive
  RunOrThrow({Tools().ar, "rcsD", archive.string(), object.string()}, "packing the static library");
}

}  // namespace

const std::vector<std::string>& CodeGenerationOptions() {
  // The inner loops keep their speed, because they are written as the loops that they become.
  static const std::vector<std::string> options = {"-enable-machine-outliner=never", "-inline-threshold=0",
                                                   "-align-loops=1", "-disable-lsr", "-disable-machine-licm"};
  return options;
}

Library Link(const LinkRequest& request) {
  if (request.target->is_apple()) return LinkMach(request);
  const std::vector<std::string> flags = LinkerFlags(request);
  std::vector<std::string> libraries = SystemLibraries(*request.target, !request.user.empty());
  for (const fs::path& library : request.user.system) libraries.push_back(library.string());
  const std::string script = VersionScript(request.exports);
  Key key;
  key.Add("link 1").Add(Tools().identity).AddAll(flags).AddAll(libraries).Add(script);
  if (request.archive) key.Add("archive");
  AddInputs(request, key);
  const std::string hex = key.Hex();

  Library library;
  const fs::path lto_object = CachePath("libraries", hex, ".lto.o");
  library.symbols = Cached("libraries", hex, ".symbols.so", [&](const fs::path& temporary) {
    const fs::path script_file = temporary.parent_path() / "exports";
    const fs::path map = temporary.parent_path() / "map";
    WriteFileAtomically(script_file, script);
    std::vector<std::string> command = LinkerCommand(Tools().lld, flags, request, libraries);
    const fs::path lto_file = temporary.parent_path() / "lto.o";
    if (request.archive) command.push_back("--lto-obj-path=" + lto_file.string());
    for (const std::string& rest :
         {"--version-script=" + script_file.string(), "-Map=" + map.string(), std::string("-o"), temporary.string()}) {
      command.push_back(rest);
    }
    RunLinker(command, request);
    if (request.archive) fs::rename(lto_file, lto_object);
    fs::rename(map, CachePath("libraries", hex, ".map"));
  });
  library.map = CachePath("libraries", hex, ".map");
  Touch(library.map);
  library.packaged = Cached("libraries", hex, ".so", [&](const fs::path& temporary) {
    RunOrThrow({Tools().objcopy, "--strip-all", "--remove-section=.comment", "--remove-section=.ARM.attributes",
                library.symbols.string(), temporary.string()},
               "stripping " + request.soname);
  });
  if (request.archive) {
    Touch(lto_object);
    library.archive =
        Cached("libraries", hex, ".a", [&](const fs::path& temporary) { MakeArchive(request, lto_object, temporary); });
  }
  return library;
}

}  // namespace tare::build
