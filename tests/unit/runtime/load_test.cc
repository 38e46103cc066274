// What loading says about models that are wrong in one way each: the reference's messages, word for word (each was
// compared with the exceptions of its Python interpreter), and what it accepts that looks wrong.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/unit/support/model_maker.h"

namespace tare {
namespace {

/// ADD of two float inputs of two elements.
struct AddModel : ModelMaker {
  AddModel() {
    const GraphMaker g = Graph();
    const int x = g.Input(TensorType::FLOAT32, {2}), y = g.Input(TensorType::FLOAT32, {2});
    const int z = g.Tensor(TensorType::FLOAT32, {2});
    g.Node(Op::ADD, {x, y}, {z});
    g.Output(z);
  }
  schema::SubGraphT& graph() { return *model.subgraphs[0]; }
  schema::TensorT& tensor(size_t i) { return *graph().tensors[i]; }
  schema::OperatorT& node() { return *graph().operators[0]; }
  /// Gives tensor 1 a buffer of `bytes` zeros.
  schema::BufferT& GiveBuffer(size_t bytes) {
    tensor(1).buffer = static_cast<uint32_t>(model.buffers.size());
    model.buffers.push_back(std::make_unique<schema::BufferT>());
    model.buffers.back()->data.assign(bytes, 0);
    return *model.buffers.back();
  }
};

/// All messages of loading, allocating and running, without the one that is our own ("Node … was not selected …").
std::string MessagesOf(const std::string& bytes) {
  Session s(bytes);
  if (s && s->AllocateTensors() == kTfLiteOk) s->Invoke();
  std::string& text = s.messages.text;
  for (size_t at; (at = text.find("Node 0 of subgraph")) != std::string::npos;)
    text.erase(at, text.find('\n', at) + 1 - at);
  return text;
}

TEST(Load, GoodModelIsSilent) { EXPECT_EQ(MessagesOf(AddModel().Bytes()), ""); }

TEST(Load, NotAModel) {
  const std::string good = AddModel().Bytes(), invalid = "The model is not a valid Flatbuffer buffer\n";
  EXPECT_EQ(MessagesOf(""), invalid);
  EXPECT_EQ(MessagesOf("abc"), invalid);
  for (const size_t size : {4, 7, 8, 100}) EXPECT_EQ(MessagesOf(good.substr(0, size)), invalid) << size;
  std::string other = good;
  other.replace(4, 4, "ABCD");
  EXPECT_EQ(MessagesOf(other), invalid);
  Messages messages;
  EXPECT_EQ(Model::FromBuffer(nullptr, 100, messages.reporter()), nullptr);
  EXPECT_EQ(messages.text, invalid);
}

TEST(Load, Unaligned) {
  const std::string good = AddModel().Bytes();
  const AlignedBytes bytes(good, 1);
  Messages messages;
  EXPECT_EQ(Model::FromBuffer(bytes.data(), bytes.size(), messages.reporter()), nullptr);
  EXPECT_EQ(messages.text, "The supplied buffer is not 4-bytes aligned\n");
}

TEST(Load, NoReporter) {
  EXPECT_EQ(Model::FromBuffer("", 0, {}), nullptr);
  AddModel m;
  m.model.version = 4;
  const AlignedBytes bytes(m.Bytes());
  Model* model = Model::FromBuffer(bytes.data(), bytes.size(), {});
  ASSERT_NE(model, nullptr);
  EXPECT_EQ(Interpreter::Create(model, {}, 1), nullptr);
  model->Unref();
}

TEST(Load, Files) {
  Messages messages;
  EXPECT_EQ(Model::FromFile("/no/such/file.tflite", messages.reporter()), nullptr);
  EXPECT_EQ(messages.text, "Could not open '/no/such/file.tflite'.\n");
  const std::string path = testing::TempDir() + "/load_test.tflite";
  const auto load = [&](const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
    messages.text.clear();
    return Model::FromFile(path.c_str(), messages.reporter());
  };
  EXPECT_EQ(load(""), nullptr);
  EXPECT_EQ(messages.text, "The model allocation is null/empty\n");
  EXPECT_EQ(load("abc"), nullptr);
  EXPECT_EQ(messages.text, "The model is not a valid Flatbuffer file\n");
  Model* model = load(AddModel().Bytes());
  ASSERT_NE(model, nullptr) << messages.text;
  Interpreter* interpreter = Interpreter::Create(model, messages.reporter(), 1);
  model->Unref();  // the interpreter keeps the mapping
  ASSERT_NE(interpreter, nullptr);
  EXPECT_EQ(interpreter->AllocateTensors(), kTfLiteOk);
  EXPECT_EQ(interpreter->Invoke(), kTfLiteOk);
  Interpreter::Destroy(interpreter);
}

TEST(Load, ModelAndGraphTables) {
  AddModel m;
  m.model.version = 4;
  EXPECT_EQ(MessagesOf(m.Bytes()), "Model provided is schema version 4 not equal to supported version 3.\n\n");
  m.model.version = 3;
  m.model.buffers.clear();
  {
    // An absent list, which the object API cannot express for a list that is only empty: version and subgraphs alone.
    flatbuffers::FlatBufferBuilder b;
    const std::vector<flatbuffers::Offset<schema::SubGraph>> graphs = {schema::SubGraph::Pack(b, &m.graph())};
    const auto list = b.CreateVector(graphs);
    schema::ModelBuilder model(b);
    model.add_version(3);
    model.add_subgraphs(list);
    b.Finish(model.Finish(), "TFL3");
    const std::string bytes(reinterpret_cast<const char*>(b.GetBufferPointer()), b.GetSize());
    EXPECT_EQ(MessagesOf(bytes), "No buffers in the model.\n\n");
  }
  {
    flatbuffers::FlatBufferBuilder b;
    const std::vector<flatbuffers::Offset<schema::SubGraph>> graphs = {schema::SubGraphBuilder(b).Finish()};
    const auto list = b.CreateVector(graphs);
    const auto buffers = b.CreateVector(std::vector<flatbuffers::Offset<schema::Buffer>>());
    schema::ModelBuilder model(b);
    model.add_version(3);
    model.add_subgraphs(list);
    model.add_buffers(buffers);
    b.Finish(model.Finish(), "TFL3");
    const std::string bytes(reinterpret_cast<const char*>(b.GetBufferPointer()), b.GetSize());
    EXPECT_EQ(MessagesOf(bytes), "Did not get tensors in subgraph 0.\n\n");
  }
  m.model.subgraphs.clear();
  EXPECT_EQ(MessagesOf(m.Bytes()), "No subgraph in the model.\n\n");
}

TEST(Load, Operators) {
  const std::string old =
      "Didn't find op for builtin opcode 'ADD' version '99'. An older version of this builtin might be supported. Are "
      "you using an old TFLite binary with a newer model?\n\nRegistration failed.\n\n";
  AddModel m;
  schema::OperatorCodeT& code = *m.model.operator_codes[0];
  code.version = 99;
  EXPECT_EQ(MessagesOf(m.Bytes()), old);
  code.version = 1;
  code.builtin_code =
      static_cast<schema::BuiltinOperator>(999);  // NOLINT(clang-analyzer-optin.core.EnumCastOutOfRange)
  EXPECT_EQ(MessagesOf(m.Bytes()),
            "Op builtin_code out of range: 999. Are you using old TFLite binary with newer model?\n"
            "Registration failed.\n\n");
  code.builtin_code = schema::BuiltinOperator::CUSTOM;
  EXPECT_EQ(MessagesOf(m.Bytes()), "Operator with CUSTOM builtin_code has no custom_code.\n\nRegistration failed.\n\n");
  code.custom_code = "Foo";
  EXPECT_EQ(MessagesOf(m.Bytes()),
            "Encountered unresolved custom op: Foo.\nSee instructions: "
            "https://www.tensorflow.org/lite/guide/ops_custom \nNode number 0 (Foo) failed to prepare.\n");
  code.custom_code = "FlexFoo";
  EXPECT_EQ(MessagesOf(m.Bytes()),
            "Select TensorFlow op(s), included in the given model, is(are) not supported by this interpreter. Make "
            "sure you apply/link the Flex delegate before inference. For the Android, it can be resolved by adding "
            "\"org.tensorflow:tensorflow-lite-select-tf-ops\" dependency. See instructions: "
            "https://www.tensorflow.org/lite/guide/ops_select\nNode number 0 (FlexFoo) failed to prepare.\n");
  Session flex(m.Bytes());
  ASSERT_TRUE(flex);
  EXPECT_TRUE(flex->HasUnresolvedFlexOp());
  EXPECT_EQ(flex->AllocateTensors(), kTfLiteUnresolvedOps);
  m.node().opcode_index = 3;
  EXPECT_EQ(MessagesOf(m.Bytes()), "Missing registration for opcode_index 3\n\n");
}

TEST(Load, OperatorCodeInTheOldField) {
  AddModel m;
  // Models from before the wide field exist carry the code in the narrow one alone; the larger of both counts.
  m.model.operator_codes[0]->deprecated_builtin_code = static_cast<int8_t>(Op::MUL);
  m.model.operator_codes[0]->builtin_code = schema::BuiltinOperator::ADD;
  Session s(m.Bytes());
  ASSERT_TRUE(s) << s.messages.text;
  ASSERT_EQ(s->AllocateTensors(), kTfLiteOk);
  ASSERT_TRUE(s.Set<float>(0, {3, 4}) && s.Set<float>(1, {5, 6}));
  ASSERT_EQ(s->Invoke(), kTfLiteOk);
  EXPECT_EQ(s.Get<float>(0), (std::vector<float>{15, 24}));
}

TEST(Load, TensorIndices) {
  const auto messages = [](auto change) {
    AddModel m;
    change(m);
    return MessagesOf(m.Bytes());
  };
  EXPECT_EQ(messages([](AddModel& m) { m.node().inputs = {0, 7}; }),
            "Invalid tensor index 7 in node inputs. The subgraph has 3 tensors\n\n");
  EXPECT_EQ(messages([](AddModel& m) { m.node().inputs = {-2, 1}; }),
            "Invalid tensor index -2 in node inputs. The subgraph has 3 tensors\n\n");
  EXPECT_EQ(messages([](AddModel& m) { m.node().outputs = {7}; }),
            "Invalid tensor index 7 in node outputs. The subgraph has 3 tensors\n\n");
  EXPECT_EQ(messages([](AddModel& m) { m.graph().inputs = {0, 9}; }),
            "Invalid tensor index 9 in inputs. The subgraph has 3 tensors\n\n");
  EXPECT_EQ(messages([](AddModel& m) { m.graph().outputs = {-1}; }),
            "Invalid tensor index -1 in outputs. The subgraph has 3 tensors\n\n");
  EXPECT_EQ(messages([](AddModel& m) { m.node().outputs = {1}; }), "Tensor 1 is both input 1 and output 0\n\n");
  // Inputs that the op demands, given as absent.
  EXPECT_EQ(messages([](AddModel& m) { m.node().inputs = {0, -1}; }),
            "2 inputs and 1 outputs\nNode number 0 (ADD) failed to prepare.\n");
  EXPECT_EQ(messages([](AddModel& m) { m.node().outputs = {-1}; }),
            "2 inputs and 1 outputs\nNode number 0 (ADD) failed to prepare.\n");
  EXPECT_EQ(messages([](AddModel& m) { m.node().inputs = {0, 1, 0}; }),
            "3 inputs and 1 outputs\nNode number 0 (ADD) failed to prepare.\n");
}

TEST(Load, EveryTensorIsWrittenOnce) {
  AddModel m;
  const GraphMaker g(&m.model, 0);
  const int w = g.Tensor(TensorType::FLOAT32, {2});
  g.Node(Op::ADD, {0, 2}, {w});
  g.Node(Op::ADD, {0, 1}, {2});  // again
  EXPECT_EQ(MessagesOf(m.Bytes()), "Node 2 writes tensor 2, which is constant, a variable or already in use\n");
}

TEST(Load, Buffers) {
  {
    AddModel m;
    m.tensor(1).buffer = 5;
    EXPECT_EQ(MessagesOf(m.Bytes()), "Tensor 1 specifies out of range buffer 5 (only 1 buffers).\n\n");
  }
  {
    AddModel m;
    m.GiveBuffer(7);
    EXPECT_EQ(MessagesOf(m.Bytes()), "Tensor 1 is invalidly specified in schema.\n\n");
  }
  {
    AddModel m;
    m.GiveBuffer(8);
    m.tensor(1).is_variable = true;
    EXPECT_EQ(MessagesOf(m.Bytes()), "Tensor 1 is a variable tensor with buffer. It's not supported now.\n\n");
  }
  for (const uint64_t offset : {uint64_t{100000}, UINT64_MAX - 4}) {
    AddModel m;
    schema::BufferT& buffer = m.GiveBuffer(0);
    buffer.offset = offset;
    buffer.size = 8;
    EXPECT_EQ(MessagesOf(m.Bytes()), "Constant buffer 1 specified an out of range offset.\n\n");
  }
}

TEST(Load, TypesAndShapes) {
  const auto messages = [](auto change) {
    AddModel m;
    change(m.tensor(1));
    return MessagesOf(m.Bytes());
  };
  const std::string overflow =
      "BytesRequired number of elements overflowed.\n\nTensor 1 is invalidly specified in schema.\n\n";
  const auto no_type = static_cast<TensorType>(77);  // NOLINT(clang-analyzer-optin.core.EnumCastOutOfRange)
  EXPECT_EQ(messages([=](auto& t) { t.type = no_type; }), "Unsupported data type 77 in tensor\n\n");
  EXPECT_EQ(messages([](auto& t) { t.shape = {1 << 20, 1 << 20, 1 << 20, 1 << 20}; }), overflow);
  EXPECT_EQ(messages([](auto& t) { t.shape = {-1}; }), overflow);
  EXPECT_EQ(messages([](auto& t) { t.shape = {0, INT32_MAX, INT32_MAX}; }), overflow) << "also behind a zero";
  EXPECT_EQ(messages([](auto& t) {
              t.type = TensorType::STRING;
              t.is_variable = true;
            }),
            "String variable tensor isn't supported.\nTensor 1 is invalidly specified in schema.\n\n");
}

TEST(Load, Quantization) {
  const auto messages = [](std::vector<int> shape, std::vector<float> scales, std::vector<int64_t> zeros,
                           int dimension) {
    AddModel m;
    m.tensor(1).shape = std::move(shape);
    m.graph().operators.clear();
    GraphMaker(&m.model, 0).Quantize(1, std::move(scales), std::move(zeros), dimension);
    return MessagesOf(m.Bytes());
  };
  const std::string invalid = "Tensor 1 has invalid quantization parameters.\n\n";
  EXPECT_EQ(messages({2}, {1, 2}, {0, 0}, 0), "");
  EXPECT_EQ(messages({3}, {1, 2}, {0, 0}, 0), invalid);
  EXPECT_EQ(messages({2}, {1, 2}, {0, 0, 0}, 0), invalid);
  EXPECT_EQ(messages({2}, {1, 2}, {0, 0}, 1), invalid);
  EXPECT_EQ(messages({2}, {1, 2}, {0, 0}, -1), invalid);
  EXPECT_EQ(messages({2}, {1}, {}, 0), invalid);
  EXPECT_EQ(messages({}, {1}, {5}, 0), "");
}

TEST(Load, PrepareNamesTheNode) {
  AddModel m;
  m.tensor(1).shape = {3};
  EXPECT_TRUE(MessagesOf(m.Bytes()).ends_with("\nNode number 0 (ADD) failed to prepare.\n"));
}

// --- What is unusual but right ---

TEST(Load, ConstantsBehindTheFlatbuffer) {
  AddModel m;
  schema::BufferT& buffer = m.GiveBuffer(0);
  m.graph().inputs = {0};
  buffer.size = 8;
  for (const int padding : {0, 1, 2, 5}) {  // an offset that no reader could use in place is copied
    buffer.offset = 1 << 20;                // fixes the size of the field
    const auto offset = m.Bytes().size() + static_cast<size_t>(padding);
    buffer.offset = offset;
    std::string bytes = m.Bytes();
    ASSERT_LE(bytes.size(), offset);
    bytes.resize(offset);
    const float values[] = {10, 20};
    bytes.append(reinterpret_cast<const char*>(values), sizeof(values));
    Session s(bytes);
    ASSERT_TRUE(s) << s.messages.text;
    ASSERT_EQ(s->AllocateTensors(), kTfLiteOk);
    ASSERT_TRUE(s.Set<float>(0, {1, 2}));
    ASSERT_EQ(s->Invoke(), kTfLiteOk);
    EXPECT_EQ(s.Get<float>(0), (std::vector<float>{11, 22})) << padding;
    bytes.pop_back();
    EXPECT_EQ(MessagesOf(bytes), "Constant buffer 1 specified an out of range offset.\n\n");
  }
}

TEST(Load, ConstantsStayInPlace) {
  AddModel m;
  m.GiveBuffer(8);
  m.graph().inputs = {0};
  Session s(m.Bytes());
  ASSERT_TRUE(s);
  const char* data = s->tensor(1)->data.raw;
  EXPECT_TRUE(data >= s.bytes().data() && data + 8 <= s.bytes().data() + s.bytes().size());
  EXPECT_EQ(s->tensor(1)->allocation_type, kTfLiteMmapRo);
  const char* dims = reinterpret_cast<const char*>(s->tensor(1)->dims);
  EXPECT_TRUE(dims >= s.bytes().data() && dims < s.bytes().data() + s.bytes().size());
}

TEST(Load, InputsWithAValueMayBeWritten) {
  AddModel m;
  m.GiveBuffer(8);
  Session s(m.Bytes());
  ASSERT_TRUE(s);
  const std::string before(s.bytes().data(), s.bytes().size());
  ASSERT_EQ(s->AllocateTensors(), kTfLiteOk);
  ASSERT_TRUE(s.Set<float>(0, {1, 2}) && s.Set<float>(1, {3, 4}));
  ASSERT_EQ(s->Invoke(), kTfLiteOk);
  EXPECT_EQ(s.Get<float>(0), (std::vector<float>{4, 6}));
  EXPECT_EQ(before, std::string(s.bytes().data(), s.bytes().size())) << "the model's bytes are never written";
}

TEST(Load, PackedTypes) {
  const auto bytes = [](TensorType type, std::vector<int> shape) {
    AddModel m;
    m.graph().operators.clear();
    m.tensor(1).type = type;
    m.tensor(1).shape = std::move(shape);
    Session s(m.Bytes());
    return s ? s->tensor(1)->bytes : SIZE_MAX;
  };
  EXPECT_EQ(bytes(TensorType::INT4, {3, 3}), 5u);
  EXPECT_EQ(bytes(TensorType::INT4, {4}), 2u);
  EXPECT_EQ(bytes(TensorType::INT4, {0}), 0u);
  EXPECT_EQ(bytes(TensorType::INT2, {5}), 2u);
  EXPECT_EQ(bytes(TensorType::BOOL, {5}), 5u);
  EXPECT_EQ(bytes(TensorType::FLOAT16, {5}), 10u);
  EXPECT_EQ(bytes(TensorType::COMPLEX128, {}), 16u);
  EXPECT_EQ(bytes(TensorType::INT64, {2, 3}), 48u);
}

TEST(Load, PackedConstantOfTheRightSize) {
  AddModel m;
  m.graph().operators.clear();
  m.tensor(1).type = TensorType::INT4;
  m.tensor(1).shape = {5};
  m.GiveBuffer(3);
  EXPECT_EQ(MessagesOf(m.Bytes()), "");
  m.model.buffers.back()->data.pop_back();
  EXPECT_EQ(MessagesOf(m.Bytes()), "Tensor 1 is invalidly specified in schema.\n\n");
}

TEST(Load, Strings) {
  const auto messages = [](std::vector<int> shape, const std::string& bytes) {
    ModelMaker m;
    const GraphMaker g = m.Graph();
    g.Output(g.RawConstant(TensorType::STRING, std::move(shape), bytes));
    return MessagesOf(m.Bytes());
  };
  const std::string good = PackStrings({"abc", "", "de"}), invalid = "Tensor 0 holds invalid strings\n";
  EXPECT_EQ(messages({3}, good), "");
  EXPECT_EQ(messages({2}, good), invalid) << "more strings than elements";
  EXPECT_EQ(messages({3}, good.substr(0, good.size() - 1)), invalid);
  EXPECT_EQ(messages({3}, good.substr(0, 3)), invalid);
  EXPECT_EQ(messages({3}, good.substr(0, 12)), invalid);
  for (size_t word = 0; word < 5; ++word) {
    for (const int32_t value : {-1, INT32_MAX, INT32_MIN, 0, 1000}) {
      std::string bad = good;
      std::memcpy(bad.data() + 4 * word, &value, 4);
      EXPECT_EQ(messages({3}, bad), invalid) << word << " " << value;
    }
  }
}

TEST(Load, SparseTensorsNeedParameters) {
  AddModel m;
  m.GiveBuffer(8);
  m.tensor(1).sparsity = std::make_unique<schema::SparsityParametersT>();
  EXPECT_EQ(MessagesOf(m.Bytes()), "Tensor 1 has invalid sparsity\n");
}

TEST(Load, MetadataIsIgnored) {
  AddModel m;
  m.model.metadata.push_back(std::make_unique<schema::MetadataT>());
  m.model.metadata[0]->name = "min_runtime_version";
  m.model.metadata[0]->buffer = 77;  // names no buffer
  EXPECT_EQ(MessagesOf(m.Bytes()), "");
}

TEST(Load, EmptyGraph) {
  ModelMaker m;
  m.Graph();
  // The object API writes no empty lists: with a tensor nobody uses there is one.
  GraphMaker(&m.model, 0).Tensor(TensorType::FLOAT32, {1});
  EXPECT_EQ(MessagesOf(m.Bytes()), "");
}

}  // namespace
}  // namespace tare
