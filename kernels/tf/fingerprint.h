// What TensorFlow hashes strings with: FarmHash's 64-bit fingerprint, whose values are fixed for all time, and
// SipHash-2-4 (Aumasson, Bernstein, 2012), which has a key.
#ifndef TARE_KERNELS_TF_FINGERPRINT_H_
#define TARE_KERNELS_TF_FINGERPRINT_H_

#include <stdint.h>

#include "kernels/strings.h"

namespace tare::tf {

uint64_t Fingerprint(StringRef text);
uint64_t SipHash(uint64_t key0, uint64_t key1, StringRef text);

}  // namespace tare::tf

#endif  // TARE_KERNELS_TF_FINGERPRINT_H_
