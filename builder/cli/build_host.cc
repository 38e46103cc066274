// `tare build_host`: the same Java API for this machine's JVM, for apps' unit tests. The library also exports the C
// API, so that what an AAR would do can be tried with `tare run --library`.
#include <fmt/format.h>

#include <future>
#include <memory>
#include <nlohmann/json.hpp>

#include "builder/cli/build_flags.h"
#include "builder/cli/commands.h"
#include "builder/cli/lists.h"
#include "builder/compile/cache.h"
#include "builder/package/aar.h"
#include "builder/package/java.h"

namespace tare::cli {
namespace {

namespace fs = std::filesystem;

void BuildHost(const BuildFlags& flags) {
  const std::vector<std::string> models = SplitList(flags.models);
  const fs::path folder = OutputFolder(flags);
  builder::Progress progress(flags.verbosity());
  const build::BuildOptions options = OptionsFor(flags, progress);
  const std::string selection = SelectionFor(models, progress);

  auto classes = std::async(std::launch::async, [&] { return package::ClassesJar({.debug_info = flags.debug_info}); });
  const build::Library library = build::BuildLibraries(
      {{&build::HostTarget(), selection, {.java = true, .c = true}, package::kJniLibraryName}}, options)[0];
  if (!models.empty()) RequireLoads(library.packaged, models);

  MakeOutputFolder(folder);
  const fs::path jar_path = folder / "classes.jar", library_path = folder / package::kJniLibraryName;
  for (const fs::path& path : {jar_path, library_path}) build::RemoveStaleStagedFiles(path);
  build::StagedFile jar(jar_path, build::ReadFile(classes.get()));
  build::StagedFile so(library_path, build::ReadFile(library.packaged));
  jar.Commit();
  so.Commit();
  if (flags.json) {
    fmt::print("{}\n", nlohmann::json{{"classes", jar_path.string()}, {"library", library_path.string()}}.dump(1));
  } else if (!flags.quiet) {
    fmt::print("{}\n{}\n", jar_path.string(), library_path.string());
  }
  build::PruneCache();
}

}  // namespace

void AddBuildHost(CLI::App& app) {
  auto flags = std::make_shared<BuildFlags>();
  auto* command = app.add_subcommand("build_host", "Build classes.jar and the library for this machine's JVM");
  AddBuildFlags(command, *flags);
  command->callback([flags] { BuildHost(*flags); });
}

}  // namespace tare::cli
