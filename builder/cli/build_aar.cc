// `tare build_aar`: from models to tensorflow-lite.aar. All results are complete on disk before one gets its name, and
// an earlier AAR stays until then.
#include <fmt/format.h>

#include <future>
#include <memory>
#include <nlohmann/json.hpp>

#include "builder/cli/build_flags.h"
#include "builder/cli/commands.h"
#include "builder/cli/lists.h"
#include "builder/cli/maven_flags.h"
#include "builder/cli/results.h"
#include "builder/compile/cache.h"
#include "builder/package/aar.h"
#include "builder/package/java.h"

namespace tare::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct Flags : BuildFlags {
  std::vector<std::string> archs, apis;
  MavenFlags maven;
};

std::vector<const build::Target*> TargetsOf(const Flags& flags) {
  std::vector<const build::Target*> targets;
  for (const build::Target& target : build::AndroidTargets()) targets.push_back(&target);
  KeepNamed("arch", flags.archs, targets, [](const build::Target* target) { return target->abi; });
  return targets;
}

build::Apis ApisOf(const Flags& flags) {
  build::Apis apis{.java = true, .c = false, .api_classes = !flags.without_api_classes};
  for (const std::string& api : SplitList(flags.apis)) {
    RequireOneOf("API", api, {"java", "c"});
    apis.c = apis.c || api == "c";
  }
  return apis;
}

json Report(const package::Package& aar, const fs::path& path, size_t class_bytes) {
  json report = {
      {"aar", path.string()}, {"bytes", aar.bytes.size()}, {"class_bytes", class_bytes}, {"abis", json::array()}};
  for (const auto& entry : aar.entries) {
    if (entry.name == "classes.jar") report["classes_in_aar"] = entry.packed;
    if (!entry.name.starts_with("jni/")) continue;
    report["abis"].push_back(
        {{"abi", entry.name.substr(4, entry.name.rfind('/') - 4)}, {"in_aar", entry.packed}, {"installed", entry.raw}});
  }
  return report;
}

void PrintReport(const json& report) {
  fmt::print("{}: {} bytes\n", report["aar"].get<std::string>(), report["bytes"].get<size_t>());
  fmt::print("  {:<14}{:>12}{:>12}\n", "", "in the AAR", "installed");
  const auto line = [](const std::string& name, size_t packed, size_t raw) {
    fmt::print("  {:<14}{:>12}{:>12}\n", name, packed, raw);
  };
  for (const json& abi : report["abis"]) line(abi["abi"], abi["in_aar"], abi["installed"]);
  line("Java classes", report["classes_in_aar"], report["class_bytes"]);
}

std::vector<package::AbiLibrary> OfAbis(const std::vector<const build::Target*>& targets, const std::string& name,
                                        const build::Library* built) {
  std::vector<package::AbiLibrary> libraries;
  libraries.reserve(targets.size());
  for (const build::Target* target : targets) libraries.push_back({target->abi, name, *built++});
  return libraries;
}

