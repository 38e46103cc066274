// The rules that turn models into features. They must never say no where the runtime would need a yes: a shape counts
// as known while preparing only when the inputs that determine it are constants of the model.
#include "builder/select/features.h"

#include <fmt/format.h>

#include <algorithm>

#include "builder/select/clauses.h"
#include "builder/select/shape_features.h"
#include "runtime/features.h"
#include "runtime/op_codes.h"

namespace tare::builder {

uint32_t ShapeInputs(Op op) {
  constexpr uint32_t kAlways = ~0u;
  switch (op) {
    case Op::RESHAPE:
    case Op::PAD:
    case Op::PADV2:
    case Op::MIRROR_PAD:
    case Op::TILE:
    case Op::TRANSPOSE:
    case Op::EXPAND_DIMS:
    case Op::RESIZE_BILINEAR:
    case Op::RESIZE_NEAREST_NEIGHBOR:
    case Op::BROADCAST_TO:
    case Op::MEAN:
    case Op::SUM:
    case Op::REDUCE_PROD:
    case Op::REDUCE_MAX:
    case Op::REDUCE_MIN:
    case Op::REDUCE_ANY:
    case Op::REDUCE_ALL:
    case Op::ARG_MAX:
    case Op::ARG_MIN:
    case Op::TOPK_V2:
    case Op::ONE_HOT:
    case Op::RFFT2D:
      return 1u << 1;
    case Op::FILL:
    case Op::SPLIT:
    case Op::TRANSPOSE_CONV:
    case Op::CONV_3D_TRANSPOSE:
    case Op::RANDOM_UNIFORM:
    case Op::RANDOM_STANDARD_NORMAL:
      return 1u << 0;
    case Op::SLICE:
    case Op::SPLIT_V:
    case Op::BATCH_TO_SPACE_ND:
    case Op::SPACE_TO_BATCH_ND:
    case Op::MULTINOMIAL:
      return 3u << 1;
    case Op::RANGE:
      return 7u;
    case Op::STRIDED_SLICE:
      return 7u << 1;
    case Op::SCATTER_ND:
    case Op::NON_MAX_SUPPRESSION_V4:
    case Op::NON_MAX_SUPPRESSION_V5:
      return 1u << 2;
    case Op::SPARSE_TO_DENSE:
    case Op::SEGMENT_SUM:
      return 1u << 1;
    case Op::DILATE:
      return 1u << 1;
    case Op::WHERE:
    case Op::UNIQUE:
    case Op::SKIP_GRAM:
    case Op::UNSORTED_SEGMENT_MAX:
    case Op::UNSORTED_SEGMENT_MIN:
    case Op::UNSORTED_SEGMENT_PROD:
    case Op::UNSORTED_SEGMENT_SUM:
    case Op::EMBEDDING_LOOKUP_SPARSE:
    case Op::HASHTABLE_LOOKUP:
    case Op::IF:
    case Op::WHILE:
    case Op::STABLEHLO_CASE:
    case Op::STABLEHLO_WHILE:
    case Op::STABLEHLO_COMPOSITE:
    case Op::READ_VARIABLE:
    case Op::CUSTOM:
      return kAlways;
    default:
      return 0;
  }
}

namespace {

constexpr unsigned kLastInput = 31;  // of a mask of inputs

bool RunsSubgraphs(Op op) {
  switch (op) {
    case Op::IF:
    case Op::WHILE:
    case Op::CALL_ONCE:
    case Op::CALL:
    case Op::STABLEHLO_CASE:
    case Op::STABLEHLO_COMPOSITE:
    case Op::STABLEHLO_REDUCE:
    case Op::STABLEHLO_REDUCE_WINDOW:
    case Op::STABLEHLO_SCATTER:
    case Op::STABLEHLO_SORT:
    case Op::STABLEHLO_WHILE:
      return true;
    default:
      return false;
  }
}

bool UsesResources(Op op) {
  switch (op) {
    case Op::VAR_HANDLE:
    case Op::READ_VARIABLE:
    case Op::ASSIGN_VARIABLE:
    case Op::HASHTABLE:
    case Op::HASHTABLE_FIND:
    case Op::HASHTABLE_IMPORT:
    case Op::HASHTABLE_SIZE:
      return true;
    default:
      return false;
  }
}

/// True for TF ops with an attribute that is a function: a subgraph by its name.
bool TakesFunction(const std::string& op) {
  const auto& kinds = TfOps().at(op).kinds;
  return std::any_of(kinds.begin(), kinds.end(), [](const auto& kind) { return kind.second == "func"; });
}

void NeedsOfTensor(const std::string& where, const schema::Tensor& tensor, const Need& need) {
  if (tensor.is_variable()) need("variables", where);
  if (tensor.sparsity()) need("sparse", where);
  if (tensor.quantization() && tensor.quantization()->details_as_BlockwiseQuantization()) need("block_scales", where);
  if (tensor.type() == schema::TensorType::UINT8) need("uint8", where);
  if (tensor.type() == schema::TensorType::STRING) {
    need("strings", where);
    need("dynamic_tensors", where);  // a string tensor's bytes are known only while running
  }
  if (tensor.type() == schema::TensorType::VARIANT) {
    need("variants", where);
    need("dynamic_tensors", where);
  }
}

/// True when an app may resize an input of the graph.
bool HasOpenInput(const schema::SubGraph& graph) {
  const auto is_open = [&](int index) {
    const auto* signature = graph.tensors()->Get(static_cast<unsigned>(index))->shape_signature();
    return signature && std::find(signature->begin(), signature->end(), -1) != signature->end();
  };
  return graph.inputs() && std::any_of(graph.inputs()->begin(), graph.inputs()->end(), is_open);
}

void NeedsOfNode(const std::string& where, const Model& model, const Use& use, const Need& need) {
  const auto& graph = *model.root->subgraphs()->Get(use.subgraph);
  const auto& node = *graph.operators()->Get(use.node);
  const auto op = static_cast<Op>(OperatorCodeOf(*model.root->operator_codes()->Get(node.opcode_index())));
  if (RunsSubgraphs(op)) need("subgraphs", where);
  if (UsesResources(op)) need("resources", where);
  if (!use.user_symbol.empty()) need("custom_ops", where);
  if (use.retyped) need("output_types", where);
  if (use.kernel && use.kernel->is_select_tf()) {
    const std::string clauses = DeviceClauses(use.op.substr(4), use.kernel->attributes);
    if (!clauses.empty()) need("tf_attributes", where);
    if (clauses.find("@p") != std::string::npos || clauses.find("@v") != std::string::npos) need("tf_lists", where);
  }
  if (use.kernel && (use.kernel->is_select_tf() || use.kernel->is_custom())) {
    const auto is_resource = [&](const flatbuffers::Vector<int32_t>* list) {
      return list && std::any_of(list->begin(), list->end(), [&](int i) {
               return i >= 0 && graph.tensors()->Get(static_cast<unsigned>(i))->type() == schema::TensorType::RESOURCE;
             });
    };
    // This one keeps its cache with the interpreter, though no tensor is its handle.
    const bool keeps = use.op == "odml.update_kv_cache";
    if (keeps || is_resource(node.inputs()) || is_resource(node.outputs())) need("resources", where);
    if (use.kernel->is_select_tf() && TakesFunction(use.op.substr(4))) need("subgraphs", where);
  }
  // Where inputs have open dimensions, a Select TF node's shape may be known only when it runs (runtime/execute.cc).
  if (use.kernel && use.kernel->is_select_tf() && HasOpenInput(graph)) need("dynamic_tensors", where);
  // The shape of what pads an input of rank 0 is found while running (kernels/shape/pad.cc).
  if ((op == Op::PAD || op == Op::PADV2) && node.inputs() && node.inputs()->size() && node.inputs()->Get(0) >= 0) {
    const auto* shape = graph.tensors()->Get(static_cast<unsigned>(node.inputs()->Get(0)))->shape();
    if (!shape || !shape->size()) need("dynamic_tensors", where);
  }
  const uint32_t shape_inputs = use.kernel ? use.kernel->shape_inputs : ShapeInputs(op);
  for (unsigned i = 0; i < 32; ++i) {
    if (!(shape_inputs >> i & 1)) continue;
    const unsigned at = i == kLastInput && node.inputs() ? node.inputs()->size() - 1 : i;
    const bool present = node.inputs() && at < node.inputs()->size() && node.inputs()->Get(at) >= 0;
    if (shape_inputs == ~0u) {
      need("dynamic_tensors", where);
    } else if (present && ConstantOf(model, graph, node.inputs()->Get(at)).size == 0) {
      need("dynamic_tensors", where);
    }
  }
}

void NeedsOfModel(const Model& model, const std::vector<const Use*>& uses, const Need& need) {
  const std::string name = model.path.string();
  const auto* root = model.root;
  for (unsigned i = 0; root->signature_defs() && i < root->signature_defs()->size(); ++i) {
    need("signatures", name);
    if (root->signature_defs()->Get(i)->subgraph_index() != 0)
      need("subgraphs", fmt::format("{}: signature {}", name, i));
  }
  for (unsigned b = 0; root->buffers() && b < root->buffers()->size(); ++b) {
    if (root->buffers()->Get(b)->offset() > 1) need("external_buffers", fmt::format("{}: buffer {}", name, b));
  }
  for (unsigned g = 0; g < root->subgraphs()->size(); ++g) {
    const auto& graph = *root->subgraphs()->Get(g);
    for (unsigned t = 0; graph.tensors() && t < graph.tensors()->size(); ++t) {
      NeedsOfTensor(fmt::format("{}: subgraph {}, tensor {}", name, g, t), *graph.tensors()->Get(t), need);
    }
  }
  for (const Use* use : uses) {
    const std::string where = fmt::format("{}: subgraph {}, node {} ({})", name, use->subgraph, use->node, use->op);
    NeedsOfNode(where, model, *use, need);
    NeedsOfShapes(where, model, *use, need);
  }
  NeedsOfFewRows(model, uses, need);
}

}  // namespace

std::map<std::string, Feature> SelectFeatures(const std::vector<Model>& models, const std::vector<Use>& uses) {
  std::map<std::string, Feature> features;
#define TARE_ADD_FEATURE(name, purpose) features[#name] = {};
  TARE_FEATURES(TARE_ADD_FEATURE)
#undef TARE_ADD_FEATURE
  features["threads"] = {true, "setNumThreads works with every model"};
  for (size_t m = 0; m < models.size(); ++m) {
    std::vector<const Use*> own;
    for (const Use& use : uses) {
      if (use.model == m) own.push_back(&use);
    }
    NeedsOfModel(models[m], own, [&](const char* feature, const std::string& why) {
      Feature& f = features.at(feature);
      if (!f.on) f = {true, why};
    });
  }
  return features;
}

std::map<std::string, Feature> AllFeatures() {
  std::map<std::string, Feature> features = SelectFeatures({}, {});
  for (auto& [name, feature] : features) feature.on = true;
  return features;
}

}  // namespace tare::builder
