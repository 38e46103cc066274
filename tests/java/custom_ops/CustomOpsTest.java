// Users' custom ops through the Java API: state, strings, quantized types, resized inputs, and what an op that refuses its
// input says.
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.Interpreter;

class CustomOpsTest {
  private static Interpreter open(String model) {
    return new Interpreter(new File(System.getProperty("models"), model + ".tflite"));
  }

  @Test
  void stateBelongsToTheInterpreter() {
    float[] first = {1, 2, 3, 4, 5}, second = {3, 4, 5, 6, 7}, mean = new float[5];
    try (Interpreter one = open("running_mean"); Interpreter other = open("running_mean")) {
      one.run(first, mean);
      assertArrayEquals(first, mean);
      other.run(second, mean);
      assertArrayEquals(second, mean);
      one.run(second, mean);
      assertArrayEquals(new float[] {2, 3, 4, 5, 6}, mean);
      // A new shape starts anew.
      one.resizeInput(0, new int[] {2});
      float[] two = new float[2];
      one.run(new float[] {8, 9}, two);
      assertArrayEquals(new float[] {8, 9}, two);
    }
  }

  @Test
  void stringsAndOutputsOfUnknownSize() {
    try (Interpreter words = open("word_count")) {
      for (int repeat = 0; repeat < 3; ++repeat) {
        String[] found = new String[3];
        int[] numbers = new int[3];
        Map<Integer, Object> outputs = new HashMap<>();
        outputs.put(0, found);
        outputs.put(1, numbers);
        words.runForMultipleInputsOutputs(new Object[] {new String[] {"b a, b", "B c. c"}}, outputs);
        assertArrayEquals(new String[] {"b", "c", "a"}, found);
        assertArrayEquals(new int[] {3, 2, 1}, numbers);
      }
    }
  }

  @Test
  void optionsAndTemporaries() {
    float[][][] in = {{{1, 1, 1, 1}, {2, 2, 2, 2}, {3, 3, 3, 3}}, {{4, 4, 4, 4}, {5, 5, 5, 5}, {6, 6, 6, 6}}};
    float[][] out = new float[2][3];
    try (Interpreter sums = open("scaled_sum")) {
      sums.run(in, out);
    }
    assertArrayEquals(new float[] {5, 7, 9}, out[0]);
    assertArrayEquals(new float[] {11, 13, 15}, out[1]);
  }

  @Test
  void quantized() {
    byte[][] in = new byte[2][8], out = new byte[2][8];
    in[0][0] = 17; // 2.0
    in[0][1] = -43; // -4.0
    try (Interpreter leaky = open("leaky_int8")) {
      leaky.run(in, out);
    }
    assertEquals(50, out[0][0]);
    assertEquals(-10, out[0][1]);
  }

  @Test
  void aRefusalNamesTheOpAndItsReason() {
    try (Interpreter histogram = open("histogram"); Interpreter sums = open("scaled_sum")) {
      int[] bins = new int[4];
      histogram.run(new float[4][4], bins);
      assertArrayEquals(new int[] {16, 0, 0, 0}, bins);
      sums.resizeInput(0, new int[] {});
      RuntimeException e = assertThrows(RuntimeException.class, sums::allocateTensors);
      assertTrue(e.getMessage().contains("scaled_sum.cc:"), e.getMessage());
      assertTrue(e.getMessage().contains("NumDimensions(input) >= 1 was not true."), e.getMessage());
      assertTrue(e.getMessage().contains("(ScaledSum) failed to prepare."), e.getMessage());
    }
  }
}
