// TensorFlow's random ops with state: RandomUniform, RandomUniformInt, RandomStandardNormal. Their numbers come from
// Philox 4x32-10, a function of a counter and a key, the op's two seeds: the same numbers as TensorFlow's where a seed
// is set. A run takes as many counts as TensorFlow reserves, 256 per number, so that later runs agree too. Without
// seeds they differ from node to node and from process to process, as addresses do.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

/// A generator, kept as the node's data: it lives as long as the interpreter.
struct Philox {
  uint64_t counter[2];
  uint32_t key[2];
  bool seeded;

  void Skip(uint64_t n) {
    counter[0] += n;
    if (counter[0] < n) ++counter[1];
  }

  /// The four numbers of the count that is `ahead` of the current one.
  void Draw(uint64_t ahead, uint32_t* out) const {
    Philox at = *this;
    at.Skip(ahead);
    uint32_t x[4] = {static_cast<uint32_t>(at.counter[0]), static_cast<uint32_t>(at.counter[0] >> 32),
                     static_cast<uint32_t>(at.counter[1]), static_cast<uint32_t>(at.counter[1] >> 32)};
    for (int round = 0; round < 10; ++round) {
      const uint64_t a = uint64_t{0xD2511F53} * x[0], b = uint64_t{0xCD9E8D57} * x[2];
      x[0] = static_cast<uint32_t>(b >> 32) ^ x[1] ^ at.key[0];
      x[1] = static_cast<uint32_t>(b);
      x[2] = static_cast<uint32_t>(a >> 32) ^ x[3] ^ at.key[1];
      x[3] = static_cast<uint32_t>(a);
      at.key[0] += 0x9E3779B9;
      at.key[1] += 0xBB67AE85;
    }
    __builtin_memcpy(out, x, sizeof(x));
  }
};

/// A float in [0, 1) from the low 23 bits.
float ToUnit(uint32_t x) {
  const uint32_t bits = (x & 0x7fffff) | 0x3f800000;
  float value;
  __builtin_memcpy(&value, &bits, sizeof(value));
  return value - 1;
}

Status Resize(Kernel k) {
  const Tensor dims = k.input(0);
  Shape shape;
  for (int d = 0; d < static_cast<int>(dims.elements()); ++d) {
    const int64_t dim = IntegerAt(dims, d);
    TARE_REQUIRE(k, dim >= 0 && dim <= INT32_MAX, "bad shape");
    shape.dims[shape.rank++] = static_cast<int32_t>(dim);
  }
  return k.ResizeOutput(0, shape);
}

uint64_t Seed(Kernel k, int field) {
  const fb::Vector seed = k.options().Items(field, sizeof(uint64_t));
  return seed.size ? seed.at<uint64_t>(0) : 0;
}

Status Prepare(Kernel k, TfLiteType type) {
  const Tensor dims = k.input(0);
  TARE_REQUIRE(k, IsInteger(dims) && dims.rank() == 1 && dims.elements() <= kMaxRank, "bad shape");
  TARE_REQUIRE(k, k.output(0).type() == type, "unsupported output type");
  auto& philox = *k.data<Philox>();
  if (!philox.seeded) {
    uint64_t seed = Seed(k, 0), seed2 = Seed(k, 1);
    if (!seed && !seed2) {
      static uint64_t nodes;
      seed = reinterpret_cast<uintptr_t>(&philox);
      seed2 = __atomic_add_fetch(&nodes, 1, __ATOMIC_RELAXED);
    }
    philox = {{0, seed2}, {static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)}, true};
  }
  return dims.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

