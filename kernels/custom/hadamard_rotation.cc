// aeq.hadamard_rotation: each stretch of hadamard_size numbers times the Hadamard matrix over the square root of its
// size: log2(size) rounds of sums and differences.
#include "kernels/flexbuffer.h"

namespace tare {
namespace {

/// The node's data is the size.
Status Prepare(Kernel k) {
  auto& size = *k.data<int32_t>();
  const Flex options = Flex::Options(k);
  TARE_REQUIRE(k, options.is_map(), "bad custom options");
  size = options["hadamard_size"].Int32();
  TARE_REQUIRE(k, size > 0 && (size & (size - 1)) == 0, "hadamard_size must be a power of two");
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, (in.rank() == 2 || in.rank() == 3) && k.output(0).type() == kTfLiteFloat32, "bad input or output");
  return k.ResizeOutputLike(0, in);
}

Status Eval(Kernel k) {
  const int size = *k.data<int32_t>();
  const Tensor in = k.input(0);
  auto* out = k.output(0).data<float>();
  if (out != in.data<float>()) __builtin_memcpy(out, in.data<float>(), in.bytes());
  const auto stretches = static_cast<int>(in.Elements(0, in.rank() - 1) * (in.dim(-1) / size));
  const float norm = 1 / __builtin_elementwise_sqrt(static_cast<float>(size));
  k.ParallelFor(stretches, int64_t{size} * 20, [&](int begin, int end, int /*thread*/) {
    for (int s = begin; s < end; ++s) {
      float* x = out + int64_t{s} * size;
      for (int half = 1; half < size; half *= 2) {
        for (int block = 0; block < size; block += 2 * half) {
          for (int i = block; i < block + half; ++i) {
            const float a = x[i], b = x[i + half];
            x[i] = a + b;
            x[i + half] = a - b;
          }
        }
      }
      for (int i = 0; i < size; ++i) x[i] *= norm;
    }
  });
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(HADAMARD_ROTATION, f32,
                   {.prepare = Prepare, .eval = Eval, .data_bytes = sizeof(int32_t), .in_place = 1})

}  // namespace tare
