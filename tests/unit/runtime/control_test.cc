// Graphs that call graphs: what the golden cases (tests/golden/cases/control.py) cannot show because the reference does
// not survive it or does not say it. Circles, depth, graphs shared between callers, cancellation, state.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/unit/support/model_maker.h"

namespace tare {
namespace {

using Floats = std::vector<float>;

schema::IfOptionsT Branches(int then, int otherwise) {
  schema::IfOptionsT o;
  o.then_subgraph_index = then;
  o.else_subgraph_index = otherwise;
  return o;
}

schema::WhileOptionsT Loop(int condition, int body) {
  schema::WhileOptionsT o;
  o.cond_subgraph_index = condition;
  o.body_subgraph_index = body;
  return o;
}

/// A graph (bool, float[n]) → float[n] that is an IF on them. Graph numbers may be of graphs yet to come.
GraphMaker IfGraph(ModelMaker& m, int then, int otherwise, int n = 2) {
  const GraphMaker g = m.Graph();
  const int c = g.Input(TensorType::BOOL, {1}), x = g.Input(TensorType::FLOAT32, {n});
  const int y = g.Tensor(TensorType::FLOAT32, {n});
  g.Node(Op::IF, {c, c, x}, {y}, Branches(then, otherwise));
  g.Output(y);
  return g;
}

/// The same signature, without a call: relu.
GraphMaker LeafGraph(ModelMaker& m, int n = 2) {
  const GraphMaker g = m.Graph();
  g.Input(TensorType::BOOL, {1});
  const int x = g.Input(TensorType::FLOAT32, {n}), y = g.Tensor(TensorType::FLOAT32, {n});
  g.Node(Op::RELU, {x}, {y});
  g.Output(y);
  return g;
}

TEST(Control, GraphsInACircle) {
  for (const int length : {1, 2, 5}) {
    ModelMaker m;
    for (int i = 0; i < length; ++i) IfGraph(m, (i + 1) % length, (i + 1) % length);
    Session s(m.Bytes());
    ASSERT_TRUE(s) << s.messages.text;
    EXPECT_EQ(s->AllocateTensors(), kError);
    EXPECT_TRUE(s.messages.text.starts_with("subgraph 0 is called by itself or too deep\nNode number 0 (IF) failed"))
        << s.messages.text;
    EXPECT_EQ(s->Invoke(), kError);
  }
}

TEST(Control, DepthHasALimit) {
  const auto allocate = [](int depth) {
    ModelMaker m;
    for (int i = 0; i < depth; ++i) IfGraph(m, i + 1, i + 1);
    LeafGraph(m);
    Session s(m.Bytes());
    if (s->AllocateTensors() != kOk) return s->Invoke() == kOk;
    EXPECT_TRUE(s.Set<float>(1, {-1, 2}));
    EXPECT_EQ(s->Invoke(), kOk);
    EXPECT_EQ(s.Get<float>(0), (Floats{0, 2}));
    return true;
  };
  EXPECT_TRUE(allocate(20));
  EXPECT_FALSE(allocate(1000));
}

TEST(Control, OneGraphForCallersOfDifferentShapes) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int c = g.Input(TensorType::BOOL, {1});
  const int x = g.Input(TensorType::FLOAT32, {2}), y = g.Input(TensorType::FLOAT32, {3});
  const int a = g.Tensor(TensorType::FLOAT32, {2}), b = g.Tensor(TensorType::FLOAT32, {3});
  g.Node(Op::IF, {c, c, x}, {a}, Branches(1, 1));
  g.Node(Op::IF, {c, c, y}, {b}, Branches(1, 1));
  g.Output(a);
  g.Output(b);
  LeafGraph(m);
  Session s(m.Bytes());
  ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
  for (int run = 0; run < 3; ++run) {
    ASSERT_TRUE(s.Set<float>(1, {-1, 2}) && s.Set<float>(2, {3, -4, 5}));
    ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
    EXPECT_EQ(s.Get<float>(0), (Floats{0, 2}));
    EXPECT_EQ(s.Get<float>(1), (Floats{3, 0, 5}));
  }
}

TEST(Control, ResizeReachesTheGraphsCalled) {
  ModelMaker m;
  IfGraph(m, 1, 1);
  LeafGraph(m);
  Session s(m.Bytes());
  for (const int n : {2, 5, 0, 3}) {
    ASSERT_EQ(s->ResizeInput(0, 1, &n, 1, false), kOk);
    ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
    ASSERT_TRUE(s.Set(1, Floats(static_cast<size_t>(n), 7)));
    ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
    EXPECT_EQ(s.Get<float>(0), Floats(static_cast<size_t>(n), 7));
  }
}

TEST(Control, WrongGraphs) {
  const auto messages = [](auto change) {
    ModelMaker m;
    IfGraph(m, 1, 1);
    LeafGraph(m);
    change(m);
    Session s(m.Bytes());
    EXPECT_NE(s->AllocateTensors(), kOk);
    return s.messages.text;
  };
  const auto options = [](ModelMaker& m) -> schema::IfOptionsT& {
    return *m.model.subgraphs[0]->operators[0]->builtin_options.AsIfOptions();
  };
  const std::string failed = "Node number 0 (IF) failed to prepare.\n";
  for (const int index : {-1, 2, INT32_MAX, INT32_MIN}) {
    EXPECT_EQ(messages([&](ModelMaker& m) { options(m).else_subgraph_index = index; }),
              "no subgraph " + std::to_string(index) + "\n" + failed);
  }
  EXPECT_EQ(messages([](ModelMaker& m) { m.model.subgraphs[1]->inputs = {0}; }),
            "the subgraph has 1 inputs and 1 outputs\n" + failed);
  EXPECT_EQ(messages([](ModelMaker& m) { m.model.subgraphs[1]->outputs = {2, 2}; }),
            "the subgraph has 2 inputs and 2 outputs\n" + failed);
  EXPECT_EQ(messages([](ModelMaker& m) { m.model.subgraphs[0]->tensors[0]->shape = {2}; }),
            "the condition is no single bool\n" + failed);
  EXPECT_EQ(messages([](ModelMaker& m) { m.model.subgraphs[1]->outputs = {0}; }), "types differ\n" + failed);
  EXPECT_EQ(messages([](ModelMaker& m) { m.model.subgraphs[1]->inputs = {1, 0}; }), "types differ\n" + failed);
}

TEST(Control, OutputThatNobodyWrites) {
  ModelMaker m;
  IfGraph(m, 1, 1);
  const GraphMaker leaf = LeafGraph(m);
  leaf.graph().outputs = {leaf.Tensor(TensorType::FLOAT32, {2})};
  Session s(m.Bytes());
  ASSERT_EQ(s->AllocateTensors(), kOk);
  EXPECT_EQ(s->Invoke(), kError);
  EXPECT_EQ(s.messages.text, "sizes differ\nNode number 0 (IF) failed to invoke.\n");
}

/// while (flag) { flag, next = next, false; x = x + x } with `same` graphs calling loops of their own.
ModelMaker LoopModel() {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int a = g.Input(TensorType::BOOL, {1}), b = g.Input(TensorType::BOOL, {1});
  const int x = g.Input(TensorType::FLOAT32, {2}), k = g.Input(TensorType::FLOAT32, {2});
  const int oa = g.Tensor(TensorType::BOOL, {1}), ob = g.Tensor(TensorType::BOOL, {1});
  const int ox = g.Tensor(TensorType::FLOAT32, {2}), ok = g.Tensor(TensorType::FLOAT32, {2});
  g.Node(Op::WHILE, {a, b, x, k}, {oa, ob, ox, ok}, Loop(1, 2));
  for (const int o : {oa, ob, ox, ok}) g.Output(o);
  const GraphMaker condition = m.Graph();
  const int c = condition.Input(TensorType::BOOL, {1});
  condition.Input(TensorType::BOOL, {1});
  condition.Input(TensorType::FLOAT32, {2});
  condition.Input(TensorType::FLOAT32, {2});
  condition.Output(c);
  const GraphMaker body = m.Graph();
  body.Input(TensorType::BOOL, {1});
  const int next = body.Input(TensorType::BOOL, {1}), y = body.Input(TensorType::FLOAT32, {2});
  const int add = body.Input(TensorType::FLOAT32, {2}), z = body.Tensor(TensorType::FLOAT32, {2});
  const int no = body.Constant<bool>({1}, {false});
  body.Node(Op::ADD, {y, add}, {z});
  body.Output(next);
  body.Output(no);
  body.Output(z);
  body.Output(add);  // handed through
  return m;
}

TEST(Control, LoopsRunAgain) {
  Session s(LoopModel().Bytes());
  ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
  for (const int rounds : {2, 0, 1, 2, 0}) {
    ASSERT_TRUE(s.Set<uint8_t>(0, {rounds > 0}) && s.Set<uint8_t>(1, {rounds > 1}));
    ASSERT_TRUE(s.Set<float>(2, {1, 2}) && s.Set<float>(3, {10, static_cast<float>(rounds)}));
    ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
    const auto n = static_cast<float>(rounds);
    EXPECT_EQ(s.Get<float>(2), (Floats{1 + 10 * n, 2 + n * n})) << rounds;
    EXPECT_EQ(s.Get<float>(3), (Floats{10, n}));
  }
}

TEST(Control, LoopsInsideALoopMayShareItsGraphs) {
  // The body runs a loop with the outer loop's own condition graph, which so loses the outer state that it held.
  ModelMaker m = LoopModel();
  const GraphMaker body(&m.model, 2);
  const int no = body.Constant<bool>({1}, {false}), yes = body.Constant<bool>({1}, {true});
  std::vector<int> inner;
  for (const TensorType type : {TensorType::BOOL, TensorType::BOOL, TensorType::FLOAT32, TensorType::FLOAT32}) {
    inner.push_back(body.Tensor(type, type == TensorType::BOOL ? std::vector<int>{1} : std::vector<int>{2}));
  }
  const int z = body.graph().outputs[2], ones = body.Constant<float>({2}, {1, 1});
  body.Node(Op::WHILE, {yes, no, z, ones}, inner, Loop(1, 3));
  body.graph().outputs[2] = inner[2];
  const GraphMaker inner_body = m.Graph();
  for (const schema::TensorT* t : {m.model.subgraphs[2]->tensors[0].get(), m.model.subgraphs[2]->tensors[1].get(),
                                   m.model.subgraphs[2]->tensors[2].get(), m.model.subgraphs[2]->tensors[3].get()}) {
    inner_body.Input(t->type, t->shape);
  }
  const int sum = inner_body.Tensor(TensorType::FLOAT32, {2});
  inner_body.Node(Op::ADD, {2, 3}, {sum});
  for (const int o : {1, 1, sum, 3}) inner_body.Output(o);
  Session s(m.Bytes());
  ASSERT_EQ(s->AllocateTensors(), kOk) << s.messages.text;
  for (int run = 0; run < 2; ++run) {
    ASSERT_TRUE(s.Set<uint8_t>(0, {1}) && s.Set<uint8_t>(1, {1}));
    ASSERT_TRUE(s.Set<float>(2, {0, 0}) && s.Set<float>(3, {10, 20}));
    ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
    EXPECT_EQ(s.Get<float>(2), (Floats{22, 42}));
    EXPECT_EQ(s.Get<float>(3), (Floats{10, 20}));
  }
}

TEST(Control, EndlessLoopsCanBeCancelled) {
  ModelMaker m = LoopModel();
  m.model.subgraphs[2]->outputs[0] = 0;  // the flag stays
  Session s(m.Bytes());
  ASSERT_EQ(s->AllocateTensors(), kOk);
  ASSERT_TRUE(s.Set<uint8_t>(0, {1}));
  std::atomic<bool> done = false;
  bool flag = false;
  s->SetCancellationFlag(&flag);
  std::thread app([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_FALSE(done);
    __atomic_store_n(&flag, true, __ATOMIC_SEQ_CST);
  });
  EXPECT_EQ(s->Invoke(), kTfLiteCancelled);
  done = true;
  app.join();
  EXPECT_EQ(s.messages.text, "Client requested cancel during Invoke()\n");
}

TEST(Control, CallOnceRunsOnceAndVariablesStay) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {2}), handle = g.Tensor(TensorType::RESOURCE, {});
  const int v = g.Tensor(TensorType::FLOAT32, {2}), y = g.Tensor(TensorType::FLOAT32, {2});
  schema::CallOnceOptionsT once;
  once.init_subgraph_index = 1;
  schema::VarHandleOptionsT name;
  name.shared_name = "state";
  g.Node(Op::CALL_ONCE, {}, {}, once);
  g.Node(Op::VAR_HANDLE, {}, {handle}, name);
  g.Node(Op::READ_VARIABLE, {handle}, {v});
  g.Node(Op::ADD, {v, x}, {y});
  g.Node(Op::ASSIGN_VARIABLE, {handle, y}, {});
  g.Output(y);
  const GraphMaker init = m.Graph();
  const int h = init.Tensor(TensorType::RESOURCE, {}), start = init.Constant<float>({2}, {100, 200});
  init.Node(Op::VAR_HANDLE, {}, {h}, name);
  init.Node(Op::ASSIGN_VARIABLE, {h, start}, {});
  const std::string bytes = m.Bytes();
  Session s(bytes), other(bytes);
  for (Session* session : {&s, &other}) {
    ASSERT_EQ((*session)->AllocateTensors(), kOk) << session->messages.text;
    ASSERT_TRUE(session->Set<float>(0, {1, 2}));
  }
  for (const float n : {1.f, 2.f, 3.f}) {
    ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
    EXPECT_EQ(s.Get<float>(0), (Floats{100 + n, 200 + 2 * n}));
    ASSERT_EQ(s->ResetVariableTensors(), kOk);  // is about tensors, not resources
  }
  ASSERT_EQ(other->Invoke(), kOk);
  EXPECT_EQ(other.Get<float>(0), (Floats{101, 202})) << "each interpreter has its own";
}

