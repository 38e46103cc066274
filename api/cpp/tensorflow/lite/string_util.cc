// Offsets are read and written by copying, because a string tensor's bytes need not be aligned.
#include "tensorflow/lite/string_util.h"

#include <cstdlib>
#include <cstring>

namespace tflite {
namespace {

int32_t Word(const void* buffer, int index) {
  int32_t word;
  memcpy(&word, static_cast<const char*>(buffer) + sizeof(word) * static_cast<size_t>(index), sizeof(word));
  return word;
}

}  // namespace

TfLiteStatus DynamicBuffer::AddString(const char* str, size_t len) {
  if (len > max_length_ || data_.size() > max_length_ - len) return kTfLiteError;
  data_.insert(data_.end(), str, str + len);
  ends_.push_back(data_.size());
  return kTfLiteOk;
}

TfLiteStatus DynamicBuffer::AddString(const StringRef& string) { return AddString(string.str, string.len); }

void DynamicBuffer::AddJoinedString(const std::vector<StringRef>& strings, char separator) {
  AddJoinedString(strings, StringRef{&separator, 1});
}

void DynamicBuffer::AddJoinedString(const std::vector<StringRef>& strings, StringRef separator) {
  bool first = true;
  for (const StringRef& string : strings) {
    if (!first) data_.insert(data_.end(), separator.str, separator.str + separator.len);
    data_.insert(data_.end(), string.str, string.str + string.len);
    first = false;
  }
  ends_.push_back(data_.size());
}

int DynamicBuffer::WriteToBuffer(char** buffer) {
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

void DynamicBuffer::WriteToTensor(TfLiteTensor* tensor, TfLiteIntArray* new_shape) {
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
  TfLiteIntArrayFree(tensor->dims);
  tensor->dims = new_shape;
}

void DynamicBuffer::WriteToTensorAsVector(TfLiteTensor* tensor) {
  TfLiteIntArray* shape = TfLiteIntArrayCreate(1);
  if (shape) shape->data[0] = static_cast<int>(ends_.size());
  WriteToTensor(tensor, shape);
}

int GetStringCount(const void* raw_buffer) { return Word(raw_buffer, 0); }
int GetStringCount(const TfLiteTensor* tensor) { return GetStringCount(tensor->data.raw); }

StringRef GetString(const void* raw_buffer, int string_index) {
  const int32_t begin = Word(raw_buffer, string_index + 1), end = Word(raw_buffer, string_index + 2);
  return {static_cast<const char*>(raw_buffer) + begin, static_cast<size_t>(end - begin)};
}

StringRef GetString(const TfLiteTensor* tensor, int string_index) { return GetString(tensor->data.raw, string_index); }

}  // namespace tflite
