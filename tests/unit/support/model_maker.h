// Builds models of any number of graphs in memory, and loads them as a device would. Header-only, because every folder
// of tests/unit is a program. Single nodes are better served by tests/unit/kernels/kernel_runner.h.
//
//   ModelMaker m;
//   GraphMaker g = m.Graph();
//   const int x = g.Input(TensorType::FLOAT32, {2}), c = g.Constant<float>({2}, {1, 2});
//   const int y = g.Tensor(TensorType::FLOAT32, {2});
//   g.Node(Op::ADD, {x, c}, {y});
//   g.Output(y);
//   Session s(m.Bytes());
#ifndef TARE_TESTS_UNIT_SUPPORT_MODEL_MAKER_H_
#define TARE_TESTS_UNIT_SUPPORT_MODEL_MAKER_H_

#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "builder/model/tflite_generated.h"
#include "runtime/interpreter.h"
#include "runtime/op_codes.h"
#include "runtime/registration.h"

namespace tare {

using schema::TensorType;

template <class T>
constexpr TensorType TensorTypeOf() {
  if constexpr (std::is_same_v<T, float>) return TensorType::FLOAT32;
  if constexpr (std::is_same_v<T, int8_t>) return TensorType::INT8;
  if constexpr (std::is_same_v<T, uint8_t>) return TensorType::UINT8;
  if constexpr (std::is_same_v<T, int16_t>) return TensorType::INT16;
  if constexpr (std::is_same_v<T, int32_t>) return TensorType::INT32;
  if constexpr (std::is_same_v<T, int64_t>) return TensorType::INT64;
  if constexpr (std::is_same_v<T, double>) return TensorType::FLOAT64;
  if constexpr (std::is_same_v<T, bool>) return TensorType::BOOL;
}

/// Strings as the format packs them: count, offsets from the start, then the characters.
inline std::string PackStrings(const std::vector<std::string>& strings) {
  std::vector<int32_t> head = {static_cast<int32_t>(strings.size())};
  std::string characters;
  const auto base = static_cast<int32_t>(4 * (strings.size() + 2));
  for (const std::string& s : strings) {
    head.push_back(base + static_cast<int32_t>(characters.size()));
    characters += s;
  }
  head.push_back(base + static_cast<int32_t>(characters.size()));
  return std::string(reinterpret_cast<const char*>(head.data()), head.size() * 4) + characters;
}

inline std::vector<std::string> UnpackStrings(const TfLiteTensor& t) {
  std::vector<std::string> strings;
  if (t.bytes < 8) return strings;
  const int32_t* head = t.data.i32;
  for (int32_t i = 0; i < head[0]; ++i) strings.emplace_back(t.data.raw + head[1 + i], t.data.raw + head[2 + i]);
  return strings;
}

/// One graph of a ModelMaker; copy freely.
class GraphMaker {
 public:
  GraphMaker(schema::ModelT* model, int index) : model_(model), index_(index) {}
  schema::SubGraphT& graph() const { return *model_->subgraphs[static_cast<size_t>(index_)]; }
  schema::TensorT& tensor(int i) const { return *graph().tensors[static_cast<size_t>(i)]; }

