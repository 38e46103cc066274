// common.h: arrays, type names, malloc'ed tensors and delegate objects.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "api/c/public.h"

namespace tare {
namespace {

TEST(Arrays, SizesThatFitAndThatDoNot) {
  EXPECT_EQ(TfLiteIntArrayGetSizeInBytes(0), 4u);
  EXPECT_EQ(TfLiteIntArrayGetSizeInBytes(3), 16u);
  EXPECT_EQ(TfLiteFloatArrayGetSizeInBytes(3), 16);
  for (const int size : {-1, INT32_MIN, INT32_MAX}) {
    EXPECT_EQ(TfLiteIntArrayGetSizeInBytes(size), 0u);
    EXPECT_EQ(TfLiteFloatArrayGetSizeInBytes(size), 0);
    EXPECT_EQ(TfLiteIntArrayCreate(size), nullptr);
    EXPECT_EQ(TfLiteFloatArrayCreate(size), nullptr);
  }
}

TEST(Arrays, CopiesAreEqualAndTheirOwn) {
  TfLiteIntArray* a = TfLiteIntArrayCreate(2);
  ASSERT_NE(a, nullptr);
  a->data[0] = 5;
  a->data[1] = -7;
  TfLiteIntArray* b = TfLiteIntArrayCopy(a);
  ASSERT_NE(b, nullptr);
  const int same[] = {5, -7}, other[] = {5, 7};
  EXPECT_EQ(TfLiteIntArrayEqual(a, b), 1);
  EXPECT_EQ(TfLiteIntArrayEqualsArray(a, 2, same), 1);
  EXPECT_EQ(TfLiteIntArrayEqualsArray(a, 1, same), 0);
  EXPECT_EQ(TfLiteIntArrayEqualsArray(a, 2, other), 0);
  EXPECT_EQ(TfLiteIntArrayEqualsArray(nullptr, 0, same), 1);
  EXPECT_EQ(TfLiteIntArrayEqualsArray(nullptr, 2, same), 0);
  b->data[1] = 7;
  EXPECT_EQ(TfLiteIntArrayEqual(a, b), 0);
  EXPECT_EQ(TfLiteIntArrayEqual(a, nullptr), 0);
  EXPECT_EQ(TfLiteIntArrayEqual(nullptr, b), 0);
  EXPECT_EQ(TfLiteIntArrayEqual(nullptr, nullptr), 1);
  TfLiteIntArrayFree(a);
  TfLiteIntArrayFree(b);

  TfLiteFloatArray* f = TfLiteFloatArrayCreate(1);
  ASSERT_NE(f, nullptr);
  f->data[0] = 0.5f;
  TfLiteFloatArray* g = TfLiteFloatArrayCopy(f);
  TfLiteFloatArrayFree(f);
  ASSERT_NE(g, nullptr);
  EXPECT_EQ(g->size, 1);
  EXPECT_EQ(g->data[0], 0.5f);
  TfLiteFloatArrayFree(g);
  EXPECT_EQ(TfLiteIntArrayCopy(nullptr), nullptr);
  EXPECT_EQ(TfLiteFloatArrayCopy(nullptr), nullptr);
  TfLiteIntArrayFree(nullptr);
  TfLiteFloatArrayFree(nullptr);
}

TEST(Types, Names) {
  EXPECT_STREQ(TfLiteTypeGetName(kTfLiteNoType), "NOTYPE");
  EXPECT_STREQ(TfLiteTypeGetName(kTfLiteFloat32), "FLOAT32");
  EXPECT_STREQ(TfLiteTypeGetName(kTfLiteComplex64), "COMPLEX64");
  EXPECT_STREQ(TfLiteTypeGetName(kTfLiteInt4), "INT4");
  EXPECT_STREQ(TfLiteTypeGetName(kTfLiteBFloat16), "Unknown type") << "as in 2.16.1";
  EXPECT_STREQ(TfLiteTypeGetName(static_cast<TfLiteType>(31)), "Unknown type");
}

TEST(Tensors, OnlyMallocedMemoryIsResizedAndFreed) {
  TfLiteTensor t{};
  char outside[4] = {1, 2, 3, 4};
  t.allocation_type = kTfLiteArenaRw;
  t.data.raw = outside;
  t.bytes = sizeof(outside);
  EXPECT_EQ(TfLiteTensorResizeMaybeCopy(100, &t, true), kTfLiteOk);
  TfLiteTensorDataFree(&t);
  EXPECT_EQ(t.data.raw, outside);
  EXPECT_EQ(t.bytes, sizeof(outside));

  for (const TfLiteAllocationType type : {kTfLiteDynamic, kTfLitePersistentRo}) {
    t = {};
    t.allocation_type = type;
    ASSERT_EQ(TfLiteTensorResizeMaybeCopy(4, &t, false), kTfLiteOk);
    t.data.raw[0] = 9;
    ASSERT_EQ(TfLiteTensorRealloc(4000, &t), kTfLiteOk);
    EXPECT_EQ(t.data.raw[0], 9);
    EXPECT_EQ(t.bytes, 4000u);
    TfLiteTensorDataFree(&t);
    EXPECT_EQ(t.data.raw, nullptr);
  }
}

TEST(Delegates, Objects) {
  const TfLiteDelegate plain = TfLiteDelegateCreate();
  EXPECT_EQ(plain.data_, nullptr);
  EXPECT_EQ(plain.Prepare, nullptr);
  EXPECT_EQ(plain.flags, 0);

  int data = 0, own = 0;
  TfLiteOpaqueDelegateBuilder builder{};
  builder.data = &data;
  builder.flags = kTfLiteDelegateFlagsAllowDynamicTensors;
  TfLiteOpaqueDelegate* made = TfLiteOpaqueDelegateCreate(&builder);
  ASSERT_NE(made, nullptr);
  builder = {};
  EXPECT_EQ(TfLiteOpaqueDelegateGetData(made), &data);
  EXPECT_EQ(made->opaque_delegate_builder->flags, kTfLiteDelegateFlagsAllowDynamicTensors);
  TfLiteOpaqueDelegateDelete(made);
  TfLiteDelegate mine = TfLiteDelegateCreate();
  mine.data_ = &own;
  EXPECT_EQ(TfLiteOpaqueDelegateGetData(&mine), &own);
  EXPECT_EQ(TfLiteOpaqueDelegateCreate(nullptr), nullptr);
  TfLiteOpaqueDelegateDelete(nullptr);
}

/// Counts blocks, and remembers in front of each how large it is.
struct Heap {
  int blocks = 0;
  bool empty = false;
  TfLiteAllocator allocator = {this, Allocate, nullptr, Deallocate};

