// An example is a map of features, and a map in protobuf is a list of entries of which the last one of a key counts.
#include "kernels/custom/example.h"

namespace tare::example {

using tf::Field;
using tf::Message;
using tf::Text;

bool FindFeature(StringRef example, StringRef key, Feature& feature) {
  feature = {};
  const Text wanted = {reinterpret_cast<const uint8_t*>(key.data), key.size};
  Field features, entry, part;
  Message message({reinterpret_cast<const uint8_t*>(example.data), example.size});
  while (message.Next(&features)) {
    if (features.id != 1 || !features.bytes.data) continue;
    Message map(features.bytes);
    while (map.Next(&entry)) {
      if (entry.id != 1 || !entry.bytes.data) continue;
      Text name = {wanted.data, 0}, value = {};
      Message pair(entry.bytes);
      while (pair.Next(&part)) {
        if (part.id == 1 && part.bytes.data) name = part.bytes;
        if (part.id == 2 && part.bytes.data) value = part.bytes;
      }
      if (pair.damaged()) return false;
      if (!(name == wanted)) continue;
      feature = {};
      Message list(value);
      while (list.Next(&part)) {
        if (part.id >= kBytes && part.id <= kInts && part.bytes.data)
          feature = {static_cast<Kind>(part.id), part.bytes};
      }
      if (list.damaged()) return false;
    }
    if (map.damaged()) return false;
  }
  return !message.damaged();
}

bool Measure(const Feature& feature, Size& size) {
  return ForEach(feature, [&](StringRef s, uint64_t) {
    ++size.values;
    size.characters += static_cast<int64_t>(s.size);
  });
}

}  // namespace tare::example
