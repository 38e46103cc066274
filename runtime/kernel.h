// What a kernel sees of the runtime: views over the C ABI's tensor, node and context, and the macro that registers a
// kernel variant. The views hold no state of their own (a Tensor is one pointer, a Kernel two), so a kernel reads like
// its formula and still is, to the runtime, an entry of the same C ABI that custom ops and delegates use.
#ifndef TARE_RUNTIME_KERNEL_H_
#define TARE_RUNTIME_KERNEL_H_

#include "runtime/c_abi.h"
#include "runtime/features.h"
#include "runtime/flatbuffer.h"

namespace tare {

using Status = TfLiteStatus;
inline constexpr Status kOk = kTfLiteOk;
inline constexpr Status kError = kTfLiteError;

/// Largest rank of a Shape value. Kernels that keep an input's shape (unary elementwise, RESHAPE) have no rank limit.
inline constexpr int kMaxRank = 8;

/// A shape by value, for kernels that compute one.
struct Shape {
  int rank = 0;
  int32_t dims[kMaxRank] = {};
};

/// A view of one tensor. Copy freely; valid while the node runs.
class Tensor {
 public:
  explicit Tensor(TfLiteTensor* t) : t_(t) {}
  TfLiteTensor* get() const { return t_; }
  explicit operator bool() const { return t_ != nullptr; }

  TfLiteType type() const { return t_->type; }
  int rank() const { return t_->dims->size; }
  const int* dims() const { return t_->dims->data; }
  /// Size of dimension `i`; negative `i` counts from the end. The caller knows the rank.
  int dim(int i) const { return t_->dims->data[i < 0 ? i + rank() : i]; }
  /// Product of the dims in [from, to): elements of an outer or inner block. Cannot overflow: sizes were checked when
  /// the tensor got its shape.
  int64_t Elements(int from, int to) const {
    int64_t n = 1;
    for (int i = from; i < to; ++i) n *= dims()[i];
    return n;
  }
  int64_t elements() const { return Elements(0, rank()); }
  size_t bytes() const { return t_->bytes; }
  template <class T>
  T* data() const {
    return static_cast<T*>(t_->data.data);
  }
  float scale() const { return t_->params.scale; }
  int32_t zero_point() const { return t_->params.zero_point; }
  /// Per-tensor or per-channel quantization as the model has it; nullptr when unquantized.
  const TfLiteAffineQuantization* affine() const {
    return t_->quantization.type == kTfLiteAffineQuantization
               ? static_cast<const TfLiteAffineQuantization*>(t_->quantization.params)
               : nullptr;
  }
  bool is_constant() const {
    return t_->allocation_type == kTfLiteMmapRo || t_->allocation_type == kTfLitePersistentRo;
  }
  bool is_dynamic() const { return features::dynamic_tensors && t_->allocation_type == kTfLiteDynamic; }
  bool is_variable() const { return t_->is_variable; }
  bool SameShape(Tensor other) const;

 private:
  TfLiteTensor* t_;
};

/// Size in bytes of one element; 0 for strings, resources, variants and types narrower than a byte.
size_t ElementBytes(TfLiteType type);

/// State that kernels keep in the interpreter: it outlives the graphs' plans and dies with the interpreter. What a
/// kernel needs to remember derives from this; `destroy` frees it, and tells one kind from another.
struct Resource {
  Resource* next;
  void (*destroy)(Resource*);
};

/// The value of a variant tensor: an object of a kernel's own making behind the tensor's pointer, shared by the tensors
/// that hold it. What kernels keep derives from this; `destroy` frees it, and tells one kind from another. Whoever has
/// the only reference may change the value.
struct Variant {
  void (*destroy)(Variant*);
  int references;
};

/// Gives a variant tensor another value, and up the one it has. Takes over one reference; nullptr = none. Its size
/// stays 0, so that no app reads or writes the pointer.
inline void SetVariant(Tensor t, Variant* value) {
  auto* old = t.data<Variant>();
  t.get()->data.data = value;
  if (old && --old->references == 0) old->destroy(old);
}

/// Reports a printf-style message through the interpreter's error reporter and returns kError.
Status Fail(TfLiteContext* context, const char* format, ...) __attribute__((format(printf, 2, 3)));

/// A view of one node in its context: inputs, outputs, options, memory, threads, errors.
class Kernel {
 public:
  Kernel(TfLiteContext* context, TfLiteNode* node) : context_(context), node_(node) {}
  TfLiteContext* context() const { return context_; }
  TfLiteNode* node() const { return node_; }

  int input_count() const { return node_->inputs->size; }
  int output_count() const { return node_->outputs->size; }
  /// Input `i`. The counts and presence that the kernel's definition demands were checked before Prepare.
  Tensor input(int i) const { return Tensor(&context_->tensors[node_->inputs->data[i]]); }
  /// True when input `i` exists and is not the optional tensor (-1).
  bool has_input(int i) const { return i < node_->inputs->size && node_->inputs->data[i] >= 0; }
  Tensor optional_input(int i) const { return has_input(i) ? input(i) : Tensor(nullptr); }
  Tensor output(int i) const { return Tensor(&context_->tensors[node_->outputs->data[i]]); }
  bool has_output(int i) const { return i < node_->outputs->size && node_->outputs->data[i] >= 0; }

  /// The op's options table; absent (all defaults) when the model has none. Field ids: runtime/schema.h.
  fb::Table options() const;
  int32_t version() const;

