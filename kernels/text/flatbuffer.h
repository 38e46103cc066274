// What tokenizers' configurations need beyond runtime/flatbuffer.h: they are whole flatbuffers in a tensor of bytes,
// and have vectors of strings. A tensor may be an app's, so its bytes are as hostile as a model's.
#ifndef TARE_KERNELS_TEXT_FLATBUFFER_H_
#define TARE_KERNELS_TEXT_FLATBUFFER_H_

#include "kernels/strings.h"
#include "runtime/kernel.h"

namespace tare::text {

/// A configuration in a tensor. Tables and vectors that come from it point to `bytes`: it must outlive them, where it
/// is.
struct Config {
  explicit Config(Tensor t) : bytes{t.data<uint8_t>(), t.bytes()} {
    if (bytes.Holds(0, 4)) root = fb::Table(bytes, bytes.Load<uint32_t>(0));
  }
  Config(const Config&) = delete;
  Config& operator=(const Config&) = delete;

  fb::Bytes bytes;
  fb::Table root;  // absent where the bytes are no flatbuffer
};

/// The characters before the first NUL, or all `most`.
inline StringRef UpToNul(const char* begin, size_t most) {
  size_t size = 0;
  while (size < most && begin[size]) ++size;
  return {begin, size};
}

/// The characters at `place` of a vector of bytes that holds strings, up to a NUL or the vector's end; {nullptr, 0}
/// where there is no such place.
inline StringRef TextAt(const fb::Vector& bytes, int64_t place) {
  if (place < 0 || place >= bytes.size) return {nullptr, 0};
  return UpToNul(bytes.data<char>() + place, bytes.size - static_cast<size_t>(place));
}

/// String `i` of a vector of strings (items of 4 bytes), up to a NUL; {nullptr, 0} where it leaves the buffer.
inline StringRef StringAt(const fb::Vector& strings, uint32_t i) {
  const fb::Bytes& bytes = *strings.bytes;
  const size_t slot = strings.offset + size_t{i} * 4, at = slot + bytes.Load<uint32_t>(slot);
  if (at <= slot || !bytes.Holds(at, 4)) return {nullptr, 0};
  const size_t size = bytes.Load<uint32_t>(at);
  if (!bytes.Holds(at + 4, 1, size)) return {nullptr, 0};
  return UpToNul(reinterpret_cast<const char*>(bytes.data) + at + 4, size);
}

}  // namespace tare::text

#endif  // TARE_KERNELS_TEXT_FLATBUFFER_H_
