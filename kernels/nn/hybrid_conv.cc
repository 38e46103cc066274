// Quantizes the input slice by slice, then runs the integer convolution: once where only scales differ between slices,
// slice by slice where zero points do.
#include "kernels/nn/hybrid_conv.h"

#include "kernels/nn/transposed_i8.h"

namespace tare {
namespace {

constexpr ptrdiff_t kChunk = 1 << 14;  // floats that a thread takes at once

constexpr size_t Align(size_t bytes) { return (bytes + 63) & ~size_t{63}; }

constexpr int64_t Chunks(int64_t n) { return (n + kChunk - 1) / kChunk; }

}  // namespace

bool ScalesDiffer(Tensor filter) {
  const TfLiteAffineQuantization* affine = filter.affine();
  if (!affine || !affine->scale) return false;
  const float* scales = affine->scale->data;
  for (int i = 1; i < affine->scale->size; ++i) {
    if (scales[i] != scales[0]) return true;
  }
  return false;
}

Status PrepareHybridConv(Kernel k, const HybridConvTensors& tensors, HybridConv& h) {
  const Tensor input = k.input(tensors.input), filter = k.input(tensors.filter), bias = k.optional_input(tensors.bias);
  TARE_REQUIRE(k,
               input.type() == kTfLiteFloat32 && (filter.type() == kTfLiteInt8 || filter.type() == kTfLiteUInt8) &&
                   k.output(0).type() == kTfLiteFloat32 && (!bias || bias.type() == kTfLiteFloat32),
               "unsupported types");
  const TfLiteAffineQuantization* affine = filter.affine();
  TARE_REQUIRE(k, affine && affine->scale && affine->scale->size > 0, "bad quantization");
  h.scales = affine->scale->size;
  TARE_REQUIRE(k, h.scales == 1 || h.scales == filter.dim(tensors.channel_dimension), "bad number of scales");
  return kOk;
}

size_t HybridInputBytes(Tensor input, const HybridConv& h) {
  const int64_t n = input.elements();
  return Align(n) + Align(sizeof(HybridSlice) * h.g.batch) +
         Align(sizeof(HybridRange) * Chunks(h.g.batch ? n / h.g.batch : 0));
}

HybridInput QuantizeInput(Kernel k, Tensor input, const HybridConv& h, uint8_t* scratch) {
  const ptrdiff_t n = input.elements(), size = h.g.batch ? n / h.g.batch : 0;
  auto* slices = reinterpret_cast<HybridSlice*>(scratch + Align(n));
  auto* ranges = reinterpret_cast<HybridRange*>(scratch + Align(n) + Align(sizeof(HybridSlice) * h.g.batch));
  const int chunks = static_cast<int>(Chunks(size));
  for (int s = 0; s < h.g.batch; ++s) {
    const float* x = input.data<float>() + s * size;
    uint8_t* to = scratch + s * size;
    const auto chunk_size = [&](ptrdiff_t at) { return size - at < kChunk ? size - at : kChunk; };
    k.ParallelFor(chunks, kChunk / 4, [&](int begin, int end, int) {
      for (int i = begin; i < end; ++i) {
        const ptrdiff_t at = i * kChunk;
        ranges[i] = {};
        TARE_BEST(RangeF32)(x + at, chunk_size(at), &ranges[i].min, &ranges[i].max);
      }
    });
    HybridRange range = {};
    for (int i = 0; i < chunks; ++i) {
      range.min = ranges[i].min < range.min ? ranges[i].min : range.min;
      range.max = ranges[i].max > range.max ? ranges[i].max : range.max;
    }
    slices[s] = ChooseScale(range, h.asymmetric);
    const float inverse = InverseOf(range, slices[s], h.asymmetric);
    const float zero = static_cast<float>(slices[s].zero), min = h.asymmetric ? -128 : -127;
    k.ParallelFor(chunks, kChunk / 4, [&](int begin, int end, int) {
      for (int i = begin; i < end; ++i) {
        const ptrdiff_t at = i * kChunk;
        TARE_BEST(QuantizeF32)(x + at, chunk_size(at), inverse, zero, min, to + at);
      }
    });
  }
  return {scratch, slices};
}

DequantizeSumsI8 HybridOutput(Kernel k, const HybridConvTensors& tensors, const HybridConv& h) {
  const Tensor bias = k.optional_input(tensors.bias);
  const ActivationRange range = FloatActivationRange(h.g.activation);
  DequantizeSumsI8 to = {};
  to.channel_scale = k.input(tensors.filter).affine()->scale->data;
  to.channel_step = h.scales > 1;
  to.bias = bias ? bias.data<float>() : nullptr;
  to.scale_last = h.scale_last;
  to.min = range.min;
  to.max = range.max;
  to.out = k.output(0).data<float>();
  return to;
}

namespace {

struct Target {
  DequantizeSumsI8 to;
  const HybridSlice* slices;
  int slice_pixels;  // output pixels of a slice
};

void StoreHybrid(const ConvI8& conv, const ConvSums& s) {
  const auto& target = *static_cast<const Target*>(conv.context);
  DequantizeSumsI8 d = target.to;
  d.channel_scale += s.column * d.channel_step;
  if (d.bias) d.bias += s.column;
  if (d.scale_last >= 0) {
    const int last = d.scale_last - s.column;
    d.scale_last = last < 0 ? 0 : last > s.columns ? s.columns : last;
  }
  d.sums_stride = s.stride;
  d.columns = s.columns;
  d.out_stride = s.pixel_step * target.to.out_stride;
  // Rows of a tile that belong to one slice go together.
  for (int row = 0; row < s.rows; row += d.rows) {
    const int pixel = s.first_pixel + row * s.pixel_step, slice = pixel / target.slice_pixels;
    const int left = (slice + 1) * target.slice_pixels - pixel, fit = (left + s.pixel_step - 1) / s.pixel_step;
    d.rows = s.rows - row < fit ? s.rows - row : fit;
    d.scale = target.slices[slice].scale;
    d.sums = s.sums + row * s.stride;
    d.out = target.to.out + ptrdiff_t{pixel} * target.to.out_stride + s.column;
    TARE_BEST(RunDequantizeSumsI8)(d);
  }
}

constexpr OperandsI8 kOperands = {0, 0, 0};

}  // namespace

Status RequestHybridConvScratch(Kernel k, const HybridConvTensors& tensors, const HybridConv& h,
                                const ConvKindI8& kind) {
  ConvI8 conv;
  conv.g = kind.locate ? TransposedGeometry(k, h.g) : h.g;
  conv.operands = kOperands;
  conv.kind = kind;
  return RequestConvI8Scratch(k, conv, HybridInputBytes(k.input(tensors.input), h));
}

void EvalHybridConv(Kernel k, const HybridConvTensors& tensors, const HybridConv& h, const ConvKindI8& kind) {
  auto* scratch = k.scratch<uint8_t>();
  const Tensor input = k.input(tensors.input);
  const HybridInput in = QuantizeInput(k, input, h, scratch);
  Target target = {HybridOutput(k, tensors, h), in.slices, 0};
  ConvI8 conv;
  conv.g = kind.locate ? ForwardGeometry(h.g) : h.g;
  conv.operands = kOperands;
  conv.kind = kind;
  conv.input = in.bytes;
  conv.filter = k.input(tensors.filter).data<uint8_t>();
  conv.bias = nullptr;
  conv.store = StoreHybrid;
  conv.context = &target;
  target.to.out_stride = conv.g.out_c;
  target.slice_pixels = conv.g.out_h * conv.g.out_w;
  const int runs = h.asymmetric ? h.g.batch : 1;
  if (h.asymmetric) conv.g.batch = 1;
  for (int run = 0; run < runs; ++run) {
    if (h.asymmetric) conv.operands.input_zero = in.slices[run].zero;
    conv.Plan();
    conv.RunAll(k, scratch + HybridInputBytes(input, h));
    conv.input += ptrdiff_t{conv.g.in_h} * conv.g.in_w * conv.g.in_c;
    target.to.out += ptrdiff_t{target.slice_pixels} * conv.g.out_c;
    ++target.slices;
  }
}

}  // namespace tare
