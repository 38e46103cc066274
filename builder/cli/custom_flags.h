// The flags for the user's own custom ops, of the commands that build libraries and of those that look into them; and
// what becomes of them.
#ifndef TARE_BUILDER_CLI_CUSTOM_FLAGS_H_
#define TARE_BUILDER_CLI_CUSTOM_FLAGS_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "builder/custom/code.h"
#include "builder/custom/symbols.h"
#include "builder/link/build.h"
#include "builder/select/selection.h"

namespace tare::cli {

struct CustomFlags {
  std::vector<std::string> srcs, deps, ops;
  std::string ndk, standard = "c++17";
};

void AddCustomFlags(CLI::App* command, CustomFlags& flags);

/// The custom-op code of a build.
struct CustomOps {
  custom::Code code;
  custom::Registrations registrations;  // empty without code
  bool loads_here = true;               // false where a static library is missing for this machine
};

/// Compiles the code that the flags name for all the targets, and for this machine where `load_here`. Throws
/// BuildError.
CustomOps CompileCustomOps(const CustomFlags& flags, std::vector<const build::Target*> targets, bool load_here,
                           const build::BuildOptions& options);

/// The same for who only asks which function registers which op: for this machine, or where a static library is missing
/// for it, for the first target that has them all. Throws BuildError.
CustomOps LookUpCustomOps(const CustomFlags& flags);

/// How models' custom ops are found in the code. `registrations` must outlive it.
builder::UserOps UserOpsOf(const custom::Registrations& registrations);

/// Gives each request its target's code when the selection names an op of it.
void AddUserCode(const CustomOps& ops, std::vector<build::LibraryRequest>& requests);

}  // namespace tare::cli

#endif  // TARE_BUILDER_CLI_CUSTOM_FLAGS_H_
