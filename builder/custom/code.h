// Compiles the user's sources for every target of a build, with the runtime of the C++ library that they may need.
#ifndef TARE_BUILDER_CUSTOM_CODE_H_
#define TARE_BUILDER_CUSTOM_CODE_H_

#include <map>
#include <string>
#include <vector>

#include "builder/custom/sources.h"
#include "builder/custom/symbols.h"
#include "builder/link/build.h"

namespace tare::custom {

/// The user's code, compiled.
struct Code {
  std::map<const build::Target*, build::UserCode> by_target;
  std::map<std::string, Definitions> definitions;  // by ABI
};

/// Compiles what the cache lacks, in one Ninja run. Throws BuildError with the compiler's messages, and a line for each
/// source that needs exceptions or RTTI. `ndk` is empty where there is none.
Code Compile(const Sources& sources, const std::vector<const build::Target*>& targets, const std::filesystem::path& ndk,
             const build::BuildOptions& options);

}  // namespace tare::custom

#endif  // TARE_BUILDER_CUSTOM_CODE_H_
