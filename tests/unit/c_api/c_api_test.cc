// The C API as an app calls it: objects and their lifetimes, NULL where it is allowed, statuses and messages.
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "api/c/public.h"
#include "tests/unit/support/model_maker.h"

namespace tare {
namespace {

using Floats = std::vector<float>;

/// z = x + y, w = relu(z), over a batch that the model leaves open; signatures on request.
std::string AddModel(bool signatures) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {1, 2}), y = g.Input(TensorType::FLOAT32, {1, 2});
  const int z = g.Tensor(TensorType::FLOAT32, {1, 2}), w = g.Tensor(TensorType::FLOAT32, {1, 2});
  g.tensor(x).shape_signature = g.tensor(y).shape_signature = {-1, 2};
  g.tensor(x).name = "second";
  g.tensor(y).name = "first";
  g.tensor(z).name = "sum";
  g.Quantize(w, {.5f}, {3});
  g.Node(Op::ADD, {x, y}, {z});
  g.Node(Op::RELU, {z}, {w});
  g.Output(z);
  g.Output(w);
  if (signatures) {
    m.Signature("run", 0, {{"b", x}, {"a", y}}, {{"z", z}, {"c", w}});
    m.Signature("alias", 0, {{"only", x}}, {{"z", z}});
  }
  return m.Bytes();
}

/// A model and what an app makes of it.
class App : public testing::Test {
 protected:
  void TearDown() override {
    TfLiteInterpreterDelete(interpreter);
    TfLiteModelDelete(model);
    TfLiteInterpreterOptionsDelete(options);
  }
  void Load(const std::string& model_bytes) {
    bytes = std::make_unique<AlignedBytes>(model_bytes);
    model = TfLiteModelCreateWithErrorReporter(bytes->data(), bytes->size(), Messages::Add, &messages);
    options = TfLiteInterpreterOptionsCreate();
    TfLiteInterpreterOptionsSetErrorReporter(options, Messages::Add, &messages);
  }
  void Start(const std::string& model_bytes) {
    Load(model_bytes);
    interpreter = TfLiteInterpreterCreate(model, options);
    ASSERT_NE(interpreter, nullptr) << messages.text;
    ASSERT_EQ(TfLiteInterpreterAllocateTensors(interpreter), kTfLiteOk);
  }
  static void Feed(TfLiteTensor* t, const Floats& values) {
    ASSERT_EQ(TfLiteTensorCopyFromBuffer(t, values.data(), values.size() * sizeof(float)), kTfLiteOk);
  }
  static Floats Read(const TfLiteTensor* t) {
    Floats values(TfLiteTensorByteSize(t) / sizeof(float));
    EXPECT_EQ(TfLiteTensorCopyToBuffer(t, values.data(), TfLiteTensorByteSize(t)), kTfLiteOk);
    return values;
  }

  Messages messages;
  std::unique_ptr<AlignedBytes> bytes;
  TfLiteModel* model = nullptr;
  TfLiteInterpreterOptions* options = nullptr;
  TfLiteInterpreter* interpreter = nullptr;
};

TEST(CApi, Versions) {
  EXPECT_STREQ(TfLiteVersion(), "2.16.1");
  EXPECT_STREQ(TfLiteExtensionApisVersion(), TfLiteVersion());
  EXPECT_EQ(TfLiteSchemaVersion(), 3);
}

TEST(CApi, NullWhereItIsAllowed) {
  TfLiteModelDelete(nullptr);
  TfLiteInterpreterDelete(nullptr);
  TfLiteInterpreterOptionsDelete(nullptr);
  TfLiteSignatureRunnerDelete(nullptr);
  EXPECT_EQ(TfLiteInterpreterCreate(nullptr, nullptr), nullptr);
}

TEST_F(App, BadModels) {
  EXPECT_EQ(TfLiteModelCreateWithErrorReporter("not a model", 11, Messages::Add, &messages), nullptr);
  EXPECT_EQ(TfLiteModelCreateWithErrorReporter(nullptr, 0, Messages::Add, &messages), nullptr);
  EXPECT_TRUE(messages.text.ends_with("The model is not a valid Flatbuffer buffer\n"));
  messages.text.clear();
  EXPECT_EQ(TfLiteModelCreateFromFileWithErrorReporter("/no/such/file", Messages::Add, &messages), nullptr);
  EXPECT_EQ(messages.text, "Could not open '/no/such/file'.\n");
}

