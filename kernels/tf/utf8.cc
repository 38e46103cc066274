// The second byte tells forms that are too long, surrogates, and what is beyond the last character.
#include "kernels/tf/utf8.h"

namespace tare::tf {

int32_t NextCharacter(StringRef s, size_t& at) {
  const auto lead = static_cast<uint8_t>(s.data[at++]);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
  if (lead < 0xc2 || lead > 0xf4) return -1;
  int32_t character = lead & (0x3f >> more);
  uint8_t low = lead == 0xe0   ? 0xa0
                : lead == 0xf0 ? 0x90
                               : 0x80,
          high = lead == 0xed   ? 0x9f
                 : lead == 0xf4 ? 0x8f
                                : 0xbf;
  for (int i = 0; i < more; ++i) {
    if (at == s.size) return -1;
    const auto byte = static_cast<uint8_t>(s.data[at]);
    if (byte < low || byte > high) return -1;
    character = character << 6 | (byte & 0x3f);
    low = 0x80;
    high = 0xbf;
    ++at;
  }
  return character;
}

}  // namespace tare::tf
