// UNIQUE, and TensorFlow's UniqueWithCounts and the V2 of both (of vectors): what a vector holds in the order of first
// sight, where each element went, how many there were; ListDiff: what the one vector holds and the other does not;
// InvertPermutation. Elements are looked up in a hash table of indices; floats are told apart as numbers, so both zeros
// are one.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

/// Different elements of a vector. Memory is the caller's.
class Index {
 public:
  /// Slots for `n` elements; a power of two above.
  static size_t Slots(size_t n) {
    size_t slots = 4;
    while (slots < 2 * n) slots *= 2;
    return slots;
  }
  Index(Tensor t, int32_t* slots, size_t count)
      : bytes_(t.data<char>()),
        width_(ElementBytes(t.type())),
        is_float_(t.type() == kTfLiteFloat32),
        slots_(slots),
        mask_(count - 1) {
    __builtin_memset(slots, 0xff, count * sizeof(int32_t));
  }
  /// The slot that holds the index of an element equal to the one at `element`, or is empty (-1).
  int32_t* Find(const char* element) const {
    uint32_t hash = 2166136261u;  // FNV-1a
    float number = 0;
    if (is_float_) {
      __builtin_memcpy(&number, element, sizeof(number));
      number += 0.f;  // -0 becomes 0
      element = reinterpret_cast<const char*>(&number);
    }
    for (size_t i = 0; i < width_; ++i) hash = (hash ^ static_cast<uint8_t>(element[i])) * 16777619u;
    for (hash ^= hash >> 15;; ++hash) {
      int32_t* slot = &slots_[hash & mask_];
      if (*slot < 0) return slot;
      const char* other = bytes_ + static_cast<size_t>(*slot) * width_;
      if (is_float_) {
        float value;
        __builtin_memcpy(&value, other, sizeof(value));
        if (value == number) return slot;
      } else if (__builtin_memcmp(other, element, width_) == 0) {
        return slot;
      }
    }
  }

 private:
  const char* bytes_;
  size_t width_;
  bool is_float_;
  int32_t* slots_;
  size_t mask_;
};

/// Outputs: values, indices, and (with counts) counts. V2's second input is the axis of a vector, or none.
template <bool v2>
Status PrepareUnique(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() == 1 && k.output(0).type() == in.type(), "unique expects a 1D vector.");
  if (v2) {
    const Tensor axis = k.input(1);
    TARE_REQUIRE(k, IsInteger(axis) && axis.elements() <= 1,
                 "axis does not support input tensors larger than 1 elements");
  }
  for (int i = 1; i < k.output_count(); ++i) TARE_REQUIRE(k, IsInteger(k.output(i)), "bad output type");
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(1, in));
  TARE_RETURN_IF_ERROR(k.RequestScratch(
      (Index::Slots(static_cast<size_t>(in.dim(0))) + 2 * static_cast<size_t>(in.dim(0))) * sizeof(int32_t)));
  if (k.output_count() > 2) TARE_RETURN_IF_ERROR(k.SetOutputDynamic(2));
  return k.SetOutputDynamic(0);
}

Status EvalUnique(Kernel k) {
  const Tensor in = k.input(0);
  if (k.has_input(1) && k.input(1).elements()) {
    TARE_REQUIRE(k, ResolveAxis(IntegerAt(k.input(1), 0), 1) == 0, "bad axis");
  }
  const int n = in.dim(0);
  const size_t slots = Index::Slots(static_cast<size_t>(n)), width = ElementBytes(in.type());
  const Index index(in, k.scratch<int32_t>(), slots);
  int32_t *first = k.scratch<int32_t>() + slots, *counts = first + n;  // of each value: an element, how many
  int found = 0;
  for (int i = 0; i < n; ++i) {
    int32_t* slot = index.Find(in.data<char>() + static_cast<size_t>(i) * width);
    if (*slot < 0) {
      *slot = i;
      first[found] = i;
      counts[found] = 0;
      SetIntegerAt(k.output(1), i, found++);
    } else {
      SetIntegerAt(k.output(1), i, IntegerAt(k.output(1), *slot));
    }
    ++counts[IntegerAt(k.output(1), i)];
  }
  for (int o = 0; o < k.output_count(); o += 2) TARE_RETURN_IF_ERROR(k.ResizeOutput(o, &found, 1));
  for (int i = 0; i < found; ++i) {
    __builtin_memcpy(k.output(0).data<char>() + static_cast<size_t>(i) * width,
                     in.data<char>() + static_cast<size_t>(first[i]) * width, width);
    if (k.output_count() > 2) SetIntegerAt(k.output(2), i, counts[i]);
  }
  return kOk;
}

