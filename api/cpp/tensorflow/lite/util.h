// Small helpers around shapes, sizes and tensors; products whose overflow is seen.
#ifndef TENSORFLOW_LITE_UTIL_H_
#define TENSORFLOW_LITE_UTIL_H_

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "tensorflow/lite/array.h"
#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {

constexpr int kDefaultTensorAlignment = 64;
constexpr char kFlexCustomCodePrefix[] = "Flex";
constexpr char kValidationSubgraphNamePrefix[] = "VALIDATION:";

bool IsFlexOp(const char* custom_name);
bool IsValidationSubgraph(const char* name);

/// Arrays that are the caller's.
TfLiteIntArray* ConvertVectorToTfLiteIntArray(const std::vector<int>& input);
TfLiteIntArray* ConvertArrayToTfLiteIntArray(int ndims, const int* dims);
bool EqualArrayAndTfLiteIntArray(const TfLiteIntArray* a, int b_size, const int* b);

size_t CombineHashes(std::initializer_list<size_t> hashes);
/// "ADD", "CUSTOM MyOp".
inline std::string GetOpNameByRegistration(const TfLiteRegistration& registration) {
  std::string name = EnumNameBuiltinOperator(static_cast<BuiltinOperator>(registration.builtin_code));
  const bool named =
      registration.builtin_code == BuiltinOperator_CUSTOM || registration.builtin_code == BuiltinOperator_DELEGATE;
  if (named && registration.custom_name != nullptr) name += std::string(" ") + registration.custom_name;
  return name;
}

/// Bytes of an element; an error, reported where `context` is given, for types without a fixed number.
TfLiteStatus GetSizeOfType(TfLiteContext* context, TfLiteType type, size_t* bytes);
/// An error when the product does not fit; it is stored all the same.
TfLiteStatus MultiplyAndCheckOverflow(size_t a, size_t b, size_t* product);
/// Bytes of a tensor of this type and shape.
TfLiteStatus BytesRequired(TfLiteType type, const int* dims, size_t dims_size, size_t* bytes, TfLiteContext* context);

inline bool IsResourceOrVariant(const TfLiteTensor* tensor) {
  return tensor->type == kTfLiteResource || tensor->type == kTfLiteVariant;
}

/// A tensor of no interpreter's, freed with what it holds.
struct TfLiteTensorDeleter {
  void operator()(TfLiteTensor* t) {
    if (t) TfLiteTensorFree(t);
    free(t);
  }
};
using TensorUniquePtr = std::unique_ptr<TfLiteTensor, TfLiteTensorDeleter>;
TensorUniquePtr BuildTfLiteTensor();
TensorUniquePtr BuildTfLiteTensor(TfLiteType type, IntArrayUniquePtr dims, TfLiteAllocationType allocation_type);
TensorUniquePtr BuildTfLiteTensor(TfLiteType type, const std::vector<int>& dims, TfLiteAllocationType allocation_type);

/// A number that remembers whether a step on the way to it did not fit its type.
template <typename T>
class CheckedInt {
  static_assert(std::is_integral_v<T>, "of an integer type");

 public:
  CheckedInt() = default;
  template <typename U, typename = std::enable_if_t<std::is_integral_v<U>>>
  CheckedInt(U value) : overflow_(__builtin_add_overflow(value, U{0}, &value_)) {}
  template <typename U>
  explicit CheckedInt(const CheckedInt<U>& other) : CheckedInt(other.Value()) {
    overflow_ = overflow_ || other.Overflow();
  }

  T Value() const { return value_; }
  bool Overflow() const { return overflow_; }
  TfLiteStatus Status() const { return overflow_ ? kTfLiteError : kTfLiteOk; }

  template <typename U>
  CheckedInt& operator+=(const U& other) {
    const CheckedInt b(other);
    overflow_ = __builtin_add_overflow(value_, b.value_, &value_) || b.overflow_ || overflow_;
    return *this;
  }
  template <typename U>
  CheckedInt& operator-=(const U& other) {
    const CheckedInt b(other);
    overflow_ = __builtin_sub_overflow(value_, b.value_, &value_) || b.overflow_ || overflow_;
    return *this;
  }
  template <typename U>
  CheckedInt& operator*=(const U& other) {
    const CheckedInt b(other);
    overflow_ = __builtin_mul_overflow(value_, b.value_, &value_) || b.overflow_ || overflow_;
    return *this;
  }
  template <typename U>
  CheckedInt& operator/=(const U& other) {
    const CheckedInt b(other);
    overflow_ = b.value_ == 0 || b.overflow_ || overflow_;
    // The quotient of the smallest number and -1 is the one that does not fit.
    if (std::is_signed_v<T> && b.value_ == static_cast<T>(-1)) return *this *= b;
    if (b.value_ != 0) value_ = static_cast<T>(value_ / b.value_);
    return *this;
  }