TEST_F(App, ModelsFromFiles) {
  const std::string path = testing::TempDir() + "/c_api_test.tflite";
  std::ofstream(path, std::ios::binary) << AddModel(false);
  model = TfLiteModelCreateFromFile(path.c_str());
  ASSERT_NE(model, nullptr);
  interpreter = TfLiteInterpreterCreate(model, nullptr);
  ASSERT_NE(interpreter, nullptr);
  EXPECT_EQ(TfLiteInterpreterAllocateTensors(interpreter), kTfLiteOk);
}

TEST_F(App, RunsAndOutlivesItsModelAndOptions) {
  Start(AddModel(false));
  TfLiteModelDelete(model);
  TfLiteInterpreterOptionsDelete(options);
  model = nullptr;
  options = nullptr;
  ASSERT_EQ(TfLiteInterpreterGetInputTensorCount(interpreter), 2);
  ASSERT_EQ(TfLiteInterpreterGetOutputTensorCount(interpreter), 2);
  EXPECT_EQ(TfLiteInterpreterInputTensorIndices(interpreter)[1], 1);
  EXPECT_EQ(TfLiteInterpreterOutputTensorIndices(interpreter)[0], 2);
  Feed(TfLiteInterpreterGetInputTensor(interpreter, 0), {1, -2});
  Feed(TfLiteInterpreterGetInputTensor(interpreter, 1), {10, -20});
  ASSERT_EQ(TfLiteInterpreterInvoke(interpreter), kTfLiteOk);
  EXPECT_EQ(Read(TfLiteInterpreterGetOutputTensor(interpreter, 0)), (Floats{11, -22}));
  EXPECT_EQ(Read(TfLiteInterpreterGetOutputTensor(interpreter, 1)), (Floats{11, 0}));
  EXPECT_EQ(TfLiteInterpreterGetTensor(interpreter, 2), TfLiteInterpreterGetOutputTensor(interpreter, 0));
  EXPECT_EQ(TfLiteInterpreterGetTensor(interpreter, -1), nullptr);
  EXPECT_EQ(TfLiteInterpreterGetTensor(interpreter, 4), nullptr);
  EXPECT_GE(TareInterpreterArenaBytes(interpreter), 3u * 64);
}

TEST_F(App, Tensors) {
  Load(AddModel(false));
  interpreter = TfLiteInterpreterCreate(model, options);
  ASSERT_NE(interpreter, nullptr);
  TfLiteTensor* x = TfLiteInterpreterGetInputTensor(interpreter, 0);
  EXPECT_EQ(TfLiteTensorData(x), nullptr) << "not allocated yet";
  const float values[] = {1, 2, 3};
  EXPECT_EQ(TfLiteTensorCopyFromBuffer(x, values, 8), kTfLiteError);
  float out[2];
  EXPECT_EQ(TfLiteTensorCopyToBuffer(x, out, 8), kTfLiteError);
  ASSERT_EQ(TfLiteInterpreterAllocateTensors(interpreter), kTfLiteOk);
  EXPECT_EQ(TfLiteTensorType(x), kTfLiteFloat32);
  EXPECT_EQ(TfLiteTensorNumDims(x), 2);
  EXPECT_EQ(TfLiteTensorDim(x, 1), 2);
  EXPECT_EQ(TfLiteTensorByteSize(x), 8u);
  EXPECT_NE(TfLiteTensorData(x), nullptr);
  EXPECT_STREQ(TfLiteTensorName(x), "second");
  const TfLiteQuantizationParams q = TfLiteTensorQuantizationParams(TfLiteInterpreterGetOutputTensor(interpreter, 1));
  EXPECT_EQ(q.scale, .5f);
  EXPECT_EQ(q.zero_point, 3);
  messages.text.clear();
  for (const size_t size : {size_t{0}, size_t{4}, size_t{12}, SIZE_MAX}) {
    EXPECT_EQ(TfLiteTensorCopyFromBuffer(x, values, size), kTfLiteError);
    EXPECT_EQ(TfLiteTensorCopyToBuffer(x, out, size), kTfLiteError);
  }
  EXPECT_EQ(messages.text, "") << "the status says it";
  EXPECT_EQ(TfLiteTensorRealloc(100, x), kTfLiteOk) << "does nothing to tensors in the arena";
  EXPECT_EQ(TfLiteTensorByteSize(x), 8u);
}

