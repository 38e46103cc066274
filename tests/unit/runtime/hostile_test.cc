// Damaged models: cut off at every length, every bit flipped, bytes and words overwritten at random. Each must give an
// error or run; the sanitizers judge. What loads is prepared, fed and invoked too, so kernels meet what loading let
// through. A watchdog cancels what a damaged loop condition makes endless.
#include "tests/unit/support/hostile.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <random>

// Sizes beyond what there is are errors that the runtime reports, not the sanitizer.
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1:max_allocation_size_mb=256"; }

namespace tare {
namespace {

/// A float network: convolution, activation, a shape from a constant, an elementwise operator with broadcasting,
/// fully connected, softmax.
std::string FloatModel() {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {1, 4, 4, 2});
  const int w = g.Constant<float>({3, 2, 2, 2}, std::vector<float>(24, .25f)), b = g.Constant<float>({3}, {1, 2, 3});
  const int conv = g.Tensor(TensorType::FLOAT32, {1, 2, 2, 3});
  schema::Conv2DOptionsT conv_options;
  conv_options.stride_w = conv_options.stride_h = 2;
  conv_options.fused_activation_function = schema::ActivationFunctionType::RELU;
  g.Node(Op::CONV_2D, {x, w, b}, {conv}, conv_options);
  const int bias = g.Constant<float>({3}, {1, 1, 1}), sum = g.Tensor(TensorType::FLOAT32, {1, 2, 2, 3});
  g.Node(Op::ADD, {conv, bias}, {sum}, schema::AddOptionsT{});
  const int shape = g.Constant<int32_t>({2}, {2, -1}), flat = g.Tensor(TensorType::FLOAT32, {2, 6});
  g.Node(Op::RESHAPE, {sum, shape}, {flat}, schema::ReshapeOptionsT{});
  const int fw = g.Constant<float>({2, 6}, std::vector<float>(12, .5f)), y = g.Tensor(TensorType::FLOAT32, {2, 2});
  g.Node(Op::FULLY_CONNECTED, {flat, fw, -1}, {y}, schema::FullyConnectedOptionsT{});
  const int z = g.Tensor(TensorType::FLOAT32, {2, 2});
  schema::SoftmaxOptionsT softmax;
  softmax.beta = 1;
  g.Node(Op::SOFTMAX, {y}, {z}, softmax);
  g.Output(z);
  m.Signature("serve", 0, {{"x", x}}, {{"z", z}});
  return m.Bytes();
}

/// Quantized: int8 and uint8 arithmetic, padding, concatenation, mean, dequantize, a variable.
std::string QuantizedModel() {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::INT8, {1, 2, 2, 3}), c = g.Constant<int8_t>({3}, {1, 2, 3});
  g.Quantize(x, {.5f}, {3});
  g.Quantize(c, {.25f}, {0});
  const int sum = g.Tensor(TensorType::INT8, {1, 2, 2, 3});
  g.Quantize(sum, {.5f}, {1});
  g.Node(Op::ADD, {x, c}, {sum}, schema::AddOptionsT{}, 2);
  const int paddings = g.Constant<int32_t>({4, 2}, {0, 0, 1, 0, 0, 1, 0, 0});
  const int padded = g.Tensor(TensorType::INT8, {1, 3, 3, 3});
  g.Quantize(padded, {.5f}, {1});
  g.Node(Op::PAD, {sum, paddings}, {padded}, schema::PadOptionsT{}, 2);
  const int joined = g.Tensor(TensorType::INT8, {1, 3, 3, 6});
  g.Quantize(joined, {.5f}, {1});
  schema::ConcatenationOptionsT concatenation;
  concatenation.axis = 3;
  g.Node(Op::CONCATENATION, {padded, padded}, {joined}, concatenation, 2);
  const int axes = g.Constant<int32_t>({2}, {1, 2}), mean = g.Tensor(TensorType::INT8, {1, 6});
  g.Quantize(mean, {.5f}, {1});
  g.Node(Op::MEAN, {joined, axes}, {mean}, schema::ReducerOptionsT{}, 2);
  const int logistic = g.Tensor(TensorType::INT8, {1, 6}), y = g.Tensor(TensorType::FLOAT32, {1, 6});
  g.Quantize(logistic, {1.f / 256}, {-128});
  g.Node(Op::LOGISTIC, {mean}, {logistic}, 2);
  g.Node(Op::DEQUANTIZE, {logistic}, {y}, 2);
  const int state = g.Variable(TensorType::FLOAT32, {1, 6}), z = g.Tensor(TensorType::FLOAT32, {1, 6});
  g.Node(Op::MUL, {y, state}, {z}, schema::MulOptionsT{});
  g.Output(z);
  return m.Bytes();
}