  static void* Allocate(void* data, size_t bytes, size_t alignment) {
    auto* heap = static_cast<Heap*>(data);
    if (heap->empty) return nullptr;
    ++heap->blocks;
    auto* block =
        static_cast<char*>(std::aligned_alloc(alignment, alignment + (bytes + alignment - 1) / alignment * alignment));
    std::memcpy(block, &bytes, sizeof(bytes));
    return block + alignment;
  }
  static void Deallocate(void* data, void* ptr, size_t bytes, size_t alignment) {
    --static_cast<Heap*>(data)->blocks;
    char* block = static_cast<char*>(ptr) - alignment;
    EXPECT_EQ(std::memcmp(block, &bytes, sizeof(bytes)), 0);
    std::free(block);
  }
  static void* Reallocate(void* data, void* ptr, size_t old_bytes, size_t new_bytes, size_t alignment) {
    void* moved = Allocate(data, new_bytes, alignment);
    if (!moved) return nullptr;
    std::memcpy(moved, ptr, std::min(old_bytes, new_bytes));
    Deallocate(data, ptr, old_bytes, alignment);
    return moved;
  }
};

TEST(Tensors, DataOfAnAllocator) {
  for (const bool reallocates : {false, true}) {
    Heap heap;
    if (reallocates) heap.allocator.reallocate = Heap::Reallocate;
    TfLiteTensor t = {};
    t.allocation_type = kTfLiteArenaRw;
    EXPECT_EQ(TfLiteTensorReallocWithAllocator(5, &t, &heap.allocator), kTfLiteOk);
    EXPECT_EQ(t.data.data, nullptr);
    t.allocation_type = kTfLiteDynamic;
    ASSERT_EQ(TfLiteTensorReallocWithAllocator(5, &t, &heap.allocator), kTfLiteOk);
    std::memcpy(t.data.raw, "abcd", 5);
    ASSERT_EQ(TfLiteTensorReallocWithAllocator(500, &t, &heap.allocator), kTfLiteOk);
    EXPECT_STREQ(t.data.raw, "abcd");
    EXPECT_EQ(t.bytes, 500u);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(t.data.raw) % kTfLiteTensorAlignment, 0u);
    heap.empty = true;
    EXPECT_EQ(TfLiteTensorResizeMaybeCopyWithAllocator(1000, &t, false, &heap.allocator), kTfLiteError);
    EXPECT_EQ(t.bytes, 500u);
    EXPECT_EQ(heap.blocks, 1);
    TfLiteTensorDataFreeWithAllocator(&t, &heap.allocator);
    EXPECT_EQ(heap.blocks, 0);
    EXPECT_EQ(t.data.data, nullptr);
    TfLiteTensorDataFreeWithAllocator(&t, &heap.allocator);
    // Without one: the usual memory.
    ASSERT_EQ(TfLiteTensorReallocWithAllocator(3, &t, nullptr), kTfLiteOk);
    TfLiteTensorDataFreeWithAllocator(&t, nullptr);
    EXPECT_EQ(t.data.data, nullptr);
  }
}

}  // namespace
}  // namespace tare
