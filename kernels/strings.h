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

/// Replaces the value of a dynamic string tensor by `count` strings; `get(i)` is called twice for each. The tensor's
/// shape is the caller's business.
Status WriteStrings(Kernel k, Tensor t, int count, StringRef (*get)(const void* from, int i), const void* from);

}  // namespace tare

#endif  // TARE_KERNELS_STRINGS_H_
