// The C arrays of a size and elements as owned values: BuildTfLiteArray makes them of lists, vectors and other arrays.
#ifndef TENSORFLOW_LITE_ARRAY_H_
#define TENSORFLOW_LITE_ARRAY_H_

#include <initializer_list>
#include <memory>
#include <type_traits>

#include "tensorflow/lite/c/common.h"

namespace tflite {
namespace array_internal {

struct TfLiteArrayDeleter {
  void operator()(TfLiteIntArray* a) { TfLiteIntArrayFree(a); }
  void operator()(TfLiteFloatArray* a) { TfLiteFloatArrayFree(a); }
};

template <typename T>
struct TfLiteArrayInfo;
template <>
struct TfLiteArrayInfo<int> {
  using Type = TfLiteIntArray;
  static Type* Create(int size) { return TfLiteIntArrayCreate(size); }
};
template <>
struct TfLiteArrayInfo<float> {
  using Type = TfLiteFloatArray;
  static Type* Create(int size) { return TfLiteFloatArrayCreate(size); }
};

/// T, or what `Element` says where T is not given.
template <typename T, typename Element>
using Chosen = std::conditional_t<std::is_void_v<T>, std::remove_const_t<Element>, T>;

}  // namespace array_internal

template <typename T>
using TfLiteArrayUniquePtr =
    std::unique_ptr<typename array_internal::TfLiteArrayInfo<T>::Type, array_internal::TfLiteArrayDeleter>;
using IntArrayUniquePtr = TfLiteArrayUniquePtr<int>;
using FloatArrayUniquePtr = TfLiteArrayUniquePtr<float>;

/// Elements are not set. nullptr when the size is none.
template <typename T = int>
TfLiteArrayUniquePtr<T> BuildTfLiteArray(int size) {
  return TfLiteArrayUniquePtr<T>(array_internal::TfLiteArrayInfo<T>::Create(size));
}
template <typename T = void, typename U, typename Type = array_internal::Chosen<T, U>>
TfLiteArrayUniquePtr<Type> BuildTfLiteArray(int size, const U* values) {
  TfLiteArrayUniquePtr<Type> array = BuildTfLiteArray<Type>(size);
  for (int i = 0; array && values && i < size; ++i) array->data[i] = static_cast<Type>(values[i]);
  return array;
}
template <typename T, size_t N>
TfLiteArrayUniquePtr<T> BuildTfLiteArray(const T (&values)[N]) {
  return BuildTfLiteArray<T>(static_cast<int>(N), values);
}
template <typename T>
TfLiteArrayUniquePtr<T> BuildTfLiteArray(const std::initializer_list<T>& values) {
  return BuildTfLiteArray<T>(static_cast<int>(values.size()), values.begin());
}
/// Anything that has data() and size().
template <typename T = void, typename Container,
          typename Element = std::remove_reference_t<decltype(*std::declval<const Container&>().data())>,
          typename Type = array_internal::Chosen<T, Element>>
TfLiteArrayUniquePtr<Type> BuildTfLiteArray(const Container& values) {
  return BuildTfLiteArray<Type>(static_cast<int>(values.size()), values.data());
}
inline IntArrayUniquePtr BuildTfLiteArray(const TfLiteIntArray& other) {
  return BuildTfLiteArray<int>(other.size, other.data);
}
inline FloatArrayUniquePtr BuildTfLiteArray(const TfLiteFloatArray& other) {
  return BuildTfLiteArray<float>(other.size, other.data);
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_ARRAY_H_
