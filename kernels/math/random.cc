// Random ops with state (but StatelessMultinomial): the built-in RANDOM_UNIFORM, RANDOM_STANDARD_NORMAL and
// MULTINOMIAL, and TensorFlow's RandomUniform, RandomUniformInt, RandomStandardNormal, TruncatedNormal, RandomShuffle
// and Multinomial. Their numbers come from Philox 4x32-10, a function of a counter and a key, the op's two seeds: the
// same numbers as the reference's where a seed is set. A run takes as many counts as the reference does (TensorFlow
// reserves 256 per number), so that later runs agree too. Without seeds they differ from node to node and from process
// to process, as addresses do.
#include "kernels/math/numerics.h"
#include "kernels/math/philox.h"
#include "kernels/shape/strided.h"
#include "runtime/schema.h"

namespace tare {
namespace {

Status Resize(Kernel k) {
  Shape shape;
  TARE_RETURN_IF_ERROR(ReadShape(k, k.input(0), shape));
  return k.ResizeOutput(0, shape);
}

/// A seed of TensorFlow's op: an attribute, which is a vector of one.
uint64_t TfSeed(Kernel k, int field) {
  const fb::Vector seed = k.options().Items(field, sizeof(uint64_t));
  return seed.size ? seed.at<uint64_t>(0) : 0;
}

/// A seed of a built-in op, of which the reference keeps 32 bits.
uint64_t BuiltinSeed(Kernel k, int field) {
  return static_cast<uint64_t>(int64_t{static_cast<int32_t>(k.options().Scalar<int64_t>(field))});
}

/// Reads the seeds, the first time only.
void Begin(Kernel k, uint64_t (*read)(Kernel k, int field)) {
  auto& philox = *k.data<Philox>();
  if (philox.seeded) return;
  uint64_t seed = read(k, options::RandomOptions::seed), seed2 = read(k, options::RandomOptions::seed2);
  if (!seed && !seed2) {
    static uint64_t nodes;
    seed = reinterpret_cast<uintptr_t>(&philox);
    seed2 = __atomic_add_fetch(&nodes, 1, __ATOMIC_RELAXED);
  }
  philox = {{0, seed2}, {static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)}, true};
}

Status Prepare(Kernel k, TfLiteType type, uint64_t (*seed)(Kernel k, int field) = TfSeed) {
  const Tensor dims = k.input(0);
  TARE_REQUIRE(k, IsInteger(dims) && dims.rank() == 1 && dims.elements() <= kMaxRank, "bad shape");
  TARE_REQUIRE(k, k.output(0).type() == type, "unsupported output type");
  Begin(k, seed);
  return dims.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

/// Calls store(first, numbers, count) for groups of `group` elements of the output, each from one draw. The counter
/// goes on by the draws, or by TensorFlow's reserve.
template <int group, bool reserve = true, class Store>
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
  philox.Skip(reserve ? static_cast<uint64_t>(elements) * kCountsPerElement
                      : static_cast<uint64_t>((elements + group - 1) / group));
  return kOk;
}

Status PrepareFloat(Kernel k) { return Prepare(k, kTfLiteFloat32); }

Status PrepareBuiltin(Kernel k) { return Prepare(k, kTfLiteFloat32, BuiltinSeed); }

template <bool reserve>
Status EvalUniform(Kernel k) {
  return Fill<4, reserve>(k, [&](int first, const uint32_t* numbers, int n) {
    for (int i = 0; i < n; ++i) k.output(0).data<float>()[first + i] = ToUnit(numbers[i]);
  });
}

template <bool reserve>
Status EvalNormal(Kernel k) {
  return Fill<4, reserve>(k, [&](int first, const uint32_t* numbers, int n) {
    float values[4];
    for (int i = 0; i < 4; i += 2) ToNormal(numbers + i, values + i);
    __builtin_memcpy(k.output(0).data<float>() + first, values, sizeof(float) * static_cast<size_t>(n));
  });
}

Status EvalTruncated(Kernel k) {
  if (!k.input(0).is_constant()) TARE_RETURN_IF_ERROR(Resize(k));
  auto& philox = *k.data<Philox>();
  TruncatedNormals(philox, k.output(0).data<float>(), k.output(0).elements());
  philox.Skip(static_cast<uint64_t>(k.output(0).elements()) * kCountsPerElement);
  return kOk;
}

/// Slices along the first dimension in another order: each changes places with itself or one behind it.
Status PrepareShuffle(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.type() == k.output(0).type(), "types differ");
  Begin(k, TfSeed);
  TARE_RETURN_IF_ERROR(k.RequestScratch(sizeof(int32_t) * static_cast<size_t>(in.rank() ? in.dim(0) : 0) | 1));
  return k.ResizeOutputLike(0, in);
}

