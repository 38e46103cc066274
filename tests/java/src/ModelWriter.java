// Writes small .tflite models for the tests, so that they need no files. Tables are built with the field numbers of
// the schema (builder/model/tflite.fbs).
import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A model in the making: call graph(), then tensor() and node() for what is in it; at last bytes(). */
final class ModelWriter {
  static final int FLOAT32 = 0, FLOAT16 = 1, INT32 = 2, UINT8 = 3, INT64 = 4, STRING = 5, BOOL = 6, INT16 = 7, INT8 = 9,
      FLOAT64 = 10;
  static final int ADD = 0, MUL = 18, RESHAPE = 22, CUSTOM = 32;
  private static final int ADD_OPTIONS = 11, RESHAPE_OPTIONS = 17;

  private final FlatBufferBuilder b = new FlatBufferBuilder(1024);
  private final List<Integer> codes = new ArrayList<>();
  private final List<Integer> buffers = new ArrayList<>();
  private final List<Integer> signatures = new ArrayList<>();
  private final List<Integer> graphs = new ArrayList<>();
  private List<Integer> tensors = new ArrayList<>();
  private List<Integer> nodes = new ArrayList<>();

  ModelWriter() {
    buffers.add(buffer(null)); // the first one is empty by convention
  }

  private int ints(int... values) {
    b.startVector(4, values.length, 4);
    for (int i = values.length; i-- > 0; ) {
      b.addInt(values[i]);
    }
    return b.endVector();
  }

  private int offsets(List<Integer> values) {
    b.startVector(4, values.size(), 4);
    for (int i = values.size(); i-- > 0; ) {
      b.addOffset(values.get(i));
    }
    return b.endVector();
  }

  private int buffer(byte[] data) {
    int vector = 0;
    if (data != null) {
      b.startVector(1, data.length, 16);
      for (int i = data.length; i-- > 0; ) {
        b.addByte(data[i]);
      }
      vector = b.endVector();
    }
    b.startTable(3);
    b.addOffset(0, vector, 0);
    return b.endTable();
  }

  /** A tensor without constant data; returns its index. */
  int tensor(String name, int type, int... shape) {
    return tensor(name, type, shape, null, 0, 0, null);
  }

  /** `signature` is the shape with -1 for open dimensions, or null; scale 0 means unquantized. */
  int tensor(String name, int type, int[] shape, int[] signature, float scale, int zeroPoint, byte[] data) {
    int buffer = 0;
    if (data != null) {
      buffers.add(buffer(data));
      buffer = buffers.size() - 1;
    }
    int dims = ints(shape), open = signature == null ? 0 : ints(signature), text = b.createString(name), quantization = 0;
    if (scale != 0) {
      b.startVector(4, 1, 4);
      b.addFloat(scale);
      int scales = b.endVector();
      b.startVector(8, 1, 8);
      b.addLong(zeroPoint);
      int zeros = b.endVector();
      b.startTable(7);
      b.addOffset(2, scales, 0);
      b.addOffset(3, zeros, 0);
      quantization = b.endTable();
    }
    b.startTable(10);
    b.addOffset(0, dims, 0);
    b.addByte(1, (byte) type, 0);
    b.addInt(2, buffer, 0);
    b.addOffset(3, text, 0);
    b.addOffset(4, quantization, 0);
    b.addOffset(7, open, 0);
    tensors.add(b.endTable());
    return tensors.size() - 1;
  }