  /// Sets the shape of output `i` (Prepare, or Eval for a dynamic output). Fails when the element count overflows.
  Status ResizeOutput(int i, const Shape& shape) const { return ResizeOutput(i, shape.dims, shape.rank); }
  Status ResizeOutput(int i, const int* dims, int rank) const;
  Status ResizeOutputLike(int i, Tensor like) const { return ResizeOutput(i, like.dims(), like.rank()); }
  /// Declares that output `i` gets its shape only in Eval, by ResizeOutput. Fails where dynamic tensors are not
  /// selected.
  Status SetOutputDynamic(int i) const;

  /// Zeroed memory of the size that the kernel's definition asks for in data_bytes; lives as long as the node.
  template <class T>
  T* data() const {
    return static_cast<T*>(node_->user_data);
  }
  /// Scratch memory for Eval, planned into the arena: request in Prepare, read in Eval. 64-byte aligned. One request
  /// per Prepare; the last one counts.
  Status RequestScratch(size_t bytes) const;
  template <class T>
  T* scratch() const {
    return static_cast<T*>(ScratchPointer());
  }
  /// Memory filled in Prepare (tables, repacked weights) that stays until the node is prepared again or dies.
  /// 64-byte aligned; nullptr, with the error already reported, when out of memory.
  template <class T>
  T* AllocatePersistent(size_t bytes) const {
    return static_cast<T*>(PersistentPointer(bytes, true));
  }
  template <class T>
  T* persistent() const {
    return static_cast<T*>(PersistentPointer(0, false));
  }

  /// The interpreter's resources, the latest first; AddResource hands one over.
  Resource* resources() const;
  void AddResource(Resource* resource, void (*destroy)(Resource*)) const;

  /// Threads that ParallelFor may use.
  int threads() const { return context_->recommended_num_threads > 1 ? context_->recommended_num_threads : 1; }
  /// Calls body(begin, end, thread) over [0, n) split into contiguous ranges; `thread` < threads() is unique among
  /// ranges that run at the same time (for per-thread scratch). `cost` is the rough number of operations per item:
  /// small work is not split. Returns after all ranges are done.
  template <class Body>
  void ParallelFor(int n, int64_t cost, Body body) const {
    ParallelRanges(
        n, cost, [](void* arg, int begin, int end, int thread) { (*static_cast<Body*>(arg))(begin, end, thread); },
        &body);
  }

  /// ParallelFor's work without its template: run(arg, begin, end, thread).
  void ParallelRanges(int n, int64_t cost, void (*run)(void* arg, int begin, int end, int thread), void* arg) const;

  /// The same as a member, for places where TARE_REQUIRE does not fit.
  Status Fail(const char* format, ...) const __attribute__((format(printf, 2, 3)));

 private:
  void* ScratchPointer() const;
  void* PersistentPointer(size_t bytes, bool allocate) const;

  TfLiteContext* context_;
  TfLiteNode* node_;
};

/// Counts of inputs or outputs that a kernel accepts; those below `min` must be present (not -1), and all where any
/// number is accepted.
struct Arity {
  uint8_t min = 1;
  uint8_t max = 1;  // 255 = any number
};

/// One kernel variant. Prepare computes output shapes and checks everything Eval relies on.
struct KernelDef {
  Status (*prepare)(Kernel) = nullptr;
  Status (*eval)(Kernel) = nullptr;
  void (*free)(Kernel) = nullptr;  // for data that owns memory; data itself is freed by the runtime
  Arity inputs = {};
  Arity outputs = {};
  uint16_t data_bytes = 0;
  uint8_t in_place = 0;  // bit i: output 0 may share input i's memory where both have the same size in bytes
};

}  // namespace tare

/// Defines the variant OP × TYPES; the arguments are designated initialisers of KernelDef. The catalogue must have
/// the matching line.
#define TARE_KERNEL(OP, TYPES, ...)                   \
  void kernel_##OP##_##TYPES(::tare::KernelDef& def); \
  void kernel_##OP##_##TYPES(::tare::KernelDef& def) { def = ::tare::KernelDef __VA_ARGS__; }

/// Defines a kernel of the Select TF op OP × TYPES, likewise.
#define TARE_TF_KERNEL(OP, TYPES, ...)                   \
  void kernel_tf_##OP##_##TYPES(::tare::KernelDef& def); \
  void kernel_tf_##OP##_##TYPES(::tare::KernelDef& def) { def = ::tare::KernelDef __VA_ARGS__; }

/// Defines a kernel of a custom op, likewise; ID is the catalogue line's.
#define TARE_CUSTOM_KERNEL(ID, TYPES, ...)                   \
  void kernel_custom_##ID##_##TYPES(::tare::KernelDef& def); \
  void kernel_custom_##ID##_##TYPES(::tare::KernelDef& def) { def = ::tare::KernelDef __VA_ARGS__; }

/// Leaves the calling function with an error unless `condition` holds. Messages are printf formats; keep them short,
/// the runtime adds node number and op name.
#define TARE_REQUIRE(k, condition, ...)                                \
  do {                                                                 \
    if (!(condition)) return ::tare::Fail((k).context(), __VA_ARGS__); \
  } while (0)

/// Leaves the calling function with the status of `expression` unless it is kOk.
#define TARE_RETURN_IF_ERROR(expression)                             \
  do {                                                               \
    if (::tare::Status s = (expression); s != ::tare::kOk) return s; \
  } while (0)

#endif  // TARE_RUNTIME_KERNEL_H_
