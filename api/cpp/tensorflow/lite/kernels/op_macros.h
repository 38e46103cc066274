// Ends of the program and messages about types, in operators.
#ifndef TENSORFLOW_LITE_KERNELS_OP_MACROS_H_
#define TENSORFLOW_LITE_KERNELS_OP_MACROS_H_

#include <stdio.h>
#include <stdlib.h>

#include "tensorflow/lite/c/common.h"

#ifndef TF_LITE_STRIP_ERROR_STRINGS
#define DEBUG_LOG(s) fprintf(stderr, "%s", s)
#else
#define DEBUG_LOG(s) ((void)0)
#endif

#ifndef TFLITE_ABORT
#define TFLITE_ABORT abort()
#endif

#ifdef NDEBUG
#define TFLITE_ASSERT_FALSE ((void)0)
#else
#define TFLITE_ASSERT_FALSE TFLITE_ABORT
#endif

#define TF_LITE_FATAL(msg)  \
  do {                      \
    DEBUG_LOG(msg);         \
    DEBUG_LOG("\nFATAL\n"); \
    TFLITE_ABORT;           \
  } while (0)

#define TF_LITE_ASSERT(x)        \
  do {                           \
    if (!(x)) TF_LITE_FATAL(#x); \
  } while (0)

#define TF_LITE_ASSERT_EQ(x, y)                            \
  do {                                                     \
    if ((x) != (y)) TF_LITE_FATAL(#x " didn't equal " #y); \
  } while (0)

// To be used in functions that return a TfLiteStatus.
#define TF_LITE_UNSUPPORTED_TYPE(context, type, op_name)                                        \
  do {                                                                                          \
    TF_LITE_KERNEL_LOG((context), "%s:%d Type %s is unsupported by op %s.", __FILE__, __LINE__, \
                       TfLiteTypeGetName(type), (op_name));                                     \
    return kTfLiteError;                                                                        \
  } while (0)

#endif  // TENSORFLOW_LITE_KERNELS_OP_MACROS_H_
