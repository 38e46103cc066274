// The example model is built through the schema's object API. Random numbers come from a fixed generator whose output
// the C++ standard specifies (mt19937), scaled by exact arithmetic, so the bytes do not depend on the machine.
#include "builder/model/example.h"

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <random>
#include <string>

#include "builder/model/tflite_generated.h"

namespace tare::builder {
namespace {

using schema::BuiltinOperator;
using schema::TensorType;

/// Activations of the int8 model: RELU6 outputs span [0, 6].
constexpr float kReluScale = 6.0f / 255.0f;

class MobileNet {
 public:
  explicit MobileNet(const MobileNetOptions& options)
      : int8_(options.int8), width_(options.width), random_(options.seed), size_(options.size) {
    model_.version = 3;
    model_.description = fmt::format("MobileNet v1 {:#} {}, weights from a seed", width_, size_);
    model_.buffers.push_back(std::make_unique<schema::BufferT>());
    model_.subgraphs.push_back(std::make_unique<schema::SubGraphT>());
    graph().name = "main";
  }

  std::vector<uint8_t> Build() {
    constexpr struct {
      int stride, channels;
    } kBlocks[] = {{1, 64},  {2, 128}, {1, 128}, {2, 256}, {1, 256},  {2, 512}, {1, 512},
                   {1, 512}, {1, 512}, {1, 512}, {1, 512}, {2, 1024}, {1, 1024}};
    last_ = Activation("input", {1, size_, size_, channels_}, 1.0f / 128.0f, 0);
    graph().inputs = {last_};
    Conv("conv_0", 3, 2, Scaled(32), true);
    int block = 0;
    for (const auto& b : kBlocks) {
      ++block;
      Depthwise("depthwise_" + std::to_string(block), b.stride);
      Conv("pointwise_" + std::to_string(block), 1, 1, Scaled(b.channels), true);
    }
    Pool();
    Conv("logits", 1, 1, 1001, false);
    Finish();
    flatbuffers::FlatBufferBuilder builder;
    builder.Finish(schema::Model::Pack(builder, &model_), schema::ModelIdentifier());
    return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
  }

 private:
  schema::SubGraphT& graph() { return *model_.subgraphs[0]; }
  int Scaled(int channels) const { return static_cast<int>(static_cast<float>(channels) * width_); }

  int AddTensor(const std::string& name, const std::vector<int>& shape, TensorType type, uint32_t buffer) {
    auto tensor = std::make_unique<schema::TensorT>();
    tensor->name = name;
    tensor->shape = shape;
    tensor->type = type;
    tensor->buffer = buffer;
    graph().tensors.push_back(std::move(tensor));
    return static_cast<int>(graph().tensors.size()) - 1;
  }

  schema::QuantizationParametersT& Quantize(int tensor) {
    auto& q = graph().tensors[static_cast<size_t>(tensor)]->quantization;
    q = std::make_unique<schema::QuantizationParametersT>();
    return *q;
  }

  int Activation(const std::string& name, const std::vector<int>& shape, float scale, int64_t zero_point) {
    const int tensor = AddTensor(name, shape, int8_ ? TensorType::INT8 : TensorType::FLOAT32, 0);
    if (int8_) {
      auto& q = Quantize(tensor);
      q.scale = {scale};
      q.zero_point = {zero_point};
    }
    return tensor;
  }

  float ScaleOf(int tensor) { return graph().tensors[static_cast<size_t>(tensor)]->quantization->scale[0]; }

  template <class T>
  uint32_t AddBuffer(const std::vector<T>& values) {
    auto buffer = std::make_unique<schema::BufferT>();
    buffer->data.resize(values.size() * sizeof(T));
    if (!values.empty()) std::memcpy(buffer->data.data(), values.data(), buffer->data.size());
    model_.buffers.push_back(std::move(buffer));
    return static_cast<uint32_t>(model_.buffers.size()) - 1;
  }

  /// Uniform in [-1, 1), exact in float32: 24 random bits.
  float Uniform() { return static_cast<float>(static_cast<int32_t>(random_() >> 8) - (1 << 23)) / (1 << 23); }

  /// Weights [..] with `outputs` channels along `dimension` and a bias; `fan_in` terms add up to one output.
  std::pair<int, int> Weights(const std::string& name, const std::vector<int>& shape, int dimension, int outputs,
                              int fan_in) {
    size_t count = 1;
    for (const int d : shape) count *= static_cast<size_t>(d);
    const float limit = std::sqrt(6.0f / static_cast<float>(fan_in));  // variance 2 / fan_in
    int weights, bias;
    if (int8_) {
      std::vector<int8_t> values(count);
      for (auto& v : values) v = static_cast<int8_t>(std::lround(Uniform() * 127.0f));
      weights = AddTensor(name + "/weights", shape, TensorType::INT8, AddBuffer(values));
      auto& q = Quantize(weights);
      q.quantized_dimension = dimension;
      q.zero_point.assign(static_cast<size_t>(outputs), 0);
      std::vector<int32_t> offsets(static_cast<size_t>(outputs));
      for (auto& o : offsets) {
        q.scale.push_back(limit / 127.0f * (0.75f + 0.25f * Uniform()));
        o = static_cast<int32_t>(std::lround(Uniform() * 1000.0f));
      }
      const std::vector<float> scales = q.scale;
      bias = AddTensor(name + "/bias", {outputs}, TensorType::INT32, AddBuffer(offsets));
      auto& b = Quantize(bias);
      b.zero_point.assign(static_cast<size_t>(outputs), 0);
      for (const float s : scales) b.scale.push_back(s * ScaleOf(last_));
    } else {
      std::vector<float> values(count), offsets(static_cast<size_t>(outputs));
      for (auto& v : values) v = limit * Uniform();
      for (auto& o : offsets) o = 0.1f * Uniform();
      weights = AddTensor(name + "/weights", shape, TensorType::FLOAT32, AddBuffer(values));
      bias = AddTensor(name + "/bias", {outputs}, TensorType::FLOAT32, AddBuffer(offsets));
    }
    return {weights, bias};
  }

