// Lists and their elements.
#include "kernels/tf/tensor_list.h"

#include "kernels/shape/strided.h"

namespace tare::tf {
namespace {

void Unref(Item* item) {
  if (item && --item->references == 0) __builtin_free(item);
}

void Destroy(Variant* v) {
  auto* list = static_cast<TensorList*>(v);
  for (int i = 0; i < list->count; ++i) Unref(list->items[i]);
  __builtin_free(list);
}

}  // namespace

bool PartialShape::is_known() const {
  bool known = rank >= 0;
  for (int d = 0; d < rank; ++d) known &= dims[d] >= 0;
  return known;
}

bool PartialShape::Merge(const PartialShape& other) {
  if (other.rank < 0) return true;
  if (rank < 0) {
    *this = other;
    return true;
  }
  bool fits = rank == other.rank;
  for (int d = 0; fits && d < rank; ++d) {
    if (dims[d] < 0) dims[d] = other.dims[d];
    fits = other.dims[d] < 0 || other.dims[d] == dims[d];
  }
  return fits;
}

bool ReadShape(Kernel k, Tensor t, PartialShape& shape) {
  const int64_t count = t.elements();
  bool good = IsInteger(t) && t.rank() <= 1 && count <= kMaxRank && t.data<void>();
  shape.rank = t.rank() == 0 ? -1 : static_cast<int>(count);
  if (good && t.rank() == 0) good = IntegerAt(t, 0) == -1;
  for (int d = 0; good && d < shape.rank; ++d) {
    const int64_t dim = IntegerAt(t, d);
    good = dim >= -1 && dim <= INT32_MAX;
    shape.dims[d] = static_cast<int>(dim);
  }
  if (!good) k.Fail("bad element shape");
  return good;
}

PartialShape ShapeOf(Tensor t) {
  PartialShape shape;
  shape.rank = t.rank();
  for (int d = 0; d < t.rank(); ++d) shape.dims[d] = t.dim(d);
  return shape;
}

TensorList* NewList(Kernel k, TfLiteType type, const PartialShape& shape, int64_t count, const TensorList* from) {
  constexpr int64_t kMaxCount = INT32_MAX / static_cast<int64_t>(2 * sizeof(void*));
  void* memory = count >= 0 && count <= kMaxCount
                     ? __builtin_calloc(1, sizeof(TensorList) + static_cast<size_t>(count) * sizeof(Item*))
                     : nullptr;
  if (!memory) {
    k.Fail("no memory for a list of %d elements", static_cast<int>(count));
    return nullptr;
  }
  auto* list = static_cast<TensorList*>(memory);
  list->destroy = Destroy;
  list->references = 1;
  list->type = type;
  list->shape = shape;
  list->count = static_cast<int>(count);
  for (int i = 0; from && i < from->count && i < list->count; ++i) {
    list->items[i] = from->items[i];
    if (list->items[i]) ++list->items[i]->references;
  }
  return list;
}

TensorList* ListOf(Kernel k, int i) {
  auto* value = k.input(i).type() == kTfLiteVariant ? k.input(i).data<Variant>() : nullptr;
  if (value && value->destroy == Destroy) return static_cast<TensorList*>(value);
  k.Fail("input %d is not a list", i);
  return nullptr;
}

Item* NewItem(Kernel k, const PartialShape& shape, const void* data, size_t bytes) {
  auto* item = static_cast<Item*>(bytes < SIZE_MAX / 2 ? __builtin_malloc(sizeof(Item) + bytes) : nullptr);
  if (!item) {
    k.Fail("Out of memory");
    return nullptr;
  }
  item->references = 1;
  item->bytes = bytes;
  item->shape = shape;
  if (bytes) __builtin_memcpy(item->data(), data, bytes);
  return item;
}

void SetItem(TensorList& list, int i, Item* item) {
  Unref(list.items[i]);
  list.items[i] = item;
}

}  // namespace tare::tf
