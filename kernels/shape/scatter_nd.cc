// SCATTER_ND: a tensor of zeros to which slices are added at the places that indices name; what meets adds up.
// TensorFlow's ScatterNd and TensorScatterAdd, …Sub, …Max, …Min and …Update (which begin with a tensor) differ in what
// meets what.
#include "kernels/shape/copy.h"
#include "kernels/shape/strided.h"

namespace tare {
namespace {

enum class Way { kAdd, kSubtract, kMaximum, kMinimum, kUpdate };

/// Checks that slices of `updates` at `indices` fit into a tensor of these dimensions.
Status CheckUpdates(Kernel k, Tensor indices, Tensor updates, const int* dims, int rank) {
  const int outer = indices.rank() - 1, depth = indices.dim(-1);
  TARE_REQUIRE(k, depth <= rank && updates.rank() - outer == rank - depth, "updates do not fit the shape");
  for (int i = depth; i < rank; ++i) {
    TARE_REQUIRE(k, updates.dim(outer + i - depth) == dims[i], "updates do not fit the shape");
  }
  return kOk;
}

Status CheckIndices(Kernel k, Tensor indices, Tensor updates) {
  TARE_REQUIRE(k, updates.type() == k.output(0).type() && IsInteger(indices), "bad types");
  TARE_REQUIRE(k, indices.rank() >= 1 && updates.rank() >= indices.rank() - 1 && updates.rank() >= 1, "bad ranks");
  for (int i = 0; i < indices.rank() - 1; ++i) {
    TARE_REQUIRE(k, indices.dim(i) == updates.dim(i), "indices and updates differ");
  }
  return kOk;
}

Status Resize(Kernel k) {
  Shape shape;
  TARE_RETURN_IF_ERROR(ReadShape(k, k.input(2), shape));
  TARE_RETURN_IF_ERROR(CheckUpdates(k, k.input(0), k.input(1), shape.dims, shape.rank));
  return k.ResizeOutput(0, shape);
}

Status Prepare(Kernel k) {
  const Tensor wanted = k.input(2);
  TARE_REQUIRE(k, IsInteger(wanted) && wanted.rank() == 1 && wanted.dim(0) <= kMaxRank, "bad types or shape");
  TARE_RETURN_IF_ERROR(CheckIndices(k, k.input(0), k.input(1)));
  return wanted.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

/// Integers wrap around: T is unsigned where that matters.
template <class T, Way way>
void Meet(void* to, const void* from, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    T& x = static_cast<T*>(to)[i];
    const T y = static_cast<const T*>(from)[i];
    if constexpr (way == Way::kAdd) x = static_cast<T>(x + y);
    if constexpr (way == Way::kSubtract) x = static_cast<T>(x - y);
    if constexpr (way == Way::kMaximum) x = x < y ? y : x;
    if constexpr (way == Way::kMinimum) x = y < x ? y : x;
    if constexpr (way == Way::kUpdate) x = y;
  }
}

/// Bools are bytes that stay 0 or 1.
void AddBool(void* to, const void* from, int64_t n) {
  for (int64_t i = 0; i < n; ++i) static_cast<uint8_t*>(to)[i] |= static_cast<const uint8_t*>(from)[i];
}

using MeetFunction = void (*)(void* to, const void* from, int64_t n);

/// nullptr where there is none for this type.
template <Way way>
MeetFunction FunctionFor(TfLiteType type) {
  constexpr bool kCompares = way == Way::kMaximum || way == Way::kMinimum;
  const size_t width = ElementBytes(type);
  if (way != Way::kUpdate && type == kTfLiteFloat32) return Meet<float, way>;
  if (way == Way::kAdd && type == kTfLiteBool) return AddBool;
  if (kCompares && type == kTfLiteInt32) return Meet<int32_t, way>;
  if (kCompares && type == kTfLiteInt64) return Meet<int64_t, way>;
  if (kCompares && type != kTfLiteUInt8) return nullptr;
  if (way == Way::kSubtract && type == kTfLiteBool) return nullptr;
  return width == 1   ? Meet<uint8_t, way>
         : width == 2 ? Meet<uint16_t, way>
         : width == 4 ? Meet<uint32_t, way>
         : width == 8 ? Meet<uint64_t, way>
                      : nullptr;
}

Status Scatter(Kernel k, Tensor indices, Tensor updates, MeetFunction meet) {
  const Tensor out = k.output(0);
  const int outer = indices.rank() - 1, depth = indices.dim(-1);
  const int64_t slices = indices.Elements(0, outer), slice = updates.Elements(outer, updates.rank());
  const size_t width = ElementBytes(out.type());
  for (int64_t s = 0; s < slices; ++s) {
    int64_t at = 0;
    for (int i = 0; i < depth; ++i) {
      const int64_t index = IntegerAt(indices, static_cast<int>(s * depth + i));
      TARE_REQUIRE(k, index >= 0 && index < out.dim(i), "an index is out of range");
      at = at * out.dim(i) + index;
    }
    if (!slice) continue;
    meet(out.data<char>() + static_cast<size_t>(at * slice) * width,
         updates.data<char>() + static_cast<size_t>(s * slice) * width, slice);
  }
  return kOk;
}

Status Eval(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor out = k.output(0);
  const MeetFunction add = FunctionFor<Way::kAdd>(out.type());
  TARE_REQUIRE(k, add, "unsupported type");
  if (out.bytes()) __builtin_memset(out.data<char>(), 0, out.bytes());
  return Scatter(k, k.input(0), k.input(1), add);
}

template <Way way>
Status PrepareTensor(Kernel k) {
  const Tensor in = k.input(0), indices = k.input(1), updates = k.input(2);
  TARE_REQUIRE(k, in.type() == k.output(0).type() && FunctionFor<way>(in.type()), "unsupported type");
  TARE_RETURN_IF_ERROR(CheckIndices(k, indices, updates));
  TARE_RETURN_IF_ERROR(CheckUpdates(k, indices, updates, in.dims(), in.rank()));
  return k.ResizeOutputLike(0, in);
}

template <Way way>
Status EvalTensor(Kernel k) {
  TARE_RETURN_IF_ERROR(EvalCopy(k));
  return Scatter(k, k.input(1), k.input(2), FunctionFor<way>(k.output(0).type()));
}

}  // namespace

TARE_KERNEL(SCATTER_ND, i32_plain, {.prepare = Prepare, .eval = Eval, .inputs = {3, 3}})
TARE_TF_KERNEL(ScatterNd, shape, {.prepare = Prepare, .eval = Eval, .inputs = {3, 3}})
#define TARE_TENSOR_SCATTER(OP, way) \
  TARE_TF_KERNEL(OP, bytes,          \
                 {.prepare = PrepareTensor<Way::way>, .eval = EvalTensor<Way::way>, .inputs = {3, 3}, .in_place = 1})
TARE_TENSOR_SCATTER(TensorScatterAdd, kAdd)
TARE_TENSOR_SCATTER(TensorScatterSub, kSubtract)
TARE_TENSOR_SCATTER(TensorScatterMax, kMaximum)
TARE_TENSOR_SCATTER(TensorScatterMin, kMinimum)
TARE_TENSOR_SCATTER(TensorScatterUpdate, kUpdate)
TARE_TENSOR_SCATTER(ScatterNdNonAliasingAdd, kAdd)

}  // namespace tare
