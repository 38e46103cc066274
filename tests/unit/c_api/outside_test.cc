// The C API for those who bring operators and delegates of their own: what options take, operators as objects, the
// opaque API, delegates with a way back, and the XNNPACK delegate that is none.
#include <gtest/gtest.h>

#include "api/c/opaque.h"
#include "api/c/types.h"
#include "include/tensorflow/lite/async/interop/c/types.h"
#include "include/tensorflow/lite/delegates/nnapi/nnapi_delegate_c_api.h"
#include "include/tensorflow/lite/delegates/xnnpack/xnnpack_delegate.h"
#include "tests/unit/support/model_maker.h"

namespace tare {
namespace {

using Floats = std::vector<float>;

/// y = Twice(x) of a custom op; z = y + y.
std::string CustomModel(TensorType type = TensorType::FLOAT32) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(type, {2}), y = g.Tensor(type, {2});
  g.Node(Op::CUSTOM, {x}, {y}, 1, "Twice").custom_options = {7};
  if (type == TensorType::FLOAT32) {
    const int z = g.Tensor(type, {2});
    g.Node(Op::ADD, {y, y}, {z});
    g.Output(z);
  } else {
    g.Output(y);
  }
  return m.Bytes();
}

/// A model and an interpreter of the C API, with options that a test sets.
struct App {
  explicit App(const std::string& bytes) : bytes(bytes) {
    model = TfLiteModelCreate(this->bytes.data(), this->bytes.size());
    options = TfLiteInterpreterOptionsCreate();
    TfLiteInterpreterOptionsSetErrorReporter(options, Messages::Add, &messages);
  }
  ~App() {
    TfLiteInterpreterDelete(interpreter);
    TfLiteInterpreterOptionsDelete(options);
    TfLiteModelDelete(model);
  }
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  bool Create() { return (interpreter = TfLiteInterpreterCreate(model, options)) != nullptr; }
  TfLiteStatus Run(Floats x, Floats& z) {
    if (const TfLiteStatus s = TfLiteInterpreterAllocateTensors(interpreter); s != kTfLiteOk) return s;
    TfLiteTensor* in = TfLiteInterpreterGetInputTensor(interpreter, 0);
    if (const TfLiteStatus s = TfLiteTensorCopyFromBuffer(in, x.data(), x.size() * sizeof(float)); s != kTfLiteOk)
      return s;
    const TfLiteStatus status = TfLiteInterpreterInvoke(interpreter);
    const TfLiteTensor* out = TfLiteInterpreterGetOutputTensor(interpreter, 0);
    z.resize(TfLiteTensorByteSize(out) / sizeof(float));
    TfLiteTensorCopyToBuffer(out, z.data(), z.size() * sizeof(float));
    return status;
  }

