// TensorFlow's ops on variables beyond assigning and reading: AssignAddVariableOp, AssignSubVariableOp, VariableShape,
// VarIsInitializedOp, ResourceGather, ResourceGatherNd, ResourceScatterNdUpdate, …Add, …Sub, …Min, …Max, and
// ResourceScatterUpdate, …Add, …Sub, …Mul, …Div, …Min, …Max,
// which change slices along the first dimension; a scalar is every slice's.
#include "kernels/resource/variable.h"
#include "kernels/shape/strided.h"

namespace tare {
namespace {

enum class Way { kUpdate, kAdd, kSub, kMul, kDiv, kMin, kMax };

template <class T>
constexpr bool kIsFloat = static_cast<T>(.5) != 0;

/// Integers wrap around. False for a division by 0.
template <class T, Way way>
bool Meet(T& x, T y) {
  if constexpr (way == Way::kUpdate) {
    x = y;
  } else if constexpr (way == Way::kMin) {
    x = y < x ? y : x;
  } else if constexpr (way == Way::kMax) {
    x = x < y ? y : x;
  } else if constexpr (kIsFloat<T>) {
    x = way == Way::kAdd ? x + y : way == Way::kSub ? x - y : way == Way::kMul ? x * y : x / y;
  } else if constexpr (way == Way::kDiv) {
    if (y == 0) return false;
    x = y == -1 ? static_cast<T>(-static_cast<uint64_t>(x)) : x / y;
  } else {
    const auto a = static_cast<uint64_t>(x), b = static_cast<uint64_t>(y);
    x = static_cast<T>(way == Way::kAdd ? a + b : way == Way::kSub ? a - b : a * b);
  }
  return true;
}

template <class T, Way way>
bool MeetAll(void* to, const void* from, int step, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    if (!Meet<T, way>(static_cast<T*>(to)[i], static_cast<const T*>(from)[i * step])) return false;
  }
  return true;
}

/// to[i] meets from[i * step]; false for a division by 0 or an unsupported type.
template <Way way>
bool MeetTyped(TfLiteType type, void* to, const void* from, int step, int64_t n) {
  if (type == kTfLiteFloat32) return MeetAll<float, way>(to, from, step, n);
  if (type == kTfLiteInt32) return MeetAll<int32_t, way>(to, from, step, n);
  return type == kTfLiteInt64 && MeetAll<int64_t, way>(to, from, step, n);
}

/// The value of an assigned variable of this type; an empty view, with a message, when there is none.
Tensor Assigned(Kernel k, TfLiteType type) {
  TfLiteTensor* value = nullptr;
  if (!FindVariable(k, &value)) return Tensor(nullptr);
  if (!value->data.raw || value->type != type) {
    k.Fail("the variable is not assigned, or of another type");
    return Tensor(nullptr);
  }
  return Tensor(value);
}

template <Way way>
Status EvalAssign(Kernel k) {
  const Tensor by = k.input(1), value = Assigned(k, by.type());
  if (!value) return kError;
  TARE_REQUIRE(k, value.SameShape(by), "Cannot update variable: shapes differ");
  TARE_REQUIRE(k, MeetTyped<way>(by.type(), value.data<void>(), by.data<void>(), 1, by.elements()), "unsupported type");
  return kOk;
}

Status PrepareScatter(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckVariableHandle(k));
  TARE_REQUIRE(k, IsInteger(k.input(1)), "bad indices");
  return kOk;
}

