// The memory plan: what lives at the same time never shares memory, except where an output is meant to take over its
// input's; memory is reused where it may be; and results do not depend on any of it.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "runtime/model.h"
#include "runtime/subgraph.h"
#include "tests/unit/support/model_maker.h"

namespace tare {
namespace {

/// One graph without the interpreter around it, so that its nodes and their memory can be seen.
class Planned {
 public:
  explicit Planned(const std::string& model) : bytes_(model) {
    model_.reset(Model::FromBuffer(bytes_.data(), bytes_.size(), messages.reporter()));
    shared_.model = static_cast<ModelData*>(model_.get());
    shared_.errors = messages.reporter();
    if (model_ && graph.Load(&shared_, 0)) status = graph.AllocateTensors();
  }
  Planned(const Planned&) = delete;
  Planned& operator=(const Planned&) = delete;

  const TfLiteTensor& tensor(int i) const { return graph.context.tensors[i]; }

  Messages messages;
  Status status = kError;

 private:
  struct Unref {
    void operator()(Model* m) const { m->Unref(); }
  };
  AlignedBytes bytes_;
  std::unique_ptr<Model, Unref> model_;
  Shared shared_;

 public:
  Subgraph graph;  // destroyed before what it points into
};

struct Life {
  std::string name;
  int first, last;  // node positions
  const char* begin;
  size_t bytes;
  int tensor;  // -1: scratch
};

/// Lifetimes from the nodes alone, computed apart from the planner.
std::vector<Life> Lives(const Subgraph& g) {
  std::vector<Life> lives;
  for (int t = 0; t < g.tensor_count; ++t) {
    const TfLiteTensor& tensor = g.context.tensors[t];
    if (tensor.allocation_type != kTfLiteArenaRw) continue;
    int first = INT32_MAX, last = -1;
    const auto at = [&](int node) {
      first = std::min(first, node);
      last = std::max(last, node);
    };
    for (int i = 0; i < g.inputs->size; ++i) {
      if (g.inputs->data[i] == t) at(-1), at(g.node_count);
    }
    for (int i = 0; i < g.outputs->size; ++i) {
      if (g.outputs->data[i] == t) last = g.node_count;
    }
    for (int n = 0; n < g.node_count; ++n) {
      const TfLiteNode& node = g.nodes[n].node;
      for (int i = 0; i < node.inputs->size; ++i) {
        if (node.inputs->data[i] == t) at(n);
      }
      for (int i = 0; i < node.outputs->size; ++i) {
        if (node.outputs->data[i] == t) at(n);
      }
    }
    if (first <= last) lives.push_back({"tensor " + std::to_string(t), first, last, tensor.data.raw, tensor.bytes, t});
  }
  for (int n = 0; n < g.node_count; ++n) {
    if (g.nodes[n].scratch_bytes) {
      lives.push_back({"scratch of node " + std::to_string(n), n, n, static_cast<char*>(g.nodes[n].scratch),
                       g.nodes[n].scratch_bytes, -1});
    }
  }
  return lives;
}

bool IsGraphEnd(const Subgraph& g, int tensor) {
  for (int i = 0; i < g.inputs->size; ++i) {
    if (g.inputs->data[i] == tensor) return true;
  }
  return false;
}

/// True when `b` is computed by node `a.last` in place of `a`, and may be.
bool InPlace(const Subgraph& g, const Life& a, const Life& b) {
  if (a.tensor < 0 || b.tensor < 0 || a.last != b.first || a.begin != b.begin || a.bytes != b.bytes) return false;
  if (IsGraphEnd(g, a.tensor)) return false;  // inputs keep their data between runs
  const NodeRecord& n = g.nodes[a.last];
  if (n.node.outputs->data[0] != b.tensor) return false;
  for (int i = 0; i < n.node.inputs->size; ++i) {
    if (n.node.inputs->data[i] == a.tensor) return n.def.in_place >> i & 1;
  }
  return false;
}

/// Checks the whole plan; counts outputs computed in place.
int CheckPlan(const Subgraph& g) {
  int in_place = 0;
  const std::vector<Life> lives = Lives(g);
  for (const Life& life : lives) {
    EXPECT_NE(life.begin, nullptr) << life.name;
    EXPECT_EQ(reinterpret_cast<uintptr_t>(life.begin) % 64, 0u) << life.name;
  }
  for (size_t i = 0; i < lives.size(); ++i) {
    for (size_t j = i + 1; j < lives.size(); ++j) {
      const Life &a = lives[i], &b = lives[j];
      const bool together = a.first <= b.last && b.first <= a.last;
      const bool overlap = a.begin < b.begin + b.bytes && b.begin < a.begin + a.bytes;
      if (!together || !overlap) continue;
      const bool legal = InPlace(g, a, b) || InPlace(g, b, a);
      EXPECT_TRUE(legal) << a.name << " [" << a.first << ", " << a.last << "] and " << b.name << " [" << b.first << ", "
                         << b.last << "]";
      in_place += legal;
    }
  }
  return in_place;
}

/// x → f → f → … (`length` times), all of `elements` floats.
std::string Chain(Op op, int length, int elements) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  int x = g.Input(TensorType::FLOAT32, {elements});
  for (int i = 0; i < length; ++i) {
    const int y = g.Tensor(TensorType::FLOAT32, {elements});
    g.Node(op, {x}, {y});
    x = y;
  }
  g.Output(x);
  return m.Bytes();
}

TEST(Plan, ChainInPlace) {
  // The input is preserved, everything after it lies in one place.
  Planned p(Chain(Op::RELU, 6, 1024));
  ASSERT_EQ(p.status, kOk) << p.messages.text;
  EXPECT_EQ(CheckPlan(p.graph), 5);
  EXPECT_EQ(p.graph.arena_bytes, 2u * 4096);
  EXPECT_NE(p.tensor(0).data.raw, p.tensor(1).data.raw);
  EXPECT_EQ(p.tensor(1).data.raw, p.tensor(6).data.raw);
}

TEST(Plan, ChainWithoutInPlace) {
  // A mean over nothing copies without being an in-place kernel: two buffers take turns beside the input.
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int axis = g.Constant<int32_t>({1}, {1});
  int x = g.Input(TensorType::FLOAT32, {512, 1});
  for (int i = 0; i < 6; ++i) {
    const int y = g.Tensor(TensorType::FLOAT32, {512, 1});
    schema::ReducerOptionsT keep;
    keep.keep_dims = true;
    g.Node(Op::MEAN, {x, axis}, {y}, keep);
    x = y;
  }
  g.Output(x);
  Planned p(m.Bytes());
  ASSERT_EQ(p.status, kOk) << p.messages.text;
  EXPECT_EQ(CheckPlan(p.graph), 0);
  size_t scratch = 0;
  for (int n = 0; n < p.graph.node_count; ++n) scratch = std::max(scratch, p.graph.nodes[n].scratch_bytes);
  EXPECT_LE(p.graph.arena_bytes, 3u * 2048 + AlignUp(scratch));
}

TEST(Plan, NotInPlaceWhileStillNeeded) {
  // x → a = relu(x); b = relu(a); c = a + b: `a` outlives the node that reads it first.
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {16}), a = g.Tensor(TensorType::FLOAT32, {16});
  const int b = g.Tensor(TensorType::FLOAT32, {16}), c = g.Tensor(TensorType::FLOAT32, {16});
  g.Node(Op::RELU, {x}, {a});
  g.Node(Op::RELU, {a}, {b});
  g.Node(Op::ADD, {a, b}, {c});
  g.Output(c);
  Planned p(m.Bytes());
  ASSERT_EQ(p.status, kOk) << p.messages.text;
  CheckPlan(p.graph);
  EXPECT_NE(p.tensor(a).data.raw, p.tensor(b).data.raw);
  EXPECT_TRUE(p.tensor(c).data.raw == p.tensor(a).data.raw || p.tensor(c).data.raw == p.tensor(b).data.raw);
}

