// Delegates: what they see, what they may take over, how the work is shared, and that a graph is whole again when one
// fails.
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "tests/unit/support/model_maker.h"

namespace tare {
namespace {

using Floats = std::vector<float>;

/// Takes the nodes that `wants` says and adds (ADD) or multiplies (MUL) by itself.
struct Taker {
  std::function<bool(const TfLiteNode&, const TfLiteRegistration&)> wants;
  int kernels = 0, frees = 0, invokes = 0, parts_seen = 0;
  std::vector<std::vector<int>> ins, outs;
  bool through_handles = false, fails = false;
  TfLiteDelegate delegate = {};

  Taker() {
    delegate.data_ = this;
    delegate.Prepare = [](TfLiteContext* c, TfLiteDelegate* d) { return static_cast<Taker*>(d->data_)->Take(c); };
    delegate.CopyFromBufferHandle = [](TfLiteContext* /*c*/, TfLiteDelegate* d, TfLiteBufferHandle h, TfLiteTensor* t) {
      const Floats& memory = static_cast<Taker*>(d->data_)->memory[static_cast<size_t>(h)];
      std::memcpy(t->data.raw, memory.data(), t->bytes);
      return kTfLiteOk;
    };
    delegate.FreeBufferHandle = [](TfLiteContext* /*c*/, TfLiteDelegate* d, TfLiteBufferHandle* h) {
      ++static_cast<Taker*>(d->data_)->handles_freed;
      *h = kTfLiteNullBufferHandle;
    };
  }

  std::vector<Floats> memory;
  int handles_freed = 0;

  struct Part {
    Taker* taker;
    struct Node {
      int op, a, b, y;
    };
    std::vector<Node> nodes;
  };

