// Times the float inner loops alone on the layer shapes of MobileNet v1 1.0 224, on one thread, per ISA level: what a
// whole-model benchmark cannot show is which layer lags. Prints milliseconds, multiply-adds per nanosecond, and the
// sum. Usage: micro_f32 [rounds]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "kernels/nn/conv_f32.h"
#include "kernels/nn/window_f32.h"
#include "kernels/padding.h"

namespace {

using tare::ConvGeometry;

struct Layer {
  const char* name;
  int size, in_c, out_c, filter, stride;
  bool depthwise;
  int times;  // in the model
};

// Layers of equal shape are listed once.
constexpr Layer kLayers[] = {
    {"conv 3x3/2 224x3>32", 224, 3, 32, 3, 2, false, 1}, {"dw 112x32", 112, 32, 32, 3, 1, true, 1},
    {"1x1 112 32>64", 112, 32, 64, 1, 1, false, 1},      {"dw/2 112x64", 112, 64, 64, 3, 2, true, 1},
    {"1x1 56 64>128", 56, 64, 128, 1, 1, false, 1},      {"dw 56x128", 56, 128, 128, 3, 1, true, 1},
    {"1x1 56 128>128", 56, 128, 128, 1, 1, false, 1},    {"dw/2 56x128", 56, 128, 128, 3, 2, true, 1},
    {"1x1 28 128>256", 28, 128, 256, 1, 1, false, 1},    {"dw 28x256", 28, 256, 256, 3, 1, true, 1},
    {"1x1 28 256>256", 28, 256, 256, 1, 1, false, 1},    {"dw/2 28x256", 28, 256, 256, 3, 2, true, 1},
    {"1x1 14 256>512", 14, 256, 512, 1, 1, false, 1},    {"dw 14x512", 14, 512, 512, 3, 1, true, 5},
    {"1x1 14 512>512", 14, 512, 512, 1, 1, false, 5},    {"dw/2 14x512", 14, 512, 512, 3, 2, true, 1},
    {"1x1 7 512>1024", 7, 512, 1024, 1, 1, false, 1},    {"dw 7x1024", 7, 1024, 1024, 3, 1, true, 1},
    {"1x1 7 1024>1024", 7, 1024, 1024, 1, 1, false, 1},  {"1x1 1 1024>1001", 1, 1024, 1001, 1, 1, false, 1},
};

ConvGeometry Geometry(const Layer& l) {
  const tare::Window w = tare::ComputeWindow(tare::Padding::kSame, l.size, l.filter, l.stride, 1);
  ConvGeometry g = {};
  g.batch = g.groups = g.dilation_h = g.dilation_w = 1;
  g.in_h = g.in_w = l.size;
  g.in_c = l.in_c;
  g.out_h = g.out_w = w.output;
  g.out_c = l.out_c;
  g.filter_h = g.filter_w = l.filter;
  g.filter_c = l.depthwise ? 1 : l.in_c;
  g.stride_h = g.stride_w = l.stride;
  g.pad_h = g.pad_w = w.pad_before;
  g.activation = tare::Activation::kRelu6;
  return g;
}

/// Floats at the alignment that the runtime gives tensors; weights in a model have 16 bytes.
struct Buffer {
  explicit Buffer(size_t n, size_t offset = 0)
      : memory(static_cast<float*>(std::aligned_alloc(64, (n * 4 + 191) / 64 * 64))),
        floats(memory.get() + offset / 4) {}
  struct Free {
    void operator()(void* p) const { std::free(p); }
  };
  std::unique_ptr<float, Free> memory;
  float* floats;
  float* data() const { return floats; }
};

Buffer Random(size_t n, size_t offset = 0) {
  Buffer v(n, offset);
  for (size_t i = 0; i < n; ++i) v.floats[i] = static_cast<float>(std::rand() % 2001 - 1000) / 1000.f;
  return v;
}

template <class Op>
double BestMs(Op& op, int rounds) {
  auto* scratch = static_cast<uint8_t*>(std::aligned_alloc(64, op.thread_scratch + 64));
  double best = 1e9;
  for (int i = 0; i < rounds; ++i) {
    *reinterpret_cast<int*>(scratch) = -1;
    const auto start = std::chrono::steady_clock::now();
    op.Run(0, op.units, scratch);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    best = took.count() < best ? took.count() : best;
  }
  std::free(scratch);
  return best;
}

void Choose(tare::ConvF32& op, bool wide) { op.wide = wide; }
void Choose(tare::WindowF32& op, bool wide) { op.run = TARE_AT_LEVEL(wide, RunDepthwiseF32); }

template <class Op>
double Time(const ConvGeometry& g, bool wide, int rounds) {
  const auto input = Random(size_t{1} * g.in_h * g.in_w * g.in_c);
  const auto filter = Random(size_t{1} * g.filter_h * g.filter_w * g.filter_c * g.out_c, 16);
  const auto bias = Random(g.out_c, 16);
  const Buffer output(size_t{1} * g.out_h * g.out_w * g.out_c);
  Op op;
  op.g = g;
  op.input = input.data();
  op.filter = filter.data();
  op.bias = bias.data();
  op.output = output.data();
  Choose(op, wide);
  op.Plan();
  return BestMs(op, rounds);
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? static_cast<int>(std::strtol(argv[1], nullptr, 10)) : 20;
  for (int wide = tare::BestLevel(); wide >= 0; --wide) {
    std::printf("level %s\n", wide ? "widest" : "base");
    double sum = 0;
    for (const Layer& l : kLayers) {
      const ConvGeometry g = Geometry(l);
      const double ms = l.depthwise ? Time<tare::WindowF32>(g, wide, rounds) : Time<tare::ConvF32>(g, wide, rounds);
      const double macs = 1e-6 * g.out_h * g.out_w * g.out_c * g.filter_h * g.filter_w * g.filter_c;
      std::printf("  %-20s x%d %8.3f ms %7.1f MAC/ns\n", l.name, l.times, ms, macs / ms);
      sum += ms * l.times;
    }
    std::printf("  sum %.3f ms\n", sum);
  }
}
