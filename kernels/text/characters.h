// Kinds of characters as BERT's tokenizers part texts by them.
#ifndef TARE_KERNELS_TEXT_CHARACTERS_H_
#define TARE_KERNELS_TEXT_CHARACTERS_H_

#include <stdint.h>

namespace tare::text {

/// Unicode's White_Space.
bool IsSpace(int32_t character);

/// What is a word by itself: Unicode's punctuation, the other signs of ASCII, and ideographs.
bool IsWord(int32_t character);

}  // namespace tare::text

#endif  // TARE_KERNELS_TEXT_CHARACTERS_H_
