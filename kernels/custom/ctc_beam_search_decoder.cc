// CTCBeamSearchDecoder, the custom op and TensorFlow's, whose integers are wider: the most probable label sequences
// behind frames of logits (the last class is the blank), by the beam search of Graves: a beam of prefixes, each with
// the probability of ending in a blank and of not doing so.
//
// Prefixes are nodes of a tree in scratch memory. A node lives while it is in the beam or has a descendant there; what
// drops out is swept after each frame, so memory is bounded by the beam's width and the number of frames.
#include "kernels/flexbuffer.h"
#include "kernels/shape/strided.h"

extern "C" float logf(float x);
extern "C" float expf(float x);
extern "C" double log1p(double x);

namespace tare {
namespace {

constexpr float kZero = -__builtin_inff();  // log of 0

struct Probability {
  float total = kZero, blank = kZero, label = kZero;
};

struct Prefix {
  Probability before, now;
  int32_t parent, label;  // -1: none
  int32_t child, sibling;
  bool kept;
};

enum { kWidth, kPaths, kMerge };  // options of TensorFlow's

struct Data {
  int32_t width, paths;
  bool merge;
};

/// Scratch memory in this order.
struct Scratch {
  Prefix* nodes;     // [capacity]
  int32_t* beam;     // [width] nodes by falling probability
  int32_t* old;      // [width] the beam before the frame
  int32_t* free;     // [capacity] unused nodes
  int32_t* lengths;  // [batches][paths]
  int32_t* labels;   // [batches][paths][frames]
};

/// Nodes of a full beam whose prefixes have nothing in common, and those that one frame can add.
int64_t Capacity(const Data& data, int64_t frames, int64_t classes) { return data.width * (frames + classes + 2); }

size_t Lay(Scratch& s, uint8_t* base, const Data& data, Tensor logits) {
  const auto frames = static_cast<size_t>(logits.dim(0)), batches = static_cast<size_t>(logits.dim(1));
  const auto capacity = static_cast<size_t>(Capacity(data, logits.dim(0), logits.dim(2)));
  const size_t sequences = batches * static_cast<size_t>(data.paths);
  size_t at = 0;
  const auto take = [&](auto*& p, size_t count) {
    p = base ? reinterpret_cast<decltype(+p)>(base + at) : nullptr;
    at += count * sizeof(*p);
  };
  take(s.nodes, capacity);
  take(s.beam, static_cast<size_t>(data.width));
  take(s.old, static_cast<size_t>(data.width));
  take(s.free, capacity);
  take(s.lengths, sequences);
  take(s.labels, sequences * frames);
  return at;
}

Status Prepare(Kernel k, const Data& data, TfLiteType integers) {
  constexpr int kMaxWidth = 1 << 12;
  TARE_REQUIRE(k, data.paths > 0 && data.width >= data.paths && data.width <= kMaxWidth, "bad beam");
  TARE_REQUIRE(k, k.output_count() == 3 * data.paths + 1, "bad number of outputs");
  const Tensor logits = k.input(0), lengths = k.input(1);
  TARE_REQUIRE(k, logits.rank() == 3 && logits.dim(2) > 0, "bad logits");
  TARE_REQUIRE(k, lengths.type() == kTfLiteInt32 && lengths.rank() == 1 && lengths.dim(0) == logits.dim(1),
               "bad sequence lengths");
  for (int i = 0; i < 3 * data.paths; ++i) {
    TARE_REQUIRE(k, k.output(i).type() == integers, "bad output types");
    TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  }
  TARE_REQUIRE(k, k.output(3 * data.paths).type() == kTfLiteFloat32, "probabilities are not float");
  const int dims[] = {logits.dim(1), data.paths};
  TARE_RETURN_IF_ERROR(k.ResizeOutput(3 * data.paths, dims, 2));
  constexpr int64_t kMaxNodes = 1 << 24;
  TARE_REQUIRE(k,
               Capacity(data, logits.dim(0), logits.dim(2)) < kMaxNodes &&
                   int64_t{logits.dim(0)} * dims[0] * dims[1] < kMaxNodes,
               "too large");
  Scratch layout;
  return k.RequestScratch(Lay(layout, nullptr, data, logits));
}

Status PrepareCustom(Kernel k) {
  auto& data = *k.data<Data>();
  const Flex options = Flex::Options(k);
  TARE_REQUIRE(k, options.is_map(), "bad custom options");
  data = {options["beam_width"].Int32(), options["top_paths"].Int32(), options["merge_repeated"].Bool()};
  return Prepare(k, data, kTfLiteInt32);
}

Status PrepareTf(Kernel k) {
  auto& data = *k.data<Data>();
  const fb::Table options = k.options();
  data = {options.Scalar<int32_t>(kWidth), options.Scalar<int32_t>(kPaths), options.Scalar<bool>(kMerge)};
  return Prepare(k, data, kTfLiteInt64);
}

float LogSum(float a, float b) {
  if (a == kZero && b == kZero) return kZero;
  const float high = a > b ? a : b, low = a > b ? b : a;
  return high + static_cast<float>(log1p(double{expf(low - high)}));
}

class Search {
 public:
  Search(const Data& data, const Scratch& s, int capacity) : data_(data), s_(s), free_count_(capacity) {
    for (int i = 0; i < capacity; ++i) s.free[i] = capacity - 1 - i;
    const int32_t root = New(-1, -1);
    s_.nodes[root].now = {0, 0, kZero};
    Insert(root);
  }

