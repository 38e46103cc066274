// Interpreters in use: resizing, shapes known only while running, signatures, variables, cancellation, threads, and
// what a steady-state run may not do.
#include <gtest/gtest.h>
#include <sanitizer/allocator_interface.h>

#include <cfloat>
#include <chrono>
#include <cmath>
#include <thread>

#include "tests/unit/support/model_maker.h"

namespace tare {
namespace {

using Floats = std::vector<float>;

/// y = x + x over a batch whose size the model leaves open.
std::string BatchModel() {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {1, 2}), y = g.Tensor(TensorType::FLOAT32, {1, 2});
  g.tensor(x).shape_signature = {-1, 2};
  g.Node(Op::ADD, {x, x}, {y});
  g.Output(y);
  return m.Bytes();
}

Status Resize(Session& s, std::vector<int> dims, bool strict, int input = 0) {
  return s->ResizeInput(0, input, dims.data(), static_cast<int>(dims.size()), strict);
}

TEST(Resize, NotStrict) {
  Session s(BatchModel());
  ASSERT_EQ(s->AllocateTensors(), kOk);
  for (const int batch : {3, 1, 0, 2}) {
    ASSERT_EQ(Resize(s, {batch, 2}, false), kOk);
    s.messages.text.clear();
    EXPECT_EQ(s->Invoke(), kError);
    EXPECT_EQ(s.messages.text, "Invoke called on model that is not ready.\n");
    ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
    const Floats x(static_cast<size_t>(batch) * 2, 1.5f);
    ASSERT_TRUE(s.Set(0, x));
    ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
    EXPECT_EQ(s.Shape(0), (std::vector<int>{batch, 2}));
    EXPECT_EQ(s.Get<float>(0), Floats(x.size(), 3.f));
  }
  // Another rank, and a scalar.
  for (const std::vector<int>& dims : {std::vector<int>{2, 3, 4}, std::vector<int>{}}) {
    ASSERT_EQ(Resize(s, dims, false), kOk);
    ASSERT_EQ(s->AllocateTensors(), kOk);
    ASSERT_EQ(s->Invoke(), kOk);
    EXPECT_EQ(s.Shape(0), dims);
  }
}

TEST(Resize, SameShapeKeepsTheGraphReady) {
  Session s(BatchModel());
  ASSERT_EQ(s->AllocateTensors(), kOk);
  const void* data = s.Input(0)->data.raw;
  ASSERT_EQ(Resize(s, {1, 2}, false), kOk);
  EXPECT_EQ(s->Invoke(), kOk) << s.messages.text;
  ASSERT_EQ(s->AllocateTensors(), kOk);
  EXPECT_EQ(s.Input(0)->data.raw, data);
}

TEST(Resize, Strict) {
  Session s(BatchModel());
  EXPECT_EQ(Resize(s, {4, 2}, true), kOk) << "before the first allocation";
  EXPECT_EQ(Resize(s, {4, 3}, true), kError);
  EXPECT_EQ(s.messages.text,
            "Attempting to resize dimension 1 of tensor 0 with value 2 to 3. ResizeInputTensorStrict only allows "
            "mutating unknown dimensions identified by -1.\n");
  s.messages.text.clear();
  EXPECT_EQ(Resize(s, {4, 2, 1}, true), kError);
  EXPECT_EQ(s.messages.text, "3 != 2 dimensions of tensor 0\n");
  ASSERT_EQ(s->AllocateTensors(), kOk);
  EXPECT_EQ(s.Shape(0), (std::vector<int>{4, 2})) << "what was refused changed nothing";
}

TEST(Resize, StrictWithoutSignatureAllowsOnlyTheShapeItself) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {2}), y = g.Tensor(TensorType::FLOAT32, {2});
  g.Node(Op::RELU, {x}, {y});
  g.Output(y);
  Session s(m.Bytes());
  EXPECT_EQ(Resize(s, {2}, true), kOk);
  EXPECT_EQ(Resize(s, {4}, true), kError);
  EXPECT_TRUE(
      s.messages.Has("Attempting to resize dimension 0 of tensor 0 with value 2 to 4. ResizeInputTensorStrict"));
}

