// Select TF nodes with hostile attributes. A NodeDef is a protobuf message inside a flexbuffer inside the model:
// whatever is in it, loading gives an error that names the attribute, or the model runs; the sanitizers judge. The
// golden cases (tests/golden/) are the models that get damaged, one of each op.
#include <map>
#include <random>

#include "tests/unit/golden.h"
#include "tests/unit/support/hostile.h"

namespace tare {
namespace {

std::string Varint(uint64_t n) {
  std::string out;
  for (; n > 127; n >>= 7) out += static_cast<char>(n | 128);
  return out + static_cast<char>(n);
}
std::string Field(int id, uint64_t n) { return Varint(static_cast<uint64_t>(id) << 3) + Varint(n); }
std::string Field(int id, const std::string& bytes) {
  return Varint(static_cast<uint64_t>(id) << 3 | 2) + Varint(bytes.size()) + bytes;
}

// Values of attributes: fields of AttrValue.
std::string Text(const std::string& s) { return Field(2, s); }
std::string Int(int64_t i) { return Field(3, static_cast<uint64_t>(i)); }
std::string Bool(bool b) { return Field(5, b ? 1 : 0); }
std::string Float(float f) {
  std::string out = Varint(4 << 3 | 5);
  return out.append(reinterpret_cast<const char*>(&f), sizeof(f));
}
std::string Ints(const std::vector<int64_t>& values, bool packed = true) {
  std::string list;
  for (const int64_t v : values) list += packed ? Varint(static_cast<uint64_t>(v)) : Int(v);
  return Field(1, packed ? Field(3, list) : list);
}

using Attributes = std::vector<std::pair<std::string, std::string>>;

std::string NodeDef(const std::string& op, const Attributes& attributes) {
  std::string message = Field(1, op) + Field(2, op);
  for (const auto& [name, value] : attributes) message += Field(5, Field(1, name) + Field(2, value));
  return message;
}

/// Custom options: a flexbuffer vector of two strings, all widths 4 bytes.
std::string Options(const std::string& op, const std::string& node_def) {
  std::string out;
  std::vector<size_t> places;
  const auto word = [&](size_t n) { out.append(reinterpret_cast<const char*>(&n), 4); };
  const auto align = [&] { out.resize((out.size() + 3) & ~size_t{3}); };
  for (const std::string& s : {op, node_def}) {
    align();
    word(s.size());
    places.push_back(out.size());
    out += s + '\0';
  }
  align();
  word(2);
  const size_t vector = out.size();
  for (const size_t place : places) word(out.size() - place);
  out += std::string(2, 5 << 2 | 2);
  align();
  word(out.size() - vector);
  return out + static_cast<char>(10 << 2 | 2) + '\4';
}

/// A model of one Select TF node from float tensors of these shapes to one.
std::string Model(const std::string& op, const std::vector<std::vector<int>>& shapes, const std::string& options) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  std::vector<int> inputs;
  for (const auto& shape : shapes) inputs.push_back(g.Input(TensorType::FLOAT32, shape));
  const int y = g.Tensor(TensorType::FLOAT32, {});
  schema::OperatorT& node = g.Node(Op::CUSTOM, inputs, {y}, 1, ("Flex" + op).c_str());
  node.custom_options.assign(options.begin(), options.end());
  g.Output(y);
  return m.Bytes();
}

/// What loading, preparing and running says (a node that does not fit is an error only when it runs); empty when all is
/// well.
std::string Problem(const std::string& model) {
  Session s(model);
  if (!s) return s.messages.text.empty() ? "refused without a message" : s.messages.text;
  if (s->AllocateTensors() == kTfLiteOk && s->Invoke() == kTfLiteOk) return "";
  return s.messages.text.empty() ? "failed without a message" : s.messages.text;
}

std::string PoolProblem(const Attributes& attributes) {
  return Problem(Model("MaxPool", {{1, 4, 4, 2}}, Options("MaxPool", NodeDef("MaxPool", attributes))));
}

const Attributes kPool = {{"T", Field(6, 1)},
                          {"ksize", Ints({1, 2, 2, 1})},
                          {"strides", Ints({1, 2, 2, 1})},
                          {"padding", Text("VALID")},
                          {"data_format", Text("NHWC")}};

Attributes With(Attributes attributes, const std::string& name, const std::string& value) {
  for (auto& [key, old] : attributes) {
    if (key == name) old = value;
  }
  return attributes;
}

TEST(SelectTfAttributes, GoodOnes) {
  EXPECT_EQ(PoolProblem(kPool), "");
  EXPECT_EQ(PoolProblem(With(kPool, "strides", Ints({1, 2, 2, 1}, false))), "");
  Attributes more = kPool;
  more.emplace_back("unknown", Text("whatever"));
  more.emplace_back("explicit_paddings", Ints({}));
  EXPECT_EQ(PoolProblem(more), "");
}

TEST(SelectTfAttributes, MissingOnesAreNamed) {
  for (const char* name : {"ksize", "strides", "padding"}) {
    Attributes less;
    for (const auto& attribute : kPool) {
      if (attribute.first != name) less.push_back(attribute);
    }
    EXPECT_NE(PoolProblem(less).find(std::string("attribute ") + name + " is missing"), std::string::npos)
        << name << ": " << PoolProblem(less);
  }
  EXPECT_NE(PoolProblem({}), "");
}

TEST(SelectTfAttributes, WrongValuesAreNamed) {
  const Attributes wrong = {{"padding", Text("EXPLICIT")},
                            {"padding", Text("")},
                            {"padding", Text("VALI")},
                            {"padding", Text("VALIDE")},
                            {"padding", ""},
                            {"data_format", Text("NCHW")},
                            {"strides", Int(2)},
                            {"strides", Text("1221")},
                            {"strides", Bool(true)},
                            {"strides", Ints({})},
                            {"strides", Ints({1, 2, 1})},
                            {"strides", Ints({1, 2, 2, 1, 1, 1})},
                            {"strides", Ints(std::vector<int64_t>(1000, 1))},
                            {"strides", Ints({2, 2, 2, 1})},
                            {"strides", Ints({1, 2, 2, 3})},
                            {"strides", Ints({1, 0, 2, 1})},
                            {"strides", Ints({1, 2, -1, 1})},
                            {"strides", Ints({1, int64_t{1} << 28, 2, 1})},
                            {"ksize", Ints({1, (int64_t{1} << 32) + 2, 2, 1})},
                            {"ksize", Ints({1, INT64_MIN, INT64_MAX, 1})}};
  for (const auto& [name, value] : wrong) {
    const std::string problem = PoolProblem(With(kPool, name, value));
    EXPECT_NE(problem.find("attribute " + name), std::string::npos) << name << ": " << problem;
    EXPECT_NE(problem.find("FlexMaxPool"), std::string::npos) << problem;
  }
}

TEST(SelectTfAttributes, NumbersOfOtherKindsOrSizes) {
  const auto problem = [](const std::string& value) {
    return Problem(Model("DepthToSpace", {{1, 2, 2, 4}},
                         Options("DepthToSpace", NodeDef("DepthToSpace", {{"block_size", value}}))));
  };
  EXPECT_EQ(problem(Int(2)), "");
  const std::vector<std::string> wrong = {
      Int(int64_t{1} << 32 | 2), Int(-1), Int(0), Int(INT32_MAX), Float(2), Bool(true), Text("2"), Ints({2}), ""};
  for (const std::string& value : wrong) EXPECT_NE(problem(value), "");
}

TEST(SelectTfAttributes, LargeOnes) {
  // A separator that no options table has room for, and a list that is longer than any shape.
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::STRING, {2}), y = g.Tensor(TensorType::STRING, {});
  const std::string options =
      Options("StringJoin", NodeDef("StringJoin", {{"separator", Text(std::string(5000, '-'))}}));
  g.Node(Op::CUSTOM, {x, x}, {y}, 1, "FlexStringJoin").custom_options.assign(options.begin(), options.end());
  g.Output(y);
  EXPECT_NE(Problem(m.Bytes()).find("attribute separator"), std::string::npos);
  const auto squeeze = [](const std::vector<int64_t>& dims) {
    return Problem(
        Model("Squeeze", {{1, 2, 1}}, Options("Squeeze", NodeDef("Squeeze", {{"squeeze_dims", Ints(dims)}}))));
  };
  EXPECT_EQ(squeeze({0, -1}), "");
  EXPECT_NE(squeeze(std::vector<int64_t>(17, 0)), "");
  EXPECT_NE(squeeze({1}), "");
  EXPECT_NE(squeeze({int64_t{1} << 40}), "");
}