  int Tensor(TensorType type, std::vector<int> shape) const {
    auto t = std::make_unique<schema::TensorT>();
    t->type = type;
    t->shape = std::move(shape);
    t->name = "t" + std::to_string(graph().tensors.size());
    graph().tensors.push_back(std::move(t));
    return static_cast<int>(graph().tensors.size()) - 1;
  }
  int Input(TensorType type, std::vector<int> shape) const {
    graph().inputs.push_back(Tensor(type, std::move(shape)));
    return graph().inputs.back();
  }
  int RawConstant(TensorType type, std::vector<int> shape, std::string_view bytes) const {
    const int i = Tensor(type, std::move(shape));
    tensor(i).buffer = static_cast<uint32_t>(model_->buffers.size());
    model_->buffers.push_back(std::make_unique<schema::BufferT>());
    model_->buffers.back()->data.assign(bytes.begin(), bytes.end());
    return i;
  }
  template <class T>
  int Constant(std::vector<int> shape, const std::vector<T>& values) const {
    if constexpr (std::is_same_v<T, bool>) {
      return RawConstant(TensorType::BOOL, std::move(shape), std::string(values.begin(), values.end()));
    } else {
      return RawConstant(TensorTypeOf<T>(), std::move(shape),
                         {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)});
    }
  }
  int Variable(TensorType type, std::vector<int> shape) const {
    const int i = Tensor(type, std::move(shape));
    tensor(i).is_variable = true;
    return i;
  }
  void Quantize(int i, std::vector<float> scale, std::vector<int64_t> zero_point, int dimension = 0) const {
    tensor(i).quantization = std::make_unique<schema::QuantizationParametersT>();
    tensor(i).quantization->scale = std::move(scale);
    tensor(i).quantization->zero_point = std::move(zero_point);
    tensor(i).quantization->quantized_dimension = dimension;
  }
  /// Scales of blocks, which are in the tensor `scales`.
  void QuantizeBlocks(int i, int scales, int size) const {
    tensor(i).quantization = std::make_unique<schema::QuantizationParametersT>();
    schema::BlockwiseQuantizationT blocks;
    blocks.scales = scales;
    blocks.block_size = size;
    tensor(i).quantization->details.Set(blocks);
  }
  void Output(int i) const { graph().outputs.push_back(i); }

  schema::OperatorT& Node(Op op, std::vector<int> inputs, std::vector<int> outputs, int version = 1,
                          const char* custom = nullptr) const {
    auto node = std::make_unique<schema::OperatorT>();
    node->opcode_index = Code(op, version, custom);
    node->inputs = std::move(inputs);
    node->outputs = std::move(outputs);
    graph().operators.push_back(std::move(node));
    return *graph().operators.back();
  }
  template <class OptionsT>
  void Node(Op op, std::vector<int> inputs, std::vector<int> outputs, OptionsT options, int version = 1) const {
    Node(op, std::move(inputs), std::move(outputs), version).builtin_options.Set(std::move(options));
  }

 private:
  uint32_t Code(Op op, int version, const char* custom) const {
    const int number = static_cast<int>(op);
    for (size_t i = 0; i < model_->operator_codes.size(); ++i) {
      const schema::OperatorCodeT& c = *model_->operator_codes[i];
      if (static_cast<int>(c.builtin_code) == number && c.version == version && c.custom_code == (custom ? custom : ""))
        return static_cast<uint32_t>(i);
    }
    auto code = std::make_unique<schema::OperatorCodeT>();
    code->deprecated_builtin_code = static_cast<int8_t>(number < 127 ? number : 127);
    code->builtin_code = static_cast<schema::BuiltinOperator>(number);
    code->version = version;
    if (custom) code->custom_code = custom;
    model_->operator_codes.push_back(std::move(code));
    return static_cast<uint32_t>(model_->operator_codes.size()) - 1;
  }

  schema::ModelT* model_;
  int index_;
};

/// A model under construction. What has no function here is done through `model` itself.
class ModelMaker {
 public:
  using Names = std::vector<std::pair<std::string, int>>;

  ModelMaker() {
    model.version = 3;
    model.buffers.push_back(std::make_unique<schema::BufferT>());
  }
  GraphMaker Graph() {
    model.subgraphs.push_back(std::make_unique<schema::SubGraphT>());
    return {&model, static_cast<int>(model.subgraphs.size()) - 1};
  }
  void Signature(const std::string& key, int graph, const Names& inputs, const Names& outputs) {
    auto def = std::make_unique<schema::SignatureDefT>();
    def->signature_key = key;
    def->subgraph_index = static_cast<uint32_t>(graph);
    const auto fill = [](const Names& names, auto& maps) {
      for (const auto& [name, tensor] : names) {
        auto map = std::make_unique<schema::TensorMapT>();
        map->name = name;
        map->tensor_index = static_cast<uint32_t>(tensor);
        maps.push_back(std::move(map));
      }
    };
    fill(inputs, def->inputs);
    fill(outputs, def->outputs);
    model.signature_defs.push_back(std::move(def));
  }
  std::string Bytes() const {
    flatbuffers::FlatBufferBuilder builder;
    builder.Finish(schema::Model::Pack(builder, &model), "TFL3");
    return std::string(reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize());
  }

