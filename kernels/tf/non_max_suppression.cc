// TensorFlow's NonMaxSuppression to V5, whose outputs are as long as what is taken, NonMaxSuppressionWithOverlaps,
// which is told how much any two boxes overlap, and CombinedNonMaxSuppression, which looks at each class by itself and
// keeps the best of all.
#include "kernels/nn/non_max_suppression.h"

#include "kernels/heap.h"
#include "kernels/sort.h"

namespace tare {
namespace {

enum { kBoxes, kScores, kMost, kOverlap, kScore, kSigma };

/// Outputs: indices, scores (V5), how many (V4 and V5). Options: 0 whether to pad
/// to max_output_size, 1 the threshold of the first version. V1 and V2 have no least score.
Status PrepareTf(Kernel k) {
  const Tensor boxes = k.input(kBoxes), scores = k.input(kScores), most = k.input(kMost);
  TARE_REQUIRE(k,
               boxes.rank() == 2 && boxes.dim(1) == 4 && scores.rank() == 1 && scores.dim(0) == boxes.dim(0) &&
                   scores.type() == kTfLiteFloat32,
               "bad boxes or scores");
  TARE_REQUIRE(k, most.type() == kTfLiteInt32 && most.elements() == 1, "bad max_output_size");
  for (int i = kOverlap; i < k.input_count(); ++i) {
    TARE_REQUIRE(k, k.input(i).type() == kTfLiteFloat32 && k.input(i).elements() == 1, "bad threshold or sigma");
  }
  const int last = k.output_count() - 1;
  for (int i = 0; i <= last; ++i) {
    TARE_REQUIRE(k, k.output(i).type() == (i == 1 && last == 2 ? kTfLiteFloat32 : kTfLiteInt32), "bad output types");
    TARE_RETURN_IF_ERROR(i > 0 && i == last ? k.ResizeOutput(i, nullptr, 0) : k.SetOutputDynamic(i));
  }
  return k.RequestScratch((sizeof(Candidate) + sizeof(int32_t) + sizeof(float)) * static_cast<size_t>(boxes.dim(0)) |
                          1);
}

Status EvalTf(Kernel k) {
  const int boxes = k.input(kBoxes).dim(0), last = k.output_count() - 1;
  const auto value = [&](int i, float otherwise) { return k.has_input(i) ? *k.input(i).data<float>() : otherwise; };
  const Limits limits = {value(kOverlap, k.options().Scalar<float>(1)), value(kScore, -__FLT_MAX__), value(kSigma, 0),
                         true, true};
  const int32_t most = *k.input(kMost).data<int32_t>();
  TARE_REQUIRE(k, limits.overlap >= 0 && limits.overlap <= 1, "iou_threshold must be in [0, 1]");
  TARE_REQUIRE(k, most >= 0 && limits.sigma >= 0, "bad max_output_size or sigma");
  auto* heap = k.scratch<Candidate>();
  auto* indices = reinterpret_cast<int32_t*>(heap + boxes);
  auto* scores = reinterpret_cast<float*>(indices + boxes);
  const int taken = TakeBoxes(k.input(kBoxes).data<float>(), k.input(kScores).data<float>(), boxes, limits,
                              most < boxes ? most : boxes, heap, indices, scores);
  const int size = k.options().Scalar<uint8_t>(0) ? most : taken;
  for (int i = 0; i < (last ? last : 1); ++i) {
    TARE_RETURN_IF_ERROR(k.ResizeOutput(i, &size, 1));
    const Tensor out = k.output(i);
    if (out.bytes()) __builtin_memset(out.data<char>(), 0, out.bytes());
    if (taken)
      __builtin_memcpy(out.data<char>(), i ? static_cast<void*>(scores) : indices,
                       sizeof(int32_t) * static_cast<size_t>(taken));
  }
  if (last) *k.output(last).data<int32_t>() = taken;
  return kOk;
}

/// Inputs: overlaps [n, n], scores, max_output_size, the largest overlap, the least score.
Status PrepareOverlaps(Kernel k) {
  const Tensor overlaps = k.input(0), scores = k.input(kScores), most = k.input(kMost);
  TARE_REQUIRE(k, overlaps.rank() == 2 && overlaps.dim(1) == overlaps.dim(0), "overlaps must be square");
  TARE_REQUIRE(k, scores.type() == kTfLiteFloat32 && scores.rank() == 1 && scores.dim(0) == overlaps.dim(0),
               "scores has incompatible shape");
  TARE_REQUIRE(k, most.type() == kTfLiteInt32 && most.elements() == 1, "bad max_output_size");
  for (int i = kOverlap; i <= kScore; ++i) {
    TARE_REQUIRE(k, k.input(i).type() == kTfLiteFloat32 && k.input(i).elements() == 1, "bad threshold");
  }
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt32, "bad output type");
  TARE_RETURN_IF_ERROR(
      k.RequestScratch((sizeof(Candidate) + sizeof(int32_t)) * static_cast<size_t>(overlaps.dim(0)) | 1));
  return k.SetOutputDynamic(0);
}

Status EvalOverlaps(Kernel k) {
  const int n = k.input(0).dim(0);
  const int32_t most = *k.input(kMost).data<int32_t>();
  const float limit = *k.input(kOverlap).data<float>(), least = *k.input(kScore).data<float>();
  TARE_REQUIRE(k, most >= 0, "bad max_output_size");
  const float *overlaps = k.input(0).data<float>(), *scores = k.input(kScores).data<float>();
  auto* heap = k.scratch<Candidate>();
  auto* indices = reinterpret_cast<int32_t*>(heap + n);
  const auto less = [](const Candidate& a, const Candidate& b) {
    return a.score < b.score || (a.score == b.score && a.box > b.box);
  };
  int count = 0, taken = 0;
  for (int i = 0; i < n; ++i) {
    if (scores[i] > least) Rise(heap, count++, 0, {i, scores[i], 0}, less);
  }
  while (taken < most && count > 0) {
    Pop(heap, count--, less);
    const int32_t box = heap[count].box;
    bool apart = true;
    for (int j = 0; j < taken && apart; ++j) apart = !(overlaps[ptrdiff_t{box} * n + indices[j]] > limit);
    if (apart) indices[taken++] = box;
  }
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, &taken, 1));
  if (taken) __builtin_memcpy(k.output(0).data<int32_t>(), indices, sizeof(int32_t) * static_cast<size_t>(taken));
  return kOk;
}