/// Several graphs and signatures, strings, a shape known only while running, constants behind the flatbuffer.
std::string MixedModel() {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::INT32, {2, 3}), shape = g.Input(TensorType::INT32, {2});
  const int y = g.Tensor(TensorType::INT32, {}), z = g.Tensor(TensorType::INT32, {});
  g.Node(Op::RESHAPE, {x, shape}, {y}, schema::ReshapeOptionsT{});
  const int far = g.RawConstant(TensorType::INT32, {1}, "");
  m.model.buffers.back()->size = 4;
  m.model.buffers.back()->offset = 1 << 20;
  g.Node(Op::MUL, {y, far}, {z}, schema::MulOptionsT{});
  g.Output(z);
  const GraphMaker h = m.Graph();
  const int s = h.Input(TensorType::STRING, {2}), t = h.Tensor(TensorType::STRING, {2, 1});
  const int words = h.RawConstant(TensorType::STRING, {2}, PackStrings({"ab", "c"}));
  const int to = h.Constant<int32_t>({2}, {2, 1}), u = h.Tensor(TensorType::STRING, {2, 1});
  h.Node(Op::RESHAPE, {s, to}, {t}, schema::ReshapeOptionsT{});
  h.Node(Op::RESHAPE, {words, to}, {u}, schema::ReshapeOptionsT{});
  h.Output(t);
  h.Output(u);
  m.Signature("a", 0, {{"x", x}, {"shape", shape}}, {{"z", z}});
  m.Signature("b", 1, {{"s", s}}, {{"u", u}, {"t", t}});
  m.model.buffers[1]->offset = m.Bytes().size();
  return m.Bytes() + std::string("\2\0\0\0", 4);
}

/// Graphs that call graphs: a loop whose body branches, and variables set once.
std::string ControlModel() {
  ModelMaker m;
  const GraphMaker g = m.Graph(), init = m.Graph(), condition = m.Graph(), body = m.Graph(), leaf = m.Graph();
  schema::CallOnceOptionsT once;
  once.init_subgraph_index = 1;
  g.Node(Op::CALL_ONCE, {}, {}, once);
  schema::VarHandleOptionsT name;
  name.container = "c";
  name.shared_name = "v";
  for (const GraphMaker& graph : {g, init}) {
    graph.Node(Op::VAR_HANDLE, {}, {graph.Tensor(TensorType::RESOURCE, {})}, name);
  }
  init.Node(Op::ASSIGN_VARIABLE, {0, init.Constant<float>({2}, {3, 4})}, {});
  const int read = g.Tensor(TensorType::FLOAT32, {2});
  g.Node(Op::READ_VARIABLE, {0}, {read});
  schema::WhileOptionsT loop;
  loop.cond_subgraph_index = 2;
  loop.body_subgraph_index = 3;
  const int a = g.Input(TensorType::BOOL, {1}), b = g.Input(TensorType::BOOL, {1});
  const int x = g.Tensor(TensorType::BOOL, {1}), y = g.Tensor(TensorType::BOOL, {1}),
            z = g.Tensor(TensorType::FLOAT32, {2});
  g.Node(Op::WHILE, {a, b, read}, {x, y, z}, loop);
  g.Output(z);
  for (const GraphMaker& graph : {condition, body}) {
    graph.Input(TensorType::BOOL, {1});
    graph.Input(TensorType::BOOL, {1});
    graph.Input(TensorType::FLOAT32, {2});
  }
  condition.Output(0);
  schema::IfOptionsT branches;
  branches.then_subgraph_index = branches.else_subgraph_index = 4;
  const int sum = body.Tensor(TensorType::FLOAT32, {2}), no = body.Constant<bool>({1}, {false});
  body.Node(Op::IF, {1, 2}, {sum}, branches);
  for (const int o : {1, no, sum}) body.Output(o);
  const int lx = leaf.Input(TensorType::FLOAT32, {2}), ly = leaf.Tensor(TensorType::FLOAT32, {2});
  leaf.Node(Op::ADD, {lx, lx}, {ly}, schema::AddOptionsT{});
  leaf.Output(ly);
  return m.Bytes();
}

