// Outputs of ops on texts, whose shapes follow from the texts' characters.
#ifndef TARE_KERNELS_TEXT_OUTPUTS_H_
#define TARE_KERNELS_TEXT_OUTPUTS_H_

#include "runtime/kernel.h"

namespace tare::text {

/// In Prepare: checks that the first outputs have the `n` types, and leaves their shapes to Eval.
Status OpenOutputs(Kernel k, const TfLiteType* types, int n);

template <int n>
Status OpenOutputs(Kernel k, const TfLiteType (&types)[n]) {
  return OpenOutputs(k, types, n);
}

}  // namespace tare::text

#endif  // TARE_KERNELS_TEXT_OUTPUTS_H_