// An app may load a model whose placeholder sizes do not fit, resize, and run.
TEST(SelectTfAttributes, PlaceholderSizesAreNoErrorBeforeTheRun) {
  const std::string options = Options("MaxPool", NodeDef("MaxPool", kPool));
  Session s(Model("MaxPool", {{1, 1, 1, 2}}, options));
  ASSERT_TRUE(s);
  ASSERT_EQ(s->AllocateTensors(), kTfLiteOk);
  EXPECT_EQ(s.messages.text, "");
  EXPECT_NE(s->Invoke(), kTfLiteOk);
  EXPECT_NE(s.messages.text.find("failed to prepare"), std::string::npos) << s.messages.text;
  const int dims[] = {1, 4, 4, 2};
  ASSERT_EQ(s->ResizeInput(0, 0, dims, 4, false), kTfLiteOk);
  ASSERT_EQ(s->AllocateTensors(), kTfLiteOk);
  EXPECT_EQ(s->Invoke(), kTfLiteOk);
}

TEST(SelectTfAttributes, EveryLengthOfTheMessageAndOfWhatItIsIn) {
  const std::string message = NodeDef("MaxPool", kPool), options = Options("MaxPool", message);
  Attributes less = kPool;
  less.pop_back();  // what is left is whole, and data_format has a default
  const size_t whole = NodeDef("MaxPool", less).size();
  for (size_t n = 0; n < message.size(); ++n) {
    const std::string problem = Problem(Model("MaxPool", {{1, 4, 4, 2}}, Options("MaxPool", message.substr(0, n))));
    EXPECT_EQ(problem.empty(), n == whole) << n << ": " << problem;
  }
  for (size_t n = 0; n < options.size(); ++n) {
    EXPECT_NE(Problem(Model("MaxPool", {{1, 4, 4, 2}}, options.substr(0, n))), "") << n;
  }
}

