// Interpreters: models, running, resizing, errors, closing.
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.Interpreter;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.InterpreterFactory;
import org.tensorflow.lite.Tensor;
import org.tensorflow.lite.TensorFlowLite;

class InterpreterTest {
  private static Map<Integer, Object> outputs(Object first) {
    Map<Integer, Object> map = new HashMap<>();
    map.put(0, first);
    return map;
  }

  private static File file(Path folder, ByteBuffer model) throws Exception {
    byte[] bytes = new byte[model.remaining()];
    model.duplicate().get(bytes);
    return Files.write(folder.resolve("mödel.tflite"), bytes).toFile();
  }

  @Test
  void modelsFromFilesAndBuffers(@TempDir Path folder) throws Exception {
    File file = file(folder, ModelWriter.add(2));
    float[] out = new float[2];
    try (Interpreter i = new Interpreter(file)) {
      i.runForMultipleInputsOutputs(new Object[] {new float[] {1, 2}, new float[] {3, 4}}, outputs(out));
    }
    assertArrayEquals(new float[] {4, 6}, out);
    try (FileChannel channel = FileChannel.open(file.toPath());
        Interpreter i = new Interpreter(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), new Interpreter.Options())) {
      i.runForMultipleInputsOutputs(new Object[] {new float[] {2, 2}, new float[] {3, 4}}, outputs(out));
    }
    assertArrayEquals(new float[] {5, 6}, out);
    ByteBuffer buffer = ModelWriter.add(2);
    buffer.position(buffer.capacity()); // position and limit do not count
    try (InterpreterApi i = InterpreterApi.create(buffer, new InterpreterApi.Options());
        InterpreterApi j = new InterpreterFactory().create(file, null)) {
      for (InterpreterApi k : new InterpreterApi[] {i, j}) {
        k.runForMultipleInputsOutputs(new Object[] {new float[] {1, 2}, new float[] {1, 1}}, outputs(out));
        assertArrayEquals(new float[] {2, 3}, out);
      }
    }
  }

  @Test
  void invalidModels(@TempDir Path folder) throws Exception {
    File missing = new File(folder.toFile(), "missing.tflite");
    Check.failsArgument(
        "Contents of " + missing.getAbsolutePath() + " does not encode a valid TensorFlow Lite model: Could not open '"
            + missing.getAbsolutePath() + "'.",
        () -> new Interpreter(missing));
    File text = Files.write(folder.resolve("text"), "this is no model at all".getBytes()).toFile();
    Check.failsArgument("Contents of " + text + " does not encode a valid TensorFlow Lite model: ", () -> new Interpreter(text));
    File empty = Files.write(folder.resolve("empty"), new byte[0]).toFile();
    Check.failsArgument("Contents of " + empty + " does not encode a valid", () -> new Interpreter(empty));
    Check.failsArgument("ByteBuffer is not a valid TensorFlow Lite model flatbuffer", () -> new Interpreter(direct(64)));
    Check.failsArgument("ByteBuffer is not a valid TensorFlow Lite model flatbuffer", () -> new Interpreter(direct(0)));
    Check.failsArgument(
        "Internal error: Cannot create interpreter: Model provided is schema version 4 not equal to supported version 3.",
        () -> new Interpreter(new ModelWriter().bytes(4)));
    String wrongBuffer = "Model ByteBuffer should be either a MappedByteBuffer of the model file, or a direct ByteBuffer using"
        + " ByteOrder.nativeOrder() which contains bytes of model content.";
    Check.failsArgument(wrongBuffer, () -> new Interpreter(ByteBuffer.allocate(64)));
    Check.failsArgument(wrongBuffer, () -> new Interpreter(ByteBuffer.wrap(new byte[4]).order(ByteOrder.nativeOrder())));
    Check.failsArgument(wrongBuffer, () -> new Interpreter((ByteBuffer) null));
    assertThrows(NullPointerException.class, () -> new Interpreter((File) null));
    Check.failsArgument("Internal error: Cannot create interpreter: No subgraph in the model.", () -> new Interpreter(new ModelWriter().bytes()));
    // Every prefix of a model is refused or works, and never crashes.
    ByteBuffer model = ModelWriter.add(2);
    for (int size = 0; size < model.capacity(); ++size) {
      ByteBuffer part = direct(size);
      part.put((ByteBuffer) model.duplicate().limit(size));
      assertThrows(RuntimeException.class, () -> new Interpreter(part));
    }
  }

  private static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer custom(String name) {
    ModelWriter w = new ModelWriter();
    int in = w.tensor("in", ModelWriter.FLOAT32, 1), out = w.tensor("out", ModelWriter.FLOAT32, 1);
    return w.node(ModelWriter.CUSTOM, name, new int[] {in}, out).graph(new int[] {in}, out).bytes();
  }

  @Test
  void operatorsThatAreMissing() {
    Check.failsState(
        "Internal error: Unexpected failure when preparing tensor allocations: Encountered unresolved custom op: Nøvel.",
        () -> new Interpreter(custom("Nøvel")));
    ModelWriter w = new ModelWriter();
    int in = w.tensor("in", ModelWriter.FLOAT32, 1), out = w.tensor("out", ModelWriter.FLOAT32, 1);
    int unusedCode = 31; // CALL, which the reference has no kernel for either
    ByteBuffer model = w.node(unusedCode, new int[] {in}, out).graph(new int[] {in}, out).bytes();
    IllegalArgumentException e =
        Check.fails(IllegalArgumentException.class, "Internal error: Cannot create interpreter: ", () -> new Interpreter(model));
    assertTrue(e.getMessage().contains("Didn't find op for builtin opcode"), e.getMessage());
  }

  @Test
  void tensorsSayWhatTheyAre() {
    ModelWriter w = new ModelWriter();
    int unused = w.tensor("unused", ModelWriter.FLOAT32, 1);
    int in = w.tensor("in", ModelWriter.INT8, new int[] {1, 4}, new int[] {-1, 4}, 0.25f, -3, null);
    int out = w.tensor("out", ModelWriter.INT8, 4);
    ByteBuffer model = w.node(ModelWriter.RESHAPE, new int[] {in}, out).graph(new int[] {in}, out).bytes();
    try (Interpreter i = new Interpreter(model)) {
      Tensor t = i.getInputTensor(0);
      assertEquals(0, unused);
      assertEquals(DataType.INT8, t.dataType());
      assertEquals("in", t.name());
      assertEquals(in, t.index());
      assertArrayEquals(new int[] {1, 4}, t.shape());
      assertArrayEquals(new int[] {-1, 4}, t.shapeSignature());
      assertEquals(0.25f, t.quantizationParams().getScale());
      assertEquals(-3, t.quantizationParams().getZeroPoint());
      assertEquals(4, t.numBytes());
      assertSame(t, i.getInputTensor(0));
      assertEquals(0f, i.getOutputTensor(0).quantizationParams().getScale());
      assertEquals(0, i.getOutputTensor(0).quantizationParams().getZeroPoint());
      assertArrayEquals(new int[] {4}, i.getOutputTensor(0).shapeSignature());
      i.run(new byte[][] {{1, 2, 3, -4}}, new byte[4]);
      ByteBuffer view = i.getOutputTensor(0).asReadOnlyBuffer();
      assertTrue(view.isReadOnly() && view.isDirect() && view.order() == ByteOrder.nativeOrder());
      assertEquals(-4, view.get(3));
      // An empty map of outputs is allowed: views show the results.
      i.runForMultipleInputsOutputs(new Object[] {new byte[][] {{9, 2, 3, -4}}}, new HashMap<>());
      assertEquals(9, i.getOutputTensor(0).asReadOnlyBuffer().get(0));
      i.resizeInput(0, new int[] {2, 4});
      assertArrayEquals(new int[] {2, 4}, t.shape());
      Check.failsArgument("Internal error: Tensor hasn't been allocated.", () -> i.getInputTensor(0).asReadOnlyBuffer());
      i.allocateTensors();
      assertEquals(8, i.getInputTensor(0).asReadOnlyBuffer().capacity());
      assertArrayEquals(new int[] {8}, i.getOutputTensor(0).shape());
    }
  }

  @Test
  void indicesAndNames() {
    try (Interpreter i = new Interpreter(ModelWriter.add(1))) {
      assertEquals(2, i.getInputTensorCount());
      assertEquals(1, i.getOutputTensorCount());
      assertEquals(1, i.getInputIndex("b"));
      assertEquals(0, i.getOutputIndex("sum"));
      Check.failsArgument(
          "Input error: 'x' is not a valid name for any input. Names of inputs and their indexes are {a=0, b=1}",
          () -> i.getInputIndex("x"));
      Check.failsArgument(
          "Input error: 'a' is not a valid name for any output. Names of outputs and their indexes are {sum=0}",
          () -> i.getOutputIndex("a"));
      for (int index : new int[] {-1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        Check.failsArgument("Invalid input Tensor index: " + index, () -> i.getInputTensor(index));
        Check.failsArgument("Invalid output Tensor index: " + index, () -> i.getOutputTensor(index));
      }
    }
  }

  @Test
  void wrongInputsAndOutputs() {
    try (Interpreter i = new Interpreter(ModelWriter.add(1))) {
      float[] one = {1}, out = new float[1];
      Check.failsArgument("Input error: Inputs should not be null or empty.", () -> i.runForMultipleInputsOutputs(null, outputs(out)));
      Check.failsArgument(
          "Input error: Inputs should not be null or empty.", () -> i.runForMultipleInputsOutputs(new Object[0], outputs(out)));
      Check.failsArgument("Input error: Outputs should not be null.", () -> i.runForMultipleInputsOutputs(new Object[] {one, one}, null));
      Check.failsArgument(
          "Invalid input Tensor index: 2", () -> i.runForMultipleInputsOutputs(new Object[] {one, one, one}, outputs(out)));
      Map<Integer, Object> wrong = new HashMap<>();
      wrong.put(1, out);
      Check.failsArgument("Invalid output Tensor index: 1", () -> i.runForMultipleInputsOutputs(new Object[] {one, one}, wrong));
      Check.failsArgument("Null inputs are allowed only if the Tensor is bound to a buffer handle.", () -> i.run(null, out));
      // Fewer inputs than the model has: the others keep their values. Null outputs are passed over.
      i.runForMultipleInputsOutputs(new Object[] {one, new float[] {41}}, outputs(out));
      out[0] = 0;
      i.runForMultipleInputsOutputs(new Object[] {one}, outputs(out));
      assertEquals(42f, out[0]);
      i.runForMultipleInputsOutputs(new Object[] {one}, outputs(null));
    }
  }

  @Test
  void resizing() {
    ModelWriter w = new ModelWriter();
    int in = w.tensor("in", ModelWriter.FLOAT32, new int[] {1, 2}, new int[] {-1, 2}, 0, 0, null);
    int fixed = w.tensor("fixed", ModelWriter.FLOAT32, 2), out = w.tensor("out", ModelWriter.FLOAT32, 1, 2);
    ByteBuffer model = w.node(ModelWriter.ADD, new int[] {in, fixed}, out).graph(new int[] {in, fixed}, out).bytes();
    try (Interpreter i = new Interpreter(model)) {
      i.resizeInput(0, new int[] {3, 2}, true);
      i.allocateTensors();
      assertArrayEquals(new int[] {3, 2}, i.getOutputTensor(0).shape());
      Check.failsArgument(
          "Internal error: Failed to resize 0-th input: Attempting to resize dimension 1 of tensor 0 with value 2 to 3."
              + " ResizeInputTensorStrict only allows mutating unknown dimensions identified by -1.",
          () -> i.resizeInput(0, new int[] {3, 3}, true));
      Check.failsArgument("Internal error: Failed to resize 1-th input: ", () -> i.resizeInput(1, new int[] {3}, true));
      Check.failsArgument("Internal error: Failed to resize 0-th input: ", () -> i.resizeInput(0, new int[] {3}, true));
      Check.failsArgument("Internal error: Failed to resize 0-th input: ", () -> i.resizeInput(0, new int[] {-1, 2}));
      Check.failsArgument(
          "Internal error: Failed to resize 0-th input: ", () -> i.resizeInput(0, new int[] {1 << 30, 1 << 30, 1 << 30}));
      Check.failsArgument("Internal error: Failed to resize 0-th input: ", () -> i.resizeInput(0, new int[3000]));
      assertThrows(NullPointerException.class, () -> i.resizeInput(0, null));
      for (int index : new int[] {-1, 2, Integer.MIN_VALUE}) {
        Check.failsArgument(
            "Input error: Can not resize " + index + "-th input for a model having 2 inputs.",
            () -> i.resizeInput(index, new int[] {1}));
      }
      // A shape that the graph cannot take fails when memory is planned, and a good one repairs that.
      i.resizeInput(0, new int[] {1, 3});
      Check.failsState("Internal error: Unexpected failure when preparing tensor allocations: ", i::allocateTensors);
      float[][] result = new float[2][2];
      i.runForMultipleInputsOutputs(new Object[] {new float[][] {{1, 2}, {3, 4}}, new float[] {10, 20}}, outputs(result));
      assertArrayEquals(new float[][] {{11, 22}, {13, 24}}, result);
    }
  }

  /** Reshapes "in" to the shape that is the value of "shape". */
  private static ByteBuffer dynamicReshape() {
    ModelWriter w = new ModelWriter();
    int in = w.tensor("in", ModelWriter.FLOAT32, 4), shape = w.tensor("shape", ModelWriter.INT32, 2);
    int out = w.tensor("out", ModelWriter.FLOAT32, 1, 4);
    return w.node(ModelWriter.RESHAPE, new int[] {in, shape}, out).graph(new int[] {in, shape}, out).bytes();
  }

  @Test
  void runsThatFail() {
    try (Interpreter i = new Interpreter(dynamicReshape())) {
      assertNull(i.getLastNativeInferenceDurationNanoseconds());
      float[] in = {1, 2, 3, 4};
      float[][] out = new float[2][2];
      i.runForMultipleInputsOutputs(new Object[] {in, new int[] {2, 2}}, outputs(out));
      assertArrayEquals(new float[][] {{1, 2}, {3, 4}}, out);
      assertArrayEquals(new int[] {2, 2}, i.getOutputTensor(0).shape());
      assertTrue(i.getLastNativeInferenceDurationNanoseconds() > 0);
      Check.failsArgument(
          "Internal error: Failed to run on the given Interpreter: ",
          () -> i.runForMultipleInputsOutputs(new Object[] {in, new int[] {3, 2}}, outputs(out)));
      assertNull(i.getLastNativeInferenceDurationNanoseconds());
      // Messages pile up: the first one is still there.
      IllegalArgumentException e =
          Check.fails(IllegalArgumentException.class, "Internal error: Failed to run on the given Interpreter: ",
              () -> i.runForMultipleInputsOutputs(new Object[] {in, new int[] {5, 2}}, outputs(out)));
      assertTrue(e.getMessage().contains("to 6\n") && e.getMessage().contains("to 10\n"), e.getMessage());
      for (int k = 0; k < 50; ++k) {
        e = assertThrows(IllegalArgumentException.class,
            () -> i.runForMultipleInputsOutputs(new Object[] {in, new int[] {5, 2}}, outputs(out)));
      }
      assertEquals("Internal error: Failed to run on the given Interpreter: ".length() + 511, e.getMessage().length());
      i.runForMultipleInputsOutputs(new Object[] {in, new int[] {2, 2}}, outputs(out));
    }
  }

  /** Adds in to itself, again and again: some hundred milliseconds of work. */
  static ByteBuffer longChain() {
    ModelWriter w = new ModelWriter();
    int size = 1 << 20, in = w.tensor("in", ModelWriter.FLOAT32, size), last = in;
    for (int i = 0; i < 300; ++i) {
      int next = w.tensor("t" + i, ModelWriter.FLOAT32, size);
      w.node(ModelWriter.ADD, new int[] {last, in}, next);
      last = next;
    }
    return w.graph(new int[] {in}, last).bytes();
  }

  @Test
  @Timeout(120)
  void cancelling() throws Exception {
    try (Interpreter i = new Interpreter(ModelWriter.add(1))) {
      Check.failsState(
          "Cannot cancel the inference. Have you called InterpreterApi.Options.setCancellable?", () -> i.setCancelled(true));
    }
    try (Interpreter i = new Interpreter(longChain(), new Interpreter.Options().setCancellable(true))) {
      Map<Integer, Object> none = new HashMap<>();
      Object[] in = {new float[1 << 20]};
      i.runForMultipleInputsOutputs(in, none);
      Thread canceller = new Thread(() -> {
        try {
          Thread.sleep(20);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        i.setCancelled(true);
      });
      canceller.start();
      IllegalArgumentException e = null;
      while (e == null) {
        try {
          i.runForMultipleInputsOutputs(in, none);
        } catch (IllegalArgumentException caught) {
          e = caught;
        }
      }
      canceller.join();
      assertEquals("Internal error: Failed to run on the given Interpreter: Client requested cancel during Invoke()", e.getMessage());
      // The flag stays until it is taken back.
      assertThrows(IllegalArgumentException.class, () -> i.runForMultipleInputsOutputs(in, none));
      i.setCancelled(false);
      i.runForMultipleInputsOutputs(in, none);
      i.close();
      assertThrows(NullPointerException.class, () -> i.setCancelled(true));
    }
  }

  @Test
  void closed() {
    Interpreter i = new Interpreter(ModelWriter.add(1));
    Tensor t = i.getInputTensor(0);
    i.close();
    i.close();
    String message = "Internal error: The Interpreter has already been closed.";
    float[] one = new float[1];
    Check.failsState(message, () -> i.run(one, one));
    Check.failsState(message, () -> i.runForMultipleInputsOutputs(new Object[] {one}, outputs(one)));
    Check.failsState(message, () -> i.runSignature(new HashMap<>(), new HashMap<>()));
    Check.failsState(message, i::allocateTensors);
    Check.failsState(message, () -> i.resizeInput(0, new int[] {1}));
    Check.failsState(message, i::getInputTensorCount);
    Check.failsState(message, i::getOutputTensorCount);
    Check.failsState(message, () -> i.getInputIndex("a"));
    Check.failsState(message, () -> i.getOutputIndex("sum"));
    Check.failsState(message, () -> i.getInputTensor(0));
    Check.failsState(message, () -> i.getOutputTensor(0));
    Check.failsState(message, i::getSignatureKeys);
    Check.failsState(message, () -> i.getSignatureInputs("x"));
    Check.failsState(message, () -> i.getSignatureOutputs("x"));
    Check.failsState(message, () -> i.getInputTensorFromSignature("a", "x"));
    Check.failsState(message, () -> i.getOutputTensorFromSignature("a", "x"));
    Check.failsState(message, i::getLastNativeInferenceDurationNanoseconds);
    Check.failsState(message, i::resetVariableTensors);
    Check.failsArgument("Internal error: Invalid handle to TfLiteTensor.", t::name);
    Check.failsArgument("Internal error: Invalid handle to TfLiteTensor.", t::numBytes);
    Check.failsArgument("Internal error: Invalid handle to TfLiteTensor.", t::asReadOnlyBuffer);
    assertEquals(DataType.FLOAT32, t.dataType());
    assertArrayEquals(new int[] {1}, t.shape());
  }

  @Test
  void manyInterpretersOnOneBuffer() throws Exception {
    ByteBuffer model = ModelWriter.add(257);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Future<Boolean>> results = new ArrayList<>();
    for (int thread = 0; thread < 8; ++thread) {
      int seed = thread;
      Callable<Boolean> job = () -> {
        for (int round = 0; round < 50; ++round) {
          try (Interpreter i = new Interpreter(model, new Interpreter.Options().setNumThreads(1 + seed % 3))) {
            float[] a = new float[257], out = new float[257];
            java.util.Arrays.fill(a, seed + round);
            i.runForMultipleInputsOutputs(new Object[] {a, a}, outputs(out));
            for (float x : out) {
              if (x != 2 * (seed + round)) return false;
            }
          }
        }
        return true;
      };
      results.add(pool.submit(job));
    }
    for (Future<Boolean> result : results) assertTrue(result.get());
    pool.shutdown();
  }

  @Test
  void threadsAndVariables() {
    Check.failsArgument(
        "Internal error: Cannot create interpreter: num_threads should be >=0 or just -1 to let TFLite runtime set the value.",
        () -> new Interpreter(ModelWriter.add(1), new Interpreter.Options().setNumThreads(-2)));
    try (Interpreter i = new Interpreter(ModelWriter.add(1), new Interpreter.Options().setNumThreads(0))) {
      i.resetVariableTensors();
      float[] out = new float[1];
      i.runForMultipleInputsOutputs(new Object[] {new float[] {1}, new float[] {2}}, outputs(out));
      assertEquals(3f, out[0]);
    }
  }

  @Test
  void versions() {
    TensorFlowLite.init();
    assertNotNull(TensorFlowLite.runtimeVersion());
    assertEquals("3", TensorFlowLite.schemaVersion());
    assertEquals("3", TensorFlowLite.version());
    assertEquals(
        TensorFlowLite.runtimeVersion(),
        TensorFlowLite.runtimeVersion(InterpreterApi.Options.TfLiteRuntime.PREFER_SYSTEM_OVER_APPLICATION));
    InterpreterApi.Options.TfLiteRuntime system = InterpreterApi.Options.TfLiteRuntime.FROM_SYSTEM_ONLY;
    String missing =
        "Couldn't find TensorFlow Lite runtime's InterpreterFactoryImpl class -- make sure your app links in the right"
            + " TensorFlow Lite runtime. You should declare a build dependency on"
            + " com.google.android.gms:play-services-tflite-java, or call .%s with a value other than"
            + " TfLiteRuntime.FROM_SYSTEM_ONLY  (see docs for %s#%s).";
    Check.failsState(
        String.format(missing, "runtimeVersion", "org.tensorflow.lite.TensorFlowLite", "runtimeVersion"),
        () -> TensorFlowLite.runtimeVersion(system));
    Check.failsState(
        String.format(missing, "setRuntime", "org.tensorflow.lite.InterpreterApi.Options", "setRuntime"),
        () -> InterpreterApi.create(ModelWriter.add(1), new InterpreterApi.Options().setRuntime(system)));
    assertFalse(TensorFlowLite.runtimeVersion().isEmpty());
  }
}
