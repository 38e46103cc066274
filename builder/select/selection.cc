// Selection walks operators, not the table of operator codes, which may list codes that no operator uses.
#include "builder/select/selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "builder/error.h"
#include "builder/select/features.h"
#include "runtime/op_codes.h"

namespace tare::builder {
namespace {

constexpr int kCustom = static_cast<int>(Op::CUSTOM);

TfLiteType TensorType(const schema::SubGraph& graph, const flatbuffers::Vector<int32_t>* list, unsigned i) {
  if (!list || i >= list->size() || list->Get(i) < 0) return kTfLiteNoType;
  return TypeOf(graph.tensors()->Get(static_cast<unsigned>(list->Get(i)))->type());
}

Use UseOf(const Model& model, size_t model_index, unsigned subgraph, unsigned node) {
  const auto& graph = *model.root->subgraphs()->Get(subgraph);
  const auto& op = *graph.operators()->Get(node);
  const auto& code = *model.root->operator_codes()->Get(op.opcode_index());
  Use use{};
  use.model = model_index;
  use.subgraph = subgraph;
  use.node = node;
  use.version = code.version();
  const int number = OperatorCodeOf(code);
  use.op = number == kCustom && code.custom_code() ? code.custom_code()->str() : OperatorName(number);
  use.in0 = TensorType(graph, op.inputs(), 0);
  unsigned second = 1;  // inputs given as -1 are skipped: kernels/signature.h
  while (op.inputs() && second < op.inputs()->size() && op.inputs()->Get(second) < 0) ++second;
  use.in1 = TensorType(graph, op.inputs(), second);
  use.out0 = TensorType(graph, op.outputs(), 0);
  use.kernel = number == kCustom ? nullptr : FindLine(number, use.version, use.in0, use.in1, use.out0);
  return use;
}

Unsupported::Reason WhyUnsupported(const Model& model, const Use& use) {
  using enum Unsupported::Reason;
  const auto& op = *model.root->subgraphs()->Get(use.subgraph)->operators()->Get(use.node);
  const int number = OperatorCodeOf(*model.root->operator_codes()->Get(op.opcode_index()));
  if (number == kCustom) return use.op.starts_with("Flex") ? kSelectTfOp : kCustomOp;
  Unsupported::Reason reason = kOp;
  for (const auto& line : Catalogue()) {
    if (line.op != number) continue;
    const bool version = use.version >= line.min_version && use.version <= line.max_version;
    if (version) return kTypes;
    reason = kVersion;
  }
  return reason;
}

std::string Types(const Use& use) {
  std::string types = TypeName(use.in0);
  if (use.in1 != kTfLiteNoType) types += ", " + TypeName(use.in1);
  return types + " -> " + TypeName(use.out0);
}

}  // namespace

const std::vector<KernelLine>& Catalogue() {
  static const std::vector<KernelLine> lines = {
#define KERNEL(op, min, max, types_, source) {static_cast<int>(Op::op), #op, min, max, #types_, types::types_, source},
#include "kernels/catalogue.inc"
#undef KERNEL
  };
  return lines;
}

const KernelLine* FindLine(int op, int version, TfLiteType in0, TfLiteType in1, TfLiteType out0) {
  for (const auto& line : Catalogue()) {
    if (line.op == op && version >= line.min_version && version <= line.max_version &&
        Matches(line.signature, in0, in1, out0)) {
      return &line;
    }
  }
  return nullptr;
}

Selection Select(const std::vector<Model>& models) {
  Selection selection;
  std::set<const KernelLine*> kernels;
  for (size_t m = 0; m < models.size(); ++m) {
    const auto& graphs = *models[m].root->subgraphs();
    for (unsigned g = 0; g < graphs.size(); ++g) {
      const auto* operators = graphs.Get(g)->operators();
      for (unsigned n = 0; operators && n < operators->size(); ++n) {
        Use use = UseOf(models[m], m, g, n);
        if (use.kernel) {
          kernels.insert(use.kernel);
        } else {
          selection.unsupported.push_back({WhyUnsupported(models[m], use), use});
        }
        selection.uses.push_back(std::move(use));
      }
    }
  }
  selection.kernels.assign(kernels.begin(), kernels.end());  // by address: the catalogue's order
  selection.features = SelectFeatures(models);
  return selection;
}

Selection SelectAll() {
  Selection selection;
  for (const auto& line : Catalogue()) selection.kernels.push_back(&line);
  selection.features = AllFeatures();
  return selection;
}

std::string Selection::ToInc() const {
  std::string text;
  for (const auto* k : kernels) {
    text += fmt::format("KERNEL({}, {}, {}, {}, \"{}\")\n", k->op_name, k->min_version, k->max_version, k->types,
                        k->source);
  }
  for (const auto& [name, feature] : features) text += fmt::format("FEATURE({}, {})\n", name, feature.on);
  return text;
}

std::string Describe(const Unsupported& u, const std::vector<Model>& models) {
  const Use& use = u.use;
  const std::string where =
      fmt::format("{}: subgraph {}, node {}: ", models[use.model].path.string(), use.subgraph, use.node);
  using enum Unsupported::Reason;
  switch (u.reason) {
    case kSelectTfOp:
      return where + fmt::format("Select TF op {} version {} ({}) is not supported", use.op, use.version, Types(use));
    case kCustomOp:
      return where + fmt::format("custom op {} version {} ({}) is not supported", use.op, use.version, Types(use));
    case kOp:
      return where + fmt::format("op {} version {} ({}) is not supported", use.op, use.version, Types(use));
    case kVersion:
      return where + fmt::format("version {} of op {} ({}) is not supported", use.version, use.op, Types(use));
    default:
      return where + fmt::format("types {} of op {} version {} are not supported", Types(use), use.op, use.version);
  }
}

void RequireSupported(const Selection& selection, const std::vector<Model>& models) {
  if (selection.unsupported.empty()) return;
  std::string text;
  for (const auto& u : selection.unsupported) text += (text.empty() ? "" : "\n") + Describe(u, models);
  throw BuildError(text);
}

}  // namespace tare::builder
