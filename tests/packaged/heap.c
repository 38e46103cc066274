// malloc and its family, defined by the program and so used by everything it loads. Blocks are the C library's, with a
// header that says whether the library under test owns them, told by the address that malloc returns to. The aligned
// functions are not here, because the library does not use them.
#include "heap.h"

#include <dlfcn.h>
#include <link.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "entry.h"

/// In front of each block; keeps malloc's alignment.
typedef struct {
  _Alignas(16) size_t size;
  int watched;
} Header;

static uintptr_t library_start, library_end;
static int live, allocations, fail_after = -1;

static int FindLibrary(struct dl_phdr_info* info, size_t size, void* address) {
  (void)size;
  uintptr_t start = UINTPTR_MAX, end = 0;
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)* segment = &info->dlpi_phdr[i];
    if (segment->p_type != PT_LOAD) continue;
    uintptr_t from = info->dlpi_addr + segment->p_vaddr, to = from + segment->p_memsz;
    if (from < start) start = from;
    if (to > end) end = to;
  }
  if ((uintptr_t)address < start || (uintptr_t)address >= end) return 0;
  library_start = start;
  library_end = end;
  return 1;
}

void WatchLibrary(void* address) { CHECK(dl_iterate_phdr(FindLibrary, address)); }
int LiveBlocks(void) { return __atomic_load_n(&live, __ATOMIC_SEQ_CST); }
int Allocations(void) { return __atomic_load_n(&allocations, __ATOMIC_SEQ_CST); }
void FailAllocation(int n) { __atomic_store_n(&fail_after, n, __ATOMIC_SEQ_CST); }

static void* Underlying(size_t size) {
  static void* (*real)(size_t);
  if (!real) *(void**)&real = dlsym(RTLD_NEXT, "malloc");
  return real(size);
}

static void* Allocate(size_t size, uintptr_t caller) {
  int watched = caller >= library_start && caller < library_end;
  if (watched) {
    CHECK_STACK();
    // Watched allocations are few; while one is to fail, a single thread makes them.
    int left = __atomic_load_n(&fail_after, __ATOMIC_SEQ_CST);
    if (left == 0) return NULL;
    if (left > 0) __atomic_store_n(&fail_after, left - 1, __ATOMIC_SEQ_CST);
  }
  if (size > SIZE_MAX - sizeof(Header)) return NULL;
  Header* header = Underlying(sizeof(Header) + size);
  if (!header) return NULL;
  header->size = size;
  header->watched = watched;
  __atomic_add_fetch(&live, watched, __ATOMIC_SEQ_CST);
  __atomic_add_fetch(&allocations, watched, __ATOMIC_SEQ_CST);
  return header + 1;
}

#define CALLER ((uintptr_t)__builtin_return_address(0))

void* malloc(size_t size) {
  void* block = Allocate(size, CALLER);
  if (block) memset(block, 0xa5, size < 4096 ? size : 4096);  // nobody may rely on zeroes
  return block;
}

void* calloc(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) return NULL;
  void* block = Allocate(bytes, CALLER);
  if (block) memset(block, 0, bytes);
  return block;
}

void free(void* block) {
  static void (*real)(void*);
  if (!block) return;
  if (!real) *(void**)&real = dlsym(RTLD_NEXT, "free");
  Header* header = (Header*)block - 1;
  __atomic_sub_fetch(&live, header->watched, __ATOMIC_SEQ_CST);
  real(header);
}

void* realloc(void* block, size_t size) {
  void* fresh = Allocate(size, CALLER);
  if (!fresh) return NULL;
  if (block) {
    size_t old = ((Header*)block - 1)->size;
    memcpy(fresh, block, old < size ? old : size);
    free(block);
  }
  return fresh;
}