  TfLiteStatus Take(TfLiteContext* c) {
    TfLiteIntArray* plan = nullptr;
    if (c->GetExecutionPlan(c, &plan) != kTfLiteOk) return kTfLiteError;
    std::vector<int> mine = {0};
    for (int i = 0; i < plan->size; ++i) {
      TfLiteNode* node = nullptr;
      TfLiteRegistration* r = nullptr;
      if (c->GetNodeAndRegistration(c, plan->data[i], &node, &r) != kTfLiteOk) return kTfLiteError;
      if (wants(*node, *r)) mine.push_back(plan->data[i]);
    }
    mine[0] = static_cast<int>(mine.size()) - 1;
    const auto* list = reinterpret_cast<const TfLiteIntArray*>(mine.data());
    TfLiteDelegateParams* preview = nullptr;
    if (c->PreviewDelegatePartitioning(c, list, &preview, &parts_seen) != kTfLiteOk) return kTfLiteError;
    TfLiteRegistration r = {};
    r.custom_name = "Taker";
    r.init = [](TfLiteContext* context, const char* buffer, size_t length) -> void* {
      const auto& params = *reinterpret_cast<const TfLiteDelegateParams*>(buffer);
      EXPECT_EQ(length, 0u);
      auto* taker = static_cast<Taker*>(params.delegate->data_);
      ++taker->kernels;
      auto* part = new Part{taker, {}};
      const auto numbers = [](const TfLiteIntArray* a) { return std::vector<int>(a->data, a->data + a->size); };
      taker->ins.push_back(numbers(params.input_tensors));
      taker->outs.push_back(numbers(params.output_tensors));
      for (const int n : numbers(params.nodes_to_replace)) {
        TfLiteNode* node = nullptr;
        TfLiteRegistration* registration = nullptr;
        EXPECT_EQ(context->GetNodeAndRegistration(context, n, &node, &registration), kTfLiteOk);
        part->nodes.push_back(
            {registration->builtin_code, node->inputs->data[0], node->inputs->data[1], node->outputs->data[0]});
      }
      return part;
    };
    r.free = [](TfLiteContext* /*c*/, void* data) {
      auto* part = static_cast<Part*>(data);
      ++part->taker->frees;
      delete part;
    };
    r.prepare = [](TfLiteContext* /*c*/, TfLiteNode* node) {
      return static_cast<Part*>(node->user_data)->taker->fails ? kTfLiteError : kTfLiteOk;
    };
    r.invoke = [](TfLiteContext* context, TfLiteNode* node) {
      const Part& part = *static_cast<Part*>(node->user_data);
      ++part.taker->invokes;
      std::map<int, Floats> values;
      const auto value = [&](int t) -> Floats& {
        if (!values.count(t)) {
          const TfLiteTensor& tensor = context->tensors[t];
          values[t] = Floats(tensor.data.f, tensor.data.f + tensor.bytes / sizeof(float));
        }
        return values[t];
      };
      for (const auto& n : part.nodes) {
        const Floats &a = value(n.a), &b = value(n.b);
        Floats& y = values[n.y] = Floats(a.size());
        for (size_t i = 0; i < a.size(); ++i) y[i] = n.op == static_cast<int>(Op::ADD) ? a[i] + b[i] : a[i] * b[i];
      }
      for (int i = 0; i < node->outputs->size; ++i) {
        TfLiteTensor& out = context->tensors[node->outputs->data[i]];
        if (part.taker->through_handles) {
          part.taker->memory.push_back(values[node->outputs->data[i]]);
          out.buffer_handle = static_cast<int>(part.taker->memory.size()) - 1;
          out.data_is_stale = true;
        } else {
          std::memcpy(out.data.raw, values[node->outputs->data[i]].data(), out.bytes);
        }
      }
      return kTfLiteOk;
    };
    return c->ReplaceNodeSubsetsWithDelegateKernels(c, r, list, &delegate);
  }
};

bool IsAdd(const TfLiteNode& /*n*/, const TfLiteRegistration& r) { return r.builtin_code == static_cast<int>(Op::ADD); }
bool IsMul(const TfLiteNode& /*n*/, const TfLiteRegistration& r) { return r.builtin_code == static_cast<int>(Op::MUL); }

/// a = x + x; b = a * x; y = b + a; z = y + y: the ADDs are two groups with the MUL between them.
std::string MixedModel() {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {2});
  const int a = g.Tensor(TensorType::FLOAT32, {2}), b = g.Tensor(TensorType::FLOAT32, {2});
  const int y = g.Tensor(TensorType::FLOAT32, {2}), z = g.Tensor(TensorType::FLOAT32, {2});
  g.Node(Op::ADD, {x, x}, {a});
  g.Node(Op::MUL, {a, x}, {b});
  g.Node(Op::ADD, {b, a}, {y});
  g.Node(Op::ADD, {y, y}, {z});
  g.Output(z);
  return m.Bytes();
}

void ExpectRuns(const Session& s) {
  ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
  ASSERT_TRUE(s.Set(0, Floats{1, 3}));
  ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
  EXPECT_EQ(s.Get<float>(0), (Floats{8, 48}));
}

TEST(Delegate, TakesGroupsOfNodes) {
  Taker taker;
  taker.wants = IsAdd;
  {
    Session s(MixedModel());
    ASSERT_EQ(s->ModifyGraphWithDelegate(&taker.delegate), kOk) << s.messages.text;
    ExpectRuns(s);
    ExpectRuns(s);
    const std::vector<int> same = {2};
    EXPECT_EQ(s->ResizeInput(0, 0, same.data(), 1, false), kOk);
    ExpectRuns(s);
    EXPECT_EQ(taker.kernels, 2);
    EXPECT_EQ(taker.invokes, 6);
  }
  EXPECT_EQ(taker.parts_seen, 2);
  EXPECT_EQ(taker.kernels, 2);
  EXPECT_EQ(taker.frees, 2);
  EXPECT_EQ(taker.invokes, 6);
  EXPECT_EQ(taker.ins, (std::vector<std::vector<int>>{{0}, {1, 2}}));
  EXPECT_EQ(taker.outs, (std::vector<std::vector<int>>{{1}, {4}}));
}

TEST(Delegate, TakesAllAndIsTakenBack) {
  Taker taker;
  taker.wants = [](const TfLiteNode&, const TfLiteRegistration&) { return true; };
  Session s(MixedModel());
  ASSERT_EQ(s->ModifyGraphWithDelegate(&taker.delegate), kOk) << s.messages.text;
  ExpectRuns(s);
  EXPECT_EQ(taker.invokes, 1);
  s->RemoveAllDelegates();
  ExpectRuns(s);
  EXPECT_EQ(taker.invokes, 1);
  EXPECT_EQ(taker.frees, 1);
  ASSERT_EQ(s->ModifyGraphWithDelegate(&taker.delegate), kOk);
  ExpectRuns(s);
  EXPECT_EQ(taker.invokes, 2);
}

TEST(Delegate, TwoOfThem) {
  Taker adds, muls;
  adds.wants = IsAdd;
  muls.wants = IsMul;
  Session s(MixedModel());
  ASSERT_EQ(s->ModifyGraphWithDelegate(&adds.delegate), kOk) << s.messages.text;
  ASSERT_EQ(s->ModifyGraphWithDelegate(&muls.delegate), kOk) << s.messages.text;
  ExpectRuns(s);
  EXPECT_EQ(adds.invokes, 2);
  EXPECT_EQ(muls.invokes, 1);
}

TEST(Delegate, ValuesInItsMemory) {
  for (const bool keep : {false, true}) {
    Taker taker;
    taker.wants = IsAdd;
    taker.through_handles = true;
    {
      Session s(MixedModel());
      ASSERT_EQ(s->ModifyGraphWithDelegate(&taker.delegate), kOk) << s.messages.text;
      s->KeepOutputs(keep);
      ASSERT_EQ(s->AllocateTensors(), kOk);
      ASSERT_TRUE(s.Set(0, Floats{1, 3}));
      ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
      EXPECT_EQ(s.Output(0)->data_is_stale, keep);
      EXPECT_EQ(s->EnsureReadable(s->outputs()[0]), kOk);
      EXPECT_EQ(s.Get<float>(0), (Floats{8, 48}));
    }
    EXPECT_EQ(taker.handles_freed, 2);
  }
}

TEST(Delegate, FailureRestoresTheGraph) {
  Taker taker;
  taker.wants = IsAdd;
  taker.fails = true;
  Session s(MixedModel());
  EXPECT_EQ(s->ModifyGraphWithDelegate(&taker.delegate), kTfLiteDelegateError);
  EXPECT_TRUE(s.messages.Has("Restored original execution plan after delegate application failure."));
  EXPECT_EQ(taker.frees, taker.kernels);
  ExpectRuns(s);
  EXPECT_EQ(taker.invokes, 0);
}

TEST(Delegate, StaticOnlyRefusesOpenShapes) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {2}), shape = g.Input(TensorType::INT32, {1});
  const int y = g.Tensor(TensorType::FLOAT32, {2}), z = g.Tensor(TensorType::FLOAT32, {2});
  g.Node(Op::RESHAPE, {x, shape}, {y});
  g.Node(Op::ADD, {y, y}, {z});
  g.Output(z);
  Taker taker;
  taker.wants = IsAdd;
  Session s(m.Bytes());
  EXPECT_EQ(s->ModifyGraphWithDelegate(&taker.delegate), kTfLiteApplicationError);
  EXPECT_TRUE(
      s.messages.Has("Attempting to use a delegate that only supports static-sized tensors with a graph that "
                     "has dynamic-sized tensors (tensor#2 is a dynamic-sized tensor)."));
  taker.delegate.flags = kTfLiteDelegateFlagsAllowDynamicTensors;
  EXPECT_EQ(s->ModifyGraphWithDelegate(&taker.delegate), kOk) << s.messages.text;
}

