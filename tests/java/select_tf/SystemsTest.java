// A whole system, with Select TF ops or without, through the Java API: its golden inputs give its golden outputs. The
// property "model" is its path, "golden" a folder of arrays: NAME.bin holds little-endian floats, NAME.dims dimensions.
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.Interpreter;
import org.tensorflow.lite.flex.FlexDelegate;

class SystemsTest {
  private static final File MODEL = new File(System.getProperty("model"));
  private static final Path GOLDEN = Paths.get(System.getProperty("golden"));

  private static int[] dims(String name) throws IOException {
    String text = new String(Files.readAllBytes(GOLDEN.resolve(name + ".dims"))).trim();
    return text.isEmpty() ? new int[0] : Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  private static ByteBuffer bytes(String name) throws IOException {
    byte[] all = Files.readAllBytes(GOLDEN.resolve(name + ".bin"));
    ByteBuffer buffer = ByteBuffer.allocateDirect(all.length).order(ByteOrder.nativeOrder());
    buffer.put(all).rewind();
    return buffer;
  }

  /** Equal within 2e-6 of the golden array's largest magnitude. */
  private static void assertGolden(String name, FloatBuffer values) throws IOException {
    FloatBuffer golden = bytes(name).asFloatBuffer();
    assertEquals(golden.remaining(), values.remaining(), name);
    float largest = 0;
    for (int i = 0; i < golden.limit(); i++) {
      largest = Math.max(largest, Math.abs(golden.get(i)));
    }
    for (int i = 0; i < golden.limit(); i++) {
      double allowed = 2e-6 * (largest + Math.abs(golden.get(i))) + 1e-7;
      assertEquals(golden.get(i), values.get(i), allowed, name + " at " + i);
    }
  }

  private static void runs(Interpreter interpreter) throws IOException {
    int inputs = interpreter.getInputTensorCount();
    Object[] in = new Object[inputs];
    for (int i = 0; i < inputs; i++) {
      if (!Arrays.equals(interpreter.getInputTensor(i).shape(), dims("in" + i))) {
        interpreter.resizeInput(i, dims("in" + i));
      }
      in[i] = bytes("in" + i);
    }
    int outputs = interpreter.getOutputTensorCount();
    assertTrue(outputs > 0);
    ByteBuffer[] out = new ByteBuffer[outputs];
    for (int run = 0; run < 2; run++) {  // state that one run leaves must not change the next
      Map<Integer, Object> results = new HashMap<>();
      for (int i = 0; i < outputs; i++) {
        out[i] = ByteBuffer.allocateDirect(bytes("out" + i).capacity()).order(ByteOrder.nativeOrder());
        results.put(i, out[i]);
      }
      interpreter.runForMultipleInputsOutputs(in, results);
      for (int i = 0; i < outputs; i++) {
        out[i].rewind();
        assertGolden("out" + i, out[i].asFloatBuffer());
        assertArrayEquals(dims("out" + i), interpreter.getOutputTensor(i).shape());
      }
    }
  }

  @Test
  void runsWithTheLibraryThatIsFound() throws IOException {
    try (Interpreter interpreter = new Interpreter(MODEL)) {
      runs(interpreter);
    }
  }

  /** Newer conversions may have no Select TF ops; then there is no second library. */
  @Test
  void runsWithTheDelegateThatIsGiven() throws IOException {
    assumeTrue(SystemsTest.class.getResource("/org/tensorflow/lite/flex/FlexDelegate.class") != null);
    FlexDelegate delegate = new FlexDelegate();
    try (Interpreter interpreter = new Interpreter(MODEL, new Interpreter.Options().addDelegate(delegate).setNumThreads(2))) {
      runs(interpreter);
    }
    delegate.close();
  }
}