Status EvalShuffle(Kernel k) {
  const Tensor in = k.input(0);
  const int n = in.rank() ? in.dim(0) : 1;
  auto& philox = *k.data<Philox>();
  if (n <= 1 || !in.bytes()) {
    if (in.bytes()) __builtin_memcpy(k.output(0).data<char>(), in.data<char>(), in.bytes());
    return kOk;
  }
  auto* order = k.scratch<int32_t>();
  for (int i = 0; i < n; ++i) order[i] = i;
  uint32_t numbers[4];
  for (int i = 0; i + 1 < n; ++i) {
    if (i % 4 == 0) philox.Draw(static_cast<uint64_t>(i / 4), numbers);
    const int with = i + static_cast<int>(numbers[i % 4] % static_cast<uint32_t>(n - i));
    const int32_t t = order[i];
    order[i] = order[with];
    order[with] = t;
  }
  philox.Skip((static_cast<uint64_t>(n) + 2) / 4);  // four numbers each, one less than there are slices
  const size_t bytes = in.bytes() / static_cast<size_t>(n);
  for (int i = 0; i < n; ++i) {
    __builtin_memcpy(k.output(0).data<char>() + static_cast<size_t>(i) * bytes,
                     in.data<char>() + static_cast<size_t>(order[i]) * bytes, bytes);
  }
  return kOk;
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

/// Numbers of samples must be known here only where they are constant.
Status PrepareSamples(Kernel k) {
  const Tensor logits = k.input(0), samples = k.input(1), out = k.output(0);
  TARE_REQUIRE(k, logits.rank() == 2 && logits.dim(1) > 0, "bad logits");
  TARE_REQUIRE(k, samples.type() == kTfLiteInt32 && samples.rank() == 0 && IsInteger(out), "bad types");
  TARE_RETURN_IF_ERROR(k.RequestScratch(sizeof(double) * static_cast<size_t>(logits.dim(1))));
  if (!samples.is_constant()) return k.SetOutputDynamic(0);
  const int dims[] = {logits.dim(0), *samples.data<int32_t>()};
  TARE_REQUIRE(k, dims[1] >= 0, "bad number of samples");
  return k.ResizeOutput(0, dims, 2);
}

template <uint64_t (*seed)(Kernel k, int field)>
Status PrepareMultinomial(Kernel k) {
  Begin(k, seed);
  return PrepareSamples(k);
}

/// The seeds are the third input.
Status PrepareStateless(Kernel k) {
  const Tensor seeds = k.input(2);
  TARE_REQUIRE(k, IsInteger(seeds) && seeds.rank() == 1 && seeds.dim(0) == 2, "seed must have shape [2]");
  return PrepareSamples(k);
}

/// Sums of e^(logit - largest); infinities and NaN add nothing.
double Accumulate(const float* logits, int n, double* sums) {
  float most = -__FLT_MAX__;
  for (int i = 0; i < n; ++i) most = __builtin_isfinite(logits[i]) && logits[i] > most ? logits[i] : most;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    if (__builtin_isfinite(logits[i])) sum += Exp(double{logits[i]} - double{most});
    sums[i] = sum;
  }
  return sum;
}

/// A number in [0, 1) of 52 bits.
double ToUnit(uint32_t high, uint32_t low) {
  const uint64_t bits = uint64_t{1023} << 52 | uint64_t{high & 0xfffff} << 32 | low;
  double value;
  __builtin_memcpy(&value, &bits, sizeof(value));
  return value - 1;
}