TEST(Resources, ReadBeforeAssignment) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int handle = g.Tensor(TensorType::RESOURCE, {}), v = g.Tensor(TensorType::FLOAT32, {2});
  schema::VarHandleOptionsT name;
  name.shared_name = "state";
  g.Node(Op::VAR_HANDLE, {}, {handle}, name);
  g.Node(Op::READ_VARIABLE, {handle}, {v});
  g.Output(v);
  Session s(m.Bytes());
  ASSERT_EQ(s->AllocateTensors(), kOk);
  EXPECT_EQ(s->Invoke(), kError);
  EXPECT_EQ(s.messages.text, "variable state was not assigned\nNode number 1 (READ_VARIABLE) failed to invoke.\n");
}

TEST(Resources, HandlesFromOutside) {
  // A handle that the app feeds: any number, so most name nothing.
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int handle = g.Input(TensorType::RESOURCE, {1}), v = g.Tensor(TensorType::FLOAT32, {2});
  const int own = g.Tensor(TensorType::RESOURCE, {1}), value = g.Constant<float>({2}, {3, 4});
  g.Node(Op::VAR_HANDLE, {}, {own}, schema::VarHandleOptionsT{});
  g.Node(Op::ASSIGN_VARIABLE, {own, value}, {});
  g.Node(Op::READ_VARIABLE, {handle}, {v});
  g.Output(v);
  Session s(m.Bytes());
  ASSERT_EQ(s->AllocateTensors(), kOk);
  for (const int32_t id : {1, -1, INT32_MAX, INT32_MIN}) {
    ASSERT_TRUE(s.Set<int32_t>(0, {id}));
    EXPECT_EQ(s->Invoke(), kError);
  }
  ASSERT_TRUE(s.Set<int32_t>(0, {0}));
  ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
  EXPECT_EQ(s.Get<float>(0), (Floats{3, 4}));
}