TEST(Resize, Refused) {
  Session s(BatchModel());
  EXPECT_EQ(Resize(s, {-4, 2}, false), kError);
  EXPECT_EQ(s.messages.text, "BytesRequired number of elements overflowed.\n\n");
  s.messages.text.clear();
  EXPECT_EQ(Resize(s, {1 << 16, 1 << 16}, false), kError);
  EXPECT_EQ(s.messages.text, "BytesRequired number of elements overflowed.\n\n");
  EXPECT_EQ(Resize(s, {1, 2}, false, 1), kError) << "no such input";
  EXPECT_EQ(Resize(s, {1, 2}, false, -1), kError);
  ASSERT_EQ(s->AllocateTensors(), kOk);
  EXPECT_EQ(s->Invoke(), kOk);
}

TEST(Resize, InputWithAValue) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Constant<float>({2}, {1, 2}), y = g.Tensor(TensorType::FLOAT32, {2});
  g.graph().inputs = {x};
  g.Node(Op::RELU, {x}, {y});
  g.Output(y);
  Session s(m.Bytes());
  EXPECT_EQ(Resize(s, {2}, false), kOk);
  EXPECT_EQ(Resize(s, {3}, false), kError);
  EXPECT_EQ(s.messages.text, "Attempting to resize a fixed-size tensor.\n");
}

TEST(Resize, FailedPreparationIsRecoverable) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {2}), c = g.Constant<float>({2}, {1, 2});
  const int y = g.Tensor(TensorType::FLOAT32, {2});
  g.Node(Op::ADD, {x, c}, {y});
  g.Output(y);
  Session s(m.Bytes());
  ASSERT_EQ(s->AllocateTensors(), kOk);
  ASSERT_EQ(Resize(s, {3}, false), kOk);
  EXPECT_EQ(s->AllocateTensors(), kError);
  EXPECT_TRUE(s.messages.Has("Node number 0 (ADD) failed to prepare."));
  EXPECT_EQ(s->Invoke(), kError);
  EXPECT_EQ(s.Output(0)->data.raw, nullptr) << "no stale pointer";
  ASSERT_EQ(Resize(s, {2}, false), kOk);
  ASSERT_EQ(s->AllocateTensors(), kOk);
  ASSERT_TRUE(s.Set<float>(0, {10, 20}));
  ASSERT_EQ(s->Invoke(), kOk);
  EXPECT_EQ(s.Get<float>(0), (Floats{11, 22}));
}

// --- Shapes known only while running ---

/// y = relu(reshape(x, shape)) · 2, with the shape fed.
std::string DynamicModel() {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {6}), shape = g.Input(TensorType::INT32, {2});
  const int a = g.Tensor(TensorType::FLOAT32, {6}), y = g.Tensor(TensorType::FLOAT32, {}),
            z = g.Tensor(TensorType::FLOAT32, {});
  const int w = g.Tensor(TensorType::FLOAT32, {});
  const int two = g.Constant<float>({1}, {2});
  g.Node(Op::RELU, {x}, {a});
  g.Node(Op::RESHAPE, {a, shape}, {y});
  g.Node(Op::MUL, {y, two}, {z});
  g.Node(Op::RESHAPE, {z, shape}, {w});  // a second one: three batches
  g.Output(z);
  g.Output(w);
  g.Output(a);
  return m.Bytes();
}

TEST(Dynamic, ShapeFollowsTheData) {
  Session s(DynamicModel());
  ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
  for (const std::vector<int32_t>& shape : {std::vector<int32_t>{2, 3}, {6, 1}, {-1, 2}, {1, 6}, {3, 2}}) {
    ASSERT_TRUE(s.Set<float>(0, {-1, 2, 3, 4, 5, 6}) && s.Set(1, shape));
    ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
    const std::vector<int> want = {shape[0] < 0 ? 3 : shape[0], shape[1]};
    EXPECT_EQ(s.Shape(0), want);
    EXPECT_EQ(s.Shape(1), want);
    EXPECT_EQ(s.Get<float>(0), (Floats{0, 4, 6, 8, 10, 12}));
    EXPECT_EQ(s.Get<float>(1), (Floats{0, 4, 6, 8, 10, 12}));
    EXPECT_EQ(s.Get<float>(2), (Floats{0, 2, 3, 4, 5, 6})) << "of the first batch, still in place";
  }
}

