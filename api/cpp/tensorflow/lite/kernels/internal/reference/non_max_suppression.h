// Boxes chosen by their scores, without those that overlap a better one; or, soft, with scores lowered by the overlap.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_NON_MAX_SUPPRESSION_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_NON_MAX_SUPPRESSION_H_

#include <algorithm>
#include <cmath>
#include <vector>

namespace tflite {
namespace reference_ops {

/// Boxes are two corners (y, x), in any order.
inline float ComputeIntersectionOverUnion(const float* boxes, int i, int j) {
  struct Box {
    float top, left, bottom, right, area;
  };
  const auto box = [&](int at) {
    const float* b = boxes + 4 * at;
    Box sorted = {std::min(b[0], b[2]), std::min(b[1], b[3]), std::max(b[0], b[2]), std::max(b[1], b[3]), 0};
    sorted.area = (sorted.bottom - sorted.top) * (sorted.right - sorted.left);
    return sorted;
  };
  const Box a = box(i), b = box(j);
  if (a.area <= 0 || b.area <= 0) return 0;
  const float height = std::max(std::min(a.bottom, b.bottom) - std::max(a.top, b.top), 0.f);
  const float width = std::max(std::min(a.right, b.right) - std::max(a.left, b.left), 0.f);
  return height * width / (a.area + b.area - height * width);
}

/// `soft_nms_sigma` of 0: boxes are left out; above it: their scores are multiplied by exp(-iou^2 / (2 sigma)).
/// `selected_scores` may be nullptr.
inline void NonMaxSuppression(const float* boxes, int num_boxes, const float* scores, int max_output_size,
                              float iou_threshold, float score_threshold, float soft_nms_sigma, int* selected_indices,
                              float* selected_scores, int* num_selected_indices) {
  struct Candidate {
    int index;
    float score;
    int seen;  // selected boxes that its score accounts for
  };
  std::vector<Candidate> candidates;
  for (int i = 0; i < num_boxes; ++i) {
    if (scores[i] > score_threshold) candidates.push_back({i, scores[i], 0});
  }
  // The best one is the last; of equal ones, the one that comes first.
  const auto worse = [](const Candidate& a, const Candidate& b) {
    return a.score < b.score || (a.score == b.score && a.index > b.index);
  };
  std::make_heap(candidates.begin(), candidates.end(), worse);
  const float scale = soft_nms_sigma > 0 ? -0.5f / soft_nms_sigma : 0;
  int count = 0;
  while (count < std::min(max_output_size, num_boxes) && !candidates.empty()) {
    std::pop_heap(candidates.begin(), candidates.end(), worse);
    Candidate next = candidates.back();
    candidates.pop_back();
    const float before = next.score;
    bool suppressed = false;
    for (int j = count - 1; j >= next.seen && !suppressed; --j) {
      const float overlap = ComputeIntersectionOverUnion(boxes, next.index, selected_indices[j]);
      if (overlap >= iou_threshold) suppressed = true;
      if (!suppressed) next.score *= soft_nms_sigma > 0 ? std::exp(scale * overlap * overlap) : 1.f;
      if (next.score <= score_threshold) suppressed = true;
    }
    next.seen = count;
    if (suppressed) continue;
    if (next.score == before) {
      selected_indices[count] = next.index;
      if (selected_scores) selected_scores[count] = next.score;
      ++count;
    } else {
      candidates.push_back(next);
      std::push_heap(candidates.begin(), candidates.end(), worse);
    }
  }
  *num_selected_indices = count;
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_NON_MAX_SUPPRESSION_H_
