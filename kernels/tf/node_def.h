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

  bool operator==(Text other) const { return size == other.size && __builtin_memcmp(data, other.data, size) == 0; }
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
  /// True when Next has met bytes that make no sense.
  bool damaged() const { return damaged_; }

 private:
  bool Varint(uint64_t* value);
  bool Damaged() {
    at_ = end_;
    damaged_ = true;
    return false;
  }
  const uint8_t* at_;
  const uint8_t* end_;
  bool damaged_ = false;
};

/// What an attribute's value is: the field of AttrValue that it is in.
enum Kind { kAnyKind, kList, kString, kInt, kFloat, kBool, kType, kShape, kTensor, kPlaceholder, kFunction };

class NodeDef {
 public:
  /// Of a Select TF node (its custom options).
  explicit NodeDef(Kernel k);

  /// True when there is a message, whole down to the attributes' names and values.
  bool IsWhole() const;
  /// An attribute's value, whose `id` is its kind; false where there is none of that name and kind.
  bool Find(Text name, int kind, Field* value) const;
  /// The length of a list of integers, its first `max` elements in `out`; -1 where there is no such list.
  int Ints(Text name, int64_t* out, int max) const;

 private:
  Text message_;
};

}  // namespace tare::tf

#endif  // TARE_KERNELS_TF_NODE_DEF_H_
