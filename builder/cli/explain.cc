// `tare explain`: which kernels and features models need, which node asked for each, and what is unsupported; or, for
// no model in particular, which ops there are.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "builder/cli/commands.h"
#include "builder/cli/custom_flags.h"
#include "builder/cli/lists.h"
#include "builder/error.h"
#include "builder/report/coverage.h"
#include "builder/select/selection.h"

namespace tare::cli {
namespace {

using builder::Selection;
using nlohmann::json;

const char* ReasonName(builder::Unsupported::Reason reason) {
  using enum builder::Unsupported::Reason;
  switch (reason) {
    case kOp:
      return "op";
    case kVersion:
      return "version";
    case kTypes:
      return "types";
    case kCustomOp:
      return "custom_op";
    case kCustomTypes:
      return "custom_op_types";
    case kTfTypes:
      return "select_tf_types";
    case kTfAttributes:
      return "select_tf_attributes";
    default:
      return "select_tf_op";
  }
}

json TypesOf(const builder::Use& use) {
  json types = json::array({builder::TypeName(use.in0)});
  if (use.in1 != kTfLiteNoType) types.push_back(builder::TypeName(use.in1));
  return {{"inputs", types}, {"output", builder::TypeName(use.out0)}};
}

json UseJson(const builder::Use& use, const std::vector<builder::Model>& models) {
  json j = {{"model", models[use.model].path.string()},
            {"subgraph", use.subgraph},
            {"node", use.node},
            {"op", use.op},
            {"version", use.version},
            {"types", TypesOf(use)}};
  if (use.kernel) j["kernel"] = use.kernel->name();
  if (!use.attributes.empty()) j["attributes"] = use.attributes;
  return j;
}

json ToJson(const Selection& selection, const std::vector<builder::Model>& models) {
  json j = {{"supported", selection.unsupported.empty()},
            {"kernels", json::array()},
            {"custom_ops", json::array()},
            {"features", json::array()},
            {"uses", json::array()},
            {"unsupported", json::array()}};
  for (const auto* k : selection.kernels) {
    j["kernels"].push_back({{"kernel", k->name()}, {"source", "kernels/" + k->source}});
  }
  for (const auto& [op, symbol] : selection.user_ops) {
    j["custom_ops"].push_back({{"op", op}, {"function", custom::ReadableName(symbol)}});
  }
  for (const auto& [name, feature] : selection.features) {
    if (feature.on) j["features"].push_back({{"feature", name}, {"why", feature.why}});
  }
  for (const auto& use : selection.uses) j["uses"].push_back(UseJson(use, models));
  for (const auto& u : selection.unsupported) {
    json entry = UseJson(u.use, models);
    entry["reason"] = ReasonName(u.reason);
    j["unsupported"].push_back(entry);
  }
  return j;
}

/// A row of the table: how many nodes there are for which `asks` holds, and the first of them.
template <typename Asks>
void PrintRow(const std::string& name, const Selection& selection, const std::vector<builder::Model>& models,
              const Asks& asks) {
  int count = 0;
  std::string first;
  for (const auto& use : selection.uses) {
    if (!asks(use)) continue;
    if (count++ == 0) {
      first = fmt::format("{}: subgraph {}, node {}", models[use.model].path.string(), use.subgraph, use.node);
    }
  }
  fmt::print("{:32} {:>5}  {}{}\n", name, count, first, count > 1 ? ", …" : "");
}

void PrintTable(const Selection& selection, const std::vector<builder::Model>& models) {
  fmt::print("{:32} {:>5}  {}\n", "kernel", "nodes", "asked for by");
  for (const auto* k : selection.kernels) {
    PrintRow(k->name(), selection, models, [&](const builder::Use& use) { return use.kernel == k; });
  }
  for (const auto& [op, symbol] : selection.user_ops) {
    PrintRow(fmt::format("{}: {}", op, custom::ReadableName(symbol)), selection, models,
             [&](const builder::Use& use) { return !use.user_symbol.empty() && use.op == op; });
  }
  fmt::print("\n{:32} {}\n", "feature", "asked for by");
  for (const auto& [name, feature] : selection.features) {
    if (feature.on) fmt::print("{:32} {}\n", name, feature.why);
  }
  if (!selection.unsupported.empty()) fmt::print("\nunsupported\n");
  for (const auto& u : selection.unsupported) fmt::print("{}\n", Describe(u, models));
}

json CoverageJson(const std::vector<builder::OpCoverage>& coverage) {
  json ops = json::array();
  for (const auto& op : coverage) {
    json kernels = json::array();
    for (const auto* line : op.lines) {
      kernels.push_back({{"kernel", line->name()},
                         {"types", line->types},
                         {"min_version", line->min_version},
                         {"max_version", line->max_version},
                         {"source", "kernels/" + line->source}});
    }
    ops.push_back({{"op", op.name}, {"code", op.code}, {"status", StatusName(op.status)}, {"kernels", kernels}});
  }
  return ops;
}

/// "f32 1-3, i8 1-3": the types with their versions.
std::string Variants(const builder::OpCoverage& op) {
  std::string text;
  for (const auto* line : op.lines) {
    text += fmt::format("{}{} {}-{}", text.empty() ? "" : ", ", line->types, line->min_version, line->max_version);
  }
  return text;
}

void PrintCoverage() {
  int done = 0, wanted = 0;
  for (const auto& op : builder::Coverage()) {
    using enum builder::OpCoverage::Status;
    done += op.status == kDone;
    wanted += op.status == kDone || op.status == kMissing;
    fmt::print("{:3} {:34} {}\n", op.code, op.name, op.status == kDone ? Variants(op) : StatusName(op.status));
  }
  fmt::print("\n{} of the {} ops that TensorFlow Lite has kernels for (types and versions)\n", done, wanted);
  const auto select_tf = builder::SelectTfCoverage();
  fmt::print("\nSelect TF ops\n");
  done = 0;
  for (const auto& op : select_tf) {
    std::string types;
    for (const auto* line : op.lines) types += " " + line->types;
    done += op.lines.empty() ? 0 : 1;
    fmt::print("    {:34} {}\n", op.name, types.empty() ? "missing" : types.substr(1));
  }
  fmt::print("\n{} of the {} Select TF ops\n\ncustom ops\n", done, select_tf.size());
  for (const auto& op : builder::CustomCoverage()) {
    std::string types;
    for (const auto* line : op.lines) types += " " + line->types;
    fmt::print("    {:34}{}\n", op.name, types);
  }
}

}  // namespace

void AddExplain(CLI::App& app) {
  struct Flags {
    std::vector<std::string> models;
    CustomFlags custom;
    bool json = false, coverage = false;
  };
  auto flags = std::make_shared<Flags>();
  auto* command =
      app.add_subcommand("explain", "Which kernels models need, which nodes ask for them, what is unsupported");
  AddList(command, "--input_models", flags->models, "Models, separated by commas");
  AddCustomFlags(command, flags->custom);
  command->add_flag("--json", flags->json, "Print JSON");
  command->add_flag("--coverage", flags->coverage, "Which ops there are, with types and versions");
  command->callback([flags] {
    if (flags->coverage && !flags->models.empty()) throw builder::BuildError("--coverage takes no --input_models");
    if (flags->coverage) {
      if (!flags->json) return PrintCoverage();
      const json ops = {{"ops", CoverageJson(builder::Coverage())},
                        {"select_tf_ops", CoverageJson(builder::SelectTfCoverage())},
                        {"custom_ops", CoverageJson(builder::CustomCoverage())}};
      fmt::print("{}\n", ops.dump(1));
      return;
    }
    if (SplitList(flags->models).empty()) throw builder::BuildError("--input_models (or --coverage) is required");
    const auto models = builder::LoadModels(SplitList(flags->models));
    const CustomOps custom_ops = LookUpCustomOps(flags->custom);
    const auto selection = builder::Select(models, UserOpsOf(custom_ops.registrations));
    if (flags->json) {
      fmt::print("{}\n", ToJson(selection, models).dump(1));
    } else {
      PrintTable(selection, models);
    }
  });
}

}  // namespace tare::cli
