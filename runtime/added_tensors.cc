// What a graph does for operators from outside only: tensors that they add, temporaries that keep their content, and
// memory that they own. The arrays of tensors move when they grow; what was there stays readable until the graph dies,
// so that a pointer kept too long reads old values and nothing worse.
#include "runtime/subgraph.h"

namespace tare {
namespace {

/// A copy of `count` objects with room for `capacity`; nullptr when out of memory.
template <class T>
T* Grown(Pool& pool, const T* from, int count, int capacity) {
  auto* to = pool.New<T>(static_cast<size_t>(capacity));
  if (to && count) __builtin_memcpy(to, from, sizeof(T) * static_cast<size_t>(count));
  return to;
}

constexpr int kMostTensors = 1 << 24;

}  // namespace

bool Subgraph::ReserveTensors(int headroom) {
  if (tensor_capacity_ - tensor_count >= headroom) return true;
  const int capacity = tensor_count + tensor_count / 2 + headroom;
  TfLiteTensor* tensors = tensor_count > kMostTensors ? nullptr : Grown(pool, context.tensors, tensor_count, capacity);
  Range* ranges = tensors ? Grown(pool, ranges_, tensor_count, capacity) : nullptr;
  auto* order = ranges ? pool.New<int32_t>(static_cast<size_t>(capacity) + static_cast<size_t>(node_count)) : nullptr;
  if (!order) return Fail(&context, "Out of memory") == kOk;
  context.tensors = tensors;
  ranges_ = ranges;
  order_ = order;  // holds nothing between two plans
  tensor_capacity_ = capacity;
  return true;
}

Status Subgraph::AddTensors(int count, int* first) {
  if (count < 0 || count > kMostTensors || !ReserveTensors(count)) return kError;
  if (first) *first = tensor_count;
  for (int i = tensor_count; i < tensor_count + count; ++i) {
    TfLiteTensor& t = context.tensors[i];
    t.dims = static_cast<TfLiteIntArray*>(__builtin_calloc(1, sizeof(int)));
    if (!t.dims) return Fail(&context, "Out of memory");
    t.buffer_handle = kTfLiteNullBufferHandle;
    ranges_[i] = {INT32_MAX, -1, i, 0};
  }
  tensor_count += count;
  added_tensors_ += count;
  context.tensors_size = static_cast<size_t>(tensor_count);
  return kOk;
}

bool Subgraph::OwnShapes(const TfLiteIntArray& list) {
  for (int i = 0; i < list.size; ++i) {
    if (list.data[i] < 0) continue;
    if (!OwnShape(context.tensors[list.data[i]])) return false;
  }
  return true;
}

bool Subgraph::OwnShape(TfLiteTensor& t) const {
  if (!InModel(t.dims)) return true;
  const size_t bytes = sizeof(int) * (t.dims->size + size_t{1});
  void* copy = __builtin_malloc(bytes);
  if (copy) t.dims = static_cast<TfLiteIntArray*>(__builtin_memcpy(copy, t.dims, bytes));
  return copy != nullptr;
}

Status Subgraph::KeepTemporaries(const NodeRecord& n) {
  for (int i = 0; i < n.node.temporaries->size; ++i) {
    const int index = n.node.temporaries->data[i];
    TfLiteTensor& t = context.tensors[index];
    if (t.allocation_type != kTfLiteArenaRwPersistent || t.is_variable) continue;
    Kept* kept = kept_;
    while (kept && kept->tensor != index) kept = kept->next;
    if (!kept) {
      kept = pool.New<Kept>();
      if (!kept) return Fail(&context, "Out of memory");
      *kept = {kept_, index, {}};
      kept_ = kept;
    }
    if (!kept->block.raw || kept->block.capacity < t.bytes) {
      if (!kept->block.Reserve(t.bytes)) return Fail(&context, "Out of memory");
      __builtin_memset(kept->block.data(), 0, t.bytes);
    }
    t.data.raw = reinterpret_cast<char*>(kept->block.data());
  }
  return kOk;
}

void Subgraph::FreeRegistrationTensors(NodeRecord& n) {
  const TfLiteIntArray* const lists[] = {n.node.outputs, n.node.temporaries};
  for (const TfLiteIntArray* list : lists) {
    for (int i = 0; list && i < list->size; ++i) {
      if (list->data[i] < 0 || list->data[i] >= tensor_count) continue;
      TfLiteTensor& t = context.tensors[list->data[i]];
      if (!OwnsConstant(n, t)) continue;
      __builtin_free(t.data.data);
      t.data.data = nullptr;
    }
  }
  __builtin_free(n.node.temporaries);
}

}  // namespace tare