TEST_F(App, Resize) {
  Start(AddModel(false));
  const int dims[] = {3, 2};
  for (int i = 0; i < 2; ++i) {
    ASSERT_EQ(TfLiteInterpreterResizeInputTensor(interpreter, i, dims, 2), kTfLiteOk);
  }
  EXPECT_EQ(TfLiteInterpreterInvoke(interpreter), kTfLiteError);
  EXPECT_EQ(messages.text, "Invoke called on model that is not ready.\n");
  ASSERT_EQ(TfLiteInterpreterAllocateTensors(interpreter), kTfLiteOk);
  Feed(TfLiteInterpreterGetInputTensor(interpreter, 0), {1, 2, 3, 4, 5, 6});
  Feed(TfLiteInterpreterGetInputTensor(interpreter, 1), {1, 1, 1, 1, 1, 1});
  ASSERT_EQ(TfLiteInterpreterInvoke(interpreter), kTfLiteOk);
  EXPECT_EQ(Read(TfLiteInterpreterGetOutputTensor(interpreter, 0)), (Floats{2, 3, 4, 5, 6, 7}));
  const int other[] = {3, 5};
  EXPECT_EQ(TfLiteInterpreterResizeInputTensor(interpreter, 0, other, 2), kTfLiteOk) << "not strict";
  EXPECT_EQ(TfLiteInterpreterAllocateTensors(interpreter), kTfLiteError) << "shapes that do not fit together";
}

TEST_F(App, OptionsAreCopied) {
  Load(AddModel(false));
  TfLiteInterpreterOptionsSetNumThreads(options, 2);
  EXPECT_EQ(TfLiteInterpreterOptionsEnableCancellation(options, true), kTfLiteOk);
  TfLiteInterpreterOptions* copy = TfLiteInterpreterOptionsCopy(options);
  TfLiteInterpreterOptionsDelete(options);
  options = copy;
  interpreter = TfLiteInterpreterCreate(model, options);
  ASSERT_NE(interpreter, nullptr);
  EXPECT_EQ(TfLiteInterpreterCancel(interpreter), kTfLiteOk) << "cancellation came along";
}

TEST_F(App, NumThreads) {
  Load(AddModel(false));
  TfLiteInterpreterOptionsSetNumThreads(options, -7);
  interpreter = TfLiteInterpreterCreate(model, options);
  ASSERT_NE(interpreter, nullptr) << "reported, and ignored";
  EXPECT_EQ(messages.text, "num_threads should be >=0 or just -1 to let TFLite runtime set the value.\n");
}

TEST_F(App, DelegatesThatCannotBeApplied) {
  Load(AddModel(false));
  TfLiteInterpreterOptionsAddDelegate(options, nullptr);
  EXPECT_EQ(TfLiteInterpreterCreate(model, options), nullptr);
  EXPECT_EQ(messages.text, "Null delegate.\n");
}

TEST_F(App, UnsupportedOperators) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {2}), y = g.Tensor(TensorType::FLOAT32, {2});
  g.Node(Op::RELU, {x}, {y}, 99);
  Load(m.Bytes());
  EXPECT_EQ(TfLiteInterpreterCreate(model, options), nullptr);
  EXPECT_TRUE(messages.text.ends_with(
      "Didn't find op for builtin opcode 'RELU' version '99'. An older version of this builtin might be supported. Are "
      "you using an old TFLite binary with a newer model?\n\nRegistration failed.\n\n"));
}

TEST_F(App, UnresolvedCustomOperatorsFailToAllocate) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::FLOAT32, {2}), y = g.Tensor(TensorType::FLOAT32, {2});
  g.Node(Op::CUSTOM, {x}, {y}, 1, "Mine");
  Load(m.Bytes());
  interpreter = TfLiteInterpreterCreate(model, options);
  ASSERT_NE(interpreter, nullptr) << messages.text;
  EXPECT_EQ(TfLiteInterpreterAllocateTensors(interpreter), kTfLiteUnresolvedOps);
}

