// Resource variables: VAR_HANDLE names one (container and shared name; created on first mention) and gives its id,
// ASSIGN_VARIABLE sets it, READ_VARIABLE reads it. They belong to the interpreter: its graphs share them, and they stay
// until it dies.
#include "kernels/resource/variable.h"

#include "kernels/shape/copy.h"
#include "runtime/schema.h"

namespace tare {
namespace {

struct Variable : Resource {
  const char* container;  // in the model
  const char* name;
  int32_t id;
  TfLiteTensor value;  // type 0 until assigned; owns data
  struct {
    int size;
    int data[kMaxRank];
  } dims;
};

void DestroyVariable(Resource* r) {
  __builtin_free(static_cast<Variable*>(r)->value.data.raw);
  __builtin_free(r);
}

/// The variables in the interpreter's list, one by one.
Variable* Next(Resource* r) {
  while (r && r->destroy != DestroyVariable) r = r->next;
  return static_cast<Variable*>(r);
}

const char* Text(const fb::Table& options, int field) {
  const char* text = options.String(field);
  return text ? text : "";
}

Status PrepareHandle(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteResource && k.output(0).elements() == 1, "the output is no handle");
  const char* container = Text(k.options(), options::VarHandleOptions::container);
  const char* name = Text(k.options(), options::VarHandleOptions::shared_name);
  int32_t id = 0;
  Variable* v = Next(k.resources());
  for (; v; v = Next(v->next), ++id) {
    if (__builtin_strcmp(v->container, container) == 0 && __builtin_strcmp(v->name, name) == 0) break;
  }
  if (!v) {
    v = static_cast<Variable*>(__builtin_calloc(1, sizeof(Variable)));
    TARE_REQUIRE(k, v, "Out of memory");
    v->container = container;
    v->name = name;
    v->id = id;
    v->value.allocation_type = kTfLiteDynamic;
    v->value.dims = reinterpret_cast<TfLiteIntArray*>(&v->dims);
    k.AddResource(v, DestroyVariable);
  }
  *k.data<int32_t>() = v->id;
  return kOk;
}

Status EvalHandle(Kernel k) {
  *k.output(0).data<int32_t>() = *k.data<int32_t>();
  return kOk;
}

/// Checks that an input can be an id.
Status CheckHandleAt(Kernel k, int i) {
  const Tensor handle = k.input(i);
  TARE_REQUIRE(k, (handle.type() == kTfLiteResource || handle.type() == kTfLiteInt32) && handle.elements() == 1,
               "input %d is no handle", i);
  return kOk;
}

Status CheckHandle(Kernel k) { return CheckHandleAt(k, 0); }

/// The variable whose id is in input `i`; nullptr, with a message, when there is none.
Variable* Find(Kernel k, int i = 0) {
  const int32_t id = *k.input(i).data<int32_t>();
  for (Variable* v = Next(k.resources()); v; v = Next(v->next)) {
    if (v->id == id) return v;
  }
  k.Fail("no such variable");
  return nullptr;
}

Status EvalAssign(Kernel k) {
  Variable* v = Find(k);
  if (!v) return kError;
  const Tensor from = k.input(1);
  TARE_REQUIRE(k, from.rank() <= kMaxRank, "too many dimensions");
  if (!v->value.data.raw || v->value.bytes != from.bytes()) {
    void* memory = __builtin_realloc(v->value.data.raw, from.bytes() | 1);
    TARE_REQUIRE(k, memory, "Out of memory");
    v->value.data.data = memory;
  }
  v->value.type = from.type();
  v->value.bytes = from.bytes();
  v->dims.size = from.rank();
  __builtin_memcpy(v->dims.data, from.dims(), sizeof(int) * from.rank());
  if (from.bytes()) __builtin_memcpy(v->value.data.raw, from.data<char>(), from.bytes());
  return kOk;
}

enum Known : uint8_t { kUndecided, kStatic, kDynamic };

/// The shape is what the model says when it says one in full. A scalar is what it says of unknown ranks, too.
Status PrepareRead(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckHandle(k));
  auto& known = *k.data<uint8_t>();
  if (known == kUndecided) {
    const TfLiteTensor* out = k.output(0).get();
    known = out->dims->size ? kStatic : kDynamic;
    for (int i = 0; i < out->dims_signature->size; ++i) {
      if (out->dims_signature->data[i] < 0) known = kDynamic;
    }
  }
  return known == kDynamic ? k.SetOutputDynamic(0) : kOk;
}

Status EvalRead(Kernel k) {
  Variable* v = Find(k);
  if (!v) return kError;
  TARE_REQUIRE(k, v->value.data.raw, "variable %s was not assigned", v->name);
  TARE_REQUIRE(k, v->value.type == k.output(0).type(), "types differ");
  const Tensor from(&v->value);
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, from));
  return CopyTensor(k, from, k.output(0));
}

}  // namespace

Status CheckVariableHandle(Kernel k) { return CheckHandle(k); }
Status CheckVariableHandle(Kernel k, int i) { return CheckHandleAt(k, i); }

bool FindVariable(Kernel k, TfLiteTensor** value, int i) {
  Variable* v = Find(k, i);
  if (!v) return false;
  *value = &v->value;
  return true;
}

TARE_KERNEL(VAR_HANDLE, any,
            {.prepare = PrepareHandle, .eval = EvalHandle, .inputs = {0, 0}, .data_bytes = sizeof(int32_t)})
TARE_KERNEL(ASSIGN_VARIABLE, any, {.prepare = CheckHandle, .eval = EvalAssign, .inputs = {2, 2}, .outputs = {0, 0}})
TARE_KERNEL(READ_VARIABLE, any, {.prepare = PrepareRead, .eval = EvalRead, .data_bytes = 1})

}  // namespace tare
