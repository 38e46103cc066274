// Two lean builds in one process, with Java packages and libraries of their own: each runs its model, finds its own
// Select TF library, refuses the other's model, and gives the numbers of a third build, which has the usual names and all
// kernels. "left" and "right" are folders with model.tflite and the inputs as NAME.bin (floats) and NAME.dims.
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TwoBuildsTest {
  private static final Path LEFT = Paths.get(System.getProperty("left"));
  private static final Path RIGHT = Paths.get(System.getProperty("right"));

  /** What a test needs of an interpreter: the builds' classes have nothing in common. */
  interface Model extends AutoCloseable {
    int inputs();

    void resize(int input, int[] dims);

    void run(Object[] in, Map<Integer, Object> out);

    int outputs();

    int[] shape(int output);

    @Override
    void close();
  }

  interface Build {
    Model open(Path folder);
  }

  static Model openLeft(Path folder) {
    org.tensorflow.lite.left.Interpreter i =
        new org.tensorflow.lite.left.Interpreter(folder.resolve("model.tflite").toFile());
    return new Model() {
      public int inputs() { return i.getInputTensorCount(); }
      public void resize(int input, int[] dims) { i.resizeInput(input, dims); }
      public void run(Object[] in, Map<Integer, Object> out) { i.runForMultipleInputsOutputs(in, out); }
      public int outputs() { return i.getOutputTensorCount(); }
      public int[] shape(int output) { return i.getOutputTensor(output).shape(); }
      public void close() { i.close(); }
    };
  }

  static Model openRight(Path folder) {
    org.tensorflow.lite.right_2.InterpreterApi i =
        org.tensorflow.lite.right_2.InterpreterApi.create(
            folder.resolve("model.tflite").toFile(),
            new org.tensorflow.lite.right_2.InterpreterApi.Options()
                .addDelegate(new org.tensorflow.lite.right_2.flex.FlexDelegate()));
    return new Model() {
      public int inputs() { return i.getInputTensorCount(); }
      public void resize(int input, int[] dims) { i.resizeInput(input, dims); }
      public void run(Object[] in, Map<Integer, Object> out) { i.runForMultipleInputsOutputs(in, out); }
      public int outputs() { return i.getOutputTensorCount(); }
      public int[] shape(int output) { return i.getOutputTensor(output).shape(); }
      public void close() { i.close(); }
    };
  }

  static Model openUsual(Path folder) {
    org.tensorflow.lite.Interpreter i = new org.tensorflow.lite.Interpreter(folder.resolve("model.tflite").toFile());
    return new Model() {
      public int inputs() { return i.getInputTensorCount(); }
      public void resize(int input, int[] dims) { i.resizeInput(input, dims); }
      public void run(Object[] in, Map<Integer, Object> out) { i.runForMultipleInputsOutputs(in, out); }
      public int outputs() { return i.getOutputTensorCount(); }
      public int[] shape(int output) { return i.getOutputTensor(output).shape(); }
      public void close() { i.close(); }
    };
  }

  /** All outputs of the folder's model for the folder's inputs; with `golden`, its outputs are asserted, too. */
  static List<float[]> run(Build build, Path folder) throws Exception {
    try (Model model = build.open(folder)) {
      Object[] in = new Object[model.inputs()];
      for (int i = 0; i < in.length; i++) {
        String dims = new String(Files.readAllBytes(folder.resolve("in" + i + ".dims"))).trim();
        model.resize(i, Arrays.stream(dims.split(" ")).mapToInt(Integer::parseInt).toArray());
        in[i] = read(folder.resolve("in" + i + ".bin"));
      }
      Map<Integer, Object> out = new HashMap<>();
      for (int i = 0; i < model.outputs(); i++) {
        long bytes = Files.size(folder.resolve("out" + i + ".bin"));
        out.put(i, ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder()));
      }
      model.run(in, out);
      List<float[]> results = new ArrayList<>();
      for (int i = 0; i < model.outputs(); i++) {
        ByteBuffer buffer = (ByteBuffer) out.get(i);
        float[] values = new float[buffer.capacity() / 4];
        ((ByteBuffer) buffer.rewind()).asFloatBuffer().get(values);
        results.add(values);
      }
      return results;
    }
  }

  static ByteBuffer read(Path path) throws Exception {
    byte[] bytes = Files.readAllBytes(path);
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder());
    buffer.put(bytes).rewind();
    return buffer;
  }

  /** Within 2e-6 of the golden outputs' largest magnitude. */
  static void assertGolden(Path folder, List<float[]> results) throws Exception {
    assertTrue(results.size() > 0);
    for (int i = 0; i < results.size(); i++) {
      float[] golden = new float[results.get(i).length], got = results.get(i);
      read(folder.resolve("out" + i + ".bin")).asFloatBuffer().get(golden);
      float largest = 0;
      for (float g : golden) {
        largest = Math.max(largest, Math.abs(g));
      }
      for (int k = 0; k < golden.length; k++) {
        assertEquals(golden[k], got[k], 2e-6 * (largest + Math.abs(golden[k])) + 1e-7, folder + " out" + i + " at " + k);
      }
    }
  }

  static void assertSame(List<float[]> want, List<float[]> got) {
    assertEquals(want.size(), got.size());
    for (int i = 0; i < want.size(); i++) {
      assertArrayEquals(want.get(i), got.get(i));
    }
  }

  @Test
  void eachRunsItsModel() throws Exception {
    List<float[]> left = run(TwoBuildsTest::openLeft, LEFT), right = run(TwoBuildsTest::openRight, RIGHT);
    assertGolden(LEFT, left);
    assertGolden(RIGHT, right);
    assertSame(run(TwoBuildsTest::openUsual, LEFT), left);
    assertSame(run(TwoBuildsTest::openUsual, RIGHT), right);
  }

  @Test
  void bothRunAtOnce() throws Exception {
    List<float[]> left = run(TwoBuildsTest::openLeft, LEFT), right = run(TwoBuildsTest::openRight, RIGHT);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    for (int i = 0; i < 3; i++) {
      Future<List<float[]>> first = pool.submit(() -> run(TwoBuildsTest::openLeft, LEFT));
      Future<List<float[]>> second = pool.submit(() -> run(TwoBuildsTest::openRight, RIGHT));
      assertSame(left, first.get());
      assertSame(right, second.get());
    }
    pool.shutdown();
  }

  /** Each holds the kernels of its own model only, and says so in its own words. */
  @Test
  void neitherRunsTheOthers() {
    RuntimeException left = assertThrows(RuntimeException.class, () -> openLeft(RIGHT));
    RuntimeException right = assertThrows(RuntimeException.class, () -> openRight(LEFT));
    for (RuntimeException e : Arrays.asList(left, right)) {
      assertTrue(e.getMessage().contains("Didn't find op for builtin opcode") || e.getMessage().contains("failed to prepare"), e.getMessage());
    }
  }

  /** Both libraries and both Select TF libraries are in the process, by their own names. */
  @Test
  void librariesHaveTheirNames() throws Exception {
    run(TwoBuildsTest::openLeft, LEFT);
    run(TwoBuildsTest::openRight, RIGHT);
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(Paths.get("/proc/self/maps"))) {
      names.add(new File(line).getName());
    }
    for (String name :
        Arrays.asList("libtensorflowlite_jni_left.so", "libtensorflowlite_flex_jni_left.so", "libright.so", "libright_flex.so", "libtensorflowlite_jni.so")) {
      assertTrue(names.contains(name), name);
    }
    assertEquals("org.tensorflow.lite.left", org.tensorflow.lite.left.Interpreter.class.getPackage().getName());
  }
}
