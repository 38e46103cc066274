// Tensors, and copying between them and Java objects. A tensor is an id that the native side resolves at each call, so
// it needs no memory there and cannot dangle. Arrays are walked here and copied by innermost rows; what differs only in
// the element's type (arrays, boxes and typed buffers) goes through reflection, which is a third of the code.
package org.tensorflow.lite;

import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

final class TensorImpl implements Tensor {
  /** Element classes in the order of DataType; bytes stand for both 8-bit types. */
  private static final List<String> KINDS =
      Arrays.asList("float int byte long java.lang.String boolean short".split(" "));

  private final Interpreter owner;
  private final long id;
  private final DataType type;
  private final int[] signature;
  private final QuantizationParams quantization;
  private int[] shape;

  /** The tensor with a native id; fails when Java has no name for its type. */
  TensorImpl(Interpreter owner, long id) {
    this.owner = owner;
    this.id = id;
    type = DataType.of(call(Interpreter.TYPE, 0, null));
    signature = (int[]) get(Interpreter.SHAPE_SIGNATURE);
    quantization =
        new QuantizationParams(
            Float.intBitsToFloat(call(Interpreter.SCALE, 0, null)), call(Interpreter.ZERO_POINT, 0, null));
    shape();
  }

  private long handle() {
    if (owner.handle == 0) {
      throw Interpreter.bad("Internal error: Invalid handle to TfLiteTensor.");
    }
    return owner.handle;
  }

  private int call(int op, int i, Object o) {
    return (int) Interpreter.call(op, handle(), id, i, o);
  }

  private Object get(int op) {
    return Interpreter.get(op, handle(), id, 0);
  }

  @Override
  public DataType dataType() {
    return type;
  }

  @Override
  public int numDimensions() {
    return shape().length;
  }

  @Override
  public int numBytes() {
    return call(Interpreter.BYTES, 0, null);
  }

  @Override
  public int numElements() {
    int n = 1;
    for (int d : shape()) {
      n *= d;
    }
    return n;
  }

  /** The shape now, or the last one known when the interpreter is closed. */
  @Override
  public int[] shape() {
    if (owner.handle != 0) {
      shape = (int[]) get(Interpreter.SHAPE);
    }
    return shape;
  }

  @Override
  public int[] shapeSignature() {
    return signature;
  }

  @Override
  public int index() {
    return id >> 32 == 0 ? (int) id : -1;
  }

  @Override
  public String name() {
    return (String) get(Interpreter.TENSOR_NAME);
  }

  @Override
  public QuantizationParams quantizationParams() {
    return quantization;
  }