Status PrepareDifference(Kernel k) {
  const Tensor x = k.input(0), y = k.input(1);
  TARE_REQUIRE(k, x.rank() == 1 && y.rank() == 1 && x.type() == y.type(), "x and y should be 1D vectors.");
  TARE_REQUIRE(k, k.output(0).type() == x.type() && IsInteger(k.output(1)), "bad output types");
  TARE_RETURN_IF_ERROR(k.RequestScratch((Index::Slots(static_cast<size_t>(y.dim(0))) + static_cast<size_t>(x.dim(0))) *
                                        sizeof(int32_t)));
  TARE_RETURN_IF_ERROR(k.SetOutputDynamic(0));
  return k.SetOutputDynamic(1);
}

Status EvalDifference(Kernel k) {
  const Tensor x = k.input(0), y = k.input(1);
  const size_t slots = Index::Slots(static_cast<size_t>(y.dim(0))), width = ElementBytes(x.type());
  const Index index(y, k.scratch<int32_t>(), slots);
  int32_t* kept = k.scratch<int32_t>() + slots;
  for (int i = 0; i < y.dim(0); ++i) *index.Find(y.data<char>() + static_cast<size_t>(i) * width) = i;
  int count = 0;
  for (int i = 0; i < x.dim(0); ++i) {
    if (*index.Find(x.data<char>() + static_cast<size_t>(i) * width) < 0) kept[count++] = i;
  }
  for (int o = 0; o < 2; ++o) TARE_RETURN_IF_ERROR(k.ResizeOutput(o, &count, 1));
  for (int i = 0; i < count; ++i) {
    __builtin_memcpy(k.output(0).data<char>() + static_cast<size_t>(i) * width,
                     x.data<char>() + static_cast<size_t>(kept[i]) * width, width);
    SetIntegerAt(k.output(1), i, kept[i]);
  }
  return kOk;
}

Status PrepareInversion(Kernel k) {
  TARE_REQUIRE(k, k.input(0).rank() == 1 && k.output(0).type() == k.input(0).type(),
               "invert_permutation expects a 1D vector.");
  return k.ResizeOutputLike(0, k.input(0));
}

Status EvalInversion(Kernel k) {
  const int n = k.input(0).dim(0);
  for (int i = 0; i < n; ++i) SetIntegerAt(k.output(0), i, -1);
  for (int i = 0; i < n; ++i) {
    const int64_t to = IntegerAt(k.input(0), i);
    TARE_REQUIRE(k, to >= 0 && to < n, "%d is not between 0 and %d", static_cast<int>(to), n);
    TARE_REQUIRE(k, IntegerAt(k.output(0), static_cast<int>(to)) == -1, "%d is duplicated in the input.",
                 static_cast<int>(to));
    SetIntegerAt(k.output(0), to, i);
  }
  return kOk;
}

}  // namespace

#define TARE_UNIQUE(KIND, OP, v2, outs) \
  KIND(OP, bytes,                       \
       {.prepare = PrepareUnique<v2>, .eval = EvalUnique, .inputs = {1 + (v2), 1 + (v2)}, .outputs = {outs, outs}})
TARE_UNIQUE(TARE_KERNEL, UNIQUE, false, 2)
TARE_UNIQUE(TARE_TF_KERNEL, UniqueWithCounts, false, 3)
TARE_UNIQUE(TARE_TF_KERNEL, UniqueV2, true, 2)
TARE_UNIQUE(TARE_TF_KERNEL, UniqueWithCountsV2, true, 3)
TARE_TF_KERNEL(ListDiff, bytes,
               {.prepare = PrepareDifference, .eval = EvalDifference, .inputs = {2, 2}, .outputs = {2, 2}})
TARE_TF_KERNEL(InvertPermutation, shape, {.prepare = PrepareInversion, .eval = EvalInversion})

}  // namespace tare
