// Reads flexbuffers where they lie: the options of custom ops, which may be hostile. Nothing is unpacked; each question
// checks every offset and length that it follows, and what does not hold reads as null, so a kernel's own checks of
// its options are all that is needed. Keys are searched one by one: options have a dozen at most.
#ifndef TARE_KERNELS_FLEXBUFFER_H_
#define TARE_KERNELS_FLEXBUFFER_H_

#include "runtime/kernel.h"

namespace tare {

/// One value of a flexbuffer; null by default.
class Flex {
 public:
  Flex() = default;
  /// The root of a buffer; null where the bytes are none.
  static Flex Root(const void* bytes, size_t size);
  /// A custom op's options.
  static Flex Options(Kernel k) {
    return Root(k.node()->custom_initial_data, static_cast<size_t>(k.node()->custom_initial_data_size));
  }

  bool is_null() const { return type_ == kNull; }
  bool is_map() const { return type_ == kMap; }
  /// The number, converted as flexbuffers do: of a float without its fraction, 1 for true, 0 for null and for strings,
  /// a vector's size. A float that int64 cannot hold is 0.
  int64_t Int() const;
  int32_t Int32() const { return static_cast<int32_t>(Int()); }
  double Double() const;
  float Float() const { return static_cast<float>(Double()); }
  bool Bool() const { return Int() != 0; }
  /// The characters of a string that ends with a NUL, as all should; nullptr for other values.
  const char* Text() const;
  /// True when this is the string or key `text`.
  bool Is(const char* text) const;

  /// Elements of a vector, values of a map, bytes of a string; 0 for other values.
  size_t size() const { return count_; }
  /// Element `i` of a vector or map; null beyond its end.
  Flex operator[](size_t i) const;
  /// The value of a map's key; null where there is none.
  Flex operator[](const char* key) const;

  /// The `n` numbers of a vector; false where it has another size.
  bool Ints(int32_t* out, size_t n) const;
  const uint8_t* bytes() const { return bytes_ + at_; }

 private:
  enum Type : uint8_t {
    kNull,
    kInt,
    kUint,
    kFloat,
    kKey,
    kString,
    kIndirectInt,
    kIndirectFloat = 8,
    kMap,
    kVector,
    kVectorInt,
    kVectorString = 15,  // of an old writer: read as keys, whose vectors are 14
    kFixedVector = 16,
    kFixedVectorEnd = 25,
    kBlob = 25,
    kBool,
    kVectorBool = 36
  };

  Flex(const uint8_t* bytes, size_t size) : bytes_(bytes), size_(size) {}
  /// The value whose slot of `width` bytes is at `slot`, of a packed type: type << 2 | log2 of its own width.
  Flex At(size_t slot, size_t width, uint8_t packed) const;
  uint64_t Load(size_t at, size_t width) const;
  bool KeyIs(size_t at, const char* text) const;

  const uint8_t* bytes_ = nullptr;
  size_t size_ = 0;   // of the buffer
  size_t at_ = 0;     // of the value's data
  size_t count_ = 0;  // elements, values or characters there
  uint8_t width_ = 0;
  uint8_t type_ = kNull;
};

}  // namespace tare

#endif  // TARE_KERNELS_FLEXBUFFER_H_