  @Override
  public ByteBuffer asReadOnlyBuffer() {
    return buffer().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  private ByteBuffer buffer() {
    ByteBuffer buffer = (ByteBuffer) get(Interpreter.BUFFER);
    if (buffer == null) {
      throw Interpreter.bad("Internal error: Tensor hasn't been allocated.");
    }
    return buffer.order(ByteOrder.nativeOrder());
  }

  /** What a scalar or typed buffer holds: float.class for a Float or FloatBuffer, and so on; or its own class. */
  private static Class<?> element(Object o) {
    Class<?> c = o.getClass();
    try {
      return o instanceof Buffer ? c.getMethod("get").getReturnType() : (Class<?>) c.getField("TYPE").get(null);
    } catch (Exception e) {
      return c;
    }
  }

  /** The shape of an array or scalar; null for buffers, whose size alone counts. Fails on other types than ours. */
  int[] shapeOf(Object o, boolean input) {
    if (o == null || o instanceof ByteBuffer) {
      return null;
    }
    Class<?> c = o.getClass();
    String name = c.getName();
    int rank = name.lastIndexOf('[') + 1;
    if (rank == 0) {
      c = element(o);
    }
    while (c.isArray()) {
      c = c.getComponentType();
    }
    int kind = KINDS.indexOf(c.getName());
    if (kind < 0) {
      throw Interpreter.bad("DataType error: cannot resolve DataType of " + name);
    }
    if (kind == 2 && rank > 0 && input && type == DataType.STRING) {
      kind = 4; // a byte[] is an element
      --rank;
    }
    if (kind != (type == DataType.INT8 ? 2 : type.ordinal())) {
      throw Interpreter.bad(
          "Cannot convert between a TensorFlowLite tensor with type "
              + type
              + " and a Java object of type "
              + name
              + " (which is compatible with the TensorFlowLite type "
              + DataType.values()[kind]
              + ").");
    }
    if (o instanceof Buffer) {
      return null;
    }
    int[] dims = new int[rank];
    measure(o, 0, dims);
    return dims;
  }

  private static void measure(Object o, int dimension, int[] dims) {
    if (dimension < dims.length) {
      int length = Array.getLength(o);
      if (dims[dimension] == 0) {
        dims[dimension] = length;
      }
      if (dims[dimension] != length) {
        throw Interpreter.bad(
            "Mismatched lengths (" + dims[dimension] + " and " + length + ") in dimension " + dimension);
      }
      if (length == 0) {
        throw Interpreter.bad("Array lengths cannot be 0.");
      }
      if (++dimension < dims.length) {
        for (Object row : (Object[]) o) {
          measure(row, dimension, dims);
        }
      }
    }
  }

  /** Fills the tensor, whose shape already fits an array, from a Java object. */
  void set(Object o) {
    if (o == null) {
      throw Interpreter.bad("Null inputs are allowed only if the Tensor is bound to a buffer handle.");
    }
    if (o instanceof Buffer) {
      copyBuffer((Buffer) o, true);
      return;
    }
    int rank = shape().length;
    if (rank == 0) {
      Object scalar = Array.newInstance(element(o), 1);
      Array.set(scalar, 0, o);
      o = scalar;
    }
    copyRows(o, rank, 0, type == DataType.STRING && o.getClass().getName().endsWith("[B") ? Interpreter.WRITE_BYTES : Interpreter.WRITE_ROW);
  }

  /** Copies the tensor to an array of its shape or to a buffer at its position. */
  void copyTo(Object o) {
    int[] found = shapeOf(o, false);
    if (found == null) {
      copyBuffer((Buffer) o, false);
      return;
    }
    if (!Arrays.equals(found, shape())) {
      throw mismatch(false, "shape " + Arrays.toString(shape), "object with shape " + Arrays.toString(found));
    }
    if (found.length == 0) {
      throw Interpreter.bad("Internal error: Cannot copy empty/scalar Tensors.");
    }
    copyRows(o, found.length, 0, Interpreter.READ_ROW);
  }

  private IllegalArgumentException mismatch(boolean input, String mine, String other) {
    String there = "from", back = "to";
    if (input) {
      there = back;
      back = "from";
    }
    return Interpreter.bad(
        "Cannot copy " + there + " a TensorFlowLite tensor (" + name() + ") with " + mine + " " + back + " a Java " + other + ".");
  }

  /** Copies an array of `rank` dimensions from element `first` on; returns the element after it. */
  private int copyRows(Object o, int rank, int first, int op) {
    if (rank > 1) {
      for (Object row : (Object[]) o) {
        first = copyRows(row, rank - 1, first, op);
      }
      return first;
    }
    int copied = call(op, first, o);
    if (copied < 0) {
      throw Interpreter.bad("Internal error: Tensor hasn't been allocated, or an element is null.");
    }
    return first + copied;
  }

  /** Direct buffers in native order are read from their start, others from their position; all are written there. */
  private void copyBuffer(Buffer o, boolean input) {
    if (input && type == DataType.STRING) {
      throw Interpreter.bad("Unexpected input buffer type: " + o);
    }
    Object tensor = buffer();
    int bytes = ((Buffer) tensor).capacity();
    long capacity = o.capacity();
    try {
      Class<?> c = ByteBuffer.class;
      if (!(o instanceof ByteBuffer)) {
        capacity *= type.byteSize();
        for (c = o.getClass(); c.getSuperclass() != Buffer.class; ) {
          c = c.getSuperclass(); // up to FloatBuffer.class and so on
        }
        tensor = ByteBuffer.class.getMethod("as" + c.getSimpleName()).invoke(tensor);
      }
      if (input ? capacity != bytes : capacity < bytes) {
        throw mismatch(input, bytes + " bytes", "Buffer with " + capacity + " bytes");
      }
      if (input && o.isDirect() && c.getMethod("order").invoke(o) == ByteOrder.nativeOrder()) {
        call(Interpreter.PUT, 0, o);
        return;
      }
      Object from = tensor, to = o;
      if (input) {
        from = o;
        to = tensor;
      }
      c.getMethod("put", c).invoke(to, from);
    } catch (ReflectiveOperationException e) {
      throw (RuntimeException) e.getCause(); // the methods exist, so it is what they have thrown
    }
  }
}
