// The vtable and the table have fixed places and sizes; strings and lists follow them. A field is there when its entry
// of the vtable is not 0.
#include "kernels/tf/attributes.h"

#include "kernels/tf/node_def.h"

namespace tare::tf {
namespace {

using select_tf::NodeOptions;

constexpr uint16_t kFields = 14, kTableAt = NodeOptions::kTableAt, kTableSize = 4 + 4 * kFields;
static_assert(kTableAt == 4 + 2 * kFields);
constexpr size_t kRestAt = kTableAt + kTableSize;
constexpr int kFunctionName = 1;  // field of NameAttrList
constexpr int64_t kWindowLimit = 1 << 28;

/// Text up to the next of the characters that structure clauses; `at` moves behind it.
Text Word(const char*& at) {
  const char* begin = at;
  while (*at && *at != '=' && *at != '|' && *at != '@' && *at != '?' && *at != ';') ++at;
  return {reinterpret_cast<const uint8_t*>(begin), static_cast<size_t>(at - begin)};
}

/// The decimal number at `at`, which moves behind it.
int64_t Number(const char*& at) {
  const bool negative = *at == '-';
  if (negative) ++at;
  int64_t number = 0;
  for (; *at >= '0' && *at <= '9'; ++at) number = number * 10 + (*at - '0');
  return negative ? -number : number;
}

/// True when an attribute has the value that a clause's word names.
bool IsValue(const Field& value, Text word) {
  if (value.id == kString) return value.bytes == word;
  if (value.id == kBool) return (value.number != 0) == (word.data[0] == 't');
  if (value.id != kInt) return true;
  const char* digits = reinterpret_cast<const char*>(word.data);
  return static_cast<int64_t>(value.number) == Number(digits);
}

class Writer {
 public:
  explicit Writer(NodeOptions& options) : to_(options) {
    Store<uint16_t>(0, kTableAt);
    Store<uint16_t>(2, kTableSize);
    Store<int32_t>(kTableAt, kTableAt);
    to_.size = kRestAt;
  }
  void Scalar(int field, uint32_t bits) {
    const auto at = static_cast<uint16_t>(4 + 4 * field);
    Store<uint16_t>(4 + 2 * static_cast<size_t>(field), at);
    Store<uint32_t>(kTableAt + size_t{at}, bits);
  }
  /// A vector of bytes with a NUL behind it. False when there is no room.
  bool Vector(int field, const void* data, size_t bytes, uint32_t count) {
    if (bytes > sizeof(to_.bytes) || to_.size + bytes + 8 > sizeof(to_.bytes)) return false;
    Scalar(field, static_cast<uint32_t>(to_.size - kTableAt - 4 - 4 * static_cast<size_t>(field)));
    Store<uint32_t>(to_.size, count);
    if (bytes) __builtin_memcpy(to_.bytes + to_.size + 4, data, bytes);
    to_.size = (to_.size + 4 + bytes + 4) & ~size_t{3};
    return true;
  }

