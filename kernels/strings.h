// Reading and writing string tensors. The packed form (count, offsets, characters) of constants is checked when a model
// loads and kernels write it right, but an app may feed anything into an input: a reader checks before it follows.
#ifndef TARE_KERNELS_STRINGS_H_
#define TARE_KERNELS_STRINGS_H_

#include "runtime/kernel.h"

namespace tare {

/// One string: not NUL-terminated.
struct StringRef {
  const char* data;
  size_t size;
};

/// The strings of a tensor that holds as many as its shape says.
class Strings {
 public:
  /// False, with a message, when the bytes are not that many well-formed strings.
  bool Open(Kernel k, Tensor t);
  int count() const { return count_; }
  StringRef at(int i) const {
    return {bytes_ + offsets_[i], static_cast<size_t>(offsets_[i + 1]) - static_cast<size_t>(offsets_[i])};
  }

 private:
  const char* bytes_ = nullptr;
  const int32_t* offsets_ = nullptr;
  int count_ = 0;
};

/// Writes a dynamic string tensor piece by piece, once it is known how long all of it is.
class StringWriter {
 public:
  /// Replaces the value of `t` by `count` strings of `size` characters together, which are still to be appended.
  Status Begin(Kernel k, Tensor t, int64_t count, int64_t size);
  /// Adds to the current string. The caller keeps to the size it has announced.
  void Append(StringRef s) {
    if (s.size) __builtin_memcpy(at_, s.data, s.size);  // NOLINT(clang-analyzer-unix.cstring.NullArg): Begin has set it
    at_ += s.size;
  }
  /// Ends the current string.
  void Next() {
    ++offset_;
    *offset_ = static_cast<int32_t>(at_ - begin_);  // NOLINT(clang-analyzer-core.NullDereference): as above
  }

 private:
  char* begin_ = nullptr;
  char* at_ = nullptr;
  int32_t* offset_ = nullptr;  // where the current string begins
};

/// Replaces the value of a dynamic string tensor by `count` strings; `get(i)` is called twice for each. The tensor's
/// shape is the caller's business.
Status WriteStrings(Kernel k, Tensor t, int count, StringRef (*get)(const void* from, int i), const void* from);

}  // namespace tare

#endif  // TARE_KERNELS_STRINGS_H_