TEST(Dynamic, AnInputWithAValueIsNoConstant) {
  // The model has a value for the shape, but an app may write another one into it at any time.
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {6}), shape = g.Constant<int32_t>({2}, {2, 3});
  const int y = g.Tensor(TensorType::FLOAT32, {2, 3});
  g.graph().inputs.push_back(shape);
  g.Node(Op::RESHAPE, {x, shape}, {y});
  g.Output(y);
  Session s(m.Bytes());
  ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
  ASSERT_TRUE(s.Set<float>(0, {1, 2, 3, 4, 5, 6}));
  ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
  EXPECT_EQ(s.Shape(0), (std::vector<int>{2, 3}));
  ASSERT_TRUE(s.Set<int32_t>(1, {1 << 20, 1 << 20}));
  EXPECT_EQ(s->Invoke(), kError);
  ASSERT_TRUE(s.Set<int32_t>(1, {6, 1}));
  ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
  EXPECT_EQ(s.Shape(0), (std::vector<int>{6, 1}));
}

TEST(Dynamic, ErrorsWhileRunningAndAfter) {
  Session s(DynamicModel());
  ASSERT_EQ(s->AllocateTensors(), kOk);
  ASSERT_TRUE(s.Set<float>(0, {1, 2, 3, 4, 5, 6}) && s.Set<int32_t>(1, {4, 2}));
  EXPECT_EQ(s->Invoke(), kError);
  EXPECT_TRUE(s.messages.text.ends_with("Node number 1 (RESHAPE) failed to invoke.\n")) << s.messages.text;
  ASSERT_TRUE(s.Set<int32_t>(1, {3, 2}));
  ASSERT_EQ(s->Invoke(), kOk);
  EXPECT_EQ(s.Get<float>(0), (Floats{2, 4, 6, 8, 10, 12}));
  // Resized, with more to prepare while running.
  const int dims[] = {8};
  ASSERT_EQ(s->ResizeInput(0, 0, dims, 1, false), kOk);
  ASSERT_EQ(s->AllocateTensors(), kOk);
  ASSERT_TRUE(s.Set<float>(0, Floats(8, 1)) && s.Set<int32_t>(1, {4, 2}));
  ASSERT_EQ(s->Invoke(), kOk);
  EXPECT_EQ(s.Get<float>(1), Floats(8, 2));
}

TEST(Dynamic, LaterBatchFailsToPrepare) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {6}), shape = g.Input(TensorType::INT32, {2});
  const int y = g.Tensor(TensorType::FLOAT32, {}), z = g.Tensor(TensorType::FLOAT32, {});
  const int three = g.Constant<float>({3}, {1, 2, 3});
  g.Node(Op::RESHAPE, {x, shape}, {y});
  g.Node(Op::ADD, {y, three}, {z});
  g.Output(z);
  Session s(m.Bytes());
  ASSERT_EQ(s->AllocateTensors(), kOk);
  ASSERT_TRUE(s.Set<float>(0, {1, 2, 3, 4, 5, 6}) && s.Set<int32_t>(1, {3, 2}));
  EXPECT_EQ(s->Invoke(), kError);
  EXPECT_TRUE(s.messages.text.ends_with("Node number 1 (ADD) failed to prepare.\n")) << s.messages.text;
  ASSERT_TRUE(s.Set<int32_t>(1, {2, 3}));
  ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
  EXPECT_EQ(s.Get<float>(0), (Floats{2, 4, 6, 5, 7, 9}));
}

TEST(Dynamic, Strings) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::STRING, {4}), y = g.Tensor(TensorType::STRING, {2, 2});
  const int c = g.RawConstant(TensorType::STRING, {2}, PackStrings({"con", "stant"}));
  const int z = g.Tensor(TensorType::STRING, {2, 1});
  g.Node(Op::RESHAPE, {x, g.Constant<int32_t>({2}, {2, 2})}, {y});
  g.Node(Op::RESHAPE, {c, g.Constant<int32_t>({2}, {2, 1})}, {z});
  g.Output(y);
  g.Output(z);
  Session s(m.Bytes());
  ASSERT_TRUE(s) << s.messages.text;
  ASSERT_EQ(s->AllocateTensors(), kOk);
  EXPECT_EQ(s->Invoke(), kError);
  EXPECT_EQ(s.messages.text, "Input tensor 0 lacks data\n");
  for (const char* word : {"", "a", "longer than any before"}) {
    const std::vector<std::string> strings = {"p", word, "q", ""};
    s.SetStrings(0, strings);
    ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
    EXPECT_EQ(UnpackStrings(*s.Output(0)), strings);
    EXPECT_EQ(s.Shape(0), (std::vector<int>{2, 2}));
    EXPECT_EQ(UnpackStrings(*s.Output(1)), (std::vector<std::string>{"con", "stant"}));
    ASSERT_EQ(s->AllocateTensors(), kOk);
  }
}