template <Way way>
Status EvalScatter(Kernel k) {
  const Tensor indices = k.input(1), updates = k.input(2), value = Assigned(k, updates.type());
  if (!value) return kError;
  bool fits = value.rank() >= 1 && (updates.rank() == 0 || updates.rank() == indices.rank() + value.rank() - 1);
  for (int d = 0; fits && d < updates.rank(); ++d) {
    fits = updates.dim(d) == (d < indices.rank() ? indices.dim(d) : value.dim(d - indices.rank() + 1));
  }
  TARE_REQUIRE(k, fits, "updates do not fit the variable and the indices");
  const int64_t slice = value.Elements(1, value.rank());
  const size_t width = ElementBytes(value.type());
  const int step = updates.rank() != 0;
  for (int i = 0; i < static_cast<int>(indices.elements()); ++i) {
    const int64_t index = IntegerAt(indices, i);
    TARE_REQUIRE(k, index >= 0 && index < value.dim(0), "indices[%d] is out of range", i);
    char* to = value.data<char>() + static_cast<size_t>(index * slice) * width;
    const char* from = updates.data<char>() + (step ? static_cast<size_t>(i * slice) * width : 0);
    TARE_REQUIRE(k, MeetTyped<way>(value.type(), to, from, step, slice), "unsupported type, or division by 0");
  }
  return kOk;
}

/// The last dimension of indices is coordinates of slices.
template <Way way>
Status EvalScatterNd(Kernel k) {
  const Tensor indices = k.input(1), updates = k.input(2), value = Assigned(k, updates.type());
  if (!value) return kError;
  const int outer = indices.rank() - 1, depth = outer >= 0 ? indices.dim(-1) : 0;
  bool fits = outer >= 0 && depth <= value.rank() && updates.rank() == outer + value.rank() - depth;
  for (int d = 0; fits && d < updates.rank(); ++d) {
    fits = updates.dim(d) == (d < outer ? indices.dim(d) : value.dim(d - outer + depth));
  }
  TARE_REQUIRE(k, fits, "updates do not fit the variable and the indices");
  const int64_t slice = value.Elements(depth, value.rank());
  const size_t bytes = static_cast<size_t>(slice) * ElementBytes(value.type());
  for (int i = 0; i < static_cast<int>(indices.Elements(0, outer)); ++i) {
    int64_t to = 0;
    for (int d = 0; d < depth; ++d) {
      const int64_t at = IntegerAt(indices, i * depth + d);
      TARE_REQUIRE(k, at >= 0 && at < value.dim(d), "indices[%d] is out of range", i);
      to = to * value.dim(d) + at;
    }
    TARE_REQUIRE(k,
                 MeetTyped<way>(value.type(), value.data<char>() + static_cast<size_t>(to) * bytes,
                                updates.data<char>() + static_cast<size_t>(i) * bytes, 1, slice),
                 "unsupported type");
  }
  return kOk;
}

Status PrepareLook(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckVariableHandle(k));
  TARE_REQUIRE(k, k.input_count() == 1 || IsInteger(k.input(1)), "bad indices");
  return k.SetOutputDynamic(0);
}

/// `nd`: indices have a last dimension of coordinates, otherwise each is one.
template <bool nd>
Status EvalGather(Kernel k) {
  const Tensor indices = k.input(1), out = k.output(0), value = Assigned(k, out.type());
  if (!value) return kError;
  const int outer = indices.rank() - nd, depth = nd && outer >= 0 ? indices.dim(-1) : 1;
  TARE_REQUIRE(k, outer >= 0 && depth <= value.rank() && outer + value.rank() - depth <= kMaxRank,
               "indices do not fit the variable");
  Shape shape;
  for (int d = 0; d < outer; ++d) shape.dims[shape.rank++] = indices.dim(d);
  for (int d = depth; d < value.rank(); ++d) shape.dims[shape.rank++] = value.dim(d);
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, shape));
  const size_t bytes = static_cast<size_t>(value.Elements(depth, value.rank())) * ElementBytes(value.type());
  const auto picks = static_cast<int>(indices.Elements(0, outer));
  for (int i = 0; i < picks; ++i) {
    int64_t from = 0;
    for (int d = 0; d < depth; ++d) {
      const int64_t at = IntegerAt(indices, i * depth + d);
      TARE_REQUIRE(k, at >= 0 && at < value.dim(d), "indices[%d] is out of range", i);
      from = from * value.dim(d) + at;
    }
    if (!bytes) continue;
    __builtin_memcpy(out.data<char>() + static_cast<size_t>(i) * bytes,
                     value.data<char>() + static_cast<size_t>(from) * bytes, bytes);
  }
  return kOk;
}