TEST(Resources, ShapeOtherThanTheModelSays) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {2}), handle = g.Tensor(TensorType::RESOURCE, {});
  const int v = g.Tensor(TensorType::FLOAT32, {2}), w = g.Tensor(TensorType::FLOAT32, {2});
  g.tensor(w).shape_signature = {-1};
  g.Node(Op::VAR_HANDLE, {}, {handle}, schema::VarHandleOptionsT{});
  g.Node(Op::ASSIGN_VARIABLE, {handle, x}, {});
  g.Node(Op::READ_VARIABLE, {handle}, {w});
  g.Output(w);
  const std::string open = m.Bytes();
  g.Node(Op::READ_VARIABLE, {handle}, {v});
  const std::string closed = m.Bytes();
  const int n = 3;
  Session s(open);
  for (int run = 0; run < 2; ++run) {
    ASSERT_EQ(s->ResizeInput(0, 0, &n, 1, false), kOk);
    ASSERT_EQ(s->AllocateTensors(), kOk);
    ASSERT_TRUE(s.Set<float>(0, {1, 2, 3}));
    ASSERT_EQ(s->Invoke(), kOk) << s.messages.text;
    EXPECT_EQ(s.Get<float>(0), (Floats{1, 2, 3}));
    s->SetNumThreads(1);  // prepares anew
  }
  Session t(closed);
  ASSERT_EQ(t->ResizeInput(0, 0, &n, 1, false), kOk);
  ASSERT_EQ(t->AllocateTensors(), kOk);
  EXPECT_EQ(t->Invoke(), kError);
  EXPECT_TRUE(t.messages.Has("Attempting to resize a fixed-size tensor.")) << t.messages.text;
}

}  // namespace
}  // namespace tare
