// The interpreter behind the APIs: its graphs, signatures and threads.
#include "runtime/interpreter.h"

#include "runtime/features.h"
#include "runtime/platform/memory.h"
#include "runtime/schema.h"
#include "runtime/select_tf/core.h"
#include "runtime/subgraph.h"

namespace tare {

struct Interpreter::State {
  Shared shared;
  /// Graph `i`; the only one where a library's models have no more.
  Subgraph& graph(int i) const { return shared.graphs[features::subgraphs ? i : 0]; }
};

namespace {

/// The signature's table; absent when signatures are not in this library.
fb::Table SignatureTable(const Shared& shared, int index) {
  const fb::Vector all = shared.model->signatures;
  return features::signatures && static_cast<uint32_t>(index) < all.size
             ? fb::Table::At(all, static_cast<uint32_t>(index))
             : fb::Table();
}

/// The names and tensors of a signature's inputs or outputs.
fb::Vector Entries(const Shared& shared, int signature, Side side) {
  if (!features::signatures) return {};
  return SignatureTable(shared, signature).Items(fields::SignatureDef::inputs + static_cast<int>(side), 4);
}
static_assert(fields::SignatureDef::outputs == fields::SignatureDef::inputs + 1);

/// What the reference demands of a model when an interpreter is made, beyond its being a valid flatbuffer.
bool CheckModel(const ModelData& model, const ErrorReporter& errors) {
  if (const auto version = model.root.Scalar<uint32_t>(fields::Model::version); version != 3) {
    ReportTo(errors, "Model provided is schema version %d not equal to supported version %d.\n",
             static_cast<int>(version), 3);
    return false;
  }
  if (model.subgraphs.size && model.buffers.present()) return true;
  ReportTo(errors, model.subgraphs.size ? "No buffers in the model.\n" : "No subgraph in the model.\n");
  return false;
}

const char* EntryName(fb::Vector entries, uint32_t i) {
  const char* name = fb::Table::At(entries, i).String(fields::TensorMap::name);
  return name ? name : "";
}

int EntryTensor(fb::Vector entries, uint32_t i) {
  return fb::Table::At(entries, i).Scalar<int32_t>(fields::TensorMap::tensor_index);
}

constexpr char kNoDelegates[] = "Delegates were not selected for this library";

}  // namespace

Interpreter* Interpreter::Create(Model* model, const ErrorReporter& errors, int num_threads,
                                 const OpResolver* resolver) {
  auto& data = *static_cast<ModelData*>(model);
  if (!CheckModel(data, errors)) return nullptr;
  const size_t count = features::subgraphs ? data.subgraphs.size : 1;
  auto* graphs = static_cast<Subgraph*>(__builtin_calloc(count, sizeof(Subgraph)));
  void* state_memory = __builtin_malloc(sizeof(State));
  void* memory = __builtin_malloc(sizeof(Interpreter));
  if (!graphs || !state_memory || !memory) {
    __builtin_free(graphs);
    __builtin_free(state_memory);
    __builtin_free(memory);
    return nullptr;
  }
  auto* interpreter = new (Placement{}, memory) Interpreter;
  auto* state = new (Placement{}, state_memory) State;
  interpreter->state_ = state;
  model->Ref();
  state->shared.model = &data;
  state->shared.errors = errors;
  state->shared.graphs = graphs;
  bool loaded = interpreter->SetNumThreads(num_threads) == kOk;
  if (HasRegistrations()) {
    state->shared.outside = static_cast<Outside*>(__builtin_calloc(1, sizeof(Outside)));
    loaded = loaded && state->shared.outside;
    if (loaded && resolver) state->shared.outside->resolver = *resolver;
  }
  for (; loaded && static_cast<size_t>(state->shared.graph_count) < count; ++state->shared.graph_count) {
    auto* graph = new (Placement{}, graphs + state->shared.graph_count) Subgraph;
    loaded = graph->Load(&state->shared, state->shared.graph_count);
  }
  for (int i = 0; loaded && i < interpreter->signature_count(); ++i) {
    loaded = static_cast<unsigned>(interpreter->signature(i).subgraph) < count;
    if (!loaded) ReportTo(errors, "Signature %d refers to a missing subgraph", i);
  }
  if (loaded) return interpreter;
  Destroy(interpreter);
  return nullptr;
}

void Interpreter::Destroy(Interpreter* interpreter) {
  if (!interpreter) return;
  State* state = interpreter->state_;
  for (int i = 0; i < state->shared.graph_count; ++i) state->shared.graphs[i].~Subgraph();
  while (features::resources && state->shared.resources) {
    Resource* first = state->shared.resources;
    state->shared.resources = first->next;
    first->destroy(first);
  }
  ThreadPool::Destroy(state->shared.threads);
  __builtin_free(state->shared.graphs);
  if (HasRegistrations()) __builtin_free(state->shared.outside);
  state->shared.model->Unref();
  __builtin_free(state);
  __builtin_free(interpreter);
}

Status Interpreter::AllocateTensors(int subgraph) { return state_->graph(subgraph).AllocateTensors(); }
Status Interpreter::Invoke(int subgraph) { return state_->graph(subgraph).Invoke(); }

Status Interpreter::ResizeInput(int subgraph, int input, const int* dims, int rank, bool strict) {
  if (input < 0 || input >= input_count(subgraph)) {
    ReportTo(state_->shared.errors, "Invalid tensor index %d in %s. The subgraph has %d tensors\n", input,
             "ResizeInput", input_count(subgraph));
    return kError;
  }
  return state_->graph(subgraph).ResizeInput(input, dims, rank, strict);
}

Status Interpreter::ResetVariableTensors() {
  for (int i = 0; i < state_->shared.graph_count; ++i) TARE_RETURN_IF_ERROR(state_->graph(i).ResetVariables());
  return kOk;
}

Status Interpreter::SetNumThreads(int num_threads) {
  if (num_threads < -1) {
    ReportTo(state_->shared.errors, "num_threads should be >=0 or just -1 to let TFLite runtime set the value.");
    return kError;
  }
  Shared& shared = state_->shared;
  constexpr int kMaxThreads = 256;
  shared.num_threads = num_threads < 1 ? 1 : num_threads < kMaxThreads ? num_threads : kMaxThreads;
  ThreadPool::Destroy(shared.threads);
  shared.threads = nullptr;
  for (int i = 0; i < state_->shared.graph_count; ++i) state_->graph(i).Invalidate();
  return kOk;
}

Status Interpreter::ModifyGraphWithDelegate(TfLiteDelegate* delegate) {
  const select_tf::LibraryTable* library =
      features::select_tf_library && delegate ? select_tf::LibraryOf(delegate) : nullptr;
  if (library && library->abi == select_tf::kAbi && library->build == select_tf::kBuild) {
    for (int i = 0; i < state_->shared.graph_count; ++i)
      TARE_RETURN_IF_ERROR(state_->graph(i).ResolveSelectTf(*library));
    return kOk;
  }
  if (library) {
    ReportTo(state_->shared.errors, "The Select TF library (%u.%08x) is not the one built with this runtime (%u.%08x)",
             library->abi, library->build, select_tf::kAbi, select_tf::kBuild);
  } else if (features::delegates && delegate) {
    for (int i = 0; i < state_->shared.graph_count; ++i) {
      if (!state_->graph(i).skipped) TARE_RETURN_IF_ERROR(state_->graph(i).ApplyDelegate(delegate));
    }
    return kOk;
  } else {
    ReportTo(state_->shared.errors, delegate ? kNoDelegates : "Null delegate.");
  }
  return kTfLiteDelegateError;
}

void Interpreter::RemoveAllDelegates() {
  for (int i = 0; features::delegates && i < state_->shared.graph_count; ++i) state_->graph(i).UndoDelegates();
}

Status Interpreter::SetCustomAllocation(int tensor, const TfLiteCustomAllocation& allocation, int64_t flags) {
  if (features::delegates) return state_->graph(0).SetCustomAllocation(tensor, allocation, flags);
  ReportTo(state_->shared.errors, kNoDelegates);
  return kError;
}

Status Interpreter::SetBufferHandle(TfLiteTensor& tensor, TfLiteBufferHandle handle, TfLiteDelegate* delegate) {
  return features::delegates ? state_->graph(0).SetBufferHandle(tensor, handle, delegate) : kError;
}

Status Interpreter::EnsureReadable(int tensor) {
  if (!this->tensor(tensor)) return kError;
  return features::delegates ? state_->graph(0).Readable(tensor) : kOk;
}

void Interpreter::KeepOutputs(bool keep) {
  if (features::delegates) state_->shared.outside->keep_outputs = keep;
}

void Interpreter::SetCancellationFlag(const volatile bool* flag) { state_->shared.cancelled = flag; }

int Interpreter::num_threads() const { return state_->shared.num_threads; }
int Interpreter::subgraph_count() const { return state_->shared.graph_count; }
int Interpreter::input_count(int subgraph) const { return state_->graph(subgraph).inputs->size; }
int Interpreter::output_count(int subgraph) const { return state_->graph(subgraph).outputs->size; }
const int* Interpreter::inputs(int subgraph) const { return state_->graph(subgraph).inputs->data; }
const int* Interpreter::outputs(int subgraph) const { return state_->graph(subgraph).outputs->data; }
const TfLiteIntArray& Interpreter::ends(Side side, int subgraph) const {
  const Subgraph& graph = state_->graph(subgraph);
  return side == Side::kOutputs ? *graph.outputs : *graph.inputs;
}
int Interpreter::tensor_count(int subgraph) const { return state_->graph(subgraph).tensor_count; }
int Interpreter::node_count(int subgraph) const { return state_->graph(subgraph).node_count; }

TfLiteTensor* Interpreter::tensor(int index, int subgraph) const {
  return index >= 0 && index < tensor_count(subgraph) ? &state_->graph(subgraph).context.tensors[index] : nullptr;
}

bool Interpreter::HasUnresolvedFlexOp() const {
  for (int g = 0; g < state_->shared.graph_count; ++g) {
    for (int n = 0; n < node_count(g); ++n) {
      const NodeRecord& node = state_->graph(g).nodes[n];
      if (!node.def.eval && SelectTfName(node)) return true;
    }
  }
  return false;
}

int Interpreter::signature_count() const {
  return features::signatures ? static_cast<int>(state_->shared.model->signatures.size) : 0;
}

Signature Interpreter::signature(int index) const {
  const fb::Table table = SignatureTable(state_->shared, index);
  const char* key = table.String(fields::SignatureDef::signature_key);
  return {key ? key : "", static_cast<int>(table.Scalar<uint32_t>(fields::SignatureDef::subgraph_index))};
}

int Interpreter::FindSignature(const char* key) const {
  for (int i = 0; i < signature_count(); ++i) {
    if (__builtin_strcmp(signature(i).key, key) == 0) return i;
  }
  return -1;
}

int Interpreter::signature_size(int signature, Side side) const {
  return static_cast<int>(Entries(state_->shared, signature, side).size);
}

const char* Interpreter::signature_name(int signature, Side side, int i) const {
  if (!features::signatures) return nullptr;
  const fb::Vector entries = Entries(state_->shared, signature, side);
  return static_cast<uint32_t>(i) < entries.size ? EntryName(entries, static_cast<uint32_t>(i)) : nullptr;
}

int Interpreter::signature_tensor(int signature, Side side, int i) const {
  const fb::Vector entries = Entries(state_->shared, signature, side);
  return static_cast<uint32_t>(i) < entries.size ? EntryTensor(entries, static_cast<uint32_t>(i)) : -1;
}

size_t Interpreter::arena_bytes() const {
  size_t bytes = 0;
  for (int i = 0; i < state_->shared.graph_count; ++i) bytes += state_->graph(i).arena_bytes;
  return bytes;
}

const ErrorReporter& Interpreter::errors() const { return state_->shared.errors; }

}  // namespace tare
