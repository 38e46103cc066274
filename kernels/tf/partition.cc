// TensorFlow's DynamicPartition, which deals slices out to outputs, and DynamicStitch and ParallelDynamicStitch, which
// put slices of several inputs where indices say; of those for one place, the last one stays, and places that none is
// for are zeros.
#include "kernels/shape/strided.h"
#include "kernels/shape/string_elements.h"

namespace tare {
namespace {

Status PreparePartition(Kernel k) {
  const Tensor data = k.input(0), partitions = k.input(1);
  TARE_REQUIRE(k, partitions.type() == kTfLiteInt32 && partitions.rank() <= data.rank(), "bad partitions");
  TARE_REQUIRE(k, data.rank() - partitions.rank() < kMaxRank, "too many dimensions");
  for (int d = 0; d < partitions.rank(); ++d) {
    TARE_REQUIRE(k, partitions.dim(d) == data.dim(d), "partitions do not fit the data");
  }
  for (int i = 0; i < k.output_count(); ++i) {
    TARE_REQUIRE(k, k.output(i).type() == data.type(), "types differ");
    TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  }
  return kOk;
}

Status EvalPartition(Kernel k) {
  const Tensor data = k.input(0), partitions = k.input(1);
  const auto n = static_cast<int>(partitions.elements());
  const int32_t* to = partitions.data<int32_t>();
  for (int i = 0; i < n; ++i) {
    TARE_REQUIRE(k, to[i] >= 0 && to[i] < k.output_count(), "partitions[%d] is out of range", i);
  }
  Shape shape = {1, {}};
  for (int d = partitions.rank(); d < data.rank(); ++d) shape.dims[shape.rank++] = data.dim(d);
  const size_t slice = static_cast<size_t>(data.Elements(partitions.rank(), data.rank())) * ElementBytes(data.type());
  for (int p = 0; p < k.output_count(); ++p) {
    shape.dims[0] = 0;
    for (int i = 0; i < n; ++i) shape.dims[0] += to[i] == p;
    TARE_RETURN_IF_ERROR(k.ResizeOutput(p, shape));
    char* out = k.output(p).data<char>();
    for (int i = 0; slice && i < n; ++i) {
      if (to[i] != p) continue;
      __builtin_memcpy(out, data.data<char>() + static_cast<size_t>(i) * slice, slice);
      out += slice;
    }
  }
  return kOk;
}

/// Inputs: indices, then as many data. The output has the largest index's number of slices and one more.
Status ResizeStitched(Kernel k) {
  const int count = k.input_count() / 2;
  int64_t largest = -1;
  for (int i = 0; i < count; ++i) {
    const Tensor indices = k.input(i);
    for (int j = 0; j < static_cast<int>(indices.elements()); ++j) {
      const int32_t index = indices.data<int32_t>()[j];
      TARE_REQUIRE(k, index >= 0 && index < INT32_MAX, "an index is out of range");
      largest = index > largest ? index : largest;
    }
  }
  const Tensor data = k.input(count);
  Shape shape = {1, {static_cast<int32_t>(largest + 1)}};
  for (int d = k.input(0).rank(); d < data.rank(); ++d) shape.dims[shape.rank++] = data.dim(d);
  return k.ResizeOutput(0, shape);
}

Status PrepareStitch(Kernel k) {
  const int count = k.input_count() / 2, rank = k.input(count).rank() - k.input(0).rank();
  TARE_REQUIRE(k, count * 2 == k.input_count() && rank >= 0 && rank < kMaxRank, "bad inputs");
  bool known = true;
  for (int i = 0; i < count; ++i) {
    const Tensor indices = k.input(i), data = k.input(count + i);
    TARE_REQUIRE(k, indices.type() == kTfLiteInt32 && data.type() == k.output(0).type(), "bad types");
    bool fits = data.rank() == indices.rank() + rank;
    for (int d = 0; fits && d < data.rank(); ++d) {
      fits = data.dim(d) ==
             (d < indices.rank() ? indices.dim(d) : k.input(count).dim(k.input(0).rank() + d - indices.rank()));
    }
    TARE_REQUIRE(k, fits, "indices or slices do not fit");
    known &= indices.is_constant();
  }
  return known ? ResizeStitched(k) : k.SetOutputDynamic(0);
}

Status EvalStitch(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(ResizeStitched(k));
  const Tensor out = k.output(0);
  const int count = k.input_count() / 2;
  const size_t slice = static_cast<size_t>(out.Elements(1, out.rank())) * ElementBytes(out.type());
  if (out.bytes()) __builtin_memset(out.data<char>(), 0, out.bytes());
  for (int i = 0; slice && i < count; ++i) {
    const Tensor indices = k.input(i);
    const char* from = k.input(count + i).data<char>();
    for (int j = 0; j < static_cast<int>(indices.elements()); ++j, from += slice) {
      __builtin_memcpy(out.data<char>() + static_cast<size_t>(indices.data<int32_t>()[j]) * slice, from, slice);
    }
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(DynamicPartition, bytes,
               {.prepare = PreparePartition, .eval = EvalPartition, .inputs = {2, 2}, .outputs = {1, 255}})
TARE_TF_KERNEL(DynamicPartition, str,
               {.prepare = PreparePartition, .eval = EvalStrings<EvalPartition>, .inputs = {2, 2}, .outputs = {1, 255}})
TARE_TF_KERNEL(DynamicStitch, i32, {.prepare = PrepareStitch, .eval = EvalStitch, .inputs = {2, 255}})
TARE_TF_KERNEL(ParallelDynamicStitch, i32, {.prepare = PrepareStitch, .eval = EvalStitch, .inputs = {2, 255}})
TARE_TF_KERNEL(DynamicStitch, i32_to_str,
               {.prepare = PrepareStrings<PrepareStitch>, .eval = EvalStrings<EvalStitch>, .inputs = {2, 255}})

}  // namespace tare
