// Reductions of slices that share an id: UNSORTED_SEGMENT_SUM, _MAX, _MIN, _PROD; of TensorFlow also SegmentSum, …Mean,
// …Max, …Min, …Prod (ids rise; slices that no id names are 0, or 1 for products), UnsortedSegment… (ids in any order,
// negative ones leave out; what none names keeps the value that the reduction begins with) and SparseSegmentSum, …Mean,
// …SqrtN (ids of slices that indices pick).
#include "kernels/shape/strided.h"

namespace tare {
namespace {

enum class Way { kSum, kMean, kSqrtN, kMax, kMin, kProd };

template <class T>
constexpr bool kIsFloat = static_cast<T>(.5) != 0;

template <class T, Way way>
T First() {
  if constexpr (way == Way::kProd) return 1;
  if constexpr (way != Way::kMax && way != Way::kMin) return 0;
  if constexpr (kIsFloat<T>) return way == Way::kMax ? -__FLT_MAX__ : __FLT_MAX__;
  constexpr T kLargest = static_cast<T>(~uint64_t{0} >> (65 - 8 * sizeof(T)));
  return way == Way::kMax ? static_cast<T>(-kLargest - 1) : kLargest;
}

/// Integers wrap around.
template <class T, Way way>
void Meet(T& x, T y) {
  if constexpr (way == Way::kMax) {
    x = x < y ? y : x;
  } else if constexpr (way == Way::kMin) {
    x = y < x ? y : x;
  } else if constexpr (kIsFloat<T>) {
    x = way == Way::kProd ? x * y : x + y;
  } else {
    const auto a = static_cast<uint64_t>(x), b = static_cast<uint64_t>(y);
    x = static_cast<T>(way == Way::kProd ? a * b : a + b);
  }
}

/// Where an op has its inputs: data, then indices (sparse), ids, and the number of segments (0 = the last id's).
struct Places {
  int indices, ids, count;
};

/// The output: `segments` slices of data's shape behind the ids' dimensions.
Status Resize(Kernel k, const Places& p) {
  const Tensor data = k.input(0), ids = k.input(p.ids);
  int64_t segments = 0;
  if (p.count) {
    segments = IntegerAt(k.input(p.count), 0);
  } else if (ids.elements()) {
    segments = IntegerAt(ids, static_cast<int>(ids.elements()) - 1) + 1;
  }
  TARE_REQUIRE(k, segments >= 0 && segments <= INT32_MAX, "bad number of segments");
  const int skipped = p.indices ? 1 : ids.rank();
  Shape shape = {1, {static_cast<int32_t>(segments)}};
  for (int d = skipped; d < data.rank(); ++d) shape.dims[shape.rank++] = data.dim(d);
  return k.ResizeOutput(0, shape);
}

Status PrepareSegments(Kernel k, const Places& p) {
  const Tensor data = k.input(0), ids = k.input(p.ids);
  TARE_REQUIRE(k, data.type() == k.output(0).type() && IsInteger(ids) && data.rank() >= 1, "bad input");
  TARE_REQUIRE(k, data.rank() < kMaxRank && (ids.rank() <= data.rank() || p.indices), "bad ranks");
  if (p.indices) {
    const Tensor indices = k.input(p.indices);
    TARE_REQUIRE(k, IsInteger(indices) && indices.rank() == 1 && indices.SameShape(ids), "indices and ids differ");
  } else {
    TARE_REQUIRE(k, ids.rank() == 1 || p.count, "ids must be a vector");
    for (int d = 0; d < ids.rank(); ++d) TARE_REQUIRE(k, ids.dim(d) == data.dim(d), "ids do not fit the data");
  }
  const int last = p.count ? p.count : p.ids;
  TARE_REQUIRE(k, !p.count || (IsInteger(k.input(last)) && k.input(last).elements() == 1), "bad number of segments");
  return k.input(last).is_constant() ? Resize(k, p) : k.SetOutputDynamic(0);
}

template <class T, Way way, int kIndices, int kIds, int kCount>
Status Prepare(Kernel k) {
  return PrepareSegments(k, {kIndices, kIds, kCount});
}

/// What a slice of no elements becomes.
template <class T, Way way>
constexpr T kEmpty = way == Way::kProd ? 1 : 0;

template <class T, Way way, int kIndices, int kIds, int kCount>
Status Eval(Kernel k) {
  constexpr bool kSorted = kIndices || !kCount;
  constexpr bool kMeans = way == Way::kMean || way == Way::kSqrtN;
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k, {kIndices, kIds, kCount}));
  const Tensor data = k.input(0), ids = k.input(kIds), out = k.output(0);
  const int rows = kIndices ? data.dim(0) : static_cast<int>(ids.elements());
  const int segments = out.dim(0);
  const int64_t slice = out.Elements(1, out.rank());
  T* to = out.data<T>();
  for (int64_t i = 0; i < out.elements(); ++i) to[i] = kSorted ? kEmpty<T, way> : First<T, way>();
  int64_t before = 0;
  int members = 0;
  for (int i = 0; i < static_cast<int>(ids.elements()); ++i) {
    const int64_t id = IntegerAt(ids, i), row = kIndices ? IntegerAt(k.input(kIndices), i) : i;
    TARE_REQUIRE(k, row >= 0 && row < rows, "indices[%d] is out of range", i);
    if (!kSorted && id < 0) continue;
    TARE_REQUIRE(k, id >= 0 && id < segments, "segment id %d is out of range", static_cast<int>(id));
    TARE_REQUIRE(k, !kSorted || id >= before, "segment ids are not increasing");
    T* sum = to + id * slice;
    members = i && id == before ? members + 1 : 1;
    for (int64_t j = 0; j < slice; ++j) {
      const T value = data.data<T>()[row * slice + j];
      if (kSorted && members == 1) {
        sum[j] = value;
      } else {
        Meet<T, way>(sum[j], value);
      }
    }
    const bool ends = i + 1 == static_cast<int>(ids.elements()) || IntegerAt(ids, i + 1) != id;
    if (kMeans && ends) {
      const T by =
          static_cast<T>(way == Way::kMean ? members : __builtin_elementwise_sqrt(static_cast<float>(members)));
      for (int64_t j = 0; j < slice; ++j) sum[j] /= by;
    }
    before = id;
  }
  return kOk;
}

}  // namespace

