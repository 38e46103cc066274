// Reading NodeDefs. Field numbers are those of TensorFlow's node_def.proto and attr_value.proto.
#include "kernels/tf/node_def.h"

namespace tare::tf {
namespace {

constexpr int kAttr = 5;  // field of NodeDef

/// The little-endian number of `width` (1, 2, 4 or 8) bytes.
uint64_t Load(const uint8_t* p, size_t width) {
  uint64_t value = 0;
  __builtin_memcpy(&value, p, width);
  return value;
}

/// The NodeDef in custom options: element 1 of a flexbuffer vector of two strings. A flexbuffer ends with its root's
/// value, packed type (type << 2 | log2 of the width of what it refers to) and width; vectors and strings have their
/// size in front of them.
Text Unpack(const uint8_t* data, size_t size) {
  constexpr int kStringType = 5, kVectorType = 10;
  if (size < 3) return {};
  const size_t root_width = data[size - 1], root_type = data[size - 2];
  if (root_width == 0 || root_width > 8 || (root_width & (root_width - 1)) || root_type >> 2 != kVectorType) return {};
  if (size < 2 + root_width) return {};
  /// Follows the offset at `at`; 0 when it does not lead to something with a size in front.
  const auto follow = [&](size_t at, size_t width, size_t target_width) -> size_t {
    const uint64_t back = Load(data + at, width);
    return back <= at && at - back >= target_width ? static_cast<size_t>(at - back) : 0;
  };
  const size_t width = size_t{1} << (root_type & 3);
  const size_t vector = follow(size - 2 - root_width, root_width, width);
  if (!vector || Load(data + vector - width, width) != 2 || size - vector < 2 * width + 2) return {};
  const size_t type = data[vector + 2 * width + 1];
  if (type >> 2 != kStringType) return {};
  const size_t string_width = size_t{1} << (type & 3);
  const size_t string = follow(vector + width, width, string_width);
  if (!string) return {};
  const uint64_t length = Load(data + string - string_width, string_width);
  if (length > size - string) return {};
  return {data + string, static_cast<size_t>(length)};
}

}  // namespace

bool Message::Varint(uint64_t* value) {
  *value = 0;
  for (int shift = 0; shift < 64 && at_ != end_; shift += 7) {
    const uint8_t byte = *at_++;
    *value |= uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return true;
  }
  return Damaged();
}

bool Message::Next(Field* field) {
  enum { kVarint, kFixed64, kBytes, kFixed32 = 5 };
  uint64_t tag = 0;
  if (at_ == end_ || !Varint(&tag)) return false;
  *field = {static_cast<int>(tag >> 3 & 0x1fffffff), 0, {}};
  uint64_t size = 0;
  switch (tag & 7) {
    case kVarint:
      return Varint(&field->number);
    case kFixed64:
      size = 8;
      break;
    case kFixed32:
      size = 4;
      break;
    case kBytes:
      if (!Varint(&size)) return false;
      break;
    default:
      size = UINT64_MAX;
  }
  const auto rest = static_cast<size_t>(end_ - at_);
  if (size > rest) return Damaged();
  if ((tag & 7) == kBytes) {
    field->bytes = {at_, static_cast<size_t>(size)};
  } else {
    field->number = Load(at_, static_cast<size_t>(size));
  }
  at_ += size;
  return true;
}

NodeDef::NodeDef(Kernel k)
    : message_(Unpack(static_cast<const uint8_t*>(k.node()->custom_initial_data),
                      static_cast<size_t>(k.node()->custom_initial_data_size))) {}

bool NodeDef::IsWhole() const {
  Field field, part;
  Message message(message_);
  while (message.Next(&field)) {
    if (field.id != kAttr) continue;
    Message entry(field.bytes);
    while (entry.Next(&part)) {
    }
    if (entry.damaged()) return false;
  }
  return message_.size && !message.damaged();
}

bool NodeDef::Find(Text name, int kind, Field* value) const {
  constexpr int kKey = 1, kValue = 2;
  Field attr;
  for (Message message(message_); message.Next(&attr);) {
    if (attr.id != kAttr) continue;
    Field part;
    Text key, content;
    for (Message entry(attr.bytes); entry.Next(&part);) {
      if (part.id == kKey) key = part.bytes;
      if (part.id == kValue) content = part.bytes;
    }
    if (!(key == name)) continue;
    for (Message attr_value(content); attr_value.Next(value);) {
      if (!kind || value->id == kind) return true;
    }
  }
  return false;
}

int NodeDef::Ints(Text name, int64_t* out, int max) const {
  Field list;
  if (!Find(name, kList, &list)) return -1;
  int count = 0;
  const auto add = [&](uint64_t number) {
    if (count < max) out[count] = static_cast<int64_t>(number);
    ++count;
  };
  Field item;
  for (Message message(list.bytes); message.Next(&item);) {
    if (item.id != kInt) continue;
    if (!item.bytes.data) {
      add(item.number);
      continue;
    }
    // Packed: varints one after the other, which a message of fields cannot be told from by anything but the schema.
    uint64_t number = 0;
    int shift = 0;
    for (size_t i = 0; i < item.bytes.size; ++i) {
      if (shift < 64) number |= uint64_t{item.bytes.data[i] & 0x7fu} << shift;
      shift += 7;
      if (item.bytes.data[i] < 0x80) {
        add(number);
        number = 0;
        shift = 0;
      }
    }
  }
  return count;
}

}  // namespace tare::tf
