// The attributes of a Select TF node, read from its NodeDef where it lies in the model: a protobuf message inside a
// flexbuffer, both of which may be hostile. Nothing is unpacked or copied: each question walks the message again, which
// takes microseconds in Prepare and saves a parser. Every length is checked against what is left; what does not hold
// reads as absent.
#ifndef TARE_KERNELS_TF_NODE_DEF_H_
#define TARE_KERNELS_TF_NODE_DEF_H_

#include "runtime/kernel.h"

namespace tare::tf {

/// Bytes inside the model.
struct Text {
  const uint8_t* data = nullptr;
  size_t size = 0;

  bool operator==(const char* other) const {
    return size == __builtin_strlen(other) && __builtin_memcmp(data, other, size) == 0;
  }
};

/// One field of a protobuf message: a number (varint or fixed) or bytes.
struct Field {
  int id = 0;
  uint64_t number = 0;
  Text bytes;
};

/// Walks the fields of a message.
class Message {
 public:
  explicit Message(Text text) : at_(text.data), end_(text.data + text.size) {}
  /// The next field; false at the end, or for good where the bytes make no sense.
  bool Next(Field* field);

 private:
  bool Varint(uint64_t* value);
  const uint8_t* at_;
  const uint8_t* end_;
};

class NodeDef {
 public:
  /// Of a Select TF node (its custom options).
  explicit NodeDef(Kernel k);

  // Attributes by name; `fallback` where there is none of that name and kind.
  int64_t Int(const char* name, int64_t fallback) const {
    return static_cast<int64_t>(Number(name, kInt, static_cast<uint64_t>(fallback)));
  }
  bool Bool(const char* name, bool fallback) const { return Number(name, kBool, fallback) != 0; }
  float Float(const char* name, float fallback) const;
  /// A tensorflow.DataType; 0 = absent.
  int Type(const char* name) const { return static_cast<int>(Number(name, kType, 0)); }
  /// Empty where absent.
  Text String(const char* name) const;
  /// The list's length, its first `max` elements in `out`; -1 where there is no such list.
  int Ints(const char* name, int64_t* out, int max) const;

 private:
  // Fields of AttrValue.
  enum Kind { kList = 1, kString = 2, kInt = 3, kFloat = 4, kBool = 5, kType = 6 };
  bool Find(const char* name, int kind, Field* value) const;
  uint64_t Number(const char* name, int kind, uint64_t fallback) const;

  Text message_;
};

/// Sizes of windows or steps in an attribute like strides = [1, d, h, w, 1]: fails unless the list has `count` elements
/// of at least 1, the first and last being 1, all below 2^28. `fallback` is every element's value where the attribute
/// is absent; 0 = it must be there.
Status ReadWindow(Kernel k, const NodeDef& def, const char* name, int count, int fallback, int* out);

}  // namespace tare::tf

#endif  // TARE_KERNELS_TF_NODE_DEF_H_
