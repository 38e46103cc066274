// ld64.lld's command line. The file it writes has its final name from the start, because the signature contains it.
// What an app links statically is the object that LTO made, in which all but the exports has become local.
#include "builder/link/mach_link.h"

#include "builder/compile/cache.h"
#include "builder/compile/process.h"
#include "builder/link/stubs.h"
#include "builder/link/user_code.h"

namespace tare::build {
namespace {

std::vector<std::string> LinkerFlags(const LinkRequest& request) {
  const Target& target = *request.target;
  std::vector<std::string> flags = {"-arch",
                                    target.linker_emulation,
                                    "-platform_version",
                                    target.apple_platform,
                                    target.apple_version,
                                    target.apple_version,
                                    "-dylib",
                                    "-install_name",
                                    request.soname,
                                    "-compatibility_version",
                                    "1.0",
                                    "-current_version",
                                    "1.0",
                                    "--lto-O2",
                                    "--lto-CGO1",
                                    "-dead_strip",
                                    request.fold_identical ? "--icf=all" : "--icf=safe",
                                    "-S",
                                    "-x",
                                    "-adhoc_codesign",
                                    "-fatal_warnings"};
  for (const std::string& option : CodeGenerationOptions()) flags.insert(flags.end(), {"-mllvm", option});
  return flags;
}

/// True for an object of machine code, which bitcode and an empty source's object are not.
bool HasCode(const fs::path& object) {
  return ReadFile(object).starts_with("\xcf\xfa\xed\xfe") &&
         !RunOrThrow({Tools().nm, "--defined-only", "--extern-only", "--quiet", object.string()}, "reading symbols")
              .empty();
}

void MakeArchive(const LinkRequest& request, const fs::path& lto_object, const fs::path& archive) {
  const fs::path folder = archive.parent_path(), object = folder / "tensorflowlite_c.o";
  RunOrThrow({Tools().objcopy, "--strip-debug", lto_object.string(), object.string()}, "stripping the static library");
  std::vector<std::string> pack = {Tools().ar, "--format=darwin", "rcsD", archive.string(), object.string()};
  for (const fs::path& native : request.objects) {
    if (!HasCode(native)) continue;
    const fs::path stripped = folder / ("helpers" + std::to_string(pack.size()) + ".o");
    RunOrThrow({Tools().objcopy, "--strip-debug", native.string(), stripped.string()}, "stripping the static library");
    pack.push_back(stripped.string());
  }
  fs::remove(archive);
  RunOrThrow(pack, "packing the static library");
}

}  // namespace

Library LinkMach(const LinkRequest& request) {
  const std::vector<std::string> flags = LinkerFlags(request);
  const std::vector<std::string> libraries = SystemLibraries(*request.target, !request.user.empty());
  std::string exports;
  for (const std::string& name : request.exports) exports += "_" + name + "\n";
  Key key;
  key.Add("mach link 1").Add(Tools().identity).AddAll(flags).AddAll(libraries).Add(exports);
  AddInputs(request, key);
  const std::string hex = key.Hex();

  Library library;
  const fs::path lto_object = CachePath("libraries", hex, ".lto.o");
  library.packaged = Cached("libraries", hex, ".dylib", [&](const fs::path& temporary) {
    const fs::path folder = temporary.parent_path();
    const fs::path output = folder / fs::path(request.soname).filename(), lto_folder = folder / "lto";
    WriteFileAtomically(folder / "exports", exports);
    std::vector<std::string> command = LinkerCommand(Tools().ld64, flags, request, libraries);
    command.insert(command.end(), {"-exported_symbols_list", (folder / "exports").string(), "-object_path_lto",
                                   lto_folder.string(), "-o", output.string()});
    RunLinker(command, request);
    // One, in a folder under a name of the linker's choice.
    for (const auto& entry : fs::directory_iterator(lto_folder)) fs::rename(entry.path(), lto_object);
    fs::rename(output, temporary);
  });
  Touch(lto_object);
  if (request.archive) {
    library.archive =
        Cached("libraries", hex, ".a", [&](const fs::path& temporary) { MakeArchive(request, lto_object, temporary); });
  }
  return library;
}

fs::path Universal(const std::vector<fs::path>& files) {
  if (files.size() == 1) return files[0];
  Key key;
  key.Add("universal 1").Add(Tools().identity);
  for (const fs::path& file : files) key.Add(ReadFile(file));
  return Cached("libraries", key.Hex(), ".universal", [&](const fs::path& temporary) {
    std::vector<std::string> command = {Tools().lipo, "-create", "-output", temporary.string()};
    for (const fs::path& file : files) command.push_back(file.string());
    RunOrThrow(command, "joining architectures");
  });
}

}  // namespace tare::build