// A delegate that knows the shapes is asked again when they change.
TEST(Delegate, ResizedInputsHandNodesOverAgain) {
  Taker adds, muls;
  adds.wants = IsAdd;
  muls.wants = IsMul;
  {
    Session s(MixedModel());
    ASSERT_EQ(s->ModifyGraphWithDelegate(&adds.delegate), kOk) << s.messages.text;
    ASSERT_EQ(s->ModifyGraphWithDelegate(&muls.delegate), kOk) << s.messages.text;
    const int kernels = adds.kernels + muls.kernels;
    for (int size = 3; size < 6; ++size) {
      ASSERT_EQ(s->ResizeInput(0, 0, &size, 1, false), kOk) << s.messages.text;
      EXPECT_EQ(adds.frees + muls.frees, kernels * (size - 2));
      ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
      EXPECT_EQ(adds.kernels + muls.kernels, kernels * (size - 1));
      Floats in(static_cast<size_t>(size), 3.f);
      in[0] = 1;
      ASSERT_TRUE(s.Set(0, in));
      const int invokes = adds.invokes + muls.invokes;
      ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
      EXPECT_GT(adds.invokes + muls.invokes, invokes);
      Floats want(in.size(), 48.f);
      want[0] = 8;
      EXPECT_EQ(s.Get<float>(0), want);
    }
    adds.fails = true;
    const int two = 2;
    ASSERT_EQ(s->ResizeInput(0, 0, &two, 1, false), kOk);
    EXPECT_EQ(s->AllocateTensors(), kTfLiteDelegateError);
    ExpectRuns(s);  // without delegates
  }
  EXPECT_EQ(adds.frees, adds.kernels);
  EXPECT_EQ(muls.frees, muls.kernels);
}