  // Of two types, the result has the one that C++'s own arithmetic would give it.
  template <typename U>
  friend auto operator+(const CheckedInt& a, const U& b) {
    return CheckedInt<Common<U>>(a) += b;
  }
  template <typename U>
  friend auto operator-(const CheckedInt& a, const U& b) {
    return CheckedInt<Common<U>>(a) -= b;
  }
  template <typename U>
  friend auto operator*(const CheckedInt& a, const U& b) {
    return CheckedInt<Common<U>>(a) *= b;
  }
  template <typename U>
  friend auto operator/(const CheckedInt& a, const U& b) {
    return CheckedInt<Common<U>>(a) /= b;
  }
  template <typename U>
  friend bool operator==(const CheckedInt& a, const U& b) {
    const CheckedInt<T> other(b);
    return !other.overflow_ && a.value_ == other.value_;
  }
  template <typename U>
  friend bool operator!=(const CheckedInt& a, const U& b) {
    return !(a == b);
  }
#define TARE_NUMBER_ON_THE_LEFT(op)                                         \
  template <typename U, typename = std::enable_if_t<std::is_integral_v<U>>> \
  friend auto operator op(const U& a, const CheckedInt& b) {                \
    return CheckedInt<U>(a) op b;                                           \
  }
#define TARE_COMPARISON(op)                                  \
  template <typename U>                                      \
  friend bool operator op(const CheckedInt& a, const U& b) { \
    return Compare(a, b) op 0;                               \
  }                                                          \
  TARE_NUMBER_ON_THE_LEFT(op)
  TARE_NUMBER_ON_THE_LEFT(+)
  TARE_NUMBER_ON_THE_LEFT(-)
  TARE_NUMBER_ON_THE_LEFT(*)
  TARE_NUMBER_ON_THE_LEFT(/)
  TARE_COMPARISON(<)
  TARE_COMPARISON(<=)
  TARE_COMPARISON(>)
  TARE_COMPARISON(>=)
#undef TARE_COMPARISON
#undef TARE_NUMBER_ON_THE_LEFT

 private:
  template <typename U>
  struct NumberOf {
    using Type = U;
  };
  template <typename U>
  struct NumberOf<CheckedInt<U>> {
    using Type = U;
  };
  /// The sign of a - b as mathematics has it, whatever types they have.
  template <typename U>
  static int Compare(const CheckedInt& a, const U& b) {
    const auto y = CheckedInt<typename NumberOf<U>::Type>(b).Value();
    const bool is_negative = a.value_ < 0, is_other_negative = y < 0;
    if (is_negative != is_other_negative) return is_negative ? -1 : 1;
    using Wide = std::conditional_t<std::is_signed_v<T> && std::is_signed_v<decltype(+y)>, int64_t, uint64_t>;
    const auto x = static_cast<Wide>(a.value_), other = static_cast<Wide>(y);
    return (x > other) - (x < other);
  }
  template <typename U>
  using Common = std::common_type_t<T, typename NumberOf<U>::Type>;

  T value_ = 0;
  bool overflow_ = false;
};
template <typename T>
CheckedInt(T) -> CheckedInt<T>;

/// Elements of a shape; an error for negative sizes and for more than fit.
template <typename T>
TfLiteStatus CheckedNumElements(const TfLiteIntArray* dims, T& count) {
  if (dims == nullptr) return kTfLiteError;
  CheckedInt<T> product(1);
  for (int i = 0; i < dims->size; ++i) {
    if (dims->data[i] < 0) return kTfLiteError;
    product *= dims->data[i];
  }
  count = product.Value();
  return product.Status();
}
template <typename T>
TfLiteStatus CheckedNumElements(const TfLiteTensor* tensor, T& count) {
  return tensor == nullptr ? kTfLiteError : CheckedNumElements(tensor->dims, count);
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_UTIL_H_