  /** A node of a built-in op, or of a custom op when `custom` is not null. */
  ModelWriter node(int op, String custom, int[] inputs, int... outputs) {
    int name = custom == null ? 0 : b.createString(custom);
    b.startTable(4);
    b.addByte(0, (byte) op, 0);
    b.addOffset(1, name, 0);
    b.addInt(3, op, 0);
    codes.add(b.endTable());
    int options = 0, kind = 0;
    if (op == RESHAPE && inputs.length == 1) {
      int shape = ints(-1);
      b.startTable(1);
      b.addOffset(0, shape, 0);
      options = b.endTable();
      kind = RESHAPE_OPTIONS;
    } else if (op == ADD) {
      b.startTable(2);
      options = b.endTable();
      kind = ADD_OPTIONS;
    }
    int in = ints(inputs), out = ints(outputs);
    b.startTable(12);
    b.addInt(0, codes.size() - 1, 0);
    b.addOffset(1, in, 0);
    b.addOffset(2, out, 0);
    b.addByte(3, (byte) kind, 0);
    b.addOffset(4, options, 0);
    nodes.add(b.endTable());
    return this;
  }

  ModelWriter node(int op, int[] inputs, int... outputs) {
    return node(op, null, inputs, outputs);
  }

  /** Closes the graph of the tensors and nodes so far. */
  ModelWriter graph(int[] inputs, int... outputs) {
    int t = offsets(tensors), n = offsets(nodes), in = ints(inputs), out = ints(outputs);
    b.startTable(6);
    b.addOffset(0, t, 0);
    b.addOffset(1, in, 0);
    b.addOffset(2, out, 0);
    b.addOffset(3, n, 0);
    graphs.add(b.endTable());
    tensors = new ArrayList<>();
    nodes = new ArrayList<>();
    return this;
  }

  private int maps(Object[] namesAndTensors) {
    List<Integer> maps = new ArrayList<>();
    for (int i = 0; i < namesAndTensors.length; i += 2) {
      int name = b.createString((String) namesAndTensors[i]);
      b.startTable(2);
      b.addOffset(0, name, 0);
      b.addInt(1, (Integer) namesAndTensors[i + 1], 0);
      maps.add(b.endTable());
    }
    return offsets(maps);
  }

  /** A signature; inputs and outputs are names and tensors in turn. */
  ModelWriter signature(String key, int graph, Object[] inputs, Object... outputs) {
    int in = maps(inputs), out = maps(outputs), text = b.createString(key);
    b.startTable(5);
    b.addOffset(0, in, 0);
    b.addOffset(1, out, 0);
    b.addOffset(2, text, 0);
    b.addInt(4, graph, 0);
    signatures.add(b.endTable());
    return this;
  }

  /** The model in a direct buffer in native order. */
  ByteBuffer bytes() {
    return bytes(3);
  }

  ByteBuffer bytes(int version) {
    int c = offsets(codes), g = offsets(graphs), f = offsets(buffers), s = offsets(signatures);
    b.startTable(8);
    b.addInt(0, version, 0);
    b.addOffset(1, c, 0);
    b.addOffset(2, g, 0);
    b.addOffset(4, f, 0);
    b.addOffset(7, s, 0);
    b.finish(b.endTable(), "TFL3");
    byte[] bytes = b.sizedByteArray();
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder());
    direct.put(bytes).rewind();
    return direct;
  }

  /** One input of a type and shape, flattened by RESHAPE. */
  static ByteBuffer flatten(int type, int... shape) {
    ModelWriter w = new ModelWriter();
    int size = 1;
    for (int d : shape) {
      size *= d;
    }
    int in = w.tensor("in", type, shape), out = w.tensor("out", type, size);
    return w.node(RESHAPE, new int[] {in}, out).graph(new int[] {in}, out).bytes();
  }

  /** A graph without nodes, whose only tensor is input and output. */
  static ByteBuffer echo(int type, int... shape) {
    ModelWriter w = new ModelWriter();
    int t = w.tensor("t", type, shape);
    return w.graph(new int[] {t}, t).bytes();
  }

  /** Two float inputs "a" and "b" of a shape, added to "sum". */
  static ByteBuffer add(int... shape) {
    ModelWriter w = new ModelWriter();
    int a = w.tensor("a", FLOAT32, shape), b = w.tensor("b", FLOAT32, shape), sum = w.tensor("sum", FLOAT32, shape);
    return w.node(ADD, new int[] {a, b}, sum).graph(new int[] {a, b}, sum).bytes();
  }
}