TEST(Delegate, ForbiddenElsewhere) {
  Session s(MixedModel());
  TfLiteContext* context = nullptr;
  Taker taker;
  taker.wants = IsAdd;
  static TfLiteContext* seen;
  taker.delegate.Prepare = [](TfLiteContext* c, TfLiteDelegate*) {
    seen = c;
    return kTfLiteOk;
  };
  ASSERT_EQ(s->ModifyGraphWithDelegate(&taker.delegate), kOk);
  context = seen;
  TfLiteIntArray* plan = nullptr;
  EXPECT_EQ(context->GetExecutionPlan(context, &plan), kTfLiteError);
  EXPECT_TRUE(s.messages.Has("The function is forbidden if not calling in delegate."));
}

TEST(Delegate, MemoryOfTheApp) {
  Session s(MixedModel());
  alignas(64) float in[2] = {1, 3}, out[2] = {};
  ASSERT_EQ(s->SetCustomAllocation(s->inputs()[0], {in, sizeof(in)}, 0), kOk) << s.messages.text;
  ASSERT_EQ(s->SetCustomAllocation(s->outputs()[0], {out, sizeof(out)}, 0), kOk) << s.messages.text;
  for (int run = 0; run < 2; ++run) {
    ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
    ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
    EXPECT_EQ(out[0], 8);
    EXPECT_EQ(out[1], 48);
    ASSERT_EQ(s->SetNumThreads(1), kOk);
  }
  EXPECT_EQ(s->SetCustomAllocation(s->inputs()[0], {in + 1, sizeof(float)}, 0), kError);
  EXPECT_EQ(s->SetCustomAllocation(99, {in, sizeof(in)}, 0), kError);
  ASSERT_EQ(s->SetCustomAllocation(s->inputs()[0], {in + 1, sizeof(float)}, kTfLiteCustomAllocationFlagsSkipAlignCheck),
            kOk);
  EXPECT_EQ(s->AllocateTensors(), kError);
  EXPECT_TRUE(s.messages.Has("Custom allocation is too small for tensor idx: 0"));
}

/// Options of one node, as a delegate sees them.
template <class T>
T BuiltinData(const std::string& model) {
  static T found;
  found = {};
  Session s(model);
  TfLiteDelegate looker = {};
  looker.flags = kTfLiteDelegateFlagsAllowDynamicTensors;
  looker.Prepare = [](TfLiteContext* c, TfLiteDelegate*) {
    TfLiteNode* node = nullptr;
    TfLiteRegistration* r = nullptr;
    if (c->GetNodeAndRegistration(c, 0, &node, &r) != kTfLiteOk || !node->builtin_data) return kTfLiteError;
    found = *static_cast<const T*>(node->builtin_data);
    return kTfLiteOk;
  };
  EXPECT_TRUE(s) << s.messages.text;
  if (s) EXPECT_EQ(s->ModifyGraphWithDelegate(&looker), kOk) << s.messages.text;
  return found;
}