TEST(Plan, NotInPlaceOfAnOutputOrOfBothOperands) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {16}), a = g.Tensor(TensorType::FLOAT32, {16});
  const int b = g.Tensor(TensorType::FLOAT32, {16}), c = g.Tensor(TensorType::FLOAT32, {16});
  g.Node(Op::RELU, {x}, {a});
  g.Node(Op::RELU, {a}, {b});  // `a` is a graph output too
  g.Node(Op::ADD, {b, b}, {c});
  g.Output(a);
  g.Output(c);
  Planned p(m.Bytes());
  ASSERT_EQ(p.status, kOk) << p.messages.text;
  CheckPlan(p.graph);
  EXPECT_NE(p.tensor(a).data.raw, p.tensor(b).data.raw);
}

TEST(Plan, NotInPlaceOfSmallerOperands) {
  // Broadcasting: the small operand cannot hold the result, the large one can.
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {4, 1}), y = g.Input(TensorType::FLOAT32, {4, 8});
  const int a = g.Tensor(TensorType::FLOAT32, {4, 1}), b = g.Tensor(TensorType::FLOAT32, {4, 8});
  const int c = g.Tensor(TensorType::FLOAT32, {4, 8});
  g.Node(Op::RELU, {x}, {a});
  g.Node(Op::RELU, {y}, {b});
  g.Node(Op::ADD, {a, b}, {c});
  g.Output(c);
  Planned p(m.Bytes());
  ASSERT_EQ(p.status, kOk) << p.messages.text;
  CheckPlan(p.graph);
  EXPECT_EQ(p.tensor(c).data.raw, p.tensor(b).data.raw);
}

