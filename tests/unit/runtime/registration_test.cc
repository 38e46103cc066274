// Operators from outside: what a TfLiteRegistration may do through its context, and that nothing of it is lost or
// leaked (the sanitizers watch).
#include "runtime/registration.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/unit/support/model_maker.h"

namespace tare {
namespace {

using Floats = std::vector<float>;

/// Gives a model's custom operators by name, and with `add` every ADD.
struct Ops {
  std::map<std::string, TfLiteRegistration> custom;
  const TfLiteRegistration* add = nullptr;
  OpResolver resolver{Find, this, false};

  static const TfLiteRegistration* Find(void* user, int op, const char* custom_name, int /*version*/) {
    const Ops& ops = *static_cast<Ops*>(user);
    if (!custom_name) return op == static_cast<int>(Op::ADD) ? ops.add : nullptr;
    const auto found = ops.custom.find(custom_name);
    return found == ops.custom.end() ? nullptr : &found->second;
  }
};

const TfLiteTensor& In(const TfLiteContext* c, const TfLiteNode* n, int i) { return c->tensors[n->inputs->data[i]]; }
TfLiteTensor& Out(TfLiteContext* c, const TfLiteNode* n, int i) { return c->tensors[n->outputs->data[i]]; }

TfLiteIntArray* Array(std::initializer_list<int> values) {
  TfLiteIntArray* a = TfLiteIntArrayCreate(static_cast<int>(values.size()));
  std::copy(values.begin(), values.end(), a->data);
  return a;
}

TfLiteRegistration Made(TfLiteStatus (*prepare)(TfLiteContext*, TfLiteNode*),
                        TfLiteStatus (*invoke)(TfLiteContext*, TfLiteNode*)) {
  TfLiteRegistration r = {};
  r.prepare = prepare;
  r.invoke = invoke;
  return r;
}

TfLiteStatus SameShape(TfLiteContext* c, TfLiteNode* n) {
  return c->ResizeTensor(c, &Out(c, n, 0), TfLiteIntArrayCopy(In(c, n, 0).dims));
}

/// x (4 floats) → ADD(x, x) → custom op → ADD(y, y)
std::string Sandwich(const char* name, std::vector<uint8_t> options = {}) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {4}), a = g.Tensor(TensorType::FLOAT32, {4});
  const int b = g.Tensor(TensorType::FLOAT32, {4}), y = g.Tensor(TensorType::FLOAT32, {4});
  g.Node(Op::ADD, {x, x}, {a});
  g.Node(Op::CUSTOM, {a}, {b}, 1, name).custom_options = std::move(options);
  g.Node(Op::ADD, {b, b}, {y});
  g.Output(y);
  return m.Bytes();
}

/// An operator with everything: options, state, temporaries of all kinds.
struct Everything {
  int added = -1;
  float factor = 0;

  static void* Init(TfLiteContext* c, const char* buffer, size_t length) {
    auto* self = new Everything;
    if (length == 1) self->factor = static_cast<float>(buffer[0]);
    c->AddTensors(c, 3, &self->added);
    return self;
  }
  static void Free(TfLiteContext* /*c*/, void* data) { delete static_cast<Everything*>(data); }
  static TfLiteStatus Prepare(TfLiteContext* c, TfLiteNode* n) {
    const auto& self = *static_cast<Everything*>(n->user_data);
    TfLiteIntArrayFree(n->temporaries);
    n->temporaries = Array({self.added, self.added + 1, self.added + 2});
    const TfLiteAllocationType kinds[] = {kTfLiteArenaRw, kTfLiteArenaRwPersistent, kTfLiteDynamic};
    for (int i = 0; i < 3; ++i) {
      TfLiteTensor* t = &c->tensors[self.added + i];
      t->type = kTfLiteFloat32;
      t->allocation_type = kinds[i];
      if (c->ResizeTensor(c, t, Array({4})) != kTfLiteOk) return kTfLiteError;
    }
    return SameShape(c, n);
  }
  /// y = factor · x + how often this ran before
  static TfLiteStatus Invoke(TfLiteContext* c, TfLiteNode* n) {
    const auto& self = *static_cast<Everything*>(n->user_data);
    float *scratch = c->tensors[n->temporaries->data[0]].data.f, *kept = c->tensors[n->temporaries->data[1]].data.f;
    float* own = c->tensors[n->temporaries->data[2]].data.f;
    for (int i = 0; i < 4; ++i) scratch[i] = self.factor * In(c, n, 0).data.f[i];
    for (int i = 0; i < 4; ++i) own[i] = kept[i]++;
    for (int i = 0; i < 4; ++i) Out(c, n, 0).data.f[i] = scratch[i] + own[i];
    return kTfLiteOk;
  }
};