  AlignedBytes bytes;
  Messages messages;
  TfLiteModel* model;
  TfLiteInterpreterOptions* options;
  TfLiteInterpreter* interpreter = nullptr;
};

TfLiteStatus SameShape(TfLiteContext* c, TfLiteNode* n) {
  return c->ResizeTensor(c, &c->tensors[n->outputs->data[0]], TfLiteIntArrayCopy(c->tensors[n->inputs->data[0]].dims));
}

/// y = factor · the first input
template <int factor>
TfLiteRegistration Times() {
  TfLiteRegistration r = {};
  r.prepare = SameShape;
  r.invoke = [](TfLiteContext* c, TfLiteNode* n) {
    const TfLiteTensor &x = c->tensors[n->inputs->data[0]], &y = c->tensors[n->outputs->data[0]];
    for (size_t i = 0; i < y.bytes / sizeof(float); ++i) y.data.f[i] = factor * x.data.f[i];
    return kTfLiteOk;
  };
  return r;
}

TEST(Outside, OperatorsOfTheOptions) {
  App app(CustomModel());
  const TfLiteRegistration twice = Times<2>(), add = Times<10>(), other = Times<5>();
  TfLiteInterpreterOptionsAddCustomOp(app.options, "Twice", &other, 1, 1);
  TfLiteInterpreterOptionsAddCustomOp(app.options, "Twice", &twice, 1, 3);  // the latest counts
  TfLiteInterpreterOptionsAddCustomOp(app.options, "Twice", &other, 2, 2);  // not this version
  TfLiteInterpreterOptions* copy = TfLiteInterpreterOptionsCopy(app.options);
  Floats z;
  ASSERT_TRUE(app.Create());
  ASSERT_EQ(app.Run({1, 2}, z), kTfLiteOk) << app.messages.text;
  EXPECT_EQ(z, (Floats{4, 8}));
  TfLiteInterpreterDelete(app.interpreter);

  TfLiteInterpreterOptionsAddBuiltinOp(app.options, kTfLiteBuiltinAdd, &add, 1, 2);
  ASSERT_TRUE(app.Create());
  ASSERT_EQ(app.Run({1, 2}, z), kTfLiteOk) << app.messages.text;
  EXPECT_EQ(z, (Floats{20, 40}));

  // The copy has what was there when it was made.
  TfLiteInterpreter* of_copy = TfLiteInterpreterCreate(app.model, copy);
  EXPECT_EQ(TfLiteInterpreterAllocateTensors(of_copy), kTfLiteOk);
  TfLiteInterpreterDelete(of_copy);
  TfLiteInterpreterOptionsDelete(copy);
}

TEST(Outside, OnlyTheseOperators) {
  App app(CustomModel());
  const TfLiteRegistration twice = Times<2>(), add = Times<3>();
  TfLiteInterpreterOptionsAddCustomOp(app.options, "Twice", &twice, 1, 1);
  EXPECT_EQ(TfLiteInterpreterCreateWithSelectedOps(app.model, app.options), nullptr);
  EXPECT_TRUE(app.messages.Has("Didn't find op for builtin opcode 'ADD' version '1'.")) << app.messages.text;
  TfLiteInterpreterOptionsAddBuiltinOp(app.options, kTfLiteBuiltinAdd, &add, 1, 1);
  app.interpreter = TfLiteInterpreterCreateWithSelectedOps(app.model, app.options);
  ASSERT_NE(app.interpreter, nullptr);
  Floats z;
  ASSERT_EQ(app.Run({1, 2}, z), kTfLiteOk);
  EXPECT_EQ(z, (Floats{6, 12}));
}

TEST(Outside, FunctionsThatFindOperators) {
  static TfLiteRegistration twice = Times<2>(), add = Times<3>();
  {
    App app(CustomModel());
    TfLiteInterpreterOptionsSetOpResolver(
        app.options,
        [](void*, TfLiteBuiltinOperator op, int) -> const TfLiteRegistration* {
          return op == kTfLiteBuiltinAdd ? &add : nullptr;
        },
        [](void* user, const char*, int) { return static_cast<const TfLiteRegistration*>(user); }, &twice);
    ASSERT_TRUE(app.Create()) << app.messages.text;
    Floats z;
    ASSERT_EQ(app.Run({1, 2}, z), kTfLiteOk);
    EXPECT_EQ(z, (Floats{6, 12}));
  }
  {
    // Structures of an older release end earlier: the sanitizer sees what is read beyond.
    const size_t v1 = offsetof(TfLiteRegistration, registration_external);
    const std::unique_ptr<char[]> short_twice(new char[v1]);
    std::memcpy(short_twice.get(), &twice, v1);
    App app(CustomModel());
    TfLiteInterpreterOptionsSetOpResolverV1(
        app.options,
        [](void*, TfLiteBuiltinOperator, int) { return reinterpret_cast<const TfLiteRegistration_V1*>(&add); },
        [](void* user, const char*, int) { return static_cast<const TfLiteRegistration_V1*>(user); },
        short_twice.get());
    ASSERT_TRUE(app.Create()) << app.messages.text;
    Floats z;
    ASSERT_EQ(app.Run({1, 2}, z), kTfLiteOk);
    EXPECT_EQ(z, (Floats{6, 12}));
  }
  {
    // Nothing of the library's own is used, and what is not found has no fallback.
    App app(CustomModel());
    TfLiteInterpreterOptionsSetOpResolver(
        app.options, [](void*, TfLiteBuiltinOperator, int) -> const TfLiteRegistration* { return nullptr; },
        [](void*, const char*, int) -> const TfLiteRegistration* { return nullptr; }, nullptr);
    EXPECT_FALSE(app.Create());
  }
}

/// An operator as an object, written against the opaque API alone: y = 2 x through a temporary.
struct Opaque {
  int inits = 0, frees = 0, temporary = -1;
};

TEST(Outside, OperatorsAsObjects) {
  Opaque state;
  TfLiteOperator* op = TfLiteOperatorCreate(kTfLiteBuiltinCustom, "Twice", 1, &state);
  EXPECT_EQ(TfLiteOperatorGetBuiltInCode(op), kTfLiteBuiltinCustom);
  EXPECT_STREQ(TfLiteRegistrationExternalGetCustomName(op), "Twice");
  EXPECT_EQ(TfLiteOperatorGetVersion(op), 1);
  EXPECT_EQ(TfLiteOperatorGetUserData(op), &state);
  TfLiteOperatorSetInitWithData(op, [](void* user, TfLiteOpaqueContext* c, const char* data, size_t size) -> void* {
    auto* s = static_cast<Opaque*>(user);
    EXPECT_EQ(size, 1u);
    EXPECT_EQ(data[0], 7);
    ++s->inits;
    TfLiteOpaqueTensorBuilder* b = TfLiteOpaqueTensorBuilderCreate();
    TfLiteOpaqueTensorBuilderSetType(b, kTfLiteFloat32);
    TfLiteOpaqueTensorBuilderSetAllocationType(b, kTfLiteDynamic);
    EXPECT_EQ(TfLiteOpaqueContextAddTensor(c, b, &s->temporary), kTfLiteOk);
    TfLiteOpaqueTensorBuilderDelete(b);
    return s;
  });
  TfLiteOperatorSetFreeWithData(op,
                                [](void* user, TfLiteOpaqueContext*, void*) { ++static_cast<Opaque*>(user)->frees; });
  TfLiteOperatorSetPrepare(op, [](TfLiteOpaqueContext* c, TfLiteOpaqueNode* n) {
    EXPECT_EQ(TfLiteOpaqueNodeNumberOfInputs(n), 1);
    EXPECT_EQ(TfLiteOpaqueNodeGetInput(c, n, 1), nullptr);
    EXPECT_EQ(TfLiteOpaqueNodeGetInputTensorIndex(n, 0), 0);
    const TfLiteOpaqueTensor* x = TfLiteOpaqueNodeGetInput(c, n, 0);
    const auto* s = static_cast<Opaque*>(TfLiteOpaqueNodeGetUserData(n));
    const int size = TfLiteOpaqueTensorDim(x, 0);
    for (TfLiteOpaqueTensor* t :
         {TfLiteOpaqueNodeGetOutput(c, n, 0), TfLiteOpaqueContextGetOpaqueTensor(c, s->temporary)}) {
      TfLiteIntArray* dims = TfLiteIntArrayCreate(1);
      dims->data[0] = size;
      if (TfLiteOpaqueContextResizeTensor(c, t, dims) != kTfLiteOk) return kTfLiteError;
    }
    return kTfLiteOk;
  });
  TfLiteRegistrationExternalSetInvoke(op, [](TfLiteOpaqueContext* c, TfLiteOpaqueNode* n) {
    const auto* s = static_cast<Opaque*>(TfLiteOpaqueNodeGetUserData(n));
    const TfLiteOpaqueTensor* x = TfLiteOpaqueNodeGetInput(c, n, 0);
    auto* between = static_cast<float*>(TfLiteOpaqueTensorData(TfLiteOpaqueContextGetOpaqueTensor(c, s->temporary)));
    auto* y = static_cast<float*>(TfLiteOpaqueTensorData(TfLiteOpaqueNodeGetOutput(c, n, 0)));
    const auto* from = static_cast<const float*>(TfLiteOpaqueTensorData(x));
    for (size_t i = 0; i < TfLiteOpaqueTensorByteSize(x) / sizeof(float); ++i) between[i] = from[i];
    for (size_t i = 0; i < TfLiteOpaqueTensorByteSize(x) / sizeof(float); ++i) y[i] = 2 * between[i];
    return kTfLiteOk;
  });
  {
    App app(CustomModel());
    TfLiteInterpreterOptionsAddRegistrationExternal(app.options, op);
    ASSERT_TRUE(app.Create()) << app.messages.text;
    Floats z;
    ASSERT_EQ(app.Run({1, 2}, z), kTfLiteOk) << app.messages.text;
    EXPECT_EQ(z, (Floats{4, 8}));
  }
  EXPECT_EQ(state.inits, 1);
  EXPECT_EQ(state.frees, 1);
  TfLiteOperatorDelete(op);
}

TEST(Outside, StringsOfTheOpaqueApi) {
  TfLiteOperator* op = TfLiteRegistrationExternalCreate(kTfLiteBuiltinCustom, "Twice", 1);
  TfLiteOperatorSetInvoke(op, [](TfLiteOpaqueContext* c, TfLiteOpaqueNode* n) {
    const TfLiteOpaqueTensor* x = TfLiteOpaqueNodeGetInput(c, n, 0);
    std::vector<std::string> twice;
    for (int i = 0; i < TfLiteOpaqueTensorGetStringCount(x); ++i) {
      const char* text = nullptr;
      int length = 0;
      if (TfLiteOpaqueTensorGetString(x, i, &text, &length) != kTfLiteOk) return kTfLiteError;
      twice.push_back(std::string(text, text + length) + std::string(text, text + length));
    }
    std::vector<const char*> texts;
    std::vector<int> lengths;
    for (const std::string& s : twice) {
      texts.push_back(s.data());
      lengths.push_back(static_cast<int>(s.size()));
    }
    return TfLiteOpaqueTensorWriteStrings(TfLiteOpaqueNodeGetOutput(c, n, 0), texts.data(),
                                          static_cast<int>(texts.size()), lengths.data());
  });
  {
    App app(CustomModel(TensorType::STRING));
    TfLiteInterpreterOptionsAddOperator(app.options, op);
    ASSERT_TRUE(app.Create()) << app.messages.text;
    for (const std::vector<std::string>& words : {std::vector<std::string>{"a", "bc"}, {"", "x", "yz"}}) {
      auto* in = reinterpret_cast<TfLiteOpaqueTensor*>(TfLiteInterpreterGetInputTensor(app.interpreter, 0));
      std::vector<const char*> texts;
      std::vector<int> lengths;
      for (const std::string& s : words) {
        texts.push_back(s.data());
        lengths.push_back(static_cast<int>(s.size()));
      }
      ASSERT_EQ(TfLiteOpaqueTensorWriteStrings(in, texts.data(), static_cast<int>(texts.size()), lengths.data()),
                kTfLiteOk);
      ASSERT_EQ(TfLiteInterpreterAllocateTensors(app.interpreter), kTfLiteOk) << app.messages.text;
      ASSERT_EQ(TfLiteInterpreterInvoke(app.interpreter), kTfLiteOk) << app.messages.text;
      const std::vector<std::string> got = UnpackStrings(*TfLiteInterpreterGetOutputTensor(app.interpreter, 0));
      ASSERT_EQ(got.size(), words.size());
      for (size_t i = 0; i < got.size(); ++i) EXPECT_EQ(got[i], words[i] + words[i]);
    }
  }
  TfLiteOperatorDelete(op);
}

/// A delegate of the opaque API that takes every ADD, doubles instead, and fails from the n-th run on.
struct OpaqueDoubler {
  int runs_left, kernels = 0;
  TfLiteOperator* op = TfLiteOperatorCreate(kTfLiteBuiltinDelegate, "Doubler", 1, this);

