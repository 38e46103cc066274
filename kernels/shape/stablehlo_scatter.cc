// STABLEHLO_SCATTER: a copy of the input whose elements meet those of the updates, each at a place that a vector of the
// indices and the place in the update's window say; what falls outside is left out. How they meet is the region's
// operator; without one, the update replaces.
#include "kernels/math/region.h"
#include "kernels/shape/copy.h"
#include "kernels/shape/dimension_list.h"
#include "kernels/shape/strided.h"
#include "runtime/schema.h"

namespace tare {
namespace {

struct Data {
  DimensionList window, inserted, map;
  int index_dim;  // of the indices, along which vectors lie; their rank: a vector is one number
  MeetElements meet;
};

Status Prepare(Kernel k) {
  namespace options = options::StablehloScatterOptions;
  const Tensor in = k.input(0), indices = k.input(1), updates = k.input(2);
  Data& d = *k.data<Data>();
  TARE_REQUIRE(k,
               in.type() == k.output(0).type() && updates.type() == in.type() && IsInteger(indices) &&
                   in.rank() <= kMaxRank && indices.rank() <= kMaxRank && updates.rank() <= kMaxRank,
               "bad types or ranks");
  TARE_RETURN_IF_ERROR(ReadDimensions(k, options::update_window_dims, updates.rank() - 1, true, d.window));
  TARE_RETURN_IF_ERROR(ReadDimensions(k, options::inserted_window_dims, in.rank() - 1, true, d.inserted));
  TARE_RETURN_IF_ERROR(ReadDimensions(k, options::scatter_dims_to_operand_dims, in.rank() - 1, true, d.map));
  const auto index_dim = k.options().Scalar<int64_t>(options::index_vector_dim);
  TARE_REQUIRE(k, index_dim >= 0 && index_dim <= indices.rank(), "bad index_vector_dim");
  d.index_dim = static_cast<int>(index_dim);
  const bool vectors = d.index_dim < indices.rank();
  TARE_REQUIRE(k, d.map.size == (vectors ? indices.dim(d.index_dim) : 1), "bad scatter_dims_to_operand_dims");
  TARE_REQUIRE(k,
               d.window.size + d.inserted.size == in.rank() &&
                   updates.rank() - d.window.size == indices.rank() - (vectors ? 1 : 0),
               "bad dimensions");
  for (int i = 0, batch = 0; i < updates.rank(); ++i) {
    if (d.window.Has(i)) continue;
    if (batch == d.index_dim) ++batch;
    TARE_REQUIRE(k, updates.dim(i) == indices.dim(batch), "updates and indices differ");
    ++batch;
  }
  const Region region = RegionOf(k, k.options().Scalar<int32_t>(options::update_computation_subgraph_index));
  if (region == Region::kUnknown) return kError;
  d.meet = MeetingOf(region, in.type());
  TARE_REQUIRE(k, d.meet, "unsupported type");
  return k.ResizeOutputLike(0, in);
}

/// Which element of the output that of the updates at `index` meets; -1: none.
int64_t TargetOf(Kernel k, const Data& d, const int* index) {
  const Tensor in = k.input(0), indices = k.input(1), updates = k.input(2);
  int64_t vector = 0, at[kMaxRank] = {};
  for (int i = 0, batch = 0; i < updates.rank(); ++i) {
    if (d.window.Has(i)) continue;
    if (batch == d.index_dim) ++batch;
    vector += index[i] * indices.Elements(batch + 1, indices.rank());
    ++batch;
  }
  for (int i = 0, dim = 0; i < d.window.size; ++i, ++dim) {
    while (d.inserted.Has(dim)) ++dim;
    at[dim] = index[d.window.at[i]];
  }
  const int64_t step = d.index_dim < indices.rank() ? indices.Elements(d.index_dim + 1, indices.rank()) : 0;
  for (int i = 0; i < d.map.size; ++i) {
    const int64_t start = IntegerAt(indices, static_cast<int>(vector + i * step));
    if (start < -INT32_MAX || start > INT32_MAX) return -1;
    at[d.map.at[i]] += start;
  }
  int64_t target = 0;
  for (int i = 0; i < in.rank(); ++i) {
    if (at[i] < 0 || at[i] >= in.dim(i)) return -1;
    target = target * in.dim(i) + at[i];
  }
  return target;
}

Status Eval(Kernel k) {
  const Data& d = *k.data<Data>();
  const Tensor updates = k.input(2), out = k.output(0);
  TARE_RETURN_IF_ERROR(EvalCopy(k));
  const size_t width = ElementBytes(out.type());
  for (int u = 0; u < static_cast<int>(updates.elements()); ++u) {
    int index[kMaxRank] = {};
    for (int i = updates.rank() - 1, rest = u; i >= 0; rest /= updates.dim(i--)) index[i] = rest % updates.dim(i);
    const int64_t target = TargetOf(k, d, index);
    if (target < 0) continue;
    d.meet(out.data<char>() + static_cast<size_t>(target) * width,
           updates.data<char>() + static_cast<size_t>(u) * width);
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(STABLEHLO_SCATTER, bytes,
            {.prepare = Prepare, .eval = Eval, .inputs = {3, 3}, .data_bytes = sizeof(Data), .in_place = 1})

}  // namespace tare
