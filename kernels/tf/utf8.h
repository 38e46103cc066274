// Characters of UTF-8.
#ifndef TARE_KERNELS_TF_UTF8_H_
#define TARE_KERNELS_TF_UTF8_H_

#include "kernels/strings.h"

namespace tare::tf {

/// The character at `at`, which is inside the string and moves behind it. -1 for what is none: the longest beginning of
/// one, or a byte.
int32_t NextCharacter(StringRef s, size_t& at);

}  // namespace tare::tf

#endif  // TARE_KERNELS_TF_UTF8_H_
