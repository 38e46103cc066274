// Reading and writing string tensors.
#include "kernels/strings.h"

namespace tare {

bool Strings::Open(Kernel k, Tensor t) {
  const int64_t count = t.elements();
  if (count == 0) return true;
  const auto* words = t.data<int32_t>();
  const auto bytes = static_cast<int64_t>(t.bytes());
  bool good = t.type() == kTfLiteString && words && bytes >= 4 * (count + 2) && words[0] == count &&
              words[1] >= 4 * (count + 2) && words[count + 1] <= bytes;
  for (int64_t i = 1; good && i <= count; ++i) good = words[i] <= words[i + 1];
  if (!good) {
    k.Fail("invalid strings");
    return false;
  }
  bytes_ = t.data<char>();
  offsets_ = words + 1;
  count_ = static_cast<int>(count);
  return true;
}

Status WriteStrings(Kernel k, Tensor t, int count, StringRef (*get)(const void* from, int i), const void* from) {
  size_t bytes = 4 * (static_cast<size_t>(count) + 2);
  for (int i = 0; i < count; ++i) bytes += get(from, i).size;
  TARE_REQUIRE(k, t.is_dynamic() && bytes <= INT32_MAX, "too many strings");
  auto* memory = static_cast<char*>(__builtin_malloc(bytes));
  TARE_REQUIRE(k, memory, "Out of memory");
  auto* words = reinterpret_cast<int32_t*>(memory);
  int32_t at = 4 * (count + 2);
  *words++ = count;
  for (int i = 0; i < count; ++i) {
    const StringRef s = get(from, i);
    *words++ = at;
    if (s.size) __builtin_memcpy(memory + at, s.data, s.size);
    at += static_cast<int32_t>(s.size);
  }
  *words = at;
  __builtin_free(t.get()->data.raw);
  t.get()->data.raw = memory;
  t.get()->bytes = bytes;
  return kOk;
}

}  // namespace tare