Status EvalShape(Kernel k) {
  TfLiteTensor* value = nullptr;
  if (!FindVariable(k, &value)) return kError;
  TARE_REQUIRE(k, value->data.raw && IsInteger(k.output(0)), "the variable is not assigned");
  const int rank = value->dims->size;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, &rank, 1));
  for (int d = 0; d < rank; ++d) SetIntegerAt(k.output(0), d, value->dims->data[d]);
  return kOk;
}

Status PrepareTest(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteBool, "output is not bool");
  TARE_RETURN_IF_ERROR(CheckVariableHandle(k));
  return k.ResizeOutput(0, nullptr, 0);
}

Status EvalTest(Kernel k) {
  TfLiteTensor* value = nullptr;
  if (!FindVariable(k, &value)) return kError;
  *k.output(0).data<bool>() = value->data.raw != nullptr;
  return kOk;
}

}  // namespace

#define TARE_RESOURCE_SCATTER(OP, way) \
  TARE_TF_KERNEL(OP, resource,         \
                 {.prepare = PrepareScatter, .eval = EvalScatter<Way::way>, .inputs = {3, 3}, .outputs = {0, 0}})
#define TARE_ASSIGN(OP, way)   \
  TARE_TF_KERNEL(OP, resource, \
                 {.prepare = CheckVariableHandle, .eval = EvalAssign<Way::way>, .inputs = {2, 2}, .outputs = {0, 0}})
TARE_ASSIGN(AssignAddVariableOp, kAdd)
TARE_ASSIGN(AssignSubVariableOp, kSub)
TARE_RESOURCE_SCATTER(ResourceScatterUpdate, kUpdate)
TARE_RESOURCE_SCATTER(ResourceScatterAdd, kAdd)
TARE_RESOURCE_SCATTER(ResourceScatterSub, kSub)
TARE_RESOURCE_SCATTER(ResourceScatterMul, kMul)
TARE_RESOURCE_SCATTER(ResourceScatterDiv, kDiv)
TARE_RESOURCE_SCATTER(ResourceScatterMin, kMin)
TARE_RESOURCE_SCATTER(ResourceScatterMax, kMax)
#define TARE_RESOURCE_SCATTER_ND(OP, way) \
  TARE_TF_KERNEL(OP, resource,            \
                 {.prepare = PrepareScatter, .eval = EvalScatterNd<Way::way>, .inputs = {3, 3}, .outputs = {0, 0}})
TARE_RESOURCE_SCATTER_ND(ResourceScatterNdUpdate, kUpdate)
TARE_RESOURCE_SCATTER_ND(ResourceScatterNdAdd, kAdd)
TARE_RESOURCE_SCATTER_ND(ResourceScatterNdSub, kSub)
TARE_RESOURCE_SCATTER_ND(ResourceScatterNdMin, kMin)
TARE_RESOURCE_SCATTER_ND(ResourceScatterNdMax, kMax)
TARE_TF_KERNEL(ResourceGather, resource, {.prepare = PrepareLook, .eval = EvalGather<false>, .inputs = {2, 2}})
TARE_TF_KERNEL(ResourceGatherNd, resource, {.prepare = PrepareLook, .eval = EvalGather<true>, .inputs = {2, 2}})
TARE_TF_KERNEL(VariableShape, resource, {.prepare = PrepareLook, .eval = EvalShape})
TARE_TF_KERNEL(VarIsInitializedOp, resource, {.prepare = PrepareTest, .eval = EvalTest})

}  // namespace tare
