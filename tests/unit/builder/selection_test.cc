// Selection by op, version and types, per node; what is missing is told node by node.
#include "builder/select/selection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "builder/error.h"
#include "runtime/op_codes.h"
#include "tests/unit/builder/model_maker.h"

namespace tare::builder {
namespace {

using schema::BuiltinOperator;
using schema::TensorType;

Selection SelectOne(ModelMaker& maker) {
  std::vector<Model> models;
  models.push_back(Load(maker.Pack()));
  return Select(models);
}

std::vector<std::string> KernelNames(const Selection& selection) {
  std::vector<std::string> names;
  names.reserve(selection.kernels.size());
  for (const auto* k : selection.kernels) names.push_back(k->name());
  return names;
}

/// One node of an op over tensors of one type.
ModelMaker OneNode(BuiltinOperator op, int version, TensorType type) {
  ModelMaker maker;
  const int in = maker.AddTensor(type), out = maker.AddTensor(type);
  maker.AddNode(op, version, {in}, {out});
  return maker;
}

TEST(Catalogue, LinesAreUniqueAndInRange) {
  std::set<std::string> names;
  for (const KernelLine& line : Catalogue()) {
    EXPECT_TRUE(names.insert(line.name()).second) << line.name();
    EXPECT_GE(line.min_version, 1) << line.name();
    EXPECT_LE(line.min_version, line.max_version) << line.name();
    EXPECT_EQ(OperatorName(line.op), line.is_select_tf() || line.is_custom() ? "CUSTOM" : line.op_name);
  }
}

TEST(Selection, TakesTheTypesOfTheNode) {
  ModelMaker f32 = OneNode(BuiltinOperator::SOFTMAX, 1, TensorType::FLOAT32);
  ModelMaker i8 = OneNode(BuiltinOperator::SOFTMAX, 2, TensorType::INT8);
  EXPECT_EQ(KernelNames(SelectOne(f32)), std::vector<std::string>{"SOFTMAX.f32"});
  EXPECT_EQ(KernelNames(SelectOne(i8)), std::vector<std::string>{"SOFTMAX.i8"});
}

TEST(Selection, CodeInEitherField) {
  ModelMaker old_field = OneNode(BuiltinOperator::SOFTMAX, 1, TensorType::FLOAT32);
  old_field.model().operator_codes[0]->builtin_code = BuiltinOperator::ADD;  // 0: the field's default
  ModelMaker new_field = OneNode(BuiltinOperator::SOFTMAX, 1, TensorType::FLOAT32);
  new_field.model().operator_codes[0]->deprecated_builtin_code = 0;
  EXPECT_EQ(KernelNames(SelectOne(old_field)), std::vector<std::string>{"SOFTMAX.f32"});
  EXPECT_EQ(KernelNames(SelectOne(new_field)), std::vector<std::string>{"SOFTMAX.f32"});
  // Above 127 the older field holds a placeholder and the newer one the code.
  ModelMaker high = OneNode(BuiltinOperator::GELU, 1, TensorType::FLOAT32);
  EXPECT_EQ(SelectOne(high).uses.at(0).op, "GELU");
}

TEST(Selection, WalksNodesNotTheTableOfCodes) {
  ModelMaker maker = OneNode(BuiltinOperator::SOFTMAX, 1, TensorType::FLOAT32);
  auto unused = std::make_unique<schema::OperatorCodeT>();
  unused->builtin_code = BuiltinOperator::CONV_2D;
  maker.model().operator_codes.push_back(std::move(unused));
  const Selection selection = SelectOne(maker);
  EXPECT_EQ(KernelNames(selection), std::vector<std::string>{"SOFTMAX.f32"});
  EXPECT_TRUE(selection.unsupported.empty());
}

TEST(Selection, SeveralSubgraphsAndModels) {
  ModelMaker first = OneNode(BuiltinOperator::SOFTMAX, 1, TensorType::FLOAT32);
  const size_t second = first.AddGraph();
  first.AddTensor(TensorType::INT8, 0, second);
  first.AddTensor(TensorType::INT8, 0, second);
  first.AddNode(BuiltinOperator::RELU, 2, {0}, {1}, second);
  ModelMaker other = OneNode(BuiltinOperator::TANH, 1, TensorType::FLOAT32);
  std::vector<Model> models;
  models.push_back(Load(first.Pack()));
  models.push_back(Load(other.Pack()));
  const Selection selection = Select(models);
  EXPECT_EQ(KernelNames(selection), (std::vector<std::string>{"RELU.i8", "SOFTMAX.f32", "TANH.f32"}));
  ASSERT_EQ(selection.uses.size(), 3u);
  EXPECT_EQ(selection.uses[1].subgraph, 1u);
  EXPECT_EQ(selection.uses[2].model, 1u);
}

TEST(Selection, EveryGapIsTold) {
  ModelMaker maker = OneNode(BuiltinOperator::SOFTMAX, 99, TensorType::FLOAT32);  // version
  const int handle = maker.AddTensor(TensorType::RESOURCE);                       // tensor 2
  maker.AddNode(BuiltinOperator::SOFTMAX, 1, {handle}, {1});                      // types
  maker.AddNode(BuiltinOperator::CALL, 1, {0}, {1});                              // op
  maker.AddNode(static_cast<BuiltinOperator>(127), 1, {0}, {1});                  // placeholder
  maker.AddCustom("MyOp", {0}, {1});
  maker.AddCustom("FlexDecodeJpeg", {0}, {1});
  std::vector<Model> models;
  const TemporaryFile file(maker.Pack());
  models.push_back(LoadModel(file.path()));
  const Selection selection = Select(models);
  ASSERT_EQ(selection.unsupported.size(), 6u);
  const std::string where = file.path() + ": subgraph 0, node ";
  EXPECT_EQ(Describe(selection.unsupported[0], models),
            where + "0: version 99 of op SOFTMAX (FLOAT32 -> FLOAT32) is not supported");
  EXPECT_EQ(Describe(selection.unsupported[1], models),
            where + "1: types RESOURCE -> FLOAT32 of op SOFTMAX version 1 are not supported");
  EXPECT_EQ(Describe(selection.unsupported[2], models),
            where + "2: op CALL version 1 (FLOAT32 -> FLOAT32) is not supported");
  EXPECT_EQ(Describe(selection.unsupported[4], models),
            where + "4: custom op MyOp version 1 (FLOAT32 -> FLOAT32) is not supported");
  EXPECT_EQ(Describe(selection.unsupported[5], models),
            where + "5: Select TF op FlexDecodeJpeg version 1 (FLOAT32 -> FLOAT32) is not supported");
  try {
    RequireSupported(selection, models);
    FAIL() << "no error";
  } catch (const BuildError& e) {
    const std::string message = e.what();
    EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 5) << message;
  }
}

TEST(Selection, LeadingOptionalInputsAreSkipped) {
  // The second position of a type signature is the second input that is present.
  ModelMaker maker;
  const int a = maker.AddTensor(TensorType::FLOAT32), b = maker.AddTensor(TensorType::INT8);
  maker.AddNode(BuiltinOperator::ADD, 1, {a, -1, -1, b}, {a});
  const Selection selection = SelectOne(maker);
  EXPECT_EQ(selection.uses.at(0).in1, kTfLiteInt8);
  EXPECT_EQ(selection.uses.at(0).kernel, nullptr);  // float ADD does not take int8
}

TEST(Selection, NodesWithoutTensors) {
  ModelMaker maker;
  maker.AddNode(BuiltinOperator::SOFTMAX, 1, {}, {});
  EXPECT_EQ(SelectOne(maker).uses.at(0).in0, kTfLiteNoType);
}

TEST(Selection, IncIsEqualForEqualNeeds) {
  ModelMaker a = OneNode(BuiltinOperator::TANH, 1, TensorType::FLOAT32);
  const int t = a.AddTensor(TensorType::FLOAT32);
  a.AddNode(BuiltinOperator::SOFTMAX, 1, {0}, {t});
  ModelMaker b = OneNode(BuiltinOperator::SOFTMAX, 1, TensorType::FLOAT32);
  b.AddNode(BuiltinOperator::TANH, 2, {0}, {1});
  b.AddNode(BuiltinOperator::TANH, 1, {0}, {1});
  const std::string inc = SelectOne(a).ToInc();
  EXPECT_EQ(inc, SelectOne(b).ToInc());
  EXPECT_LT(inc.find("KERNEL(SOFTMAX, "), inc.find("KERNEL(TANH, "));  // the catalogue's order
  EXPECT_NE(inc.find("FEATURE(threads, true)\n"), std::string::npos);
  EXPECT_NE(inc.find("FEATURE(strings, false)\n"), std::string::npos);
}

TEST(Selection, AllHoldsEveryLine) {
  const Selection all = SelectAll();
  EXPECT_EQ(all.kernels.size(), Catalogue().size());
  // Only what says that Select TF kernels live elsewhere is off.
  std::string inc = all.ToInc();
  const std::string off = "FEATURE(select_tf_library, false)\n";
  ASSERT_NE(inc.find(off), std::string::npos);
  inc.erase(inc.find(off), off.size());
  EXPECT_EQ(inc.find(", false)"), std::string::npos);
}

}  // namespace
}  // namespace tare::builder