  explicit OpaqueDoubler(int runs) : runs_left(runs) {
    TfLiteOperatorSetInitWithData(op, [](void* user, TfLiteOpaqueContext*, const char* data, size_t) -> void* {
      const auto& params = *reinterpret_cast<const TfLiteOpaqueDelegateParams*>(data);
      EXPECT_EQ(params.delegate_data, user);
      EXPECT_EQ(params.nodes_to_replace->size, 1);
      ++static_cast<OpaqueDoubler*>(user)->kernels;
      return user;
    });
    TfLiteOperatorSetInvokeWithData(op, [](void* user, TfLiteOpaqueContext* c, TfLiteOpaqueNode* n) {
      if (static_cast<OpaqueDoubler*>(user)->runs_left-- <= 0) return kTfLiteError;
      const TfLiteOpaqueTensor* x = TfLiteOpaqueNodeGetInput(c, n, 0);
      auto* y = static_cast<float*>(TfLiteOpaqueTensorData(TfLiteOpaqueNodeGetOutput(c, n, 0)));
      for (size_t i = 0; i < TfLiteOpaqueTensorByteSize(x) / sizeof(float); ++i) {
        y[i] = 2 * static_cast<const float*>(TfLiteOpaqueTensorData(x))[i];
      }
      return kTfLiteOk;
    });
  }
  ~OpaqueDoubler() { TfLiteOperatorDelete(op); }
  OpaqueDoubler(const OpaqueDoubler&) = delete;
  OpaqueDoubler& operator=(const OpaqueDoubler&) = delete;

