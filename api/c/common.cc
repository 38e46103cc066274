// C API: arrays, type names and delegate objects (common.h). Arrays of ints and of floats have one layout, so they are
// one implementation.
#include "api/c/public.h"

namespace {

/// Elements of four bytes after a count of four; 0 when `size` is no count or the bytes do not fit the type.
size_t ArrayBytes(int size) {
  constexpr int kMost = (0x7fffffff - 4) / 4;
  return size < 0 || size > kMost ? 0 : 4 + 4 * static_cast<size_t>(size);
}

void* CreateArray(int size) {
  const size_t bytes = ArrayBytes(size);
  void* array = bytes ? __builtin_malloc(bytes) : nullptr;
  if (array) *static_cast<int*>(array) = size;
  return array;
}

void* CopyArray(const void* from) {
  if (!from) return nullptr;
  const int size = *static_cast<const int*>(from);
  void* copy = CreateArray(size);
  if (copy) __builtin_memcpy(copy, from, ArrayBytes(size));
  return copy;
}

}  // namespace

size_t TfLiteIntArrayGetSizeInBytes(int size) { return ArrayBytes(size); }

TfLiteIntArray* TfLiteIntArrayCreate(int size) { return static_cast<TfLiteIntArray*>(CreateArray(size)); }

int TfLiteIntArrayEqual(const TfLiteIntArray* a, const TfLiteIntArray* b) {
  return a == b || (a && b && TfLiteIntArrayEqualsArray(a, b->size, b->data));
}

int TfLiteIntArrayEqualsArray(const TfLiteIntArray* a, int b_size, const int b_data[]) {
  if (!a) return b_size == 0;
  return a->size == b_size && !__builtin_memcmp(a->data, b_data, sizeof(int) * static_cast<unsigned>(b_size));
}

TfLiteIntArray* TfLiteIntArrayCopy(const TfLiteIntArray* src) { return static_cast<TfLiteIntArray*>(CopyArray(src)); }

void TfLiteIntArrayFree(TfLiteIntArray* a) { __builtin_free(a); }

int TfLiteFloatArrayGetSizeInBytes(int size) { return static_cast<int>(ArrayBytes(size)); }

TfLiteFloatArray* TfLiteFloatArrayCreate(int size) { return static_cast<TfLiteFloatArray*>(CreateArray(size)); }

TfLiteFloatArray* TfLiteFloatArrayCopy(const TfLiteFloatArray* src) {
  return static_cast<TfLiteFloatArray*>(CopyArray(src));
}

void TfLiteFloatArrayFree(TfLiteFloatArray* a) { __builtin_free(a); }

const char* TfLiteTypeGetName(TfLiteType type) {
  // One text, because a table of pointers would cost a relocation each.
  const char* name =
      "NOTYPE\0FLOAT32\0INT32\0UINT8\0INT64\0STRING\0BOOL\0INT16\0COMPLEX64\0INT8\0FLOAT16\0FLOAT64\0COMPLEX128\0"
      "UINT64\0RESOURCE\0VARIANT\0UINT32\0UINT16\0INT4";
  if (static_cast<unsigned>(type) > kTfLiteInt4) return "Unknown type";
  for (int i = 0; i < type; ++i) name += __builtin_strlen(name) + 1;
  return name;
}

TfLiteDelegate TfLiteDelegateCreate() { return {}; }

TfLiteOpaqueDelegate* TfLiteOpaqueDelegateCreate(const TfLiteOpaqueDelegateBuilder* opaque_delegate_builder) {
  struct Both {
    TfLiteDelegate delegate;
    TfLiteOpaqueDelegateBuilder builder;
  };
  if (!opaque_delegate_builder) return nullptr;
  auto* both = static_cast<Both*>(__builtin_calloc(1, sizeof(Both)));
  if (!both) return nullptr;
  both->builder = *opaque_delegate_builder;
  both->delegate.flags = opaque_delegate_builder->flags;
  both->delegate.opaque_delegate_builder = &both->builder;
  return &both->delegate;
}

void TfLiteOpaqueDelegateDelete(TfLiteOpaqueDelegate* delegate) { __builtin_free(delegate); }

void* TfLiteOpaqueDelegateGetData(const TfLiteOpaqueDelegate* delegate) {
  return delegate->opaque_delegate_builder ? delegate->opaque_delegate_builder->data : delegate->data_;
}
