// TensorFlow Text's NgramsStringJoin and TFLite Support's tftext:Ngrams: every `width` strings of a row that follow one
// another, joined by a separator. Rows are those of the last dimension, or, with splits as further inputs, of the
// innermost ones; the outer splits pass through.
#include "kernels/flexbuffer.h"
#include "kernels/strings.h"
#include "kernels/tf/row_splits.h"

namespace tare {
namespace {

struct Data {
  int64_t width;
  StringRef separator;
};

/// Reads the options width, axis, string_separator and, where it is there, reduction_type.
Status Prepare(Kernel k) {
  const Flex options = Flex::Options(k), reduction = options["reduction_type"], separator = options["string_separator"];
  Data& data = *k.data<Data>();
  data = {options["width"].Int(), {separator.Text(), separator.size()}};
  if (!data.separator.data) data.separator.size = 0;
  TARE_REQUIRE(k, data.width >= 1 && options["axis"].Int() == -1, "width must be positive and axis -1");
  TARE_REQUIRE(k, reduction.is_null() || reduction.Is("STRING_JOIN"), "reduction_type must be STRING_JOIN");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteString, "output is not of strings");
  TARE_REQUIRE(k, k.output_count() == k.input_count(), "as many outputs as inputs");
  for (int i = 0; i < k.input_count(); ++i) {
    const bool good = k.input(i).type() == kTfLiteInt64 && k.output(i).type() == kTfLiteInt64;
    TARE_REQUIRE(k, !i || good, "row splits must be int64");
    TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  }
  return kOk;
}

/// Calls visit(row, first string, string behind the last) for each row.
template <class Visit>
void ForEachRow(Kernel k, Visit visit) {
  const Tensor values = k.input(0), splits = k.input(k.input_count() - 1);
  if (k.input_count() > 1) {
    const auto* split = splits.data<int64_t>();
    for (int row = 0; row + 1 < splits.dim(0); ++row) visit(row, split[row], split[row + 1]);
  } else {
    const int length = values.dim(-1);
    const int64_t rows = values.Elements(0, values.rank() - 1);
    for (int64_t row = 0; row < rows && length; ++row) visit(row, row * length, (row + 1) * length);
  }
}

/// The splits pass through, but the innermost, which is made with the strings.
Status CopySplits(Kernel k) {
  const int levels = k.input_count() - 1;
  for (int i = 1; i <= levels; ++i) {
    const Tensor splits = k.input(i);
    TARE_REQUIRE(k, splits.rank() == 1, "bad splits");
    const int64_t rows = i < levels ? k.input(i + 1).elements() - 1 : k.input(0).elements();
    TARE_RETURN_IF_ERROR(tf::CheckRowSplits(k, splits, rows));
    TARE_RETURN_IF_ERROR(k.ResizeOutputLike(i, splits));
    __builtin_memcpy(k.output(i).data<int64_t>(), splits.data<int64_t>(), splits.bytes());
  }
  return kOk;
}

Status Eval(Kernel k) {
  const auto& [width, separator] = *k.data<Data>();
  const Tensor in = k.input(0);
  Strings strings;
  if (!strings.Open(k, in)) return kError;
  TARE_REQUIRE(k, in.rank() >= 1, "bad input");
  TARE_RETURN_IF_ERROR(CopySplits(k));
  const int levels = k.input_count() - 1;
  const auto sizes = [&](int64_t i) { return static_cast<int64_t>(strings.at(static_cast<int>(i)).size); };
  int64_t count = 0, size = 0;
  ForEachRow(k, [&](int64_t row, int64_t begin, int64_t end) {
    int64_t own = 0;
    for (int64_t i = begin; i < end; ++i) {
      own += sizes(i);
      if (i - begin + 1 < width) continue;
      own -= i - begin >= width ? sizes(i - width) : 0;
      ++count;
      // What is too much is refused below; the sum stays small enough to tell.
      if (size <= INT32_MAX) size += own + (width - 1) * static_cast<int64_t>(separator.size);
    }
    if (levels) k.output(levels).data<int64_t>()[row + 1] = count;
  });
  TARE_REQUIRE(k, size <= INT32_MAX, "too many strings");
  if (levels) {
    const auto n = static_cast<int>(count);
    TARE_RETURN_IF_ERROR(k.ResizeOutput(0, &n, 1));
  } else {
    TARE_REQUIRE(k, in.rank() <= kMaxRank, "too many dimensions");
    Shape shape = {in.rank(), {}};
    for (int d = 0; d < in.rank(); ++d) shape.dims[d] = in.dim(d);
    const int64_t left = int64_t{in.dim(-1)} - width + 1;
    shape.dims[in.rank() - 1] = left > 0 ? static_cast<int32_t>(left) : 0;
    TARE_RETURN_IF_ERROR(k.ResizeOutput(0, shape));
  }
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), count, size));
  ForEachRow(k, [&](int64_t, int64_t begin, int64_t end) {
    for (int64_t first = begin; width <= end - first; ++first) {
      for (int64_t i = first; i < first + width; ++i) {
        if (i > first) writer.Append(separator);
        writer.Append(strings.at(static_cast<int>(i)));
      }
      writer.Next();
    }
  });
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(
    NGRAMS, str,
    {.prepare = Prepare, .eval = Eval, .inputs = {1, 255}, .outputs = {1, 255}, .data_bytes = sizeof(Data)})

}  // namespace tare