// --- Signatures ---

/// Two entry points over one model, whose names are neither sorted nor in the graphs' order.
std::string SignatureModel() {
  ModelMaker m;
  for (const Op op : {Op::ADD, Op::SUB}) {
    const GraphMaker g = m.Graph();
    const int x = g.Input(TensorType::FLOAT32, {2}), y = g.Input(TensorType::FLOAT32, {2});
    const int z = g.Tensor(TensorType::FLOAT32, {2}), w = g.Tensor(TensorType::FLOAT32, {2});
    g.Node(op, {x, y}, {z});
    g.Node(Op::RELU, {z}, {w});
    g.Output(z);
    g.Output(w);
  }
  m.Signature("sub", 1, {{"zeta", 0}, {"Beta", 1}, {"alpha", 1}}, {{"out", 2}, {"act", 3}});
  m.Signature("add", 0, {{"x", 0}, {"y", 1}}, {{"sum", 2}});
  return m.Bytes();
}

TEST(Signatures, NamesAreSortedAndFound) {
  Session s(SignatureModel());
  ASSERT_TRUE(s) << s.messages.text;
  EXPECT_EQ(s->subgraph_count(), 2);
  ASSERT_EQ(s->signature_count(), 2);
  EXPECT_STREQ(s->signature(0).key, "sub");
  EXPECT_EQ(s->signature(0).subgraph, 1);
  EXPECT_EQ(s->FindSignature("add"), 1);
  EXPECT_EQ(s->FindSignature("other"), -1);
  ASSERT_EQ(s->signature_size(0, Side::kInputs), 3);
  ASSERT_EQ(s->signature_size(0, Side::kOutputs), 2);
  EXPECT_STREQ(s->signature_name(0, Side::kInputs, 0), "zeta") << "as the model has them";
  EXPECT_STREQ(s->signature_name(0, Side::kInputs, 1), "Beta");
  EXPECT_STREQ(s->signature_name(0, Side::kOutputs, 1), "act");
  EXPECT_EQ(s->signature_tensor(0, Side::kInputs, 0), 0);
  EXPECT_EQ(s->signature_tensor(0, Side::kOutputs, 1), 3);
  for (const int beyond : {-1, 3}) {
    EXPECT_EQ(s->signature_name(0, Side::kInputs, beyond), nullptr);
    EXPECT_EQ(s->signature_tensor(0, Side::kInputs, beyond), -1);
  }
  for (const int absent : {-1, 2, INT32_MAX}) {
    EXPECT_STREQ(s->signature(absent).key, "");
    EXPECT_EQ(s->signature_size(absent, Side::kInputs), 0);
    EXPECT_EQ(s->signature_name(absent, Side::kInputs, 0), nullptr);
    EXPECT_EQ(s->signature_tensor(absent, Side::kInputs, 0), -1);
  }
}

TEST(Signatures, RunIndependently) {
  Session s(SignatureModel());
  ASSERT_TRUE(s);
  EXPECT_EQ(s->Invoke(1), kError) << "not allocated yet";
  ASSERT_EQ(s->AllocateTensors(1), kOk);
  ASSERT_TRUE(s.Set<float>(0, {5, 1}, 1) && s.Set<float>(1, {2, 2}, 1));
  ASSERT_EQ(s->Invoke(1), kOk);
  EXPECT_EQ(s.Get<float>(0, 1), (Floats{3, -1}));
  EXPECT_EQ(s.Get<float>(1, 1), (Floats{3, 0}));
  EXPECT_EQ(s->Invoke(0), kError);
  ASSERT_EQ(s->AllocateTensors(0), kOk);
  ASSERT_TRUE(s.Set<float>(0, {5, 1}) && s.Set<float>(1, {2, 2}));
  ASSERT_EQ(s->Invoke(0), kOk);
  EXPECT_EQ(s.Get<float>(0), (Floats{7, 3}));
  EXPECT_EQ(s.Get<float>(0, 1), (Floats{3, -1})) << "graphs do not share memory";
}

