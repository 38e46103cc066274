// NON_MAX_SUPPRESSION_V4 and _V5: boxes by falling score, less those that overlap one taken before; V5 may lower their
// scores instead (Bodla et al., "Soft-NMS", 2017). A box that was taken is looked at again and then overlaps itself,
// unless it is empty: then it is taken once more, as in the reference.
#include "kernels/nn/non_max_suppression.h"

#include "kernels/heap.h"
#include "kernels/math/numerics.h"

namespace tare {
namespace {

/// Corners are [y, x, y, x], in any order.
float Overlap(const float* a, const float* b) {
  const auto low = [](float x, float y) { return x < y ? x : y; };
  const auto high = [](float x, float y) { return x > y ? x : y; };
  float area_a = 1, area_b = 1, both = 1;
  for (int i = 0; i < 2; ++i) {
    const float a0 = low(a[i], a[i + 2]), a1 = high(a[i], a[i + 2]), b0 = low(b[i], b[i + 2]),
                b1 = high(b[i], b[i + 2]);
    area_a *= a1 - a0;
    area_b *= b1 - b0;
    both *= high(low(a1, b1) - high(a0, b0), 0);
  }
  return area_a <= 0 || area_b <= 0 ? 0 : both / (area_a + area_b - both);
}

}  // namespace

int TakeBoxes(const float* boxes, const float* box_scores, int n, const Limits& limits, int most, Candidate* heap,
              int32_t* indices, float* scores) {
  const float scale = limits.sigma > 0 ? -.5f / limits.sigma : 0;
  const bool ordered = limits.ordered;
  const auto less = [ordered](const Candidate& a, const Candidate& b) {
    return a.score < b.score || (ordered && a.score == b.score && a.box > b.box);
  };
  int count = 0, taken = 0;
  const auto push = [&](Candidate c) {
    ++count;
    Rise(heap, count - 1, 0, c, less);
  };
  for (int i = 0; i < n; ++i) {
    if (box_scores[i] > limits.least) push({i, box_scores[i], 0});
  }
  const int wanted = count < most ? count : most;
  while (taken < wanted && count > 0) {
    Pop(heap, count, less);
    Candidate next = heap[--count];
    const float before = next.score;
    bool drop = false;
    for (int j = taken - 1; j >= next.seen && !drop; --j) {
      const float shared = Overlap(boxes + ptrdiff_t{4} * next.box, boxes + ptrdiff_t{4} * indices[j]);
      drop = limits.is_tf ? !(limits.sigma > 0) && shared > limits.overlap : shared >= limits.overlap;
      if (drop) break;
      if (limits.sigma > 0) next.score *= static_cast<float>(Exp(double{scale * shared * shared}));
      if (next.score <= limits.least) break;
    }
    next.seen = taken;
    if (drop) continue;
    if (next.score == before) {
      indices[taken] = next.box;
      if (scores) scores[taken] = next.score;
      ++taken;
      if (limits.is_tf) continue;
    }
    if (next.score > limits.least) push(next);
  }
  return taken;
}

namespace {

enum { kBoxes, kScores, kMost, kOverlap, kScore, kSigma };

/// Outputs but the last have as many elements as may be asked for.
Status Resize(Kernel k) {
  const int32_t most = *k.input(kMost).data<int32_t>();
  TARE_REQUIRE(k, most >= 0, "max_output_size is negative");
  for (int i = 0; i < k.output_count() - 1; ++i) TARE_RETURN_IF_ERROR(k.ResizeOutput(i, &most, 1));
  return kOk;
}

Status Prepare(Kernel k) {
  const Tensor boxes = k.input(kBoxes), scores = k.input(kScores), most = k.input(kMost);
  TARE_REQUIRE(k,
               boxes.rank() == 2 && boxes.dim(1) == 4 && scores.rank() == 1 && scores.dim(0) == boxes.dim(0) &&
                   scores.type() == kTfLiteFloat32,
               "bad boxes or scores");
  TARE_REQUIRE(k, most.type() == kTfLiteInt32 && most.rank() == 0, "bad max_output_size");
  for (int i = kOverlap; i < k.input_count(); ++i) {
    TARE_REQUIRE(k, k.input(i).type() == kTfLiteFloat32 && k.input(i).rank() == 0, "bad threshold or sigma");
  }
  const int last = k.output_count() - 1;
  TARE_REQUIRE(k,
               k.output(0).type() == kTfLiteInt32 && k.output(last).type() == kTfLiteInt32 &&
                   (last == 1 || k.output(1).type() == kTfLiteFloat32),
               "bad output types");
  TARE_RETURN_IF_ERROR(k.RequestScratch(sizeof(Candidate) * static_cast<size_t>(boxes.dim(0))));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(last, nullptr, 0));
  if (most.is_constant()) return Resize(k);
  for (int i = 0; i < last; ++i) TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  return kOk;
}

Status Eval(Kernel k) {
  const int last = k.output_count() - 1;
  if (!k.input(kMost).is_constant()) TARE_RETURN_IF_ERROR(Resize(k));
  const auto value = [&](int i) { return *k.input(i).data<float>(); };
  const Limits limits = {value(kOverlap), value(kScore), last > 1 ? value(kSigma) : 0, false, false};
  TARE_REQUIRE(k, limits.sigma >= 0, "Invalid sigma value for soft NMS");
  auto* indices = k.output(0).data<int32_t>();
  float* scores = last > 1 ? k.output(1).data<float>() : nullptr;
  const int size = k.output(0).dim(0);
  const int taken = TakeBoxes(k.input(kBoxes).data<float>(), k.input(kScores).data<float>(), k.input(kBoxes).dim(0),
                              limits, size, k.scratch<Candidate>(), indices, scores);
  for (int i = taken; i < size; ++i) {
    indices[i] = 0;
    if (scores) scores[i] = 0;
  }
  *k.output(last).data<int32_t>() = taken;
  return kOk;
}

}  // namespace

TARE_KERNEL(NON_MAX_SUPPRESSION_V4, f32, {.prepare = Prepare, .eval = Eval, .inputs = {5, 5}, .outputs = {2, 2}})
TARE_KERNEL(NON_MAX_SUPPRESSION_V5, f32, {.prepare = Prepare, .eval = Eval, .inputs = {6, 6}, .outputs = {3, 3}})

}  // namespace tare
