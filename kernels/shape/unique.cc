// UNIQUE, and TensorFlow's UniqueWithCounts and the V2 of both (of vectors): what a vector holds in the order of first
// sight, where each element went, how many there were; ListDiff: what the one vector holds and the other does not;
// InvertPermutation. Elements are looked up in a hash table of indices; floats are told apart as numbers, so both zeros
// are one.
#include "kernels/shape/strided.h"
#include "kernels/strings.h"

namespace tare {
namespace {

/// The elements of a vector, of numbers or strings, as bytes.
template <bool texts>
class Elements {
 public:
  bool Open(Kernel k, Tensor t) {
    is_float_ = t.type() == kTfLiteFloat32;
    if constexpr (texts) return strings_.Open(k, t);
    bytes_ = t.data<char>();
    width_ = ElementBytes(t.type());
    return true;
  }
  bool is_float() const { return is_float_; }
  StringRef at(int i) const {
    if constexpr (texts) return strings_.at(i);
    return {bytes_ + static_cast<size_t>(i) * width_, width_};
  }

  /// Gives output 0 the elements that `picks` names.
  Status Write(Kernel k, const int32_t* picks, int n) const {
    TARE_RETURN_IF_ERROR(k.ResizeOutput(0, &n, 1));
    if constexpr (texts) {
      struct Picks {
        const Elements* elements;
        const int32_t* numbers;
      } from = {this, picks};
      return WriteStrings(
          k, k.output(0), n,
          [](const void* f, int i) {
            const auto& p = *static_cast<const Picks*>(f);
            return p.elements->at(p.numbers[i]);
          },
          &from);
    }
    char* to = k.output(0).data<char>();
    for (int i = 0; i < n; ++i, to += width_) __builtin_memcpy(to, at(picks[i]).data, width_);
    return kOk;
  }

 private:
  Strings strings_;
  const char* bytes_ = nullptr;
  size_t width_ = 0;
  bool is_float_ = false;
};

/// Different elements of a vector. Memory is the caller's.
template <bool texts>
class Index {
 public:
  Index(const Elements<texts>& elements, int32_t* slots, size_t count)
      : elements_(elements), slots_(slots), mask_(count - 1) {
    __builtin_memset(slots, 0xff, count * sizeof(int32_t));
  }
  /// The slot that holds the index of an element equal to this one, or is empty (-1).
  int32_t* Find(StringRef element) const {
    uint32_t hash = 2166136261u;  // FNV-1a
    float number = 0;
    if (elements_.is_float()) {
      __builtin_memcpy(&number, element.data, sizeof(number));
      number += 0.f;  // -0 becomes 0
      element.data = reinterpret_cast<const char*>(&number);
    }
    for (size_t i = 0; i < element.size; ++i) hash = (hash ^ static_cast<uint8_t>(element.data[i])) * 16777619u;
    for (hash ^= hash >> 15;; ++hash) {
      int32_t* slot = &slots_[hash & mask_];
      if (*slot < 0) return slot;
      const StringRef other = elements_.at(*slot);
      if (elements_.is_float()) {
        float value;
        __builtin_memcpy(&value, other.data, sizeof(value));
        if (value == number) return slot;
      } else if (other.size == element.size && __builtin_memcmp(other.data, element.data, element.size) == 0) {
        return slot;
      }
    }
  }

