// operator new and delete on malloc. Where memory is short the plain forms end the program, as there is no bad_alloc to
// throw; TensorFlow Lite's own build, without exceptions as well, does the same.
#include <cstdlib>
#include <new>

#include "api/cpp/libcxx/support.h"

namespace {

void* Allocate(size_t size) { return malloc(size ? size : 1); }

void* AllocateAligned(size_t size, std::align_val_t alignment) {
  void* memory = nullptr;
  size_t bytes = static_cast<size_t>(alignment);
  if (bytes < sizeof(void*)) bytes = sizeof(void*);
  return posix_memalign(&memory, bytes, size ? size : 1) == 0 ? memory : nullptr;
}

void* OrDie(void* memory, size_t size) {
  if (!memory) tare::cxx::Die("out of memory: %zu bytes", size);
  return memory;
}

}  // namespace

namespace std {
const nothrow_t nothrow{};
}  // namespace std

void* operator new(size_t size) { return OrDie(Allocate(size), size); }
void* operator new[](size_t size) { return OrDie(Allocate(size), size); }
void* operator new(size_t size, const std::nothrow_t&) noexcept { return Allocate(size); }
void* operator new[](size_t size, const std::nothrow_t&) noexcept { return Allocate(size); }
void* operator new(size_t size, std::align_val_t alignment) { return OrDie(AllocateAligned(size, alignment), size); }
void* operator new[](size_t size, std::align_val_t alignment) { return OrDie(AllocateAligned(size, alignment), size); }
void* operator new(size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return AllocateAligned(size, alignment);
}
void* operator new[](size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return AllocateAligned(size, alignment);
}

void operator delete(void* memory) noexcept { free(memory); }
void operator delete[](void* memory) noexcept { free(memory); }
void operator delete(void* memory, size_t) noexcept { free(memory); }
void operator delete[](void* memory, size_t) noexcept { free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { free(memory); }
void operator delete(void* memory, size_t, std::align_val_t) noexcept { free(memory); }
void operator delete[](void* memory, size_t, std::align_val_t) noexcept { free(memory); }