TEST_F(App, CancellationMustBeEnabled) {
  Start(AddModel(false));
  EXPECT_EQ(TfLiteInterpreterCancel(interpreter), kTfLiteError);
  EXPECT_EQ(TfLiteInterpreterInvoke(interpreter), kTfLiteOk);
}

/// An endless loop: while (flag) flag = flag.
std::string EndlessModel() {
  ModelMaker m;
  const GraphMaker g = m.Graph(), condition = m.Graph(), body = m.Graph();
  schema::WhileOptionsT loop;
  loop.cond_subgraph_index = 1;
  loop.body_subgraph_index = 2;
  const int x = g.Input(TensorType::BOOL, {1}), y = g.Tensor(TensorType::BOOL, {1});
  g.Node(Op::WHILE, {x}, {y}, loop);
  g.Output(y);
  for (const GraphMaker& graph : {condition, body}) {
    const int in = graph.Input(TensorType::BOOL, {1}), out = graph.Tensor(TensorType::BOOL, {1});
    schema::ReshapeOptionsT same;
    same.new_shape = {1};
    graph.Node(Op::RESHAPE, {in}, {out}, same);
    graph.Output(out);
  }
  m.Signature("loop", 0, {{"x", x}}, {{"y", y}});
  return m.Bytes();
}

TEST_F(App, CancellationStopsWhatRunsAndNothingElse) {
  Load(EndlessModel());
  TfLiteInterpreterOptionsEnableCancellation(options, true);
  interpreter = TfLiteInterpreterCreate(model, options);
  ASSERT_NE(interpreter, nullptr) << messages.text;
  ASSERT_EQ(TfLiteInterpreterAllocateTensors(interpreter), kTfLiteOk) << messages.text;
  TfLiteTensor* x = TfLiteInterpreterGetInputTensor(interpreter, 0);
  TfLiteSignatureRunner* runner = TfLiteInterpreterGetSignatureRunner(interpreter, "loop");
  ASSERT_NE(runner, nullptr);
  for (const bool by_signature : {false, true}) {
    *static_cast<uint8_t*>(TfLiteTensorData(x)) = 1;
    bool done = false;
    std::thread watch([&] {
      while (!__atomic_load_n(&done, __ATOMIC_SEQ_CST)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        TfLiteInterpreterCancel(interpreter);
      }
    });
    EXPECT_EQ(by_signature ? TfLiteSignatureRunnerInvoke(runner) : TfLiteInterpreterInvoke(interpreter),
              kTfLiteCancelled);
    __atomic_store_n(&done, true, __ATOMIC_SEQ_CST);
    watch.join();
    EXPECT_TRUE(messages.text.ends_with("Client requested cancel during Invoke()\n")) << messages.text;
    // The next run starts afresh.
    *static_cast<uint8_t*>(TfLiteTensorData(x)) = 0;
    EXPECT_EQ(by_signature ? TfLiteSignatureRunnerInvoke(runner) : TfLiteInterpreterInvoke(interpreter), kTfLiteOk);
  }
  TfLiteSignatureRunnerDelete(runner);
}

TEST_F(App, Variables) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int v = g.Variable(TensorType::FLOAT32, {2});
  Load(m.Bytes());
  interpreter = TfLiteInterpreterCreate(model, options);
  ASSERT_EQ(TfLiteInterpreterAllocateTensors(interpreter), kTfLiteOk);
  auto* state = static_cast<float*>(TfLiteTensorData(TfLiteInterpreterGetTensor(interpreter, v)));
  state[1] = 5;
  EXPECT_EQ(TfLiteInterpreterResetVariableTensors(interpreter), kTfLiteOk);
  EXPECT_EQ(state[1], 0);
}

