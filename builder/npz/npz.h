// NumPy's .npz archives: the files in which `tare run` takes inputs and leaves outputs. Arrays are held in C order and
// little endian, whatever the file had, so that their bytes are a tensor's bytes.
#ifndef TARE_BUILDER_NPZ_NPZ_H_
#define TARE_BUILDER_NPZ_NPZ_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tare::npz {

/// One array. `kind` and `item_bytes` are numpy's: b(ool), i(nt), u(int), f(loat), c(omplex), S (bytes, zero-padded).
struct Array {
  char kind = 'f';
  size_t item_bytes = 4;
  std::vector<int64_t> shape;
  std::string data;

  size_t elements() const;
  /// Such as "float32" or "bytes".
  std::string type_name() const;
};

using Archive = std::map<std::string, Array>;

/// Reads a .npy file's bytes. Unicode arrays (kind U) become bytes in UTF-8. Throws std::runtime_error.
Array ParseNpy(std::string_view file);
/// The .npy file of an array.
std::string FormatNpy(const Array& array);

/// Reads all arrays of an archive, by name without ".npy". Throws std::runtime_error naming the file.
Archive ReadNpz(const std::string& path);
/// Writes an archive as numpy.savez does (not compressed); the file appears complete or not at all. Throws
/// std::runtime_error naming the file.
void WriteNpz(const std::string& path, const Archive& arrays);

}  // namespace tare::npz

#endif  // TARE_BUILDER_NPZ_NPZ_H_
