// TensorFlow's UnsortedSegmentJoin: the strings of each segment, in their order, with a separator between them, but
// none behind empty ones at the beginning. Segment ids may be given for whole slices, whose strings are joined place by
// place.
#include "kernels/shape/strided.h"
#include "kernels/strings.h"

namespace tare {
namespace {

enum { kTexts, kIds, kCount };  // inputs

Status Resize(Kernel k) {
  const Tensor texts = k.input(kTexts), ids = k.input(kIds);
  const int64_t count = IntegerAt(k.input(kCount), 0);
  TARE_REQUIRE(k, count >= 0 && count <= INT32_MAX, "num_segments must be non-negative");
  Shape shape = {1, {static_cast<int32_t>(count)}};
  for (int d = ids.rank(); d < texts.rank(); ++d) shape.dims[shape.rank++] = texts.dim(d);
  return k.ResizeOutput(0, shape);
}

Status Prepare(Kernel k) {
  const Tensor texts = k.input(kTexts), ids = k.input(kIds), count = k.input(kCount);
  TARE_REQUIRE(k, IsInteger(ids) && IsInteger(count) && count.elements() == 1, "bad segment ids or num_segments");
  TARE_REQUIRE(k, ids.rank() >= 1 && ids.rank() <= texts.rank() && texts.rank() - ids.rank() < kMaxRank,
               "segment_ids must have fewer dimensions than the input");
  for (int d = 0; d < ids.rank(); ++d) TARE_REQUIRE(k, ids.dim(d) == texts.dim(d), "segment_ids do not fit the input");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteString, "output is not of strings");
  return count.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

/// Each output string walks all ids twice: segments are few where strings are joined.
Status Eval(Kernel k) {
  TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor ids = k.input(kIds), out = k.output(0);
  Strings texts;
  if (!texts.Open(k, k.input(kTexts))) return kError;
  const auto n = static_cast<int>(ids.elements()), count = static_cast<int>(out.elements());
  const int slice = n ? texts.count() / n : 1, segments = out.dim(0);
  for (int i = 0; i < n; ++i) {
    const int64_t id = IntegerAt(ids, i);
    TARE_REQUIRE(k, id >= 0 && id < segments, "segment_ids must be in range [0, num_segments)");
  }
  const char* text = k.options().String(0);
  const StringRef separator = {text, text ? __builtin_strlen(text) : 0};
  int64_t size = 0;
  StringWriter writer;
  for (int pass = 0; pass < 2; ++pass) {
    for (int o = 0; o < count; ++o) {
      bool empty = true;
      for (int i = 0; i < n; ++i) {
        if (IntegerAt(ids, i) != o / slice) continue;
        const StringRef part = texts.at(i * slice + o % slice), between = empty ? StringRef{nullptr, 0} : separator;
        empty = empty && !part.size;
        if (pass) {
          writer.Append(between);
          writer.Append(part);
        } else {
          size += static_cast<int64_t>(between.size + part.size);
        }
      }
      if (pass) writer.Next();
    }
    if (!pass) TARE_RETURN_IF_ERROR(writer.Begin(k, out, count, size));
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(UnsortedSegmentJoin, str, {.prepare = Prepare, .eval = Eval, .inputs = {3, 3}})

}  // namespace tare