 private:
  const Elements<texts>& elements_;
  int32_t* slots_;
  size_t mask_;
};

/// Slots of an index of `n` elements; a power of two above.
size_t Slots(int n) {
  size_t slots = 4;
  while (slots < 2 * static_cast<size_t>(n)) slots *= 2;
  return slots;
}

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
  TARE_RETURN_IF_ERROR(k.RequestScratch((Slots(in.dim(0)) + 2 * static_cast<size_t>(in.dim(0))) * sizeof(int32_t)));
  if (k.output_count() > 2) TARE_RETURN_IF_ERROR(k.SetOutputDynamic(2));
  return k.SetOutputDynamic(0);
}

template <bool texts>
Status EvalUnique(Kernel k) {
  const Tensor in = k.input(0);
  Elements<texts> elements;
  if (!elements.Open(k, in)) return kError;
  if (k.has_input(1) && k.input(1).elements()) {
    TARE_REQUIRE(k, ResolveAxis(IntegerAt(k.input(1), 0), 1) == 0, "bad axis");
  }
  const int n = in.dim(0);
  const size_t slots = Slots(n);
  const Index<texts> index(elements, k.scratch<int32_t>(), slots);
  int32_t *first = k.scratch<int32_t>() + slots, *counts = first + n;  // of each value: an element, how many
  int found = 0;
  for (int i = 0; i < n; ++i) {
    int32_t* slot = index.Find(elements.at(i));
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
  TARE_RETURN_IF_ERROR(elements.Write(k, first, found));
  if (k.output_count() < 3) return kOk;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(2, &found, 1));
  for (int i = 0; i < found; ++i) SetIntegerAt(k.output(2), i, counts[i]);
  return kOk;
}

Status PrepareDifference(Kernel k) {
  const Tensor x = k.input(0), y = k.input(1);
  TARE_REQUIRE(k, x.rank() == 1 && y.rank() == 1 && x.type() == y.type(), "x and y should be 1D vectors.");
  TARE_REQUIRE(k, k.output(0).type() == x.type() && IsInteger(k.output(1)), "bad output types");
  TARE_RETURN_IF_ERROR(k.RequestScratch((Slots(y.dim(0)) + static_cast<size_t>(x.dim(0))) * sizeof(int32_t)));
  TARE_RETURN_IF_ERROR(k.SetOutputDynamic(0));
  return k.SetOutputDynamic(1);
}

template <bool texts>
Status EvalDifference(Kernel k) {
  const Tensor x = k.input(0), y = k.input(1);
  Elements<texts> all, others;
  if (!all.Open(k, x) || !others.Open(k, y)) return kError;
  const size_t slots = Slots(y.dim(0));
  const Index<texts> index(others, k.scratch<int32_t>(), slots);
  int32_t* kept = k.scratch<int32_t>() + slots;
  for (int i = 0; i < y.dim(0); ++i) *index.Find(others.at(i)) = i;
  int count = 0;
  for (int i = 0; i < x.dim(0); ++i) {
    if (*index.Find(all.at(i)) < 0) kept[count++] = i;
  }
  TARE_RETURN_IF_ERROR(all.Write(k, kept, count));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, &count, 1));
  for (int i = 0; i < count; ++i) SetIntegerAt(k.output(1), i, kept[i]);
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

#define TARE_UNIQUE(KIND, OP, TYPES, texts, v2, outs) \
  KIND(OP, TYPES,                                     \
       {.prepare = PrepareUnique<v2>,                 \
        .eval = EvalUnique<texts>,                    \
        .inputs = {1 + (v2), 1 + (v2)},               \
        .outputs = {outs, outs}})
#define TARE_TF_UNIQUE(TYPES, texts)                                     \
  TARE_UNIQUE(TARE_TF_KERNEL, UniqueWithCounts, TYPES, texts, false, 3)  \
  TARE_UNIQUE(TARE_TF_KERNEL, UniqueV2, TYPES, texts, true, 2)           \
  TARE_UNIQUE(TARE_TF_KERNEL, UniqueWithCountsV2, TYPES, texts, true, 3) \
  TARE_TF_KERNEL(ListDiff, TYPES,                                        \
                 {.prepare = PrepareDifference, .eval = EvalDifference<texts>, .inputs = {2, 2}, .outputs = {2, 2}})
TARE_UNIQUE(TARE_KERNEL, UNIQUE, bytes, false, false, 2)
TARE_UNIQUE(TARE_TF_KERNEL, Unique, str, true, false, 2)
TARE_TF_UNIQUE(bytes, false)
TARE_TF_UNIQUE(str, true)
TARE_TF_KERNEL(InvertPermutation, shape, {.prepare = PrepareInversion, .eval = EvalInversion})

}  // namespace tare
