// TFLite_Detection_PostProcess: boxes relative to anchors and their class scores -> the best detections. "Fast" orders
// anchors by their best class and suppresses overlaps once; "regular" does it for each class and merges.
//
// Where scores are equal, the order is the reference's: the first anchor first; the first class first where one class
// per detection is asked for, else what its heap makes of them (std::partial_sort), which is therefore repeated here.
#include "kernels/flexbuffer.h"
#include "kernels/heap.h"
#include "kernels/math/numerics.h"
#include "kernels/math/top_k.h"

namespace tare {
namespace {

struct Box {
  float ymin, xmin, ymax, xmax;
};

struct Candidate {
  int32_t box, column;  // of the class scores
  float score;
};

struct Data {
  int32_t max_detections, max_classes, per_class, classes;
  bool regular;
  float score_threshold, iou_threshold;
  float scale[4];  // y, x, h, w
};

/// Scratch memory, in this order; `n` anchors.
struct Scratch {
  Box* boxes;          // [n]
  float* scores;       // [n] of one class, or each anchor's best
  float* kept_scores;  // [n] those not below the threshold
  int32_t* kept;       // [n] where they are
  int32_t* order;      // [n] of kept ones, the best first; then the selected anchors
  int32_t* heap;       // [columns]
  Candidate* best;     // [max_detections]
  Candidate* merged;   // [max_detections]
};

/// Lays the arrays out from `base` on; returns their size in bytes.
size_t Lay(Scratch& s, uint8_t* base, size_t n, size_t columns, size_t detections) {
  size_t at = 0;
  const auto take = [&](auto*& p, size_t count) {
    p = base ? reinterpret_cast<decltype(+p)>(base + at) : nullptr;
    at += count * sizeof(*p);
  };
  take(s.boxes, n);
  take(s.scores, n);
  take(s.kept_scores, n);
  take(s.kept, n);
  take(s.order, n);
  take(s.heap, columns);
  take(s.best, detections);
  take(s.merged, detections);
  return at;
}

Status ReadOptions(Kernel k, Data& data) {
  const Flex options = Flex::Options(k);
  TARE_REQUIRE(k, options.is_map(), "bad custom options");
  data.max_detections = options["max_detections"].Int32();
  data.max_classes = options["max_classes_per_detection"].Int32();
  const Flex per_class = options["detections_per_class"];
  data.per_class = per_class.is_null() ? 100 : per_class.Int32();
  data.regular = options["use_regular_nms"].Bool();
  data.score_threshold = options["nms_score_threshold"].Float();
  data.iou_threshold = options["nms_iou_threshold"].Float();
  data.classes = options["num_classes"].Int32();
  const char* const scales[] = {"y_scale", "x_scale", "h_scale", "w_scale"};
  for (int i = 0; i < 4; ++i) data.scale[i] = options[scales[i]].Float();
  constexpr int kMax = 1 << 20;  // detections; also of one class
  TARE_REQUIRE(k,
               data.max_detections >= 0 && data.max_classes > 0 && data.max_classes <= kMax &&
                   data.max_detections <= kMax / data.max_classes,
               "bad number of detections");
  TARE_REQUIRE(k, !data.regular || data.per_class > 0, "bad number of detections per class");
  TARE_REQUIRE(k, data.iou_threshold > 0 && data.iou_threshold <= 1, "bad IoU threshold");
  return kOk;
}

Status Prepare(Kernel k) {
  auto& data = *k.data<Data>();
  TARE_RETURN_IF_ERROR(ReadOptions(k, data));
  const Tensor boxes = k.input(0), scores = k.input(1), anchors = k.input(2);
  TARE_REQUIRE(k, boxes.rank() == 3 && scores.rank() == 3 && anchors.rank() == 2, "bad ranks");
  const int n = boxes.dim(1), columns = scores.dim(2);
  TARE_REQUIRE(k, boxes.dim(0) == 1 && scores.dim(0) == 1, "more than one image");
  TARE_REQUIRE(k, boxes.dim(2) >= 4 && scores.dim(1) == n && anchors.elements() >= 4 * int64_t{n}, "bad shapes");
  TARE_REQUIRE(k, data.classes >= 0 && (columns == data.classes || columns == data.classes + 1LL) && columns > 0,
               "bad number of classes");
  TARE_REQUIRE(k, anchors.type() == boxes.type(), "boxes and anchors have different types");
  TARE_REQUIRE(k, data.regular || data.classes > 0, "no classes");
  const int detections = data.max_detections * data.max_classes;
  for (int i = 0; i < 4; ++i) TARE_REQUIRE(k, k.output(i).type() == kTfLiteFloat32, "outputs are not float");
  const int box_dims[] = {1, detections, 4}, one = 1;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, box_dims, 3));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, box_dims, 2));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(2, box_dims, 2));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(3, &one, 1));
  Scratch layout;
  return k.RequestScratch(Lay(layout, nullptr, static_cast<size_t>(n), static_cast<size_t>(columns),
                              static_cast<size_t>(data.max_detections)));
}

