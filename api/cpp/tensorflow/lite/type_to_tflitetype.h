// From C++ types to tensor types and back, with those of the C++ library.
#ifndef TENSORFLOW_LITE_TYPE_TO_TFLITETYPE_H_
#define TENSORFLOW_LITE_TYPE_TO_TFLITETYPE_H_

#include <complex>
#include <string>

#include "tensorflow/lite/portable_type_to_tflitetype.h"

namespace tflite {

MATCH_TYPE_AND_TFLITE_TYPE(std::complex<float>, kTfLiteComplex64);
MATCH_TYPE_AND_TFLITE_TYPE(std::complex<double>, kTfLiteComplex128);
MATCH_TYPE_AND_TFLITE_TYPE(std::string, kTfLiteString);

}  // namespace tflite

#endif  // TENSORFLOW_LITE_TYPE_TO_TFLITETYPE_H_
