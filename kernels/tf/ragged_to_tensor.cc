// TensorFlow's RaggedTensorToTensor, and the custom op of TensorFlow Text and TFLite Support: the rows of a ragged
// tensor side by side, filled up with a default value or cut off. Partitions are row splits, or a number of rows
// followed by vectors of row numbers; a scalar tells which. Where row splits have nothing but empty rows, the custom
// op's are one value long, TensorFlow's none.
//
// Each place of the output looks for its value, from the outermost partition inwards, so that nothing is kept.
#include "kernels/flexbuffer.h"
#include "kernels/shape/strided.h"
#include "kernels/strings.h"

namespace tare {
namespace {

enum { kShape, kValues, kDefault, kPartitions };  // inputs

struct Rows {
  int64_t begin, end;
};

bool HasRowNumbers(Kernel k) { return k.input(kPartitions).rank() == 0; }
/// Ragged dimensions.
int Levels(Kernel k) { return k.input_count() - kPartitions - (HasRowNumbers(k) ? 1 : 0); }
Tensor Partition(Kernel k, int level) { return k.input(k.input_count() - Levels(k) + level); }

int64_t RowCount(Kernel k) {
  return HasRowNumbers(k) ? IntegerAt(k.input(kPartitions), 0) : k.input(kPartitions).elements() - 1;
}

/// First place of a sorted vector with a value of at least `x`.
int64_t Place(Tensor numbers, int64_t x) {
  int64_t low = 0, high = numbers.elements();
  while (low < high) {
    const int64_t middle = (low + high) / 2;
    if (IntegerAt(numbers, static_cast<int>(middle)) < x) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/// What row `row` of a level has of the next one.
Rows RowsOf(Kernel k, int level, int64_t row) {
  const Tensor t = Partition(k, level);
  if (HasRowNumbers(k)) return {Place(t, row), Place(t, row + 1)};
  return {IntegerAt(t, static_cast<int>(row)), IntegerAt(t, static_cast<int>(row + 1))};
}

/// Rows of a level; those of the last one are values.
int64_t RowsAt(Kernel k, int level) {
  if (level == 0) return RowCount(k);
  if (level == Levels(k)) return k.input(kValues).dim(0);
  return HasRowNumbers(k) ? Partition(k, level - 1).elements() : Partition(k, level).elements() - 1;
}

Status CheckPartitions(Kernel k) {
  const int64_t count = RowCount(k);
  TARE_REQUIRE(k, count >= 0 && count <= INT32_MAX, "bad number of rows");
  for (int p = 0; p < Levels(k); ++p) {
    const Tensor t = Partition(k, p);
    const int64_t below = HasRowNumbers(k) ? RowsAt(k, p) - 1 : RowsAt(k, p + 1);
    int64_t last = 0;
    for (int i = 0; i < static_cast<int>(t.elements()); ++i) {
      TARE_REQUIRE(k, IntegerAt(t, i) >= last && IntegerAt(t, i) <= below, "partitions must be sorted, and in range");
      last = IntegerAt(t, i);
    }
    const int64_t end = HasRowNumbers(k) ? t.elements() : last;
    TARE_REQUIRE(k, end <= RowsAt(k, p + 1), "fewer values than the partitions say");
  }
  return kOk;
}

Status Prepare(Kernel k) {
  const Tensor values = k.input(kValues), fallback = k.input(kDefault), shape = k.input(kShape);
  TARE_REQUIRE(k, values.type() == fallback.type() && values.type() == k.output(0).type() && values.rank() >= 1,
               "bad values");
  TARE_REQUIRE(k, ElementBytes(values.type()) || values.type() == kTfLiteString, "unsupported type");
  TARE_REQUIRE(k, IsInteger(shape) && shape.rank() <= 1, "bad shape");
  const int levels = Levels(k);
  TARE_REQUIRE(k, levels >= 1 && levels + values.rank() <= kMaxRank, "bad partitions");
  for (int i = kPartitions; i < k.input_count(); ++i) {
    const bool first = i == kPartitions && HasRowNumbers(k);
    TARE_REQUIRE(k, IsInteger(k.input(i)) && k.input(i).rank() == (first ? 0 : 1), "bad partitions");
    TARE_REQUIRE(k, HasRowNumbers(k) || k.input(i).dim(0) >= 1, "bad partitions");
  }
  return k.SetOutputDynamic(0);
}

/// The custom op's options say what the partitions are.
Status PrepareCustom(Kernel k) {
  const Flex kinds = Flex::Options(k)["row_partition_types"];
  const auto partitions = static_cast<size_t>(k.input_count() - kPartitions);
  const bool numbers = HasRowNumbers(k);
  TARE_REQUIRE(k, kinds.size() == partitions, "bad custom options");
  for (size_t i = 0; i < partitions; ++i) {
    const char* kind = !numbers ? "ROW_SPLITS" : i ? "VALUE_ROWIDS" : "FIRST_DIM_SIZE";
    TARE_REQUIRE(k, kinds[i].Is(kind), "bad custom options");
  }
  return Prepare(k);
}

/// `least` is the size of what has only empty rows.
Status Resize(Kernel k, int64_t least) {
  const Tensor values = k.input(kValues), wanted = k.input(kShape);
  const int levels = Levels(k);
  const bool numbers = HasRowNumbers(k);
  Shape shape = {levels + values.rank(), {static_cast<int32_t>(RowCount(k))}};
  for (int p = 0; p < levels; ++p) {
    // Rows that there are numbers of are looked at, not all that there are said to be.
    const Tensor t = Partition(k, p);
    int64_t longest = RowsAt(k, p) ? least : 0;
    for (int64_t i = 0, n = numbers ? t.elements() : RowsAt(k, p); i < n;) {
      const Rows r = RowsOf(k, p, numbers ? IntegerAt(t, static_cast<int>(i)) : i);
      if (r.end - r.begin > longest) longest = r.end - r.begin;
      i = numbers ? r.end : i + 1;
    }
    shape.dims[p + 1] = static_cast<int32_t>(longest);
  }
  for (int d = 1; d < values.rank(); ++d) shape.dims[levels + d] = values.dim(d);
  TARE_REQUIRE(k, !wanted.rank() || wanted.dim(0) == shape.rank, "the shape's rank differs from the tensor's");
  for (int d = 0; wanted.rank() && d < shape.rank; ++d) {
    const int64_t dim = IntegerAt(wanted, d);
    TARE_REQUIRE(k, dim >= -1 && dim <= INT32_MAX && (d <= levels || dim == -1 || dim == shape.dims[d]), "bad shape");
    if (dim >= 0) shape.dims[d] = static_cast<int32_t>(dim);
  }
  return k.ResizeOutput(0, shape);
}

/// The value at place `i` of the output without its inner dimensions, or -1.
int64_t ValueAt(Kernel k, int64_t i) {
  const Tensor out = k.output(0);
  const int levels = Levels(k);
  int64_t place[kMaxRank] = {};
  for (int d = levels; d >= 0; i /= out.dim(d--)) place[d] = i % out.dim(d);
  int64_t row = place[0];
  if (row >= RowCount(k)) return -1;
  for (int p = 0; p < levels; ++p) {
    const Rows r = RowsOf(k, p, row);
    row = r.begin + place[p + 1];
    if (row >= r.end) return -1;
  }
  return row;
}

/// What WriteStrings asks for.
struct Source {
  Kernel k;
  int64_t slice, defaults;
  Strings values, fallback;

  StringRef at(int i) const {
    const int64_t value = ValueAt(k, i / slice);
    if (value < 0) return fallback.at(static_cast<int>(i % slice % defaults));
    return values.at(static_cast<int>(value * slice + i % slice));
  }
};

Status Fill(Kernel k, int64_t least) {
  TARE_RETURN_IF_ERROR(CheckPartitions(k));
  TARE_RETURN_IF_ERROR(Resize(k, least));
  const Tensor values = k.input(kValues), fallback = k.input(kDefault), out = k.output(0);
  const int64_t slice = values.Elements(1, values.rank()), defaults = fallback.elements();
  if (out.elements() == 0) return kOk;
  // The default is that of all values, or one for each place of their last dimensions.
  bool fits = fallback.rank() < values.rank();
  for (int d = 0; fits && d < fallback.rank(); ++d) {
    fits = fallback.dim(d) == values.dim(values.rank() - fallback.rank() + d);
  }
  TARE_REQUIRE(k, fits, "default_value does not fit the values");
  if (out.type() == kTfLiteString) {
    Source source = {k, slice, defaults, {}, {}};
    if (!source.values.Open(k, values) || !source.fallback.Open(k, fallback)) return kError;
    return WriteStrings(
        k, out, static_cast<int>(out.elements()),
        [](const void* from, int i) { return static_cast<const Source*>(from)->at(i); }, &source);
  }
  const size_t width = ElementBytes(out.type()), bytes = static_cast<size_t>(slice) * width;
  char* to = out.data<char>();
  for (int64_t i = 0; i < out.elements() / slice; ++i, to += bytes) {
    const int64_t value = ValueAt(k, i);
    if (value >= 0) {
      __builtin_memcpy(to, values.data<char>() + static_cast<size_t>(value) * bytes, bytes);
      continue;
    }
    for (int64_t j = 0; j < slice; ++j) {
      __builtin_memcpy(to + static_cast<size_t>(j) * width,
                       fallback.data<char>() + static_cast<size_t>(j % defaults) * width, width);
    }
  }
  return kOk;
}

Status Eval(Kernel k) { return Fill(k, 0); }
Status EvalCustom(Kernel k) { return Fill(k, HasRowNumbers(k) ? 0 : 1); }

}  // namespace

TARE_TF_KERNEL(RaggedTensorToTensor, shape, {.prepare = Prepare, .eval = Eval, .inputs = {4, 255}})
TARE_CUSTOM_KERNEL(RAGGED_TENSOR_TO_TENSOR, shape, {.prepare = PrepareCustom, .eval = EvalCustom, .inputs = {4, 255}})

}  // namespace tare
