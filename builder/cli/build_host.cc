// `tare build_host`: the same Java API for this machine's JVM, for apps' unit tests. The library also exports the C
// API, so that what an AAR would do can be tried with `tare run --library`.
#include <fmt/format.h>

#include <future>
#include <memory>
#include <nlohmann/json.hpp>

#include "builder/cli/build_flags.h"
#include "builder/cli/commands.h"
#include "builder/cli/lists.h"
#include "builder/cli/results.h"
#include "builder/compile/cache.h"
#include "builder/package/aar.h"
#include "builder/package/java.h"

namespace tare::cli {
namespace {

namespace fs = std::filesystem;

void BuildHost(const BuildFlags& flags) {
  const package::Names names = NamesOf(flags);
  const std::vector<std::string> models = SplitList(flags.models);
  const fs::path folder = OutputFolder(flags);
  builder::Progress progress(flags.verbosity());
  const build::BuildOptions options = OptionsFor(flags, progress);
  const builder::SelectTf where = WhereSelectTf(flags);
  const CustomOps custom_ops = CompileCustomOps(flags.custom, {&build::HostTarget()}, true, options);
  const builder::Selection selection = SelectionFor(flags, custom_ops, progress);
  const bool separate = where == builder::SelectTf::kSeparate && selection.has_select_tf();

  auto classes = std::async(std::launch::async, [&] { return ClassesJars(flags, separate); });
  const build::Target& host = build::HostTarget();
  const build::Apis apis{.java = true, .c = true, .api_classes = !flags.without_api_classes};
  std::vector<build::LibraryRequest> requests = {{.target = &host,
                                                  .selection = selection.ToInc(where),
                                                  .apis = apis,
                                                  .soname = names.Library(),
                                                  .jni_package = names.JniPackage()}};
  if (separate) {
    requests.push_back({.target = &host,
                        .selection = selection.ToSelectTfInc(),
                        .apis = {.select_tf = true},
                        .soname = names.SelectTfLibrary(),
                        .jni_package = names.JniPackage()});
    // The proof that models load has no Java to bring the libraries together.
    requests.push_back({&host, selection.ToInc(builder::SelectTf::kMerged), {.c = true}, "libtensorflowlite_c.so"});
  }
  AddUserCode(custom_ops, requests);
  const std::vector<build::Library> libraries = build::BuildLibraries(requests, options);
  if (!models.empty()) RequireLoads(libraries.back().packaged, flags);

  struct Result {
    fs::path to, from;
  };
  const std::vector<fs::path> jars = classes.get();
  const std::string stem = flags.java_package_suffix.empty() ? "classes" : "classes-" + flags.java_package_suffix;
  const fs::path select_tf_jar = folder / (stem + "-select-tf-ops.jar");
  std::vector<Result> files = {{folder / (stem + ".jar"), jars[0]}, {folder / names.Library(), libraries[0].packaged}};
  if (separate) {
    files.push_back({select_tf_jar, jars[1]});
    files.push_back({folder / names.SelectTfLibrary(), libraries[1].packaged});
  }
  Results results;
  for (const Result& file : files) results.Add(file.to, build::ReadFile(file.from));
  if (!separate) {  // of an earlier run
    results.Remove(select_tf_jar);
    results.Remove(folder / names.SelectTfLibrary());
  }
  results.Commit();
  nlohmann::json report = {{"classes", files[0].to.string()}, {"library", files[1].to.string()}};
  if (separate) {
    report["select_tf_classes"] = files[2].to.string();
    report["select_tf_library"] = files[3].to.string();
  }
  if (flags.json) {
    fmt::print("{}\n", report.dump(1));
  } else if (!flags.quiet) {
    for (const Result& file : files) fmt::print("{}\n", file.to.string());
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
