// Looks words up in a trie in two arrays laid into one, as the Darts library makes them and the configurations of
// tokenizers contain them: a vector of 32-bit units that is read where it lies.
//
// A unit has the character that leads to it (bits 0 to 7; bit 31 set marks a value instead), whether a key ends with it
// (bit 8) and how far its children are (bits 10 to 30, times 256 where bit 9 is set): a child is at the unit's place
// XOR that distance XOR the child's character, the value of a key that ends at the child of "character" 0. Units may be
// hostile: every place is checked, and a walk takes one step per character of the text, so that none is endless.
#ifndef TARE_KERNELS_TEXT_DOUBLE_ARRAY_TRIE_H_
#define TARE_KERNELS_TEXT_DOUBLE_ARRAY_TRIE_H_

#include "runtime/flatbuffer.h"

namespace tare::text {

class DoubleArrayTrie {
 public:
  /// Where a walk has come to: the key that was walked through so far.
  struct Cursor {
    uint32_t place = 0;     // of the key's unit
    uint32_t children = 0;  // the place that children's characters are XORed to
    bool is_key = false;
  };

  DoubleArrayTrie() = default;
  /// Units are 32-bit items of a flatbuffer vector, whose bytes must outlive the trie.
  explicit DoubleArrayTrie(fb::Vector units) : units_(units) {}

  /// Units there are; a place is less.
  uint32_t size() const { return units_.size; }
  /// Where walks begin.
  Cursor Root() const { return units_.size ? At(0) : Cursor(); }
  /// Where a walk to the unit at `place`, which is inside, has come to.
  Cursor At(uint32_t place) const {
    const auto unit = units_.at<uint32_t>(place);
    return {place, place ^ (unit >> 10) << (unit & 0x200 ? 8 : 0), (unit & 0x100) != 0};
  }

  /// Moves on by one character; false, and `cursor` as it was, where no key goes on with it.
  bool Step(Cursor* cursor, char character) const {
    const auto c = static_cast<uint8_t>(character);
    const uint32_t at = cursor->children ^ c;
    if (!units_.present() || at >= units_.size || (units_.at<uint32_t>(at) & 0x800000ff) != c) return false;
    *cursor = At(at);
    return true;
  }

  /// The value of the key that ends here, 0 to INT32_MAX; -1 where none does.
  int32_t Value(const Cursor& cursor) const {
    if (!cursor.is_key || cursor.children >= units_.size) return -1;
    return static_cast<int32_t>(units_.at<uint32_t>(cursor.children) & INT32_MAX);
  }

 private:
  fb::Vector units_;
};

}  // namespace tare::text

#endif  // TARE_KERNELS_TEXT_DOUBLE_ARRAY_TRIE_H_
