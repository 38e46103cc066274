// A delegate of another library, given to Java interpreters: with a library built with --features=delegates, and one without.
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.Interpreter;
import org.tensorflow.lite.TensorFlowLite;

class DelegateTest {
  private static final int SIZE = 32;
  private static final int CLASSES = 1001;

  private static Interpreter open(Delegate delegate) {
    Interpreter.Options options = new Interpreter.Options().setNumThreads(2);
    return new Interpreter(new File(System.getProperty("model")), delegate == null ? options : options.addDelegate(delegate));
  }

  /** The last of so many answers to the same image. */
  private static float[] run(Interpreter interpreter, int batch) {
    float[][][][] image = new float[batch][SIZE][SIZE][3];
    for (int i = 0; i < batch * SIZE * SIZE * 3; ++i) {
      int k = i % (SIZE * SIZE * 3);
      image[i / (SIZE * SIZE * 3)][k / 3 / SIZE][k / 3 % SIZE][k % 3] = (k * 37 % 101) / 50f - 1;
    }
    float[][] out = new float[batch][CLASSES];
    interpreter.run(image, out);
    return out[batch - 1];
  }

  private static float[] run(Interpreter interpreter) {
    return run(interpreter, 1);
  }

  // A delegate's library needs functions of the one that runs the model.
  @BeforeEach
  void load() {
    TensorFlowLite.init();
  }

  @Test
  @EnabledIfSystemProperty(named = "delegates", matches = "true")
  void takesItsNodesOver() {
    float[] expected;
    try (Interpreter plain = open(null)) {
      expected = run(plain);
    }
    float sum = 0;
    for (float x : expected) {
      sum += x;
    }
    assertEquals(1, sum, 1e-3);
    try (SoftmaxDelegate delegate = new SoftmaxDelegate(false)) {
      try (Interpreter interpreter = open(delegate)) {
        assertEquals(1, delegate.kernels());
        assertArrayEquals(expected, run(interpreter), 1e-6f);
        assertArrayEquals(expected, run(interpreter), 1e-6f);
        assertEquals(2, delegate.runs());
        // One delegate may serve several interpreters.
        try (Interpreter second = open(delegate)) {
          assertArrayEquals(expected, run(second), 1e-6f);
          assertEquals(2, delegate.kernels());
          assertEquals(3, delegate.runs());
        }
        assertArrayEquals(expected, run(interpreter), 1e-6f);
        // Another shape: it is asked again.
        assertArrayEquals(expected, run(interpreter, 3), 1e-6f);
        assertEquals(3, delegate.kernels());
        assertEquals(5, delegate.runs());
      }
      assertFalse(delegate.isClosed()); // it is the app's
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "delegates", matches = "true")
  void thoseOfFactoriesAreClosedWithTheInterpreter() {
    SoftmaxDelegate[] made = new SoftmaxDelegate[1];
    Interpreter.Options options = new Interpreter.Options().addDelegateFactory(flavor -> made[0] = new SoftmaxDelegate(false));
    try (Interpreter interpreter = new Interpreter(new File(System.getProperty("model")), options)) {
      run(interpreter);
      assertEquals(1, made[0].runs());
    }
    assertTrue(made[0].isClosed());
  }

  @Test
  @EnabledIfSystemProperty(named = "delegates", matches = "true")
  void whatARefusingOneSaysReachesTheApp() {
    try (SoftmaxDelegate delegate = new SoftmaxDelegate(true)) {
      String message = assertThrows(IllegalArgumentException.class, () -> open(delegate)).getMessage();
      assertTrue(message.startsWith("Internal error: "), message);
      assertTrue(message.contains("delegate: ") && message.contains("this device has no such chip"), message);
    }
  }

  @Test
  @DisabledIfSystemProperty(named = "delegates", matches = "true")
  void withoutTheFeatureItIsRefused() {
    try (SoftmaxDelegate delegate = new SoftmaxDelegate(false)) {
      String message = assertThrows(IllegalArgumentException.class, () -> open(delegate)).getMessage();
      assertTrue(message.contains("Delegates were not selected for this library"), message);
      assertEquals(0, delegate.kernels());
    }
  }
}
