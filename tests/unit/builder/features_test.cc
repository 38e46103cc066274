// Which models switch on which runtime features.
#include "builder/select/features.h"

#include <gtest/gtest.h>

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

  ModelMaker external = SoftmaxModel();
  external.AddBuffer({});
  external.model().buffers[1]->offset = 16;
  EXPECT_TRUE(Needs(external, "external_buffers"));
}

}  // namespace
}  // namespace tare::builder