void BuildAar(const Flags& flags) {
  RequireValid(flags.maven);
  const package::Names names = NamesOf(flags);
  const std::vector<const build::Target*> targets = TargetsOf(flags);
  const build::Apis apis = ApisOf(flags);
  const std::vector<std::string> models = SplitList(flags.models);
  const fs::path folder = OutputFolder(flags);
  builder::Progress progress(flags.verbosity());
  const build::BuildOptions options = OptionsFor(flags, progress);
  const builder::SelectTf where = WhereSelectTf(flags);
  const CustomOps custom_ops = CompileCustomOps(flags.custom, targets, !models.empty(), options);
  const builder::Selection selection = SelectionFor(flags, custom_ops, progress);
  const bool separate = where == builder::SelectTf::kSeparate && selection.has_select_tf();

  auto classes = std::async(std::launch::async, [&] { return ClassesJars(flags, separate); });
  std::vector<build::LibraryRequest> requests;
  requests.reserve(2 * targets.size() + 1);
  for (const build::Target* target : targets) {
    requests.push_back({.target = target,
                        .selection = selection.ToInc(where),
                        .apis = apis,
                        .soname = names.Library(),
                        .jni_package = names.JniPackage()});
  }
  for (const build::Target* target : targets) {
    if (separate) {
      requests.push_back({.target = target,
                          .selection = selection.ToSelectTfInc(),
                          .apis = {.select_tf = true},
                          .soname = names.SelectTfLibrary(),
                          .jni_package = names.JniPackage()});
    }
  }
  const bool load = !models.empty() && custom_ops.loads_here;
  if (load) {
    requests.push_back(
        {&build::HostTarget(), selection.ToInc(builder::SelectTf::kMerged), {.c = true}, "libtensorflowlite_c.so"});
  }
  AddUserCode(custom_ops, requests);
  std::vector<build::Library> built = build::BuildLibraries(requests, options);
  if (load) {
    progress.Phase("load", "this machine", 0);
    RequireLoads(built.back().packaged, flags);
    progress.Done();
  }

  progress.Phase("package", "", 0);
  std::vector<package::AbiLibrary> libraries = OfAbis(targets, names.Library(), built.data());
  const std::vector<fs::path> jars = classes.get();
  const package::Package aar = package::MakeAar(
      "aar", names, jars[0], libraries, apis.c ? package::CApiFiles(names, libraries) : std::vector<package::File>());
  package::Package select_tf;
  if (separate) {
    const auto more = OfAbis(targets, names.SelectTfLibrary(), built.data() + targets.size());
    select_tf = package::MakeAar("aar_select_tf", names, jars[1], more);
    libraries.insert(libraries.end(), more.begin(), more.end());
  }
  const package::Package symbols = package::MakeSymbolsZip(libraries);
  const fs::path aar_path = folder / (names.Artifact() + ".aar");
  const fs::path symbols_path = folder / (names.Artifact() + "-symbols.zip");
  const fs::path select_tf_path = folder / (names.SelectTfArtifact() + ".aar");
  Results results;
  results.Add(symbols_path, symbols.bytes);
  // The two AARs are of one build; what an earlier run left must not be taken for a part of this one.
  if (separate) {
    results.Add(select_tf_path, select_tf.bytes);
  } else {
    results.Remove(select_tf_path);
  }
  results.Add(aar_path, aar.bytes);
  Publish(flags.maven, names, aar.bytes, separate ? &select_tf.bytes : nullptr, results);
  results.Commit();
  progress.Done();

  json report = Report(aar, aar_path, package::ClassBytes(jars[0]));
  report["symbols"] = symbols_path.string();
  if (const std::vector<std::string> published = PublishedModules(flags.maven, names, separate); !published.empty()) {
    report["maven"] = {{"repository", fs::absolute(flags.maven.repo).string()}, {"modules", published}};
  }
  if (separate) report["select_tf"] = Report(select_tf, select_tf_path, package::ClassBytes(jars[1]));
  if (flags.json) {
    fmt::print("{}\n", report.dump(1));
  } else if (!flags.quiet) {
    PrintReport(report);
    if (separate) PrintReport(report["select_tf"]);
    fmt::print("{}: symbols for crash reports\n", symbols_path.string());
    if (report.contains("maven")) {
      for (const auto& module : report["maven"]["modules"]) {
        fmt::print("{}: {}\n", report["maven"]["repository"].get<std::string>(), module.get<std::string>());
      }
    }
  }
  build::PruneCache();
}

}  // namespace

void AddBuildAar(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  auto* command = app.add_subcommand("build_aar", "Build tensorflow-lite.aar: the Java API and what the models need");
  AddBuildFlags(command, *flags);
  AddList(command, "--target_archs", flags->archs,
          "ABIs, separated by commas (default: x86,x86_64,arm64-v8a,armeabi-v7a)");
  AddList(command, "--apis", flags->apis, "java, or java,c to export the C API too (default: java)");
  AddMavenFlags(command, flags->maven);
  command->callback([flags] {
    flags->maven.api_classes = !flags->without_api_classes;
    BuildAar(*flags);
  });
}

}  // namespace tare::cli
