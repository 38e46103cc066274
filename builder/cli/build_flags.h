// What `build_aar`, `build_c` and `build_host` share: flags, the way from models to a selection, progress, and the
// proof that the selected library takes the models.
#ifndef TARE_BUILDER_CLI_BUILD_FLAGS_H_
#define TARE_BUILDER_CLI_BUILD_FLAGS_H_

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "builder/cli/custom_flags.h"
#include "builder/link/build.h"
#include "builder/package/names.h"
#include "builder/report/progress.h"
#include "builder/select/selection.h"

namespace tare::cli {

struct BuildFlags {
  std::vector<std::string> models;
  std::string output_dir = ".", compiler_launcher, select_tf_ops = "separate";
  std::string library_name, java_package_suffix;
  CustomFlags custom;
  std::vector<std::string> features;
  bool debug_info = false, without_api_classes = false, quiet = false, verbose = false, json = false;

  builder::Verbosity verbosity() const {
    return quiet ? builder::Verbosity::kQuiet : verbose ? builder::Verbosity::kVerbose : builder::Verbosity::kNormal;
  }
};

/// Where Select TF kernels go; throws BuildError when the flag says something else.
builder::SelectTf WhereSelectTf(const BuildFlags& flags);

/// The names that the flags ask for; throws BuildError where they cannot be had.
package::Names NamesOf(const BuildFlags& flags);

/// classes.jar in the cache, and with `select_tf` the Select TF library's.
std::vector<std::filesystem::path> ClassesJars(const BuildFlags& flags, bool select_tf);

void AddBuildFlags(CLI::App* command, BuildFlags& flags);
/// The flags among them that have nothing to do with Java.
void AddLibraryFlags(CLI::App* command, BuildFlags& flags);

/// --c_functions, and the functions that it names: none where the library's own choice is left to it. Throws
/// BuildError.
void AddFunctionsFlag(CLI::App* command, std::vector<std::string>& functions);
std::vector<std::string> FunctionsOf(const std::vector<std::string>& flag);

/// The selection for the models (every kernel and every custom op when there are none). Throws BuildError listing all
/// that is wrong with the files or not supported.
builder::Selection SelectionFor(const BuildFlags& flags, const CustomOps& custom_ops, builder::Progress& progress);

/// The folder that results go to, absolute. Throws BuildError when nothing can be written there; a missing folder is
/// made by MakeOutputFolder later, so that a failed build leaves nothing behind.
std::filesystem::path OutputFolder(const BuildFlags& flags);
void MakeOutputFolder(const std::filesystem::path& folder);

/// Options that show the build's phases. `progress` must outlive them.
build::BuildOptions OptionsFor(const BuildFlags& flags, builder::Progress& progress);

/// Loads every model with a library for this machine that exports the C API, and allocates its tensors, in a child
/// process. Throws BuildError with a line for each model that fails. Where delegates are selected, custom ops may be
/// left to what the app brings.
void RequireLoads(const std::filesystem::path& library, const BuildFlags& flags);

}  // namespace tare::cli

#endif  // TARE_BUILDER_CLI_BUILD_FLAGS_H_
