// The XNNPACK delegate that takes nothing over.
#ifndef TARE_API_C_XNNPACK_H_
#define TARE_API_C_XNNPACK_H_

#include "api/c/public.h"

namespace tare::c {

/// True for that delegate; `threads` is set to the number that it was made with.
bool IsXnnpack(const TfLiteDelegate* delegate, int* threads);

}  // namespace tare::c

#endif  // TARE_API_C_XNNPACK_H_
