// Signatures: of the main graph and of others, with inputs in another order than the graph's.
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.Interpreter;

class SignatureTest {
  /** "sum" is a + b in graph 0; "product" is x × y in graph 1; "view" is x reshaped to `shape` in graph 2. */
  private static ByteBuffer model() {
    ModelWriter w = new ModelWriter();
    int a = w.tensor("a", ModelWriter.FLOAT32, 2), b = w.tensor("b", ModelWriter.FLOAT32, 2);
    int sum = w.tensor("sum", ModelWriter.FLOAT32, 2);
    w.node(ModelWriter.ADD, new int[] {a, b}, sum).graph(new int[] {a, b}, sum);
    int x = w.tensor("x", ModelWriter.FLOAT32, 2), y = w.tensor("y", ModelWriter.FLOAT32, 2);
    int product = w.tensor("product", ModelWriter.FLOAT32, 2);
    w.node(ModelWriter.MUL, new int[] {x, y}, product).graph(new int[] {x, y}, product);
    int v = w.tensor("v", ModelWriter.FLOAT32, 4), shape = w.tensor("shape", ModelWriter.INT32, 2);
    int view = w.tensor("view", ModelWriter.FLOAT32, 1, 4);
    w.node(ModelWriter.RESHAPE, new int[] {v, shape}, view).graph(new int[] {v, shape}, view);
    return w.signature("sum", 0, new Object[] {"second", b, "first", a}, "result", sum)
        .signature("product", 1, new Object[] {"y", y, "x", x}, "result", product)
        .signature("view", 2, new Object[] {"v", v, "shape", shape}, "result", view)
        .bytes();
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  @Test
  void namesAndTensors() {
    try (Interpreter i = new Interpreter(model())) {
      assertArrayEquals(new String[] {"sum", "product", "view"}, i.getSignatureKeys());
      assertArrayEquals(new String[] {"first", "second"}, i.getSignatureInputs("sum"));
      assertArrayEquals(new String[] {"x", "y"}, i.getSignatureInputs("product"));
      assertArrayEquals(new String[] {"result"}, i.getSignatureOutputs("product"));
      assertEquals("b", i.getInputTensorFromSignature("second", "sum").name());
      assertEquals(1, i.getInputTensorFromSignature("second", "sum").index());
      assertEquals("y", i.getInputTensorFromSignature("y", "product").name());
      assertEquals(-1, i.getInputTensorFromSignature("y", "product").index());
      assertEquals("product", i.getOutputTensorFromSignature("result", "product").name());
      Check.failsArgument("Input error: Signature other not found.", () -> i.getSignatureInputs("other"));
      Check.failsArgument("Input error: input z not found.", () -> i.getInputTensorFromSignature("z", "sum"));
      Check.failsArgument("Input error: output z not found.", () -> i.getOutputTensorFromSignature("z", "sum"));
      Check.failsArgument("Invalid input tensor name provided (null)", () -> i.getInputTensorFromSignature(null, "sum"));
      Check.failsArgument("Invalid output tensor name provided (null)", () -> i.getOutputTensorFromSignature(null, "sum"));
      Check.failsArgument(
          "Input error: SignatureDef signatureKey should not be null. null is only allowed if the model has a single"
              + " Signature. Available Signatures: [sum, product, view]",
          () -> i.runSignature(map("first", 1), map()));
    }
    try (Interpreter i = new Interpreter(ModelWriter.add(1))) {
      assertEquals(0, i.getSignatureKeys().length);
      Check.failsArgument("Input error: SignatureDef signatureKey should not be null.", () -> i.runSignature(map("a", 1), map()));
    }
  }

  @Test
  void running() {
    try (Interpreter i = new Interpreter(model())) {
      float[] out = new float[2];
      i.runSignature(map("first", new float[] {1, 2}, "second", new float[] {10, 20}), map("result", out), "sum");
      assertArrayEquals(new float[] {11, 22}, out);
      i.runSignature(map("x", new float[] {3, 4}, "y", new float[] {5, 6}), map("result", out), "product");
      assertArrayEquals(new float[] {15, 24}, out);
      // Inputs that are left out keep their values.
      i.runSignature(map("second", new float[] {1, 1}), map("result", out), "sum");
      assertArrayEquals(new float[] {2, 3}, out);
      i.runSignature(map("y", new float[] {1, 1}), map("result", out), "product");
      assertArrayEquals(new float[] {3, 4}, out);
      float[] three = new float[3];
      i.runSignature(map("x", new float[] {1, 2, 3}, "y", new float[] {4, 5, 6}), map("result", three), "product");
      assertArrayEquals(new float[] {4, 10, 18}, three);
      float[][] square = new float[2][2];
      i.runSignature(map("v", new float[] {1, 2, 3, 4}, "shape", new int[] {2, 2}), map("result", square), "view");
      assertArrayEquals(new float[][] {{1, 2}, {3, 4}}, square);
    }
  }

  @Test
  void failures() {
    try (Interpreter i = new Interpreter(model())) {
      float[] two = new float[2];
      Check.failsArgument("Input error: Inputs should not be null or empty.", () -> i.runSignature(map(), map("result", two), "sum"));
      Check.failsArgument("Input error: Inputs should not be null or empty.", () -> i.runSignature(null, map(), "sum"));
      Check.failsArgument("Input error: Outputs should not be null.", () -> i.runSignature(map("first", two), null, "sum"));
      Check.failsArgument("Input error: input z not found.", () -> i.runSignature(map("z", two), map(), "product"));
      Check.failsArgument("Input error: output z not found.", () -> i.runSignature(map("x", two), map("z", two), "product"));
      Check.failsArgument("Input error: Signature x not found.", () -> i.runSignature(map("z", two), map(), "x"));
      Check.failsArgument("Null inputs are allowed only if", () -> i.runSignature(map("x", null), map(), "product"));
      Check.failsState(
          "Internal error: Unexpected failure when preparing tensor allocations: ",
          () -> i.runSignature(map("x", new float[3], "y", two), map(), "product"));
      Check.failsState(
          "Internal error: Failed to run on the given Interpreter: ",
          () -> i.runSignature(map("v", new float[4], "shape", new int[] {3, 2}), map(), "view"));
      assertThrows(IllegalArgumentException.class, () -> i.runSignature(map("x", new int[2]), map(), "product"));
    }
    ModelWriter w = new ModelWriter();
    int x = w.tensor("x", ModelWriter.FLOAT32, 1);
    w.graph(new int[] {x}, x);
    int c = w.tensor("c", ModelWriter.FLOAT32, new int[] {1}, null, 0, 0, new byte[4]);
    ByteBuffer constant = w.graph(new int[] {c}, c).signature("only", 1, new Object[] {"c", c}, "c", c).bytes();
    try (Interpreter i = new Interpreter(constant)) {
      float[] out = new float[1];
      i.runSignature(map("c", new float[] {5}), map("c", out)); // null stands for the only key
      assertEquals(5f, out[0]);
      IllegalArgumentException e =
          Check.fails(IllegalArgumentException.class,
              "Tensor passed for input 'c' of signature 'only' has different shape than expected",
              () -> i.runSignature(map("c", new float[2]), map(), "only"));
      assertEquals(IllegalArgumentException.class, e.getCause().getClass());
    }
  }
}
