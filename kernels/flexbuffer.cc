// The format: a buffer ends with its root's slot, packed type and slot width. A slot holds a number, or how far in
// front of it the value is. Vectors and strings have their size in front of them, maps also a vector of keys and the
// width of its slots; a vector of mixed types is followed by a byte per element.
#include "kernels/flexbuffer.h"

namespace tare {

uint64_t Flex::Load(size_t at, size_t width) const {
  uint64_t value = 0;
  __builtin_memcpy(&value, bytes_ + at, width);
  return value;
}

Flex Flex::Root(const void* bytes, size_t size) {
  const Flex buffer(static_cast<const uint8_t*>(bytes), size);
  if (!bytes || size < 3) return {};
  const size_t width = buffer.bytes_[size - 1];
  if (width == 0 || width > 8 || (width & (width - 1)) || size < width + 2) return {};
  return buffer.At(size - 2 - width, width, buffer.bytes_[size - 2]);
}

Flex Flex::At(size_t slot, size_t width, uint8_t packed) const {
  Flex value(bytes_, size_);
  value.type_ = packed >> 2;
  if (value.type_ <= kFloat || value.type_ == kBool) {
    value.at_ = slot;
    value.width_ = static_cast<uint8_t>(width);
    return value;
  }
  const uint64_t back = Load(slot, width);
  if (back > slot) return {};
  value.at_ = slot - static_cast<size_t>(back);
  value.width_ = static_cast<uint8_t>(1u << (packed & 3));
  const size_t own = value.width_, rest = size_ - value.at_;
  if (value.type_ >= kIndirectInt && value.type_ <= kIndirectFloat) {
    value.type_ = static_cast<uint8_t>(value.type_ - kIndirectInt + kInt);
    return rest < own ? Flex() : value;
  }
  if (value.type_ == kKey) return value;
  if (value.type_ >= kFixedVector && value.type_ < kFixedVectorEnd) {
    value.count_ = static_cast<size_t>(value.type_ - kFixedVector) / 3 + 2;
    return value.count_ > rest / own ? Flex() : value;
  }
  if (value.at_ < own * (value.type_ == kMap ? 3 : 1)) return {};
  const bool mixed = value.type_ == kMap || value.type_ == kVector,
             text = value.type_ == kString || value.type_ == kBlob;
  const uint64_t count = Load(value.at_ - own, own);
  if (count > rest / (mixed ? own + 1 : text ? 1 : own)) return {};
  value.count_ = static_cast<size_t>(count);
  return value;
}

int64_t Flex::Int() const {
  if (type_ == kInt) {
    const int shift = 64 - 8 * width_;
    return static_cast<int64_t>(Load(at_, width_) << shift) >> shift;
  }
  if (type_ == kUint || type_ == kBool) return static_cast<int64_t>(Load(at_, width_));
  if (type_ != kFloat) return type_ >= kMap && type_ != kBlob ? static_cast<int64_t>(count_) : 0;
  const double value = Double();
  constexpr double kBound = 9223372036854775808.;
  return value > -kBound && value < kBound ? static_cast<int64_t>(value) : 0;
}

double Flex::Double() const {
  if (type_ == kUint) return static_cast<double>(Load(at_, width_));
  if (type_ != kFloat) return static_cast<double>(Int());
  double value = 0;
  if (width_ == 8) __builtin_memcpy(&value, bytes_ + at_, sizeof(value));
  float narrow = 0;
  if (width_ == 4) __builtin_memcpy(&narrow, bytes_ + at_, sizeof(narrow));
  return width_ == 4 ? narrow : value;
}

const char* Flex::Text() const {
  const bool ends = type_ == kString && at_ + count_ < size_ && bytes_[at_ + count_] == 0;
  return ends ? reinterpret_cast<const char*>(bytes()) : nullptr;
}

bool Flex::Is(const char* text) const {
  if (type_ == kKey) return KeyIs(at_, text);
  return type_ == kString && __builtin_strlen(text) == count_ && __builtin_memcmp(bytes(), text, count_) == 0;
}

Flex Flex::operator[](size_t i) const {
  if (i >= count_) return {};
  const size_t slot = at_ + i * width_;
  if (type_ == kMap || type_ == kVector) return At(slot, width_, bytes_[at_ + count_ * width_ + i]);
  uint8_t type = kBool;
  if (type_ >= kVectorInt && type_ <= kVectorString) {
    type = static_cast<uint8_t>(type_ == kVectorString ? kKey : type_ - kVectorInt + kInt);
  } else if (type_ >= kFixedVector && type_ < kFixedVectorEnd) {
    type = static_cast<uint8_t>((type_ - kFixedVector) % 3 + kInt);
  } else if (type_ != kVectorBool) {
    return {};
  }
  return At(slot, width_, static_cast<uint8_t>(type << 2));
}

bool Flex::KeyIs(size_t at, const char* text) const {
  for (size_t i = 0; at + i < size_; ++i) {
    if (bytes_[at + i] != static_cast<uint8_t>(text[i])) return false;
    if (!text[i]) return true;
  }
  return false;
}

Flex Flex::operator[](const char* key) const {
  if (type_ != kMap) return {};
  const size_t slot = at_ - 3 * size_t{width_};
  const uint64_t back = Load(slot, width_), width = Load(at_ - 2 * size_t{width_}, width_);
  if (back > slot || width == 0 || width > 8 || (width & (width - 1))) return {};
  const size_t keys = slot - static_cast<size_t>(back);
  if (count_ > (size_ - keys) / width) return {};
  for (size_t i = 0; i < count_; ++i) {
    const size_t at = keys + i * static_cast<size_t>(width);
    const uint64_t to_key = Load(at, static_cast<size_t>(width));
    if (to_key <= at && KeyIs(at - static_cast<size_t>(to_key), key)) return (*this)[i];
  }
  return {};
}

bool Flex::Ints(int32_t* out, size_t n) const {
  if (type_ < kMap || type_ == kBlob || count_ != n) return false;
  for (size_t i = 0; i < n; ++i) out[i] = (*this)[i].Int32();
  return true;
}

}  // namespace tare
