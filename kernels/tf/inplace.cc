// TensorFlow's InplaceUpdate, InplaceAdd and InplaceSub: rows of a tensor that are replaced by others, or changed by
// them, one after the other. An index counts from the front, or back, as often around as it takes.
#include "kernels/math/wrapping.h"
#include "kernels/shape/copy.h"

namespace tare {
namespace {

template <class T>
T Minus(T a, T b) {
  return WrappingAdd(a, WrappingMultiply(b, static_cast<T>(-1)));
}

/// Inputs: the tensor, indices of rows, rows.
Status Prepare(Kernel k) {
  const Tensor x = k.input(0), at = k.input(1), rows = k.input(2);
  TARE_REQUIRE(k, at.type() == kTfLiteInt32 && at.rank() == 1, "i must be a vector");
  TARE_REQUIRE(k, rows.type() == x.type() && x.rank() >= 1 && rows.rank() == x.rank() && rows.dim(0) == at.dim(0),
               "x and v shapes do not match");
  for (int d = 1; d < x.rank(); ++d) TARE_REQUIRE(k, x.dim(d) == rows.dim(d), "x and v shapes do not match");
  TARE_REQUIRE(k, x.dim(0) > 0 || at.dim(0) == 0, "there are no rows");
  return PrepareCopy(k, x.dims(), x.rank());
}

/// Calls visit(byte of the row, byte of the new row) for each row.
template <class Visit>
Status ForEachRow(Kernel k, Visit visit) {
  TARE_RETURN_IF_ERROR(EvalCopy(k));
  const Tensor x = k.input(0), at = k.input(1);
  const size_t bytes = static_cast<size_t>(x.Elements(1, x.rank())) * ElementBytes(x.type());
  for (int i = 0; bytes && i < at.dim(0); ++i) {
    const int around = at.data<int32_t>()[i] % x.dim(0), row = around < 0 ? around + x.dim(0) : around;
    visit(k.output(0).data<char>() + bytes * static_cast<size_t>(row),
          k.input(2).data<char>() + bytes * static_cast<size_t>(i), bytes);
  }
  return kOk;
}

Status EvalUpdate(Kernel k) {
  return ForEachRow(k, [](char* to, const char* from, size_t bytes) { __builtin_memcpy(to, from, bytes); });
}

template <class T, T (*op)(T, T)>
Status Eval(Kernel k) {
  return ForEachRow(k, [](char* to, const char* from, size_t bytes) {
    for (size_t i = 0; i < bytes / sizeof(T); ++i) {
      T& x = reinterpret_cast<T*>(to)[i];
      x = op(x, reinterpret_cast<const T*>(from)[i]);
    }
  });
}

}  // namespace

TARE_TF_KERNEL(InplaceUpdate, bytes, {.prepare = Prepare, .eval = EvalUpdate, .inputs = {3, 3}, .in_place = 1})
#define TARE_INPLACE(TYPES, T)                                                                           \
  TARE_TF_KERNEL(InplaceAdd, TYPES,                                                                      \
                 {.prepare = Prepare, .eval = Eval<T, WrappingAdd<T>>, .inputs = {3, 3}, .in_place = 1}) \
  TARE_TF_KERNEL(InplaceSub, TYPES, {.prepare = Prepare, .eval = Eval<T, Minus<T>>, .inputs = {3, 3}, .in_place = 1})
TARE_INPLACE(f32, float)
TARE_INPLACE(i32, int32_t)
TARE_INPLACE(i64, int64_t)

}  // namespace tare
