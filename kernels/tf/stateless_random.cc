// TensorFlow's random ops without state: the same seeds, or key and counter, give the same numbers.
// StatelessRandomUniform, …Normal, …UniformInt, …UniformFullInt and StatelessTruncatedNormal take a shape and two
// seeds; their V2 a shape, a key, a counter and an algorithm, as StatelessRandomGetKeyCounter and …GetAlg make them.
// The algorithm is Philox: TensorFlow's other one, ThreeFry, is not for CPUs that would choose.
#include "kernels/math/philox.h"
#include "kernels/shape/strided.h"

namespace tare {
namespace {

constexpr int kPhilox = 1, kChooses = 3;  // algorithms

/// Number `i` of seeds, a key or a counter, of 32 or 64 bits.
uint64_t WordAt(Tensor t, int i) {
  return ElementBytes(t.type()) == 8 ? t.data<uint64_t>()[i] : static_cast<uint64_t>(int64_t{t.data<int32_t>()[i]});
}

Philox FromSeeds(Tensor seeds) { return PhiloxOfSeeds(WordAt(seeds, 0), WordAt(seeds, 1)); }

Status CheckSeeds(Kernel k, Tensor seeds) {
  TARE_REQUIRE(k, IsInteger(seeds) && seeds.rank() == 1 && seeds.dim(0) == 2, "seed must have shape [2]");
  return kOk;
}

Status Resize(Kernel k) {
  Shape shape;
  TARE_RETURN_IF_ERROR(ReadShape(k, k.input(0), shape));
  return k.ResizeOutput(0, shape);
}

constexpr int kSeeds = 1, kCounter = 2, kAlgorithm = 3;  // inputs: the shape is before them, bounds are behind

template <bool v2, bool integers, bool bounds>
Status Prepare(Kernel k) {
  const Tensor dims = k.input(0), out = k.output(0);
  TARE_REQUIRE(k, IsInteger(dims) && dims.rank() == 1 && dims.dim(0) <= kMaxRank, "bad shape");
  const bool words = out.type() == kTfLiteInt32 || out.type() == kTfLiteInt64 ||
                     (!bounds && (out.type() == kTfLiteUInt32 || out.type() == kTfLiteUInt64));
  TARE_REQUIRE(k, integers ? words : out.type() == kTfLiteFloat32, "unsupported output type");
  if (v2) {
    const Tensor key = k.input(kSeeds), counter = k.input(kCounter), algorithm = k.input(kAlgorithm);
    TARE_REQUIRE(k,
                 key.type() == kTfLiteUInt64 && key.elements() == 1 && counter.type() == kTfLiteUInt64 &&
                     counter.rank() == 1 && counter.dim(0) == 2,
                 "bad key or counter");
    TARE_REQUIRE(k, algorithm.type() == kTfLiteInt32 && algorithm.elements() == 1, "bad algorithm");
  } else {
    TARE_RETURN_IF_ERROR(CheckSeeds(k, k.input(kSeeds)));
  }
  for (int i = (v2 ? kAlgorithm : kSeeds) + 1; i < k.input_count(); ++i) {
    TARE_REQUIRE(k, k.input(i).type() == out.type() && k.input(i).elements() == 1, "bad bounds");
  }
  return dims.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

/// Integers of T from draws, in [low, low + range), or any where range is 0.
template <class T>
void Integers(const Philox& philox, Tensor out, T low, T range) {
  constexpr int kGroup = 16 / sizeof(T);
  for (int64_t first = 0; first < out.elements(); first += kGroup) {
    uint32_t numbers[4];
    philox.Draw(static_cast<uint64_t>(first / kGroup), numbers);
    for (int i = 0; i < kGroup && first + i < out.elements(); ++i) {
      T wide;
      __builtin_memcpy(&wide, reinterpret_cast<const char*>(numbers) + sizeof(T) * static_cast<size_t>(i), sizeof(T));
      out.data<T>()[first + i] = range ? static_cast<T>(low + wide % range) : wide;
    }
  }
}

enum class Kind { kUniform, kNormal, kTruncated, kInteger, kAny };

template <bool v2, Kind kind>
Status Eval(Kernel k) {
  const Tensor out = k.output(0), key = k.input(kSeeds);
  if (out.is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k));
  Philox philox;
  if (v2) {
    const int32_t algorithm = *k.input(kAlgorithm).data<int32_t>();
    TARE_REQUIRE(k, algorithm == kPhilox || algorithm == kChooses, "Unsupported algorithm %d",
                 static_cast<int>(algorithm));
    const uint64_t word = WordAt(key, 0);
    philox = {{WordAt(k.input(kCounter), 0), WordAt(k.input(kCounter), 1)},
              {static_cast<uint32_t>(word), static_cast<uint32_t>(word >> 32)},
              true};
  } else {
    philox = FromSeeds(key);
  }
  constexpr int kLow = (v2 ? kAlgorithm : kSeeds) + 1;
  if constexpr (kind == Kind::kInteger) {
    if (out.type() == kTfLiteInt64) {
      const int64_t low = *k.input(kLow).data<int64_t>(), high = *k.input(kLow + 1).data<int64_t>();
      TARE_REQUIRE(k, low < high, "Need minval < maxval");
      Integers<uint64_t>(philox, out, static_cast<uint64_t>(low),
                         static_cast<uint64_t>(high) - static_cast<uint64_t>(low));
    } else {
      const int32_t low = *k.input(kLow).data<int32_t>(), high = *k.input(kLow + 1).data<int32_t>();
      TARE_REQUIRE(k, low < high, "Need minval < maxval");
      Integers<uint32_t>(philox, out, static_cast<uint32_t>(low),
                         static_cast<uint32_t>(high) - static_cast<uint32_t>(low));
    }
  } else if constexpr (kind == Kind::kAny) {
    if (ElementBytes(out.type()) == 8) {
      Integers<uint64_t>(philox, out, 0, 0);
    } else {
      Integers<uint32_t>(philox, out, 0, 0);
    }
  } else if constexpr (kind == Kind::kTruncated) {
    TruncatedNormals(philox, out.data<float>(), out.elements());
  } else {
    for (int64_t first = 0; first < out.elements(); first += 4) {
      uint32_t numbers[4];
      float values[4];
      philox.Draw(static_cast<uint64_t>(first / 4), numbers);
      for (int i = 0; i < 4; i += kind == Kind::kNormal ? 2 : 1) {
        if constexpr (kind == Kind::kNormal) {
          ToNormal(numbers + i, values + i);
        } else {
          values[i] = ToUnit(numbers[i]);
        }
      }
      for (int i = 0; i < 4 && first + i < out.elements(); ++i) out.data<float>()[first + i] = values[i];
    }
  }
  return kOk;
}

Status PrepareKey(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckSeeds(k, k.input(0)));
  const int one = 1, two = 2;
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteUInt64 && k.output(1).type() == kTfLiteUInt64, "bad output types");
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, &one, 1));
  return k.ResizeOutput(1, &two, 1);
}