enum { kPerClass = 2, kTotal, kIou, kLeast };                    // inputs of CombinedNonMaxSuppression
enum { kFoundBoxes, kFoundScores, kFoundClasses, kFoundCount };  // outputs

/// A box of a class.
struct Found {
  float score;
  int32_t box, klass;
};

Status ResizeCombined(Kernel k) {
  const int32_t per_class = *k.input(kPerClass).data<int32_t>(), total = *k.input(kTotal).data<int32_t>();
  TARE_REQUIRE(k, per_class > 0 && total > 0, "max sizes must be > 0");
  const int batch = k.input(0).dim(0);
  const int64_t of_classes = int64_t{per_class} * k.input(1).dim(2);
  const bool padded = k.options().Scalar<uint8_t>(0) != 0;
  const int size = padded && of_classes < total ? static_cast<int>(of_classes) : total;
  const Shape shape = {3, {batch, size, 4}};
  TARE_RETURN_IF_ERROR(k.ResizeOutput(kFoundBoxes, shape));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(kFoundScores, shape.dims, 2));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(kFoundClasses, shape.dims, 2));
  return k.ResizeOutput(kFoundCount, &batch, 1);
}

/// Boxes [batch, n, 1 or classes, 4], scores [batch, n, classes].
Status PrepareCombined(Kernel k) {
  const Tensor boxes = k.input(0), scores = k.input(1);
  TARE_REQUIRE(k, boxes.rank() == 4 && boxes.dim(3) == 4 && scores.rank() == 3 && scores.type() == kTfLiteFloat32,
               "bad boxes or scores");
  TARE_REQUIRE(k,
               boxes.dim(0) == scores.dim(0) && boxes.dim(1) == scores.dim(1) &&
                   (boxes.dim(2) == 1 || boxes.dim(2) == scores.dim(2)),
               "boxes and scores have incompatible shapes");
  for (int i = kPerClass; i <= kLeast; ++i) {
    TARE_REQUIRE(k, k.input(i).elements() == 1 && k.input(i).type() == (i < kIou ? kTfLiteInt32 : kTfLiteFloat32),
                 "bad sizes or thresholds");
  }
  for (int i = 0; i <= kFoundCount; ++i) {
    TARE_REQUIRE(k, k.output(i).type() == (i < kFoundCount ? kTfLiteFloat32 : kTfLiteInt32), "bad output types");
  }
  // Of one class: its boxes and scores, candidates, indices, scores; of all: what was found.
  const auto n = static_cast<size_t>(boxes.dim(1));
  const size_t numbers = n * (4 + 1 + 1 + 1), all = n * static_cast<size_t>(scores.dim(2));
  TARE_REQUIRE(k, all <= INT32_MAX / sizeof(Found), "too large");
  TARE_RETURN_IF_ERROR(k.RequestScratch(n * sizeof(Candidate) + numbers * sizeof(float) + all * sizeof(Found) | 1));
  if (k.input(kPerClass).is_constant() && k.input(kTotal).is_constant()) return ResizeCombined(k);
  for (int i = 0; i <= kFoundCount; ++i) TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  return kOk;
}

