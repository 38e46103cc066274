// Select TF models through the Java API, with the two libraries of one build: the interpreter finds the second by itself
// or is given a FlexDelegate. The model is a golden case of tests/golden; its path is in the property "model".
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.File;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.Interpreter;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.flex.FlexDelegate;

class SelectTfTest {
  private static final File MODEL = new File(System.getProperty("model"));

  /** The model adds two 2 x 3 matrices. */
  private static void runs(InterpreterApi interpreter) {
    float[][] out = new float[2][3];
    Object[] in = {new float[][] {{1, 2, 3}, {4, 5, 6}}, new float[][] {{10, 20, 30}, {40, 50, 60}}};
    for (int i = 0; i < 2; i++) {
      interpreter.runForMultipleInputsOutputs(in, Collections.singletonMap(0, out));
      assertArrayEquals(new float[] {11, 22, 33}, out[0]);
      assertArrayEquals(new float[] {44, 55, 66}, out[1]);
    }
  }

  @Test
  void isFound() {
    try (Interpreter interpreter = new Interpreter(MODEL)) {
      runs(interpreter);
    }
    try (InterpreterApi interpreter = InterpreterApi.create(MODEL, new InterpreterApi.Options())) {
      runs(interpreter);
    }
  }

  @Test
  void isGiven() {
    FlexDelegate delegate = new FlexDelegate();
    assertNotEquals(0, delegate.getNativeHandle());
    try (Interpreter first = new Interpreter(MODEL, new Interpreter.Options().addDelegate(delegate));
        Interpreter second = new Interpreter(MODEL, new Interpreter.Options().addDelegate(delegate).setNumThreads(2))) {
      runs(first);
      runs(second);
    }
    delegate.close();
  }

  @Test
  void resizes() {
    try (Interpreter interpreter = new Interpreter(MODEL)) {
      interpreter.resizeInput(0, new int[] {1, 3});
      interpreter.resizeInput(1, new int[] {2, 3});
      float[][] out = new float[2][3];
      Object[] in = {new float[][] {{1, 2, 3}}, new float[][] {{10, 20, 30}, {40, 50, 60}}};
      interpreter.runForMultipleInputsOutputs(in, Collections.singletonMap(0, out));
      assertArrayEquals(new float[] {41, 52, 63}, out[1]);
    }
  }
}
