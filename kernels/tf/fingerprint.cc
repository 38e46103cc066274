// Texts of up to 64 bytes are read from both ends, where the readings may overlap; longer ones in blocks of 64 into a
// state of seven words, and the last 64 bytes once more to finish.
#include "kernels/tf/fingerprint.h"

namespace tare::tf {
namespace {

constexpr uint64_t k0 = 0xc3a5c85c97cb3127, k1 = 0xb492b66fbe98f273, k2 = 0x9ae16a3b2f90404f;

template <class T>
uint64_t Read(const uint8_t* p) {
  T value;
  __builtin_memcpy(&value, p, sizeof(T));
  return value;
}
uint64_t Word(const uint8_t* p) { return Read<uint64_t>(p); }
uint64_t Rotate(uint64_t x, int by) { return x >> by | x << (64 - by); }
uint64_t Mix(uint64_t x) { return x ^ x >> 47; }
uint64_t Combine(uint64_t x, uint64_t y, uint64_t factor) { return Mix((y ^ Mix((x ^ y) * factor)) * factor) * factor; }

uint64_t UpTo16(const uint8_t* p, size_t n) {
  const uint64_t factor = k2 + 2 * n;
  if (n >= 8) {
    const uint64_t a = Word(p) + k2, b = Word(p + n - 8);
    return Combine(Rotate(b, 37) * factor + a, (Rotate(a, 25) + b) * factor, factor);
  }
  if (n >= 4) return Combine(n + (Read<uint32_t>(p) << 3), Read<uint32_t>(p + n - 4), factor);
  if (n == 0) return k2;
  const uint64_t first = p[0] + (uint64_t{p[n / 2]} << 8), last = n + (uint64_t{p[n - 1]} << 2);
  return Mix(first * k2 ^ last * k0) * k2;
}

/// Of 17 to 64 bytes; the two halves of what is longer than 32 are alike.
uint64_t UpTo64(const uint8_t* p, size_t n) {
  const uint64_t factor = k2 + 2 * n;
  const uint64_t a = Word(p) * (n > 32 ? k2 : k1), b = Word(p + 8), c = Word(p + n - 8) * factor;
  const uint64_t y = Rotate(a + b, 43) + Rotate(c, 30) + Word(p + n - 16) * k2;
  const uint64_t z = Combine(y, a + Rotate(b + k2, 18) + c, factor);
  if (n <= 32) return z;
  const uint64_t e = Word(p + 16) * factor, f = Word(p + 24);
  const uint64_t g = (y + Word(p + n - 32)) * factor, h = (z + Word(p + n - 24)) * factor;
  return Combine(Rotate(e + f, 43) + Rotate(g, 30) + h, e + Rotate(f + a, 18) + g, factor);
}

struct Pair {
  uint64_t a, b;
};

/// 32 bytes into two words.
Pair Absorb(const uint8_t* p, uint64_t a, uint64_t b) {
  const uint64_t last = Word(p + 24);
  a += Word(p);
  b = Rotate(b + a + last, 21);
  const uint64_t first = a;
  a += Word(p + 8) + Word(p + 16);
  return {a + last, b + Rotate(a, 44) + first};
}

struct State {
  uint64_t x, y, z;
  Pair v, w;

  /// 64 bytes. `weight` is 1 but in the last round.
  void Round(const uint8_t* p, uint64_t factor, uint64_t weight) {
    x = Rotate(x + y + v.a + Word(p + 8), 37) * factor;
    y = Rotate(y + v.b + Word(p + 48), 42) * factor;
    x ^= w.b * weight;
    y += v.a * weight + Word(p + 40);
    z = Rotate(z + w.a, 33) * factor;
    v = Absorb(p, v.b * factor, x + w.a);
    w = Absorb(p + 32, z + w.b, y + Word(p + 16));
    const uint64_t old = x;
    x = z;
    z = old;
  }
};

/// The state of SipHash.
struct SipState {
  uint64_t v[4];

  void Rounds(int count) {
    for (; count; --count) {
      v[0] += v[1];
      v[2] += v[3];
      v[1] = Rotate(v[1], 51) ^ v[0];
      v[3] = Rotate(v[3], 48) ^ v[2];
      v[0] = Rotate(v[0], 32);
      v[2] += v[1];
      v[0] += v[3];
      v[1] = Rotate(v[1], 47) ^ v[2];
      v[3] = Rotate(v[3], 43) ^ v[0];
      v[2] = Rotate(v[2], 32);
    }
  }
  void Take(uint64_t word) {
    v[3] ^= word;
    Rounds(2);
    v[0] ^= word;
  }
};

}  // namespace

uint64_t Fingerprint(StringRef text) {
  const auto* p = reinterpret_cast<const uint8_t*>(text.data);
  const size_t n = text.size;
  if (n <= 16) return UpTo16(p, n);
  if (n <= 64) return UpTo64(p, n);
  constexpr uint64_t kSeed = 81, kStart = kSeed * k1 + 113;
  State s = {kSeed * k2 + Word(p), kStart, Mix(kStart * k2 + 113) * k2, {}, {}};
  const size_t rest = (n - 1) % 64;
  const uint8_t* end = p + (n - 1 - rest);
  for (; p != end; p += 64) s.Round(p, k1, 1);
  const uint64_t factor = k1 + ((s.z & 0xff) << 1);
  s.w.a += rest;
  s.v.a += s.w.a;
  s.w.a += s.v.a;
  s.Round(end + rest - 63, factor, 9);
  return Combine(Combine(s.v.a, s.w.a, factor) + Mix(s.y) * k0 + s.z, Combine(s.v.b, s.w.b, factor) + s.x, factor);
}

uint64_t SipHash(uint64_t key0, uint64_t key1, StringRef text) {
  SipState state = {
      {key0 ^ 0x736f6d6570736575, key1 ^ 0x646f72616e646f6d, key0 ^ 0x6c7967656e657261, key1 ^ 0x7465646279746573}};
  const auto* p = reinterpret_cast<const uint8_t*>(text.data);
  size_t at = 0;
  for (; text.size - at >= 8; at += 8) state.Take(Word(p + at));
  uint64_t last = 0;
  if (at < text.size) __builtin_memcpy(&last, p + at, text.size - at);
  state.Take(last | uint64_t{text.size} << 56);
  state.v[2] ^= 0xff;
  state.Rounds(4);
  return state.v[0] ^ state.v[1] ^ state.v[2] ^ state.v[3];
}

}  // namespace tare::tf