/// Models of the golden cases: the first of each op that is not refused.
std::map<std::string, std::string> GoldenModels() {
  std::map<std::string, std::string> models;
  for (const char* family : {"arithmetic", "gradient", "random", "signal", "state", "string", "twins", "volume"}) {
    const golden::Zip packed(golden::ReadFile(TARE_SOURCE_DIR "/tests/golden/data/tf_" + std::string(family) + ".zip"));
    const golden::Zip zip(packed.Read("cases.zip"));
    for (const auto& [name, position] : zip.entries()) {
      const size_t slash = name.rfind('/');
      if (name.substr(slash) != "/model.tflite" || zip.entries().contains(name.substr(0, slash) + "/refused")) continue;
      models.try_emplace(name.substr(0, name.find('/')), zip.Read(name));
    }
  }
  return models;
}

TEST(SelectTfHostile, EveryByteOfSomeAndAnyOfAll) {
  Watchdog watchdog;
  Tally tally;
  const auto models = GoldenModels();
  ASSERT_GT(models.size(), 150u);
  for (const auto& [op, model] : models) Exercise(model, watchdog, tally);
  EXPECT_EQ(tally.refused + tally.unprepared, 0);
  for (const char* op :
       {"FlexTensorListStack", "FlexHashTableV2", "FlexRemoteCall", "FlexSqueeze", "FlexRandomUniform"}) {
    const std::string& model = models.at(op);
    for (size_t i = 0; i < model.size(); ++i) {
      for (const int mask : {1, 0x10, 0x80, 0xff}) {
        std::string bad = model;
        bad[i] = static_cast<char>(bad[i] ^ mask);
        Exercise(bad, watchdog, tally);
      }
    }
  }
  std::mt19937 random(5);
  const auto pick = [&random](size_t n) { return static_cast<size_t>(random() % n); };
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (std::chrono::steady_clock::now() < end) {
    for (const auto& [op, model] : models) {
      std::string bad = model;
      for (size_t damage = pick(3) + 1; damage-- > 0;) bad[pick(bad.size())] = static_cast<char>(random());
      Exercise(bad, watchdog, tally);
    }
  }
  std::cout << tally.refused << " refused, " << tally.unprepared << " not prepared, " << tally.failed
            << " failed while running, " << tally.ran << " ran\n";
  EXPECT_GT(tally.refused, 0);
  EXPECT_GT(tally.ran, 0);
}

}  // namespace
}  // namespace tare
