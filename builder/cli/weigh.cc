// `tare weigh`: what the bytes of a library are spent on. The library is the one that build_aar packages for the same
// models, from the same cache. What dropping a model or an op saves is measured, by linking a library without it.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "builder/cli/commands.h"
#include "builder/cli/custom_flags.h"
#include "builder/cli/lists.h"
#include "builder/compile/cache.h"
#include "builder/error.h"
#include "builder/link/build.h"
#include "builder/report/progress.h"
#include "builder/report/weigh_text.h"
#include "builder/select/selection.h"

namespace tare::cli {
namespace {

using builder::Selection;
using builder::Weight;

struct Flags {
  std::vector<std::string> models, archs, apis, diff;
  CustomFlags custom;
  std::string html, baseline;
  bool json = false, per_op = false, quiet = false, verbose = false;
};

std::vector<const build::Target*> Targets(const std::vector<std::string>& names) {
  std::vector<std::string> valid;
  for (const build::Target& target : build::AndroidTargets()) valid.push_back(target.abi);
  valid.push_back(build::HostTarget().abi);
  std::vector<const build::Target*> targets;
  for (const std::string& name : names) {
    RequireOneOf("arch", name, valid);
    const build::Target* android = build::FindAndroidTarget(name);
    targets.push_back(android ? android : &build::HostTarget());
  }
  return targets;
}

build::Apis ApisOf(const std::vector<std::string>& names) {
  build::Apis apis;
  for (const std::string& name : names) {
    RequireOneOf("API", name, {"java", "c"});
    (name == "java" ? apis.java : apis.c) = true;
  }
  return apis;
}

std::vector<Selection> WithoutEachModel(const std::vector<std::string>& paths, const builder::UserOps& user_ops) {
  std::vector<Selection> without;
  for (size_t left = 0; left < paths.size(); ++left) {
    std::vector<std::string> others = paths;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(left));
    without.push_back(builder::Select(builder::LoadModels(others), user_ops));
  }
  return without;
}

Selection WithoutOp(const Selection& all, const std::string& op) {
  Selection without;
  without.features = all.features;
  without.user_ops = all.user_ops;
  without.user_ops_by_rule = all.user_ops_by_rule;
  without.user_ops.erase(op);
  for (const auto* kernel : all.kernels) {
    if (kernel->op_name != op) without.kernels.push_back(kernel);
  }
  return without;
}

/// The library of one selection, and those that tell what leaving something out saves.
class Weighing {
 public:
  Weighing(const Flags& flags, const std::vector<std::string>& models)
      : flags_(flags), models_(models), targets_(Targets(SplitList(flags.archs))) {
    custom_ops_ = CompileCustomOps(flags.custom, targets_, false, {});
    const builder::UserOps user_ops = UserOpsOf(custom_ops_.registrations);
    const auto loaded = builder::LoadModels(models);
    all_ = models.empty() ? builder::SelectAll() : builder::Select(loaded, user_ops);
    if (models.empty()) {
      all_.user_ops = custom_ops_.registrations.named();
      all_.user_ops_by_rule = custom_ops_.registrations.ByRule();
    }
    RequireSupported(all_, loaded);
    if (models.size() > 1) {
      without_ = WithoutEachModel(models, user_ops);
      for (const std::string& model : models) alone_.push_back(builder::Select(builder::LoadModels({model}), user_ops));
    }
  }

  std::vector<Weight> Run(builder::Progress& progress) {
    build::SourceTree tree(build::SourceRoot());
    std::vector<Weight> weights;
    for (const auto* target : targets_) Request(*target, all_);
    Build(progress);
    for (size_t t = 0; t < targets_.size(); ++t) {
      progress.Phase("weigh", targets_[t]->abi, 0);
      weights.push_back(builder::Weigh(*targets_[t], libraries_[t], all_, tree));
    }
    // One more round of links, for all ABIs together.
    requests_.clear();
    for (size_t t = 0; t < targets_.size(); ++t) {
      for (const Selection& selection : without_) Request(*targets_[t], selection);
      for (const Selection& selection : alone_) Request(*targets_[t], selection);
      if (!flags_.per_op) continue;
      for (const builder::OpCost& op : weights[t].ops) Request(*targets_[t], WithoutOp(all_, op.op));
    }
    Build(progress);
    size_t next = 0;
    const auto size = [&] { return static_cast<int64_t>(std::filesystem::file_size(libraries_[next++].packaged)); };
    for (Weight& weight : weights) {
      const auto bytes = static_cast<int64_t>(weight.bytes);
      for (size_t m = 0; m < without_.size(); ++m) weight.models.push_back({models_[m], bytes - size(), 0});
      for (size_t m = 0; m < alone_.size(); ++m) weight.models[m].alone = static_cast<uint64_t>(size());
      for (size_t o = 0; flags_.per_op && o < weight.ops.size(); ++o) weight.ops[o].dropped = bytes - size();
    }
    return weights;
  }

