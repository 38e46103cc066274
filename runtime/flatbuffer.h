// Bounds-checked reading of flatbuffer tables straight from the model's bytes, for the device. Every access checks its
// own offsets against the whole buffer and answers "absent" where they do not hold, so hostile bytes can at worst look
// like missing fields; the loader turns a missing mandatory field into an error. There is no separate verifier to keep
// in step with the reader.
#ifndef TARE_RUNTIME_FLATBUFFER_H_
#define TARE_RUNTIME_FLATBUFFER_H_

#include <stddef.h>
#include <stdint.h>

namespace tare::fb {

/// The bytes of a whole flatbuffer. Offsets below are from `data`.
struct Bytes {
  const uint8_t* data = nullptr;
  size_t size = 0;

  /// True when `count` items of `item` bytes (item >= 1) starting at `offset` lie inside the buffer; cannot overflow.
  bool Holds(size_t offset, size_t item, size_t count = 1) const {
    return offset <= size && count <= (size - offset) / item;
  }
  /// The little-endian scalar at `offset`; the caller has checked Holds().
  template <class T>
  T Load(size_t offset) const {
    T value;
    __builtin_memcpy(&value, data + offset, sizeof(T));
    return value;
  }
};

/// A vector inside the buffer, already checked to lie inside it; default-constructed = absent, which has no elements.
struct Vector {
  const Bytes* bytes = nullptr;
  uint32_t offset = 0;  // of the first element; the length prefix is the 4 bytes before it
  uint32_t size = 0;

  bool present() const { return offset != 0; }
  /// The first element of a vector that is present; aligned as the file has it (the format promises the element's size,
  /// 16 for buffer data).
  template <class T>
  const T* data() const {
    return reinterpret_cast<const T*>(raw());
  }
  const uint8_t* raw() const { return bytes->data + offset; }
  template <class T>
  T at(uint32_t i) const {
    return bytes->Load<T>(offset + size_t{i} * sizeof(T));
  }
};

/// A table; default-constructed = absent, on which every field reads as its default. Like a vector it is two words, for
/// registers: what its vtable says is read at each access, from a place that was checked when the table was made.
class Table {
 public:
  Table() = default;
  /// Absent where table or vtable do not lie inside the bytes, which must outlive the table.
  Table(const Bytes& bytes, size_t offset);

  bool present() const { return offset_ != 0; }

  /// The scalar in field `id` (0-based position in the schema's table), or `fallback` when absent or out of bounds.
  template <class T>
  T Scalar(int id, T fallback = {}) const {
    if constexpr (__is_same(T, bool)) {
      return Scalar<uint8_t>(id, fallback) != 0;  // a byte that is neither 0 nor 1 is no bool to C++
    } else {
      const size_t at = Field(id, sizeof(T));
      return at ? bytes_->Load<T>(at) : fallback;
    }
  }
  bool Has(int id) const { return Field(id, 1) != 0; }
  /// The table in field `id`; absent when missing or out of bounds.
  Table Sub(int id) const;
  /// The vector in field `id` with elements of `item` bytes.
  Vector Items(int id, size_t item) const;
  /// The string in field `id`, NUL-terminated as the format demands (checked), or nullptr.
  const char* String(int id) const;
  /// Element `i` of the vector of tables in field `id`.
  static Table At(Vector tables, uint32_t i);

 private:
  size_t Field(int id, size_t item) const;  // absolute offset, or 0
  size_t Indirect(size_t at) const;         // follows a uoffset; 0 when it leaves the buffer

  const Bytes* bytes_ = nullptr;
  size_t offset_ = 0;
};

}  // namespace tare::fb

#endif  // TARE_RUNTIME_FLATBUFFER_H_