Status EvalCombined(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(ResizeCombined(k));
  const Tensor boxes = k.input(0), scores = k.input(1);
  const int n = boxes.dim(1), sets = boxes.dim(2), classes = scores.dim(2), size = k.output(0).dim(1);
  const int32_t per_class = *k.input(kPerClass).data<int32_t>();
  const Limits limits = {*k.input(kIou).data<float>(), *k.input(kLeast).data<float>(), 0, true, false};
  TARE_REQUIRE(k, limits.overlap >= 0 && limits.overlap <= 1, "iou_threshold must be in [0, 1]");
  const bool clip = k.options().Scalar<uint8_t>(1) != 0;
  auto* heap = k.scratch<Candidate>();
  auto* class_boxes = reinterpret_cast<float*>(heap + n);
  float* class_scores = class_boxes + ptrdiff_t{4} * n;
  auto* indices = reinterpret_cast<int32_t*>(class_scores + n);
  auto* found = reinterpret_cast<Found*>(indices + 2 * ptrdiff_t{n});
  for (int i = 0; i < kFoundCount; ++i) {
    if (k.output(i).bytes()) __builtin_memset(k.output(i).data<char>(), 0, k.output(i).bytes());
  }
  for (int image = 0; image < boxes.dim(0); ++image) {
    const float* all = boxes.data<float>() + ptrdiff_t{image} * n * sets * 4;
    const int most = per_class < n ? per_class : n, slots = most * classes;
    for (int c = 0; c < classes; ++c) {
      for (int i = 0; i < n; ++i) {
        class_scores[i] = scores.data<float>()[(ptrdiff_t{image} * n + i) * classes + c];
        __builtin_memcpy(class_boxes + ptrdiff_t{4} * i, all + (ptrdiff_t{i} * sets + (sets > 1 ? c : 0)) * 4,
                         4 * sizeof(float));
      }
      const int taken = TakeBoxes(class_boxes, class_scores, n, limits, most, heap, indices, nullptr);
      for (int i = 0; i < most; ++i) {
        found[ptrdiff_t{c} * most + i] = i < taken ? Found{class_scores[indices[i]], indices[i], c} : Found{-1, -1, -1};
      }
    }
    Sort(found, slots, [](const Found& a, const Found& b) { return a.score > b.score; });
    int taken = 0;
    for (; taken < size && taken < slots && found[taken].score > -1; ++taken) {
      const Found& best = found[taken];
      const ptrdiff_t at = ptrdiff_t{image} * size + taken;
      k.output(kFoundScores).data<float>()[at] = best.score;
      k.output(kFoundClasses).data<float>()[at] = static_cast<float>(best.klass);
      for (int i = 0; i < 4; ++i) {
        const float x = all[(ptrdiff_t{best.box} * sets + (sets > 1 ? best.klass : 0)) * 4 + i];
        k.output(kFoundBoxes).data<float>()[at * 4 + i] = clip && x < 0 ? 0 : clip && x > 1 ? 1 : x;
      }
    }
    k.output(kFoundCount).data<int32_t>()[image] = taken;
  }
  return kOk;
}

}  // namespace

#define TARE_TF_SUPPRESSION(OP, ins, outs) \
  TARE_TF_KERNEL(OP, f32, {.prepare = PrepareTf, .eval = EvalTf, .inputs = {ins, ins}, .outputs = {outs, outs}})
TARE_TF_SUPPRESSION(NonMaxSuppression, 3, 1)
TARE_TF_SUPPRESSION(NonMaxSuppressionV2, 4, 1)
TARE_TF_SUPPRESSION(NonMaxSuppressionV3, 5, 1)
TARE_TF_SUPPRESSION(NonMaxSuppressionV4, 5, 2)
TARE_TF_SUPPRESSION(NonMaxSuppressionV5, 6, 3)
TARE_TF_KERNEL(NonMaxSuppressionWithOverlaps, f32, {.prepare = PrepareOverlaps, .eval = EvalOverlaps, .inputs = {5, 5}})
TARE_TF_KERNEL(CombinedNonMaxSuppression, f32,
               {.prepare = PrepareCombined, .eval = EvalCombined, .inputs = {6, 6}, .outputs = {4, 4}})

}  // namespace tare
