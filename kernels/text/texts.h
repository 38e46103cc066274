// What ops on a vector of texts share: opening it, and outputs whose shapes follow from the texts' characters.
#ifndef TARE_KERNELS_TEXT_TEXTS_H_
#define TARE_KERNELS_TEXT_TEXTS_H_

#include "kernels/strings.h"

namespace tare::text {

/// In Eval: the texts of input 0, which must be a vector.
Status OpenTexts(Kernel k, Strings* texts);

/// In Prepare: checks that the first outputs have the `n` types, and leaves their shapes to Eval.
Status OpenOutputs(Kernel k, const TfLiteType* types, int n);

template <int n>
Status OpenOutputs(Kernel k, const TfLiteType (&types)[n]) {
  return OpenOutputs(k, types, n);
}

}  // namespace tare::text

#endif  // TARE_KERNELS_TEXT_TEXTS_H_
