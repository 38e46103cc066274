// Symbol stubs of the system libraries that packaged libraries are linked against: shared libraries with names and no
// code, made from the lists in packaging/stubs/. A function that is not listed cannot be used by accident.
#ifndef TARE_BUILDER_LINK_STUBS_H_
#define TARE_BUILDER_LINK_STUBS_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "builder/compile/target.h"

namespace tare::build {

/// Functions that `text` (a file of packaging/stubs/ or, for Linux, packaging/stubs/linux/) offers on an ABI.
std::vector<std::string> StubSymbols(std::string_view text, std::string_view abi);
/// StubSymbols of `<library>` (such as "libc.so"); with those of packaging/stubs/user/ where a user's code takes part.
std::vector<std::string> StubSymbols(const Target& target, const std::string& library, bool user_code = false);

/// What a library of this target is linked against, as linker arguments: the target's stubs (made once, cached), or
/// this machine's own C library. Throws std::runtime_error.
std::vector<std::string> SystemLibraries(const Target& target, bool user_code = false);

/// Functions and data that a shared library offers.
std::vector<std::string> ExportedSymbols(const std::filesystem::path& library);

}  // namespace tare::build

#endif  // TARE_BUILDER_LINK_STUBS_H_
