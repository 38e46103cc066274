// A .tflite file on the host: its bytes, verified, and the tables that selection and reports read.
#ifndef TARE_BUILDER_MODEL_MODEL_H_
#define TARE_BUILDER_MODEL_MODEL_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "builder/model/tflite_generated.h"
#include "runtime/c_abi.h"

namespace tare::builder {

/// One verified model. The tables point into `bytes`; moving a Model keeps them valid.
struct Model {
  std::filesystem::path path;
  std::vector<uint8_t> bytes;  // the whole file: flatbuffer, then whatever lies behind it
  const schema::Model* root = nullptr;
};

/// Reads and verifies a file. Throws BuildError with one line: which file, what is wrong, at which offset.
Model LoadModel(const std::filesystem::path& path);

/// All files, in order; problems of several files are reported together, a line each.
std::vector<Model> LoadModels(const std::vector<std::string>& paths);

/// The larger of the two code fields, as every runtime reads it.
int OperatorCodeOf(const schema::OperatorCode& code);
/// The schema's type as the C API's, kTfLiteNoType when unknown.
TfLiteType TypeOf(schema::TensorType type);
/// "FLOAT32" …; "type N" when unknown.
std::string TypeName(TfLiteType type);
/// "CONV_2D" …, or "operator N".
std::string OperatorName(int code);
/// The bytes of a buffer, inside the flatbuffer or behind it; empty when it has none.
struct Span {
  const uint8_t* data = nullptr;
  size_t size = 0;
};
Span BufferOf(const Model& model, uint32_t index);
/// The bytes of a tensor that no run changes; empty for one without a buffer, and for an input of the graph, which is
/// no constant even with a value: apps may write another.
Span ConstantOf(const Model& model, const schema::SubGraph& graph, int tensor);

}  // namespace tare::builder

#endif  // TARE_BUILDER_MODEL_MODEL_H_
