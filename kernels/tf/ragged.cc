// TensorFlow's ops on ragged tensors, which are a tensor of values and, for each ragged dimension, a vector that says
// where its rows end: RaggedRange, RaggedGather, RaggedTensorToSparse, RaggedTensorToTensor.
#include "kernels/shape/strided.h"
#include "kernels/strings.h"
#include "kernels/tf/row_splits.h"

namespace tare {
namespace {

struct Rows {
  int64_t begin, end;
};

/// The splits in inputs 0 … `levels` - 1, those of the values in input `levels`.
Status CheckNested(Kernel k, int levels) {
  const Tensor values = k.input(levels);
  for (int p = 0; p < levels; ++p) {
    const int64_t rows = p + 1 < levels ? k.input(p + 1).elements() - 1 : values.dim(0);
    TARE_RETURN_IF_ERROR(tf::CheckRowSplits(k, k.input(p), rows));
  }
  return kOk;
}

/// What row `row` of the outermost dimension has at level `level`.
Rows RowsAt(Kernel k, int64_t row, int level) {
  Rows r = {row, row + 1};
  for (int p = 0; p < level; ++p) {
    r = {IntegerAt(k.input(p), static_cast<int>(r.begin)), IntegerAt(k.input(p), static_cast<int>(r.end))};
  }
  return r;
}

bool HasValues(Tensor t) {
  return (ElementBytes(t.type()) || t.type() == kTfLiteString) && t.rank() >= 1 && t.rank() <= kMaxRank;
}

template <class T>
int64_t RangeSize(T start, T limit, T delta) {
  if constexpr (static_cast<T>(.5) != 0) {
    const float size = __builtin_ceilf((limit - start) / delta);
    return size > 0 ? size < 2147483647.f ? static_cast<int64_t>(size) : INT64_MAX : 0;
  } else {
    if (delta > 0 ? limit <= start : limit >= start) return 0;
    const uint64_t span = delta > 0 ? static_cast<uint64_t>(limit) - static_cast<uint64_t>(start)
                                    : static_cast<uint64_t>(start) - static_cast<uint64_t>(limit);
    const uint64_t step = delta > 0 ? static_cast<uint64_t>(delta) : -static_cast<uint64_t>(delta);
    const uint64_t size = (span - 1) / step + 1;
    return size > INT32_MAX ? INT64_MAX : static_cast<int64_t>(size);
  }
}

/// Inputs: starts, limits, deltas, each a vector or a scalar for all rows.
Status PrepareRange(Kernel k) {
  for (int i = 0; i < 3; ++i) {
    TARE_REQUIRE(k, k.input(i).rank() <= 1 && k.input(i).type() == k.output(1).type(), "bad input %d", i);
  }
  TARE_REQUIRE(k, IsInteger(k.output(0)), "bad type of splits");
  TARE_RETURN_IF_ERROR(k.SetOutputDynamic(1));
  return k.SetOutputDynamic(0);
}

template <class T, bool kRepeatsOne = false>
Status EvalRange(Kernel k) {
  const auto repeats = [&](int i) { return k.input(i).rank() == 0 || (kRepeatsOne && k.input(i).dim(0) == 1); };
  int n = 1;
  for (int i = 0; i < 3; ++i) n = repeats(i) ? n : k.input(i).dim(0);
  for (int i = 0; i < 3; ++i) TARE_REQUIRE(k, repeats(i) || k.input(i).dim(0) == n, "sizes differ");
  const int splits = n + 1;
  TARE_REQUIRE(k, n < INT32_MAX, "too many rows");
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, &splits, 1));
  const auto at = [&](int i, int row) { return k.input(i).data<T>()[repeats(i) ? 0 : row]; };
  int64_t total = 0;
  SetIntegerAt(k.output(0), 0, 0);
  for (int row = 0; row < n; ++row) {
    TARE_REQUIRE(k, at(2, row) != 0, "Requires delta != 0");
    const int64_t size = RangeSize<T>(at(0, row), at(1, row), at(2, row));
    TARE_REQUIRE(k, size <= INT32_MAX - total, "too many elements");
    total += size;
    SetIntegerAt(k.output(0), row + 1, total);
  }
  const int count = static_cast<int>(total);
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, &count, 1));
  T* to = k.output(1).data<T>();
  for (int row = 0; row < n; ++row) {
    const int64_t size = IntegerAt(k.output(0), row + 1) - IntegerAt(k.output(0), row);
    T value = at(0, row);
    for (int64_t i = 0; i < size; ++i) {
      *to++ = value;
      if (i + 1 < size) value = static_cast<T>(value + at(2, row));
    }
  }
  return kOk;
}