#define TARE_SEGMENTS_OF(KIND, OP, TYPES, T, way, indices, ids, count) \
  KIND(OP, TYPES,                                                      \
       {.prepare = Prepare<T, Way::way, indices, ids, count>,          \
        .eval = Eval<T, Way::way, indices, ids, count>,                \
        .inputs = {1 + ((count) > (ids) ? (count) : (ids)), 1 + ((count) > (ids) ? (count) : (ids))}})
#define TARE_SEGMENTS(OP, TYPES, T, way, indices, ids, count) \
  TARE_SEGMENTS_OF(TARE_TF_KERNEL, OP, TYPES, T, way, indices, ids, count)
#define TARE_OF_ALL_TYPES(OP, way, count)           \
  TARE_SEGMENTS(OP, f32, float, way, 0, 1, count)   \
  TARE_SEGMENTS(OP, i32, int32_t, way, 0, 1, count) \
  TARE_SEGMENTS(OP, i64, int64_t, way, 0, 1, count)
TARE_OF_ALL_TYPES(SegmentSum, kSum, 0)
TARE_OF_ALL_TYPES(SegmentMax, kMax, 0)
TARE_OF_ALL_TYPES(SegmentMin, kMin, 0)
TARE_OF_ALL_TYPES(SegmentProd, kProd, 0)
TARE_SEGMENTS(SegmentMean, f32, float, kMean, 0, 1, 0)
#define TARE_UNSORTED(BUILTIN, OP, way)                              \
  TARE_SEGMENTS_OF(TARE_KERNEL, BUILTIN, f32, float, way, 0, 1, 2)   \
  TARE_SEGMENTS_OF(TARE_KERNEL, BUILTIN, i32, int32_t, way, 0, 1, 2) \
  TARE_SEGMENTS(OP, i64, int64_t, way, 0, 1, 2)
TARE_UNSORTED(UNSORTED_SEGMENT_SUM, UnsortedSegmentSum, kSum)
TARE_UNSORTED(UNSORTED_SEGMENT_MAX, UnsortedSegmentMax, kMax)
TARE_UNSORTED(UNSORTED_SEGMENT_MIN, UnsortedSegmentMin, kMin)
TARE_UNSORTED(UNSORTED_SEGMENT_PROD, UnsortedSegmentProd, kProd)
TARE_SEGMENTS(SparseSegmentSum, f32, float, kSum, 1, 2, 0)
TARE_SEGMENTS(SparseSegmentMean, f32, float, kMean, 1, 2, 0)
TARE_SEGMENTS(SparseSegmentSqrtN, f32, float, kSqrtN, 1, 2, 0)
TARE_SEGMENTS(SparseSegmentSumWithNumSegments, f32, float, kSum, 1, 2, 3)
TARE_SEGMENTS(SparseSegmentMeanWithNumSegments, f32, float, kMean, 1, 2, 3)
TARE_SEGMENTS(SparseSegmentSqrtNWithNumSegments, f32, float, kSqrtN, 1, 2, 3)

}  // namespace tare
