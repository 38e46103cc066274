// STABLEHLO_RNG_BIT_GENERATOR: random bits and the state after them. The state is a key of two words and a counter of
// two (for Philox, which counts in four words, two more may follow; else the key stands there, too).
#include "kernels/math/philox.h"
#include "runtime/kernel.h"
#include "runtime/schema.h"

namespace tare {
namespace {

enum Algorithm { kDefault, kPhilox, kThreefry };

int AlgorithmOf(Kernel k) { return k.options().Scalar<int8_t>(options::StablehloRngBitGeneratorOptions::algorithm); }

Status Prepare(Kernel k) {
  const Tensor state = k.input(0), next = k.output(0), out = k.output(1);
  const int algorithm = AlgorithmOf(k);
  TARE_REQUIRE(k, algorithm >= kDefault && algorithm <= kThreefry, "bad algorithm");
  TARE_REQUIRE(k,
               state.type() == kTfLiteUInt64 && next.type() == kTfLiteUInt64 && state.rank() == 1 &&
                   (state.dim(0) == 2 || (state.dim(0) == 3 && algorithm != kThreefry)) && next.SameShape(state),
               "bad state");
  TARE_REQUIRE(k,
               out.type() == kTfLiteInt32 || out.type() == kTfLiteUInt32 || out.type() == kTfLiteInt64 ||
                   out.type() == kTfLiteUInt64,
               "bad output type");
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, state));
  return k.ResizeOutputLike(1, out);
}

/// Threefry 2x32-20 of the same paper as Philox.
void Threefry(const uint32_t* key, uint64_t counter, uint32_t* x) {
  constexpr uint8_t kRotations[2][4] = {{13, 15, 26, 6}, {17, 29, 16, 24}};
  const uint32_t keys[] = {key[0], key[1], key[0] ^ key[1] ^ 0x1BD11BDA};
  x[0] = static_cast<uint32_t>(counter) + keys[0];
  x[1] = static_cast<uint32_t>(counter >> 32) + keys[1];
  for (uint32_t group = 0; group < 5; ++group) {
    for (const int by : kRotations[group % 2]) {
      x[0] += x[1];
      x[1] = x[0] ^ (x[1] << by | x[1] >> (32 - by));
    }
    x[0] += keys[(group + 1) % 3];
    x[1] += keys[(group + 2) % 3] + group + 1;
  }
}

Status Eval(Kernel k) {
  const Tensor state = k.input(0), out = k.output(1);
  const bool threefry = AlgorithmOf(k) == kThreefry;
  const auto* words = state.data<uint32_t>();
  const auto* longs = state.data<uint64_t>();
  Philox philox = {{longs[1], longs[state.dim(0) == 3 ? 2 : 0]}, {words[0], words[1]}, true};
  char* to = out.data<char>();
  uint32_t numbers[4];
  for (size_t left = out.bytes(), size; left; left -= size, to += size) {
    const size_t drawn = sizeof(uint32_t) * (threefry ? 2 : 4);
    if (threefry) {
      Threefry(philox.key, philox.counter[0], numbers);
    } else {
      philox.Draw(0, numbers);
    }
    size = left < drawn ? left : drawn;
    __builtin_memcpy(to, numbers, size);
    ++philox.counter[0];
  }
  auto* next = k.output(0).data<uint64_t>();
  __builtin_memcpy(next, longs, state.bytes());
  next[1] = philox.counter[0];
  return kOk;
}

}  // namespace

TARE_KERNEL(STABLEHLO_RNG_BIT_GENERATOR, integers, {.prepare = Prepare, .eval = Eval, .outputs = {2, 2}})

}  // namespace tare