TEST(Registration, StateTemporariesAndOptions) {
  Ops ops;
  TfLiteRegistration& r = ops.custom["Everything"] = Made(Everything::Prepare, Everything::Invoke);
  r.init = Everything::Init;
  r.free = Everything::Free;
  Session s(Sandwich("Everything", {3}), 1, &ops.resolver);
  ASSERT_TRUE(s) << s.messages.text;
  ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
  for (int run = 0; run < 3; ++run) {
    ASSERT_TRUE(s.Set(0, Floats{1, 2, 3, 4}));
    ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
    const auto twice = static_cast<float>(2 * run);
    EXPECT_EQ(s.Get<float>(0), (Floats{12 + twice, 24 + twice, 36 + twice, 48 + twice}));
  }
  ASSERT_EQ(s->SetNumThreads(2), kOk);  // prepares again
  ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
  EXPECT_EQ(s->Invoke(), kOk);
}

TEST(Registration, ShapeKnownOnlyWhileRunning) {
  Ops ops;
  ops.custom["Positive"] = Made(
      [](TfLiteContext* c, TfLiteNode* n) {
        Out(c, n, 0).allocation_type = kTfLiteDynamic;
        Out(c, n, 0).data.raw = nullptr;
        return kTfLiteOk;
      },
      [](TfLiteContext* c, TfLiteNode* n) {
        Floats kept;
        for (int i = 0; i < 4; ++i) {
          if (In(c, n, 0).data.f[i] > 0) kept.push_back(In(c, n, 0).data.f[i]);
        }
        TfLiteStatus status = c->ResizeTensor(c, &Out(c, n, 0), Array({static_cast<int>(kept.size())}));
        if (status == kTfLiteOk) std::copy(kept.begin(), kept.end(), Out(c, n, 0).data.f);
        return status;
      });
  Session s(Sandwich("Positive"), 1, &ops.resolver);
  ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
  for (const Floats& x : {Floats{1, -1, 2, -2}, Floats{1, 2, 3, 4}, Floats{-1, -1, -1, -1}}) {
    Floats expected;
    for (const float v : x) {
      if (v > 0) expected.push_back(4 * v);
    }
    ASSERT_TRUE(s.Set(0, x));
    ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
    EXPECT_EQ(s.Get<float>(0), expected);
  }
}

TEST(Registration, ConstantMadeInPrepare) {
  Ops ops;
  ops.custom["Constant"] = Made(
      [](TfLiteContext* c, TfLiteNode* n) {
        Out(c, n, 0).allocation_type = kTfLitePersistentRo;
        if (c->ResizeTensor(c, &Out(c, n, 0), Array({4})) != kTfLiteOk) return kTfLiteError;
        for (int i = 0; i < 4; ++i) Out(c, n, 0).data.f[i] = static_cast<float>(i);
        return kTfLiteOk;
      },
      [](TfLiteContext* /*c*/, TfLiteNode* /*n*/) { return kTfLiteOk; });
  Session s(Sandwich("Constant"), 1, &ops.resolver);
  for (int run = 0; run < 2; ++run) {
    ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
    ASSERT_TRUE(s.Set(0, Floats{1, 1, 1, 1}));
    ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
    EXPECT_EQ(s.Get<float>(0), (Floats{0, 2, 4, 6}));
    ASSERT_EQ(s->SetNumThreads(1), kOk);
  }
}

TEST(Registration, ManyTensorsAreAdded) {
  static constexpr int kMany = 1000;
  Ops ops;
  ops.custom["Many"] = Made(
      [](TfLiteContext* c, TfLiteNode* n) {
        for (int i = 0; i < kMany; ++i) {
          int first = 0;
          if (c->AddTensors(c, 1, &first) != kTfLiteOk) return kTfLiteError;
        }
        return c->tensors_size >= kMany ? SameShape(c, n) : kTfLiteError;
      },
      [](TfLiteContext* c, TfLiteNode* n) {
        std::memcpy(Out(c, n, 0).data.raw, In(c, n, 0).data.raw, In(c, n, 0).bytes);
        return kTfLiteOk;
      });
  Session s(Sandwich("Many"), 1, &ops.resolver);
  ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
  ASSERT_TRUE(s.Set(0, Floats{1, 2, 3, 4}));
  ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
  EXPECT_EQ(s.Get<float>(0), (Floats{4, 8, 12, 16}));
}