TEST(Signatures, Malformed) {
  for (const int graph : {-1, 1, INT32_MAX}) {
    ModelMaker m;
    const GraphMaker g = m.Graph();
    g.Output(g.Input(TensorType::FLOAT32, {2}));
    m.Signature("s", graph, {}, {});
    Session s(m.Bytes());
    EXPECT_FALSE(s);
    EXPECT_EQ(s.messages.text, "Signature 0 refers to a missing subgraph\n");
  }
  ModelMaker m;
  const GraphMaker g = m.Graph();
  g.Output(g.Input(TensorType::FLOAT32, {2}));
  m.Signature("s", 0, {{"t", 1}}, {{"t", INT32_MIN}});
  Session s(m.Bytes());
  ASSERT_TRUE(s);
  EXPECT_EQ(s->tensor(s->signature_tensor(0, Side::kInputs, 0)), nullptr);
  EXPECT_EQ(s->tensor(s->signature_tensor(0, Side::kOutputs, 0)), nullptr);
}

// --- Variables ---

TEST(Variables, ZeroedByAllocationAndReset) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {2}), v = g.Variable(TensorType::FLOAT32, {2});
  const int q = g.Variable(TensorType::INT8, {3}), y = g.Tensor(TensorType::FLOAT32, {2});
  g.Quantize(q, {.5f}, {-7});
  g.Node(Op::ADD, {x, v}, {y});
  g.Output(y);
  Session s(m.Bytes());
  ASSERT_TRUE(s) << s.messages.text;
  ASSERT_EQ(s->AllocateTensors(), kOk);
  const auto state = [&] { return Floats(s->tensor(v)->data.f, s->tensor(v)->data.f + 2); };
  const auto zeros = [&] { return std::vector<int>(s->tensor(q)->data.int8, s->tensor(q)->data.int8 + 3); };
  EXPECT_EQ(state(), (Floats{0, 0}));
  EXPECT_EQ(zeros(), (std::vector<int>{-7, -7, -7})) << "int8 state starts at its zero point";
  s->tensor(v)->data.f[0] = 5;
  s->tensor(q)->data.int8[1] = 9;
  ASSERT_TRUE(s.Set<float>(0, {1, 1}));
  for (int run = 0; run < 2; ++run) {
    ASSERT_EQ(s->Invoke(), kOk);
    EXPECT_EQ(s.Get<float>(0), (Floats{6, 1})) << "kept between runs";
  }
  ASSERT_EQ(s->AllocateTensors(), kOk);
  EXPECT_EQ(state(), (Floats{5, 0})) << "nothing changed: no effect";
  ASSERT_EQ(s->ResetVariableTensors(), kOk);
  EXPECT_EQ(state(), (Floats{0, 0}));
  EXPECT_EQ(zeros(), (std::vector<int>{-7, -7, -7}));
  s->tensor(v)->data.f[0] = 5;
  ASSERT_EQ(Resize(s, {1, 2}, false), kOk);
  ASSERT_EQ(s->AllocateTensors(), kOk);
  EXPECT_EQ(state(), (Floats{0, 0})) << "an allocation with effect";
}

TEST(Variables, ResetBeforeAllocation) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  g.Variable(TensorType::FLOAT32, {2});
  Session s(m.Bytes());
  EXPECT_EQ(s->ResetVariableTensors(), kOk);
}

TEST(Variables, NobodyWritesOneByAnOutput) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {2}), v = g.Variable(TensorType::FLOAT32, {2});
  g.Node(Op::RELU, {x}, {v});
  Session s(m.Bytes());
  EXPECT_FALSE(s);
  EXPECT_EQ(s.messages.text, "Node 0 writes tensor 1, which is constant, a variable or already in use\n");
}

// --- Runs ---

TEST(Invoke, NeedsAllocation) {
  Session s(BatchModel());
  EXPECT_EQ(s->Invoke(), kError);
  EXPECT_EQ(s.messages.text, "Invoke called on model that is not ready.\n");
}