TEST_F(App, StringTensorsGrow) {
  ModelMaker m;
  const GraphMaker g = m.Graph();
  const int x = g.Input(TensorType::STRING, {1}), y = g.Tensor(TensorType::STRING, {1});
  schema::ReshapeOptionsT same;
  same.new_shape = {1};
  g.Node(Op::RESHAPE, {x}, {y}, same);
  g.Output(y);
  Start(m.Bytes());
  TfLiteTensor* in = TfLiteInterpreterGetInputTensor(interpreter, 0);
  for (const char* word : {"a", "somewhat longer", ""}) {
    const std::string packed = PackStrings({word});
    ASSERT_EQ(TfLiteTensorRealloc(packed.size(), in), kTfLiteOk);
    ASSERT_EQ(TfLiteTensorCopyFromBuffer(in, packed.data(), packed.size()), kTfLiteOk);
    ASSERT_EQ(TfLiteInterpreterInvoke(interpreter), kTfLiteOk) << messages.text;
    EXPECT_EQ(UnpackStrings(*TfLiteInterpreterGetOutputTensor(interpreter, 0)), (std::vector<std::string>{word}));
  }
}

// --- Signatures ---

class Signatures : public App {
 protected:
  void TearDown() override {
    TfLiteSignatureRunnerDelete(runner);
    App::TearDown();
  }
  TfLiteSignatureRunner* runner = nullptr;
};

TEST_F(Signatures, Keys) {
  Start(AddModel(true));
  ASSERT_EQ(TfLiteInterpreterGetSignatureCount(interpreter), 2);
  EXPECT_STREQ(TfLiteInterpreterGetSignatureKey(interpreter, 0), "run");
  EXPECT_STREQ(TfLiteInterpreterGetSignatureKey(interpreter, 1), "alias");
  EXPECT_EQ(TfLiteInterpreterGetSignatureKey(interpreter, 2), nullptr);
  EXPECT_EQ(TfLiteInterpreterGetSignatureKey(interpreter, -1), nullptr);
  EXPECT_EQ(TfLiteInterpreterGetSignatureRunner(interpreter, "other"), nullptr);
  runner = TfLiteInterpreterGetSignatureRunner(interpreter, nullptr);
  ASSERT_NE(runner, nullptr);
  EXPECT_EQ(TfLiteSignatureRunnerGetInputCount(runner), 2u) << "the first one of the main graph";
}

TEST_F(Signatures, Run) {
  Start(AddModel(true));
  runner = TfLiteInterpreterGetSignatureRunner(interpreter, "run");
  ASSERT_NE(runner, nullptr);
  EXPECT_EQ(TfLiteSignatureRunnerGetInputCount(runner), 2u);
  EXPECT_EQ(TfLiteSignatureRunnerGetOutputCount(runner), 2u);
  EXPECT_STREQ(TfLiteSignatureRunnerGetInputName(runner, 0), "a");
  EXPECT_STREQ(TfLiteSignatureRunnerGetInputName(runner, 1), "b");
  EXPECT_EQ(TfLiteSignatureRunnerGetInputName(runner, 2), nullptr);
  EXPECT_EQ(TfLiteSignatureRunnerGetInputName(runner, -1), nullptr);
  EXPECT_STREQ(TfLiteSignatureRunnerGetOutputName(runner, 0), "c");
  EXPECT_EQ(TfLiteSignatureRunnerGetOutputName(runner, 9), nullptr);
  const int dims[] = {2, 2};
  for (const char* name : {"a", "b"}) {
    ASSERT_EQ(TfLiteSignatureRunnerResizeInputTensor(runner, name, dims, 2), kTfLiteOk) << messages.text;
  }
  const int fixed[] = {2, 3};
  EXPECT_EQ(TfLiteSignatureRunnerResizeInputTensor(runner, "a", fixed, 2), kTfLiteError) << "strict";
  EXPECT_EQ(messages.text,
            "Attempting to resize dimension 1 of tensor 1 with value 2 to 3. ResizeInputTensorStrict only allows "
            "mutating unknown dimensions identified by -1.\n");
  ASSERT_EQ(TfLiteSignatureRunnerAllocateTensors(runner), kTfLiteOk);
  Feed(TfLiteSignatureRunnerGetInputTensor(runner, "a"), {1, 2, 3, 4});
  Feed(TfLiteSignatureRunnerGetInputTensor(runner, "b"), {-5, 0, 0, 5});
  ASSERT_EQ(TfLiteSignatureRunnerInvoke(runner), kTfLiteOk);
  EXPECT_EQ(Read(TfLiteSignatureRunnerGetOutputTensor(runner, "z")), (Floats{-4, 2, 3, 9}));
  EXPECT_EQ(Read(TfLiteSignatureRunnerGetOutputTensor(runner, "c")), (Floats{0, 2, 3, 9}));
}

