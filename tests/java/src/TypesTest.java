// Every DataType, array rank and kind of buffer, in and out.
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.Interpreter;

class TypesTest {
  private static final Class<?>[] ELEMENT = {
    float.class, int.class, byte.class, long.class, String.class, boolean.class, short.class, byte.class
  };
  private static final int[] SCHEMA_TYPE = {
    ModelWriter.FLOAT32, ModelWriter.INT32, ModelWriter.UINT8, ModelWriter.INT64,
    ModelWriter.STRING, ModelWriter.BOOL, ModelWriter.INT16, ModelWriter.INT8
  };

  private static Object value(DataType type, int i) {
    switch (type) {
      case FLOAT32:
        return i * 0.5f - 3;
      case INT32:
        return i * 70000 - 3;
      case INT64:
        return i * 5_000_000_000L - 3;
      case INT16:
        return (short) (i * 300 - 3);
      case BOOL:
        return i % 3 == 0;
      case STRING:
        return i == 1 ? "" : "wört" + i + "\uD83D\uDE00\u20ac";
      default:
        return (byte) (i * 7 - 100);
    }
  }

  /** Fills an array of any rank with value(0), value(1), …; returns the count so far. */
  private static int fill(DataType type, Object array, int at) {
    for (int i = 0; i < Array.getLength(array); ++i) {
      if (array.getClass().getComponentType().isArray()) {
        at = fill(type, Array.get(array, i), at);
      } else {
        Array.set(array, i, value(type, at++));
      }
    }
    return at;
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void arraysOfEveryRank(DataType type) {
    int[] shape = {2, 3, 1, 2, 2, 1, 2, 2};
    for (int rank = 1; rank <= shape.length; ++rank) {
      int[] dims = java.util.Arrays.copyOf(shape, rank);
      Object in = Array.newInstance(ELEMENT[type.ordinal()], dims);
      int size = fill(type, in, 0);
      Object flat = Array.newInstance(ELEMENT[type.ordinal()], size), out = Array.newInstance(ELEMENT[type.ordinal()], size);
      fill(type, flat, 0);
      try (Interpreter i = new Interpreter(ModelWriter.flatten(SCHEMA_TYPE[type.ordinal()], dims))) {
        assertEquals(type, i.getInputTensor(0).dataType());
        assertArrayEquals(dims, i.getInputTensor(0).shape());
        assertEquals(size, i.getInputTensor(0).numElements());
        assertEquals(rank, i.getInputTensor(0).numDimensions());
        for (int run = 0; run < 2; ++run) {
          i.run(in, out);
          assertArrayEquals(new Object[] {flat}, new Object[] {out});
        }
      }
      Object same = Array.newInstance(ELEMENT[type.ordinal()], dims);
      try (Interpreter i = new Interpreter(ModelWriter.echo(SCHEMA_TYPE[type.ordinal()], dims))) {
        i.run(in, same);
        assertArrayEquals(new Object[] {in}, new Object[] {same});
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void scalars(DataType type) {
    try (Interpreter i = new Interpreter(ModelWriter.echo(SCHEMA_TYPE[type.ordinal()]))) {
      assertEquals(0, i.getInputTensor(0).numDimensions());
      assertEquals(1, i.getInputTensor(0).numElements());
      Object value = value(type, 5);
      ByteBuffer out = ByteBuffer.allocateDirect(64).order(ByteOrder.nativeOrder());
      i.run(value, out);
      out.flip();
      switch (type) {
        case FLOAT32:
          assertEquals(value, out.getFloat());
          break;
        case INT32:
          assertEquals(value, out.getInt());
          break;
        case INT64:
          assertEquals(value, out.getLong());
          break;
        case INT16:
          assertEquals(value, out.getShort());
          break;
        case BOOL:
          assertEquals(value, out.get() != 0);
          break;
        case STRING:
          assertEquals(1, out.getInt());
          break;
        default:
          assertEquals(value, out.get());
      }
      Check.failsArgument(
          "Internal error: Cannot copy empty/scalar Tensors.", () -> i.run(value, value));
    }
  }

  @Test
  void aBoxedScalarResizesAVector() {
    try (Interpreter i = new Interpreter(ModelWriter.flatten(ModelWriter.FLOAT32, 3))) {
      float[] out = new float[1];
      i.run(2.5f, out);
      assertEquals(2.5f, out[0]);
      assertEquals(0, i.getInputTensor(0).numDimensions());
    }
  }

  @Test
  void stringsKeepTheirTrailingNul() {
    try (Interpreter i = new Interpreter(ModelWriter.echo(ModelWriter.STRING, 2))) {
      ByteBuffer out = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
      // U+1F600 in modified UTF-8 takes two times three bytes, U+0000 two.
      i.run(new String[] {"ab", "\uD83D\uDE00\0"}, out);
      out.flip();
      assertEquals(2, out.getInt());
      assertEquals(16, out.getInt());
      assertEquals(19, out.getInt());
      assertEquals(28, out.getInt());
      byte[] bytes = new byte[out.remaining()];
      out.get(bytes);
      assertArrayEquals(
          new byte[] {'a', 'b', 0, (byte) 0xed, (byte) 0xa0, (byte) 0xbd, (byte) 0xed, (byte) 0xb8, (byte) 0x80, (byte) 0xc0,
            (byte) 0x80, 0},
          bytes);
    }
  }

  @Test
  void byteArraysAreStringsAsTheyAre() {
    try (Interpreter i = new Interpreter(ModelWriter.echo(ModelWriter.STRING, 2, 2))) {
      byte[][][] in = {{"a\0b".getBytes(StandardCharsets.UTF_8), {}}, {{(byte) 0xff, 'x'}, "\u20ac".getBytes(StandardCharsets.UTF_8)}};
      ByteBuffer raw = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
      i.run(in, raw);
      raw.flip();
      assertEquals(4, raw.getInt());
      assertEquals(24, raw.getInt());
      assertEquals(27, raw.getInt());
      assertEquals(27, raw.getInt());
      assertEquals(29, raw.getInt());
      assertEquals(32, raw.getInt());
      // Read as text: up to the first NUL, and what is not UTF-8 becomes U+FFFD.
      String[][] out = new String[2][2];
      i.run(in, out);
      assertArrayEquals(new String[][] {{"a", ""}, {"\ufffdx", "\u20ac"}}, out);
      Check.failsArgument(
          "Cannot convert between a TensorFlowLite tensor with type STRING and a Java object of type [[[B (which is"
              + " compatible with the TensorFlowLite type UINT8).",
          () -> i.run(in, new byte[2][2][3]));
    }
  }

  @Test
  void fourByteUtf8IsRead() {
    try (Interpreter i = new Interpreter(ModelWriter.echo(ModelWriter.STRING, 1))) {
      String[] out = new String[1];
      i.run(new byte[][] {"\uD83D\uDE00!".getBytes(StandardCharsets.UTF_8)}, out);
      assertEquals("\uD83D\uDE00!", out[0]);
    }
  }

  @Test
  void stringsResize() {
    try (Interpreter i = new Interpreter(ModelWriter.flatten(ModelWriter.STRING, 1))) {
      String[] out = new String[6];
      i.run(new String[][] {{"1", "2", "3"}, {"4", "5", "6"}}, out);
      assertArrayEquals(new String[] {"1", "2", "3", "4", "5", "6"}, out);
      assertThrows(IllegalArgumentException.class, () -> i.run(new String[][] {{"1", null}}, new String[2]));
      String[] again = new String[1];
      i.run(new String[] {"again"}, again);
      assertEquals("again", again[0]);
      Check.failsArgument("Unexpected input buffer type: ", () -> i.run(ByteBuffer.allocateDirect(4), new String[1]));
    }
  }

  private static void copyBothWays(Interpreter i, java.nio.Buffer in, java.nio.Buffer out) {
    Map<Integer, Object> outputs = new HashMap<>();
    outputs.put(0, out);
    i.runForMultipleInputsOutputs(new Object[] {in}, outputs);
  }

  @Test
  void typedBuffers() {
    for (boolean direct : new boolean[] {true, false}) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
        ByteBuffer in = (direct ? ByteBuffer.allocateDirect(32) : ByteBuffer.allocate(32)).order(order);
        ByteBuffer out = (direct ? ByteBuffer.allocateDirect(40) : ByteBuffer.allocate(40)).order(order);
        try (Interpreter i = new Interpreter(ModelWriter.flatten(ModelWriter.FLOAT32, 8))) {
          FloatBuffer a = in.asFloatBuffer(), b = out.asFloatBuffer();
          for (int k = 0; k < 8; ++k) a.put(k, k + 0.5f);
          copyBothWays(i, a, b);
          for (int k = 0; k < 8; ++k) assertEquals(k + 0.5f, b.get(k));
          assertEquals(8, b.position());
        }
        try (Interpreter i = new Interpreter(ModelWriter.flatten(ModelWriter.INT32, 8))) {
          IntBuffer a = in.asIntBuffer(), b = out.asIntBuffer();
          for (int k = 0; k < 8; ++k) a.put(k, k * 100000);
          copyBothWays(i, a, b);
          for (int k = 0; k < 8; ++k) assertEquals(k * 100000, b.get(k));
        }
        try (Interpreter i = new Interpreter(ModelWriter.flatten(ModelWriter.INT64, 4))) {
          LongBuffer a = in.asLongBuffer(), b = out.asLongBuffer();
          for (int k = 0; k < 4; ++k) a.put(k, k * 10000000000L);
          copyBothWays(i, a, b);
          for (int k = 0; k < 4; ++k) assertEquals(k * 10000000000L, b.get(k));
        }
        try (Interpreter i = new Interpreter(ModelWriter.flatten(ModelWriter.INT16, 16))) {
          ShortBuffer a = in.asShortBuffer(), b = out.asShortBuffer();
          for (int k = 0; k < 16; ++k) a.put(k, (short) (k * 1000));
          copyBothWays(i, a, b);
          for (int k = 0; k < 16; ++k) assertEquals((short) (k * 1000), b.get(k));
        }
      }
    }
    FloatBuffer heap = FloatBuffer.wrap(new float[] {1, 2, 3}), result = FloatBuffer.allocate(5);
    try (Interpreter i = new Interpreter(ModelWriter.flatten(ModelWriter.FLOAT32, 3))) {
      copyBothWays(i, heap, result);
      assertEquals(3, heap.position());
      assertArrayEquals(new float[] {1, 2, 3, 0, 0}, result.array());
    }
  }

  @Test
  void byteBufferRules() {
    try (Interpreter i = new Interpreter(ModelWriter.flatten(ModelWriter.FLOAT32, 2))) {
      ByteBuffer in = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
      in.putFloat(1).putFloat(2); // the position is at the end: direct native buffers are read from their start
      ByteBuffer out = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
      i.run(in, out);
      assertEquals(8, in.position());
      assertEquals(8, out.position());
      assertEquals(2f, out.getFloat(4));
      assertThrows(BufferOverflowException.class, () -> i.run(in, out)); // not rewound
      out.rewind();
      i.run(in, out);
      // Raw bytes in any order; read from the position, which moves.
      ByteBuffer heap = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      heap.putFloat(0, 5).putFloat(4, 6).order(ByteOrder.BIG_ENDIAN);
      float[] array = new float[2];
      i.run(heap, array);
      assertEquals(8, heap.position());
      assertArrayEquals(new float[] {5, 6}, array);
      ByteBuffer big = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
      big.putFloat(0, 7).putFloat(4, 8).order(ByteOrder.BIG_ENDIAN);
      i.run(big, array);
      assertArrayEquals(new float[] {7, 8}, array);
      // Buffers never resize.
      Check.failsArgument(
          "Cannot copy to a TensorFlowLite tensor (in) with 8 bytes from a Java Buffer with 12 bytes.",
          () -> i.run(ByteBuffer.allocateDirect(12), array));
      Check.failsArgument(
          "Cannot copy to a TensorFlowLite tensor (in) with 8 bytes from a Java Buffer with 4 bytes.",
          () -> i.run(FloatBuffer.allocate(1), array));
      Check.failsArgument(
          "Cannot copy from a TensorFlowLite tensor (out) with 8 bytes to a Java Buffer with 7 bytes.",
          () -> i.run(heap.rewind(), ByteBuffer.allocate(7)));
    }
    // A ByteBuffer fits any type, even those without a size in Java.
    try (Interpreter i = new Interpreter(ModelWriter.flatten(ModelWriter.BOOL, 3))) {
      boolean[] out = new boolean[3];
      i.run(ByteBuffer.wrap(new byte[] {1, 0, 1}), out);
      assertArrayEquals(new boolean[] {true, false, true}, out);
    }
  }

  @Test
  void typesThatDoNotFit() {
    try (Interpreter i = new Interpreter(ModelWriter.flatten(ModelWriter.FLOAT32, 2))) {
      float[] out = new float[2];
      Check.failsArgument(
          "Cannot convert between a TensorFlowLite tensor with type FLOAT32 and a Java object of type [I (which is"
              + " compatible with the TensorFlowLite type INT32).",
          () -> i.run(new int[2], out));
      Check.failsArgument(
          "Cannot convert between a TensorFlowLite tensor with type FLOAT32 and a Java object of type [[J (which is"
              + " compatible with the TensorFlowLite type INT64).",
          () -> i.run(new float[2], new long[1][2]));
      Check.failsArgument(
          "Cannot convert between a TensorFlowLite tensor with type FLOAT32 and a Java object of type java.lang.Integer",
          () -> i.run(1, out));
      Check.failsArgument("DataType error: cannot resolve DataType of [Ljava.lang.Float;", () -> i.run(new Float[2], out));
      Check.failsArgument("DataType error: cannot resolve DataType of [D", () -> i.run(new double[2], out));
      Check.failsArgument("DataType error: cannot resolve DataType of java.lang.Double", () -> i.run(1.0, out));
      Check.failsArgument("DataType error: cannot resolve DataType of java.lang.Object", () -> i.run(new Object(), out));
      Check.failsArgument(
          "DataType error: cannot resolve DataType of java.nio.HeapDoubleBuffer",
          () -> i.run(java.nio.DoubleBuffer.allocate(1), out));
      Check.failsArgument("Cannot convert between a TensorFlowLite tensor with type FLOAT32 and a Java object of type",
          () -> i.run(IntBuffer.allocate(2), out));
    }
    assertTrue(DataType.FLOAT32.byteSize() == 4 && DataType.INT32.byteSize() == 4 && DataType.UINT8.byteSize() == 1);
    assertTrue(DataType.INT64.byteSize() == 8 && DataType.STRING.byteSize() == -1 && DataType.BOOL.byteSize() == -1);
    assertTrue(DataType.INT16.byteSize() == 2 && DataType.INT8.byteSize() == 1);
  }

  @Test
  void shapesThatDoNotFit() {
    try (Interpreter i = new Interpreter(ModelWriter.flatten(ModelWriter.FLOAT32, 2, 2))) {
      Check.failsArgument(
          "Cannot copy from a TensorFlowLite tensor (out) with shape [4] to a Java object with shape [5].",
          () -> i.run(new float[2][2], new float[5]));
      Check.failsArgument("Mismatched lengths (2 and 1) in dimension 1", () -> i.run(new float[][] {{1, 2}, {3}}, new float[4]));
      Check.failsArgument("Array lengths cannot be 0.", () -> i.run(new float[0], new float[4]));
      Check.failsArgument("Array lengths cannot be 0.", () -> i.run(new float[][] {{}}, new float[4]));
      assertThrows(NullPointerException.class, () -> i.run(new float[2][], new float[4]));
      float[] out = new float[6];
      i.run(new float[][] {{1, 2, 3}, {4, 5, 6}}, out); // another shape resizes
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, out);
    }
  }

  @Test
  void typesThatJavaDoesNotKnow() {
    try (Interpreter i = new Interpreter(ModelWriter.echo(ModelWriter.FLOAT16, 2))) {
      Check.failsArgument("DataType error: DataType 10 is not recognized in Java.", () -> i.getInputTensor(0));
    }
    try (Interpreter i = new Interpreter(ModelWriter.echo(ModelWriter.FLOAT64, 2))) {
      Check.failsArgument("DataType error: DataType 11 is not recognized in Java.", () -> i.getOutputTensor(0));
    }
  }
}