/// Gives output `output` slices of `values`: visit(add) calls add(rows) for each run of them, and is called twice.
template <class Visit>
Status CopyRows(Kernel k, Tensor values, int output, Visit visit) {
  const Tensor out = k.output(output);
  const int64_t slice = values.Elements(1, values.rank());
  if (out.type() != kTfLiteString) {
    const size_t bytes = static_cast<size_t>(slice) * ElementBytes(out.type());
    char* to = out.data<char>();
    visit([&](Rows r) {
      const size_t size = static_cast<size_t>(r.end - r.begin) * bytes;
      if (size) __builtin_memcpy(to, values.data<char>() + static_cast<size_t>(r.begin) * bytes, size);
      to += size;
    });
    return kOk;
  }
  Strings strings;
  if (!strings.Open(k, values)) return kError;
  int64_t size = 0;
  StringWriter writer;
  visit([&](Rows r) {
    for (int64_t i = r.begin * slice; i < r.end * slice; ++i) {
      size += static_cast<int64_t>(strings.at(static_cast<int>(i)).size);
    }
  });
  TARE_RETURN_IF_ERROR(writer.Begin(k, out, out.elements(), size));
  visit([&](Rows r) {
    for (int64_t i = r.begin * slice; i < r.end * slice; ++i) {
      writer.Append(strings.at(static_cast<int>(i)));
      writer.Next();
    }
  });
  return kOk;
}

/// Inputs: splits, values, indices; outputs: splits, values. The indices' inner dimensions become ragged ones of equal
/// rows.
Status PrepareGather(Kernel k) {
  const int levels = k.input_count() - 2;
  const Tensor values = k.input(levels), indices = k.input(levels + 1);
  TARE_REQUIRE(k, levels >= 1 && HasValues(values) && IsInteger(indices) && indices.rank() >= 1, "bad inputs");
  TARE_REQUIRE(k, k.output_count() == levels + indices.rank(), "as many outputs as ragged dimensions, and values");
  for (int p = 0; p < levels; ++p) TARE_REQUIRE(k, IsInteger(k.input(p)) && k.input(p).rank() == 1, "bad splits");
  for (int i = 0; i < k.output_count(); ++i) {
    const bool last = i + 1 == k.output_count();
    TARE_REQUIRE(k, last ? k.output(i).type() == values.type() : IsInteger(k.output(i)), "bad output types");
    TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  }
  return kOk;
}

Status EvalGather(Kernel k) {
  const int levels = k.input_count() - 2;
  const Tensor values = k.input(levels), indices = k.input(levels + 1);
  const auto picks = static_cast<int>(indices.elements());
  TARE_RETURN_IF_ERROR(CheckNested(k, levels));
  const int64_t rows = k.input(0).elements() - 1;
  for (int i = 0; i < picks; ++i) {
    TARE_REQUIRE(k, IntegerAt(indices, i) >= 0 && IntegerAt(indices, i) < rows, "indices[%d] is out of range", i);
  }
  for (int d = 0; d + 1 < indices.rank(); ++d) {
    const auto n = static_cast<int>(indices.Elements(0, d + 1)), splits = n + 1;
    TARE_RETURN_IF_ERROR(k.ResizeOutput(d, &splits, 1));
    for (int i = 0; i <= n; ++i) SetIntegerAt(k.output(d), i, int64_t{i} * indices.dim(d + 1));
  }
  const auto count = [&](int level) {
    int64_t total = 0;
    for (int i = 0; i < picks; ++i) {
      const Rows r = RowsAt(k, IntegerAt(indices, i), level);
      total += r.end - r.begin;
    }
    return total;
  };
  for (int p = 0; p < levels; ++p) {
    const Tensor out = k.output(indices.rank() - 1 + p);
    const int64_t n = count(p);
    TARE_REQUIRE(k, n < INT32_MAX, "too many rows");
    const auto splits = static_cast<int>(n) + 1;
    TARE_RETURN_IF_ERROR(k.ResizeOutput(indices.rank() - 1 + p, &splits, 1));
    int64_t at = 0, sum = 0;
    SetIntegerAt(out, 0, 0);
    for (int i = 0; i < picks; ++i) {
      const Rows r = RowsAt(k, IntegerAt(indices, i), p);
      for (int64_t row = r.begin; row < r.end; ++row) {
        sum += IntegerAt(k.input(p), static_cast<int>(row + 1)) - IntegerAt(k.input(p), static_cast<int>(row));
        SetIntegerAt(out, ++at, sum);
      }
    }
  }
  Shape shape = {values.rank(), {}};
  for (int d = 1; d < shape.rank; ++d) shape.dims[d] = values.dim(d);
  const int64_t n = count(levels);
  TARE_REQUIRE(k, n <= INT32_MAX, "too many values");
  shape.dims[0] = static_cast<int32_t>(n);
  const int last = k.output_count() - 1;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(last, shape));
  return CopyRows(k, values, last, [&](auto add) {
    for (int i = 0; i < picks; ++i) add(RowsAt(k, IntegerAt(indices, i), levels));
  });
}

