// What stands behind the C API's opaque types.
#ifndef TARE_API_C_TYPES_H_
#define TARE_API_C_TYPES_H_

#include "api/c/public.h"
#include "runtime/interpreter.h"

/// Receives printf-style messages.
using TfLiteErrorFunction = void (*)(void* user_data, const char* format, va_list args);

struct TfLiteInterpreterOptions {
  tare::ErrorReporter errors;
  int num_threads;
  bool cancellable;
  // The rest is what a copy does not share.
  int delegate_count;
  TfLiteDelegate** delegates;  // malloc'ed
  void* extras;                // api/c/op_resolver.h; nullptr in most apps
};

struct TfLiteInterpreter {
  tare::Interpreter* impl;
  bool cancellable;
  volatile bool cancelled;
  bool fallback;  // run without delegates when they fail
};

struct TfLiteSignatureRunner {
  TfLiteInterpreter* interpreter;
  tare::Interpreter* impl;  // the interpreter's
  int signature;            // -1: the main graph of a model without signatures, by tensor names
  int subgraph;
};

#endif  // TARE_API_C_TYPES_H_