Status EvalMultinomial(Kernel k) {
  const Tensor logits = k.input(0), out = k.output(0);
  const int batches = logits.dim(0), classes = logits.dim(1), samples = *k.input(1).data<int32_t>();
  if (!k.input(1).is_constant()) {
    TARE_REQUIRE(k, samples >= 0, "bad number of samples");
    const int dims[] = {batches, samples};
    TARE_RETURN_IF_ERROR(k.ResizeOutput(0, dims, 2));
  }
  auto& philox = *k.data<Philox>();
  auto* sums = k.scratch<double>();
  uint32_t numbers[4];
  for (int64_t i = 0; i < int64_t{batches} * samples; ++i) {
    if (i % samples == 0) Accumulate(logits.data<float>() + i / samples * classes, classes, sums);
    if (i % 2 == 0) philox.Draw(static_cast<uint64_t>(i / 2), numbers);
    const double wanted = ToUnit(numbers[i % 2 * 2], numbers[i % 2 * 2 + 1]) * sums[classes - 1];
    int low = 0;  // the first sum above
    for (int high = classes; low < high;) {
      const int middle = (low + high) / 2;
      if (sums[middle] > wanted) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    if (out.type() == kTfLiteInt64) {
      out.data<int64_t>()[i] = low;
    } else {
      out.data<int32_t>()[i] = low;
    }
  }
  constexpr uint64_t kCountsPerSample = 2 * 256;
  philox.Skip(static_cast<uint64_t>(batches) * ((static_cast<uint64_t>(samples) + 3) / 4 * 4) * kCountsPerSample);
  return kOk;
}

Status EvalStateless(Kernel k) {
  const Tensor seeds = k.input(2);
  *k.data<Philox>() =
      PhiloxOfSeeds(static_cast<uint64_t>(IntegerAt(seeds, 0)), static_cast<uint64_t>(IntegerAt(seeds, 1)));
  return EvalMultinomial(k);
}

}  // namespace

TARE_KERNEL(RANDOM_UNIFORM, shape,
            {.prepare = PrepareBuiltin, .eval = EvalUniform<false>, .data_bytes = sizeof(Philox)})
TARE_KERNEL(RANDOM_STANDARD_NORMAL, shape,
            {.prepare = PrepareBuiltin, .eval = EvalNormal<false>, .data_bytes = sizeof(Philox)})
TARE_KERNEL(MULTINOMIAL, f32,
            {.prepare = PrepareMultinomial<BuiltinSeed>,
             .eval = EvalMultinomial,
             .inputs = {2, 2},
             .data_bytes = sizeof(Philox)})
TARE_TF_KERNEL(
    Multinomial, f32,
    {.prepare = PrepareMultinomial<TfSeed>, .eval = EvalMultinomial, .inputs = {2, 2}, .data_bytes = sizeof(Philox)})
TARE_TF_KERNEL(StatelessMultinomial, f32,
               {.prepare = PrepareStateless, .eval = EvalStateless, .inputs = {3, 3}, .data_bytes = sizeof(Philox)})
TARE_TF_KERNEL(TruncatedNormal, shape, {.prepare = PrepareFloat, .eval = EvalTruncated, .data_bytes = sizeof(Philox)})
TARE_TF_KERNEL(RandomShuffle, bytes, {.prepare = PrepareShuffle, .eval = EvalShuffle, .data_bytes = sizeof(Philox)})
TARE_TF_KERNEL(RandomUniform, shape, {.prepare = PrepareFloat, .eval = EvalUniform<true>, .data_bytes = sizeof(Philox)})
TARE_TF_KERNEL(RandomStandardNormal, shape,
               {.prepare = PrepareFloat, .eval = EvalNormal<true>, .data_bytes = sizeof(Philox)})
TARE_TF_KERNEL(RandomUniformInt, shape,
               {.prepare = PrepareInt, .eval = EvalInt, .inputs = {3, 3}, .data_bytes = sizeof(Philox)})

}  // namespace tare
