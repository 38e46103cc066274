// `tare build_xcframework`: TensorFlowLiteC.xcframework, the C API for iOS, its simulator and macOS, under the name
// that TensorFlow Lite's Swift and Objective-C libraries link. An XCFramework has one library for a platform, so static
// and dynamic ones are two; the static is the default, as TensorFlow Lite's is.
#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "builder/cli/build_flags.h"
#include "builder/cli/commands.h"
#include "builder/cli/lists.h"
#include "builder/compile/cache.h"
#include "builder/link/mach_link.h"
#include "builder/package/xcframework.h"

namespace tare::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct Flags : BuildFlags {
  std::string linkage = "static";
  std::vector<std::string> platforms, functions;
};

/// A folder that is made whole beside its place, and takes the place of an earlier one at the end.
class StagedFolder {
 public:
  explicit StagedFolder(fs::path place)
      : place_(std::move(place)),
        made_(place_.parent_path() / fmt::format(".{}.{}", place_.filename().string(), getpid())) {
    fs::remove_all(made_);
  }
  ~StagedFolder() {
    std::error_code ignored;
    fs::remove_all(made_, ignored);
  }
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;

  void Write(const package::Xcframework& bundle) const {
    for (const package::File& file : bundle.files) {
      fs::create_directories((made_ / file.name).parent_path());
      build::WriteFileAtomically(made_ / file.name, file.content);
    }
    for (const package::Symlink& link : bundle.links) fs::create_symlink(link.target, made_ / link.name);
  }
  void Commit() const {
    fs::remove_all(place_);
    fs::rename(made_, place_);
  }

 private:
  fs::path place_, made_;
};

/// In the table's order, which has those of a platform side by side.
std::vector<const build::Target*> TargetsOf(const Flags& flags) {
  std::vector<const build::Target*> targets;
  for (const build::Target& target : build::AppleTargets()) targets.push_back(&target);
  KeepNamed("platform", flags.platforms, targets, [](const build::Target* target) { return target->apple_platform; });
  return targets;
}

/// The targets' libraries joined by platform; a slice's name tells platform and architectures.
std::vector<package::Slice> Slices(const std::vector<const build::Target*>& targets,
                                   const std::vector<build::Library>& built, bool is_static) {
  std::vector<package::Slice> slices;
  for (size_t i = 0; i < targets.size();) {
    package::Slice slice{
        .name = "", .platform = targets[i]->apple_platform, .oldest = "", .architectures = {}, .library = ""};
    std::vector<fs::path> files;
    for (; i < targets.size() && targets[i]->apple_platform == slice.platform; ++i) {
      slice.oldest = targets[i]->apple_version;  // the table has the older one last
      slice.architectures.push_back(targets[i]->linker_emulation);
      files.push_back(is_static ? built[i].archive : built[i].packaged);
    }
    const bool is_simulator = slice.platform == "ios-simulator";
    slice.name = is_simulator ? "ios" : slice.platform;
    for (size_t k = 0; k < files.size(); ++k) slice.name += (k ? "_" : "-") + slice.architectures[k];
    if (is_simulator) slice.name += "-simulator";
    slice.library = build::ReadFile(build::Universal(files));
    slices.push_back(std::move(slice));
  }
  return slices;
}

void BuildXcframework(const Flags& flags) {
  RequireOneOf("value of --linkage", flags.linkage, {"static", "dynamic"});
  const bool is_static = flags.linkage == "static";
  const std::vector<std::string> functions = FunctionsOf(flags.functions), models = SplitList(flags.models);
  const std::vector<const build::Target*> targets = TargetsOf(flags);
  const fs::path folder = OutputFolder(flags);
  builder::Progress progress(flags.verbosity());
  const build::BuildOptions options = OptionsFor(flags, progress);
  const CustomOps custom_ops = CompileCustomOps(flags.custom, targets, !models.empty(), options);
  const std::string selection = SelectionFor(flags, custom_ops, progress).ToInc(builder::SelectTf::kMerged);

  std::vector<build::LibraryRequest> requests;
  for (const build::Target* target : targets) {
    requests.push_back({.target = target,
                        .selection = selection,
                        .apis = {.c = true},
                        .soname = package::InstallName(target->apple_platform),
                        .archive = is_static,
                        .c_functions = functions});
  }
  const bool load = !models.empty() && custom_ops.loads_here;
  if (load) {
    requests.push_back({.target = &build::HostTarget(),
                        .selection = selection,
                        .apis = {.c = true},
                        .soname = "libtensorflowlite_c.so"});
  }
  AddUserCode(custom_ops, requests);
  const std::vector<build::Library> built = build::BuildLibraries(requests, options);
  if (load) {
    progress.Phase("load", "this machine", 0);
    RequireLoads(built.back().packaged, flags);
    progress.Done();
  }

  const std::vector<package::Slice> slices = Slices(targets, built, is_static);
  const fs::path path = folder / (std::string(package::kFrameworkName) + ".xcframework");
  MakeOutputFolder(folder);
  const StagedFolder staged(path);
  staged.Write(package::MakeXcframework(slices));
  staged.Commit();

  json report = json::array();
  for (const package::Slice& slice : slices) {
    report.push_back({{"slice", slice.name},
                      {"linkage", flags.linkage},
                      {"folder", (path / slice.name).string()},
                      {"library_bytes", slice.library.size()}});
  }
  if (flags.json) {
    fmt::print("{}\n", report.dump(1));
  } else if (!flags.quiet) {
    for (const json& slice : report) {
      fmt::print("{:<30}{:>12}  {}\n", slice["slice"].get<std::string>(), slice["library_bytes"].get<size_t>(),
                 slice["folder"].get<std::string>());
    }
  }
  build::PruneCache();
}

}  // namespace

void AddBuildXcframework(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  auto* command =
      app.add_subcommand("build_xcframework", "Build TensorFlowLiteC.xcframework: the C API for iOS and macOS");
  AddLibraryFlags(command, *flags);
  command->add_option("--linkage", flags->linkage, "Libraries of the frameworks: static (the default) or dynamic");
  command->add_option("--platforms", flags->platforms, "ios, ios-simulator, macos, separated by commas (default: all)");
  AddFunctionsFlag(command, flags->functions);
  command->callback([flags] { BuildXcframework(*flags); });
}

}  // namespace tare::cli