  TfLiteOpaqueDelegate* Make() {
    TfLiteOpaqueDelegateBuilder builder = {};
    builder.data = this;
    builder.Prepare = [](TfLiteOpaqueContext* c, TfLiteOpaqueDelegate* d, void* data) {
      TfLiteIntArray* plan = nullptr;
      if (TfLiteOpaqueContextGetExecutionPlan(c, &plan) != kTfLiteOk) return kTfLiteError;
      std::vector<int> adds = {0};
      for (int i = 0; i < plan->size; ++i) {
        TfLiteOpaqueNode* node = nullptr;
        TfLiteOperator* op = nullptr;
        if (TfLiteOpaqueContextGetNodeAndRegistration(c, plan->data[i], &node, &op) != kTfLiteOk) return kTfLiteError;
        if (TfLiteOperatorGetBuiltInCode(op) == kTfLiteBuiltinAdd) adds.push_back(plan->data[i]);
      }
      adds[0] = static_cast<int>(adds.size()) - 1;
      return TfLiteOpaqueContextReplaceNodeSubsetsWithDelegateKernels(
          c, static_cast<OpaqueDoubler*>(data)->op, reinterpret_cast<const TfLiteIntArray*>(adds.data()), d);
    };
    return TfLiteOpaqueDelegateCreate(&builder);
  }
};

TEST(Outside, OpaqueDelegateWithAWayBack) {
  for (const bool fallback : {false, true}) {
    OpaqueDoubler doubler(1);
    TfLiteOpaqueDelegate* delegate = doubler.Make();
    {
      App app(CustomModel());
      const TfLiteRegistration twice = Times<2>();
      TfLiteInterpreterOptionsAddCustomOp(app.options, "Twice", &twice, 1, 1);
      TfLiteInterpreterOptionsAddDelegate(app.options, delegate);
      TfLiteInterpreterOptionsSetEnableDelegateFallback(app.options, fallback);
      ASSERT_TRUE(app.Create()) << app.messages.text;
      EXPECT_EQ(doubler.kernels, 1);
      Floats z;
      ASSERT_EQ(app.Run({1, 2}, z), kTfLiteOk) << app.messages.text;
      EXPECT_EQ(z, (Floats{4, 8}));
      EXPECT_EQ(app.Run({3, 4}, z), fallback ? kTfLiteDelegateError : kTfLiteError);
      if (fallback) EXPECT_EQ(z, (Floats{12, 16}));
      EXPECT_EQ(app.messages.Has("Invoke() failed in the presence of delegation. Retrying without."), fallback);
      if (fallback) EXPECT_EQ(app.Run({5, 6}, z), kTfLiteOk) << "for good";
    }
    TfLiteOpaqueDelegateDelete(delegate);
  }
}

TEST(Outside, NnapiIsAcceptedAndDoesNothing) {
  TfLiteNnapiDelegateOptions options = TfLiteNnapiDelegateOptionsDefault();
  EXPECT_EQ(options.execution_preference, TfLiteNnapiDelegateOptions::kUndefined);
  options.accelerator_name = "some-chip";
  TfLiteDelegate* delegate = TfLiteNnapiDelegateCreate(&options);
  ASSERT_NE(delegate, nullptr);
  {
    App app(CustomModel());
    const TfLiteRegistration twice = Times<2>();
    TfLiteInterpreterOptionsAddCustomOp(app.options, "Twice", &twice, 1, 1);
    TfLiteInterpreterOptionsAddDelegate(app.options, delegate);
    ASSERT_TRUE(app.Create()) << app.messages.text;
    Floats z;
    ASSERT_EQ(app.Run({1, 2}, z), kTfLiteOk);
    EXPECT_EQ(z, (Floats{4, 8}));
  }
  TfLiteNnapiDelegateDelete(delegate);
}

TEST(Outside, BuffersAndSynchronizationsHoldPointers) {
  int target = 0;
  TfLiteBackendBuffer* buffer = TfLiteBackendBufferCreate();
  TfLiteSynchronization* fence = TfLiteSynchronizationCreate();
  EXPECT_EQ(TfLiteBackendBufferGetPtr(buffer), nullptr);
  EXPECT_EQ(TfLiteSynchronizationGetPtr(fence), nullptr);
  TfLiteBackendBufferSetPtr(buffer, &target);
  TfLiteSynchronizationSetPtr(fence, &target);
  EXPECT_EQ(TfLiteBackendBufferGetPtr(buffer), &target);
  EXPECT_EQ(TfLiteSynchronizationGetPtr(fence), &target);
  TfLiteBackendBufferDelete(buffer);
  TfLiteSynchronizationDelete(fence);
}

TEST(Outside, XnnpackIsAcceptedAndDoesNothing) {
  TfLiteXNNPackDelegateOptions xnnpack = TfLiteXNNPackDelegateOptionsDefault();
  xnnpack.num_threads = 3;
  xnnpack.weights_cache = TfLiteXNNPackDelegateWeightsCacheCreate();
  TfLiteDelegate* delegate = TfLiteXNNPackDelegateCreate(&xnnpack);
  ASSERT_NE(delegate, nullptr);
  {
    App app(CustomModel());
    const TfLiteRegistration twice = Times<2>();
    TfLiteInterpreterOptionsAddCustomOp(app.options, "Twice", &twice, 1, 1);
    TfLiteInterpreterOptionsAddDelegate(app.options, delegate);
    ASSERT_TRUE(app.Create()) << app.messages.text;
    EXPECT_EQ(app.interpreter->impl->num_threads(), 3);
    EXPECT_EQ(TfLiteInterpreterModifyGraphWithDelegate(app.interpreter, delegate), kTfLiteOk);
    Floats z;
    ASSERT_EQ(app.Run({1, 2}, z), kTfLiteOk);
    EXPECT_EQ(z, (Floats{4, 8}));
  }
  EXPECT_TRUE(TfLiteXNNPackDelegateWeightsCacheFinalizeHard(xnnpack.weights_cache));
  TfLiteXNNPackDelegateDelete(delegate);
  TfLiteXNNPackDelegateWeightsCacheDelete(xnnpack.weights_cache);
}

TEST(Outside, TensorsOfAnApp) {
  TfLiteTensor t = {};
  auto* data = static_cast<char*>(std::malloc(8));
  TfLiteIntArray* dims = TfLiteIntArrayCreate(1);
  dims->data[0] = 2;
  TfLiteTensorReset(kTfLiteFloat32, "t", dims, {0.5f, 3}, data, 8, kTfLiteDynamic, nullptr, false, &t);
  EXPECT_EQ(t.params.zero_point, 3);
  EXPECT_EQ(TfLiteTensorGetAllocationStrategy(&t), kTfLiteAllocationStrategyMalloc);
  EXPECT_EQ(TfLiteTensorGetBufferAddressStability(&t), kTfLiteRunStabilitySingleRun);
  EXPECT_EQ(TfLiteTensorGetDataKnownStep(&t), kTfLiteRunStepEval);
  t.data.f[0] = 1;
  t.data.f[1] = 2;
  TfLiteTensor u = {};
  TfLiteTensorReset(kTfLiteInt32, "u", TfLiteIntArrayCreate(0), {}, static_cast<char*>(std::malloc(8)), 8,
                    kTfLiteDynamic, nullptr, false, &u);
  EXPECT_EQ(TfLiteTensorCopy(&t, &u), kTfLiteOk);
  EXPECT_EQ(u.type, kTfLiteFloat32);
  EXPECT_EQ(u.data.f[1], 2);
  EXPECT_TRUE(TfLiteIntArrayEqual(t.dims, u.dims));
  u.bytes = 4;
  EXPECT_EQ(TfLiteTensorCopy(&t, &u), kTfLiteError);
  auto* affine = static_cast<TfLiteAffineQuantization*>(std::calloc(1, sizeof(TfLiteAffineQuantization)));
  affine->scale = TfLiteFloatArrayCreate(2);
  affine->zero_point = TfLiteIntArrayCreate(2);
  u.quantization = {kTfLiteAffineQuantization, affine};
  TfLiteTensorFree(&t);
  TfLiteTensorFree(&u);
  EXPECT_EQ(t.data.raw, nullptr);
  EXPECT_EQ(u.quantization.type, kTfLiteNoQuantization);
}

}  // namespace
}  // namespace tare