template <class OptionsT>
std::string OneNode(Op op, const OptionsT& options, const std::vector<TensorType>& inputs) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  std::vector<int> ins;
  for (const TensorType type : inputs) ins.push_back(g.Input(type, {1, 4, 4, 1}));
  const int y = g.Tensor(inputs[0], {1, 4, 4, 1});
  g.Node(op, ins, {y}, options);
  g.Output(y);
  return m.Bytes();
}

TEST(BuiltinData, Structures) {
  constexpr TensorType kF = TensorType::FLOAT32;
  schema::Conv2DOptionsT conv;
  conv.padding = schema::Padding::VALID;
  conv.stride_w = 2;
  conv.stride_h = 3;
  conv.dilation_h_factor = 4;
  conv.fused_activation_function = schema::ActivationFunctionType::RELU6;
  const auto c = BuiltinData<TfLiteConvParams>(OneNode(Op::CONV_2D, conv, {kF, kF, kF}));
  EXPECT_EQ(c.padding, kTfLitePaddingValid);
  EXPECT_EQ(c.stride_width, 2);
  EXPECT_EQ(c.stride_height, 3);
  EXPECT_EQ(c.dilation_width_factor, 1);
  EXPECT_EQ(c.dilation_height_factor, 4);
  EXPECT_EQ(c.activation, kTfLiteActRelu6);
  EXPECT_EQ(c.quantized_bias_type, kTfLiteFloat32);

  schema::ReshapeOptionsT reshape;
  reshape.new_shape = {4, -1};
  const auto r = BuiltinData<TfLiteReshapeParams>(OneNode(Op::RESHAPE, reshape, {kF}));
  EXPECT_EQ(r.num_dimensions, 2);
  EXPECT_EQ(r.shape[0], 4);
  EXPECT_EQ(r.shape[1], -1);

  schema::SoftmaxOptionsT softmax;
  softmax.beta = 0.5f;
  EXPECT_EQ(BuiltinData<TfLiteSoftmaxParams>(OneNode(Op::SOFTMAX, softmax, {kF})).beta, 0.5f);

  schema::AddOptionsT add;
  add.pot_scale_int16 = false;
  EXPECT_FALSE(BuiltinData<TfLiteAddParams>(OneNode(Op::ADD, add, {kF, kF})).pot_scale_int16);
  EXPECT_TRUE(BuiltinData<TfLiteAddParams>(OneNode(Op::ADD, schema::AddOptionsT(), {kF, kF})).pot_scale_int16);

  schema::CastOptionsT cast;
  cast.in_data_type = kF;
  cast.out_data_type = TensorType::INT8;
  const auto k = BuiltinData<TfLiteCastParams>(OneNode(Op::CAST, cast, {kF}));
  EXPECT_EQ(k.in_data_type, kTfLiteFloat32);
  EXPECT_EQ(k.out_data_type, kTfLiteInt8);

  schema::SqueezeOptionsT squeeze;
  squeeze.squeeze_dims = {0, 3};
  const auto q = BuiltinData<TfLiteSqueezeParams>(OneNode(Op::SQUEEZE, squeeze, {kF}));
  EXPECT_EQ(q.num_squeeze_dims, 2);
  EXPECT_EQ(q.squeeze_dims[1], 3);

  schema::StridedSliceOptionsT slice;
  slice.end_mask = 5;
  slice.offset = true;
  const auto t = BuiltinData<TfLiteStridedSliceParams>(
      OneNode(Op::STRIDED_SLICE, slice, {kF, TensorType::INT32, TensorType::INT32, TensorType::INT32}));
  EXPECT_EQ(t.begin_mask, 0);
  EXPECT_EQ(t.end_mask, 5);
  EXPECT_TRUE(t.offset);
}

}  // namespace
}  // namespace tare
