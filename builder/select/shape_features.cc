// The rules mirror what the kernels check (where they refuse with kernels/not_selected.h). They may say
// yes where a kernel needs nothing, never the other way round.
#include "builder/select/shape_features.h"

#include <algorithm>

#include "runtime/op_codes.h"

namespace tare::builder {
namespace {

constexpr int kUnknown = -1;
constexpr int kWidestVector = 16;  // channels that an integer engine takes at once, at most
constexpr int kChannelGroup = 8;   // of int8 depthwise convolutions: these round ties up, what is left over away
constexpr int kMeanGroup = 16;     // of quantized means, likewise
constexpr int kFewRows = 4;        // below this many, weights are read in place
constexpr int kShareOfWork = 20;   // 1 / this much of a model's work, and more, matters

const schema::Tensor* TensorAt(const schema::SubGraph& graph, const flatbuffers::Vector<int32_t>* list, unsigned i) {
  if (!list || i >= list->size() || list->Get(i) < 0) return nullptr;
  return graph.tensors()->Get(static_cast<unsigned>(list->Get(i)));
}

/// A dimension, counted from the end where negative.
int Dimension(const schema::Tensor* tensor, int at) {
  if (!tensor || !tensor->shape()) return kUnknown;
  const int rank = static_cast<int>(tensor->shape()->size());
  if (at < 0) at += rank;
  if (at < 0 || at >= rank) return kUnknown;
  const auto* signature = tensor->shape_signature();
  const auto index = static_cast<unsigned>(at);
  if (signature && signature->size() == tensor->shape()->size() && signature->Get(index) < 0) return kUnknown;
  return tensor->shape()->Get(index);
}

bool IsByte(const schema::Tensor* tensor) {
  return tensor && (tensor->type() == schema::TensorType::INT8 || tensor->type() == schema::TensorType::UINT8);
}

/// A node with its tensors.
struct Node {
  const schema::SubGraph& graph;
  const schema::Operator& op;
  Op code;

  Node(const Model& model, const Use& use)
      : graph(*model.root->subgraphs()->Get(use.subgraph)),
        op(*graph.operators()->Get(use.node)),
        code(static_cast<Op>(OperatorCodeOf(*model.root->operator_codes()->Get(op.opcode_index())))) {}
  const schema::Tensor* input(unsigned i) const { return TensorAt(graph, op.inputs(), i); }
  const schema::Tensor* output() const { return TensorAt(graph, op.outputs(), 0); }
};

bool IsDilated(const Node& node) {
  if (const auto* o = node.op.builtin_options_as_Conv2DOptions()) {
    return o->dilation_w_factor() != 1 || o->dilation_h_factor() != 1;
  }
  if (const auto* o = node.op.builtin_options_as_DepthwiseConv2DOptions()) {
    return o->dilation_w_factor() != 1 || o->dilation_h_factor() != 1;
  }
  return false;
}

/// True for a CONV_2D in groups, or whose channels are not known.
bool IsGrouped(const Node& node) {
  const int channels = Dimension(node.input(0), 3);
  return node.code == Op::CONV_2D && (channels == kUnknown || channels != Dimension(node.input(1), 3));
}

/// True when a window that works on each channel by itself has few of them, or several outputs to an input.
bool IsNarrow(const Node& node) {
  const int channels = Dimension(node.output(), 3);
  return channels < kWidestVector || channels != Dimension(node.input(0), 3);
}

/// True when the sums of a quantized node are scaled with ties away from zero.
bool RoundsAway(const Node& node) {
  switch (node.code) {
    case Op::ADD:
    case Op::SUB:
    case Op::MUL:
    case Op::TRANSPOSE_CONV:
      return true;
    case Op::CONV_2D:
      return IsGrouped(node);
    case Op::MEAN:
      return Dimension(node.input(0), 3) % kMeanGroup != 0;
    case Op::DEPTHWISE_CONV_2D:
      return node.input(0)->type() == schema::TensorType::UINT8 || Dimension(node.input(1), 3) % kChannelGroup != 0;
    default:
      return false;
  }
}

/// True for a mean over height and width, which are kept.
bool IsSpatialMean(const Model& model, const Node& node) {
  const auto* options = node.op.builtin_options_as_ReducerOptions();
  const auto* axes = node.input(1);
  const auto* shape = node.input(0)->shape();
  if (!options || !options->keep_dims() || !axes || axes->type() != schema::TensorType::INT32) return false;
  if (!shape || shape->size() != 4 || std::find(shape->begin(), shape->end(), 0) != shape->end()) return false;
  const Span buffer = ConstantOf(model, node.graph, node.op.inputs()->Get(1));
  unsigned reduced = 0;
  for (size_t i = 0; i + sizeof(int32_t) <= buffer.size; i += sizeof(int32_t)) {
    const auto axis = flatbuffers::ReadScalar<int32_t>(buffer.data + i);
    if (axis < -4 || axis > 3) return false;
    reduced |= 1u << (axis & 3);
  }
  return reduced == 0b0110;
}

/// As a floating-point number, which a file's sizes cannot overflow.
double Elements(const schema::Tensor* tensor) {
  double product = tensor && tensor->shape() ? 1 : 0;
  for (unsigned i = 0; product > 0 && i < tensor->shape()->size(); ++i) product *= std::max(tensor->shape()->Get(i), 1);
  return product;
}

}  // namespace

void NeedsOfShapes(const std::string& where, const Model& model, const Use& use, const Need& need) {
  const Node node(model, use);
  const bool is_2d = use.op.find("3D") == std::string::npos;
  if (node.code == Op::CUSTOM && is_2d &&
      (use.op.find("Conv") != std::string::npos || use.op.find("Pool") != std::string::npos)) {
    need("groups", where);  // attributes of Select TF and custom ops are not looked at here
    need("dilations", where);
  }
  if (IsDilated(node)) need("dilations", where);
  if (IsGrouped(node)) need("groups", where);
  const bool depthwise = node.code == Op::DEPTHWISE_CONV_2D;
  const bool pool = node.code == Op::AVERAGE_POOL_2D || node.code == Op::MAX_POOL_2D;
  if (((depthwise && IsByte(node.input(1))) || (pool && IsByte(node.input(0)))) && IsNarrow(node)) {
    need("narrow_channels", where);
  }
  if (node.code == Op::MEAN && IsByte(node.input(0)) && !IsSpatialMean(model, node)) need("reductions", where);
  if (node.code == Op::TRANSPOSE_CONV && IsByte(node.input(1))) need("transposed", where);
  if ((IsByte(node.input(0)) || node.code == Op::TRANSPOSE_CONV) && RoundsAway(node)) need("ties_away", where);
}

void NeedsOfFewRows(const Model& model, const std::vector<const Use*>& uses, const Need& need) {
  double all = 0, few = 0;
  std::string where;
  for (const Use* use : uses) {
    const Node node(model, *use);
    const bool depthwise = node.code == Op::DEPTHWISE_CONV_2D;
    if (!depthwise && node.code != Op::CONV_2D && node.code != Op::FULLY_CONNECTED) continue;
    if (!IsByte(node.input(1))) continue;
    const int channels = Dimension(node.output(), -1);
    const double rows = channels > 0 ? Elements(node.output()) / channels : 1;
    const double work = rows * Elements(node.input(1));
    all += work;
    if (depthwise || rows >= kFewRows) continue;
    few += work;
    if (where.empty()) where = use->op;
  }
  if (few > 0 && few * kShareOfWork >= all) need("matrix_vector", model.path.string() + ": " + where);
}

}  // namespace tare::builder