/// Calls store(first, numbers, count) for groups of `group` elements of the output, each from one draw.
template <int group, class Store>
Status Fill(Kernel k, Store store) {
  if (!k.input(0).is_constant()) TARE_RETURN_IF_ERROR(Resize(k));
  auto& philox = *k.data<Philox>();
  const auto elements = static_cast<int>(k.output(0).elements());
  k.ParallelFor((elements + group - 1) / group, 60, [&](int begin, int end, int /*thread*/) {
    for (int i = begin; i < end; ++i) {
      uint32_t numbers[4];
      philox.Draw(static_cast<uint64_t>(i), numbers);
      const int left = elements - i * group;
      store(i * group, numbers, left < group ? left : group);
    }
  });
  constexpr uint64_t kCountsPerElement = 256;
  philox.Skip(static_cast<uint64_t>(elements) * kCountsPerElement);
  return kOk;
}

Status PrepareFloat(Kernel k) { return Prepare(k, kTfLiteFloat32); }

Status EvalUniform(Kernel k) {
  return Fill<4>(k, [&](int first, const uint32_t* numbers, int n) {
    for (int i = 0; i < n; ++i) k.output(0).data<float>()[first + i] = ToUnit(numbers[i]);
  });
}

/// Two uniform numbers give two of the normal distribution (Box and Muller).
Status EvalNormal(Kernel k) {
  return Fill<4>(k, [&](int first, const uint32_t* numbers, int n) {
    float values[4];
    for (int i = 0; i < 4; i += 2) {
      const float u = ToUnit(numbers[i]),
                  angle = static_cast<float>(6.28318530717958647692 * double{ToUnit(numbers[i + 1])});
      const float radius = __builtin_elementwise_sqrt(-2 * __builtin_logf(u < 1e-7f ? 1e-7f : u));
      values[i] = __builtin_sinf(angle) * radius;
      values[i + 1] = __builtin_cosf(angle) * radius;
    }
    __builtin_memcpy(k.output(0).data<float>() + first, values, sizeof(float) * static_cast<size_t>(n));
  });
}

template <class T>
Status CheckBounds(Kernel k) {
  TARE_REQUIRE(k, *k.input(1).data<T>() < *k.input(2).data<T>(), "Need minval < maxval");
  return kOk;
}

Status PrepareInt(Kernel k) {
  const TfLiteType type = k.output(0).type();
  for (int i = 1; i < 3; ++i) TARE_REQUIRE(k, k.input(i).type() == type && k.input(i).rank() == 0, "bad bounds");
  return Prepare(k, type == kTfLiteInt64 ? kTfLiteInt64 : kTfLiteInt32);
}

Status EvalInt32(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckBounds<int32_t>(k));
  const auto low = *k.input(1).data<uint32_t>(), range = *k.input(2).data<uint32_t>() - low;
  return Fill<4>(k, [&](int first, const uint32_t* numbers, int n) {
    for (int i = 0; i < n; ++i) k.output(0).data<uint32_t>()[first + i] = low + numbers[i] % range;
  });
}

Status EvalInt64(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckBounds<int64_t>(k));
  const auto low = *k.input(1).data<uint64_t>(), range = *k.input(2).data<uint64_t>() - low;
  return Fill<2>(k, [&](int first, const uint32_t* numbers, int n) {
    for (int i = 0; i < n; ++i) {
      const uint64_t wide = numbers[2 * i] | uint64_t{numbers[2 * i + 1]} << 32;
      k.output(0).data<uint64_t>()[first + i] = low + wide % range;
    }
  });
}

Status EvalInt(Kernel k) { return k.output(0).type() == kTfLiteInt64 ? EvalInt64(k) : EvalInt32(k); }

}  // namespace

TARE_TF_KERNEL(RandomUniform, shape, {.prepare = PrepareFloat, .eval = EvalUniform, .data_bytes = sizeof(Philox)})
TARE_TF_KERNEL(RandomStandardNormal, shape, {.prepare = PrepareFloat, .eval = EvalNormal, .data_bytes = sizeof(Philox)})
TARE_TF_KERNEL(RandomUniformInt, shape,
               {.prepare = PrepareInt, .eval = EvalInt, .inputs = {3, 3}, .data_bytes = sizeof(Philox)})

}  // namespace tare
