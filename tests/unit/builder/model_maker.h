// Makes small .tflite files for the builder's tests, through the schema's object API.
#ifndef TARE_TESTS_UNIT_BUILDER_MODEL_MAKER_H_
#define TARE_TESTS_UNIT_BUILDER_MODEL_MAKER_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "builder/model/model.h"

namespace tare::builder {

using Bytes = std::vector<uint8_t>;

/// A model under construction, with one empty subgraph. The object API's structure stays open for anything unusual.
class ModelMaker {
 public:
  ModelMaker();
  schema::ModelT& model() { return model_; }
  schema::SubGraphT& graph(size_t i = 0) { return *model_.subgraphs[i]; }

  /// Adds a subgraph; returns its index.
  size_t AddGraph();
  /// Adds a buffer; returns its index.
  uint32_t AddBuffer(const Bytes& data);
  /// Adds a tensor of shape [2]; returns its index.
  int AddTensor(schema::TensorType type, uint32_t buffer = 0, size_t graph = 0);
  /// Adds a node whose code is in both fields as far as it fits the older one.
  schema::OperatorT& AddNode(schema::BuiltinOperator code, int version, const std::vector<int>& inputs,
                             const std::vector<int>& outputs, size_t graph = 0);
  /// Adds a node of a custom op.
  void AddCustom(const std::string& name, const std::vector<int>& inputs, const std::vector<int>& outputs);

  Bytes Pack();

 private:
  schema::ModelT model_;
};

/// A file in the temporary folder that disappears with this object.
class TemporaryFile {
 public:
  explicit TemporaryFile(const Bytes& bytes);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  void Write(const Bytes& bytes) const;
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// LoadModel through a file.
Model Load(const Bytes& bytes);
/// What loading says is wrong, without the file's name; "" when nothing is.
std::string LoadError(const Bytes& bytes);

/// SOFTMAX over one float32 tensor.
ModelMaker SoftmaxModel();

}  // namespace tare::builder

#endif  // TARE_TESTS_UNIT_BUILDER_MODEL_MAKER_H_
