// common.h: arrays, type names, malloc'ed tensors and delegate objects.
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace tare
