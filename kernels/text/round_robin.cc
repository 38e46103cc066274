// TensorFlow Text's RoundRobinTrim and RoundRobinGenerateMasks: of several ragged tensors, row by row, the values that
// stay when those of one row may be `max_sequence_length` together: one tensor's value after the other's in turn, so
// that what is short stays whole.
#include "kernels/flexbuffer.h"
#include "kernels/shape/strided.h"
#include "kernels/strings.h"
#include "kernels/tf/row_splits.h"

namespace tare {
namespace {

constexpr int kMaxSegments = 127;  // of at most 255 inputs, two for each segment

/// Inputs: the length, then values of all segments, then their splits.
struct Segments {
  Kernel k;
  int n;

  Tensor values(int g) const { return k.input(1 + g); }
  Tensor splits(int g) const { return k.input(1 + n + g); }
};

Segments SegmentsOf(Kernel k) { return {k, (k.input_count() - 1) / 2}; }

/// Types and numbers of tensors; option N is how many segments there are.
template <bool masks>
Status Prepare(Kernel k) {
  const Segments in = SegmentsOf(k);
  TARE_REQUIRE(k, k.input_count() == 2 * in.n + 1 && in.n >= 1 && Flex::Options(k)["N"].Int() == in.n,
               "N must be the number of segments");
  TARE_REQUIRE(k, k.output_count() == (masks ? in.n : 2 * in.n), "as many outputs as inputs");
  TARE_REQUIRE(k, k.input(0).type() == kTfLiteInt32, "max_sequence_length must be int32");
  for (int g = 0; g < in.n; ++g) {
    const TfLiteType type = in.values(g).type(), wanted = masks ? kTfLiteBool : type;
    TARE_REQUIRE(k, (type == kTfLiteString || ElementBytes(type)) && k.output(g).type() == wanted, "bad types");
    TARE_REQUIRE(k, IsInteger(in.splits(g)) && (masks || k.output(in.n + g).type() == in.splits(g).type()),
                 "bad splits");
  }
  for (int i = 0; i < k.output_count(); ++i) TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  return kOk;
}

/// Shapes and splits, which are data. All splits are of equally many rows.
Status Check(const Segments& in) {
  const Kernel k = in.k;
  TARE_REQUIRE(k, k.input(0).elements() == 1, "max_sequence_length must be a scalar");
  for (int g = 0; g < in.n; ++g) {
    TARE_REQUIRE(k, in.values(g).rank() == 1 && in.splits(g).rank() == 1, "bad shapes");
    TARE_REQUIRE(k, in.splits(g).dim(0) == in.splits(0).dim(0), "sizes differ");
    TARE_RETURN_IF_ERROR(tf::CheckRowSplits(k, in.splits(g), in.values(g).dim(0)));
  }
  return kOk;
}

/// How many values of each segment stay in a row.
void Share(const Segments& in, int row, int64_t* used) {
  int64_t size[kMaxSegments];
  const int32_t most = in.k.input(0).data<int32_t>()[0];
  int64_t left = most > 0 ? most : 0;
  int open = in.n;
  for (int g = 0; g < in.n; ++g) {
    size[g] = IntegerAt(in.splits(g), row + 1) - IntegerAt(in.splits(g), row);
    used[g] = -1;  // not known yet
  }
  while (open) {
    int least = -1;
    for (int g = 0; g < in.n; ++g) {
      if (used[g] < 0 && (least < 0 || size[g] < size[least])) least = g;
    }
    if (least < 0 || size[least] * open > left) break;
    used[least] = size[least];
    left -= size[least];
    --open;
  }
  const int64_t even = open ? left / open : 0;
  for (int g = 0; g < in.n; ++g) {
    if (used[g] >= 0) continue;
    used[g] = even;
    left -= even;
  }
  for (int g = 0; g < in.n && left > 0; ++g) {
    if (used[g] == size[g]) continue;
    ++used[g];
    --left;
  }
}

Status EvalMasks(Kernel k) {
  const Segments in = SegmentsOf(k);
  TARE_RETURN_IF_ERROR(Check(in));
  for (int g = 0; g < in.n; ++g) {
    TARE_RETURN_IF_ERROR(k.ResizeOutputLike(g, in.values(g)));
    if (k.output(g).bytes()) __builtin_memset(k.output(g).data<bool>(), 0, k.output(g).bytes());
  }
  int64_t used[kMaxSegments];
  for (int row = 0; row + 1 < in.splits(0).dim(0); ++row) {
    Share(in, row, used);
    for (int g = 0; g < in.n; ++g) {
      bool* mask = k.output(g).data<bool>() + IntegerAt(in.splits(g), row);
      for (int64_t i = 0; i < used[g]; ++i) mask[i] = true;
    }
  }
  return kOk;
}

/// Writes the values of one segment that stay.
Status CopyValues(const Segments& in, int g) {
  const Kernel k = in.k;
  const Tensor values = in.values(g), splits = in.splits(g), kept = k.output(in.n + g);
  const auto row_begin = [&](int row) { return IntegerAt(splits, row); };
  const auto row_size = [&](int row) { return IntegerAt(kept, row + 1) - IntegerAt(kept, row); };
  const int rows = splits.dim(0) - 1;
  const auto total = static_cast<int>(IntegerAt(kept, rows));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(g, &total, 1));
  if (values.type() != kTfLiteString) {
    const size_t item = ElementBytes(values.type());
    auto* to = k.output(g).data<uint8_t>();
    for (int row = 0; row < rows; ++row) {
      const size_t bytes = static_cast<size_t>(row_size(row)) * item;
      if (bytes) __builtin_memcpy(to, values.data<uint8_t>() + static_cast<size_t>(row_begin(row)) * item, bytes);
      to += bytes;
    }
    return kOk;
  }
  Strings strings;
  if (!strings.Open(k, values)) return kError;
  const auto for_each = [&](auto visit) {
    for (int row = 0; row < rows; ++row) {
      for (int64_t i = 0; i < row_size(row); ++i) visit(strings.at(static_cast<int>(row_begin(row) + i)));
    }
  };
  int64_t size = 0;
  for_each([&](StringRef text) { size += static_cast<int64_t>(text.size); });
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(g), total, size));
  for_each([&](StringRef text) {
    writer.Append(text);
    writer.Next();
  });
  return kOk;
}

Status EvalTrim(Kernel k) {
  const Segments in = SegmentsOf(k);
  TARE_RETURN_IF_ERROR(Check(in));
  int64_t used[kMaxSegments];
  for (int g = 0; g < in.n; ++g) {
    TARE_RETURN_IF_ERROR(k.ResizeOutputLike(in.n + g, in.splits(g)));
    SetIntegerAt(k.output(in.n + g), 0, 0);
  }
  for (int row = 0; row + 1 < in.splits(0).dim(0); ++row) {
    Share(in, row, used);
    for (int g = 0; g < in.n; ++g) {
      const Tensor kept = k.output(in.n + g);
      SetIntegerAt(kept, row + 1, IntegerAt(kept, row) + used[g]);
    }
  }
  for (int g = 0; g < in.n; ++g) TARE_RETURN_IF_ERROR(CopyValues(in, g));
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(ROUND_ROBIN_TRIM, i32,
                   {.prepare = Prepare<false>, .eval = EvalTrim, .inputs = {3, 255}, .outputs = {2, 255}})
TARE_CUSTOM_KERNEL(ROUND_ROBIN_GENERATE_MASKS, i32,
                   {.prepare = Prepare<true>, .eval = EvalMasks, .inputs = {3, 255}, .outputs = {1, 255}})

}  // namespace tare
