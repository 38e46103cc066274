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
    int code = call(Interpreter.TYPE, 0, null);
    int position = "\1\2\3\4\5\6\7\11".indexOf(code); // the codes in the order of DataType
    if (position < 0) {
      throw Interpreter.bad("DataType error: DataType %s is not recognized in Java.", code, null, null);
    }
    type = DataType.values()[position];
    signature = (int[]) get(Interpreter.SHAPE_SIGNATURE);
    quantization =
        new QuantizationParams(
            Float.intBitsToFloat(call(Interpreter.SCALE, 0, null)), call(Interpreter.ZERO_POINT, 0, null));
    shape();
  }

  private long handle() {
    if (owner.handle == 0) {
      throw Interpreter.bad("Internal error: Invalid handle to TfLiteTensor.", null, null, null);
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
    if (id >> 32 != 0) {
      return -1;
    }
    return (int) id;
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
      throw Interpreter.bad("Internal error: Tensor hasn't been allocated.", null, null, null);
    }
    return buffer.order(ByteOrder.nativeOrder());
  }

  /** What a scalar or typed buffer holds: float.class for a Float or FloatBuffer, and so on; or its own class. */
  private static Class<?> element(Object o) {
    Class<?> c = o.getClass();
    try {
      if (o instanceof Buffer) {
        return c.getMethod("get").getReturnType();
      }
      return (Class<?>) c.getField("TYPE").get(null);
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
    // Element classes in the order of DataType; bytes stand for both 8-bit types.
    List<String> kinds = Arrays.asList("float int byte long java.lang.String boolean short byte".split(" "));
    int kind = kinds.indexOf(c.getName());
    if (kind < 0) {
      throw Interpreter.bad("DataType error: cannot resolve DataType of %s", name, null, null);
    }
    if (kind == 2 && rank > 0 && input && type == DataType.STRING) {
      kind = 4; // a byte[] is an element
      --rank;
    }
    if (!kinds.get(kind).equals(kinds.get(type.ordinal()))) {
      throw Interpreter.bad(
          "Cannot convert between a TensorFlowLite tensor with type %s and a Java object of type %s (which is compatible"
              + " with the TensorFlowLite type %s).",
          type, name, DataType.values()[kind]);
    }
    if (o instanceof Buffer) {
      return null;
    }
    int[] dims = new int[rank];
    if (rank > 0) {
      walk(o, 0, dims, 0, Interpreter.NOTHING);
    }
    return dims;
  }

  /**
   * Notes the lengths of an array in `dims`, or compares them with those noted there, and copies its rows by `op` from
   * element `first` on. Returns the element after them.
   */
  private int walk(Object o, int dimension, int[] dims, int first, int op) {
    int length = Array.getLength(o);
    if (dims[dimension] == 0) {
      dims[dimension] = length;
    }
    if (dims[dimension] != length) {
      throw Interpreter.bad("Mismatched lengths (%s and %s) in dimension %s", dims[dimension], length, dimension);
    }
    if (length == 0) {
      throw Interpreter.bad("Array lengths cannot be 0.", null, null, null);
    }
    if (++dimension < dims.length) {
      for (Object row : (Object[]) o) {
        first = walk(row, dimension, dims, first, op);
      }
      return first;
    }
    int copied = call(op, first, o);
    if (copied < 0) {
      throw Interpreter.bad("Internal error: Tensor hasn't been allocated, or an element is null.", null, null, null);
    }
    return first + copied;
  }

  /** Fills the tensor, whose shape already fits an array, from a Java object. */
  void set(Object o) {
    if (o == null) {
      throw Interpreter.bad("Null inputs are allowed only if the Tensor is bound to a buffer handle.", null, null, null);
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
      rank = 1;
    }
    int op = Interpreter.WRITE_ROW;
    if (type == DataType.STRING && o.getClass().getName().endsWith("[B")) {
      op = Interpreter.WRITE_BYTES;
    }
    walk(o, 0, new int[rank], 0, op);
  }

  /** Copies the tensor to an array of its shape or to a buffer at its position. */
  void copyTo(Object o) {
    int[] found = shapeOf(o, false);
    if (found == null) {
      copyBuffer((Buffer) o, false);
      return;
    }
    if (!Arrays.equals(found, shape())) {
      throw Interpreter.bad(
          "Cannot copy from a TensorFlowLite tensor (%s) with shape %s to a Java object with shape %s.",
          name(),
          Arrays.toString(shape),
          Arrays.toString(found));
    }
    if (found.length == 0) {
      throw Interpreter.bad("Internal error: Cannot copy empty/scalar Tensors.", null, null, null);
    }
    walk(o, 0, found, 0, Interpreter.READ_ROW);
  }

  /** Direct buffers in native order are read from their start, others from their position; all are written there. */
  private void copyBuffer(Buffer o, boolean input) {
    if (input && type == DataType.STRING) {
      throw Interpreter.bad("Unexpected input buffer type: %s", o, null, null);
    }
    Object tensor = buffer();
    int bytes = numBytes();
    long capacity = o.capacity();
    try {
      Class<?> c = o.getClass().getMethod("asReadOnlyBuffer").getReturnType(); // FloatBuffer.class and so on
      if (c != ByteBuffer.class) {
        capacity *= type.byteSize();
        tensor = ByteBuffer.class.getMethod("as".concat(c.getSimpleName())).invoke(tensor);
      }
      String format = "Cannot copy from a TensorFlowLite tensor (%s) with %s bytes to a Java Buffer with %s bytes.";
      if (input) {
        format = "Cannot copy to a TensorFlowLite tensor (%s) with %s bytes from a Java Buffer with %s bytes.";
      }
      if (capacity < bytes || input && capacity > bytes) {
        throw Interpreter.bad(format, name(), bytes, capacity);
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
