// String tensors: a count, count + 1 offsets from the tensor's start (all int32), then the characters of all strings.
// Offsets are read and written by copying, because a string tensor's bytes need not be aligned.
#ifndef TENSORFLOW_LITE_STRING_UTIL_H_
#define TENSORFLOW_LITE_STRING_UTIL_H_

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

  TfLiteStatus AddString(const StringRef& string) { return AddString(string.str, string.len); }
  TfLiteStatus AddString(const char* str, size_t len) {
    if (len > max_length_ || data_.size() > max_length_ - len) return kTfLiteError;
    data_.insert(data_.end(), str, str + len);
    ends_.push_back(data_.size());
    return kTfLiteOk;
  }
  /// One string of several, with a separator between each two.
  void AddJoinedString(const std::vector<StringRef>& strings, char separator) {
    AddJoinedString(strings, StringRef{&separator, 1});
  }
  void AddJoinedString(const std::vector<StringRef>& strings, StringRef separator) {
    bool first = true;
    for (const StringRef& string : strings) {
      if (!first) data_.insert(data_.end(), separator.str, separator.str + separator.len);
      data_.insert(data_.end(), string.str, string.str + string.len);
      first = false;
    }
    ends_.push_back(data_.size());
  }

  /// A malloc'ed buffer with the tensor's bytes, and their number; -1 when memory is short.
  int WriteToBuffer(char** buffer) {
    const size_t start = sizeof(int32_t) * (ends_.size() + 2), bytes = start + data_.size();
    *buffer = bytes <= INT32_MAX ? static_cast<char*>(malloc(bytes)) : nullptr;
    if (!*buffer) return -1;
    char* to = *buffer;
    const auto put = [&](size_t word) {
      const auto value = static_cast<int32_t>(word);
      memcpy(to, &value, sizeof(value));
      to += sizeof(value);
    };
    put(ends_.size());
    put(start);
    for (const size_t end : ends_) put(start + end);
    if (!data_.empty()) memcpy(to, data_.data(), data_.size());
    return static_cast<int>(bytes);
  }
  /// Gives the tensor the strings, and `new_shape` (taken over) or, of nullptr, the shape it has. An app's interpreter
  /// keeps its tensors' shapes elsewhere: there it must be the shape that the tensor has, after a resize if need be.
  void WriteToTensor(TfLiteTensor* tensor, TfLiteIntArray* new_shape) {
    char* buffer;
    const int bytes = WriteToBuffer(&buffer);
    // As where TfLiteTensorRealloc has no memory: the tensor stays as it is.
    if (bytes < 0 || TfLiteTensorRealloc(static_cast<size_t>(bytes), tensor) != kTfLiteOk) {
      free(bytes < 0 ? nullptr : buffer);
      TfLiteIntArrayFree(new_shape);
      return;
    }
    memcpy(tensor->data.raw, buffer, static_cast<size_t>(bytes));
    free(buffer);
    if (!new_shape) return;
    if (TfLiteIntArrayEqual(tensor->dims, new_shape)) {
      TfLiteIntArrayFree(new_shape);
      return;
    }
    TfLiteIntArrayFree(tensor->dims);
    tensor->dims = new_shape;
  }
  /// Gives the tensor the strings and the shape of a vector.
  void WriteToTensorAsVector(TfLiteTensor* tensor) {
    TfLiteIntArray* shape = TfLiteIntArrayCreate(1);
    if (shape) shape->data[0] = static_cast<int>(ends_.size());
    WriteToTensor(tensor, shape);
  }

 private:
  std::vector<char> data_;
  std::vector<size_t> ends_;
  size_t max_length_;
};

inline int GetStringCount(const void* raw_buffer) {
  int32_t count;
  memcpy(&count, raw_buffer, sizeof(count));
  return count;
}
inline int GetStringCount(const TfLiteTensor* tensor) { return GetStringCount(tensor->data.raw); }
inline StringRef GetString(const void* raw_buffer, int string_index) {
  const auto* bytes = static_cast<const char*>(raw_buffer);
  int32_t offsets[2];
  memcpy(offsets, bytes + sizeof(int32_t) * static_cast<size_t>(string_index + 1), sizeof(offsets));
  return {bytes + offsets[0], static_cast<size_t>(offsets[1] - offsets[0])};
}
inline StringRef GetString(const TfLiteTensor* tensor, int string_index) {
  return GetString(tensor->data.raw, string_index);
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_STRING_UTIL_H_
