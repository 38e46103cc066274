// The fingerprint that TensorFlow hashes strings with: FarmHash's 64-bit one, whose values are fixed for all time.
#ifndef TARE_KERNELS_TF_FINGERPRINT_H_
#define TARE_KERNELS_TF_FINGERPRINT_H_

#include <stdint.h>

#include "kernels/strings.h"

namespace tare::tf {

uint64_t Fingerprint(StringRef text);

}  // namespace tare::tf

#endif  // TARE_KERNELS_TF_FINGERPRINT_H_
