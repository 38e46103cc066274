// STABLEHLO_GATHER: slices of the operand, each at the place that a vector of the start indices names, moved so that
// the slice lies inside. Dimensions of the result are those of a slice (`offset_dims`, without `collapsed_slice_dims`)
// or those of the start indices without the one along which the vectors lie.
#include "kernels/shape/dimension_list.h"
#include "kernels/shape/strided.h"
#include "runtime/schema.h"

namespace tare {
namespace {

struct Data {
  DimensionList offsets, collapsed, map, slice;
  int index_dim;  // of the start indices, along which vectors lie; their rank: a vector is one number
};

Status ReadAll(Kernel k, Data& d) {
  namespace options = options::StablehloGatherOptions;
  const Tensor operand = k.input(0), starts = k.input(1);
  TARE_RETURN_IF_ERROR(ReadDimensions(k, options::offset_dims, kMaxRank - 1, true, d.offsets));
  TARE_RETURN_IF_ERROR(ReadDimensions(k, options::collapsed_slice_dims, operand.rank() - 1, true, d.collapsed));
  TARE_RETURN_IF_ERROR(ReadDimensions(k, options::start_index_map, operand.rank() - 1, true, d.map));
  TARE_RETURN_IF_ERROR(ReadDimensions(k, options::slice_sizes, INT32_MAX, false, d.slice));
  const auto index_dim = k.options().Scalar<int64_t>(options::index_vector_dim);
  TARE_REQUIRE(k, index_dim >= 0 && index_dim <= starts.rank(), "bad index_vector_dim");
  d.index_dim = static_cast<int>(index_dim);
  TARE_REQUIRE(k, d.slice.size == operand.rank() && d.offsets.size + d.collapsed.size == operand.rank(),
               "bad slice sizes");
  for (int i = 0; i < operand.rank(); ++i) {
    TARE_REQUIRE(k, d.slice.at[i] <= operand.dim(i) && (!d.collapsed.Has(i) || d.slice.at[i] <= 1), "bad slice sizes");
  }
  const int length = d.index_dim < starts.rank() ? starts.dim(d.index_dim) : 1;
  TARE_REQUIRE(k, d.map.size == length, "bad start_index_map");
  return kOk;
}

Status Prepare(Kernel k) {
  const Tensor operand = k.input(0), starts = k.input(1);
  Data& d = *k.data<Data>();
  TARE_REQUIRE(k,
               operand.type() == k.output(0).type() && IsInteger(starts) && operand.rank() <= kMaxRank &&
                   starts.rank() <= kMaxRank,
               "bad types or ranks");
  TARE_RETURN_IF_ERROR(ReadAll(k, d));
  Shape shape;
  shape.rank = d.offsets.size + starts.rank() - (d.index_dim < starts.rank() ? 1 : 0);
  TARE_REQUIRE(k, shape.rank <= kMaxRank, "too many dimensions");
  int slice = 0, batch = 0;
  for (int i = 0; i < shape.rank; ++i) {
    if (d.offsets.Has(i)) {
      while (slice < operand.rank() && d.collapsed.Has(slice)) ++slice;
      TARE_REQUIRE(k, slice < operand.rank(), "bad offset_dims");
      shape.dims[i] = static_cast<int32_t>(d.slice.at[slice++]);
    } else {
      if (batch == d.index_dim) ++batch;
      TARE_REQUIRE(k, batch < starts.rank(), "bad offset_dims");
      shape.dims[i] = starts.dim(batch++);
    }
  }
  return k.ResizeOutput(0, shape);
}

/// Which element of the operand becomes that of the result at `index`.
int64_t SourceOf(Kernel k, const Data& d, const int* index, int rank) {
  const Tensor operand = k.input(0), starts = k.input(1);
  int64_t vector = 0, at[kMaxRank] = {};
  int batch = 0, slice = 0;
  for (int i = 0; i < rank; ++i) {
    if (d.offsets.Has(i)) {
      while (d.collapsed.Has(slice)) ++slice;
      at[slice++] = index[i];
    } else {
      if (batch == d.index_dim) ++batch;
      vector += index[i] * starts.Elements(batch + 1, starts.rank());
      ++batch;
    }
  }
  const int64_t step = d.index_dim < starts.rank() ? starts.Elements(d.index_dim + 1, starts.rank()) : 0;
  for (int i = 0; i < d.map.size; ++i) {
    const auto dim = static_cast<int>(d.map.at[i]);
    const int64_t start = IntegerAt(starts, static_cast<int>(vector + i * step));
    const int64_t last = operand.dim(dim) - d.slice.at[dim];
    at[dim] += start < 0 ? 0 : start < last ? start : last;
  }
  int64_t source = 0;
  for (int i = 0; i < operand.rank(); ++i) source = source * operand.dim(i) + at[i];
  return source;
}

Status Eval(Kernel k) {
  const Data& d = *k.data<Data>();
  const Tensor operand = k.input(0), out = k.output(0);
  const size_t width = ElementBytes(operand.type());
  const int rank = out.rank();
  k.ParallelFor(static_cast<int>(out.elements()), int64_t{10} * rank, [&](int begin, int end, int /*thread*/) {
    for (int i = begin; i < end; ++i) {
      int index[kMaxRank] = {};
      for (int at = rank - 1, rest = i; at >= 0; rest /= out.dim(at--)) index[at] = rest % out.dim(at);
      __builtin_memcpy(out.data<char>() + static_cast<size_t>(i) * width,
                       operand.data<char>() + static_cast<size_t>(SourceOf(k, d, index, rank)) * width, width);
    }
  });
  return kOk;
}

}  // namespace

TARE_KERNEL(STABLEHLO_GATHER, bytes, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}, .data_bytes = sizeof(Data)})

}  // namespace tare
