// VariantAddN: the sum of lists, element by element. Where a list has no element, it adds nothing; where none has,
// there is none in the sum.
#include "kernels/tf/tensor_list.h"

namespace tare {
namespace {

using tf::Item;
using tf::TensorList;

/// Integers wrap around.
template <class T, class Sum>
void Add(Item& to, const char* from) {
  auto* sums = reinterpret_cast<T*>(to.data());
  const auto* x = reinterpret_cast<const T*>(from);
  for (size_t i = 0; i < to.bytes / sizeof(T); ++i) {
    sums[i] = static_cast<T>(static_cast<Sum>(sums[i]) + static_cast<Sum>(x[i]));
  }
}

/// Adds the `i`-th element of input `input` to that of the sum.
Status AddItem(Kernel k, TensorList& sum, int i, int input) {
  const TensorList* list = tf::ListOf(k, input);
  Item* item = list->items[i];
  if (!item) return kOk;
  Item* to = sum.items[i];
  if (!to) {
    to = tf::NewItem(k, item->shape, item->data(), item->bytes);
    if (!to) return kError;
    tf::SetItem(sum, i, to);
    return kOk;
  }
  tf::PartialShape shape = to->shape;
  TARE_REQUIRE(k, shape.Merge(item->shape) && to->bytes == item->bytes, "elements %d of the lists differ in shape", i);
  switch (sum.type) {
    case kTfLiteFloat32:
      Add<float, float>(*to, item->data());
      break;
    case kTfLiteInt32:
      Add<int32_t, uint32_t>(*to, item->data());
      break;
    default:
      Add<int64_t, uint64_t>(*to, item->data());
  }
  return kOk;
}

Status Eval(Kernel k) {
  const TensorList* first = tf::ListOf(k, 0);
  if (!first) return kError;
  tf::PartialShape shape = first->shape;
  TfLiteType type = kTfLiteNoType;  // lists that nothing was put into have none
  for (int i = 0; i < k.input_count(); ++i) {
    const TensorList* list = tf::ListOf(k, i);
    if (!list) return kError;
    TARE_REQUIRE(k, list->count == first->count && shape.Merge(list->shape), "lists differ in size or shape");
    if (type == kTfLiteNoType) type = list->type;
    TARE_REQUIRE(k, list->type == type || list->type == kTfLiteNoType, "lists differ in type");
  }
  TARE_REQUIRE(k, type == kTfLiteFloat32 || type == kTfLiteInt32 || type == kTfLiteInt64 || type == kTfLiteNoType,
               "elements of this type");
  TensorList* sum = tf::NewList(k, type, shape, first->count, nullptr);
  if (!sum) return kError;
  Status status = kOk;
  for (int i = 0; status == kOk && i < sum->count; ++i) {
    for (int input = 0; status == kOk && input < k.input_count(); ++input) status = AddItem(k, *sum, i, input);
  }
  if (status == kOk) return tf::Give(k, sum);
  sum->destroy(sum);
  return status;
}

}  // namespace

TARE_CUSTOM_KERNEL(VARIANT_ADD_N, variant, {.prepare = tf::PrepareList, .eval = Eval, .inputs = {1, 255}})

}  // namespace tare