TEST(Plan, UnusedTensorsGetNoMemory) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {16}), y = g.Tensor(TensorType::FLOAT32, {16});
  const int unused = g.Tensor(TensorType::FLOAT32, {1 << 20});
  g.Node(Op::RELU, {x}, {y});
  g.Output(y);
  Planned p(m.Bytes());
  ASSERT_EQ(p.status, kOk) << p.messages.text;
  EXPECT_EQ(p.tensor(unused).data.raw, nullptr);
  EXPECT_EQ(p.graph.arena_bytes, 128u);
}

// --- Random graphs, against an evaluation that shares nothing ---

struct RandomGraph {
  ModelMaker m;
  std::vector<std::vector<float>> values;  // of every tensor
  std::vector<int> outputs;
  std::vector<float> input;
};

/// Unary and binary float operators and reshapes over randomly chosen earlier tensors of one of three sizes.
void Make(unsigned seed, RandomGraph& r) {
  std::mt19937 random(seed);
  const auto pick = [&random](size_t n) { return static_cast<int>(random() % n); };
  const GraphMaker g = r.m.Graph();
  const int sizes[] = {16, 40, 256};
  std::vector<int> of_size[3];
  for (int s = 0; s < 3; ++s) {
    of_size[s].push_back(g.Input(TensorType::FLOAT32, {sizes[s]}));
    r.values.emplace_back();
    for (int i = 0; i < sizes[s]; ++i) r.values.back().push_back(static_cast<float>(pick(64)) - 32);
  }
  const int nodes = 2 + pick(20);
  for (int n = 0; n < nodes; ++n) {
    const int s = pick(3);
    const auto any = [&] { return of_size[s][static_cast<size_t>(pick(of_size[s].size()))]; };
    const int a = any(), b = any(), y = g.Tensor(TensorType::FLOAT32, {sizes[s]});
    const std::vector<float>&va = r.values[static_cast<size_t>(a)], &vb = r.values[static_cast<size_t>(b)];
    std::vector<float> v(va.size());
    const int kind = pick(4);
    for (size_t i = 0; i < v.size(); ++i) {
      v[i] = kind == 0 ? std::max(va[i], 0.f) : kind == 1 ? va[i] + vb[i] : kind == 2 ? va[i] - vb[i] : va[i];
    }
    if (kind == 0) g.Node(Op::RELU, {a}, {y});
    if (kind == 1) g.Node(Op::ADD, {a, b}, {y});
    if (kind == 2) g.Node(Op::SUB, {a, b}, {y});
    if (kind == 3) {
      schema::ReshapeOptionsT flat;
      flat.new_shape = {-1};
      g.Node(Op::RESHAPE, {a}, {y}, flat);
    }
    of_size[s].push_back(y);
    r.values.push_back(std::move(v));
    if (pick(4) == 0) r.outputs.push_back(y);
  }
  r.outputs.push_back(static_cast<int>(r.values.size()) - 1);
  for (const int y : r.outputs) g.Output(y);
}

TEST(Plan, RandomGraphs) {
  int in_place = 0;
  for (unsigned seed = 0; seed < 400; ++seed) {
    RandomGraph r;
    Make(seed, r);
    const std::string bytes = r.m.Bytes();
    {
      Planned p(bytes);
      ASSERT_EQ(p.status, kOk) << p.messages.text;
      in_place += CheckPlan(p.graph);
    }
    Session s(bytes);
    ASSERT_EQ(s->AllocateTensors(), kTfLiteOk) << s.messages.text;
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(s.Set(i, r.values[static_cast<size_t>(i)]));
    for (int run = 0; run < 2; ++run) {  // again without feeding: inputs are preserved
      ASSERT_EQ(s->Invoke(), kTfLiteOk) << s.messages.text;
      for (size_t i = 0; i < r.outputs.size(); ++i) {
        EXPECT_EQ(s.Get<float>(static_cast<int>(i)), r.values[static_cast<size_t>(r.outputs[i])])
            << "seed " << seed << " output " << i << " run " << run;
      }
    }
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
  }
  EXPECT_GT(in_place, 400);
}

}  // namespace
}  // namespace tare
