// Diagonals of matrices: MATRIX_DIAG and MATRIX_SET_DIAG; of TensorFlow also MatrixDiagPart, and V2 and V3 of all.
// Several diagonals are rows of a matrix, the highest first; shorter ones are padded
// at the end or the front, as `align` (options field 0: 0 RIGHT_LEFT, 1 LEFT_RIGHT, 2 LEFT_LEFT, 3 RIGHT_RIGHT, for
// those above the main one and below it) says. V1 has the main diagonal only, V2 pads at the end.
#include "kernels/shape/copy.h"
#include "kernels/shape/strided.h"

namespace tare {
namespace {

/// Which diagonals of matrices of rows × columns.
struct Diagonals {
  int rows = 0, columns = 0, low = 0, high = 0;
  int longest = 0;  // of a row that holds one

  int count() const { return high - low + 1; }
  int length(int d) const {
    const int down = rows + (d < 0 ? d : 0), right = columns - (d > 0 ? d : 0);
    return down < right ? down : right;
  }
};

/// Reads input `at`, a number or two.
Status ReadRange(Kernel k, int at, Diagonals& g) {
  g.low = g.high = 0;
  if (!at) return kOk;
  const Tensor range = k.input(at);
  for (int i = 0; i < static_cast<int>(range.elements()); ++i) {
    const int64_t d = IntegerAt(range, i);
    TARE_REQUIRE(k, d > -(1 << 30) && d < 1 << 30, "bad diagonals");
    if (i == 0) g.low = static_cast<int>(d);
    g.high = static_cast<int>(d);
  }
  TARE_REQUIRE(k, g.low <= g.high, "lower_diag_index must not be larger than upper_diag_index");
  return kOk;
}

Status CheckRange(Kernel k, int at) {
  const Tensor range = k.input(at);
  TARE_REQUIRE(k, range.type() == kTfLiteInt32 && range.rank() <= 1 && range.elements() >= 1 && range.elements() <= 2,
               "bad diagonals");
  return kOk;
}

/// For matrices of known size.
Status Bound(Kernel k, Diagonals& g) {
  const auto inside = [&](int d) { return (d > -g.rows && d < g.columns) || d == 0; };
  TARE_REQUIRE(k, inside(g.low) && inside(g.high), "diagonals lie outside the matrix");
  const int down = g.rows + (g.high < 0 ? g.high : 0), right = g.columns - (g.low > 0 ? g.low : 0);
  g.longest = down < right ? down : right;
  return kOk;
}

/// Calls visit(element of the diagonals, row, column, whether it is padding) for all elements of a matrix's diagonals.
template <class Visit>
void ForEach(Kernel k, const Diagonals& g, Visit visit) {
  const auto align = k.options().Scalar<int32_t>(0);
  for (int i = 0; i < g.count(); ++i) {
    const int d = g.high - i, length = g.length(d);
    const bool left = (d >= 0 && (align == 1 || align == 2)) || (d <= 0 && align % 2 == 0);
    const int offset = left ? 0 : g.longest - length;
    for (int j = 0; j < g.longest; ++j) {
      const int at = j - offset;
      visit(i * g.longest + j, at - (d < 0 ? d : 0), at + (d > 0 ? d : 0), at < 0 || at >= length);
    }
  }
}

/// The input of index kRange says which diagonals; 0 = the main one.
template <int kRange>
Status ResizePart(Kernel k, Diagonals& g) {
  const Tensor in = k.input(0);
  TARE_RETURN_IF_ERROR(ReadRange(k, kRange, g));
  g.rows = in.dim(-2);
  g.columns = in.dim(-1);
  TARE_RETURN_IF_ERROR(Bound(k, g));
  Shape shape = {in.rank() - 2, {}};
  for (int d = 0; d < shape.rank; ++d) shape.dims[d] = in.dim(d);
  if (g.count() > 1) shape.dims[shape.rank++] = g.count();
  shape.dims[shape.rank++] = g.longest;
  return k.ResizeOutput(0, shape);
}

template <int kRange>
Status PreparePart(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.type() == k.output(0).type() && in.rank() >= 2 && in.rank() <= kMaxRank, "bad input");
  Diagonals g;
  if (!kRange) return ResizePart<0>(k, g);
  TARE_RETURN_IF_ERROR(CheckRange(k, kRange));
  TARE_REQUIRE(k, k.input(2).type() == in.type() && k.input(2).elements() == 1, "bad padding value");
  return k.input(kRange).is_constant() ? ResizePart<kRange>(k, g) : k.SetOutputDynamic(0);
}

template <int kRange>
Status EvalPart(Kernel k) {
  Diagonals g;
  TARE_RETURN_IF_ERROR(ResizePart<kRange>(k, g));
  const Tensor in = k.input(0), out = k.output(0);
  const size_t width = ElementBytes(in.type());
  const int64_t matrices = in.Elements(0, in.rank() - 2), size = in.Elements(in.rank() - 2, in.rank());
  for (int64_t m = 0; m < matrices; ++m) {
    const char* from = in.data<char>() + static_cast<size_t>(m * size) * width;
    char* to = out.data<char>() + static_cast<size_t>(m * g.count() * g.longest) * width;
    ForEach(k, g, [&](int i, int row, int column, bool padding) {
      const char* x =
          padding ? k.input(kRange ? 2 : 0).data<char>() : from + (size_t{1} * row * g.columns + column) * width;
      __builtin_memcpy(to + static_cast<size_t>(i) * width, x, width);
    });
  }
  return kOk;
}

template <int kRange>
Status PrepareSet(Kernel k) {
  const Tensor in = k.input(0), diagonal = k.input(1);
  TARE_REQUIRE(k, in.type() == k.output(0).type() && diagonal.type() == in.type(), "types differ");
  TARE_REQUIRE(k, in.rank() >= 2 && in.rank() <= kMaxRank, "bad input");
  if (kRange) TARE_RETURN_IF_ERROR(CheckRange(k, kRange));
  return k.ResizeOutputLike(0, in);
}

template <int kRange>
Status EvalSet(Kernel k) {
  const Tensor in = k.input(0), diagonal = k.input(1), out = k.output(0);
  Diagonals g;
  TARE_RETURN_IF_ERROR(ReadRange(k, kRange, g));
  g.rows = in.dim(-2);
  g.columns = in.dim(-1);
  TARE_RETURN_IF_ERROR(Bound(k, g));
  const int64_t matrices = in.Elements(0, in.rank() - 2), size = in.Elements(in.rank() - 2, in.rank());
  bool fits =
      diagonal.rank() == in.rank() - (g.count() == 1) && diagonal.elements() == matrices * g.count() * g.longest;
  for (int d = 0; fits && d < in.rank() - 2; ++d) fits = diagonal.dim(d) == in.dim(d);
  TARE_REQUIRE(k, fits && diagonal.dim(-1) == g.longest, "the diagonals do not fit the input");
  TARE_RETURN_IF_ERROR(EvalCopy(k));
  const size_t width = ElementBytes(in.type());
  for (int64_t m = 0; m < matrices; ++m) {
    char* to = out.data<char>() + static_cast<size_t>(m * size) * width;
    const char* from = diagonal.data<char>() + static_cast<size_t>(m * g.count() * g.longest) * width;
    ForEach(k, g, [&](int i, int row, int column, bool padding) {
      if (padding) return;
      __builtin_memcpy(to + (size_t{1} * row * g.columns + column) * width, from + static_cast<size_t>(i) * width,
                       width);
    });
  }
  return kOk;
}

/// Inputs of V2 and V3: diagonals, which, rows, columns (-1: as few as there can be), padding.
template <bool v1>
Status ResizeDiag(Kernel k, Diagonals& g) {
  const Tensor in = k.input(0);
  TARE_RETURN_IF_ERROR(ReadRange(k, v1 ? 0 : 1, g));
  TARE_REQUIRE(k, g.count() == 1 || (in.rank() >= 2 && in.dim(-2) == g.count()), "as many rows as diagonals");
  g.longest = in.dim(-1);
  const int64_t least_rows = int64_t{g.longest} - (g.high < 0 ? g.high : 0);
  const int64_t least_columns = int64_t{g.longest} + (g.low > 0 ? g.low : 0);
  int64_t rows = v1 ? -1 : IntegerAt(k.input(2), 0), columns = v1 ? -1 : IntegerAt(k.input(3), 0);
  if (rows == -1 && columns == -1) {
    rows = columns = least_rows > least_columns ? least_rows : least_columns;
  } else if (rows == -1) {
    rows = least_rows;
  } else if (columns == -1) {
    columns = least_columns;
  }
  TARE_REQUIRE(k,
               rows >= least_rows && columns >= least_columns && rows <= INT32_MAX && columns <= INT32_MAX &&
                   (rows == least_rows || columns == least_columns),
               "bad number of rows or columns");
  g.rows = static_cast<int>(rows);
  g.columns = static_cast<int>(columns);
  Shape shape = {in.rank() - (g.count() == 1 ? 1 : 2), {}};
  TARE_REQUIRE(k, shape.rank + 2 <= kMaxRank, "too many dimensions");
  for (int d = 0; d < shape.rank; ++d) shape.dims[d] = in.dim(d);
  shape.dims[shape.rank++] = g.rows;
  shape.dims[shape.rank++] = g.columns;
  return k.ResizeOutput(0, shape);
}

template <bool v1>
Status PrepareDiag(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.type() == k.output(0).type() && in.rank() >= 1 && in.rank() <= kMaxRank, "bad input");
  Diagonals g;
  if (v1) return ResizeDiag<true>(k, g);
  TARE_RETURN_IF_ERROR(CheckRange(k, 1));
  for (int i = 2; i <= 3; ++i) {
    TARE_REQUIRE(k, k.input(i).type() == kTfLiteInt32 && k.input(i).elements() == 1, "bad number of rows or columns");
  }
  TARE_REQUIRE(k, k.input(4).type() == in.type() && k.input(4).elements() == 1, "bad padding value");
  const bool known = k.input(1).is_constant() && k.input(2).is_constant() && k.input(3).is_constant();
  return known ? ResizeDiag<false>(k, g) : k.SetOutputDynamic(0);
}

