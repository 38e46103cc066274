// Memory for the runtime: aligned blocks that grow but never move on reuse, and a pool that is freed as a whole.
#ifndef TARE_RUNTIME_PLATFORM_MEMORY_H_
#define TARE_RUNTIME_PLATFORM_MEMORY_H_

#include <stddef.h>
#include <stdint.h>

namespace tare {
struct Placement {};
}  // namespace tare

/// Placement new without a C++ library: `new (Placement{}, memory) T`. The tag keeps it apart from <new>'s.
inline void* operator new(size_t /*size*/, tare::Placement /*tag*/, void* memory) noexcept { return memory; }

namespace tare {

/// Alignment of arenas, tensors, scratch and persistent memory.
inline constexpr size_t kAlignment = 64;

constexpr size_t AlignUp(size_t bytes) { return (bytes + kAlignment - 1) & ~(kAlignment - 1); }

/// A 64-byte aligned block of memory. Plain data, so that arrays of it can be zeroed; Free() must be called.
struct Block {
  void* raw = nullptr;
  size_t capacity = 0;

  /// Makes room for `bytes` (old contents are lost when it grows). False when out of memory.
  bool Reserve(size_t bytes);
  void Free();
  uint8_t* data() const {
    return reinterpret_cast<uint8_t*>((reinterpret_cast<uintptr_t>(raw) + kAlignment - 1) & ~(kAlignment - 1));
  }
};

/// Zeroed allocations that live until the pool dies.
class Pool {
 public:
  Pool() = default;
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool();
  /// `count` zeroed objects; nullptr when out of memory or when the size overflows.
  template <class T>
  T* New(size_t count = 1) {
    return static_cast<T*>(Allocate(sizeof(T), count));
  }
  void* Allocate(size_t item, size_t count);

 private:
  struct Chunk {
    Chunk* next;
    uint64_t align;  // what follows is 8-byte aligned on every ABI
  };
  Chunk* chunks_ = nullptr;
};

}  // namespace tare

#endif  // TARE_RUNTIME_PLATFORM_MEMORY_H_
