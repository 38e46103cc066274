// C arrays in range-based loops.
#ifndef TENSORFLOW_LITE_CONTEXT_UTIL_H_
#define TENSORFLOW_LITE_CONTEXT_UTIL_H_

#include <stddef.h>

#include "tensorflow/lite/c/common.h"

namespace tflite {

/// A view of an array; nullptr is an empty one.
class TfLiteIntArrayView {
 public:
  explicit TfLiteIntArrayView(const TfLiteIntArray* array) : array_(array) {}

  typedef const int* const_iterator;
  const_iterator begin() const { return array_ ? array_->data : nullptr; }
  const_iterator end() const { return array_ ? array_->data + array_->size : nullptr; }
  size_t size() const { return array_ ? static_cast<size_t>(array_->size) : 0; }
  int operator[](size_t i) const { return array_->data[i]; }

 private:
  const TfLiteIntArray* array_;
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_CONTEXT_UTIL_H_