template <bool v1>
Status EvalDiag(Kernel k) {
  Diagonals g;
  TARE_RETURN_IF_ERROR(ResizeDiag<v1>(k, g));
  const Tensor in = k.input(0), out = k.output(0);
  const size_t width = ElementBytes(in.type());
  const int64_t size = int64_t{g.rows} * g.columns, matrices = size ? out.elements() / size : 0;
  char* to = out.data<char>();
  if (v1) {
    if (out.bytes()) __builtin_memset(to, 0, out.bytes());
  } else {
    for (int64_t i = 0; i < out.elements(); ++i) {
      __builtin_memcpy(to + static_cast<size_t>(i) * width, k.input(4).data<char>(), width);
    }
  }
  const char* from = in.data<char>();
  for (int64_t m = 0; m < matrices; ++m, to += static_cast<size_t>(size) * width) {
    ForEach(k, g, [&](int /*i*/, int row, int column, bool padding) {
      if (!padding) __builtin_memcpy(to + (size_t{1} * row * g.columns + column) * width, from, width);
      from += width;
    });
  }
  return kOk;
}

}  // namespace

#define TARE_DIAG(KIND, OP, TYPES, v1, n) \
  KIND(OP, TYPES, {.prepare = PrepareDiag<v1>, .eval = EvalDiag<v1>, .inputs = {n, n}})
