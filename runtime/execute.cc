// Preparing and running a graph, and the resizing of tensors that both need.
#include "runtime/features.h"
#include "runtime/registry.h"
#include "runtime/schema.h"
#include "runtime/subgraph.h"

namespace tare {
namespace {

bool ArityHolds(const Arity& arity, const TfLiteIntArray* list) {
  const bool any = arity.max == 255;
  if (list->size < arity.min || (!any && list->size > arity.max)) return false;
  for (int i = 0; i < (any ? list->size : arity.min); ++i) {
    if (list->data[i] < 0) return false;
  }
  return true;
}

/// Marks a graph as busy while it lives.
class Busy {
 public:
  explicit Busy(Subgraph& graph) : graph_(graph) { Mark(true, 1); }
  ~Busy() { Mark(false, -1); }
  Busy(const Busy&) = delete;
  Busy& operator=(const Busy&) = delete;

 private:
  void Mark(bool busy, int depth) {
    if (!features::subgraphs) return;
    graph_.busy = busy;
    graph_.shared->depth += depth;
  }
  Subgraph& graph_;
};

}  // namespace

Status Subgraph::NodeFailed(const NodeRecord& node, const char* doing) {
  return Fail(&context, "Node number %d (%s) failed to %s.", static_cast<int>(&node - nodes), NodeName(node), doing);
}

Status Subgraph::Resize(TfLiteTensor* t, const int* dims, int rank) {
  // Empty tensors may have large other dimensions: products of some of the dims must not overflow either, so zeros
  // count as one here.
  int elements = 1;
  bool empty = false, overflow = false;
  for (int i = 0; i < rank; ++i) {
    const int d = dims[i];
    empty |= d == 0;
    overflow |= d < 0 || __builtin_mul_overflow(elements, d ? d : 1, &elements);
  }
  size_t bytes = 0;
  constexpr size_t kMaxElement = 16;
  if (overflow || static_cast<size_t>(elements) > SIZE_MAX / 2 / kMaxElement) {
    return Fail(&context, "BytesRequired number of elements overflowed.\n");
  }
  const bool sized = TypeBytes(t->type, empty ? 0 : static_cast<size_t>(elements), &bytes);
  const bool same = t->dims->size == rank && __builtin_memcmp(t->dims->data, dims, sizeof(int) * rank) == 0;
  const bool dynamic = features::dynamic_tensors && t->allocation_type == kTfLiteDynamic;
  // Operators from outside expect memory of their own at once, even while they are prepared.
  const bool owns =
      (running && dynamic) || (HasRegistrations() && (dynamic || t->allocation_type == kTfLitePersistentRo));
  if (!same) {
    // What the model gives a value, or has its place in the arena while running, keeps its shape.
    const bool fixed =
        t->allocation_type == kTfLiteMmapRo || (t->allocation_type == kTfLiteCustom && !CustomAllocationOf(*t));
    if (fixed || (running && !dynamic)) {
      return Fail(&context, "Attempting to resize a fixed-size tensor.");
    }
    TfLiteIntArray* to = t->dims;
    if (to->size != rank || InModel(to)) {
      to = static_cast<TfLiteIntArray*>(__builtin_malloc(sizeof(int) * (rank + size_t{1})));
      if (!to) return Fail(&context, "Out of memory");
    }
    to->size = rank;
    __builtin_memmove(to->data, dims, sizeof(int) * rank);
    if (to != t->dims) FreeDims(t);
    t->dims = to;
  }
  if (!sized) return kOk;
  if (owns && (!t->data.data || bytes != t->bytes)) {
    __builtin_free(t->data.data);
    t->bytes = 0;
    t->data.data = __builtin_malloc(bytes | 1);
    if (!t->data.data) return Fail(&context, "Out of memory");
  }
  t->bytes = bytes;
  return kOk;
}

Status Subgraph::PrepareFrom(int first, int* end) {
  // From here on, nobody shall follow a pointer of an earlier run.
  for (int n = first; features::dynamic_tensors && n < step_count(); ++n) {
    const TfLiteIntArray* outs = step(n).node.outputs;
    for (int i = 0; i < outs->size; ++i) {
      if (outs->data[i] < 0) continue;
      TfLiteTensor& t = context.tensors[outs->data[i]];
      size_t bytes;
      if (!TypeBytes(t.type, 0, &bytes) || CustomAllocationOf(t)) continue;
      if (t.allocation_type == kTfLiteDynamic || OwnsConstant(step(n), t)) __builtin_free(t.data.data);
      t.data.data = nullptr;
      t.allocation_type = kTfLiteArenaRw;
    }
  }
  int n = first;
  for (bool dynamic = false; n < step_count() && !dynamic; ++n) {
    NodeRecord& record = step(n);
    if (!record.def.eval) {
      // Where there is no way to link it, the advice would be wrong, and the operator is one that cannot be resolved.
      if ((features::select_tf_library || features::custom_ops) && SelectTfName(record)) {
        Fail(&context,
             "Select TensorFlow op(s), included in the given model, is(are) not supported by this interpreter. Make "
             "sure you apply/link the Flex delegate before inference. For the Android, it can be resolved by adding "
             "\"org.tensorflow:tensorflow-lite-select-tf-ops\" dependency. See instructions: "
             "https://www.tensorflow.org/lite/guide/ops_select");
      } else {
        Fail(&context,
             "Encountered unresolved custom op: %s.\nSee instructions: "
             "https://www.tensorflow.org/lite/guide/ops_custom ",
             record.custom_name);
      }
      NodeFailed(record, "prepare");
      return kTfLiteUnresolvedOps;
    }
    const TfLiteIntArray* outs = record.node.outputs;
    record.scratch_bytes = 0;
    const bool arity = (HasRegistrations() && record.registration) ||
                       (ArityHolds(record.def.inputs, record.node.inputs) && ArityHolds(record.def.outputs, outs));
    if (!arity) Fail(&context, "%d inputs and %d outputs", record.node.inputs->size, outs->size);
    // What TensorFlow's kernels refuse they refuse when they run: until then, the sizes may be placeholders that an app
    // is going to replace. So a Select TF node that cannot be prepared ends the batch, and is asked again before it
    // runs.
    if (features::dynamic_tensors && arity && (n > first || batch_ == 0) && SelectTfName(record)) {
      const ErrorReporter errors = shared->errors;
      shared->errors.report = nullptr;
      const Status status = record.def.prepare(Kernel(&context, &record.node));
      shared->errors = errors;
      if (status != kOk) break;
    } else if (!arity || record.def.prepare(Kernel(&context, &record.node)) != kOk) {
      return NodeFailed(record, "prepare");
    }
    for (int i = 0; features::dynamic_tensors && i < outs->size; ++i) {
      dynamic |= outs->data[i] >= 0 && context.tensors[outs->data[i]].allocation_type == kTfLiteDynamic;
    }
  }
  *end = n;
  return Plan(first, n);
}

bool Subgraph::IsStatic() const {
  bool known = first_batch_end_ == step_count();
  for (int i = 0; i < outputs->size; ++i) {
    known &= context.tensors[outputs->data[i]].allocation_type != kTfLiteDynamic;
  }
  return known;
}

Status Subgraph::AllocateTensors() {
  // Strings that were put into an input may have changed its shape: prepare anew, as the reference does.
  for (int i = 0; features::strings && i < inputs->size; ++i) {
    if (context.tensors[inputs->data[i]].allocation_type == kTfLiteDynamic) ready_ = false;
  }
  if (ready_) return kOk;
  if (features::delegates) TARE_RETURN_IF_ERROR(ResumeDelegates());
  if (features::delegates && ready_) return kOk;
  const Busy mark(*this);
  context.recommended_num_threads = shared->num_threads;
  batch_ = 0;
  // Nobody shall follow an old pointer with a new size if this fails.
  for (int i = 0; i < tensor_count; ++i) {
    TfLiteTensor& t = context.tensors[i];
    if (t.allocation_type == kTfLiteArenaRw) t.data.data = nullptr;
  }
  if (features::delegates) TARE_RETURN_IF_ERROR(PropagateShapes());
  TARE_RETURN_IF_ERROR(PrepareFrom(0, &first_batch_end_));
  if (features::delegates) TARE_RETURN_IF_ERROR(CheckCustomAllocations());
  prepared_end_ = first_batch_end_;
  TARE_RETURN_IF_ERROR(ResetVariables());
  ready_ = true;
  return kOk;
}

Status Subgraph::ResetVariables() {
  if (!features::variables) return kOk;
  size_t total = 0;
  for (int pass = 0; pass < 2; ++pass) {
    if (pass == 1 && total && !variables_.Reserve(total)) return Fail(&context, "Out of memory");
    total = 0;
    for (int i = 0; i < tensor_count; ++i) {
      TfLiteTensor& t = context.tensors[i];
      if (!t.is_variable) continue;
      t.data.data = nullptr;
      if (pass == 1) {
        t.data.raw = reinterpret_cast<char*>(variables_.data() + total);
        // Zero is the zero point for int8 state, byte for byte as the reference fills it.
        __builtin_memset(t.data.raw, t.type == kTfLiteInt8 ? t.params.zero_point : 0, t.bytes);
      }
      if (__builtin_add_overflow(total, AlignUp(t.bytes | 1), &total)) return Fail(&context, "Out of memory");
    }
  }
  return kOk;
}

Status Subgraph::Invoke() {
  if (!ready_) return Fail(&context, "Invoke called on model that is not ready.");
  for (int i = 0; i < inputs->size; ++i) {
    const TfLiteTensor& t = context.tensors[inputs->data[i]];
    if (!t.data.data && (t.bytes || t.type == kTfLiteString))
      return Fail(&context, "Input tensor %d lacks data", inputs->data[i]);
  }
  const ScopedFlushDenormals flush;
  const Busy mark(*this);
  running = true;
  prepared_end_ = first_batch_end_;
  batch_ = 0;
  Status status = kOk;
  for (int n = 0; n < step_count() && status == kOk; ++n) {
    if (shared->cancelled != nullptr && __atomic_load_n(shared->cancelled, __ATOMIC_RELAXED)) {
      Fail(&context, "Client requested cancel during Invoke()");
      status = kTfLiteCancelled;
      break;
    }
    if (features::dynamic_tensors && n == prepared_end_) {
      ++batch_;
      running = false;
      status = PrepareFrom(n, &prepared_end_);
      running = true;
      if (status != kOk) break;
    }
    if (features::delegates) status = Readable(*step(n).node.inputs, step(n).node.delegate);
    if (status == kOk) status = step(n).def.eval(Kernel(&context, &step(n).node));
    if (status != kOk && status != kTfLiteCancelled) status = NodeFailed(step(n), "invoke");
  }
  running = false;
  if (features::delegates && status == kOk && !(shared->outside && shared->outside->keep_outputs))
    status = Readable(*outputs, nullptr);
  return status;
}

Status Subgraph::ResizeInput(int input, const int* dims, int rank, bool strict) {
  const int index = inputs->data[input];
  TfLiteTensor* t = &context.tensors[index];
  if (strict) {
    const TfLiteIntArray* signature = t->dims_signature->size ? t->dims_signature : t->dims;
    if (signature->size != rank)
      return Fail(&context, "%d != %d dimensions of tensor %d", rank, signature->size, index);
    for (int i = 0; i < rank; ++i) {
      if (signature->data[i] != -1 && signature->data[i] != dims[i]) {
        return Fail(&context,
                    "Attempting to resize dimension %d of tensor %d with value %d to %d. ResizeInputTensorStrict only "
                    "allows mutating unknown dimensions identified by -1.",
                    i, index, signature->data[i], dims[i]);
      }
    }
  }
  if (ready_ && t->dims->size == rank && __builtin_memcmp(t->dims->data, dims, sizeof(int) * rank) == 0) return kOk;
  if (features::delegates && immutable) SuspendDelegates();
  TARE_RETURN_IF_ERROR(Resize(t, dims, rank));
  ready_ = false;
  if (t->allocation_type == kTfLiteArenaRw) t->data.data = nullptr;
  return kOk;
}

}  // namespace tare
