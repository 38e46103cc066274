// Which models switch on which runtime features.
#include "builder/select/features.h"

#include <gtest/gtest.h>

#include <cstring>

#include "builder/select/selection.h"
#include "runtime/features.h"
#include "tests/unit/builder/model_maker.h"

namespace tare::builder {
namespace {

using schema::BuiltinOperator;
using schema::TensorType;

std::map<std::string, Feature> FeaturesOf(ModelMaker& maker) {
  std::vector<Model> models;
  models.push_back(Load(maker.Pack()));
  return Select(models).features;
}

bool Needs(ModelMaker& maker, const std::string& feature) { return FeaturesOf(maker).at(feature).on; }

TEST(Features, PlainModelNeedsThreadsOnly) {
  ModelMaker maker = SoftmaxModel();
  for (const auto& [name, feature] : FeaturesOf(maker)) EXPECT_EQ(feature.on, name == "threads") << name;
}

TEST(Features, AllAreListedAndOn) {
  const auto all = AllFeatures();
#define TARE_EXPECT_ON(name, purpose) EXPECT_TRUE(all.at(#name).on) << #name;
  TARE_FEATURES(TARE_EXPECT_ON)
#undef TARE_EXPECT_ON
}

TEST(Features, ShapesFromConstantsAreStatic) {
  ModelMaker constant = SoftmaxModel();
  const int shape = constant.AddTensor(TensorType::INT32, constant.AddBuffer({2, 0, 0, 0}));
  constant.AddNode(BuiltinOperator::RESHAPE, 1, {0, shape}, {1});
  EXPECT_FALSE(Needs(constant, "dynamic_tensors"));

  ModelMaker computed = SoftmaxModel();
  const int other = computed.AddTensor(TensorType::INT32);
  computed.AddNode(BuiltinOperator::RESHAPE, 1, {0, other}, {1});
  const auto features = FeaturesOf(computed);
  EXPECT_TRUE(features.at("dynamic_tensors").on);
  EXPECT_NE(features.at("dynamic_tensors").why.find("subgraph 0, node 1 (RESHAPE)"), std::string::npos);

  ModelMaker from_data = SoftmaxModel();
  from_data.AddNode(BuiltinOperator::WHERE, 1, {0}, {1});
  EXPECT_TRUE(Needs(from_data, "dynamic_tensors"));
}

TEST(Features, StringsVariablesSparsity) {
  ModelMaker strings = SoftmaxModel();
  strings.AddTensor(TensorType::STRING);
  EXPECT_TRUE(Needs(strings, "strings"));
  EXPECT_TRUE(Needs(strings, "dynamic_tensors"));

  ModelMaker variables = SoftmaxModel();
  variables.graph().tensors[0]->is_variable = true;
  EXPECT_TRUE(Needs(variables, "variables"));

  ModelMaker sparse = SoftmaxModel();
  sparse.graph().tensors[0]->sparsity = std::make_unique<schema::SparsityParametersT>();
  EXPECT_TRUE(Needs(sparse, "sparse"));
  EXPECT_FALSE(Needs(sparse, "block_scales"));

  ModelMaker blocks = SoftmaxModel();
  blocks.graph().tensors[0]->quantization = std::make_unique<schema::QuantizationParametersT>();
  blocks.graph().tensors[0]->quantization->details.Set(schema::BlockwiseQuantizationT{});
  EXPECT_TRUE(Needs(blocks, "block_scales"));
}

TEST(Features, ControlFlowSignaturesExternalBuffers) {
  ModelMaker flow = SoftmaxModel();
  flow.AddGraph();
  EXPECT_FALSE(Needs(flow, "subgraphs"));  // nothing runs the second subgraph
  flow.AddNode(BuiltinOperator::WHILE, 1, {0}, {1});
  EXPECT_TRUE(Needs(flow, "subgraphs"));

  ModelMaker signature = SoftmaxModel();
  signature.model().signature_defs.push_back(std::make_unique<schema::SignatureDefT>());
  EXPECT_TRUE(Needs(signature, "signatures"));
  EXPECT_FALSE(Needs(signature, "subgraphs"));
  signature.AddGraph();
  signature.model().signature_defs.front()->subgraph_index = 1;
  EXPECT_TRUE(Needs(signature, "subgraphs"));

  ModelMaker external = SoftmaxModel();
  external.AddBuffer({});
  external.model().buffers[1]->offset = 16;
  EXPECT_TRUE(Needs(external, "external_buffers"));
}

/// A node with an input and a filter, or without one, of these shapes; the output has the input's, and `out_c`
/// channels.
ModelMaker Window(BuiltinOperator op, TensorType input, std::vector<int> input_shape, TensorType filter,
                  std::vector<int> filter_shape, int out_c) {
  ModelMaker maker = SoftmaxModel();
  const int in = maker.AddTensor(input), weights = maker.AddTensor(filter), out = maker.AddTensor(input);
  maker.graph().tensors[in]->shape = input_shape;
  maker.graph().tensors[weights]->shape = filter_shape;
  input_shape.back() = out_c;
  maker.graph().tensors[out]->shape = input_shape;
  if (filter_shape.empty()) {
    maker.AddNode(op, 1, {in}, {out});
  } else {
    maker.AddNode(op, 1, {in, weights}, {out});
  }
  return maker;
}

TEST(Features, GroupsAndDilations) {
  const auto conv = [](TensorType type, int filter_c) {
    return Window(BuiltinOperator::CONV_2D, type, {1, 8, 8, 32}, type, {16, 3, 3, filter_c}, 16);
  };
  ModelMaker plain = conv(TensorType::FLOAT32, 32), grouped = conv(TensorType::FLOAT32, 8);
  EXPECT_FALSE(Needs(plain, "groups"));
  EXPECT_FALSE(Needs(plain, "dilations"));
  EXPECT_TRUE(Needs(grouped, "groups"));
  EXPECT_FALSE(Needs(grouped, "ties_away"));  // of quantized ones only
  ModelMaker quantized = conv(TensorType::INT8, 32), quantized_groups = conv(TensorType::INT8, 8);
  EXPECT_FALSE(Needs(quantized, "ties_away"));
  EXPECT_TRUE(Needs(quantized_groups, "ties_away"));

  ModelMaker open = conv(TensorType::FLOAT32, 32);
  open.graph().tensors[open.graph().operators.back()->inputs[0]]->shape_signature = {1, 8, 8, -1};
  EXPECT_TRUE(Needs(open, "groups"));

  ModelMaker dilated = conv(TensorType::FLOAT32, 32);
  schema::Conv2DOptionsT options;
  options.dilation_w_factor = 2;
  dilated.graph().operators.back()->builtin_options.Set(options);
  EXPECT_TRUE(Needs(dilated, "dilations"));

  ModelMaker custom = SoftmaxModel();
  custom.AddCustom("Convolution2DTransposeBias", {0, 0}, {1});
  EXPECT_TRUE(Needs(custom, "groups"));
  EXPECT_TRUE(Needs(custom, "dilations"));
}

TEST(Features, ChannelsOfIntegerWindows) {
  const auto depthwise = [](TensorType input, TensorType filter, int in_c, int out_c) {
    return Window(BuiltinOperator::DEPTHWISE_CONV_2D, input, {1, 8, 8, in_c}, filter, {1, 3, 3, out_c}, out_c);
  };
  const TensorType i8 = TensorType::INT8, u8 = TensorType::UINT8, f32 = TensorType::FLOAT32;
  for (const bool hybrid : {false, true}) {
    ModelMaker whole = depthwise(hybrid ? f32 : i8, i8, 16, 16), few = depthwise(hybrid ? f32 : i8, i8, 8, 8);
    ModelMaker multiplied = depthwise(hybrid ? f32 : i8, i8, 16, 32);
    EXPECT_FALSE(Needs(whole, "narrow_channels"));
    EXPECT_FALSE(Needs(whole, "ties_away"));
    EXPECT_TRUE(Needs(few, "narrow_channels"));
    EXPECT_TRUE(Needs(multiplied, "narrow_channels"));
  }
  ModelMaker floats = depthwise(f32, f32, 8, 8), odd = depthwise(i8, i8, 20, 20), bytes = depthwise(u8, u8, 16, 16);
  EXPECT_FALSE(Needs(floats, "narrow_channels"));
  EXPECT_TRUE(Needs(odd, "ties_away"));
  EXPECT_TRUE(Needs(bytes, "ties_away"));
  EXPECT_TRUE(Needs(bytes, "uint8"));
  EXPECT_FALSE(Needs(odd, "uint8"));
  ModelMaker pool = Window(BuiltinOperator::AVERAGE_POOL_2D, i8, {1, 8, 8, 12}, i8, {}, 12);
  EXPECT_TRUE(Needs(pool, "narrow_channels"));
  ModelMaker transposed = Window(BuiltinOperator::TRANSPOSE_CONV, i8, {4}, i8, {16, 3, 3, 16}, 16);
  EXPECT_TRUE(Needs(transposed, "transposed"));
  EXPECT_TRUE(Needs(transposed, "ties_away"));
}

TEST(Features, OutputsOfOtherTypesThanDeclared) {
  for (const bool other : {false, true}) {
    ModelMaker maker;
    const int x = maker.AddTensor(TensorType::INT32), z = maker.AddTensor(TensorType::INT32);
    const int y = maker.AddTensor(other ? TensorType::FLOAT32 : TensorType::INT32);
    maker.AddNode(BuiltinOperator::ADD, 1, {x, x}, {y});
    maker.AddNode(BuiltinOperator::ADD, 1, {y, x}, {z});
    EXPECT_EQ(Needs(maker, "output_types"), other);
    std::vector<Model> models;
    models.push_back(Load(maker.Pack()));
    for (const Use& use : Select(models).uses) {
      ASSERT_TRUE(use.kernel);
      EXPECT_EQ(use.kernel->name(), "ADD.i32");
    }
  }
}

TEST(Features, MeansOfBytes) {
  struct Case {
    std::vector<int> axes;
    bool keep_dims, spatial;
    int channels = 32;
  };
  for (const Case& c : {Case{{1, 2}, true, true}, Case{{-2, -3}, true, true}, Case{{2, 1, 1}, true, true},
                        Case{{1, 2}, false, false}, Case{{1}, true, false}, Case{{1, 2, 3}, true, false},
                        Case{{1, 2, 33}, true, false}, Case{{1, 2}, true, true, 24}}) {
    ModelMaker maker = Window(BuiltinOperator::MEAN, TensorType::INT8, {1, 8, 8, c.channels}, TensorType::INT32,
                              {static_cast<int>(c.axes.size())}, c.channels);
    const int axes = maker.graph().operators.back()->inputs[1];
    std::vector<uint8_t> bytes(c.axes.size() * sizeof(int));
    std::memcpy(bytes.data(), c.axes.data(), bytes.size());
    maker.graph().tensors[axes]->buffer = maker.AddBuffer(bytes);
    schema::ReducerOptionsT options;
    options.keep_dims = c.keep_dims;
    maker.graph().operators.back()->builtin_options.Set(options);
    EXPECT_EQ(Needs(maker, "reductions"), !c.spatial);
    EXPECT_EQ(Needs(maker, "ties_away"), c.channels == 24);
    maker.graph().inputs.push_back(axes);
    EXPECT_TRUE(Needs(maker, "reductions")) << "an app may write other axes";
  }
}

TEST(Features, MeanWithoutAxes) {
  ModelMaker maker = Window(BuiltinOperator::MEAN, TensorType::INT8, {1, 8, 8, 32}, TensorType::INT32, {}, 32);
  maker.graph().inputs.push_back(maker.graph().operators.back()->inputs[0]);
  EXPECT_TRUE(Needs(maker, "reductions"));
}

TEST(Features, FewRowsWhereTheyMatter) {
  const TensorType i8 = TensorType::INT8;
  ModelMaker alone = Window(BuiltinOperator::FULLY_CONNECTED, i8, {1, 64}, i8, {32, 64}, 32);
  EXPECT_TRUE(Needs(alone, "matrix_vector"));
  ModelMaker many = Window(BuiltinOperator::FULLY_CONNECTED, i8, {8, 64}, i8, {32, 64}, 32);
  EXPECT_FALSE(Needs(many, "matrix_vector"));
  ModelMaker little = Window(BuiltinOperator::CONV_2D, i8, {1, 32, 32, 64}, i8, {64, 1, 1, 64}, 64);
  const int in = little.AddTensor(i8), weights = little.AddTensor(i8), out = little.AddTensor(i8);
  little.graph().tensors[in]->shape = {1, 64};
  little.graph().tensors[weights]->shape = {32, 64};
  little.graph().tensors[out]->shape = {1, 32};
  little.AddNode(BuiltinOperator::FULLY_CONNECTED, 1, {in, weights}, {out});
  EXPECT_FALSE(Needs(little, "matrix_vector"));
}

}  // namespace
}  // namespace tare::builder
