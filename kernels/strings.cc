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

Status StringWriter::Begin(Kernel k, Tensor t, int64_t count, int64_t size) {
  const int64_t head = 4 * (count + 2);
  TARE_REQUIRE(k, t.is_dynamic() && head <= INT32_MAX && size <= INT32_MAX - head, "too many strings");
  begin_ = static_cast<char*>(__builtin_malloc(static_cast<size_t>(head + size)));
  TARE_REQUIRE(k, begin_, "Out of memory");
  offset_ = reinterpret_cast<int32_t*>(begin_) + 1;
  offset_[-1] = static_cast<int32_t>(count);
  *offset_ = static_cast<int32_t>(head);
  at_ = begin_ + head;
  __builtin_free(t.get()->data.raw);
  t.get()->data.raw = begin_;
  t.get()->bytes = static_cast<size_t>(head + size);
  return kOk;
}

Status WriteStrings(Kernel k, Tensor t, int count, StringRef (*get)(const void* from, int i), const void* from) {
  int64_t size = 0;
  for (int i = 0; i < count; ++i) size += static_cast<int64_t>(get(from, i).size);
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, t, count, size));
  for (int i = 0; i < count; ++i) {
    writer.Append(get(from, i));
    writer.Next();
  }
  return kOk;
}

}  // namespace tare