TEST(Invoke, Cancellation) {
  Session s(BatchModel());
  ASSERT_EQ(s->AllocateTensors(), kOk);
  volatile bool flag = false;
  s->SetCancellationFlag(&flag);
  EXPECT_EQ(s->Invoke(), kOk);
  flag = true;
  for (int run = 0; run < 2; ++run) {  // stays until the flag is taken back
    s.messages.text.clear();
    EXPECT_EQ(s->Invoke(), kTfLiteCancelled);
    EXPECT_EQ(s.messages.text, "Client requested cancel during Invoke()\n");
  }
  flag = false;
  ASSERT_TRUE(s.Set<float>(0, {1, 2}));
  EXPECT_EQ(s->Invoke(), kOk);
  EXPECT_EQ(s.Get<float>(0), (Floats{2, 4}));
  flag = true;
  s->SetCancellationFlag(nullptr);
  EXPECT_EQ(s->Invoke(), kOk);
}

TEST(Invoke, GraphInputsAreOutputsToo) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {2}), c = g.Constant<float>({1}, {9});
  g.Output(x);
  g.Output(c);
  Session s(m.Bytes());
  ASSERT_EQ(s->AllocateTensors(), kOk);
  ASSERT_TRUE(s.Set<float>(0, {1, 2}));
  ASSERT_EQ(s->Invoke(), kOk);
  EXPECT_EQ(s.Get<float>(0), (Floats{1, 2}));
  EXPECT_EQ(s.Get<float>(1), (Floats{9}));
}

TEST(Invoke, EmptyTensorsAndScalars) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {0, 3}), y = g.Input(TensorType::FLOAT32, {});
  const int z = g.Tensor(TensorType::FLOAT32, {0, 3}), w = g.Tensor(TensorType::FLOAT32, {});
  g.Node(Op::ADD, {x, y}, {z});
  g.Node(Op::RELU, {y}, {w});
  g.Output(z);
  g.Output(w);
  Session s(m.Bytes());
  ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
  ASSERT_TRUE(s.Set<float>(1, {7}));
  ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
  EXPECT_EQ(s.Shape(0), (std::vector<int>{0, 3}));
  EXPECT_EQ(s.Output(0)->bytes, 0u);
  EXPECT_EQ(s.Get<float>(1), (Floats{7}));
}

TEST(Invoke, DenormalsAreFlushedWhileItRunsOnly) {
  Session s(BatchModel());
  ASSERT_EQ(s->AllocateTensors(), kOk);
  ASSERT_TRUE(s.Set<float>(0, {FLT_MIN / 4, FLT_MIN}));
  ASSERT_EQ(s->Invoke(), kOk);
  EXPECT_EQ(s.Get<float>(0)[0], 0.f);
  EXPECT_EQ(s.Get<float>(0)[1], 2 * FLT_MIN);
  volatile float small = FLT_MIN;
  EXPECT_GT(small / 2, 0.f) << "the caller's mode is back";
}

TEST(Invoke, NumThreads) {
  for (const int threads : {-1, 0, 1, 2, 4, 100000}) {
    Session s(BatchModel(), threads);
    ASSERT_TRUE(s) << threads;
    ASSERT_EQ(s->AllocateTensors(), kOk);
    EXPECT_EQ(s->Invoke(), kOk);
  }
  Session bad(BatchModel(), -2);
  EXPECT_FALSE(bad);
  EXPECT_EQ(bad.messages.text, "num_threads should be >=0 or just -1 to let TFLite runtime set the value.\n");
  Session s(BatchModel());
  ASSERT_EQ(s->AllocateTensors(), kOk);
  EXPECT_EQ(s->SetNumThreads(-2), kError);
  EXPECT_EQ(s->Invoke(), kOk) << "what was refused changed nothing";
  EXPECT_EQ(s->SetNumThreads(2), kOk);
  EXPECT_EQ(s->Invoke(), kError) << "scratch memory is planned per thread";
  ASSERT_EQ(s->AllocateTensors(), kOk);
  EXPECT_EQ(s->Invoke(), kOk);
}

TEST(Invoke, Delegates) {
  Session s(BatchModel());
  EXPECT_NE(s->ModifyGraphWithDelegate(nullptr), kOk);
  EXPECT_EQ(s.messages.text, "Null delegate.\n");
}

// --- Steady state ---

int allocations = 0;  // by any thread
void CountAllocation(const volatile void* /*memory*/, size_t /*size*/) {
  __atomic_add_fetch(&allocations, 1, __ATOMIC_RELAXED);
}
void CountFree(const volatile void* /*memory*/) {}

