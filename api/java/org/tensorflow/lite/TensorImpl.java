// Tensors, and copying between them and Java objects. A tensor is an id that the native side resolves at each call, so
// it needs no memory there and cannot dangle. Arrays are walked here and copied by innermost rows.
package org.tensorflow.lite;

import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;

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
    type = DataType.of((int) call(Interpreter.TYPE, 0, null));
    signature = (int[]) get(Interpreter.SHAPE_SIGNATURE);
    quantization =
        new QuantizationParams(
            Float.intBitsToFloat((int) call(Interpreter.SCALE, 0, null)), (int) call(Interpreter.ZERO_POINT, 0, null));
    shape();
  }

  private long handle() {
    if (owner.handle == 0) {
      throw new IllegalArgumentException("Internal error: Invalid handle to TfLiteTensor.");
    }
    return owner.handle;
  }

  private long call(int op, int i, Object o) {
    return Interpreter.call(op, handle(), id, i, o);
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
    return (int) call(Interpreter.BYTES, 0, null);
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
    handle();
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
      throw new IllegalArgumentException("Internal error: Tensor hasn't been allocated.");
    }
    return buffer.order(ByteOrder.nativeOrder());
  }

  /** float.class for Float.class and so on; classes that box nothing as they are. */
  private static Class<?> unboxed(Class<?> c) {
    try {
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
    boolean strings = input && type == DataType.STRING;
    if (rank == 0) {
      c = unboxed(c);
    }
    while (c.isArray()) {
      c = c.getComponentType();
    }
    DataType found =
        c == float.class || o instanceof FloatBuffer
            ? DataType.FLOAT32
            : c == int.class || o instanceof IntBuffer
                ? DataType.INT32
                : c == byte.class
                    ? strings && rank > 0 ? DataType.STRING : DataType.UINT8
                    : c == long.class || o instanceof LongBuffer
                        ? DataType.INT64
                        : c == short.class || o instanceof ShortBuffer
                            ? DataType.INT16
                            : c == boolean.class
                                ? DataType.BOOL
                                : c == String.class ? DataType.STRING : null;
    if (found == null) {
      throw new IllegalArgumentException("DataType error: cannot resolve DataType of " + name);
    }
    // A Java byte fits both 8-bit types.
    if (found != (type == DataType.INT8 ? DataType.UINT8 : type)) {
      throw new IllegalArgumentException(
          "Cannot convert between a TensorFlowLite tensor with type "
              + type
              + " and a Java object of type "
              + name
              + " (which is compatible with the TensorFlowLite type "
              + found
              + ").");
    }
    if (o instanceof Buffer) {
      return null;
    }
    if (strings && c == byte.class) {
      --rank; // a byte[] is an element
    }
    int[] dims = new int[rank];
    measure(o, 0, dims);
    return dims;
  }

  private static void measure(Object o, int dimension, int[] dims) {
    if (dimension == dims.length) {
      return;
    }
    int length = Array.getLength(o);
    if (dims[dimension] == 0) {
      if (length == 0) {
        throw new IllegalArgumentException("Array lengths cannot be 0.");
      }
      dims[dimension] = length;
    }
    if (dims[dimension] != length) {
      throw new IllegalArgumentException(
          "Mismatched lengths (" + dims[dimension] + " and " + length + ") in dimension " + dimension);
    }
    if (++dimension < dims.length) {
      for (Object row : (Object[]) o) {
        measure(row, dimension, dims);
      }
    }
  }

  /** Fills the tensor, whose shape already fits an array, from a Java object. */
  void set(Object o) {
    if (o == null) {
      throw new IllegalArgumentException("Null inputs are allowed only if the Tensor is bound to a buffer handle.");
    }
    if (o instanceof Buffer) {
      if (type == DataType.STRING) {
        throw new IllegalArgumentException("Unexpected input buffer type: " + o);
      }
      copyBuffer((Buffer) o, true);
      return;
    }
    int rank = shape().length;
    if (rank == 0) {
      Object scalar = Array.newInstance(unboxed(o.getClass()), 1);
      Array.set(scalar, 0, o);
      o = scalar;
    }
    copyRows(o, rank, 0, true);
  }

  /** Copies the tensor to an array of its shape or to a buffer at its position. */
  void copyTo(Object o) {
    int[] found = shapeOf(o, false);
    if (found == null) {
      copyBuffer((Buffer) o, false);
      return;
    }
    if (!Arrays.equals(found, shape())) {
      throw mismatch(
          false, "shape " + Arrays.toString(shape), "object with shape " + Arrays.toString(found));
    }
    if (found.length == 0) {
      throw new IllegalArgumentException("Internal error: Cannot copy empty/scalar Tensors.");
    }
    copyRows(o, found.length, 0, false);
  }

  private IllegalArgumentException mismatch(boolean input, String mine, String other) {
    return new IllegalArgumentException(
        "Cannot copy "
            + (input ? "to" : "from")
            + " a TensorFlowLite tensor ("
            + name()
            + ") with "
            + mine
            + (input ? " from" : " to")
            + " a Java "
            + other
            + ".");
  }

  /** Copies an array of `rank` dimensions from element `first` on; returns the element after it. */
  private int copyRows(Object o, int rank, int first, boolean input) {
    if (rank > 1) {
      for (Object row : (Object[]) o) {
        first = copyRows(row, rank - 1, first, input);
      }
      return first;
    }
    int op =
        !input
            ? Interpreter.READ_ROW
            : type == DataType.STRING && o instanceof byte[][] ? Interpreter.WRITE_BYTES : Interpreter.WRITE_ROW;
    int copied = (int) call(op, first, o);
    if (copied < 0) {
      throw new IllegalArgumentException("Internal error: Tensor hasn't been allocated, or an element is null.");
    }
    return first + copied;
  }

  /** Direct buffers in native order are read from their start, others from their position; all are written there. */
  private void copyBuffer(Buffer o, boolean input) {
    long bytes = numBytes(), capacity = o.capacity() * (long) (o instanceof ByteBuffer ? 1 : type.byteSize());
    if (input ? capacity != bytes : capacity < bytes) {
      throw mismatch(input, bytes + " bytes", "Buffer with " + capacity + " bytes");
    }
    ByteBuffer tensor = buffer();
    if (o instanceof ByteBuffer) {
      ByteBuffer b = (ByteBuffer) o;
      if (!input) {
        b.put(tensor);
      } else if (!putDirect(b, b.order())) {
        tensor.put(b);
      }
    } else if (o instanceof FloatBuffer) {
      FloatBuffer b = (FloatBuffer) o, t = tensor.asFloatBuffer();
      if (!input) {
        b.put(t);
      } else if (!putDirect(b, b.order())) {
        t.put(b);
      }
    } else if (o instanceof IntBuffer) {
      IntBuffer b = (IntBuffer) o, t = tensor.asIntBuffer();
      if (!input) {
        b.put(t);
      } else if (!putDirect(b, b.order())) {
        t.put(b);
      }
    } else if (o instanceof LongBuffer) {
      LongBuffer b = (LongBuffer) o, t = tensor.asLongBuffer();
      if (!input) {
        b.put(t);
      } else if (!putDirect(b, b.order())) {
        t.put(b);
      }
    } else {
      ShortBuffer b = (ShortBuffer) o, t = tensor.asShortBuffer();
      if (!input) {
        b.put(t);
      } else if (!putDirect(b, b.order())) {
        t.put(b);
      }
    }
  }

  private boolean putDirect(Buffer b, ByteOrder order) {
    return b.isDirect() && order == ByteOrder.nativeOrder() && call(Interpreter.PUT, 0, b) == 0;
  }
}
