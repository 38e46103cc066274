// Makes small .tflite files for the builder's tests.
#include "tests/unit/builder/model_maker.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "builder/error.h"

namespace tare::builder {

ModelMaker::ModelMaker() {
  model_.version = 3;
  model_.buffers.push_back(std::make_unique<schema::BufferT>());
  AddGraph();
}

size_t ModelMaker::AddGraph() {
  model_.subgraphs.push_back(std::make_unique<schema::SubGraphT>());
  return model_.subgraphs.size() - 1;
}

uint32_t ModelMaker::AddBuffer(const Bytes& data) {
  auto buffer = std::make_unique<schema::BufferT>();
  buffer->data = data;
  model_.buffers.push_back(std::move(buffer));
  return static_cast<uint32_t>(model_.buffers.size()) - 1;
}

int ModelMaker::AddTensor(schema::TensorType type, uint32_t buffer, size_t g) {
  auto tensor = std::make_unique<schema::TensorT>();
  tensor->name = "tensor";
  tensor->shape = {2};
  tensor->type = type;
  tensor->buffer = buffer;
  graph(g).tensors.push_back(std::move(tensor));
  return static_cast<int>(graph(g).tensors.size()) - 1;
}

schema::OperatorT& ModelMaker::AddNode(schema::BuiltinOperator code, int version, const std::vector<int>& inputs,
                                       const std::vector<int>& outputs, size_t g) {
  auto entry = std::make_unique<schema::OperatorCodeT>();
  entry->builtin_code = code;
  entry->deprecated_builtin_code = static_cast<int8_t>(std::min(static_cast<int>(code), 127));
  entry->version = version;
  model_.operator_codes.push_back(std::move(entry));
  auto node = std::make_unique<schema::OperatorT>();
  node->opcode_index = static_cast<uint32_t>(model_.operator_codes.size()) - 1;
  node->inputs = inputs;
  node->outputs = outputs;
  graph(g).operators.push_back(std::move(node));
  return *graph(g).operators.back();
}

void ModelMaker::AddCustom(const std::string& name, const std::vector<int>& inputs, const std::vector<int>& outputs) {
  AddNode(schema::BuiltinOperator::CUSTOM, 1, inputs, outputs);
  model_.operator_codes.back()->custom_code = name;
}

Bytes ModelMaker::Pack() {
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(schema::Model::Pack(builder, &model_), schema::ModelIdentifier());
  return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
}

TemporaryFile::TemporaryFile(const Bytes& bytes) {
  std::string name = (std::filesystem::temp_directory_path() / "tare-test-XXXXXX").string();
  close(mkstemp(name.data()));
  path_ = name;
  Write(bytes);
}

TemporaryFile::~TemporaryFile() { std::filesystem::remove(path_); }

void TemporaryFile::Write(const Bytes& bytes) const {
  std::ofstream out(path_, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

Model Load(const Bytes& bytes) { return LoadModel(TemporaryFile(bytes).path()); }

std::string LoadError(const Bytes& bytes) {
  const TemporaryFile file(bytes);
  try {
    LoadModel(file.path());
  } catch (const BuildError& e) {
    const std::string text = e.what();
    const std::string prefix = file.path() + ": ";
    return text.starts_with(prefix) ? text.substr(prefix.size()) : "does not name the file: " + text;
  }
  return "";
}

ModelMaker SoftmaxModel() {
  ModelMaker maker;
  const int in = maker.AddTensor(schema::TensorType::FLOAT32);
  const int out = maker.AddTensor(schema::TensorType::FLOAT32);
  maker.AddNode(schema::BuiltinOperator::SOFTMAX, 1, {in}, {out});
  maker.graph().inputs = {in};
  maker.graph().outputs = {out};
  return maker;
}

}  // namespace tare::builder