Status EvalKey(Kernel k) {
  const Philox philox = FromSeeds(k.input(0));
  *k.output(0).data<uint64_t>() = philox.key[0] | uint64_t{philox.key[1]} << 32;
  __builtin_memcpy(k.output(1).data<uint64_t>(), philox.counter, sizeof(philox.counter));
  return kOk;
}

template <int output>
Status PrepareAlgorithm(Kernel k) {
  TARE_REQUIRE(k, k.output(output).type() == kTfLiteInt32, "bad output type");
  return k.ResizeOutput(output, nullptr, 0);
}

template <int output>
Status EvalAlgorithm(Kernel k) {
  *k.output(output).data<int32_t>() = kPhilox;
  return kOk;
}

Status PrepareAll(Kernel k) {
  TARE_RETURN_IF_ERROR(PrepareKey(k));
  return PrepareAlgorithm<2>(k);
}

Status EvalAll(Kernel k) {
  TARE_RETURN_IF_ERROR(EvalKey(k));
  return EvalAlgorithm<2>(k);
}

}  // namespace

#define TARE_STATELESS(OP, integers, bounds, kind)                 \
  TARE_TF_KERNEL(OP, shape,                                        \
                 {.prepare = Prepare<false, integers, bounds>,     \
                  .eval = Eval<false, Kind::kind>,                 \
                  .inputs = {2 + 2 * (bounds), 2 + 2 * (bounds)}}) \
  TARE_TF_KERNEL(OP##V2, shape,                                    \
                 {.prepare = Prepare<true, integers, bounds>,      \
                  .eval = Eval<true, Kind::kind>,                  \
                  .inputs = {4 + 2 * (bounds), 4 + 2 * (bounds)}})
TARE_STATELESS(StatelessRandomUniform, false, false, kUniform)
TARE_STATELESS(StatelessRandomNormal, false, false, kNormal)
TARE_STATELESS(StatelessTruncatedNormal, false, false, kTruncated)
TARE_STATELESS(StatelessRandomUniformInt, true, true, kInteger)
TARE_STATELESS(StatelessRandomUniformFullInt, true, false, kAny)
TARE_TF_KERNEL(StatelessRandomGetKeyCounter, shape, {.prepare = PrepareKey, .eval = EvalKey, .outputs = {2, 2}})
TARE_TF_KERNEL(StatelessRandomGetAlg, any, {.prepare = PrepareAlgorithm<0>, .eval = EvalAlgorithm<0>, .inputs = {0, 0}})
TARE_TF_KERNEL(StatelessRandomGetKeyCounterAlg, shape, {.prepare = PrepareAll, .eval = EvalAll, .outputs = {3, 3}})

}  // namespace tare
