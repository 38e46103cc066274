// What the APIs (JNI, C) see of the runtime: a model, and interpreters over it. A Model is immutable and may serve
// several interpreters on several threads at once; an Interpreter belongs to one thread at a time.
//
// Errors go to the reporter as printf-style messages with the reference's wording, and the functions return a status;
// nothing throws, prints by itself or aborts.
#ifndef TARE_RUNTIME_INTERPRETER_H_
#define TARE_RUNTIME_INTERPRETER_H_

#include "runtime/c_abi.h"
#include "runtime/kernel.h"

namespace tare {

/// Where messages go; `report` may be null (messages are dropped).
struct ErrorReporter {
  void (*report)(void* user, const char* format, va_list args) = nullptr;
  void* user = nullptr;
};

/// Reports a printf-style message.
void ReportTo(const ErrorReporter& errors, const char* format, ...) __attribute__((format(printf, 2, 3)));

/// A verified .tflite model. Reference-counted: interpreters keep it alive.
class Model {
 public:
  /// Wraps bytes that the caller keeps alive and unchanged (4-byte aligned). nullptr, with a message, if they are not
  /// a valid model.
  static Model* FromBuffer(const void* data, size_t size, const ErrorReporter& errors);
  /// Maps a file read-only. nullptr, with a message, if it cannot be opened or is not a valid model.
  static Model* FromFile(const char* path, const ErrorReporter& errors);
  void Ref();
  void Unref();

 protected:
  Model() = default;
  ~Model() = default;
};

class Subgraph;
struct OpResolver;

/// A list of a graph or signature.
enum class Side { kInputs, kOutputs };

/// One named entry point. Names and keys point into the model and are NUL-terminated.
struct Signature {
  const char* key;
  int subgraph;
};

/// Runs one model. Subgraph 0 is the main graph.
class Interpreter {
 public:
  /// nullptr, with messages, when an operator has no kernel here or the graph is malformed. `num_threads` < 0 = unset
  /// (1), 0 = 1. Delegates may be added later by ModifyGraphWithDelegate. Operators of the app's own (may be null) must
  /// live as long as the interpreter.
  static Interpreter* Create(Model* model, const ErrorReporter& errors, int num_threads,
                             const OpResolver* resolver = nullptr);
  static void Destroy(Interpreter* interpreter);

  /// Plans memory and prepares all nodes of the main graph (`subgraph` 0) or of a signature's graph. Cheap when
  /// nothing changed since the last call.
  Status AllocateTensors(int subgraph = 0);
  Status Invoke(int subgraph = 0);
  /// Changes the shape of the tensor that is input `input` (position, not tensor index) of a subgraph. `strict` allows
  /// only dimensions that the model leaves open (-1 in shape_signature).
  Status ResizeInput(int subgraph, int input, const int* dims, int rank, bool strict);
  Status ResetVariableTensors();
  /// Kernels plan their scratch memory per thread, so AllocateTensors must follow.
  Status SetNumThreads(int num_threads);
  int num_threads() const;
  Status ModifyGraphWithDelegate(TfLiteDelegate* delegate);
  /// Gives all nodes back. AllocateTensors must follow.
  void RemoveAllDelegates();

  // Where delegates were selected; elsewhere these are errors.
  /// Makes a tensor of the main graph live in the app's memory from the next AllocateTensors on.
  Status SetCustomAllocation(int tensor, const TfLiteCustomAllocation& allocation, int64_t flags);
  Status SetBufferHandle(TfLiteTensor& tensor, TfLiteBufferHandle handle, TfLiteDelegate* delegate);
  /// Copies a tensor's value from its delegate's memory where that is newer.
  Status EnsureReadable(int tensor);
  /// Leaves outputs in the memory of the delegate that made them.
  void KeepOutputs(bool keep);

  /// Polled before each node; non-zero cancels the run with kTfLiteCancelled and the reference's message. May be null.
  void SetCancellationFlag(const volatile bool* flag);

  int subgraph_count() const;
  int input_count(int subgraph = 0) const;
  int output_count(int subgraph = 0) const;
  /// Tensor indices of a subgraph's inputs and outputs.
  const int* inputs(int subgraph = 0) const;
  const int* outputs(int subgraph = 0) const;
  const TfLiteIntArray& ends(Side side, int subgraph) const;
  /// Any tensor by index; nullptr when out of range. Pointers stay valid until the next AllocateTensors or resize.
  TfLiteTensor* tensor(int index, int subgraph = 0) const;
  int tensor_count(int subgraph = 0) const;
  int node_count(int subgraph = 0) const;
  /// True when a node of any subgraph is a custom op without a kernel whose name starts with "Flex".
  bool HasUnresolvedFlexOp() const;

  int signature_count() const;
  Signature signature(int index) const;
  /// Index of the signature with `key`, or -1.
  int FindSignature(const char* key) const;
  int signature_size(int signature, Side side) const;
  /// Names in the model's order; the APIs give them sorted. nullptr when out of range.
  const char* signature_name(int signature, Side side, int i) const;
  /// Tensor index within the signature's subgraph, which need not exist there; -1 when out of range.
  int signature_tensor(int signature, Side side, int i) const;

  /// Bytes of the arenas of all subgraphs, as planned now.
  size_t arena_bytes() const;
  /// Where the interpreter's messages go.
  const ErrorReporter& errors() const;

 private:
  Interpreter() = default;
  ~Interpreter() = default;
  struct State;
  State* state_ = nullptr;
};

}  // namespace tare

#endif  // TARE_RUNTIME_INTERPRETER_H_