TEST(Registration, InPlaceOfABuiltInOperator) {
  Ops ops;
  const TfLiteRegistration first = Made(SameShape, [](TfLiteContext* c, TfLiteNode* n) {
    std::memcpy(Out(c, n, 0).data.raw, In(c, n, 0).data.raw, In(c, n, 0).bytes);
    return kTfLiteOk;
  });
  ops.add = &first;
  ops.custom["Same"] = first;
  Session s(Sandwich("Same"), 1, &ops.resolver);
  ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
  ASSERT_TRUE(s.Set(0, Floats{1, 2, 3, 4}));
  ASSERT_EQ(s->Invoke(), kOk);
  EXPECT_EQ(s.Get<float>(0), (Floats{1, 2, 3, 4}));
}

TEST(Registration, ErrorsNameTheNode) {
  Ops ops;
  const auto fail = [](TfLiteContext* c, TfLiteNode* /*n*/) {
    c->ReportError(c, "%s is %d", "it", 7);
    return kTfLiteError;
  };
  ops.custom["Bad"] = Made(fail, nullptr);
  Session prepare(Sandwich("Bad"), 1, &ops.resolver);
  EXPECT_EQ(prepare->AllocateTensors(), kError);
  EXPECT_EQ(prepare.messages.text, "it is 7\nNode number 1 (Bad) failed to prepare.\n");

  ops.custom["Bad"] = Made(SameShape, fail);
  Session invoke(Sandwich("Bad"), 1, &ops.resolver);
  EXPECT_EQ(invoke->AllocateTensors(), kOk);
  EXPECT_EQ(invoke->Invoke(), kError);
  EXPECT_EQ(invoke.messages.text, "it is 7\nNode number 1 (Bad) failed to invoke.\n");

  ops.custom["Bad"] = Made(SameShape, nullptr);
  Session no_invoke(Sandwich("Bad"), 1, &ops.resolver);
  EXPECT_EQ(no_invoke->AllocateTensors(), kOk);
  EXPECT_EQ(no_invoke->Invoke(), kError);

  ops.custom["Bad"] = Made(
      [](TfLiteContext* /*c*/, TfLiteNode* n) {
        TfLiteIntArrayFree(n->temporaries);
        n->temporaries = Array({12345});
        return kTfLiteOk;
      },
      nullptr);
  Session temporaries(Sandwich("Bad"), 1, &ops.resolver);
  EXPECT_EQ(temporaries->AllocateTensors(), kError);
  EXPECT_TRUE(temporaries.messages.Has("temporary tensor 12345 does not exist"));
}

TEST(Registration, UnknownStaysUnresolved) {
  Ops ops;
  Session s(Sandwich("Other"), 1, &ops.resolver);
  EXPECT_EQ(s->AllocateTensors(), kTfLiteUnresolvedOps);
  EXPECT_TRUE(s.messages.Has("Encountered unresolved custom op: Other."));
}

TEST(Registration, Metadata) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {4}), y = g.Tensor(TensorType::FLOAT32, {4});
  g.Node(Op::CUSTOM, {x}, {y}, 1, "Meta");
  g.Output(y);
  auto entry = std::make_unique<schema::MetadataT>();
  entry->name = "key";
  entry->buffer = static_cast<uint32_t>(m.model.buffers.size());
  m.model.buffers.push_back(std::make_unique<schema::BufferT>());
  m.model.buffers.back()->data = {'v', 'a', 'l'};
  m.model.metadata.push_back(std::move(entry));
  Ops ops;
  ops.custom["Meta"] = Made(
      [](TfLiteContext* c, TfLiteNode* n) {
        const char* bytes = nullptr;
        size_t size = 0;
        if (c->GetModelMetadata(c, "other", &bytes, &size) == kTfLiteOk) return kTfLiteError;
        if (c->GetModelMetadata(c, "key", &bytes, &size) != kTfLiteOk) return kTfLiteError;
        return std::string(bytes, size) == "val" ? SameShape(c, n) : kTfLiteError;
      },
      nullptr);
  Session s(m.Bytes(), 1, &ops.resolver);
  EXPECT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
}

}  // namespace
}  // namespace tare
