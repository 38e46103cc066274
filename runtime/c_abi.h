// The public C structures and functions of TensorFlow Lite, which every part of Tare speaks: kernels, delegates and
// custom ops see the same bytes as with the official library. They are declared once, in the headers that users get
// (include/); this is the one way to them, because it says how the library's own functions are exported. The layouts
// are asserted in full by tests/c_api/layouts.h, for every target; what a delegate depends on first is asserted here.
//
// One decision is our own and invisible outside: TfLiteIntArray and TfLiteFloatArray have the layout of a flatbuffer
// vector (length, then elements), so dims, indices and scales of a loaded model point into the model's bytes.
#ifndef TARE_RUNTIME_C_ABI_H_
#define TARE_RUNTIME_C_ABI_H_

#include <stdarg.h>

#include "runtime/platform/entry.h"

#ifdef TENSORFLOW_LITE_C_C_API_TYPES_H_
#error "a public header comes before runtime/c_abi.h: its functions would lack TARE_ENTRY"
#endif

/// Marks the functions that the library exports; everything else is compiled hidden.
#define TARE_EXPORT __attribute__((visibility("default"))) TARE_ENTRY
#define TFL_CAPI_EXPORT TARE_EXPORT

#include "include/tensorflow/lite/c/builtin_op_data.h"
#include "include/tensorflow/lite/c/common.h"
#include "include/tensorflow/lite/c/operator.h"

// Bytes on 64-bit ABIs, armeabi-v7a (int64 aligned to 8) and i386 (int64 aligned to 4).
#if __SIZEOF_POINTER__ == 8
#define TARE_ABI_SIZE(b64, arm32, x86) (b64)
#elif defined(__arm__)
#define TARE_ABI_SIZE(b64, arm32, x86) (arm32)
#else
#define TARE_ABI_SIZE(b64, arm32, x86) (x86)
#endif
static_assert(sizeof(TfLiteTensor) == TARE_ABI_SIZE(112, 64, 64));
static_assert(sizeof(TfLiteNode) == TARE_ABI_SIZE(80, 40, 40));
static_assert(sizeof(TfLiteContext) == TARE_ABI_SIZE(200, 100, 100));
static_assert(sizeof(TfLiteRegistration) == TARE_ABI_SIZE(88, 48, 48));
static_assert(sizeof(TfLiteDelegate) == TARE_ABI_SIZE(56, 40, 32));

#endif  // TARE_RUNTIME_C_ABI_H_
