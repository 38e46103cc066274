// Reading models: whatever a file holds, it is either a sound model or one line that says what is wrong and where.
#include "builder/model/model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "builder/error.h"
#include "builder/select/selection.h"
#include "tests/unit/builder/model_maker.h"

namespace tare::builder {
namespace {

using schema::BuiltinOperator;
using schema::TensorType;

/// A model with something in every part: constants, several subgraphs, signature, metadata.
Bytes RichModel() {
  ModelMaker maker = SoftmaxModel();
  const int shape = maker.AddTensor(TensorType::INT32, maker.AddBuffer({2, 0, 0, 0, 1, 0, 0, 0}));
  const int reshaped = maker.AddTensor(TensorType::FLOAT32);
  maker.AddNode(BuiltinOperator::RESHAPE, 1, {1, shape}, {reshaped});
  const size_t second = maker.AddGraph();
  maker.AddTensor(TensorType::INT8, 0, second);
  maker.AddTensor(TensorType::INT8, 0, second);
  maker.AddNode(BuiltinOperator::RELU, 1, {0}, {1}, second);
  auto signature = std::make_unique<schema::SignatureDefT>();
  signature->signature_key = "serving_default";
  signature->inputs.push_back(std::make_unique<schema::TensorMapT>());
  signature->inputs[0]->name = "x";
  maker.model().signature_defs.push_back(std::move(signature));
  maker.model().metadata.push_back(std::make_unique<schema::MetadataT>());
  maker.model().metadata[0]->name = "min_runtime_version";
  return maker.Pack();
}

bool OneLine(const std::string& text) { return !text.empty() && text.find('\n') == std::string::npos; }

TEST(Model, ReadsWhatWasWritten) {
  const Model model = Load(RichModel());
  EXPECT_EQ(model.root->subgraphs()->size(), 2u);
  EXPECT_EQ(BufferOf(model, 1).size, 8u);
  EXPECT_EQ(BufferOf(model, 1).data[4], 1);
  EXPECT_EQ(BufferOf(model, 0).size, 0u);
  EXPECT_EQ(BufferOf(model, 99).size, 0u);
}

TEST(Model, FilesThatAreNone) {
  EXPECT_THROW(LoadModel("/nonexistent/model.tflite"), BuildError);
  EXPECT_THROW(LoadModel("/tmp"), BuildError);
  EXPECT_EQ(LoadError({}), "the file is empty");
  EXPECT_EQ(LoadError({1, 2, 3}), "not a .tflite file: only 3 bytes");
  EXPECT_EQ(LoadError({8, 0, 0, 0, 'T', 'F', 'L', '2', 0, 0, 0, 0}),
            "not a .tflite file: identifier at byte 4 is 'TFL2', not 'TFL3'");
  EXPECT_EQ(LoadError({8, 0, 0, 0, 7, '\n', 'L', '2', 0, 0, 0, 0}),
            "not a .tflite file: identifier at byte 4 is '\\x07\\x0aL2', not 'TFL3'");
}

TEST(Model, SchemaVersion) {
  ModelMaker maker = SoftmaxModel();
  maker.model().version = 2;
  EXPECT_EQ(LoadError(maker.Pack()), "schema version 2 is not supported, only version 3");
}

TEST(Model, CorruptRoot) {
  Bytes bytes = RichModel();
  const uint32_t far = 0x7fffff00;
  std::memcpy(bytes.data(), &far, 4);
  EXPECT_EQ(LoadError(bytes), "truncated or corrupt (" + std::to_string(bytes.size()) +
                                  " bytes): the root table's offset at byte 0 (2147483392) does not lead to a table");
}

/// The byte at which the first subgraph's table starts.
size_t FirstSubgraph(const Bytes& bytes) {
  const auto* graph = schema::GetModel(bytes.data())->subgraphs()->Get(0);
  return static_cast<size_t>(reinterpret_cast<const uint8_t*>(graph) - bytes.data());
}

TEST(Model, CorruptTableIsNamedWithItsOffset) {
  Bytes bytes = RichModel();
  const size_t at = FirstSubgraph(bytes);
  const int32_t nowhere = 0x40000000;  // the table's offset to its field list
  std::memcpy(bytes.data() + at, &nowhere, 4);
  const std::string error = LoadError(bytes);
  EXPECT_NE(error.find("subgraph 0 at byte " + std::to_string(at) + " has corrupt offsets"), std::string::npos)
      << error;
}

TEST(Model, EveryTruncationIsAnError) {
  const Bytes bytes = RichModel();
  for (size_t size = 0; size < bytes.size(); ++size) {
    const std::string error = LoadError(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)));
    // The last bytes may be padding.
    if (size + 16 < bytes.size()) EXPECT_TRUE(OneLine(error)) << size << ": " << error;
  }
}

// Any change of a byte gives a model that selection can walk, or one line.
TEST(Model, ChangedBytes) {
  const Bytes bytes = RichModel();
  const TemporaryFile file(bytes);
  size_t rejected = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    for (const int change : {1 << (i % 8), 0x80, 0xff}) {
      Bytes changed = bytes;
      changed[i] ^= static_cast<uint8_t>(change);
      file.Write(changed);
      try {
        const std::vector<Model> models = LoadModels({file.path()});
        const Selection selection = Select(models);
        for (const Unsupported& u : selection.unsupported) EXPECT_FALSE(Describe(u, models).empty());
      } catch (const BuildError& e) {
        ++rejected;
        EXPECT_TRUE(OneLine(e.what())) << e.what();
        EXPECT_TRUE(std::string(e.what()).starts_with(file.path() + ": ")) << e.what();
      }
    }
  }
  EXPECT_GT(rejected, bytes.size() / 2);
}