 private:
  void Request(const build::Target& target, const Selection& selection) {
    const build::Apis apis = ApisOf(SplitList(flags_.apis));
    requests_.push_back(
        {&target, selection.ToInc(), apis, apis.java ? "libtensorflowlite_jni.so" : "libtensorflowlite_c.so"});
  }

  void Build(builder::Progress& progress) {
    build::BuildOptions options;
    std::string phase;
    options.on_progress = [&](std::string_view name, std::string_view item, int, int total) {
      if (name != phase) progress.Phase(phase = name, "", total);
      progress.Step(std::string(item));
    };
    AddUserCode(custom_ops_, requests_);
    libraries_ = build::BuildLibraries(requests_, options);
    progress.Done();
  }

  const Flags& flags_;
  std::vector<std::string> models_;
  std::vector<const build::Target*> targets_;
  CustomOps custom_ops_;
  Selection all_;
  std::vector<Selection> without_, alone_;
  std::vector<build::LibraryRequest> requests_;
  std::vector<build::Library> libraries_;
};

std::vector<Weight> ReadWeights(const std::string& path) {
  return builder::WeightsFromJson(build::ReadFile(path), path);
}

void Report(const Flags& flags, const std::vector<Weight>& weights) {
  if (!flags.html.empty()) {
    const auto page = std::filesystem::path(build::SourceRoot()) / "builder/report/treemap.html";
    build::WriteFileAtomically(flags.html, builder::TreemapPage(build::ReadFile(page), weights));
  }
  if (flags.json) {
    fmt::print("{}\n", builder::WeightsToJson(weights).dump(1));
  } else if (!flags.baseline.empty()) {
    fmt::print("{}", builder::DiffTable(ReadWeights(flags.baseline), weights));
  } else {
    for (size_t i = 0; i < weights.size(); ++i) fmt::print("{}{}", i ? "\n" : "", builder::WeightTable(weights[i]));
  }
}

void RunWeigh(const Flags& flags) {
  if (!flags.diff.empty()) {
    fmt::print("{}", builder::DiffTable(ReadWeights(flags.diff[0]), ReadWeights(flags.diff[1])));
    return;
  }
  using enum builder::Verbosity;
  builder::Progress progress(flags.quiet ? kQuiet : flags.verbose ? kVerbose : kNormal);
  Report(flags, Weighing(flags, SplitList(flags.models)).Run(progress));
}

}  // namespace

void AddWeigh(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  flags->archs = {"arm64-v8a"};
  flags->apis = {"java"};
  CLI::App* command = app.add_subcommand("weigh", "What the bytes of a library are spent on, by op, part and model");
  AddList(command, "--input_models", flags->models, "Models, separated by commas (default: the complete library)");
  AddList(command, "--target_archs", flags->archs, "ABIs, separated by commas (default: arm64-v8a)");
  AddList(command, "--apis", flags->apis, "APIs of the library: java, c (default: java)");
  AddCustomFlags(command, flags->custom);
  command->add_flag("--per_op", flags->per_op, "Also measure what leaving out each op saves (a link per op)");
  command->add_flag("--json", flags->json, "Print JSON");
  command->add_option("--html", flags->html, "Also write a page with a treemap");
  command->add_option("--baseline", flags->baseline, "Print the difference from this earlier --json output");
  command->add_option("--diff", flags->diff, "Only compare two --json outputs: --diff BEFORE AFTER")->expected(2);
  command->add_flag("--quiet", flags->quiet, "No progress");
  command->add_flag("--verbose", flags->verbose, "Every step");
  command->callback([flags] { RunWeigh(*flags); });
}

}  // namespace tare::cli
