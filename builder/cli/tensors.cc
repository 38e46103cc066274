// Between npz arrays and a library's tensors. Types narrower than a byte are one element per byte in numpy and packed,
// lowest bits first, in the tensor. bfloat16, which numpy lacks, is uint16.
#include "builder/cli/tensors.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <stdexcept>

namespace tare::cli {
namespace {

struct NumpyType {
  char kind;
  size_t item_bytes;
  int bits;  // per element in the tensor
};

/// kind 0 for types that have no numpy form.
NumpyType TypeOf(TfLiteType type) {
  switch (type) {
    case kTfLiteFloat32:
      return {'f', 4, 32};
    case kTfLiteInt32:
      return {'i', 4, 32};
    case kTfLiteUInt8:
      return {'u', 1, 8};
    case kTfLiteInt64:
      return {'i', 8, 64};
    case kTfLiteString:
      return {'S', 0, 0};
    case kTfLiteBool:
      return {'b', 1, 8};
    case kTfLiteInt16:
      return {'i', 2, 16};
    case kTfLiteComplex64:
      return {'c', 8, 64};
    case kTfLiteInt8:
      return {'i', 1, 8};
    case kTfLiteFloat16:
      return {'f', 2, 16};
    case kTfLiteFloat64:
      return {'f', 8, 64};
    case kTfLiteComplex128:
      return {'c', 16, 128};
    case kTfLiteUInt64:
      return {'u', 8, 64};
    case kTfLiteUInt32:
      return {'u', 4, 32};
    case kTfLiteUInt16:
    case kTfLiteBFloat16:
      return {'u', 2, 16};
    case kTfLiteInt4:
      return {'i', 1, 4};
    case kTfLiteUInt4:
      return {'u', 1, 4};
    case kTfLiteInt2:
      return {'i', 1, 2};
    case kTfLiteFloat8E4M3FN:
    case kTfLiteFloat8E5M2:
      return {'u', 1, 8};
    default:
      return {0, 0, 0};
  }
}

[[noreturn]] void Fail(const std::string& name, const std::string& message) {
  throw std::runtime_error(name + ": " + message);
}

std::string Pack(const std::string& items, int bits) {
  const size_t per_byte = 8u / static_cast<unsigned>(bits);
  std::string packed((items.size() + per_byte - 1) / per_byte, '\0');
  for (size_t i = 0; i < items.size(); ++i) {
    const unsigned value = static_cast<uint8_t>(items[i]) & ((1u << bits) - 1);
    packed[i / per_byte] |= static_cast<char>(value << i % per_byte * static_cast<unsigned>(bits));
  }
  return packed;
}

std::string Unpack(const char* packed, size_t count, int bits, bool is_signed) {
  const size_t per_byte = 8u / static_cast<unsigned>(bits);
  std::string items(count, '\0');
  for (size_t i = 0; i < count; ++i) {
    const unsigned shift = static_cast<unsigned>(bits) * static_cast<unsigned>(i % per_byte);
    int value = static_cast<uint8_t>(packed[i / per_byte]) >> shift & ((1 << bits) - 1);
    if (is_signed && value >> (bits - 1)) value -= 1 << bits;
    items[i] = static_cast<char>(value);
  }
  return items;
}

// A string tensor's buffer: int32 count, count + 1 int32 offsets from the buffer's start, then the bytes.

std::string PackStrings(const npz::Array& array) {
  const size_t count = array.elements();
  std::string buffer(4 * (count + 2), '\0');
  const auto put = [&](size_t word, size_t value) {
    const auto v = static_cast<int32_t>(value);
    std::memcpy(buffer.data() + 4 * word, &v, 4);
  };
  put(0, count);
  for (size_t i = 0; i < count; ++i) {
    put(1 + i, buffer.size());
    std::string item = array.data.substr(i * array.item_bytes, array.item_bytes);
    item.resize(item.find_last_not_of('\0') + 1);
    buffer += item;
  }
  put(1 + count, buffer.size());
  return buffer;
}

void UnpackStrings(const std::string& name, const TfLiteTensor& tensor, npz::Array& array) {
  const char* buffer = tensor.data.raw;
  const auto word = [&](size_t i) {
    int32_t v = 0;
    if (4 * (i + 1) <= tensor.bytes) std::memcpy(&v, buffer + 4 * i, 4);
    return static_cast<size_t>(static_cast<uint32_t>(v));
  };
  const size_t count = array.elements();
  if (count && (word(0) != count || tensor.bytes < 4 * (count + 2))) Fail(name, "malformed string tensor");
  std::vector<std::string> items;
  size_t longest = 1;
  for (size_t i = 0; i < count; ++i) {
    const size_t begin = word(1 + i), end = word(2 + i);
    if (begin > end || end > tensor.bytes) Fail(name, "malformed string tensor");
    items.emplace_back(buffer + begin, end - begin);
    longest = std::max(longest, items.back().size());
  }
  array.item_bytes = longest;
  array.data.clear();
  for (std::string& item : items) {
    item.resize(longest);
    array.data += item;
  }
}

npz::Array ArrayLike(const std::string& name, const TfLiteTensor& tensor) {
  const NumpyType type = TypeOf(tensor.type);
  if (!type.kind) Fail(name, "tensors of type " + std::to_string(tensor.type) + " have no numpy form");
  npz::Array array{type.kind, type.item_bytes, {}, {}};
  for (int i = 0; tensor.dims && i < tensor.dims->size; ++i) array.shape.push_back(tensor.dims->data[i]);
  return array;
}

}  // namespace

npz::Archive ReadInputs(const std::string& path, int count) {
  npz::Archive arrays = npz::ReadNpz(path);
  for (int i = 0; i < count; ++i) {
    if (!arrays.contains("in" + std::to_string(i))) {
      throw std::runtime_error(path + ": has no array in" + std::to_string(i) + "; the model takes " +
                               std::to_string(count) + " inputs");
    }
  }
  if (arrays.size() != static_cast<size_t>(count)) {
    throw std::runtime_error(path + ": has " + std::to_string(arrays.size()) + " arrays; the model takes " +
                             std::to_string(count) + " inputs");
  }
  return arrays;
}

std::vector<int> DimsOf(const npz::Array& array) {
  for (const int64_t dim : array.shape) {
    if (dim > std::numeric_limits<int>::max()) throw std::runtime_error("an array has too long a dimension");
  }
  return {array.shape.begin(), array.shape.end()};
}

bool HasShape(const TfLiteTensor& tensor, const npz::Array& array) {
  return tensor.dims &&
         std::equal(array.shape.begin(), array.shape.end(), tensor.dims->data, tensor.dims->data + tensor.dims->size);
}

void FillTensor(const HostApi& api, const std::string& name, const npz::Array& array, TfLiteTensor& tensor) {
  const NumpyType type = TypeOf(tensor.type);
  const npz::Array wanted = ArrayLike(name, tensor);
  if (array.kind != type.kind || (type.kind != 'S' && array.item_bytes != type.item_bytes)) {
    Fail(name, "the array is " + array.type_name() + ", the tensor wants " + wanted.type_name());
  }
  std::string packed;
  const std::string* data = &array.data;
  if (type.kind == 'S') {
    packed = PackStrings(array);
    data = &packed;
    if (api.TfLiteTensorRealloc(data->size(), &tensor) != kTfLiteOk) Fail(name, "out of memory");
  } else if (type.bits < 8) {
    packed = Pack(array.data, type.bits);
    data = &packed;
  }
  if (data->size() != tensor.bytes) {
    Fail(name, "the array has " + std::to_string(data->size()) + " bytes, the tensor " + std::to_string(tensor.bytes));
  }
  if (data->empty()) return;
  if (!tensor.data.data) Fail(name, "the tensor has no memory");
  std::memcpy(tensor.data.data, data->data(), data->size());
}

npz::Array ReadTensor(const std::string& name, const TfLiteTensor& tensor) {
  npz::Array array = ArrayLike(name, tensor);
  const NumpyType type = TypeOf(tensor.type);
  const size_t count = array.elements();
  if (count && !tensor.data.data) Fail(name, "the tensor has no memory");
  if (type.kind == 'S') {
    UnpackStrings(name, tensor, array);
    return array;
  }
  if (tensor.bytes < (count * static_cast<size_t>(type.bits) + 7) / 8) Fail(name, "the tensor is too small");
  if (type.bits < 8) {
    array.data = Unpack(tensor.data.raw, count, type.bits, type.kind == 'i');
  } else if (count) {
    array.data.assign(tensor.data.raw, count * type.item_bytes);
  }
  return array;
}

npz::Array RandomArray(const std::string& name, const TfLiteTensor& tensor, std::mt19937_64& random) {
  npz::Array array = ArrayLike(name, tensor);
  if (array.kind == 'S') array.item_bytes = 1;
  const auto unit = [&] { return static_cast<double>(random() >> 11) * 0x1p-52 - 1; };  // [-1, 1)
  const auto put = [&](const auto& value) { array.data.append(reinterpret_cast<const char*>(&value), sizeof(value)); };
  const size_t parts = array.elements() * (array.kind == 'c' ? 2 : 1);
  const size_t part_bytes = array.item_bytes / (array.kind == 'c' ? 2 : 1);
  const int bits = TypeOf(tensor.type).bits;
  const uint64_t limit = array.kind == 'b' ? 2 : bits < 8 && bits ? 1u << (bits - 1) : 100;
  for (size_t i = 0; i < parts; ++i) {
    if (array.kind == 'S') {
      put(static_cast<char>('a' + random() % 26));
    } else if (tensor.type == kTfLiteBFloat16) {
      const auto value = static_cast<float>(unit());
      uint32_t pattern;
      std::memcpy(&pattern, &value, 4);
      put(static_cast<uint16_t>(pattern >> 16));
    } else if (array.kind == 'f' || array.kind == 'c') {
      const double value = unit();
      if (part_bytes == 8) {
        put(value);
      } else if (part_bytes == 4) {
        put(static_cast<float>(value));
      } else {
        put(static_cast<_Float16>(value));
      }
    } else {
      const uint64_t value = random() % limit;
      array.data.append(reinterpret_cast<const char*>(&value), array.item_bytes);  // little endian
    }
  }
  return array;
}

}  // namespace tare::cli
