// Nodes that run a TfLiteRegistration, and the context functions that it calls. Functions that only a delegate may call
// answer everyone else with the reference's message.
#include "runtime/registration.h"

#include "runtime/delegate.h"
#include "runtime/model.h"
#include "runtime/operator.h"
#include "runtime/subgraph.h"

namespace tare {
namespace {

/// How many tensors an operator may add in one call without moving those that it may hold pointers to.
constexpr int kHeadroom = 16;

Subgraph& Graph(const TfLiteContext* context) { return *static_cast<Subgraph*>(context->impl_); }
const TfLiteRegistration& RegistrationOf(const Kernel& k) {
  return *reinterpret_cast<NodeRecord*>(k.node())->registration;
}

TfLiteOpaqueContext* Opaque(TfLiteContext* context) { return reinterpret_cast<TfLiteOpaqueContext*>(context); }
TfLiteOpaqueNode* Opaque(TfLiteNode* node) { return reinterpret_cast<TfLiteOpaqueNode*>(node); }

void* CallInit(const TfLiteRegistration& r, TfLiteContext* context, const char* data, size_t size) {
  if (const TfLiteOperator* o = OperatorOf(r)) {
    if (o->init_with_data) return o->init_with_data(o->user_data, Opaque(context), data, size);
    return o->init ? o->init(Opaque(context), data, size) : nullptr;
  }
  return r.init ? r.init(context, data, size) : nullptr;
}

Status CallPrepare(const TfLiteRegistration& r, const Kernel& k) {
  if (const TfLiteOperator* o = OperatorOf(r)) {
    if (o->prepare_with_data) return o->prepare_with_data(o->user_data, Opaque(k.context()), Opaque(k.node()));
    return o->prepare ? o->prepare(Opaque(k.context()), Opaque(k.node())) : kOk;
  }
  return r.prepare ? r.prepare(k.context(), k.node()) : kOk;
}

Status CallInvoke(const TfLiteRegistration& r, const Kernel& k) {
  if (const TfLiteOperator* o = OperatorOf(r)) {
    if (o->invoke_with_data) return o->invoke_with_data(o->user_data, Opaque(k.context()), Opaque(k.node()));
    return o->invoke ? o->invoke(Opaque(k.context()), Opaque(k.node())) : kError;
  }
  return r.invoke ? r.invoke(k.context(), k.node()) : kError;
}

Status PrepareRegistration(Kernel k) {
  Subgraph& graph = Graph(k.context());
  if (!graph.ReserveTensors(kHeadroom)) return kError;
  TARE_RETURN_IF_ERROR(CallPrepare(RegistrationOf(k), k));
  const TfLiteIntArray* temporaries = k.node()->temporaries;
  if (!temporaries) return k.Fail("no list of temporaries");
  for (int i = 0; i < temporaries->size; ++i) {
    if (temporaries->data[i] < 0 || temporaries->data[i] >= graph.tensor_count) {
      return k.Fail("temporary tensor %d does not exist", temporaries->data[i]);
    }
  }
  return kOk;
}

Status EvalRegistration(Kernel k) {
  if (!Graph(k.context()).ReserveTensors(kHeadroom)) return kError;
  return CallInvoke(RegistrationOf(k), k);
}

void FreeRegistration(Kernel k) {
  const TfLiteRegistration& r = RegistrationOf(k);
  void* data = k.node()->user_data;
  if (const TfLiteOperator* o = OperatorOf(r)) {
    if (o->free_with_data) return o->free_with_data(o->user_data, Opaque(k.context()), data);
    if (o->free) o->free(Opaque(k.context()), data);
  } else if (r.free) {
    r.free(k.context(), data);
  }
}

Status ResizeTensor(TfLiteContext* context, TfLiteTensor* tensor, TfLiteIntArray* new_size) {
  const Status status = Graph(context).Resize(tensor, new_size->data, new_size->size);
  __builtin_free(new_size);
  return status;
}

Status ResizeTensorExplicit(TfLiteContext* context, TfLiteTensor* tensor, int dims, const int* shape) {
  return Graph(context).Resize(tensor, shape, dims);
}

Status AddTensors(TfLiteContext* context, int tensors_to_add, int* first_new_tensor_index) {
  return Graph(context).AddTensors(tensors_to_add, first_new_tensor_index);
}

void ReportError(TfLiteContext* context, const char* format, ...) {
  va_list args;
  va_start(args, format);
  const ErrorReporter& errors = Graph(context).shared->errors;
  if (errors.report) errors.report(errors.user, format, args);
  va_end(args);
}

/// External contexts belong to the interpreter; nobody here reads them but those who set them.
TfLiteExternalContext* GetExternalContext(TfLiteContext* context, TfLiteExternalContextType type) {
  return type >= 0 && type < kTfLiteMaxExternalContexts ? Graph(context).shared->outside->contexts[type] : nullptr;
}

void SetExternalContext(TfLiteContext* context, TfLiteExternalContextType type, TfLiteExternalContext* external) {
  if (type >= 0 && type < kTfLiteMaxExternalContexts) Graph(context).shared->outside->contexts[type] = external;
}

Status GetModelMetadata(const TfLiteContext* context, const char* name, const char** ptr, size_t* bytes) {
  return Graph(context).shared->model->FindMetadata(name, ptr, bytes) ? kOk : kError;
}

}  // namespace

bool OwnsConstant(const NodeRecord& node, const TfLiteTensor& tensor) {
  return HasRegistrations() && node.registration && tensor.allocation_type == kTfLitePersistentRo;
}

bool UseRegistration(Subgraph& graph, NodeRecord& node, const TfLiteRegistration& registration, const void* init_data,
                     size_t init_size) {
  auto* copy = graph.pool.New<TfLiteRegistration>();
  // The operator may replace the list with one of its own, and free this.
  auto* temporaries = static_cast<TfLiteIntArray*>(__builtin_calloc(1, sizeof(int)));
  if (!copy || !temporaries || !graph.OwnShapes(*node.node.outputs) || !graph.ReserveTensors(kHeadroom)) {
    __builtin_free(temporaries);
    return Fail(&graph.context, "Out of memory") == kOk;
  }
  *copy = registration;
  // What users leave open, delegates rely on.
  copy->builtin_code = node.op;
  copy->version = node.version;
  if (node.custom_name) copy->custom_name = node.custom_name;
  node.registration = copy;
  node.def = {.prepare = PrepareRegistration, .eval = EvalRegistration, .free = FreeRegistration};
  node.node.temporaries = temporaries;
  node.node.user_data = CallInit(*copy, &graph.context, static_cast<const char*>(init_data), init_size);
  if (node.node.user_data == TfLiteKernelInitFailed()) {
    node.node.user_data = nullptr;
    return Fail(&graph.context, "Failed to initialize kernel.") == kOk;
  }
  return true;
}

void SetContextFunctions(TfLiteContext& context) {
  context.ResizeTensor = ResizeTensor;
  context.ResizeTensorExplicit = ResizeTensorExplicit;
  context.AddTensors = AddTensors;
  context.ReportError = ReportError;
  context.GetExternalContext = GetExternalContext;
  context.SetExternalContext = SetExternalContext;
  context.GetModelMetadata = GetModelMetadata;
  if (features::delegates) SetDelegateFunctions(context);
}

}  // namespace tare
