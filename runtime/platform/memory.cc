// Memory for the runtime, over malloc alone (aligned allocation functions differ by libc and API level). Arenas ask for
// huge pages where the system gives them on request (Linux): faulting in small ones is a tenth of the first inference.
#include "runtime/platform/memory.h"

#include "runtime/platform/libc.h"

namespace tare {
namespace {

#if !defined(__APPLE__)
constexpr size_t kHugePage = 2 << 20;
constexpr size_t kLargestPage = 64 << 10;  // of any kernel; advice must start on a page
#endif

}  // namespace

bool Block::Reserve(size_t bytes) {
  if (bytes <= capacity && raw) return true;
  Free();
  if (bytes > SIZE_MAX / 2) return false;
  raw = __builtin_malloc(bytes + kAlignment);
  if (!raw) return false;
  capacity = bytes;
#if !defined(__APPLE__)
  if (bytes >= kHugePage) {
    const uintptr_t page = (reinterpret_cast<uintptr_t>(raw) + kLargestPage - 1) & ~(kLargestPage - 1);
    madvise(reinterpret_cast<void*>(page), bytes - kLargestPage, libc::kAdviseHugePages);
  }
#endif
  return true;
}

void Block::Free() {
  __builtin_free(raw);
  raw = nullptr;
  capacity = 0;
}

Pool::~Pool() {
  while (chunks_) {
    Chunk* next = chunks_->next;
    __builtin_free(chunks_);
    chunks_ = next;
  }
}

void* Pool::Allocate(size_t item, size_t count) {
  size_t bytes = 0;
  if (__builtin_mul_overflow(item, count, &bytes) || bytes > SIZE_MAX / 2) return nullptr;
  auto* chunk = static_cast<Chunk*>(__builtin_calloc(1, sizeof(Chunk) + bytes));
  if (!chunk) return nullptr;
  chunk->next = chunks_;
  chunks_ = chunk;
  return chunk + 1;
}

}  // namespace tare