 private:
  template <class T>
  void Store(size_t at, T value) {
    __builtin_memcpy(to_.bytes + at, &value, sizeof(T));
  }
  NodeOptions& to_;
};

/// The dimensions of a shape, -1 where they are unknown. -1 where its rank is, or it has too many.
int Dimensions(Text shape, int32_t* dims, int max) {
  constexpr int kDim = 2, kUnknownRank = 3, kSize = 1;
  int rank = 0;
  Field field, part;
  for (Message message(shape); message.Next(&field);) {
    if (field.id == kUnknownRank && field.number) return -1;
    if (field.id != kDim) continue;
    if (rank == max) return -1;
    dims[rank] = 0;
    for (Message dim(field.bytes); dim.Next(&part);) {
      if (part.id == kSize) dims[rank] = static_cast<int32_t>(part.number);
    }
    ++rank;
  }
  return rank;
}

/// A list of floats as a vector of their bits.
bool WriteFloats(Writer& writer, const Field& list, int field) {
  constexpr int kMaxFloats = 64;
  uint32_t bits[kMaxFloats];
  size_t count = 0;
  Field item;
  for (Message message(list.bytes); message.Next(&item);) {
    if (item.id != kFloat) continue;
    const auto one = static_cast<uint32_t>(item.number);  // or many, packed
    const size_t more = item.bytes.data ? item.bytes.size / sizeof(float) : 1;
    if (more > kMaxFloats - count) return false;
    if (more)
      __builtin_memcpy(bits + count, item.bytes.data ? static_cast<const void*>(item.bytes.data) : &one,
                       more * sizeof(float));
    count += more;
  }
  return writer.Vector(field, bits, count * sizeof(float), static_cast<uint32_t>(count));
}

/// Writes an attribute that is there. `position` is that among a clause's values.
bool Write(Writer& writer, const NodeDef& def, Text name, const Field& value, char kind, int field, int position) {
  constexpr int kMaxInts = 16;
  int64_t ints[kMaxInts];
  int32_t narrow[kMaxInts];
  uint32_t bits = 0;
  Kind id = kList;
  switch (kind) {
    case 'e':
      writer.Scalar(field, static_cast<uint32_t>(position));
      return true;
    case 's': {
      Text text = value.bytes;
      if (value.id == kFunction) {
        Field part = {};
        Message function(value.bytes);
        while (function.Next(&part) && part.id != kFunctionName) {
        }
        text = part.bytes;
      }
      return (value.id == kString || value.id == kFunction) &&
             writer.Vector(field, text.data, text.size, static_cast<uint32_t>(text.size));
    }
    case 'q':
      return value.id == kInt && writer.Vector(field, &value.number, sizeof(value.number), 1);
    case 'p': {
      if (!features::tf_lists) return false;
      int32_t dims[kMaxRank];
      const int rank = value.id == kShape ? Dimensions(value.bytes, dims, kMaxRank) : -1;
      return rank < 0
                 ? value.id == kShape
                 : writer.Vector(field, dims, sizeof(int32_t) * static_cast<size_t>(rank), static_cast<uint32_t>(rank));
    }
    case 'v':
      return features::tf_lists && value.id == kList && WriteFloats(writer, value, field);
    case 'b':
      id = kBool;
      break;
    case 'i':
      id = kInt;
      break;
    case 'f':
      id = kFloat;
      break;
    default:
      break;
  }
  if (id != kList) {
    bits = static_cast<uint32_t>(value.number);
    writer.Scalar(field, id == kBool ? value.number != 0 : bits);
    return value.id == id && (id != kInt || static_cast<int64_t>(value.number) == static_cast<int32_t>(bits));
  }
  const int count = def.Ints(name, ints, kMaxInts);
  if (count < 0 || count > kMaxInts) return false;
  for (int i = 0; i < count; ++i) {
    narrow[i] = static_cast<int32_t>(ints[i]);
    if (narrow[i] != ints[i]) return false;
  }
  if (kind == 'l')
    return writer.Vector(field, narrow, sizeof(int32_t) * static_cast<size_t>(count), static_cast<uint32_t>(count));
  // A window: [1, depth?, height, width, 1].
  const int at = count - (kind == 'w' ? 2 : kind == 'h' ? 3 : 4);
  if (count < 4 || count > 5 || ints[0] != 1 || ints[count - 1] != 1 || ints[at] < 1 || ints[at] >= kWindowLimit) {
    return false;
  }
  writer.Scalar(field, static_cast<uint32_t>(narrow[at]));
  return true;
}

}  // namespace

bool ReadAttributes(Kernel k, const char* clauses, NodeOptions& options) {
  const NodeDef def(k);
  Writer writer(options);
  if (!def.IsWhole()) {
    k.Fail("Failed to parse data into a valid NodeDef");
    return false;
  }
  while (*clauses) {
    const Text name = Word(clauses);
    Field value;
    const bool found = name.size && def.Find(name, kAnyKind, &value);
    bool good = true;
    int position = 0;
    if (*clauses == '=') {
      bool met = false;
      int i = 0;
      do {
        const Text word = Word(++clauses);
        if (found && !met && IsValue(value, word)) {
          met = true;
          position = i;
        }
        ++i;
      } while (*clauses == '|');
      good = met || !found;
    }
    if (*clauses == '@') {
      const char kind = *++clauses;
      const auto field = static_cast<int>(Number(++clauses));
      if (found) good &= Write(writer, def, name, value, kind, field, position);
      if (*clauses == '?') {
        const auto bits = static_cast<uint32_t>(Number(++clauses));
        if (!found) writer.Scalar(field, bits);
      } else {
        good &= found;
      }
    }
    if (!good) {
      k.Fail("attribute %.*s is missing or not supported", static_cast<int>(name.size),
             reinterpret_cast<const char*>(name.data));
      return false;
    }
    if (*clauses == ';') ++clauses;
  }
  return true;
}

}  // namespace tare::tf
