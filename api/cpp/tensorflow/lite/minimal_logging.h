// Messages to the system's log on Android, to standard error elsewhere.
#ifndef TENSORFLOW_LITE_MINIMAL_LOGGING_H_
#define TENSORFLOW_LITE_MINIMAL_LOGGING_H_

#include <stdio.h>

#include "tensorflow/lite/logger.h"

#define TFLITE_LOG_PROD(severity, ...) \
  do {                                 \
    (void)(severity);                  \
    fprintf(stderr, __VA_ARGS__);      \
    fprintf(stderr, "\n");             \
  } while (0)
#define TFLITE_LOG_PROD_ONCE(severity, ...)   \
  do {                                        \
    static bool tflite_logged = false;        \
    if (!tflite_logged) {                     \
      tflite_logged = true;                   \
      TFLITE_LOG_PROD(severity, __VA_ARGS__); \
    }                                         \
  } while (0)

// As in TensorFlow's optimised builds.
#define TFLITE_LOG(severity, ...)             \
  do {                                        \
    if (false) {                              \
      TFLITE_LOG_PROD(severity, __VA_ARGS__); \
    }                                         \
  } while (0)
#define TFLITE_LOG_ONCE(severity, ...) TFLITE_LOG(severity, __VA_ARGS__)

#endif  // TENSORFLOW_LITE_MINIMAL_LOGGING_H_
