// Runs compiler commands side by side with Ninja, which knows nothing of the cache: it gets only what the cache lacks.
#ifndef TARE_BUILDER_COMPILE_NINJA_H_
#define TARE_BUILDER_COMPILE_NINJA_H_

#include <filesystem>
#include <string>
#include <vector>

#include "builder/compile/compile.h"
#include "builder/compile/process.h"

namespace tare::build {

/// One object to make.
struct NinjaJob {
  std::string what;                  // for progress
  std::vector<std::string> command;  // the compiler and its arguments, all but the output
  std::filesystem::path object;      // appears complete or not at all
};

/// Runs the jobs in `directory`, each started by the options' launcher. Returns Ninja's status and output.
ProcessResult RunNinja(const std::filesystem::path& directory, const std::vector<NinjaJob>& jobs,
                       const CompileOptions& options);

}  // namespace tare::build

#endif  // TARE_BUILDER_COMPILE_NINJA_H_
