// TensorFlow's StringToHashBucketFast, StringToHashBucketStrong and StringToHashBucket, which give strings numbers
// below num_buckets by FarmHash, by SipHash-2-4 (Aumasson, Bernstein, 2012) with a key, and by MurmurHash64A (Appleby)
// with TensorFlow's seed; and Fingerprint, the eight bytes of FarmHash of each row of numbers, or of each string.
#include "kernels/strings.h"
#include "kernels/tf/fingerprint.h"

namespace tare {
namespace {

enum { kBuckets, kKey };  // options

uint64_t Word(const char* p, size_t bytes) {
  uint64_t word = 0;
  __builtin_memcpy(&word, p, bytes);
  return word;
}

uint64_t Farm(Kernel /*k*/, StringRef s) { return tf::Fingerprint(s); }

uint64_t Murmur(Kernel /*k*/, StringRef s) {
  constexpr uint64_t kFactor = 0xc6a4a7935bd1e995, kSeed = 0xdecafcaffe;
  constexpr int kShift = 47;
  uint64_t hash = kSeed ^ (s.size * kFactor);
  size_t at = 0;
  for (; s.size - at >= 8; at += 8) {
    uint64_t word = Word(s.data + at, 8) * kFactor;
    word ^= word >> kShift;
    hash = (hash ^ word * kFactor) * kFactor;
  }
  if (at < s.size) hash = (hash ^ Word(s.data + at, s.size - at)) * kFactor;
  hash = (hash ^ hash >> kShift) * kFactor;
  return hash ^ hash >> kShift;
}

uint64_t Sip(Kernel k, StringRef s) {
  const fb::Vector key = k.options().Items(kKey, sizeof(int32_t));
  const auto part = [&](uint32_t i) { return static_cast<uint64_t>(int64_t{key.at<int32_t>(i)}); };
  return tf::SipHash(part(0), part(1), s);
}

template <bool has_key>
Status PrepareBuckets(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt64, "bad output type");
  TARE_REQUIRE(k, !has_key || k.options().Items(kKey, sizeof(int32_t)).size == 2, "Key must have 2 elements");
  return k.ResizeOutputLike(0, k.input(0));
}

template <uint64_t (*hash)(Kernel, StringRef)>
Status EvalBuckets(Kernel k) {
  Strings in;
  if (!in.Open(k, k.input(0))) return kError;
  const fb::Vector option = k.options().Items(kBuckets, sizeof(uint64_t));
  const uint64_t buckets = option.size ? option.at<uint64_t>(0) : 0;
  TARE_REQUIRE(k, buckets > 0 && buckets <= INT64_MAX, "num_buckets must be positive");
  for (int i = 0; i < in.count(); ++i) {
    k.output(0).data<int64_t>()[i] = static_cast<int64_t>(hash(k, in.at(i)) % buckets);
  }
  return kOk;
}

Status PrepareFingerprint(Kernel k) {
  const Tensor data = k.input(0), method = k.input(1);
  TARE_REQUIRE(k, data.rank() >= 1, "data must be at least 1-dimensional");
  TARE_REQUIRE(k, data.type() != kTfLiteString || data.rank() == 1, "strings must be a vector");
  TARE_REQUIRE(k, method.type() == kTfLiteString && method.rank() == 0, "method must be a scalar");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteUInt8, "bad output type");
  return k.ResizeOutput(0, Shape{2, {data.dim(0), 8}});
}

Status EvalFingerprint(Kernel k) {
  const Tensor data = k.input(0);
  Strings method, texts;
  if (!method.Open(k, k.input(1))) return kError;
  constexpr StringRef kMethod = {"farmhash64", 10};
  TARE_REQUIRE(k, method.at(0).size == kMethod.size && !__builtin_memcmp(method.at(0).data, kMethod.data, kMethod.size),
               "Unsupported fingerprint method");
  const bool is_text = data.type() == kTfLiteString;
  if (is_text && !texts.Open(k, data)) return kError;
  const int rows = data.dim(0);
  const size_t width = is_text || !rows ? 0 : data.bytes() / static_cast<size_t>(rows);
  for (int i = 0; i < rows; ++i) {
    const uint64_t hash =
        tf::Fingerprint(is_text ? texts.at(i) : StringRef{data.data<char>() + width * static_cast<size_t>(i), width});
    __builtin_memcpy(k.output(0).data<char>() + ptrdiff_t{8} * i, &hash, sizeof(hash));
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(StringToHashBucketFast, str, {.prepare = PrepareBuckets<false>, .eval = EvalBuckets<Farm>})
TARE_TF_KERNEL(StringToHashBucketStrong, str, {.prepare = PrepareBuckets<true>, .eval = EvalBuckets<Sip>})
TARE_TF_KERNEL(StringToHashBucket, str, {.prepare = PrepareBuckets<false>, .eval = EvalBuckets<Murmur>})
TARE_TF_KERNEL(Fingerprint, bytes, {.prepare = PrepareFingerprint, .eval = EvalFingerprint, .inputs = {2, 2}})
TARE_TF_KERNEL(Fingerprint, str, {.prepare = PrepareFingerprint, .eval = EvalFingerprint, .inputs = {2, 2}})

}  // namespace tare