  /// Takes a frame of log probabilities (logits less `norm`).
  void Step(const float* logits, int classes, float norm) {
    const int count = count_;
    for (int i = 0; i < count; ++i) {
      s_.old[i] = s_.beam[i];
      s_.nodes[s_.beam[i]].before = s_.nodes[s_.beam[i]].now;
    }
    count_ = 0;
    for (int i = 0; i < count; ++i) Stay(s_.old[i], logits, classes - 1, norm);
    for (int i = 0; i < count; ++i) {
      const Prefix b = s_.nodes[s_.old[i]];
      if (!Fits(b.before.total)) continue;
      for (int label = 0; label < classes - 1; ++label) Grow(s_.old[i], b, label, logits[label] - norm);
    }
    Sweep();
  }

  int count() const { return count_; }
  float probability(int i) const { return s_.nodes[s_.beam[i]].now.total; }

  /// Writes a sequence's labels; returns how many.
  int Labels(int i, int32_t* labels) const {
    int n = 0, previous = -1;
    for (int32_t at = s_.beam[i]; s_.nodes[at].parent >= 0; at = s_.nodes[at].parent) {
      const int32_t label = s_.nodes[at].label;
      if (!data_.merge || label != previous) labels[n++] = label;
      previous = label;
    }
    for (int a = 0, b = n - 1; a < b; ++a, --b) {
      const int32_t t = labels[a];
      labels[a] = labels[b];
      labels[b] = t;
    }
    return n;
  }

 private:
  int32_t New(int32_t parent, int32_t label) {
    const int32_t at = s_.free[--free_count_];
    Prefix& n = s_.nodes[at];
    n = {{}, {}, parent, label, -1, -1, false};
    if (parent >= 0) {
      n.sibling = s_.nodes[parent].child;
      s_.nodes[parent].child = at;
    }
    return at;
  }

  bool Fits(float total) const {
    return total > kZero && (count_ < data_.width || total > s_.nodes[s_.beam[count_ - 1]].now.total);
  }

  /// Puts a node into the beam, which has room, behind those that are as probable.
  void Insert(int32_t node) {
    int at = count_++;
    for (; at > 0 && s_.nodes[node].now.total > s_.nodes[s_.beam[at - 1]].now.total; --at)
      s_.beam[at] = s_.beam[at - 1];
    s_.beam[at] = node;
  }

  /// The same prefix after the frame: a repeated label, or a blank.
  void Stay(int32_t node, const float* logits, int blank, float norm) {
    Prefix& b = s_.nodes[node];
    if (b.parent >= 0) {
      const Prefix& parent = s_.nodes[b.parent];
      if (parent.now.total != kZero) {
        b.now.label = LogSum(b.now.label, b.label == parent.label ? parent.before.blank : parent.before.total);
      }
      b.now.label += logits[b.label] - norm;
    }
    b.now.blank = b.before.total + logits[blank] - norm;
    b.now.total = LogSum(b.now.blank, b.now.label);
    Insert(node);
  }

  /// A prefix with one label more, unless it is in the beam already.
  void Grow(int32_t node, const Prefix& b, int label, float log_probability) {
    int32_t child = s_.nodes[node].child;
    while (child >= 0 && s_.nodes[child].label != label) child = s_.nodes[child].sibling;
    if (child >= 0 && s_.nodes[child].now.total != kZero) return;
    const float total = log_probability + (label == b.label ? b.before.blank : b.before.total);
    if (!Fits(total)) {
      // One that has dropped out in this frame is not grown any more either, as the reference has it.
      if (child >= 0) s_.nodes[child].before = {};
      return;
    }
    if (child < 0) child = New(node, label);
    s_.nodes[child].now = {total, kZero, total};
    if (count_ == data_.width) s_.nodes[s_.beam[--count_]].now = {};
    Insert(child);
  }

  /// Frees nodes that no prefix in the beam goes through.
  void Sweep() {
    for (int i = 0; i < count_; ++i) {
      for (int32_t at = s_.beam[i]; at >= 0 && !s_.nodes[at].kept; at = s_.nodes[at].parent) s_.nodes[at].kept = true;
    }
    Visit(Root());
    for (int i = 0; i < count_; ++i) {
      for (int32_t at = s_.beam[i]; at >= 0 && s_.nodes[at].kept; at = s_.nodes[at].parent) s_.nodes[at].kept = false;
    }
  }

