// tf.train.Example messages, read where they lie. Field numbers are those of TensorFlow's example.proto and
// feature.proto. What makes no sense is told apart from what is not there.
#ifndef TARE_KERNELS_CUSTOM_EXAMPLE_H_
#define TARE_KERNELS_CUSTOM_EXAMPLE_H_

#include "kernels/strings.h"
#include "kernels/tf/node_def.h"

namespace tare::example {

/// What a feature's values are; the field of tf.train.Feature.
enum Kind { kNone, kBytes, kFloats, kInts };  // fields of tf.train.Feature

/// The kind of a tensor's values; kNone where they can be none.
inline Kind KindOf(TfLiteType type) {
  return type == kTfLiteString ? kBytes : type == kTfLiteFloat32 ? kFloats : type == kTfLiteInt64 ? kInts : kNone;
}

/// A key's values in one example.
struct Feature {
  Kind kind = kNone;
  tf::Text list;
};

/// Finds a key; the last one counts where there are several. False where the message makes no sense.
bool FindFeature(StringRef example, StringRef key, Feature& feature);

/// Calls visit(string, number's bits) for each value; false where the message makes no sense.
template <class Visit>
bool ForEach(const Feature& feature, Visit visit) {
  if (!feature.list.data) return true;
  tf::Field item;
  tf::Message message(feature.list);
  while (message.Next(&item)) {
    if (item.id != 1) continue;
    if (feature.kind == kBytes) {
      if (!item.bytes.data) return false;
      visit(StringRef{reinterpret_cast<const char*>(item.bytes.data), item.bytes.size}, uint64_t{0});
    } else if (!item.bytes.data) {
      visit(StringRef{}, item.number);
    } else if (feature.kind == kFloats) {
      if (item.bytes.size % sizeof(uint32_t)) return false;
      for (size_t i = 0; i < item.bytes.size; i += sizeof(uint32_t)) {
        uint32_t bits;
        __builtin_memcpy(&bits, item.bytes.data + i, sizeof(bits));
        visit(StringRef{}, uint64_t{bits});
      }
    } else {
      uint64_t number = 0;
      int shift = 0;
      for (size_t i = 0; i < item.bytes.size; ++i) {
        if (shift < 64) number |= uint64_t{item.bytes.data[i] & 0x7fu} << shift;
        shift += 7;
        if (item.bytes.data[i] >= 0x80) continue;
        visit(StringRef{}, number);
        number = 0;
        shift = 0;
      }
      if (shift) return false;
    }
  }
  return !message.damaged();
}

/// Counts values and, of strings, characters.
struct Size {
  int64_t values = 0, characters = 0;
};
bool Measure(const Feature& feature, Size& size);

}  // namespace tare::example

#endif  // TARE_KERNELS_CUSTOM_EXAMPLE_H_
