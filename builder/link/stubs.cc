// A stub is an assembly file of labels, assembled by clang and linked by lld; Apple's linkers read a text in its place.
#include "builder/link/stubs.h"

#include <sstream>
#include <stdexcept>

#include "builder/compile/cache.h"
#include "builder/compile/process.h"

namespace tare::build {
namespace {

fs::path MakeStub(const Target& target, const std::string& library, bool user_code) {
  std::string assembly = ".text\n";
  for (const std::string& symbol : StubSymbols(target, library, user_code)) {
    assembly += ".globl " + symbol + "\n.type " + symbol + ", STT_FUNC\n" + symbol + ":\n";
  }
  const std::string key = Key().Add("stub 1").Add(Tools().identity).Add(target.triple).Add(library).Add(assembly).Hex();
  return Cached("stubs", key, ".so", [&](const fs::path& temporary) {
    const fs::path source = temporary.parent_path() / "stub.s";
    const fs::path object = temporary.parent_path() / "stub.o";
    WriteFileAtomically(source, assembly);
    RunOrThrow({Tools().clang, "--target=" + target.triple, "-c", source.string(), "-o", object.string()},
               "assembling the stub of " + library);
    RunOrThrow({Tools().lld, "-m", target.linker_emulation, "-shared", "-soname", library, "--hash-style=sysv",
                object.string(), "-o", temporary.string()},
               "linking the stub of " + library);
  });
}

/// The text-based stub (.tbd, version 4) of a library of Apple's.
fs::path MakeTextStub(const Target& target, const std::string& library, bool user_code) {
  const std::string platform = target.linker_emulation + "-" + target.apple_platform;
  std::string text = "--- !tapi-tbd\ntbd-version: 4\ntargets: [ " + platform + " ]\ninstall-name: '/usr/lib/" +
                     library + "'\nexports:\n  - targets: [ " + platform + " ]\n    symbols: [ dyld_stub_binder";
  for (const std::string& symbol : StubSymbols(target, library, user_code)) text += ", _" + symbol;
  text += " ]\n...\n";
  return Cached("stubs", Key().Add("text stub 1").Add(text).Hex(), ".tbd",
                [&](const fs::path& temporary) { WriteFileAtomically(temporary, text); });
}

}  // namespace

std::vector<std::string> StubSymbols(std::string_view text, std::string_view abi) {
  std::vector<std::string> symbols;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string symbol, abis;
    words >> symbol >> abis;
    if (abis.empty() || ("," + abis + ",").find("," + std::string(abi) + ",") != std::string::npos) {
      symbols.push_back(symbol);
    }
  }
  return symbols;
}

std::vector<std::string> StubSymbols(const Target& target, const std::string& library, bool user_code) {
  const std::string list = library.substr(0, library.find('.')) + ".txt";
  const fs::path folder = fs::path(SourceRoot()) / "packaging" / "stubs", system = target.android      ? ""
                                                                                   : target.is_apple() ? "apple"
                                                                                                       : "linux";
  std::string text = ReadFile(folder / system / list);
  if (user_code) text += ReadFile(folder / "user" / system / list);
  return StubSymbols(text, target.abi);
}

std::vector<std::string> ExportedSymbols(const fs::path& library) {
  std::istringstream lines(
      RunOrThrow({Tools().nm, "--dynamic", "--defined-only", "--format=just-symbols", library.string()},
                 "reading the symbols of " + library.string()));
  std::vector<std::string> symbols;
  // A symbol may carry its version.
  for (std::string line; std::getline(lines, line);) symbols.push_back(line.substr(0, line.find('@')));
  return symbols;
}

std::vector<std::string> SystemLibraries(const Target& target, bool user_code) {
  std::vector<std::string> libraries;
  for (const std::string& library : target.stubs) {
    libraries.push_back((target.is_apple() ? MakeTextStub : MakeStub)(target, library, user_code).string());
  }
  if (!libraries.empty()) return libraries;
  for (const char* library : {"libc.so.6", "libm.so.6"}) {
    std::string path =
        RunOrThrow({Tools().clang, std::string("--print-file-name=") + library}, "looking for libraries");
    while (!path.empty() && path.back() == '\n') path.pop_back();
    libraries.push_back(fs::absolute(path).lexically_normal().string());
  }
  return libraries;
}

}  // namespace tare::build
