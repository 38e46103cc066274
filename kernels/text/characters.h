// Kinds of characters, as tokenizers part texts by them.
#ifndef TARE_KERNELS_TEXT_CHARACTERS_H_
#define TARE_KERNELS_TEXT_CHARACTERS_H_

#include <stdint.h>

namespace tare::text {

/// Unicode's White_Space.
bool IsSpace(int32_t character);

/// What is a word by itself to BERT's tokenizers: Unicode's punctuation, the other signs of ASCII, and ideographs.
bool IsWord(int32_t character);

/// What ends a sentence.
bool IsTerminal(int32_t character);

/// What closes a parenthesis.
bool IsClosing(int32_t character);

}  // namespace tare::text

#endif  // TARE_KERNELS_TEXT_CHARACTERS_H_
