// Resolvers, owned arrays and checked sizes; part of the program of headers_check.cc.
#include <string.h>

#include <string>
#include <vector>

#include "check.h"
#include "tensorflow/lite/kernels/internal/opaque_tensor_ctypes.h"
#include "tensorflow/lite/kernels/register.h"
#include "tensorflow/lite/model.h"
#include "tensorflow/lite/util.h"

namespace tflite {
namespace {

TfLiteStatus First(TfLiteContext* /*context*/, TfLiteNode* /*node*/) { return kTfLiteOk; }
TfLiteStatus Second(TfLiteContext* /*context*/, TfLiteNode* /*node*/) { return kTfLiteError; }

class Chained : public MutableOpResolver {
 public:
  explicit Chained(const OpResolver* other) { ChainOpResolver(other); }
};

void CheckResolvers() {
  TfLiteRegistration first = {}, second = {};
  first.invoke = First;
  second.invoke = Second;
  ops::builtin::BuiltinOpResolver resolver;
  EXPECT(resolver.FindOp(BuiltinOperator_ADD, 1) == nullptr && resolver.FindOp("Own", 1) == nullptr);
  std::string name = "Own";
  resolver.AddCustom(name.c_str(), &first, 1, 2);
  name = "overwritten";
  resolver.AddBuiltin(BuiltinOperator_ADD, &second, 3);
  resolver.AddCustom("Nothing", nullptr);
  const TfLiteRegistration* found = resolver.FindOp("Own", 2);
  EXPECT(found != nullptr && found->invoke == First && found->version == 2 && strcmp(found->custom_name, "Own") == 0);
  EXPECT(found->builtin_code == BuiltinOperator_CUSTOM && resolver.FindOp("Own", 3) == nullptr);
  EXPECT(resolver.FindOp(BuiltinOperator_ADD, 3)->invoke == Second && resolver.FindOp("Nothing", 1) == nullptr);
  MutableOpResolver other;
  other.AddCustom("Own", &second);
  resolver.AddAll(other);
  resolver.AddAll(resolver);
  EXPECT(resolver.FindOp("Own", 1)->invoke == Second && resolver.FindOp("Own", 2)->invoke == First);
  const Chained chained(&resolver);
  EXPECT(chained.FindOp("Own", 1)->invoke == Second && chained.FindOp(BuiltinOperator_SUB, 1) == nullptr);
  EXPECT(GetOpNameByRegistration(*found) == "CUSTOM Own");
  EXPECT(GetOpNameByRegistration(*resolver.FindOp(BuiltinOperator_ADD, 3)) == "ADD");
}

}  // namespace

void CheckHelpers() {
  CheckResolvers();
  const IntArrayUniquePtr array = BuildTfLiteArray({3, 4}), copy = BuildTfLiteArray(*array);
  const std::vector<int> values = {3, 4};
  EXPECT(TfLiteIntArrayEqual(array.get(), copy.get()) && EqualArrayAndTfLiteIntArray(copy.get(), 2, values.data()));
  EXPECT(BuildTfLiteArray(values)->data[1] == 4 && BuildTfLiteArray<float>(values)->data[0] == 3.f);
  EXPECT(BuildTfLiteArray(-1) == nullptr);

  EXPECT((CheckedInt<int>(1 << 30) * 2).Overflow() && !(CheckedInt<int>(1 << 30) * int64_t{2}).Overflow());
  EXPECT((CheckedInt<size_t>(3) -= 4).Overflow() && (CheckedInt<int>(7) / 0).Overflow());
  EXPECT((CheckedInt<int8_t>(-128) /= -1).Overflow() && CheckedInt<int8_t>(300).Overflow());
  EXPECT(CheckedInt<int>(7) / 2 + 1 == 4 && CheckedInt<int>(5) != int64_t{4294967301});
  EXPECT(2 * CheckedInt<int>(3) + 1 == 7 && 9 / CheckedInt<int>(2) == 4 && (1 - CheckedInt<size_t>(2)).Overflow());
  EXPECT(CheckedInt<size_t>(3) > -1 && -1 < CheckedInt<size_t>(3) && CheckedInt<int64_t>(-1) < UINT64_MAX);
  EXPECT(!(CheckedInt<size_t>(SIZE_MAX) < 0) && CheckedInt<int>(4) <= CheckedInt<int64_t>(4) &&
         5 >= CheckedInt<int>(5));
  size_t count = 0;
  EXPECT(CheckedNumElements(array.get(), count) == kTfLiteOk && count == 12);
  const IntArrayUniquePtr huge = BuildTfLiteArray({1 << 20, 1 << 20});
  int small = 0;
  EXPECT(CheckedNumElements(huge.get(), small) == kTfLiteError);

  size_t bytes = 0;
  EXPECT(BytesRequired(kTfLiteInt16, values.data(), 2, &bytes, nullptr) == kTfLiteOk && bytes == 24);
  const int odd[] = {5, 1};
  EXPECT(BytesRequired(kTfLiteInt4, odd, 2, &bytes, nullptr) == kTfLiteOk && bytes == 3);
  EXPECT(BytesRequired(kTfLiteString, odd, 2, &bytes, nullptr) == kTfLiteError);
  const int most[] = {1 << 30, 1 << 30, 1 << 30};
  EXPECT(BytesRequired(kTfLiteFloat32, most, 3, &bytes, nullptr) == kTfLiteError);
  const TensorUniquePtr tensor = BuildTfLiteTensor(kTfLiteFloat32, values, kTfLiteDynamic);
  EXPECT(tensor != nullptr && tensor->bytes == 48 && tensor->data.raw != nullptr && tensor->dims->data[1] == 4);
  if (tensor != nullptr) memset(tensor->data.raw, 1, tensor->bytes);
  EXPECT(GetTensorShape(reinterpret_cast<const TfLiteOpaqueTensor*>(tensor.get())) == RuntimeShape({3, 4}));
  EXPECT(GetTensorShape(static_cast<const TfLiteOpaqueTensor*>(nullptr)).DimensionsCount() == 0);
  EXPECT(IsFlexOp("FlexAdd") && !IsFlexOp("Add") && !IsFlexOp(nullptr) && IsValidationSubgraph("VALIDATION:main"));
  EXPECT(CombineHashes({1, 2}) != CombineHashes({2, 1}));
}

}  // namespace tflite