/// Convolution over threads, pooling, an in-place chain, softmax: scratch memory, tables and the thread pool in use.
std::string NetworkModel() {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {1, 32, 32, 8});
  const int w = g.Constant<float>({16, 3, 3, 8}, Floats(16 * 9 * 8, .01f)), b = g.Constant<float>({16}, Floats(16, 1));
  const int conv = g.Tensor(TensorType::FLOAT32, {1, 32, 32, 16}), act = g.Tensor(TensorType::FLOAT32, {1, 32, 32, 16});
  schema::Conv2DOptionsT conv_options;
  conv_options.stride_w = conv_options.stride_h = 1;
  g.Node(Op::CONV_2D, {x, w, b}, {conv}, conv_options);
  g.Node(Op::LOGISTIC, {conv}, {act});
  const int axes = g.Constant<int32_t>({2}, {1, 2}), mean = g.Tensor(TensorType::FLOAT32, {1, 16});
  g.Node(Op::MEAN, {act, axes}, {mean}, schema::ReducerOptionsT{});
  const int y = g.Tensor(TensorType::FLOAT32, {1, 16});
  schema::SoftmaxOptionsT softmax;
  softmax.beta = 1;
  g.Node(Op::SOFTMAX, {mean}, {y}, softmax);
  g.Output(y);
  return m.Bytes();
}

TEST(SteadyState, NoAllocation) {
  static const bool installed = __sanitizer_install_malloc_and_free_hooks(CountAllocation, CountFree) != 0;
  ASSERT_TRUE(installed);
  for (const int threads : {1, 3}) {
    Session s(NetworkModel(), threads);
    ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
    ASSERT_EQ(s->Invoke(), kOk);  // the thread pool starts
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    const int before = __atomic_load_n(&allocations, __ATOMIC_RELAXED);
    ASSERT_GT(before, 0) << "the hook counts";
    for (int run = 0; run < 3; ++run) {
      s->Invoke();
      s->AllocateTensors();
    }
    EXPECT_EQ(__atomic_load_n(&allocations, __ATOMIC_RELAXED), before) << threads << " threads";
  }
}

TEST(SteadyState, ResultsRepeatBitForBit) {
  Floats first;
  for (const int threads : {1, 2, 4}) {
    Session s(NetworkModel(), threads);
    ASSERT_EQ(s->AllocateTensors(), kOk);
    Floats x(1 * 32 * 32 * 8);
    for (size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i % 97) / 48 - 1;
    ASSERT_TRUE(s.Set(0, x));
    for (int run = 0; run < 3; ++run) {
      ASSERT_EQ(s->Invoke(), kOk);
      if (first.empty()) first = s.Get<float>(0);
      EXPECT_EQ(s.Get<float>(0), first) << threads << " threads, run " << run;
    }
  }
}

TEST(SteadyState, InterpretersOnThreadsShareAModel) {
  Messages messages;
  const std::string bytes = NetworkModel();
  const AlignedBytes aligned(bytes);
  Model* model = Model::FromBuffer(aligned.data(), aligned.size(), messages.reporter());
  ASSERT_NE(model, nullptr);
  Floats results[4];
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([model, t, &results] {
      Interpreter* interpreter = Interpreter::Create(model, {}, 1 + t % 2);
      if (!interpreter || interpreter->AllocateTensors() != kOk) return;
      for (int run = 0; run < 5; ++run) {
        TfLiteTensor* x = interpreter->tensor(interpreter->inputs()[0]);
        for (size_t i = 0; i < x->bytes / 4; ++i) x->data.f[i] = static_cast<float>((i + static_cast<size_t>(t)) % 13);
        if (interpreter->Invoke() != kOk) return;
      }
      const TfLiteTensor* y = interpreter->tensor(interpreter->outputs()[0]);
      results[t].assign(y->data.f, y->data.f + y->bytes / 4);
      Interpreter::Destroy(interpreter);
    });
  }
  for (std::thread& t : threads) t.join();
  model->Unref();
  for (int t = 0; t < 4; ++t) {
    Session alone(bytes);
    ASSERT_EQ(alone->AllocateTensors(), kOk);
    TfLiteTensor* x = alone.Input(0);
    for (size_t i = 0; i < x->bytes / 4; ++i) x->data.f[i] = static_cast<float>((i + static_cast<size_t>(t)) % 13);
    ASSERT_EQ(alone->Invoke(), kOk);
    EXPECT_EQ(results[t], alone.Get<float>(0)) << t;
  }
}

}  // namespace
}  // namespace tare
