// Loading a graph: tensors, quantization, nodes, and the checks that make the later steps safe on any model. Dims,
// scales and node inputs point into the model; only what the format stores differently (zero points) is copied.
#include "runtime/subgraph.h"

#include "kernels/tf/attributes.h"
#include "runtime/builtin_data.h"
#include "runtime/delegate.h"
#include "runtime/features.h"
#include "runtime/output_types.h"
#include "runtime/registry.h"
#include "runtime/schema.h"
#include "runtime/select_tf/core.h"
#include "runtime/sparse.h"

namespace tare {
namespace {

/// TensorType of the schema → TfLiteType.
constexpr uint8_t kTypes[] = {kTfLiteFloat32, kTfLiteFloat16,      kTfLiteInt32,     kTfLiteUInt8,     kTfLiteInt64,
                              kTfLiteString,  kTfLiteBool,         kTfLiteInt16,     kTfLiteComplex64, kTfLiteInt8,
                              kTfLiteFloat64, kTfLiteComplex128,   kTfLiteUInt64,    kTfLiteResource,  kTfLiteVariant,
                              kTfLiteUInt32,  kTfLiteUInt16,       kTfLiteInt4,      kTfLiteBFloat16,  kTfLiteInt2,
                              kTfLiteUInt4,   kTfLiteFloat8E4M3FN, kTfLiteFloat8E5M2};

/// Bits of one element by TfLiteType; 0 where an element has no fixed size.
/// A resource's is the handle by which a node finds it.
constexpr uint8_t kTypeBits[] = {0, 32, 32, 8, 64, 0, 8, 16, 64, 8, 16, 64, 128, 64, 32, 0, 32, 16, 4, 16, 2, 4, 8, 8};

constexpr TfLiteIntArray kNoInts = {};

constexpr char kNotSelected[] = "Tensor %d: %s was not selected for this library";

/// A vector of 32-bit integers as the C ABI's array, which has the same layout; the length stands before the data.
TfLiteIntArray* AsIntArray(fb::Vector v) {
  const void* p = v.present() ? v.raw() - 4 : reinterpret_cast<const uint8_t*>(&kNoInts);
  return static_cast<TfLiteIntArray*>(const_cast<void*>(p));
}

}  // namespace

TfLiteIntArray* NoInts() { return AsIntArray({}); }

bool TypeBytes(TfLiteType type, size_t elements, size_t* bytes) {
  const size_t bits = kTypeBits[type];
  if (bits < 8) {
    *bytes = bits ? (elements * bits + 7) / 8 : 0;
    return bits != 0;
  }
  *bytes = elements * (bits / 8);
  return true;
}

bool TypeOfSchema(uint8_t schema_type, TfLiteType* type) {
  if (schema_type >= sizeof(kTypes)) return false;
  *type = static_cast<TfLiteType>(kTypes[schema_type]);
  return true;
}

size_t ElementBytes(TfLiteType type) { return kTypeBits[type] / 8; }

const char* NodeName(const NodeRecord& node) {
  const char* name = node.custom_name ? node.custom_name : OpName(node.op);
  return name ? name : "builtin";
}

bool Subgraph::InModel(const void* p) const {
  const auto* byte = static_cast<const uint8_t*>(p);
  return byte == reinterpret_cast<const uint8_t*>(&kNoInts) ||
         (byte >= shared->model->bytes.data && byte < shared->model->bytes.data + shared->model->bytes.size);
}

void Subgraph::FreeDims(TfLiteTensor* t) {
  if (!InModel(t->dims)) __builtin_free(t->dims);
}

void Subgraph::FreeNodes(int first) {
  for (int i = first; nodes && i < node_count; ++i) {
    NodeRecord& n = nodes[i];
    if (n.def.free && n.node.user_data) n.def.free(Kernel(&context, &n.node));
    n.persistent.Free();
    if (HasRegistrations() && n.registration) FreeRegistrationTensors(n);
  }
}

Subgraph::~Subgraph() {
  FreeNodes(0);
  if (features::delegates) FreeBufferHandles();
  for (int i = 0; context.tensors && i < tensor_count; ++i) {
    TfLiteTensor* t = &context.tensors[i];
    if (t->dims) FreeDims(t);
    if (features::variants && t->type == kTfLiteVariant) {
      SetVariant(Tensor(t), nullptr);
    } else if (t->allocation_type == kTfLiteDynamic) {
      __builtin_free(t->data.data);
    }
  }
  for (Batch* b = &first_batch_; b; b = b->next) b->arena.Free();
  for (Kept* k = kept_; HasRegistrations() && k; k = k->next) k->block.Free();
  variables_.Free();
}

bool Subgraph::Load(Shared* s, int index) {
  context.impl_ = this;
  shared = s;
  index_ = index;
  const ModelData& model = *s->model;
  const fb::Table graph = fb::Table::At(model.subgraphs, static_cast<uint32_t>(index));
  const fb::Vector tensors = graph.Items(fields::SubGraph::tensors, 4);
  const fb::Vector operators = graph.Items(fields::SubGraph::operators, 4);
  if (!tensors.present()) return Fail(&context, "Did not get tensors in subgraph %d.\n", index) == kOk;
  inputs = AsIntArray(graph.Items(fields::SubGraph::inputs, 4));
  outputs = AsIntArray(graph.Items(fields::SubGraph::outputs, 4));
  tensor_count = static_cast<int>(tensors.size);
  node_count = static_cast<int>(operators.size);
  context.tensors_size = tensors.size;
  context.tensors = pool.New<TfLiteTensor>(tensors.size);
  nodes = pool.New<NodeRecord>(operators.size);
  ranges_ = pool.New<Range>(tensors.size);
  order_ = pool.New<int32_t>(tensors.size + operators.size);
  auto* used = pool.New<bool>(tensors.size);  // an input, or read or written by a node before the current one
  if (!context.tensors || !nodes || !ranges_ || !order_ || !used) return Fail(&context, "Out of memory") == kOk;
  if (HasRegistrations()) {
    tensor_capacity_ = tensor_count;
    SetContextFunctions(context);
  }
  const TfLiteIntArray* const ends[] = {inputs, outputs};
  for (const TfLiteIntArray* list : ends) {
    for (int i = 0; i < list->size; ++i) {
      if (list->data[i] < 0 || list->data[i] >= tensor_count) {
        Fail(&context, "Invalid tensor index %d in %s. The subgraph has %d tensors\n", list->data[i],
             list == inputs ? "inputs" : "outputs", tensor_count);
        return false;
      }
    }
  }
  for (int i = 0; i < inputs->size; ++i) used[inputs->data[i]] = true;
  for (int i = 0; i < tensor_count; ++i) {
    if (!LoadTensor(fb::Table::At(tensors, static_cast<uint32_t>(i)), i, used[i])) return false;
  }
  for (int i = 0; i < node_count; ++i) {
    if (!LoadNode(fb::Table::At(operators, static_cast<uint32_t>(i)), i, used)) return false;
  }
  return true;
}

bool Subgraph::LoadTensor(fb::Table table, int index, bool is_input) {
  const ModelData& model = *shared->model;
  TfLiteTensor* t = &context.tensors[index];
  t->dims = AsIntArray(table.Items(fields::Tensor::shape, 4));
  t->dims_signature = AsIntArray(table.Items(fields::Tensor::shape_signature, 4));
  t->buffer_handle = kTfLiteNullBufferHandle;
  t->name = table.String(fields::Tensor::name);
  if (!t->name) t->name = "";
  const auto type = table.Scalar<uint8_t>(fields::Tensor::type);
  if (!TypeOfSchema(type, &t->type)) return Fail(&context, "Unsupported data type %d in tensor\n", type) == kOk;
  const fb::Table sparsity = features::sparse ? table.Sub(fields::Tensor::sparsity) : fb::Table();
  if (!features::sparse && table.Has(fields::Tensor::sparsity)) {
    return Fail(&context, kNotSelected, index, "sparsity") == kOk;
  }
  if (!LoadQuantization(t, index, table)) return false;

  const auto buffer = table.Scalar<uint32_t>(fields::Tensor::buffer);
  const uint8_t* data = nullptr;
  size_t size = 0;
  if (buffer >= model.buffers.size ? buffer != 0 : !model.BufferData(buffer, &data, &size)) {
    if (buffer < model.buffers.size) {
      Fail(&context, "Constant buffer %d specified an out of range offset.\n", static_cast<int>(buffer));
    } else {
      Fail(&context, "Tensor %d specifies out of range buffer %d (only %d buffers).\n", index, static_cast<int>(buffer),
           static_cast<int>(model.buffers.size));
    }
    return false;
  }
  t->is_variable = table.Scalar<uint8_t>(fields::Tensor::is_variable) != 0;
  t->allocation_type = t->is_variable ? kTfLiteArenaRwPersistent : kTfLiteArenaRw;
  const bool sized = kTypeBits[t->type] != 0;
  if (!sized) {
    if (!(t->type == kTfLiteString && features::strings) && !(t->type == kTfLiteVariant && features::variants)) {
      return Fail(&context, kNotSelected, index, "its type") == kOk;
    }
    t->allocation_type = kTfLiteDynamic;
    // Whoever writes strings may give the tensor another shape, and free this one.
    if (HasRegistrations() && !OwnShape(*t)) return Fail(&context, "Out of memory") == kOk;
  }
  if (t->is_variable && !sized) Fail(&context, "String variable tensor isn't supported.");
  if (Resize(t, t->dims->data, t->dims->size) != kOk ||
      (t->is_variable ? !sized : sized && data && size < t->bytes && !(features::sparse && sparsity.present()))) {
    return Fail(&context, "Tensor %d is invalidly specified in schema.\n", index) == kOk;
  }
  if (t->is_variable && !features::variables) {
    return Fail(&context, kNotSelected, index, "variables") == kOk;
  }
  if (!data) return true;

  if (features::variants && t->type == kTfLiteVariant)
    return Fail(&context, "Tensor %d is a constant variant", index) == kOk;
  if (t->is_variable) {
    return Fail(&context, "Tensor %d is a variable tensor with buffer. It's not supported now.\n", index) == kOk;
  }
  if (features::sparse && sparsity.present()) {
    auto* dense = static_cast<uint8_t*>(pool.Allocate(1, t->bytes | 1));
    if (!dense) return Fail(&context, "Out of memory") == kOk;
    __builtin_memset(dense, 0, t->bytes);
    if (!Densify(sparsity, *t->dims, ElementBytes(t->type), data, size, dense)) {
      return Fail(&context, "Tensor %d has invalid sparsity", index) == kOk;
    }
    data = dense;
    size = t->bytes;
  }
  // The value of a graph input is only its first: apps write to inputs, so it is copied and no kernel may take it for a
  // constant.
  if (!is_input) {
    t->allocation_type = kTfLiteMmapRo;
  } else if (sized) {
    t->allocation_type = kTfLiteCustom;
  }
  if (!sized) t->bytes = size;
  // The format aligns constants to 16 bytes; what a hostile or hand-made file leaves unaligned is copied, too.
  const size_t align = ElementBytes(t->type) > 4 ? 8 : 4;
  if (is_input || reinterpret_cast<uintptr_t>(data) % align) {
    auto* copy = static_cast<uint8_t*>(t->allocation_type == kTfLiteDynamic ? __builtin_malloc(size)  // as an app's
                                                                            : pool.Allocate(1, size));
    if (!copy) return Fail(&context, "Out of memory") == kOk;
    __builtin_memcpy(copy, data, size);
    data = copy;
  }
  t->data.raw_const = reinterpret_cast<const char*>(data);
  if (!sized && !CheckStrings(*t)) return Fail(&context, "Tensor %d holds invalid strings", index) == kOk;
  return true;
}

bool Subgraph::CheckStrings(const TfLiteTensor& t) const {
  // count, then count + 1 ascending offsets from the start of the buffer, the last one its end.
  if (t.bytes < 4) return false;
  const int32_t* offsets = t.data.i32 + 1;
  const int32_t count = t.data.i32[0];
  int64_t elements = 1;
  for (int i = 0; i < t.dims->size; ++i) elements *= t.dims->data[i];
  if (count < 0 || count != elements || (t.bytes - 4) / 4 < static_cast<size_t>(count) + 1) return false;
  if (offsets[0] < 8 + int64_t{4} * count || static_cast<size_t>(offsets[count]) > t.bytes) return false;
  for (int i = 0; i < count; ++i) {
    if (offsets[i] > offsets[i + 1]) return false;
  }
  return true;
}

bool Subgraph::LoadQuantization(TfLiteTensor* t, int index, fb::Table table) {
  const fb::Table q = table.Sub(fields::Tensor::quantization);
  const fb::Vector scales = q.Items(fields::Quantization::scale, 4);
  const fb::Vector zeros = q.Items(fields::Quantization::zero_point, 8);
  if (features::block_scales &&
      q.Scalar<uint8_t>(fields::Quantization::details_type) == fields::BlockwiseQuantization::kDetailsType) {
    const fb::Table blocks = q.Sub(fields::Quantization::details);
    auto* to = pool.New<TfLiteBlockwiseQuantization>();
    if (!to) return Fail(&context, "Out of memory") == kOk;
    *to = {blocks.Scalar<int32_t>(fields::BlockwiseQuantization::scales),
           blocks.Scalar<int32_t>(fields::BlockwiseQuantization::zero_points),
           blocks.Scalar<int32_t>(fields::BlockwiseQuantization::block_size),
           q.Scalar<int32_t>(fields::Quantization::quantized_dimension)};
    t->quantization = {kTfLiteBlockwiseQuantization, to};
    return true;
  }
  if (!scales.size) return true;
  const auto dimension = q.Scalar<int32_t>(fields::Quantization::quantized_dimension);
  const bool per_channel = scales.size > 1;
  if ((zeros.size != scales.size && zeros.size != 1) ||
      (per_channel &&
       (dimension < 0 || dimension >= t->dims->size || static_cast<int>(scales.size) != t->dims->data[dimension]))) {
    return Fail(&context, "Tensor %d has invalid quantization parameters.\n", index) == kOk;
  }
  auto* affine = pool.New<TfLiteAffineQuantization>();
  auto* zero_points = static_cast<TfLiteIntArray*>(pool.Allocate(4, size_t{scales.size} + 1));
  if (!affine || !zero_points) return Fail(&context, "Out of memory") == kOk;
  zero_points->size = static_cast<int>(scales.size);
  for (uint32_t i = 0; i < scales.size; ++i) {
    zero_points->data[i] = static_cast<int32_t>(zeros.at<int64_t>(zeros.size == 1 ? 0 : i));
  }
  affine->scale = reinterpret_cast<TfLiteFloatArray*>(AsIntArray(scales));
  affine->zero_point = zero_points;
  affine->quantized_dimension = dimension;
  t->quantization = {kTfLiteAffineQuantization, affine};
  if (!per_channel) t->params = {affine->scale->data[0], zero_points->data[0]};
  return true;
}

const char* SelectTfName(const NodeRecord& node) {
  return node.custom_name && __builtin_strncmp(node.custom_name, "Flex", 4) == 0 ? node.custom_name + 4 : nullptr;
}

bool Subgraph::MakeNodeData(NodeRecord& n) {
  if (n.def.data_bytes) {
    n.node.user_data = pool.Allocate(n.def.data_bytes, 1);
    if (!n.node.user_data) return Fail(&context, "Out of memory") == kOk;
  }
  return true;
}

bool Subgraph::MakeOptions(NodeRecord& n, const char* attributes,
                           bool (*read)(Kernel k, const char* attributes, select_tf::NodeOptions& options)) {
  if (!features::tf_attributes || !attributes) return true;
  select_tf::NodeOptions options = {};
  if (!read(Kernel(&context, &n.node), attributes, options)) {
    return NodeFailed(n, "read its attributes") == kOk;
  }
  auto* bytes = static_cast<fb::Bytes*>(pool.Allocate(sizeof(fb::Bytes) + options.size, 1));
  if (!bytes) return Fail(&context, "Out of memory") == kOk;
  __builtin_memcpy(bytes + 1, options.bytes, options.size);
  *bytes = {reinterpret_cast<uint8_t*>(bytes + 1), options.size};
  n.options = fb::Table(*bytes, select_tf::NodeOptions::kTableAt);
  return true;
}

Subgraph::NodeTypes Subgraph::TypesOf(const TfLiteNode& node) const {
  const auto type_at = [this](const TfLiteIntArray* list, int i) {
    return i < list->size && list->data[i] >= 0 ? context.tensors[list->data[i]].type : kTfLiteNoType;
  };
  int second = 1;
  while (second < node.inputs->size && node.inputs->data[second] < 0) ++second;
  return {type_at(node.inputs, 0), type_at(node.inputs, second), type_at(node.outputs, 0)};
}

Status Subgraph::ResolveSelectTf(const select_tf::LibraryTable& library) {
  for (int i = 0; i < node_count; ++i) {
    NodeRecord& n = nodes[i];
    const char* name = SelectTfName(n);
    if (!name || n.def.eval) continue;
    const NodeTypes t = TypesOf(n.node);
    const char* attributes = nullptr;
    if (library.find(&select_tf::Core(), name, t.in0, t.in1, t.out0, n.def, attributes) &&
        !(MakeOptions(n, attributes, library.read_attributes) && MakeNodeData(n))) {
      return kError;
    }
    Invalidate();
  }
  return kOk;
}

const TfLiteRegistration* Subgraph::FindRegistration(const NodeRecord& n) const {
  if (!HasRegistrations() || !shared->outside) return nullptr;
  const OpResolver& resolver = shared->outside->resolver;
  if (features::delegates && resolver.find) {
    if (const auto* r = resolver.find(resolver.user, n.op, n.custom_name, n.version)) return r;
  }
  return features::custom_ops && n.custom_name && !resolver.only ? FindCustomOp(n.custom_name) : nullptr;
}

bool Subgraph::SetOutputTypes(const NodeRecord& n) {
  const int giver = TypeGivingInput(static_cast<Op>(n.op));
  if (giver < 0 || giver >= n.node.inputs->size || n.node.inputs->data[giver] < 0) return true;
  const TfLiteType type = context.tensors[n.node.inputs->data[giver]].type;
  for (int i = 0; i < n.node.outputs->size; ++i) {
    if (n.node.outputs->data[i] < 0) continue;
    TfLiteTensor* t = &context.tensors[n.node.outputs->data[i]];
    if (!GivesType(t->type, type)) continue;
    t->type = type;
    if (Resize(t, t->dims->data, t->dims->size) != kOk) {
      return Fail(&context, "Tensor %d is invalidly specified in schema.\n", n.node.outputs->data[i]) == kOk;
    }
  }
  return true;
}

bool Subgraph::LoadNode(fb::Table table, int index, bool* used) {
  const ModelData& model = *shared->model;
  NodeRecord& n = nodes[index];
  n.node.inputs = AsIntArray(table.Items(fields::Operator::inputs, 4));
  n.node.outputs = AsIntArray(table.Items(fields::Operator::outputs, 4));
  n.node.intermediates = AsIntArray(table.Items(fields::Operator::intermediates, 4));
  n.node.temporaries = NoInts();
  const int model_tensors = tensor_count - (HasRegistrations() ? added_tensors_ : 0);
  const TfLiteIntArray* const lists[] = {n.node.outputs, n.node.intermediates, n.node.inputs};
  for (const TfLiteIntArray* list : lists) {
    for (int i = 0; i < list->size; ++i) {
      const int tensor = list->data[i];
      if (tensor < kTfLiteOptionalTensor || tensor >= model_tensors) {
        Fail(&context, "Invalid tensor index %d in %s. The subgraph has %d tensors\n", tensor,
             list == n.node.inputs ? "node inputs" : "node outputs", model_tensors);
        return false;
      }
    }
  }
  // Each tensor is written once, before it is read: then no kernel can change a shape that another has relied on.
  for (int i = 0; i < n.node.inputs->size; ++i) {
    if (const int t = n.node.inputs->data[i]; t >= 0) used[t] = true;
  }
  for (int i = 0; i < n.node.outputs->size; ++i) {
    const int t = n.node.outputs->data[i];
    if (t < 0) continue;
    if (used[t] || context.tensors[t].is_variable || context.tensors[t].data.data) {
      for (int j = 0; j < n.node.inputs->size; ++j) {
        if (n.node.inputs->data[j] == t)
          return Fail(&context, "Tensor %d is both input %d and output %d\n", t, j, i) == kOk;
      }
      return Fail(&context, "Node %d writes tensor %d, which is constant, a variable or already in use", index, t) ==
             kOk;
    }
    used[t] = true;
  }

  const auto code_index = table.Scalar<uint32_t>(fields::Operator::opcode_index);
  if (code_index >= model.codes.size) {
    return Fail(&context, "Missing registration for opcode_index %d\n", static_cast<int>(code_index)) == kOk;
  }
  const fb::Table code = fb::Table::At(model.codes, code_index);
  const int32_t old_code = code.Scalar<uint8_t>(fields::OperatorCode::deprecated_builtin_code);
  const auto new_code = code.Scalar<int32_t>(fields::OperatorCode::builtin_code);
  n.op = old_code > new_code ? old_code : new_code;
  n.version = code.Scalar<int32_t>(fields::OperatorCode::version, 1);
  if (n.op > kMaxOp) {
    Fail(&context, "Op builtin_code out of range: %d. Are you using old TFLite binary with newer model?",
         static_cast<int>(n.op));
    return Fail(&context, "Registration failed.\n") == kOk;
  }
  if (features::output_types && !SetOutputTypes(n)) return false;
  n.options = table.Sub(table.Has(fields::Operator::builtin_options_2) ? fields::Operator::builtin_options_2
                                                                       : fields::Operator::builtin_options);
  if (n.op == static_cast<int>(Op::CUSTOM)) {
    n.custom_name = code.String(fields::OperatorCode::custom_code);
    if (!n.custom_name) {
      Fail(&context, "Operator with CUSTOM builtin_code has no custom_code.\n");
      return Fail(&context, "Registration failed.\n") == kOk;
    }
    const fb::Vector data = table.Items(fields::Operator::custom_options, 1);
    if (data.present()) n.node.custom_initial_data = data.raw();
    n.node.custom_initial_data_size = static_cast<int>(data.size);
    if (const TfLiteRegistration* r = FindRegistration(n)) {
      return UseRegistration(*this, n, *r, n.node.custom_initial_data, data.size);
    }
    // What has no kernel is reported when it is prepared, as the reference has it.
    const char* tf = SelectTfName(n);
    const NodeTypes t = TypesOf(n.node);
    const char* attributes = nullptr;
    const bool found = tf ? FindTfKernel(tf, t.in0, t.in1, t.out0, n.def, attributes)
                          : FindCustomKernel(n.custom_name, t.in0, t.in1, t.out0, n.def);
    return !found || (MakeOptions(n, attributes, tf::ReadAttributes) && MakeNodeData(n));
  }

  const auto [in0, in1, out0] = TypesOf(n.node);
  if (features::delegates) {
    n.node.might_have_side_effect = HasSideEffect(n.op);
    if (!MakeBuiltinData(pool, n)) return Fail(&context, "Out of memory") == kOk;
  }
  if (const TfLiteRegistration* r = FindRegistration(n)) {
    return UseRegistration(*this, n, *r, n.node.builtin_data, 0);
  }
  const bool own = !features::delegates || !shared->outside || !shared->outside->resolver.only;
  if (own && FindKernel(n.op, n.version, in0, in1, out0, n.def) == Found::kYes) return MakeNodeData(n);
  Fail(&context,
       "Node %d of subgraph %d: op %d (%s) version %d with types %d, %d -> %d was not selected for this library", index,
       index_, static_cast<int>(n.op), NodeName(n), static_cast<int>(n.version), in0, in1, out0);
  Fail(&context,
       "Didn't find op for builtin opcode '%s' version '%d'. An older version of this builtin might be supported. Are "
       "you using an old TFLite binary with a newer model?\n",
       NodeName(n), static_cast<int>(n.version));
  Fail(&context, "Registration failed.\n");
  return false;
}

}  // namespace tare
