// A shape as a value. Up to six dimensions are stored in the object, more in allocated memory.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_RUNTIME_SHAPE_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_RUNTIME_SHAPE_H_

#include <stdint.h>
#include <string.h>

#include <initializer_list>

#include "tensorflow/lite/kernels/internal/compatibility.h"

namespace tflite {

class RuntimeShape {
 public:
  static constexpr int kMaxSmallSize = 6;

  RuntimeShape() : size_(0) {}
  /// Dimensions whose sizes are not set yet.
  explicit RuntimeShape(int dimensions_count) : size_(0) { Resize(dimensions_count); }
  RuntimeShape(int shape_size, int32_t value) : size_(0) {
    Resize(shape_size);
    for (int i = 0; i < shape_size; ++i) SetDim(i, value);
  }
  RuntimeShape(int dimensions_count, const int32_t* dims_data) : size_(0) { ReplaceWith(dimensions_count, dims_data); }
  RuntimeShape(const std::initializer_list<int> init_list) : size_(0) { BuildFrom(init_list); }
  RuntimeShape(const RuntimeShape& other) : size_(0) { ReplaceWith(other.DimensionsCount(), other.DimsData()); }
  RuntimeShape& operator=(const RuntimeShape& other) {
    if (this != &other) ReplaceWith(other.DimensionsCount(), other.DimsData());
    return *this;
  }
  ~RuntimeShape() { Resize(0); }

  bool operator==(const RuntimeShape& other) const {
    return size_ == other.size_ &&
           memcmp(DimsData(), other.DimsData(), sizeof(int32_t) * static_cast<size_t>(size_)) == 0;
  }
  bool operator!=(const RuntimeShape& other) const { return !(*this == other); }

  int32_t DimensionsCount() const { return size_; }
  int32_t Dims(int i) const {
    TFLITE_DCHECK(i >= 0 && i < size_);
    return DimsData()[i];
  }
  void SetDim(int i, int32_t val) {
    TFLITE_DCHECK(i >= 0 && i < size_);
    DimsData()[i] = val;
  }
  int32_t* DimsData() { return size_ > kMaxSmallSize ? large_ : small_; }
  const int32_t* DimsData() const { return size_ > kMaxSmallSize ? large_ : small_; }
  /// For code that never sees more than five dimensions.
  const int32_t* DimsDataUpTo5D() const { return small_; }

  /// The sizes are lost.
  void Resize(int dimensions_count) {
    if (size_ > kMaxSmallSize) delete[] large_;
    size_ = dimensions_count;
    if (size_ > kMaxSmallSize) large_ = new int32_t[static_cast<size_t>(size_)];
  }
  void ReplaceWith(int dimensions_count, const int32_t* dims_data) {
    Resize(dimensions_count);
    if (dimensions_count) memcpy(DimsData(), dims_data, sizeof(int32_t) * static_cast<size_t>(dimensions_count));
  }
  template <typename T>
  void BuildFrom(const T& src_iterable) {
    Resize(static_cast<int>(src_iterable.end() - src_iterable.begin()));
    int i = 0;
    for (auto it = src_iterable.begin(); it != src_iterable.end(); ++it) SetDim(i++, static_cast<int32_t>(*it));
  }

  /// The shape with ones before it, up to the new number of dimensions.
  static RuntimeShape ExtendedShape(int new_shape_size, const RuntimeShape& shape) {
    RuntimeShape extended(new_shape_size, 1);
    const int ones = new_shape_size - shape.DimensionsCount();
    TFLITE_CHECK_GE(ones, 0);
    for (int i = 0; i < shape.DimensionsCount(); ++i) extended.SetDim(ones + i, shape.Dims(i));
    return extended;
  }

  bool HasZeroDimension() const {
    for (int i = 0; i < size_; ++i) {
      if (DimsData()[i] == 0) return true;
    }
    return false;
  }
  /// The product of the dimensions [start, end); false for a bad range, negative sizes, and a product that overflows.
  template <typename T>
  bool CheckedNumElementsInRange(int start, int end, T& out) const {
    if (start < 0 || start > end || end > size_) return false;
    T product = 1;
    for (int i = start; i < end; ++i) {
      if (DimsData()[i] < 0 || __builtin_mul_overflow(product, DimsData()[i], &product)) return false;
    }
    out = product;
    return true;
  }
  template <typename T>
  bool CheckedSizeToDimension(int end, T& out) const {
    return CheckedNumElementsInRange(0, end, out);
  }
  template <typename T>
  bool CheckedSizeFromDimension(int start, T& out) const {
    return CheckedNumElementsInRange(start, size_, out);
  }
  bool CheckedFlatSize(size_t& flat_size) const { return CheckedNumElementsInRange(0, size_, flat_size); }

  /// Number of elements.
  int FlatSize() const {
    int size = 1;
    for (int i = 0; i < size_; ++i) size *= DimsData()[i];
    return size;
  }

 private:
  int32_t size_;
  union {
    int32_t small_[kMaxSmallSize];
    int32_t* large_;
  };
};

/// "MatchingDim" and the like are in types.h; offsets of elements, by their indices:
inline int Offset(const RuntimeShape& shape, int i0, int i1, int i2, int i3) {
  TFLITE_DCHECK_EQ(shape.DimensionsCount(), 4);
  const int32_t* dims = shape.DimsDataUpTo5D();
  return ((i0 * dims[1] + i1) * dims[2] + i2) * dims[3] + i3;
}
inline int Offset(const RuntimeShape& shape, int i0, int i1, int i2, int i3, int i4) {
  TFLITE_DCHECK_EQ(shape.DimensionsCount(), 5);
  const int32_t* dims = shape.DimsDataUpTo5D();
  return (((i0 * dims[1] + i1) * dims[2] + i2) * dims[3] + i3) * dims[4] + i4;
}
inline int Offset(const RuntimeShape& shape, int* index) {
  return Offset(shape, index[0], index[1], index[2], index[3]);
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_RUNTIME_SHAPE_H_
