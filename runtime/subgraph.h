// One graph of an interpreter: its tensors and nodes, how they are prepared, and where they lie in memory.
//
// A graph is prepared in batches. A batch ends after a node whose output gets its shape only while running; what
// follows is prepared right before it runs. Each batch has its own arena, so tensors that are alive never move. A graph
// without dynamic tensors is one batch, prepared once.
#ifndef TARE_RUNTIME_SUBGRAPH_H_
#define TARE_RUNTIME_SUBGRAPH_H_

#include "runtime/model.h"
#include "runtime/platform/memory.h"
#include "runtime/platform/threads.h"
#include "runtime/registration.h"

namespace tare {

namespace select_tf {
struct LibraryTable;
struct NodeOptions;
}  // namespace select_tf

class Subgraph;

/// Graphs that may call each other, one inside the other: the stack must hold a frame of each.
inline constexpr int kMaxDepth = 32;

/// What operators from outside share.
struct Outside {
  OpResolver resolver;
  TfLiteExternalContext* contexts[kTfLiteMaxExternalContexts];
  bool keep_outputs;  // in the memory of the delegate that made them
};

/// What the graphs of one interpreter share.
struct Shared {
  ModelData* model = nullptr;
  ErrorReporter errors;
  ThreadPool* threads = nullptr;
  int num_threads = 1;
  const volatile bool* cancelled = nullptr;
  Subgraph* graphs = nullptr;
  int graph_count = 0;
  int depth = 0;                  // graphs that are being prepared or are running
  Resource* resources = nullptr;  // a list
  Outside* outside = nullptr;     // where operators from outside were selected
};

/// A node with what the runtime keeps for it. `node` is first: kernels see only that part.
struct NodeRecord {
  TfLiteNode node;
  KernelDef def;
  fb::Table options;
  const char* custom_name;  // nullptr for built-in ops; without def.eval, the op has no kernel
  int32_t op;
  int32_t version;
  size_t scratch_bytes;
  void* scratch;
  Block persistent;
  const TfLiteRegistration* registration;  // what an operator from outside runs; nullptr: one of Tare's own
  TfLiteRegistration* described;           // for delegates: what they see of the node
};

class Subgraph {
 public:
  /// Reads tensors and nodes and finds their kernels. False, with messages, when something does not hold.
  bool Load(Shared* shared, int index);
  ~Subgraph();

  Status AllocateTensors();
  Status Invoke();
  Status ResizeInput(int input, const int* dims, int rank, bool strict);
  Status ResetVariables();
  /// What kernels rely on changed: AllocateTensors must follow.
  void Invalidate() { ready_ = false; }
  bool ready() const { return ready_; }
  /// After AllocateTensors: true when the shapes of all outputs are known.
  bool IsStatic() const;

  /// Gives the Select TF nodes that have no kernel yet those of a library. Nodes that it does not have stay as they
  /// are.
  Status ResolveSelectTf(const select_tf::LibraryTable& library);

  /// Gives a tensor a shape; with `data`, dynamic tensors get memory for it. Fails when the size overflows.
  Status Resize(TfLiteTensor* t, const int* dims, int rank);

  /// Appends tensors without type, shape and memory: for operators from outside, which keep temporaries.
  Status AddTensors(int count, int* first);
  /// Makes room for `headroom` more tensors: AddTensors moves none until it is used up. False, with a message, when out
  /// of memory.
  bool ReserveTensors(int headroom);
  /// Gives the tensors malloc'ed shapes where they lie in the model, so that anybody may free them.
  bool OwnShapes(const TfLiteIntArray& list);
  bool OwnShape(TfLiteTensor& t) const;
  /// True for bytes of the model and for what stands in for a list that it lacks: not to be freed.
  bool InModel(const void* p) const;

  /// Lets a delegate take nodes over. On failure the graph is as it was before any delegate.
  Status ApplyDelegate(TfLiteDelegate* delegate);
  void UndoDelegates();
  Status ReplaceNodes(const TfLiteRegistration& registration, const TfLiteIntArray& replaced, TfLiteDelegate* delegate);
  /// The graph's name in the model; "" when it has none.
  const char* Name() const;
  /// A node, described to a delegate; nullptr when out of memory.
  const TfLiteRegistration* Describe(NodeRecord& node);
  /// Makes a tensor live in the app's memory from the next AllocateTensors on.
  Status SetCustomAllocation(int tensor, const TfLiteCustomAllocation& allocation, int64_t flags);
  const TfLiteCustomAllocation* CustomAllocationOf(const TfLiteTensor& t) const;
  Status SetBufferHandle(TfLiteTensor& t, TfLiteBufferHandle handle, TfLiteDelegate* delegate);
  Status Readable(int tensor);

  /// What runs, in order: all nodes, or with delegates theirs and those that they left.
  int step_count() const { return features::delegates && steps_ ? step_count_ : node_count; }
  NodeRecord& step(int i) const { return nodes[features::delegates && steps_ ? steps_[i] : i]; }