  template <class Options>
  void AddOperator(BuiltinOperator code, int version, const std::vector<int>& inputs, int output,
                   const Options& options) {
    size_t index = 0;
    while (index < model_.operator_codes.size() && model_.operator_codes[index]->builtin_code != code) ++index;
    if (index == model_.operator_codes.size()) {
      auto entry = std::make_unique<schema::OperatorCodeT>();
      entry->builtin_code = code;
      entry->deprecated_builtin_code = static_cast<int8_t>(code);
      entry->version = version;
      model_.operator_codes.push_back(std::move(entry));
    }
    auto op = std::make_unique<schema::OperatorT>();
    op->opcode_index = static_cast<uint32_t>(index);
    op->inputs = inputs;
    op->outputs = {output};
    op->builtin_options.Set(Options(options));
    graph().operators.push_back(std::move(op));
    last_ = output;
  }

  void Conv(const std::string& name, int filter, int stride, int outputs, bool relu) {
    const auto [weights, bias] =
        Weights(name, {outputs, filter, filter, channels_}, 0, outputs, filter * filter * channels_);
    size_ = (size_ + stride - 1) / stride;
    channels_ = outputs;
    const int output = relu ? Activation(name, {1, size_, size_, channels_}, kReluScale, -128)
                            : Activation(name, {1, size_, size_, channels_}, 0.1f, 0);
    schema::Conv2DOptionsT options;
    options.padding = schema::Padding::SAME;
    options.stride_w = options.stride_h = stride;
    options.fused_activation_function =
        relu ? schema::ActivationFunctionType::RELU6 : schema::ActivationFunctionType::NONE;
    AddOperator(BuiltinOperator::CONV_2D, int8_ ? 3 : 1, {last_, weights, bias}, output, options);
  }

  void Depthwise(const std::string& name, int stride) {
    const auto [weights, bias] = Weights(name, {1, 3, 3, channels_}, 3, channels_, 9);
    size_ = (size_ + stride - 1) / stride;
    const int output = Activation(name, {1, size_, size_, channels_}, kReluScale, -128);
    schema::DepthwiseConv2DOptionsT options;
    options.padding = schema::Padding::SAME;
    options.stride_w = options.stride_h = stride;
    options.depth_multiplier = 1;
    options.fused_activation_function = schema::ActivationFunctionType::RELU6;
    AddOperator(BuiltinOperator::DEPTHWISE_CONV_2D, int8_ ? 3 : 1, {last_, weights, bias}, output, options);
  }

  void Pool() {
    const int output = Activation("pool", {1, 1, 1, channels_}, kReluScale, -128);
    schema::Pool2DOptionsT options;
    options.padding = schema::Padding::VALID;
    options.stride_w = options.stride_h = 2;
    options.filter_width = options.filter_height = size_;
    AddOperator(BuiltinOperator::AVERAGE_POOL_2D, int8_ ? 2 : 1, {last_}, output, options);
    size_ = 1;
  }

  void Finish() {
    if (int8_) {
      const int shape = AddTensor("shape", {2}, TensorType::INT32, AddBuffer(std::vector<int32_t>{1, 1001}));
      const int output = Activation("reshape", {1, 1001}, ScaleOf(last_), 0);
      schema::ReshapeOptionsT options;
      options.new_shape = {1, 1001};
      AddOperator(BuiltinOperator::RESHAPE, 1, {last_, shape}, output, options);
    } else {
      const int output = Activation("squeeze", {1, 1001}, 0, 0);
      schema::SqueezeOptionsT options;
      options.squeeze_dims = {1, 2};
      AddOperator(BuiltinOperator::SQUEEZE, 1, {last_}, output, options);
    }
    schema::SoftmaxOptionsT options;
    options.beta = 1.0f;
    AddOperator(BuiltinOperator::SOFTMAX, int8_ ? 2 : 1, {last_}, Activation("softmax", {1, 1001}, 1.0f / 256, -128),
                options);
    graph().outputs = {last_};
  }

  const bool int8_;
  const float width_;
  std::mt19937 random_;
  schema::ModelT model_;
  int last_ = 0, size_, channels_ = 3;
};

}  // namespace

std::vector<uint8_t> MakeMobileNetV1(const MobileNetOptions& options) { return MobileNet(options).Build(); }

}  // namespace tare::builder