  schema::ModelT model;
};

/// Collects messages, each formatted and ended by a newline.
struct Messages {
  std::string text;
  ErrorReporter reporter() { return {Add, this}; }
  bool Has(std::string_view part) const { return text.find(part) != std::string::npos; }
  static void Add(void* user, const char* format, va_list args) {
    char line[1024];
    vsnprintf(line, sizeof(line), format, args);
    static_cast<Messages*>(user)->text += std::string(line) + "\n";
  }
};

/// A copy of bytes at a 16-byte boundary that ends exactly where they do, so that a sanitizer sees any read beyond.
class AlignedBytes {
 public:
  explicit AlignedBytes(std::string_view bytes, size_t shift = 0) : size_(bytes.size()), shift_(shift) {
    if (posix_memalign(&memory_, 16, shift + size_) != 0) std::abort();
    if (size_) std::memcpy(data(), bytes.data(), size_);
  }
  ~AlignedBytes() { std::free(memory_); }
  AlignedBytes(const AlignedBytes&) = delete;
  AlignedBytes& operator=(const AlignedBytes&) = delete;
  char* data() const { return static_cast<char*>(memory_) + shift_; }
  size_t size() const { return size_; }

 private:
  void* memory_ = nullptr;
  size_t size_, shift_;
};

/// A model loaded from memory and, when it loads, an interpreter over it.
class Session {
 public:
  explicit Session(std::string_view model_bytes, int threads = 1, const OpResolver* resolver = nullptr)
      : bytes_(model_bytes) {
    model_ = Model::FromBuffer(bytes_.data(), bytes_.size(), messages.reporter());
    if (model_) interpreter_ = Interpreter::Create(model_, messages.reporter(), threads, resolver);
  }
  ~Session() {
    Interpreter::Destroy(interpreter_);
    if (model_) model_->Unref();
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  explicit operator bool() const { return interpreter_ != nullptr; }
  Interpreter* operator->() const { return interpreter_; }
  Model* model() const { return model_; }
  AlignedBytes& bytes() { return bytes_; }

  TfLiteTensor* Input(int i, int graph = 0) const {
    return interpreter_->tensor(interpreter_->inputs(graph)[i], graph);
  }
  TfLiteTensor* Output(int i, int graph = 0) const {
    return interpreter_->tensor(interpreter_->outputs(graph)[i], graph);
  }
  /// Writes values into an input; false when the sizes differ.
  template <class T>
  bool Set(int i, const std::vector<T>& values, int graph = 0) const {
    TfLiteTensor* t = Input(i, graph);
    if (t->bytes != values.size() * sizeof(T) || (t->bytes && !t->data.raw)) return false;
    if (t->bytes) std::memcpy(t->data.raw, values.data(), t->bytes);
    return true;
  }
  /// Puts strings into an input of that type.
  void SetStrings(int i, const std::vector<std::string>& strings, int graph = 0) const {
    const std::string packed = PackStrings(strings);
    TfLiteTensor* t = Input(i, graph);
    std::free(t->data.raw);
    t->data.raw = static_cast<char*>(std::malloc(packed.size()));
    t->bytes = packed.size();
    std::memcpy(t->data.raw, packed.data(), packed.size());
  }
  template <class T>
  std::vector<T> Get(int i, int graph = 0) const {
    const TfLiteTensor* t = Output(i, graph);
    const auto* data = reinterpret_cast<const T*>(t->data.raw);
    return std::vector<T>(data, data + t->bytes / sizeof(T));
  }
  std::vector<int> Shape(int i, int graph = 0) const {
    const TfLiteIntArray* dims = Output(i, graph)->dims;
    return std::vector<int>(dims->data, dims->data + dims->size);
  }

  Messages messages;

 private:
  AlignedBytes bytes_;
  Model* model_ = nullptr;
  Interpreter* interpreter_ = nullptr;
};

}  // namespace tare

#endif  // TARE_TESTS_UNIT_SUPPORT_MODEL_MAKER_H_
