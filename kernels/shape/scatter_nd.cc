// SCATTER_ND: a tensor of zeros to which slices are added at the places that indices name; what meets adds up.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

Status Resize(Kernel k) {
  const Tensor indices = k.input(0), updates = k.input(1), wanted = k.input(2);
  const int outer = indices.rank() - 1, depth = indices.dim(-1), rank = wanted.dim(0);
  const auto* dims = wanted.data<int32_t>();
  TARE_REQUIRE(k, depth <= rank && updates.rank() - outer == rank - depth, "updates do not fit the shape");
  for (int i = depth; i < rank; ++i) {
    TARE_REQUIRE(k, updates.dim(outer + i - depth) == dims[i], "updates do not fit the shape");
  }
  return k.ResizeOutput(0, dims, rank);
}

Status Prepare(Kernel k) {
  const Tensor indices = k.input(0), updates = k.input(1), wanted = k.input(2);
  TARE_REQUIRE(k,
               wanted.type() == kTfLiteInt32 && wanted.rank() == 1 && wanted.dim(0) <= kMaxRank &&
                   updates.type() == k.output(0).type(),
               "bad types or shape");
  TARE_REQUIRE(k, indices.rank() >= 1 && updates.rank() >= indices.rank() - 1 && updates.rank() >= 1, "bad ranks");
  for (int i = 0; i < indices.rank() - 1; ++i) {
    TARE_REQUIRE(k, indices.dim(i) == updates.dim(i), "indices and updates differ");
  }
  return wanted.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

template <class T>
void Add(void* to, const void* from, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    static_cast<T*>(to)[i] = static_cast<T>(static_cast<T*>(to)[i] + static_cast<const T*>(from)[i]);
  }
}

/// Bools are bytes that stay 0 or 1.
void AddBool(void* to, const void* from, int64_t n) {
  for (int64_t i = 0; i < n; ++i) static_cast<uint8_t*>(to)[i] |= static_cast<const uint8_t*>(from)[i];
}

Status Eval(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor indices = k.input(0), updates = k.input(1), out = k.output(0);
  const int outer = indices.rank() - 1, depth = indices.dim(-1);
  const int64_t slices = indices.Elements(0, outer), slice = updates.Elements(outer, updates.rank());
  const size_t width = ElementBytes(out.type());
  void (*add)(void* to, const void* from, int64_t n) = Add<float>;
  if (out.type() == kTfLiteBool) {
    add = AddBool;
  } else if (out.type() != kTfLiteFloat32) {  // integers wrap around
    add = width == 1 ? Add<uint8_t> : width == 4 ? Add<uint32_t> : Add<uint64_t>;
  }
  if (out.bytes()) __builtin_memset(out.data<char>(), 0, out.bytes());
  for (int64_t s = 0; s < slices; ++s) {
    int64_t at = 0;
    for (int i = 0; i < depth; ++i) {
      const int32_t index = indices.data<int32_t>()[s * depth + i];
      TARE_REQUIRE(k, index >= 0 && index < out.dim(i), "an index is out of range");
      at = at * out.dim(i) + index;
    }
    if (!slice) continue;
    add(out.data<char>() + static_cast<size_t>(at * slice) * width,
        updates.data<char>() + static_cast<size_t>(s * slice) * width, slice);
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(SCATTER_ND, i32_plain, {.prepare = Prepare, .eval = Eval, .inputs = {3, 3}})

}  // namespace tare
