// What the processor can do, as kernels that choose between instructions ask. Code is compiled for the least that a
// target has, and so is the answer.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_OPTIMIZED_CPU_CHECK_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_OPTIMIZED_CPU_CHECK_H_

#include "tensorflow/lite/kernels/internal/optimized/neon_check.h"

namespace tflite {

/// Whether code may use Arm's dot products of bytes.
inline bool DetectArmNeonDotprod() {
#ifdef __ARM_FEATURE_DOTPROD
  return true;
#else
  return false;
#endif
}

struct CpuFlags {
  bool neon_dotprod = false;
};
inline void GetCpuFlags(CpuFlags* cpu_flags) { cpu_flags->neon_dotprod = DetectArmNeonDotprod(); }

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_OPTIMIZED_CPU_CHECK_H_