/// Integers of 4 and 2 bits, with scales of blocks, of rows, and one.
std::string NarrowModel() {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {2, 32}), ids = g.Constant<int32_t>({2}, {1, 0});
  const std::string packed(64, '\x5a');
  const std::string halves = std::string("\x00\x3c", 2) + "\x66\x2e" + "\x66\x2e" + std::string("\x00\x38", 2);
  const int table = g.RawConstant(TensorType::INT4, {2, 32}, packed.substr(0, 32));
  const int scales = g.RawConstant(TensorType::FLOAT16, {2, 2}, halves);
  g.QuantizeBlocks(table, scales, 16);
  const int read = g.Tensor(TensorType::FLOAT32, {2, 32}), rows = g.Tensor(TensorType::FLOAT32, {2, 32});
  g.Node(Op::EMBEDDING_LOOKUP, {ids, table}, {read}, 5);
  g.Node(Op::ADD, {read, x}, {rows}, schema::AddOptionsT{});
  const int weights = g.RawConstant(TensorType::INT4, {4, 32}, packed);
  const int four = g.RawConstant(TensorType::FLOAT16, {4, 1}, halves);
  g.QuantizeBlocks(weights, four, 32);
  const int sums = g.Tensor(TensorType::FLOAT32, {2, 4});
  g.Node(Op::FULLY_CONNECTED, {rows, weights, -1}, {sums}, schema::FullyConnectedOptionsT{}, 13);
  const int pairs = g.RawConstant(TensorType::INT2, {3, 4}, packed.substr(0, 3));
  g.Quantize(pairs, {.5f, .25f, 1}, {0, 0, 0});
  const int less = g.Tensor(TensorType::FLOAT32, {2, 3});
  g.Node(Op::FULLY_CONNECTED, {sums, pairs, -1}, {less}, schema::FullyConnectedOptionsT{}, 14);
  const int nibbles = g.RawConstant(TensorType::UINT4, {3}, packed.substr(0, 2)),
            bias = g.Tensor(TensorType::FLOAT32, {3});
  g.Quantize(nibbles, {.5f}, {3});
  g.Node(Op::DEQUANTIZE, {nibbles}, {bias}, 5);
  const int sum = g.Tensor(TensorType::FLOAT32, {2, 3}), small = g.Tensor(TensorType::INT4, {2, 3});
  g.Node(Op::ADD, {less, bias}, {sum}, schema::AddOptionsT{});
  g.Node(Op::CAST, {sum}, {small}, 5);
  g.Output(small);
  return m.Bytes();
}

const std::vector<std::function<std::string()>> kModels = {FloatModel, QuantizedModel, MixedModel, ControlModel,
                                                           NarrowModel};

class Hostile : public testing::TestWithParam<size_t> {
 protected:
  std::string model = kModels[GetParam()]();
  Watchdog watchdog;
  Tally tally;
};

TEST_P(Hostile, TheModelItselfRuns) {
  Exercise(model, watchdog, tally);
  EXPECT_EQ(tally.refused + tally.unprepared, 0);
  EXPECT_GE(tally.ran, 1);
}

TEST_P(Hostile, EveryLength) {
  for (size_t size = 0; size < model.size(); ++size) {
    Exercise(std::string_view(model).substr(0, size), watchdog, tally);
  }
  EXPECT_GT(tally.refused, 0);
}

TEST_P(Hostile, EveryBit) {
  for (size_t i = 0; i < model.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = model;
      bad[i] = static_cast<char>(bad[i] ^ 1 << bit);
      Exercise(bad, watchdog, tally);
    }
  }
  EXPECT_GT(tally.refused, 0);
  EXPECT_GT(tally.ran, 0);
}

/// Random damage of one to four places, for a fixed time, from a fixed seed: bytes, words with values that tend to
/// hurt, and stretches of the model copied over others.
TEST_P(Hostile, RandomDamage) {
  std::mt19937 random(static_cast<unsigned>(17 + GetParam()));
  const auto pick = [&random](size_t n) { return static_cast<size_t>(random() % n); };
  constexpr uint32_t kWords[] = {0, 1, 0xffffffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0x10000, 4, 8, 255, 0x3fffffff};
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  int models = 0;
  for (; std::chrono::steady_clock::now() < end; ++models) {
    std::string bad = model;
    for (size_t damage = pick(4) + 1; damage-- > 0;) {
      const size_t at = pick(bad.size() / 4) * 4;
      switch (pick(4)) {
        case 0:
          bad[pick(bad.size())] = static_cast<char>(random());
          break;
        case 1: {
          const uint32_t word = kWords[pick(std::size(kWords))];
          std::memcpy(&bad[at], &word, 4);
          break;
        }
        case 2: {  // nudge a word: offsets that point next to where they should
          uint32_t word;
          std::memcpy(&word, &bad[at], 4);
          word += static_cast<uint32_t>(pick(65)) - 32;
          std::memcpy(&bad[at], &word, 4);
          break;
        }
        default: {
          const size_t size = 4 * (pick(8) + 1), from = pick(bad.size() / 4) * 4;
          if (at + size <= bad.size() && from + size <= bad.size()) bad.replace(at, size, bad.substr(from, size));
        }
      }
    }
    Exercise(bad, watchdog, tally);
  }
  std::cout << models << " damaged models: " << tally.refused << " refused, " << tally.unprepared << " not prepared, "
            << tally.failed << " failed while running, " << tally.ran << " ran\n";
  EXPECT_GT(tally.refused, 0);
  EXPECT_GT(tally.ran, 0);
}

INSTANTIATE_TEST_SUITE_P(Models, Hostile, testing::Range(size_t{0}, kModels.size()));

}  // namespace
}  // namespace tare
