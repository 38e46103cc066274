// Selection walks operators, not the table of operator codes, which may list codes that no operator uses.
#include "builder/select/selection.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <set>

#include "builder/error.h"
#include "builder/select/clauses.h"
#include "builder/select/features.h"
#include "runtime/output_types.h"

namespace tare::builder {
namespace {

constexpr int kCustom = static_cast<int>(Op::CUSTOM);

/// Types that tensors have though the model declares others.
using GivenTypes = std::map<int, TfLiteType>;

TfLiteType TensorType(const schema::SubGraph& graph, const flatbuffers::Vector<int32_t>* list, unsigned i,
                      const GivenTypes& given = {}) {
  if (!list || i >= list->size() || list->Get(i) < 0) return kTfLiteNoType;
  if (const auto found = given.find(list->Get(i)); found != given.end()) return found->second;
  return TypeOf(graph.tensors()->Get(static_cast<unsigned>(list->Get(i)))->type());
}

/// ATAN2 of different shapes: the reference does not broadcast, and reads beyond the smaller input.
bool IsUnequalAtan2(int op, const schema::SubGraph& graph, const schema::Operator& node) {
  if (op != static_cast<int>(Op::ATAN2) || !node.inputs() || node.inputs()->size() != 2) return false;
  const auto shape = [&](unsigned i) {
    const int at = node.inputs()->Get(i);
    const auto* dims = at < 0 ? nullptr : graph.tensors()->Get(static_cast<unsigned>(at))->shape();
    return dims ? std::vector<int>(dims->begin(), dims->end()) : std::vector<int>();
  };
  return shape(0) != shape(1);
}

/// A convolution of int16 whose bias is int32 though its options do not say so: the reference takes such a bias for
/// int64, and reads beyond it.
bool IsMisreadBias(int op, const schema::SubGraph& graph, const schema::Operator& node) {
  const bool transposed = op == static_cast<int>(Op::TRANSPOSE_CONV);
  if (!transposed && op != static_cast<int>(Op::CONV_2D)) return false;
  if (TensorType(graph, node.outputs(), 0) != kTfLiteInt16) return false;
  if (TensorType(graph, node.inputs(), transposed ? 3 : 2) != kTfLiteInt32) return false;
  const auto* convolution = node.builtin_options_as_Conv2DOptions();
  const auto* transpose = node.builtin_options_as_TransposeConvOptions();
  constexpr auto kNarrow = schema::TensorType::INT32;
  return transposed ? !transpose || transpose->quantized_bias_type() != kNarrow
                    : !convolution || convolution->quantized_bias_type() != kNarrow;
}

/// The text of an input that is a constant of one string.
std::optional<std::string> ConstantText(const Model& model, const schema::SubGraph& graph, const schema::Operator& op,
                                        unsigned input) {
  if (!op.inputs() || input >= op.inputs()->size() || TensorType(graph, op.inputs(), input) != kTfLiteString) {
    return std::nullopt;
  }
  const Span bytes = ConstantOf(model, graph, op.inputs()->Get(input));
  uint32_t head[3];  // how many, where the text begins, and where it ends
  if (bytes.size < sizeof(head)) return std::nullopt;
  std::memcpy(head, bytes.data, sizeof(head));
  if (head[0] != 1 || head[1] > head[2] || head[2] > bytes.size) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(bytes.data) + head[1], head[2] - head[1]);
}

/// Gives the outputs of a node the type that the device gives them; true where it is not the declared one.
bool GiveTypes(const schema::SubGraph& graph, const schema::Operator& node, int op, GivenTypes& given) {
  const int giver = op < 0 || op > kMaxOp ? -1 : TypeGivingInput(static_cast<Op>(op));
  if (giver < 0 || !node.outputs()) return false;
  const TfLiteType type = TensorType(graph, node.inputs(), static_cast<unsigned>(giver), given);
  bool changed = false;
  for (unsigned i = 0; i < node.outputs()->size(); ++i) {
    if (!GivesType(TensorType(graph, node.outputs(), i), type)) continue;
    given[node.outputs()->Get(i)] = type;
    changed = true;
  }
  return changed;
}

Use UseOf(const Model& model, size_t model_index, unsigned subgraph, unsigned node, const UserOps& user_ops,
          GivenTypes& given) {
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
  use.retyped = GiveTypes(graph, op, number, given);
  use.in0 = TensorType(graph, op.inputs(), 0, given);
  unsigned second = 1;  // inputs given as -1 are skipped: kernels/signature.h
  while (op.inputs() && second < op.inputs()->size() && op.inputs()->Get(second) < 0) ++second;
  use.in1 = TensorType(graph, op.inputs(), second, given);
  use.out0 = TensorType(graph, op.outputs(), 0, given);
  if (number != kCustom) {
    use.kernel = FindLine(number, use.version, use.in0, use.in1, use.out0);
    if (use.kernel && IsUnequalAtan2(number, graph, op)) {
      use.kernel = nullptr;
      use.problem = "its inputs have different shapes";
    }
    if (use.kernel && IsMisreadBias(number, graph, op)) {
      use.kernel = nullptr;
      use.problem = "its bias is int32 and its options do not say so";
    }
    return use;
  }
  if (const auto symbol = user_ops.find ? user_ops.find(use.op) : std::nullopt) {
    use.user_symbol = *symbol;
    return use;
  }
  if (const auto tf = TfOpOf(use.op)) {
    try {
      const auto* data = op.custom_options();
      use.attributes = AttributesOf(*tf, {data ? data->data() : nullptr, data ? data->size() : 0});
      if (use.op == "FlexRegexReplace" || use.op == "FlexRegexFullMatch") {  // as if it were one
        if (const auto pattern = ConstantText(model, graph, op, 1)) use.attributes["pattern"] = *pattern;
      }
      use.kernel = FindTfLine(use.op, use.attributes, use.in0, use.in1, use.out0);
    } catch (const BuildError& e) {
      use.problem = e.what();
    }
  } else {
    use.kernel = FindCustomLine(use.op, use.in0, use.in1, use.out0);
  }
  return use;
}

Unsupported::Reason WhyUnsupported(const Model& model, const Use& use) {
  using enum Unsupported::Reason;
  const auto& op = *model.root->subgraphs()->Get(use.subgraph)->operators()->Get(use.node);
  const int number = OperatorCodeOf(*model.root->operator_codes()->Get(op.opcode_index()));
  if (number == kCustom && !TfOpOf(use.op)) {
    const bool known = std::any_of(Catalogue().begin(), Catalogue().end(),
                                   [&](const KernelLine& line) { return line.op_name == use.op; });
    return known ? kCustomTypes : kCustomOp;
  }
  Unsupported::Reason reason = number == kCustom ? kSelectTfOp : kOp;
  for (const auto& line : Catalogue()) {
    if (number != kCustom || line.op_name != use.op) continue;
    if (!use.problem.empty()) return kTfAttributes;
    if (Matches(line.signature, use.in0, use.in1, use.out0)) return kTfAttributes;
    reason = kTfTypes;
  }
  if (number == kCustom) return reason;
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

std::string CustomLineText(const KernelLine& k) {
  return fmt::format("CUSTOM_KERNEL(\"{}\", {}, {}, {:#x}, \"{}\")\n", k.op_name, k.id, k.types, k.shape_inputs,
                     k.source);
}

constexpr char kSelectTfLibrary[] = "select_tf_library";

/// A string literal of C++.
std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += {'\\', c};
    } else if (byte < ' ' || byte >= 0x7f || c == '?') {
      quoted += fmt::format("\\{:03o}", byte);
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string TfLineText(const KernelLine& k) {
  const std::string op = k.op_name.substr(4), attributes = DeviceClauses(op, k.attributes);
  return k.builtin.empty()
             ? fmt::format("TF_KERNEL({}, {}, \"{}\", {:#x}, \"{}\")\n", op, k.types, attributes, k.shape_inputs,
                           k.source)
             : fmt::format("TF_ALIAS({}, {}, {}, \"{}\", \"{}\")\n", op, k.types, k.builtin, attributes, k.source);
}

}  // namespace

namespace {

/// A line of the catalogue as the compiler reads it: no objects, which a thousand initializers of would take minutes to
/// compile.
struct Row {
  int op;
  const char* op_name;
  int min_version, max_version;
  const char* types;
  TypeSignature signature;
  const char *source, *attributes, *builtin;
  Op shapes_of;  // the built-in op whose ShapeInputs() hold; CUSTOM: shape_inputs say it
  uint32_t shape_inputs;
  const char* id;
};

constexpr Row kRows[] = {
#define KERNEL(op, min, max, types_, source) \
  {static_cast<int>(Op::op), #op, min, max, #types_, types::types_, source, "", "", Op::op, 0, ""},
#define TF_KERNEL(op, types_, attributes, shape_inputs, source) \
  {kCustom, "Flex" #op, 1, 1, #types_, types::types_, source, attributes, "", Op::CUSTOM, shape_inputs, ""},
#define TF_ALIAS(op, types_, builtin, attributes, source) \
  {kCustom, "Flex" #op, 1, 1, #types_, types::types_, source, attributes, #builtin, Op::builtin, 0, ""},
#define CUSTOM_KERNEL(name, kernel, types_, shape_inputs, source) \
  {kCustom, name, 1, 1, #types_, types::types_, source, "", "", Op::CUSTOM, shape_inputs, #kernel},
#include "kernels/catalogue.inc"
#undef KERNEL
#undef TF_KERNEL
#undef TF_ALIAS
#undef CUSTOM_KERNEL
};

std::vector<KernelLine> MakeCatalogue() {
  std::vector<KernelLine> lines;
  for (const Row& r : kRows) {
    lines.push_back({r.op, r.op_name, r.min_version, r.max_version, r.types, r.signature, r.source, r.attributes,
                     r.builtin, r.shapes_of == Op::CUSTOM ? r.shape_inputs : ShapeInputs(r.shapes_of), r.id});
  }
  return lines;
}

}  // namespace

const std::vector<KernelLine>& Catalogue() {
  static const std::vector<KernelLine> lines = MakeCatalogue();
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

const KernelLine* FindTfLine(const std::string& op, const Attributes& attributes, TfLiteType in0, TfLiteType in1,
                             TfLiteType out0) {
  if (!KernelTakes(op, attributes)) return nullptr;
  for (const auto& line : Catalogue()) {
    if (line.op_name == op && Matches(line.signature, in0, in1, out0) && Meets(attributes, line.attributes)) {
      return &line;
    }
  }
  return nullptr;
}

const KernelLine* FindCustomLine(const std::string& op, TfLiteType in0, TfLiteType in1, TfLiteType out0) {
  for (const auto& line : Catalogue()) {
    if (line.is_custom() && line.op_name == op && Matches(line.signature, in0, in1, out0)) return &line;
  }
  return nullptr;
}

Selection Select(const std::vector<Model>& models, const UserOps& user_ops) {
  Selection selection;
  std::set<const KernelLine*> kernels;
  for (size_t m = 0; m < models.size(); ++m) {
    const auto& graphs = *models[m].root->subgraphs();
    for (unsigned g = 0; g < graphs.size(); ++g) {
      const auto* operators = graphs.Get(g)->operators();
      GivenTypes given;
      for (unsigned n = 0; operators && n < operators->size(); ++n) {
        Use use = UseOf(models[m], m, g, n, user_ops, given);
        if (use.kernel) {
          kernels.insert(use.kernel);
        } else if (!use.user_symbol.empty()) {
          selection.user_ops[use.op] = use.user_symbol;
        } else {
          selection.unsupported.push_back({WhyUnsupported(models[m], use), use});
          if (selection.unsupported.back().reason == Unsupported::Reason::kCustomOp && user_ops.hint) {
            selection.unsupported.back().use.problem = user_ops.hint(use.op);
          }
        }
        selection.uses.push_back(std::move(use));
      }
    }
  }
  selection.kernels.assign(kernels.begin(), kernels.end());  // by address: the catalogue's order
  selection.features = SelectFeatures(models, selection.uses);
  return selection;
}

Selection SelectAll() {
  Selection selection;
  for (const auto& line : Catalogue()) selection.kernels.push_back(&line);
  selection.features = AllFeatures();
  return selection;
}

bool Selection::has_select_tf() const {
  return std::any_of(kernels.begin(), kernels.end(), [](const auto* k) { return k->is_select_tf(); });
}

uint32_t Selection::BuildId() const {
  // Both libraries of a build depend on exactly this.
  std::string text;
  for (const auto* k : kernels) text += k->name() + '\n';
  for (const auto& [op, symbol] : user_ops) text += op + '\n';
  for (const auto& [name, feature] : features) text += fmt::format("{} {}\n", name, feature.on);
  return static_cast<uint32_t>(XXH3_64bits(text.data(), text.size()));
}

std::string Selection::ToInc(SelectTf where) const {
  const bool separate = where == SelectTf::kSeparate && has_select_tf();
  std::string text;
  for (const auto* k : kernels) {
    if (k->is_custom()) {
      text += CustomLineText(*k);
    } else if (!k->is_select_tf()) {
      text += fmt::format("KERNEL({}, {}, {}, {}, \"{}\")\n", k->op_name, k->min_version, k->max_version, k->types,
                          k->source);
    } else if (!separate) {
      text += TfLineText(*k);
    }
  }
  for (const auto& [op, symbol] : user_ops) {
    text += fmt::format("CUSTOM_OP({}, {})\n", Quoted(op), symbol);
  }
  for (const auto& [op, symbol] : user_ops_by_rule) {
    text += fmt::format("CUSTOM_OP_BY_RULE(\"{}\", {})\n", op, symbol);
  }
  for (const auto& [name, feature] : features) {
    text += fmt::format("FEATURE({}, {})\n", name, name == kSelectTfLibrary ? separate : feature.on);
  }
  return text + fmt::format("SELECT_TF_BUILD({:#010x}u)\n", separate ? BuildId() : 0);
}

std::string Selection::ToSelectTfInc() const {
  std::string text;
  for (const auto* k : kernels) {
    if (!k->is_select_tf()) continue;
    const bool in_core = !k->builtin.empty() && std::any_of(kernels.begin(), kernels.end(), [&](const auto* other) {
      return other->op_name == k->builtin && other->types == k->types;
    });
    text += in_core ? fmt::format("TF_FROM_CORE({}, {}, {}, \"{}\")\n", k->op_name.substr(4), k->types, k->builtin,
                                  DeviceClauses(k->op_name.substr(4), k->attributes))
                    : TfLineText(*k);
  }
  for (const auto& [name, feature] : features) text += fmt::format("FEATURE({}, {})\n", name, feature.on);
  return text + fmt::format("SELECT_TF_BUILD({:#010x}u)\n", BuildId());
}

std::string Describe(const Unsupported& u, const std::vector<Model>& models) {
  const Use& use = u.use;
  const std::string where =
      fmt::format("{}: subgraph {}, node {}: ", models[use.model].path.string(), use.subgraph, use.node);
  using enum Unsupported::Reason;
  switch (u.reason) {
    case kSelectTfOp:
      return where + fmt::format("Select TF op {} version {} ({}) is not supported{}", use.op, use.version, Types(use),
                                 use.attributes.empty() ? "" : "; its attributes: " + ToText(use.attributes));
    case kTfTypes:
      return where + fmt::format("types {} of Select TF op {} ({}) are not supported", Types(use), use.op,
                                 ToText(use.attributes));
    case kTfAttributes:
      return where + (use.problem.empty() ? fmt::format("attributes of Select TF op {} ({}; {}) are not supported",
                                                        use.op, Types(use), ToText(use.attributes))
                                          : fmt::format("Select TF op {}: {}", use.op, use.problem));
    case kCustomOp:
      return where + fmt::format("custom op {} version {} ({}) is not supported{}{}", use.op, use.version, Types(use),
                                 use.problem.empty() ? "" : ": ", use.problem);
    case kCustomTypes:
      return where + fmt::format("types {} of custom op {} are not supported", Types(use), use.op);
    case kOp:
      return where + fmt::format("op {} version {} ({}) is not supported", use.op, use.version, Types(use));
    case kVersion:
      return where + fmt::format("version {} of op {} ({}) is not supported", use.version, use.op, Types(use));
    default:
      if (!use.problem.empty()) return where + fmt::format("op {} ({}): {}", use.op, Types(use), use.problem);
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