float At(Tensor t, int64_t i) {
  return t.type() == kTfLiteFloat32 ? t.data<float>()[i]
                                    : static_cast<float>(t.data<uint8_t>()[i] - t.zero_point()) * t.scale();
}

/// False where a box ends before it begins.
bool Decode(Kernel k, const Data& data, Box* boxes) {
  const Tensor encodings = k.input(0), anchors = k.input(2);
  const int n = encodings.dim(1), stride = encodings.dim(2);
  for (int i = 0; i < n; ++i) {
    double e[4], a[4];
    for (int j = 0; j < 4; ++j) {
      e[j] = double{At(encodings, int64_t{i} * stride + j)} / double{data.scale[j]};
      a[j] = At(anchors, int64_t{i} * 4 + j);
    }
    const auto y = static_cast<float>(e[0] * a[2] + a[0]), x = static_cast<float>(e[1] * a[3] + a[1]);
    const auto h = static_cast<float>(.5 * Exp(e[2]) * a[2]), w = static_cast<float>(.5 * Exp(e[3]) * a[3]);
    boxes[i] = {y - h, x - w, y + h, x + w};
    if (boxes[i].ymin > boxes[i].ymax || boxes[i].xmin > boxes[i].xmax) return false;
  }
  return true;
}

float Overlap(const Box& a, const Box& b) {
  const float area_a = (a.ymax - a.ymin) * (a.xmax - a.xmin), area_b = (b.ymax - b.ymin) * (b.xmax - b.xmin);
  if (area_a <= 0 || area_b <= 0) return 0;
  const float h = (a.ymax < b.ymax ? a.ymax : b.ymax) - (a.ymin > b.ymin ? a.ymin : b.ymin);
  const float w = (a.xmax < b.xmax ? a.xmax : b.xmax) - (a.xmin > b.xmin ? a.xmin : b.xmin);
  const float both = (h > 0 ? h : 0) * (w > 0 ? w : 0);
  return both / (area_a + area_b - both);
}

/// Writes up to `max` anchors, by score, none of which overlaps a better one too much, to s.order; returns how many.
int Suppress(const Scratch& s, const Data& data, int n, int max) {
  int kept = 0;
  for (int i = 0; i < n; ++i) {
    if (!(s.scores[i] >= data.score_threshold)) continue;
    s.kept_scores[kept] = s.scores[i];
    s.kept[kept++] = i;
  }
  TopK(s.kept_scores, kept, s.order, kept);
  int selected = 0;
  for (int i = 0; i < kept && selected < max; ++i) {
    const int32_t candidate = s.kept[s.order[i]];
    bool good = true;
    for (int j = 0; good && j < selected; ++j) {
      good = !(Overlap(s.boxes[s.order[j]], s.boxes[candidate]) > data.iou_threshold);
    }
    if (good) s.order[selected++] = candidate;  // behind what is read: selected <= i
  }
  return selected;
}

/// std::partial_sort of classes by score, the best first, as libstdc++ does it: `heap` holds 0, 1, ..., n - 1.
struct PartialSort {
  Kernel k;
  int64_t row;
  int32_t* heap;

  bool Before(int32_t a, int32_t b) const { return At(k.input(1), row + a) > At(k.input(1), row + b); }