TEST_F(Signatures, UnknownNames) {
  Start(AddModel(true));
  runner = TfLiteInterpreterGetSignatureRunner(interpreter, "run");
  const int dims[] = {2, 2};
  EXPECT_EQ(TfLiteSignatureRunnerResizeInputTensor(runner, "q", dims, 2), kTfLiteError);
  EXPECT_EQ(messages.text, "Input name q was not found\n");
  EXPECT_EQ(TfLiteSignatureRunnerGetInputTensor(runner, "r"), nullptr);
  EXPECT_EQ(TfLiteSignatureRunnerGetOutputTensor(runner, "a"), nullptr);
  EXPECT_EQ(messages.text, "Input name q was not found\nInput name r was not found\nOutput name a was not found\n");
}

TEST_F(Signatures, ModelWithoutGetsOneOfTensorNames) {
  Start(AddModel(false));
  EXPECT_EQ(TfLiteInterpreterGetSignatureCount(interpreter), 0);
  EXPECT_EQ(TfLiteInterpreterGetSignatureRunner(interpreter, "serving_default"), nullptr);
  runner = TfLiteInterpreterGetSignatureRunner(interpreter, nullptr);
  ASSERT_NE(runner, nullptr);
  EXPECT_STREQ(TfLiteSignatureRunnerGetInputName(runner, 0), "first");
  EXPECT_STREQ(TfLiteSignatureRunnerGetInputName(runner, 1), "second");
  EXPECT_EQ(TfLiteSignatureRunnerGetInputName(runner, 2), nullptr);
  EXPECT_STREQ(TfLiteSignatureRunnerGetOutputName(runner, 0), "sum");
  EXPECT_EQ(TfLiteSignatureRunnerGetInputTensor(runner, "second"), TfLiteInterpreterGetInputTensor(interpreter, 0));
  EXPECT_EQ(TfLiteSignatureRunnerGetInputTensor(runner, "sum"), nullptr);
  EXPECT_EQ(TfLiteSignatureRunnerGetOutputTensor(runner, "sum"), TfLiteInterpreterGetOutputTensor(interpreter, 0));
  Feed(TfLiteSignatureRunnerGetInputTensor(runner, "first"), {1, 2});
  Feed(TfLiteSignatureRunnerGetInputTensor(runner, "second"), {3, 4});
  ASSERT_EQ(TfLiteSignatureRunnerInvoke(runner), kTfLiteOk);
  EXPECT_EQ(Read(TfLiteSignatureRunnerGetOutputTensor(runner, "sum")), (Floats{4, 6}));
}

TEST_F(Signatures, NoneOfTheMainGraph) {
  ModelMaker m;
  for (int i = 0; i < 2; ++i) {
    const GraphMaker g = m.Graph();
    g.Output(g.Input(TensorType::FLOAT32, {2}));
  }
  m.Signature("side", 1, {{"x", 0}}, {{"y", 0}});
  Start(m.Bytes());
  EXPECT_EQ(TfLiteInterpreterGetSignatureRunner(interpreter, nullptr), nullptr);
  EXPECT_EQ(messages.text, "The model has signature def but none of those points to primary subgraph.\n");
  runner = TfLiteInterpreterGetSignatureRunner(interpreter, "side");
  ASSERT_NE(runner, nullptr);
  ASSERT_EQ(TfLiteSignatureRunnerAllocateTensors(runner), kTfLiteOk);
  Feed(TfLiteSignatureRunnerGetInputTensor(runner, "x"), {1, 2});
  ASSERT_EQ(TfLiteSignatureRunnerInvoke(runner), kTfLiteOk);
  EXPECT_EQ(Read(TfLiteSignatureRunnerGetOutputTensor(runner, "y")), (Floats{1, 2}));
}

}  // namespace
}  // namespace tare
