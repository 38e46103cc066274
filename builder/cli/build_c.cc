// `tare build_c`: the C API as a library of its own, for Android and Linux. Each target's folder is an install prefix,
// so CMake's find_package and pkg-config find what is in it wherever it is moved. Select TF kernels are in the library,
// because there is no loader to bring a second one.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "builder/cli/build_flags.h"
#include "builder/cli/commands.h"
#include "builder/cli/lists.h"
#include "builder/cli/results.h"
#include "builder/compile/cache.h"
#include "builder/package/c_files.h"

namespace tare::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr char kLibrary[] = "libtensorflowlite_c.so", kArchive[] = "libtensorflowlite_c.a";

struct Flags : BuildFlags {
  std::vector<std::string> targets, functions;
};

struct NamedTarget {
  std::string name;
  const build::Target* target;
};

std::vector<NamedTarget> AllTargets() {
  std::vector<NamedTarget> all;
  for (const build::Target& target : build::AndroidTargets()) all.push_back({"android-" + target.abi, &target});
  for (const build::Target& target : build::LinuxTargets()) all.push_back({target.abi, &target});
  return all;
}

std::vector<NamedTarget> TargetsOf(const Flags& flags) {
  std::vector<NamedTarget> targets = AllTargets();
  KeepNamed("target", flags.targets, targets, [](const NamedTarget& target) { return target.name; });
  return targets;
}

void BuildC(const Flags& flags) {
  const std::vector<NamedTarget> targets = TargetsOf(flags);
  const std::vector<std::string> functions = FunctionsOf(flags.functions);
  const std::vector<std::string> models = SplitList(flags.models);
  const fs::path folder = OutputFolder(flags);
  builder::Progress progress(flags.verbosity());
  const build::BuildOptions options = OptionsFor(flags, progress);
  std::vector<const build::Target*> machines;
  machines.reserve(targets.size());
  for (const NamedTarget& target : targets) machines.push_back(target.target);
  const CustomOps custom_ops = CompileCustomOps(flags.custom, machines, !models.empty(), options);
  const std::string selection = SelectionFor(flags, custom_ops, progress).ToInc(builder::SelectTf::kMerged);

  std::vector<build::LibraryRequest> requests;
  requests.reserve(targets.size() + 1);
  for (const NamedTarget& target : targets) {
    requests.push_back({.target = target.target,
                        .selection = selection,
                        .apis = {.c = true},
                        .soname = kLibrary,
                        .archive = true,
                        .c_functions = functions});
  }
  const bool load = !models.empty() && custom_ops.loads_here;
  if (load) {
    requests.push_back(
        {.target = &build::HostTarget(), .selection = selection, .apis = {.c = true}, .soname = kLibrary});
  }
  AddUserCode(custom_ops, requests);
  const std::vector<build::Library> built = build::BuildLibraries(requests, options);
  if (load) {
    progress.Phase("load", "this machine", 0);
    RequireLoads(built.back().packaged, flags);
    progress.Done();
  }

  json report = json::array();
  Results results;
  for (size_t i = 0; i < targets.size(); ++i) {
    const fs::path prefix = folder / targets[i].name;
    const std::string library = build::ReadFile(built[i].packaged), archive = build::ReadFile(built[i].archive);
    for (const package::File& file : package::InstallFiles(*targets[i].target)) {
      results.Add(prefix / file.name, file.content);
    }
    results.Add(prefix / "symbols" / kLibrary, build::ReadFile(built[i].symbols));
    results.Add(prefix / "lib" / kArchive, archive);
    results.Add(prefix / "lib" / kLibrary, library);
    report.push_back({{"target", targets[i].name},
                      {"folder", prefix.string()},
                      {"library", (prefix / "lib" / kLibrary).string()},
                      {"library_bytes", library.size()},
                      {"archive", (prefix / "lib" / kArchive).string()},
                      {"archive_bytes", archive.size()}});
  }
  results.Commit();

  if (flags.json) {
    fmt::print("{}\n", report.dump(1));
  } else if (!flags.quiet) {
    fmt::print("{:<20}{:>12}{:>12}\n", "", "shared", "static");
    for (const json& target : report) {
      fmt::print("{:<20}{:>12}{:>12}  {}\n", target["target"].get<std::string>(), target["library_bytes"].get<size_t>(),
                 target["archive_bytes"].get<size_t>(), target["folder"].get<std::string>());
    }
  }
  build::PruneCache();
}

}  // namespace

void AddBuildC(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  auto* command = app.add_subcommand("build_c", "Build libtensorflowlite_c.so and .a: the C API and what models need");
  AddLibraryFlags(command, *flags);
  AddList(command, "--targets", flags->targets,
          "android-<ABI>, linux-x86_64, linux-arm64, linux-armv7, separated by commas (default: all)");
  AddFunctionsFlag(command, flags->functions);
  command->callback([flags] { BuildC(*flags); });
}

}  // namespace tare::cli