  void Sort(int n, int count) const {
    const auto less = [this](int32_t a, int32_t b) { return Before(a, b); };
    for (int i = 0; i < n; ++i) heap[i] = i;
    for (int i = (count - 2) / 2; count > 1 && i >= 0; --i) Sink(heap, i, count, heap[i], less);
    for (int i = count; i < n; ++i) {
      if (!less(heap[i], heap[0])) continue;
      const int32_t value = heap[i];
      heap[i] = heap[0];
      Sink(heap, 0, count, value, less);
    }
    for (int last = count; last > 1; --last) Pop(heap, last, less);
  }
};

int Fast(Kernel k, const Data& data, const Scratch& s, int offset) {
  const Tensor scores = k.input(1);
  const int n = scores.dim(1), columns = scores.dim(2);
  const auto best_class = [&](int anchor) {
    const int64_t row = int64_t{anchor} * columns + offset;
    int best = 0;
    for (int c = 1; c < data.classes; ++c) {
      if (At(scores, row + c) > At(scores, row + best)) best = c;
    }
    return best;
  };
  for (int i = 0; i < n; ++i) s.scores[i] = At(scores, int64_t{i} * columns + offset + best_class(i));
  const int count = Suppress(s, data, n, data.max_detections);
  const int per_box = data.max_classes < data.classes ? data.max_classes : data.classes;
  for (int i = 0; i < count; ++i) {
    const int64_t row = int64_t{s.order[i]} * columns + offset;
    if (per_box == 1) {
      s.heap[0] = best_class(s.order[i]);
    } else {
      PartialSort{k, row, s.heap}.Sort(data.classes, per_box);
    }
    for (int c = 0; c < per_box; ++c) {
      const int at = i * data.max_classes + c;
      k.output(0).data<Box>()[at] = s.boxes[s.order[i]];
      k.output(1).data<float>()[at] = static_cast<float>(s.heap[c]);
      k.output(2).data<float>()[at] = At(scores, row + s.heap[c]);
    }
  }
  return count;
}

int Regular(Kernel k, const Data& data, Scratch& s, int offset) {
  const Tensor scores = k.input(1);
  const int n = scores.dim(1), columns = scores.dim(2);
  int count = 0;
  for (int c = 0; c < data.classes; ++c) {
    for (int i = 0; i < n; ++i) s.scores[i] = At(scores, int64_t{i} * columns + offset + c);
    const int max = data.per_class < data.max_detections ? data.per_class : data.max_detections;
    const int more = Suppress(s, data, n, max);
    int total = 0;
    for (int old = 0, i = 0; total < data.max_detections && (old < count || i < more); ++total) {
      // Of equal scores, the earlier class comes first.
      if (i == more || (old < count && !(s.scores[s.order[i]] > s.best[old].score))) {
        s.merged[total] = s.best[old++];
      } else {
        s.merged[total] = {s.order[i], c, s.scores[s.order[i]]};
        ++i;
      }
    }
    Candidate* t = s.best;
    s.best = s.merged;
    s.merged = t;
    count = total;
  }
  for (int i = 0; i < count; ++i) {
    k.output(0).data<Box>()[i] = s.boxes[s.best[i].box];
    k.output(1).data<float>()[i] = static_cast<float>(s.best[i].column);
    k.output(2).data<float>()[i] = s.best[i].score;
  }
  return count;
}

Status Eval(Kernel k) {
  const Data& data = *k.data<Data>();
  const Tensor scores = k.input(1);
  Scratch s;
  auto* scratch = k.scratch<uint8_t>();
  if (!scratch) return k.Fail("no scratch memory");
  Lay(s, scratch, static_cast<size_t>(scores.dim(1)), static_cast<size_t>(scores.dim(2)),
      static_cast<size_t>(data.max_detections));
  TARE_REQUIRE(k, Decode(k, data, s.boxes), "a box ends before it begins");
  for (int i = 0; i < 3; ++i) __builtin_memset(k.output(i).data<float>(), 0, k.output(i).bytes());
  const int offset = scores.dim(2) - data.classes;  // 1: the first column is the background
  const int count = data.regular ? Regular(k, data, s, offset) : Fast(k, data, s, offset);
  *k.output(3).data<float>() = static_cast<float>(count);
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(DETECTION_POST_PROCESS, f32_u8,
                   {.prepare = Prepare, .eval = Eval, .inputs = {3, 3}, .outputs = {4, 4}, .data_bytes = sizeof(Data)})

}  // namespace tare
