// TensorFlow's SparseSegmentSumGrad, …MeanGrad and …SqrtNGrad: slice `indices[i]` of the result gets the gradient of
// segment `segment_ids[i]`, divided by the segment's size or by its root.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

enum { kGradient, kIndices, kSegments, kRows };  // inputs
enum class Way { kSum, kMean, kSqrtN };

Status Resize(Kernel k) {
  const Tensor gradient = k.input(kGradient);
  Shape shape = {gradient.rank(), {*k.input(kRows).data<int32_t>()}};
  TARE_REQUIRE(k, shape.dims[0] >= 0, "output_dim0 must be non-negative");
  for (int d = 1; d < shape.rank; ++d) shape.dims[d] = gradient.dim(d);
  return k.ResizeOutput(0, shape);
}

Status Prepare(Kernel k) {
  const Tensor indices = k.input(kIndices), segments = k.input(kSegments), rows = k.input(kRows);
  TARE_REQUIRE(k, k.input(kGradient).rank() >= 1 && k.input(kGradient).rank() <= kMaxRank, "bad gradient");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32, "output is not float");
  TARE_REQUIRE(k, IsInteger(indices) && IsInteger(segments) && indices.rank() == 1 && indices.SameShape(segments),
               "indices and segment_ids must be vectors of one size");
  TARE_REQUIRE(k, rows.type() == kTfLiteInt32 && rows.elements() == 1, "output_dim0 must be a scalar");
  return rows.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

template <Way way>
Status Eval(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor gradient = k.input(kGradient), indices = k.input(kIndices), segments = k.input(kSegments),
               out = k.output(0);
  const auto n = static_cast<int>(indices.elements());
  const int64_t slice = gradient.Elements(1, gradient.rank());
  if (out.bytes()) __builtin_memset(out.data<float>(), 0, out.bytes());
  for (int i = 0, end; i < n; i = end) {
    const int64_t segment = IntegerAt(segments, i);
    TARE_REQUIRE(k, segment >= 0 && segment < gradient.dim(0), "segment_ids[%d] is out of range", i);
    for (end = i + 1; end < n && IntegerAt(segments, end) == segment;) ++end;
    TARE_REQUIRE(k, end == n || IntegerAt(segments, end) > segment, "segment ids are not increasing");
    const auto size = static_cast<float>(end - i);
    const float scale = way == Way::kSum ? 1 : 1 / (way == Way::kMean ? size : __builtin_sqrtf(size));
    const float* from = gradient.data<float>() + segment * slice;
    for (int j = i; j < end; ++j) {
      const int64_t index = IntegerAt(indices, j);
      TARE_REQUIRE(k, index >= 0 && index < out.dim(0), "indices[%d] is out of range", j);
      for (int64_t e = 0; e < slice; ++e) out.data<float>()[index * slice + e] += from[e] * scale;
    }
  }
  return kOk;
}

}  // namespace

#define TARE_SEGMENT_GRAD(OP, way) \
  TARE_TF_KERNEL(OP, f32, {.prepare = Prepare, .eval = Eval<Way::way>, .inputs = {4, 4}})
TARE_SEGMENT_GRAD(SparseSegmentSumGrad, kSum)
TARE_SEGMENT_GRAD(SparseSegmentMeanGrad, kMean)
TARE_SEGMENT_GRAD(SparseSegmentSqrtNGrad, kSqrtN)

}  // namespace tare
