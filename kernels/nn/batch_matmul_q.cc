// BATCH_MATMUL on int8, int16 (the right side may then be int8), and hybrid: float on the left, int8 on the right. Rows
// of the left side become int16 without their zero point, or are quantized row by row; columns of the right side become
// rows.
#include "kernels/activation.h"
#include "kernels/fixed_point.h"
#include "kernels/math/numerics.h"
#include "kernels/micro/dot_i16.h"
#include "kernels/nn/batch_matmul.h"
#include "kernels/nn/hybrid_row.h"
#include "runtime/schema.h"

namespace tare {
namespace {

struct Data {
  QuantizedMultiplier multiplier;
  int scales;  // of the right side: of its columns, or 1
};

constexpr size_t Align(size_t bytes) { return (bytes + 63) & ~size_t{63}; }

/// Scratch: a matrix of the right side, column by column; per thread a row of the left side as int16, and hybrid its
/// floats and bytes.
struct Places {
  size_t left, row_bytes;
};

Places PlacesOf(Kernel k) {
  const Tensor x = k.input(0), y = k.input(1);
  const auto inner = static_cast<size_t>(x.dim(IsLeftTurned(k) ? -2 : -1));
  const bool hybrid = x.type() == kTfLiteFloat32;
  return {Align(static_cast<size_t>(y.Elements(y.rank() - 2, y.rank())) * ElementBytes(y.type())),
          Align(inner * (sizeof(int16_t) + (hybrid ? sizeof(float) + 1 : 0)))};
}

Status Prepare(Kernel k) {
  const Tensor x = k.input(0), y = k.input(1), out = k.output(0);
  const bool hybrid = x.type() == kTfLiteFloat32;
  TARE_REQUIRE(k,
               (y.type() == kTfLiteInt8 || y.type() == x.type()) &&
                   (out.type() == x.type() || (x.type() == kTfLiteInt8 && out.type() == kTfLiteInt32)),
               "unsupported types");
  TARE_RETURN_IF_ERROR(PrepareMatrices(k));
  Data& data = *k.data<Data>();
  const TfLiteAffineQuantization* affine = y.affine();
  data.scales = affine && affine->scale ? affine->scale->size : 0;
  if (hybrid) {
    TARE_REQUIRE(k, data.scales == 1 || (data.scales > 1 && data.scales == out.dim(-1)), "bad quantization");
  } else if (out.type() != kTfLiteInt32) {
    // As in the reference, a right side with scales by channel counts as one without a scale: all results are zero.
    TARE_REQUIRE(k, IsQuantized(x) && (IsQuantized(y) || data.scales > 1) && IsQuantized(out), "bad quantization");
    TARE_REQUIRE(k, x.type() == kTfLiteInt8 || (x.zero_point() | y.zero_point() | out.zero_point()) == 0,
                 "zero points are not 0");
    data.multiplier = QuantizeMultiplier(double{x.scale() * y.scale()} / double{out.scale()});
    TARE_REQUIRE(k, data.multiplier.shift < 8, "bad quantization");
  }
  const Places p = PlacesOf(k);
  TARE_REQUIRE(k, p.row_bytes < SIZE_MAX / 4 / static_cast<size_t>(k.threads()), "too large");
  return k.RequestScratch(p.left + p.row_bytes * static_cast<size_t>(k.threads()));
}

int64_t Dot(const int16_t* x, const int8_t* y, int n) { return TARE_BEST(DotI16)(x, y, n); }
int64_t Dot(const int16_t* x, const int16_t* y, int n) {
  int64_t sum = 0;
  for (int i = 0; i < n; ++i) sum += x[i] * y[i];
  return sum;
}

/// A row of the left side; elements lie `stride` apart.
struct Row {
  const int16_t* values;
  int64_t sum;
  HybridSlice slice;
};

template <class T>
Row ReadRow(Kernel k, const T* from, ptrdiff_t stride, int inner, char* scratch) {
  auto* values = reinterpret_cast<int16_t*>(scratch);
  Row row = {values, 0, {}};
  if constexpr (static_cast<T>(.5) != 0) {
    auto* floats = reinterpret_cast<float*>(scratch + sizeof(int16_t) * static_cast<size_t>(inner + inner % 2));
    auto* bytes = reinterpret_cast<int8_t*>(floats + inner);
    for (int i = 0; i < inner; ++i) floats[i] = from[i * stride];
    row.slice = QuantizeRow(floats, inner,
                            k.options().Scalar<bool>(options::BatchMatMulOptions::asymmetric_quantize_inputs), bytes);
    for (int i = 0; i < inner; ++i) values[i] = static_cast<int16_t>(bytes[i] - row.slice.zero);
  } else {
    const bool plain = k.output(0).type() == kTfLiteInt32;
    const int32_t zero = plain ? 0 : k.input(0).zero_point();
    for (int i = 0; i < inner; ++i) {
      values[i] = static_cast<int16_t>(from[i * stride] - zero);
      row.sum += values[i];
    }
  }
  return row;
}

void Store(Kernel k, int64_t sum, int column, const Row& row, int64_t at) {
  const Tensor out = k.output(0);
  const Data& data = *k.data<Data>();
  if (out.type() == kTfLiteFloat32) {
    const float scale = k.input(1).affine()->scale->data[data.scales > 1 ? column : 0];
    out.data<float>()[at] = row.slice.scale * scale * static_cast<float>(sum);
  } else if (out.type() == kTfLiteInt32) {
    out.data<int32_t>()[at] = static_cast<int32_t>(sum);
  } else {
    sum -= row.sum * k.input(1).zero_point();
    const bool wide = out.type() == kTfLiteInt16;
    const int64_t scaled = (wide ? MultiplyByUpper16(sum, data.multiplier)
                                 : MultiplyByQuantizedMultiplier(static_cast<int32_t>(sum), data.multiplier)) +
                           out.zero_point();
    const QuantizedRange range = TypeRange(out.type());
    const int32_t value = ClampInt(scaled, range.min, range.max);
    if (wide) {
      out.data<int16_t>()[at] = static_cast<int16_t>(value);
    } else {
      out.data<int8_t>()[at] = static_cast<int8_t>(value);
    }
  }
}

template <class L, class R>
Status Eval(Kernel k) {
  const Tensor x = k.input(0), y = k.input(1), out = k.output(0);
  if (out.elements() == 0) return kOk;
  const bool turn_left = IsLeftTurned(k), turn_right = !IsRightTurned(k);
  const int rows = out.dim(-2), columns = out.dim(-1), inner = x.dim(turn_left ? -2 : -1);
  const int64_t matrices = out.Elements(0, out.rank() - 2);
  const Places p = PlacesOf(k);
  for (int64_t m = 0; m < matrices; ++m) {
    const L* left = x.data<L>() + MatrixOf(x, out, m) * rows * inner;
    const R* right = y.data<R>() + MatrixOf(y, out, m) * inner * columns;
    if (turn_right) {
      R* turned = k.scratch<R>();
      for (int i = 0; i < inner; ++i) {
        for (int c = 0; c < columns; ++c) turned[int64_t{c} * inner + i] = right[int64_t{i} * columns + c];
      }
      right = turned;
    }
    k.ParallelFor(rows, int64_t{inner} * columns, [&](int begin, int end, int thread) {
      char* scratch = k.scratch<char>() + p.left + p.row_bytes * static_cast<size_t>(thread);
      for (int r = begin; r < end; ++r) {
        const Row row = ReadRow(k, left + (turn_left ? r : int64_t{r} * inner), turn_left ? rows : 1, inner, scratch);
        for (int c = 0; c < columns; ++c) {
          Store(k, Dot(row.values, right + int64_t{c} * inner, inner), c, row, (m * rows + r) * columns + c);
        }
      }
    });
  }
  return kOk;
}

Status EvalI16(Kernel k) {
  return k.input(1).type() == kTfLiteInt8 ? Eval<int16_t, int8_t>(k) : Eval<int16_t, int16_t>(k);
}

}  // namespace

#define TARE_BATCH_MATMUL(TYPES, ...) \
  TARE_KERNEL(BATCH_MATMUL, TYPES,    \
              {.prepare = Prepare, .eval = __VA_ARGS__, .inputs = {2, 2}, .data_bytes = sizeof(Data)})
TARE_BATCH_MATMUL(i8, Eval<int8_t, int8_t>)
TARE_BATCH_MATMUL(i16, EvalI16)
TARE_BATCH_MATMUL(hybrid, Eval<float, int8_t>)

}  // namespace tare
