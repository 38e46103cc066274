// String tensors: a count, count + 1 offsets from the tensor's start (all int32), then the characters of all strings.
#ifndef TENSORFLOW_LITE_STRING_UTIL_H_
#define TENSORFLOW_LITE_STRING_UTIL_H_

#include <stddef.h>
#include <stdint.h>

#include <string>
#include <vector>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/string_type.h"

namespace tflite {

/// A string in a tensor, not terminated.
struct StringRef {
  const char* str;
  size_t len;
};

/// Collects strings and writes them to a tensor at once.
class DynamicBuffer {
 public:
  /// `max_length` bounds the bytes of all strings.
  explicit DynamicBuffer(size_t max_length = INT32_MAX) : max_length_(max_length) {}

  TfLiteStatus AddString(const StringRef& string);
  TfLiteStatus AddString(const char* str, size_t len);
  /// One string of several, with a separator between each two.
  void AddJoinedString(const std::vector<StringRef>& strings, char separator);
  void AddJoinedString(const std::vector<StringRef>& strings, StringRef separator);

  /// A malloc'ed buffer with the tensor's bytes, and their number; -1 when memory is short.
  int WriteToBuffer(char** buffer);
  /// Gives the tensor the strings, and `new_shape` (taken over) or, of nullptr, the shape it has.
  void WriteToTensor(TfLiteTensor* tensor, TfLiteIntArray* new_shape);
  /// Gives the tensor the strings and the shape of a vector.
  void WriteToTensorAsVector(TfLiteTensor* tensor);

 private:
  std::vector<char> data_;
  std::vector<size_t> ends_;
  size_t max_length_;
};

int GetStringCount(const void* raw_buffer);
int GetStringCount(const TfLiteTensor* tensor);
StringRef GetString(const void* raw_buffer, int string_index);
StringRef GetString(const TfLiteTensor* tensor, int string_index);

}  // namespace tflite

#endif  // TENSORFLOW_LITE_STRING_UTIL_H_
