// The integer convolutions, pools and their ends against plain loops, on random shapes and operands, at every ISA level
// that this machine runs. The drivers are called directly so that all levels and odd unit ranges can be tried.
#include "kernels/nn/conv_i8.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <climits>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <random>
#include <vector>

#include "kernels/fixed_point.h"
#include "kernels/micro/hybrid_i8.h"
#include "kernels/micro/requant_i8.h"
#include "kernels/nn/depthwise_i8.h"
#include "kernels/nn/transposed_i8.h"
#include "kernels/padding.h"

namespace tare {
namespace {

using Bytes = std::vector<uint8_t>;
using Ints = std::vector<int32_t>;

class Random {
 public:
  explicit Random(uint32_t seed) : engine_(seed) {}
  int Pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(engine_); }
  /// Exactly sized, so that the sanitizer sees reads beyond the end.
  Bytes Fill(size_t n) {
    Bytes v(n);
    for (uint8_t& x : v) x = static_cast<uint8_t>(engine_());
    return v;
  }
  Ints Fill32(size_t n, int limit) {
    Ints v(n);
    for (int32_t& x : v) x = Pick(-limit, limit);
    return v;
  }

 private:
  std::mt19937 engine_;
};

/// A random window with at least one position.
ConvGeometry RandomGeometry(Random& random, bool dilated) {
  ConvGeometry g = {};
  for (;;) {
    g.batch = random.Pick(1, 2);
    g.in_h = random.Pick(1, 14);
    g.in_w = random.Pick(1, 14);
    g.filter_h = random.Pick(1, 4);
    g.filter_w = random.Pick(1, 5);
    g.stride_h = random.Pick(1, 3);
    g.stride_w = random.Pick(1, 3);
    g.dilation_h = dilated ? random.Pick(1, 3) : 1;
    g.dilation_w = !dilated || random.Pick(0, 2) ? 1 : random.Pick(2, 3);
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

constexpr int32_t kUnset = INT32_MIN + 7;

void StoreSums(const ConvI8& conv, const ConvSums& s) {
  auto* out = const_cast<int32_t*>(static_cast<const int32_t*>(conv.context));
  for (int r = 0; r < s.rows; ++r) {
    for (int c = 0; c < s.columns; ++c) {
      int32_t& to = out[size_t{1} * (s.first_pixel + r * s.pixel_step) * conv.g.out_c + s.column + c];
      // Tiles of an engine by channel may overlap.
      EXPECT_TRUE(to == kUnset || (conv.engine.by_channel && to == s.sums[r * s.stride + c])) << "stored twice";
      to = s.sums[r * s.stride + c];
    }
  }
}

using Memory = std::unique_ptr<void, decltype(&std::free)>;
Memory Aligned(size_t bytes) { return {std::aligned_alloc(64, (bytes + 63) & ~size_t{63}), &std::free}; }

/// Runs an op in ranges of random length, as threads would; half of the ops with weights packed before.
void RunInRanges(ConvI8 op, Random& random) {
  const Memory scratch = Aligned(op.thread_scratch);
  Memory kept = Aligned(0);
  if (kBytePanels && op.engine.pack_panel && !op.IsInPlace() && random.Pick(0, 1)) {
    kept = Aligned(op.block_bytes * op.group_blocks * op.g.group_count());
    op.Keep(static_cast<uint8_t*>(kept.get()));
    op.filter = nullptr;
    op.bias = nullptr;
  }
  *static_cast<int*>(scratch.get()) = -1;  // ConvI8: no block is packed
  for (int begin = 0; begin < op.units;) {
    const int end = begin + random.Pick(1, op.units - begin);
    op.Run(begin, end, static_cast<uint8_t*>(scratch.get()));
    begin = end;
  }
}

/// int8, with or without a zero point of the weights, or uint8.
OperandsI8 RandomOperands(Random& random) {
  const int kind = random.Pick(0, 3);
  return {random.Pick(-128, 127), kind < 2 ? 0 : random.Pick(-128, 127), static_cast<uint8_t>(kind == 3 ? 128 : 0)};
}

int Value(uint8_t byte, uint8_t flip, int zero) { return static_cast<int8_t>(byte ^ flip) - zero; }

/// The parameter is `wide`: once for the base level, once for the widest where this machine has more than one.
class IntegerLevel : public testing::TestWithParam<bool> {};

std::vector<bool> Levels() {
  std::vector<bool> levels = {false};
  if (BestLevel()) levels.push_back(true);
  return levels;
}

struct Convolution {
  ConvI8 op = {};
  Bytes input, filter;
  Ints bias, got;

  Convolution(const ConvGeometry& g, Random& random) {
    const size_t k = size_t{1} * g.filter_h * g.filter_w * g.filter_c;
    input = random.Fill(size_t{1} * g.batch * g.in_h * g.in_w * g.in_c);
    filter = random.Fill(k * g.out_c);
    bias = random.Fill32(g.out_c, 100000);
    got.assign(size_t{1} * g.batch * g.out_h * g.out_w * g.out_c, kUnset);
    op.g = g;
    op.operands = RandomOperands(random);
    op.kind = kMatrixI8;
    op.input = input.data();
    op.filter = filter.data();
    op.bias = random.Pick(0, 4) ? bias.data() : nullptr;
    op.store = StoreSums;
    op.context = got.data();
  }
  int Product(size_t at, size_t weight) const {
    return Value(input[at], op.operands.flip(), op.operands.input_zero) *
           Value(filter[weight], op.operands.flip(), op.operands.weight_zero);
  }
  int Start(int o) const { return op.bias ? op.bias[o] : 0; }
};

void CheckConvolution(const ConvGeometry& g, Random& random, bool wide) {
  Convolution conv(g, random);
  conv.op.Plan(wide);
  RunInRanges(conv.op, random);
  Ints want(conv.got.size());
  ForEachOutput(g, [&](size_t i, int n, int y, int x, int o) {
    want[i] = conv.Start(o);
    const int group = o / (g.out_c / g.groups);
    ForEachTap(g, n, y, x, [&](int ky, int kx, size_t at) {
      const size_t weight = ((size_t{1} * o * g.filter_h + ky) * g.filter_w + kx) * g.filter_c;
      for (int c = 0; c < g.filter_c; ++c) want[i] += conv.Product(at + group * g.filter_c + c, weight + c);
    });
  });
  ASSERT_EQ(conv.got, want);
}

TEST_P(IntegerLevel, Convolution) {
  Random random(1);
  for (int round = 0; round < 300; ++round) {
    ConvGeometry g = RandomGeometry(random, true);
    g.groups = random.Pick(0, 3) ? 1 : random.Pick(2, 3);
    g.filter_c = random.Pick(0, 1) ? random.Pick(1, 5) : random.Pick(1, 70);
    g.in_c = g.filter_c * g.groups;
    g.out_c = g.groups * (random.Pick(0, 4) ? random.Pick(1, 20) : random.Pick(20, 70));
    SCOPED_TRACE(round);
    CheckConvolution(g, random, GetParam());
    if (HasFatalFailure()) return;
  }
}

TEST_P(IntegerLevel, ConvolutionInSeveralBlocks) {
  // Few pixels (weights in place) and many, with more outputs than a block of packed weights holds.
  Random random(2);
  for (const int pixels : {1, 3, 4, 25}) {
    ConvGeometry g = {};
    g.in_h = g.out_h = g.in_w = g.out_w = g.filter_h = g.filter_w = g.groups = 1;
    g.stride_h = g.stride_w = g.dilation_h = g.dilation_w = 1;
    g.batch = pixels;
    g.in_c = g.filter_c = 3000;
    g.out_c = 203;
    CheckConvolution(g, random, GetParam());
    if (HasFatalFailure()) return;
  }
}

TEST_P(IntegerLevel, TransposedConvolution) {
  Random random(3);
  for (int round = 0; round < 200; ++round) {
    ConvGeometry g = RandomGeometry(random, false);  // of the op: from its output to its input
    g.out_c = g.filter_c = random.Pick(1, 20);
    g.in_c = random.Pick(1, 40);
    if (random.Pick(0, 3) == 0) g.in_w += random.Pick(1, 3);  // a shape that the input does not lead to
    Convolution conv(ForwardGeometry(g), random);
    conv.op.kind = kTransposed;
    conv.op.Plan(GetParam());
    RunInRanges(conv.op, random);
    Ints want(conv.got.size());
    ForEachOutput(conv.op.g, [&](size_t i, int, int, int, int o) { want[i] = conv.Start(o); });
    // Scatter: each input pixel adds its products to the outputs that it touches.
    ConvGeometry taps = g;
    taps.out_c = 1;
    ForEachOutput(taps, [&](size_t pixel, int n, int y, int x, int) {
      ForEachTap(g, n, y, x, [&](int ky, int kx, size_t at) {
        for (int o = 0; o < g.in_c; ++o) {
          const size_t weight = ((size_t{1} * o * g.filter_h + ky) * g.filter_w + kx) * g.filter_c;
          for (int c = 0; c < g.filter_c; ++c) want[at + o] += conv.Product(pixel * g.out_c + c, weight + c);
        }
      });
    });
    SCOPED_TRACE(round);
    ASSERT_EQ(conv.got, want);
  }
}

TEST_P(IntegerLevel, Depthwise) {
  Random random(4);
  for (int round = 0; round < 300; ++round) {
    ConvGeometry g = RandomGeometry(random, true);
    g.in_c = random.Pick(1, 70);
    const int multiplier = random.Pick(0, 2) ? 1 : random.Pick(2, 5);
    g.out_c = g.in_c * multiplier;
    g.filter_c = 1;
    Convolution conv(g, random);
    conv.op.kind = kDepthwiseI8;
    conv.op.Plan(GetParam());
    RunInRanges(conv.op, random);
    Ints want(conv.got.size());
    ForEachOutput(g, [&](size_t i, int n, int y, int x, int o) {
      want[i] = conv.Start(o);
      ForEachTap(g, n, y, x, [&](int ky, int kx, size_t at) {
        want[i] += conv.Product(at + o / multiplier, (size_t{1} * ky * g.filter_w + kx) * g.out_c + o);
      });
    });
    SCOPED_TRACE(round);
    ASSERT_EQ(conv.got, want);
  }
}

TEST_P(IntegerLevel, DepthwiseInSeveralBlocks) {
  Random random(8);
  ConvGeometry g = {};
  g.batch = g.in_h = g.out_h = g.stride_h = g.stride_w = g.dilation_h = g.dilation_w = g.groups = g.filter_c = 1;
  g.in_w = 1100;
  g.filter_h = 1;
  g.filter_w = 1000;
  g.out_w = 101;
  g.in_c = g.out_c = 203;
  Convolution conv(g, random);
  conv.op.kind = kDepthwiseI8;
  conv.op.Plan(GetParam());
  ASSERT_GT(conv.op.group_blocks, 1);
  RunInRanges(conv.op, random);
  Ints want(conv.got.size());
  ForEachOutput(g, [&](size_t i, int n, int y, int x, int o) {
    want[i] = conv.Start(o);
    ForEachTap(g, n, y, x,
               [&](int, int kx, size_t at) { want[i] += conv.Product(at + o, size_t{1} * kx * g.out_c + o); });
  });
  ASSERT_EQ(conv.got, want);
}

/// Stores the bytes of a pool's tile.
void StoreBytes(const ConvI8& conv, const ConvSums& s) {
  auto* out = const_cast<uint8_t*>(static_cast<const uint8_t*>(conv.context));
  const auto* from = reinterpret_cast<const uint8_t*>(s.sums);
  for (int r = 0; r < s.rows; ++r) {
    std::copy_n(from + r * s.stride, s.columns, out + size_t{1} * (s.first_pixel + r) * conv.g.out_c + s.column);
  }
}

TEST_P(IntegerLevel, Pools) {
  Random random(5);
  for (int round = 0; round < 300; ++round) {
    ConvGeometry g = RandomGeometry(random, false);
    g.in_c = g.out_c = random.Pick(1, 50);
    g.filter_c = 1;
    const bool average = random.Pick(0, 1);
    Convolution conv(g, random);
    const int flip = conv.op.operands.flip(), low = flip ? 0 : -128;
    const PoolI8 range = {random.Pick(low, low + 60), random.Pick(low + 100, low + 255)};
    Bytes got(conv.got.size()), want(got.size());
    conv.op.filter = reinterpret_cast<const uint8_t*>(&range);
    conv.op.store = StoreBytes;
    conv.op.context = got.data();
    conv.op.kind.engine =
        average ? [](bool wide, const OperandsI8&, int) { return TARE_AT_LEVEL(wide, GetAveragePoolI8)(); }
                : [](bool wide, const OperandsI8&, int) { return TARE_AT_LEVEL(wide, GetMaxPoolI8)(); };
    conv.op.Plan(GetParam());
    RunInRanges(conv.op, random);
    ForEachOutput(g, [&](size_t i, int image, int y, int x, int c) {
      int best = INT_MIN, sum = 0, count = 0;
      ForEachTap(g, image, y, x, [&](int, int, size_t at) {
        const int value = flip ? conv.input[at + c] : static_cast<int8_t>(conv.input[at + c]);
        sum += value;
        ++count;
        best = value > best ? value : best;
      });
      const int result = average ? static_cast<int>(std::lround(double{1} * sum / count)) : best;
      want[i] = static_cast<uint8_t>(std::clamp(result, range.min, range.max));
    });
    SCOPED_TRACE(round);
    ASSERT_EQ(got, want);
  }
}

/// The second rounding with ties up; fixed_point.h has the other one.
int32_t ScaleTiesUp(int32_t x, QuantizedMultiplier m) {
  const int left = m.shift > 0 ? m.shift : 0, right = left - m.shift;
  const int32_t high = SaturatingRoundingDoublingHighMul(x * (1 << left), m.multiplier);
  return static_cast<int32_t>(right ? (high + (int64_t{1} << (right - 1))) >> right : high);
}

TEST_P(IntegerLevel, Requantization) {
  Random random(6);
  for (int round = 0; round < 500; ++round) {
    const int columns = random.Pick(1, 40), rows = random.Pick(1, 5), stride = columns + random.Pick(0, 3);
    // The inner loop reads a whole step.
    Ints multiplier(columns + kRequantStep), shift(columns + kRequantStep), away(columns + kRequantStep);
    for (int c = 0; c < columns; ++c) {
      // Powers of two make ties frequent.
      multiplier[c] = random.Pick(0, 9) == 0 ? 0 : random.Pick(0, 1) ? 1 << 30 : random.Pick(1 << 30, INT32_MAX);
      shift[c] = random.Pick(0, 5) ? random.Pick(-20, 2) : random.Pick(-31, 4);
      away[c] = -random.Pick(0, 1);
    }
    const Ints sums = random.Fill32(size_t{1} * rows * stride + kRequantStep, 1 << random.Pick(4, 26));
    const bool is_uint8 = random.Pick(0, 1);
    const int low = is_uint8 ? 0 : -128, min = random.Pick(low, low + 60), max = random.Pick(low + 100, low + 255);
    const int zero = random.Pick(low, low + 255);
    Bytes got(size_t{1} * rows * stride, 77);
    const RequantI8 request = {{multiplier.data(), shift.data(), away.data()},
                               zero,
                               min,
                               max,
                               sums.data(),
                               stride,
                               got.data(),
                               stride,
                               rows,
                               columns};
    if (round % 2) {
      Requantize(request);  // AVX512, where there is
    } else {
      TARE_AT_LEVEL(GetParam(), RunRequantI8)(request);
    }
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < stride; ++c) {
        const size_t i = size_t{1} * r * stride + c;
        if (c >= columns) {
          ASSERT_EQ(got[i], 77) << "written beyond the row";
          continue;
        }
        const QuantizedMultiplier m = {multiplier[c], shift[c]};
        const int64_t y = int64_t{away[c] ? MultiplyByQuantizedMultiplier(sums[i], m) : ScaleTiesUp(sums[i], m)} + zero;
        ASSERT_EQ(got[i], static_cast<uint8_t>(y < min   ? min
                                               : y > max ? max
                                                         : y))
            << sums[i] << " * " << m.multiplier << " shift " << m.shift << " away " << away[c] << " column " << c;
      }
    }
  }
}

TEST_P(IntegerLevel, FloatsToBytesAndBack) {
  Random random(7);
  for (int round = 0; round < 300; ++round) {
    const int n = random.Pick(1, 100);
    std::vector<float> x(n);
    for (float& v : x) v = static_cast<float>(random.Pick(-1000, 1000)) / 64;
    float min = 0, max = 0, want_min = 0, want_max = 0;
    TARE_AT_LEVEL(GetParam(), RangeF32)(x.data(), n, &min, &max);
    for (const float v : x) {
      want_min = v < want_min ? v : want_min;
      want_max = v > want_max ? v : want_max;
    }
    ASSERT_EQ(min, want_min);
    ASSERT_EQ(max, want_max);
    const float inverse = static_cast<float>(random.Pick(1, 64)) / 4, zero = static_cast<float>(random.Pick(-128, 127));
    Bytes bytes(n);
    TARE_AT_LEVEL(GetParam(), QuantizeF32)(x.data(), n, inverse, zero, -128, bytes.data());
    for (int i = 0; i < n; ++i) {
      const float v = std::round(zero + x[i] * inverse);
      ASSERT_EQ(static_cast<int8_t>(bytes[i]), static_cast<int>(v < -128 ? -128 : v > 127 ? 127 : v));
    }

    const int columns = random.Pick(1, 40), rows = random.Pick(1, 4), scale_last = random.Pick(-1, columns);
    const Ints sums = random.Fill32(size_t{1} * rows * columns, 1 << 20);
    std::vector<float> scales(columns), bias(columns), out(size_t{1} * rows * columns);
    for (int c = 0; c < columns; ++c) {
      scales[c] = static_cast<float>(random.Pick(1, 1000)) / 3e6f;
      bias[c] = static_cast<float>(random.Pick(-1000, 1000)) / 7;
    }
    const int step = random.Pick(0, 1), last = scale_last < 0 ? -1 : step ? scale_last : columns;
    const float s = .37f;
    TARE_AT_LEVEL(GetParam(), RunDequantizeSumsI8)
    ({s, scales.data(), step, bias.data(), last, -50, 60, sums.data(), columns, out.data(), columns, rows, columns});
    for (int i = 0; i < rows * columns; ++i) {
      const int c = i % columns;
      const float w = scales[c * step], sum = static_cast<float>(sums[i]);
      volatile float y = last < 0 ? sum * (s * w) : c < last ? sum * w * s : sum * s * w;
      y = y + bias[c];
      ASSERT_EQ(out[i], y < -50 ? -50 : y > 60 ? 60 : y);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Isa, IntegerLevel, testing::ValuesIn(Levels()),
                         [](const auto& test) { return test.param ? "widest" : "base"; });

}  // namespace
}  // namespace tare
