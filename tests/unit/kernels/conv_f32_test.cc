// The float convolutions and pools against plain loops in double, on random shapes, at every ISA level that this
// machine runs. The drivers are called directly so that both levels and odd unit ranges can be tried.
#include "kernels/nn/conv_f32.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <memory>
#include <random>
#include <vector>

#include "kernels/nn/window_f32.h"
#include "kernels/padding.h"

namespace tare {
namespace {

using Values = std::vector<float>;

class Random {
 public:
  explicit Random(uint32_t seed) : engine_(seed) {}
  int Pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(engine_); }
  Values Floats(size_t n) {
    Values v(n);
    for (float& x : v) x = std::uniform_real_distribution<float>(-1, 1)(engine_);
    return v;
  }

 private:
  std::mt19937 engine_;
};

/// A random window with at least one position.
ConvGeometry RandomGeometry(Random& random) {
  ConvGeometry g = {};
  for (;;) {
    g.batch = random.Pick(1, 2);
    g.in_h = random.Pick(1, 14);
    g.in_w = random.Pick(1, 14);
    g.filter_h = random.Pick(1, 4);
    g.filter_w = random.Pick(1, 5);
    g.stride_h = random.Pick(1, 3);
    g.stride_w = random.Pick(1, 3);
    g.dilation_h = random.Pick(1, 3);
    g.dilation_w = random.Pick(0, 2) ? 1 : random.Pick(2, 3);
    g.activation = static_cast<Activation>(random.Pick(0, 3));
    const Padding padding = random.Pick(0, 1) ? Padding::kSame : Padding::kValid;
    const Window h = ComputeWindow(padding, g.in_h, g.filter_h, g.stride_h, g.dilation_h);
    const Window w = ComputeWindow(padding, g.in_w, g.filter_w, g.stride_w, g.dilation_w);
    if (h.output < 1 || w.output < 1) continue;
    g.out_h = h.output;
    g.out_w = w.output;
    g.pad_h = h.pad_before;
    g.pad_w = w.pad_before;
    g.groups = 1;
    return g;
  }
}

double Activate(const ConvGeometry& g, double x) {
  const ActivationRange range = FloatActivationRange(g.activation);
  return x < range.min ? range.min : x > range.max ? range.max : x;
}

/// Calls visit(output index, output channel, value(tap_y, tap_x, channel) or absent) the plain way: for every output
/// element, visit(index, image, y, x, c).
template <class Visit>
void ForEachOutput(const ConvGeometry& g, Visit visit) {
  size_t index = 0;
  for (int n = 0; n < g.batch; ++n) {
    for (int y = 0; y < g.out_h; ++y) {
      for (int x = 0; x < g.out_w; ++x) {
        for (int c = 0; c < g.out_c; ++c) visit(index++, n, y, x, c);
      }
    }
  }
}

/// Calls visit(tap_y, tap_x, input offset of channel 0) for the taps inside the input.
template <class Visit>
void ForEachTap(const ConvGeometry& g, int n, int y, int x, Visit visit) {
  for (int ky = 0; ky < g.filter_h; ++ky) {
    for (int kx = 0; kx < g.filter_w; ++kx) {
      const int iy = y * g.stride_h - g.pad_h + ky * g.dilation_h, ix = x * g.stride_w - g.pad_w + kx * g.dilation_w;
      if (iy < 0 || iy >= g.in_h || ix < 0 || ix >= g.in_w) continue;
      visit(ky, kx, ((size_t{1} * n * g.in_h + iy) * g.in_w + ix) * g.in_c);
    }
  }
}

/// Runs an op in ranges of random length, as threads would, into an output that starts as NaN.
template <class Op>
Values RunInRanges(Op& op, Random& random) {
  const ConvGeometry& g = op.g;
  Values output(size_t{1} * g.batch * g.out_h * g.out_w * g.out_c, std::numeric_limits<float>::quiet_NaN());
  op.output = output.data();
  std::unique_ptr<void, decltype(&std::free)> scratch(std::aligned_alloc(64, op.thread_scratch + 64), &std::free);
  *static_cast<int*>(scratch.get()) = -1;  // no block is packed
  for (int begin = 0; begin < op.units;) {
    const int end = begin + random.Pick(1, op.units - begin);
    op.Run(begin, end, static_cast<uint8_t*>(scratch.get()));
    begin = end;
  }
  return output;
}

/// `k` products of values in [-1, 1] were summed: a few roundings of the partial sums are allowed.
void ExpectNear(const Values& got, const std::vector<double>& want, int k) {
  ASSERT_EQ(got.size(), want.size());
  const double tolerance = 6e-8 * (2 + std::sqrt(k)) * (1 + std::sqrt(k));
  for (size_t i = 0; i < got.size(); ++i) ASSERT_NEAR(got[i], want[i], tolerance) << "element " << i;
}

/// The parameter is `wide`: once for the base level, once for the widest where this machine has more than one.
class Level : public testing::TestWithParam<bool> {};

std::vector<bool> Levels() {
  std::vector<bool> levels = {false};
  if (BestLevel()) levels.push_back(true);
  return levels;
}

TEST_P(Level, ConvolutionMatchesDoubles) {
  Random random(1);
  for (int round = 0; round < 300; ++round) {
    ConvGeometry g = RandomGeometry(random);
    g.groups = random.Pick(0, 3) ? 1 : random.Pick(2, 3);
    g.filter_c = random.Pick(0, 1) ? random.Pick(1, 5) : random.Pick(1, 40);
    g.in_c = g.filter_c * g.groups;
    g.out_c = g.groups * random.Pick(1, 40);
    const size_t k = size_t{1} * g.filter_h * g.filter_w * g.filter_c;
    const Values input = random.Floats(size_t{1} * g.batch * g.in_h * g.in_w * g.in_c);
    const Values filter = random.Floats(k * g.out_c), bias = random.Floats(g.out_c);
    const bool biased = random.Pick(0, 4) != 0;

    ConvF32 op;
    op.g = g;
    op.wide = GetParam();
    op.input = input.data();
    op.filter = filter.data();
    op.bias = biased ? bias.data() : nullptr;
    op.Plan();
    const Values got = RunInRanges(op, random);

    std::vector<double> want(got.size());
    ForEachOutput(g, [&](size_t i, int n, int y, int x, int o) {
      double sum = biased ? bias[o] : 0;
      ForEachTap(g, n, y, x, [&](int ky, int kx, size_t at) {
        for (int c = 0; c < g.filter_c; ++c) {
          const int group = o / (g.out_c / g.groups);
          sum += static_cast<double>(input[at + group * g.filter_c + c]) *
                 filter[((size_t{1} * o * g.filter_h + ky) * g.filter_w + kx) * g.filter_c + c];
        }
      });
      want[i] = Activate(g, sum);
    });
    SCOPED_TRACE(round);
    ExpectNear(got, want, static_cast<int>(k));
    if (HasFatalFailure()) return;
  }
}

TEST_P(Level, LongSumsUseSeveralBlocks) {
  // Few pixels (weights in place) and many (the last tile full, or of one pixel, which reads weights in place), with
  // more outputs than a block of packed weights holds.
  Random random(2);
  for (const int pixels : {1, 3, 4, 24, 25}) {
    ConvGeometry g = {};
    g.batch = g.in_h = g.out_h = g.filter_h = g.filter_w = g.groups = 1;
    g.stride_h = g.stride_w = g.dilation_h = g.dilation_w = 1;
    g.in_w = g.out_w = pixels;
    g.in_c = g.filter_c = 1030;
    g.out_c = 203;
    const Values input = random.Floats(size_t{1} * pixels * g.in_c),
                 filter = random.Floats(size_t{1} * g.in_c * g.out_c);
    ConvF32 op;
    op.g = g;
    op.wide = GetParam();
    op.input = input.data();
    op.filter = filter.data();
    op.bias = nullptr;
    op.Plan();
    ASSERT_GT(op.group_blocks, 1);
    const Values got = RunInRanges(op, random);
    std::vector<double> want(got.size());
    ForEachOutput(g, [&](size_t i, int, int, int x, int o) {
      for (int c = 0; c < g.in_c; ++c) want[i] += static_cast<double>(input[x * g.in_c + c]) * filter[o * g.in_c + c];
    });
    ExpectNear(got, want, g.in_c);
    if (HasFatalFailure()) return;
  }
}

TEST_P(Level, DepthwiseMatchesDoubles) {
  Random random(3);
  for (int round = 0; round < 300; ++round) {
    ConvGeometry g = RandomGeometry(random);
    g.in_c = random.Pick(1, 35);
    const int multiplier = random.Pick(0, 2) ? 1 : random.Pick(2, 5);
    g.out_c = g.in_c * multiplier;
    g.filter_c = 1;
    const Values input = random.Floats(size_t{1} * g.batch * g.in_h * g.in_w * g.in_c);
    const Values filter = random.Floats(size_t{1} * g.filter_h * g.filter_w * g.out_c), bias = random.Floats(g.out_c);
    const bool biased = random.Pick(0, 4) != 0;

    WindowF32 op;
    op.g = g;
    op.run = TARE_AT_LEVEL(GetParam(), RunDepthwiseF32);
    op.input = input.data();
    op.filter = filter.data();
    op.bias = biased ? bias.data() : nullptr;
    op.Plan();
    const Values got = RunInRanges(op, random);

    std::vector<double> want(got.size());
    ForEachOutput(g, [&](size_t i, int n, int y, int x, int o) {
      double sum = biased ? bias[o] : 0;
      ForEachTap(g, n, y, x, [&](int ky, int kx, size_t at) {
        sum +=
            static_cast<double>(input[at + o / multiplier]) * filter[(size_t{1} * ky * g.filter_w + kx) * g.out_c + o];
      });
      want[i] = Activate(g, sum);
    });
    SCOPED_TRACE(round);
    ExpectNear(got, want, g.filter_h * g.filter_w);
    if (HasFatalFailure()) return;
  }
}

TEST_P(Level, PoolsMatchDoubles) {
  Random random(4);
  for (int round = 0; round < 300; ++round) {
    ConvGeometry g = RandomGeometry(random);
    g.dilation_h = g.dilation_w = 1;
    const Padding padding = random.Pick(0, 1) ? Padding::kSame : Padding::kValid;
    const Window h = ComputeWindow(padding, g.in_h, g.filter_h, g.stride_h, 1);
    const Window w = ComputeWindow(padding, g.in_w, g.filter_w, g.stride_w, 1);
    g.out_h = h.output;
    g.out_w = w.output;
    g.pad_h = h.pad_before;
    g.pad_w = w.pad_before;
    g.in_c = g.out_c = random.Pick(1, 35);
    const bool average = random.Pick(0, 1);
    const Values input = random.Floats(size_t{1} * g.batch * g.in_h * g.in_w * g.in_c);

    WindowF32 op;
    op.g = g;
    op.run = average ? TARE_AT_LEVEL(GetParam(), RunAveragePoolF32) : TARE_AT_LEVEL(GetParam(), RunMaxPoolF32);
    op.input = input.data();
    op.filter = op.bias = nullptr;
    op.Plan();
    const Values got = RunInRanges(op, random);

    std::vector<double> want(got.size());
    ForEachOutput(g, [&](size_t i, int n, int y, int x, int c) {
      double sum = 0, largest = -2;
      int count = 0;
      ForEachTap(g, n, y, x, [&](int, int, size_t at) {
        sum += input[at + c];
        largest = std::max<double>(largest, input[at + c]);
        ++count;
      });
      want[i] = Activate(g, average ? sum / count : largest);
    });
    SCOPED_TRACE(round);
    ExpectNear(got, want, 1);
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Isa, Level, testing::ValuesIn(Levels()),
                         [](const auto& test) { return test.param ? "widest" : "base"; });

}  // namespace
}  // namespace tare
