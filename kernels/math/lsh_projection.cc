// LSH_PROJECTION: bits that say whether the sum of hashes of (seed, item) over the input's items, weighted or not, is
// positive. Sparse: the bits of a row of seeds are one number, which counts from the row's own 2^bits on.
#include "kernels/tf/fingerprint.h"
#include "runtime/kernel.h"
#include "runtime/schema.h"

namespace tare {
namespace {

constexpr int kSeeds = 0, kInput = 1, kItemWeights = 2;
constexpr int kSparse = 1, kDense = 2;

int TypeOf(Kernel k) { return k.options().Scalar<int8_t>(options::LSHProjectionOptions::type); }

Status Prepare(Kernel k) {
  const Tensor seeds = k.input(kSeeds), in = k.input(kInput);
  constexpr int kMostBits = 32;
  TARE_REQUIRE(k, seeds.type() == kTfLiteFloat32 && seeds.rank() == 2 && seeds.dim(1) <= kMostBits, "bad seeds");
  TARE_REQUIRE(k, in.rank() >= 1 && in.dim(0) >= 1 && ElementBytes(in.type()), "bad input");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt32, "output is not int32");
  const int type = TypeOf(k);
  TARE_REQUIRE(k, type == kDense || type == kSparse, "bad type");
  if (k.has_input(kItemWeights)) {
    const Tensor weights = k.input(kItemWeights);
    TARE_REQUIRE(k, weights.type() == kTfLiteFloat32 && weights.rank() == 1 && weights.dim(0) == in.dim(0),
                 "bad weights");
  }
  TARE_RETURN_IF_ERROR(k.RequestScratch(sizeof(float) + in.bytes() / static_cast<size_t>(in.dim(0))));
  Shape shape = {1, {seeds.dim(0)}};
  TARE_REQUIRE(k, type == kSparse || !__builtin_mul_overflow(seeds.dim(0), seeds.dim(1), &shape.dims[0]), "too large");
  return k.ResizeOutput(0, shape);
}

uint32_t Bit(Kernel k, float seed) {
  const Tensor in = k.input(kInput), weights = k.optional_input(kItemWeights);
  const size_t item = in.bytes() / static_cast<size_t>(in.dim(0));
  char* key = k.scratch<char>();
  __builtin_memcpy(key, &seed, sizeof(seed));
  double score = 0;
  for (int i = 0; i < in.dim(0); ++i) {
    if (item) __builtin_memcpy(key + sizeof(seed), in.data<char>() + static_cast<size_t>(i) * item, item);
    const auto hash = static_cast<double>(static_cast<int64_t>(tf::Fingerprint({key, sizeof(seed) + item})));
    score += weights ? double{weights.data<float>()[i]} * hash : hash;
  }
  return score > 0;
}

Status Eval(Kernel k) {
  const Tensor seeds = k.input(kSeeds);
  const int bits = seeds.dim(1);
  auto* out = k.output(0).data<int32_t>();
  for (int row = 0; row < seeds.dim(0); ++row) {
    uint32_t word = 0;
    for (int b = 0; b < bits; ++b) {
      const uint32_t bit = Bit(k, seeds.data<float>()[ptrdiff_t{row} * bits + b]);
      word = word << 1 | bit;
      if (TypeOf(k) == kDense) *out++ = static_cast<int32_t>(bit);
    }
    const auto first = static_cast<uint32_t>((static_cast<uint64_t>(row) << bits));
    if (TypeOf(k) == kSparse) *out++ = static_cast<int32_t>(word + first);
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(LSH_PROJECTION, f32_any, {.prepare = Prepare, .eval = Eval, .inputs = {2, 3}})

}  // namespace tare