TEST(Model, IndicesBetweenTables) {
  const auto error_of = [](const auto& break_it) {
    ModelMaker maker = SoftmaxModel();
    break_it(maker);
    return LoadError(maker.Pack());
  };
  EXPECT_EQ(error_of([](ModelMaker& m) { m.model().subgraphs.clear(); }), "the model has no subgraph");
  EXPECT_EQ(error_of([](ModelMaker& m) { m.graph().inputs = {2}; }),
            "subgraph 0: the list of inputs refers to tensor 2, but there are 2");
  EXPECT_EQ(error_of([](ModelMaker& m) { m.graph().outputs = {-1}; }),
            "subgraph 0: the list of outputs refers to tensor -1, but there are 2");
  EXPECT_EQ(error_of([](ModelMaker& m) { m.graph().operators[0]->inputs = {-2}; }),
            "subgraph 0: node 0 refers to tensor -2, but there are 2");
  EXPECT_EQ(error_of([](ModelMaker& m) { m.graph().operators[0]->inputs = {-1}; }), "");  // an optional input
  EXPECT_EQ(error_of([](ModelMaker& m) { m.graph().operators[0]->intermediates = {7}; }),
            "subgraph 0: node 0 refers to tensor 7, but there are 2");
  EXPECT_EQ(error_of([](ModelMaker& m) { m.graph().operators[0]->opcode_index = 5; }),
            "subgraph 0: node 0 refers to operator code 5, but there are 1");
  EXPECT_EQ(error_of([](ModelMaker& m) { m.graph().tensors[1]->buffer = 9; }),
            "subgraph 0: tensor 1 refers to buffer 9, but there are 1");
  const auto with_signature = [&](uint32_t subgraph, uint32_t tensor) {
    return error_of([&](ModelMaker& m) {
      auto signature = std::make_unique<schema::SignatureDefT>();
      signature->subgraph_index = subgraph;
      signature->outputs.push_back(std::make_unique<schema::TensorMapT>());
      signature->outputs[0]->tensor_index = tensor;
      m.model().signature_defs.push_back(std::move(signature));
    });
  };
  EXPECT_EQ(with_signature(0, 1), "");
  EXPECT_EQ(with_signature(1, 0), "signature 0 refers to subgraph 1, but there are 1");
  EXPECT_EQ(with_signature(0, 4), "signature 0 refers to tensor 4 of subgraph 0, but there are 2");
}

/// A model whose constant lies behind the flatbuffer, `offset` and `size` as the file claims.
Bytes ExternalModel(uint64_t offset_from_end, uint64_t size) {
  ModelMaker maker = SoftmaxModel();
  maker.AddTensor(TensorType::INT32, maker.AddBuffer({}));
  // The offset field's width does not depend on its value, so a first packing tells where the data will lie.
  maker.model().buffers[1]->offset = 4096;
  maker.model().buffers[1]->size = size;
  maker.model().buffers[1]->offset = maker.Pack().size() + offset_from_end;
  Bytes bytes = maker.Pack();
  bytes.insert(bytes.end(), {5, 6, 7, 8});
  return bytes;
}

TEST(Model, BuffersBehindTheFlatbuffer) {
  const Model model = Load(ExternalModel(1, 3));
  const Span span = BufferOf(model, 1);
  ASSERT_EQ(span.size, 3u);
  EXPECT_EQ(span.data[0], 6);
  EXPECT_NE(LoadError(ExternalModel(1, 4)).find("buffer 1 lies at bytes "), std::string::npos);
  EXPECT_NE(LoadError(ExternalModel(5, 0)).find("outside the file of "), std::string::npos);
  EXPECT_NE(LoadError(ExternalModel(0, ~uint64_t{0})).find("outside the file of "), std::string::npos);
}

TEST(Model, SeveralFilesReportTogether) {
  const TemporaryFile empty({}), good(SoftmaxModel().Pack()), text({'h', 'e', 'l', 'l', 'o', ',', ' ', 'y', 'o', 'u'});
  try {
    LoadModels({empty.path(), good.path(), text.path()});
    FAIL() << "no error";
  } catch (const BuildError& e) {
    const std::string message = e.what();
    EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 1) << message;
    EXPECT_NE(message.find(empty.path()), std::string::npos);
    EXPECT_NE(message.find(text.path()), std::string::npos);
  }
}

TEST(Model, Names) {
  EXPECT_EQ(TypeName(TypeOf(TensorType::FLOAT16)), "FLOAT16");
  EXPECT_EQ(TypeName(TypeOf(TensorType::INT4)), "INT4");
  EXPECT_EQ(TypeOf(static_cast<TensorType>(100)), kTfLiteNoType);
  EXPECT_EQ(OperatorName(3), "CONV_2D");
  EXPECT_EQ(OperatorName(4711), "operator 4711");
  schema::OperatorCodeT code;
  code.deprecated_builtin_code = 25;
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(schema::OperatorCode::Pack(builder, &code));
  EXPECT_EQ(OperatorCodeOf(*flatbuffers::GetRoot<schema::OperatorCode>(builder.GetBufferPointer())), 25);
}

}  // namespace
}  // namespace tare::builder