  int32_t Root() const {
    int32_t at = s_.beam[0];
    while (s_.nodes[at].parent >= 0) at = s_.nodes[at].parent;
    return at;
  }

  /// Removes what is not kept below a kept node. Depth first without a stack: a removed node's children are spliced
  /// into the list that is being walked.
  void Visit(int32_t root) {
    for (int32_t parent = root; parent >= 0; parent = Next(root, parent)) {
      for (int32_t* link = &s_.nodes[parent].child; *link >= 0;) {
        const int32_t at = *link;
        if (s_.nodes[at].kept) {
          link = &s_.nodes[at].sibling;
          continue;
        }
        *link = s_.nodes[at].sibling;
        for (int32_t child = s_.nodes[at].child; child >= 0;) {  // none of them is kept
          const int32_t next = s_.nodes[child].sibling;
          s_.nodes[child].sibling = *link;
          *link = child;
          child = next;
        }
        s_.free[free_count_++] = at;
      }
    }
  }

  /// The node after `at` in depth-first order below `root`.
  int32_t Next(int32_t root, int32_t at) const {
    if (s_.nodes[at].child >= 0) return s_.nodes[at].child;
    while (at != root && s_.nodes[at].sibling < 0) at = s_.nodes[at].parent;
    return at == root ? -1 : s_.nodes[at].sibling;
  }

  const Data& data_;
  const Scratch& s_;
  int free_count_;
  int count_ = 0;
};

/// What to take off logits to get log probabilities.
float Norm(const float* logits, int classes) {
  float most = logits[0], sum = 0;
  for (int c = 1; c < classes; ++c) most = logits[c] > most ? logits[c] : most;
  for (int c = 0; c < classes; ++c) sum += expf(logits[c] - most);
  return most + logf(sum);
}

/// Sparse tensors of all sequences of one rank of probability: indices, values, shape.
Status Store(Kernel k, const Data& data, const Scratch& memory, int path) {
  const int frames = k.input(0).dim(0), batches = k.input(0).dim(1);
  int total = 0, longest = 0;
  for (int b = 0; b < batches; ++b) {
    const int n = memory.lengths[b * data.paths + path];
    total += n;
    longest = n > longest ? n : longest;
  }
  const int dims[] = {total, 2}, two = 2;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(path, dims, 2));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(data.paths + path, dims, 1));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(2 * data.paths + path, &two, 1));
  const Tensor indices = k.output(path), values = k.output(data.paths + path);
  int64_t n = 0;
  for (int b = 0; b < batches; ++b) {
    const int sequence = b * data.paths + path;
    for (int t = 0; t < memory.lengths[sequence]; ++t) {
      SetIntegerAt(indices, 2 * n, b);
      SetIntegerAt(indices, 2 * n + 1, t);
      SetIntegerAt(values, n++, memory.labels[int64_t{sequence} * frames + t]);
    }
  }
  SetIntegerAt(k.output(2 * data.paths + path), 0, batches);
  SetIntegerAt(k.output(2 * data.paths + path), 1, longest);
  return kOk;
}

Status Eval(Kernel k) {
  const Data& data = *k.data<Data>();
  const Tensor logits = k.input(0);
  const int frames = logits.dim(0), batches = logits.dim(1), classes = logits.dim(2);
  auto* scratch = k.scratch<uint8_t>();
  if (!scratch) return k.Fail("no scratch memory");
  Scratch memory;
  Lay(memory, scratch, data, logits);
  for (int b = 0; b < batches; ++b) {
    const int32_t length = k.input(1).data<int32_t>()[b];
    TARE_REQUIRE(k, length <= frames, "a sequence is longer than the input");
    Search search(data, memory, static_cast<int>(Capacity(data, frames, classes)));
    for (int t = 0; t < length; ++t) {
      const float* frame = logits.data<float>() + (int64_t{t} * batches + b) * classes;
      search.Step(frame, classes, Norm(frame, classes));
    }
    TARE_REQUIRE(k, search.count() >= data.paths, "fewer sequences than asked for");
    for (int p = 0; p < data.paths; ++p) {
      const int sequence = b * data.paths + p;
      memory.lengths[sequence] = search.Labels(p, memory.labels + int64_t{sequence} * frames);
      k.output(3 * data.paths).data<float>()[sequence] = search.probability(p);
    }
  }
  for (int p = 0; p < data.paths; ++p) TARE_RETURN_IF_ERROR(Store(k, data, memory, p));
  return kOk;
}

}  // namespace

#define TARE_DECODER(MACRO, ID, prepare_it) \
  MACRO(ID, f32,                            \
        {.prepare = prepare_it, .eval = Eval, .inputs = {2, 2}, .outputs = {4, 255}, .data_bytes = sizeof(Data)})
TARE_DECODER(TARE_CUSTOM_KERNEL, CTC_BEAM_SEARCH_DECODER, PrepareCustom)
TARE_DECODER(TARE_TF_KERNEL, CTCBeamSearchDecoder, PrepareTf)

}  // namespace tare