/// Inputs: splits, values; outputs: coordinates, values, shape.
Status PrepareSparse(Kernel k) {
  const int levels = k.input_count() - 1;
  const Tensor values = k.input(levels);
  TARE_REQUIRE(k, levels >= 1 && HasValues(values) && values.type() == k.output(1).type(), "bad values");
  TARE_REQUIRE(k, levels + values.rank() <= kMaxRank, "too many dimensions");
  for (int p = 0; p < levels; ++p) TARE_REQUIRE(k, IsInteger(k.input(p)) && k.input(p).rank() == 1, "bad splits");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt64 && k.output(2).type() == kTfLiteInt64, "bad output types");
  for (int i = 0; i < 3; ++i) TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  return kOk;
}

Status EvalSparse(Kernel k) {
  const int levels = k.input_count() - 1;
  const Tensor values = k.input(levels);
  TARE_RETURN_IF_ERROR(CheckNested(k, levels));
  // Values that no row has are none of the result.
  const auto rows = static_cast<int64_t>(k.input(0).elements() - 1);
  int64_t used = RowsAt(k, 0, 0).begin;
  for (int64_t row = 0; row < rows; ++row) used = RowsAt(k, row, levels).end;
  const int64_t slice = values.Elements(1, values.rank()), n = used * slice;
  TARE_REQUIRE(k, n <= INT32_MAX, "too many values");
  const int rank = levels + values.rank(), count = static_cast<int>(n);
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, Shape{2, {count, rank}}));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, &count, 1));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(2, &rank, 1));
  auto* size = k.output(2).data<int64_t>();
  auto* to = k.output(0).data<int64_t>();
  for (int d = 0; d < rank; ++d) size[d] = d > levels ? values.dim(d - levels) : d ? 0 : rows;
  int row[kMaxRank] = {};  // of each level: the one that the value is in
  for (int64_t i = 0; i < used; ++i) {
    int64_t at = i;
    int64_t place[kMaxRank] = {};
    for (int p = levels - 1; p >= 0; --p) {
      const Tensor splits = k.input(p);
      while (IntegerAt(splits, row[p] + 1) <= at) ++row[p];
      place[p + 1] = at - IntegerAt(splits, row[p]);
      at = row[p];
    }
    place[0] = at;
    for (int64_t j = 0; j < slice; ++j) {
      int64_t rest = j;
      for (int d = rank - 1; d > levels; rest /= values.dim(d-- - levels)) to[d] = rest % values.dim(d - levels);
      for (int d = 0; d <= levels; ++d) to[d] = place[d];
      to += rank;
    }
  }
  for (int p = 0; p < levels; ++p) {
    for (int i = 0; i + 1 < static_cast<int>(k.input(p).elements()); ++i) {
      const int64_t length = IntegerAt(k.input(p), i + 1) - IntegerAt(k.input(p), i);
      if (length > size[p + 1]) size[p + 1] = length;
    }
  }
  return CopyRows(k, values, 1, [&](auto add) { add(Rows{0, used}); });
}

}  // namespace

#define TARE_RAGGED_RANGE(TYPES, T)                                                                    \
  TARE_TF_KERNEL(RaggedRange, TYPES,                                                                   \
                 {.prepare = PrepareRange, .eval = EvalRange<T>, .inputs = {3, 3}, .outputs = {2, 2}}) \
  TARE_CUSTOM_KERNEL(RAGGED_RANGE, TYPES,                                                              \
                     {.prepare = PrepareRange, .eval = EvalRange<T, true>, .inputs = {3, 3}, .outputs = {2, 2}})
TARE_RAGGED_RANGE(f32, float)
TARE_RAGGED_RANGE(i32, int32_t)
TARE_RAGGED_RANGE(i64, int64_t)
TARE_TF_KERNEL(RaggedGather, shape,
               {.prepare = PrepareGather, .eval = EvalGather, .inputs = {3, 255}, .outputs = {2, 255}})
TARE_TF_KERNEL(RaggedTensorToSparse, shape,
               {.prepare = PrepareSparse, .eval = EvalSparse, .inputs = {2, 255}, .outputs = {3, 3}})

}  // namespace tare