#define TARE_DIAG_PART(OP, range, n) \
  TARE_TF_KERNEL(OP, bytes, {.prepare = PreparePart<range>, .eval = EvalPart<range>, .inputs = {n, n}})
#define TARE_SET_DIAG(KIND, OP, TYPES, range, n) \
  KIND(OP, TYPES, {.prepare = PrepareSet<range>, .eval = EvalSet<range>, .inputs = {n, n}, .in_place = 1})
#define TARE_BUILTIN(TYPES)                           \
  TARE_DIAG(TARE_KERNEL, MATRIX_DIAG, TYPES, true, 1) \
  TARE_SET_DIAG(TARE_KERNEL, MATRIX_SET_DIAG, TYPES, 0, 2)
// The reference leaves the output as it is where the types are others.
TARE_BUILTIN(f32)
TARE_BUILTIN(i8)
TARE_BUILTIN(u8)
TARE_BUILTIN(i16)
TARE_BUILTIN(i32)
TARE_BUILTIN(i64)
TARE_BUILTIN(u32)
TARE_DIAG(TARE_TF_KERNEL, MatrixDiag, bytes, true, 1)
TARE_DIAG(TARE_TF_KERNEL, MatrixDiagV2, bytes, false, 5)
TARE_DIAG(TARE_TF_KERNEL, MatrixDiagV3, bytes, false, 5)
TARE_DIAG_PART(MatrixDiagPart, 0, 1)
TARE_DIAG_PART(MatrixDiagPartV2, 1, 3)
TARE_DIAG_PART(MatrixDiagPartV3, 1, 3)
TARE_SET_DIAG(TARE_TF_KERNEL, MatrixSetDiag, bytes, 0, 2)
TARE_SET_DIAG(TARE_TF_KERNEL, MatrixSetDiagV2, bytes, 2, 3)
TARE_SET_DIAG(TARE_TF_KERNEL, MatrixSetDiagV3, bytes, 2, 3)

}  // namespace tare