  TfLiteContext context = {};
  Shared* shared = nullptr;
  Pool pool;
  NodeRecord* nodes = nullptr;
  int node_count = 0;
  int tensor_count = 0;
  const TfLiteIntArray* inputs = nullptr;
  const TfLiteIntArray* outputs = nullptr;
  size_t arena_bytes = 0;
  bool running = false;  // inside Invoke: dynamic outputs get memory when resized
  bool busy = false;     // being prepared or running: cannot be called
  bool called = false;   // by CALL_ONCE
  int calls = 0;         // how often another graph's node has prepared this one

 private:
  /// A stretch of the execution plan that was prepared and planned together.
  struct Batch {
    Batch* next = nullptr;
    Block arena;
  };
  /// Lifetime of a tensor in node positions; shared memory is chained through `root`.
  struct Range {
    int32_t first, last;
    int32_t root;  // tensor whose memory this one uses: itself, or the input it is computed in place of
    size_t offset;
  };

  /// Memory of a temporary that keeps its content.
  struct Kept {
    Kept* next;
    int tensor;
    Block block;
  };

  /// A tensor in the app's memory.
  struct CustomMemory {
    CustomMemory* next;
    int tensor;
    TfLiteCustomAllocation allocation;
  };

  /// The types by which a node's kernel is found (kernels/signature.h).
  struct NodeTypes {
    TfLiteType in0, in1, out0;
  };

  bool LoadTensor(fb::Table table, int index, bool is_input);
  bool LoadNode(fb::Table table, int index, bool* used);
  bool SetOutputTypes(const NodeRecord& n);
  const TfLiteRegistration* FindRegistration(const NodeRecord& n) const;
  NodeTypes TypesOf(const TfLiteNode& node) const;
  bool MakeNodeData(NodeRecord& n);
  /// Gives a Select TF node options made from its attributes.
  bool MakeOptions(NodeRecord& n, const char* attributes,
                   bool (*read)(Kernel k, const char* attributes, select_tf::NodeOptions& options));
  bool LoadQuantization(TfLiteTensor* t, int index, fb::Table table);
  bool CheckStrings(const TfLiteTensor& t) const;
  Status PrepareFrom(int first, int* end);
  Status Plan(int first, int end);
  void FindRanges(int first, int end);
  Status NodeFailed(const NodeRecord& node, const char* doing);

  // With delegates: runtime/delegate.cc.
  /// Nodes run as without delegates, until ResumeDelegates hands them over again, in new shapes.
  void SuspendDelegates();
  Status ResumeDelegates();
  Status PropagateShapes();
  Status CheckCustomAllocations();
  void FreeBufferHandles();
  /// Gets what a delegate other than `reader` holds newer than the tensors' memory.
  Status Readable(const TfLiteIntArray& tensors, const TfLiteDelegate* reader);
  /// Gives memory, zeroed at first, to those temporaries of an operator from outside that keep their content.
  Status KeepTemporaries(const NodeRecord& n);
  void FreeRegistrationTensors(NodeRecord& n);
  /// Frees what the nodes from `first` on hold.
  void FreeNodes(int first);
  void FreeDims(TfLiteTensor* t);

  int index_ = 0;
  Batch first_batch_;
  Range* ranges_ = nullptr;
  int32_t* order_ = nullptr;  // scratch for the planner: tensors, then nodes with scratch memory
  Block variables_;
  int prepared_end_ = 0;  // nodes before this one are prepared
  int first_batch_end_ = 0;
  int batch_ = 0;  // position of the batch that was prepared last
  bool ready_ = false;
  // Of operators from outside.
  int tensor_capacity_ = 0;
  int added_tensors_ = 0;
  Kept* kept_ = nullptr;  // a list
  // Of delegates.
  CustomMemory* custom_memory_ = nullptr;  // a list
  int32_t* steps_ = nullptr;               // indices of nodes
  int step_count_ = 0;
  int own_nodes_ = 0;           // without the delegates'
  int suspended_ = 0;           // nodes of delegates that are to be asked again; their records lie behind own_nodes_
  int64_t delegate_flags_ = 0;  // of all delegates

 public:
  bool delegating = false;  // a delegate may look around and replace nodes
  bool immutable = false;   // as long as its delegates stay: they know the inputs' shapes
  bool skipped = false;     // delegates leave this graph alone
};

/// Bytes that `elements` of `type` take; 4-bit types are packed. False when the type has no size (strings …).
bool TypeBytes(TfLiteType type, size_t elements, size_t* bytes);

/// An empty list, not to be freed.
TfLiteIntArray* NoInts();

/// The C API's number of a type in the file format; false when there is none.
bool TypeOfSchema(uint8_t schema_type, TfLiteType* type);

/// The TF op of a Select TF node ("AddV2" of "FlexAddV2"); nullptr for other nodes.
const char* SelectTfName(const NodeRecord& node);

/// Name of an operator for messages.
const char* NodeName(const NodeRecord& node);

}  // namespace tare

#endif  // TARE_RUNTIME_SUBGRAPH_H_
