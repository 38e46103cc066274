// Runs a model in a packaged library, or in the pair of them that models with Select TF ops get, under unidbg: an
// emulated ARM processor with the C library, linker and JNI of a real Android 6 (arm64-v8a) or 4.4 (armeabi-v7a). Takes
// the same tensor files as tests/packaged/driver.c and makes the same calls, but over arrays, because unidbg's JNI has no
// direct buffers. What else its function table lacks is put there.
import com.github.unidbg.AndroidEmulator;
import com.github.unidbg.Emulator;
import com.github.unidbg.Svc;
import com.github.unidbg.arm.Arm64Svc;
import com.github.unidbg.arm.ArmSvc;
import com.github.unidbg.arm.context.RegisterContext;
import com.github.unidbg.linux.android.AndroidEmulatorBuilder;
import com.github.unidbg.linux.android.AndroidResolver;
import com.github.unidbg.linux.android.dvm.Array;
import com.github.unidbg.linux.android.dvm.DalvikModule;
import com.github.unidbg.linux.android.dvm.DvmClass;
import com.github.unidbg.linux.android.dvm.DvmObject;
import com.github.unidbg.linux.android.dvm.StringObject;
import com.github.unidbg.linux.android.dvm.VM;
import com.github.unidbg.linux.android.dvm.array.ArrayObject;
import com.github.unidbg.linux.android.dvm.array.ByteArray;
import com.github.unidbg.linux.android.dvm.array.FloatArray;
import com.github.unidbg.linux.android.dvm.array.IntArray;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

public final class Driver {
  // Operations of api/java/jni/interpreter_jni.cc.
  private static final int OPEN_FILE = 1, BUILD = 3, DELETE = 4, ALLOCATE = 5, INVOKE = 6, RESIZE = 7, COUNT = 10, TENSOR = 11,
      TYPE = 15, BYTES = 16, READ_ROW = 20, WRITE_ROW = 21;
  private static final int ERRORS = 0, SHAPE = 4;
  private static final int FLOAT32 = 1, INT32 = 2, UINT8 = 3, BOOL = 6, INT8 = 9;

  private final VM vm;
  private final AndroidEmulator emulator;
  private final DvmClass interpreter;
  private Longs delegates;
  private long handle;

  /** A Java long[]. */
  private static final class Longs extends DvmObject<long[]> implements Array<long[]> {
    Longs(VM vm, long... values) {
      super(vm.resolveClass("[J"), values);
    }

    @Override
    public int length() {
      return value.length;
    }

    @Override
    public void setData(int start, long[] data) {
      System.arraycopy(data, 0, value, start, data.length);
    }
  }

  /** void Get<Type>ArrayRegion(Env*, Object* array, int start, int length, void* to). */
  private long copyRegion(Emulator<?> emulator) {
    RegisterContext call = emulator.getContext();
    DvmObject<?> array = vm.getObject(call.getIntArg(1));
    int start = call.getIntArg(2), length = call.getIntArg(3);
    if (array instanceof Longs) {
      call.getPointerArg(4).write(0, ((Longs) array).getValue(), start, length);
    } else {
      call.getPointerArg(4).write(0, ((IntArray) array).getValue(), start, length);
    }
    return 0;
  }

  /** Functions that unidbg lacks. */
  private void addFunctions() {
    Svc svc =
        emulator.is64Bit()
            ? new Arm64Svc() {
              @Override
              public long handle(Emulator<?> emulator) {
                return copyRegion(emulator);
              }
            }
            : new ArmSvc() {
              @Override
              public long handle(Emulator<?> emulator) {
                return copyRegion(emulator);
              }
            };
    final int getIntArrayRegion = 203, getLongArrayRegion = 204; // positions in the table
    for (int position : new int[] {getIntArrayRegion, getLongArrayRegion}) {
      vm.getJNIEnv()
          .getPointer(0)
          .setPointer((long) position * emulator.getPointerSize(), emulator.getSvcMemory().registerSvc(svc));
    }
  }

  /**
   * The library in a form that unidbg reads: where no relocations but those of the PLT are there, nothing says how long
   * one is, and unidbg, unlike Android's linkers, does not know. DT_FLAGS_1 makes room.
   */
  private static File withEntrySize(File library, boolean is64Bit, Path folder) throws IOException {
    final int dtFlags1 = 0x6ffffffb, dtRel = 17, dtRela = 7, entrySize = 2;  // DT_RELENT is 2 after DT_REL
    ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(library.toPath())).order(ByteOrder.LITTLE_ENDIAN);
    int word = is64Bit ? 8 : 4;
    for (int at = 0; at + 2 * word <= elf.limit(); at += word) {
      if (elf.getInt(at) != dtFlags1) continue;
      elf.putInt(at, (is64Bit ? dtRela : dtRel) + entrySize);
      elf.putInt(at + word, is64Bit ? 24 : 8);
    }
    return Files.write(folder.resolve(library.getName()), elf.array()).toFile();
  }

  /** `selectTf`: the second library, or null. */
  private Driver(AndroidEmulator emulator, File library, File selectTf) {
    this.emulator = emulator;
    emulator.getMemory().setLibraryResolver(new AndroidResolver(emulator.is64Bit() ? 23 : 19));
    vm = emulator.createDalvikVM();
    DalvikModule module = vm.loadLibrary(library, false);
    module.callJNI_OnLoad(emulator);
    interpreter = vm.resolveClass("org/tensorflow/lite/Interpreter");
    addFunctions();
    if (selectTf == null) return;
    vm.loadLibrary(selectTf, false).callJNI_OnLoad(emulator);
    DvmClass flex = vm.resolveClass("org/tensorflow/lite/flex/FlexDelegate");
    delegates = new Longs(vm, flex.callStaticJniMethodLong(emulator, "nativeCreateDelegate()J"));
    require(delegates.getValue()[0] != 0, "making the delegate");
  }

  private long call(int op, long id, int i, DvmObject<?> o) {
    return interpreter.callStaticJniMethodLong(emulator, "call(IJJILjava/lang/Object;)J", op, handle, id, i, o);
  }

  private Object get(int op, long id, int i) {
    DvmObject<?> object =
        interpreter.callStaticJniMethodObject(emulator, "get(IJJI)Ljava/lang/Object;", op, handle, id, i);
    return object == null ? null : object.getValue();
  }

  private void require(boolean good, String what) {
    if (!good) throw new IllegalStateException(what + ": " + (handle == 0 ? "" : get(ERRORS, 0, 0)));
  }

  /** An array of the VM for a tensor of this type. */
  private DvmObject<?> array(int type, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    switch (type) {
      case FLOAT32:
        float[] floats = new float[bytes.length / 4];
        buffer.asFloatBuffer().get(floats);
        return new FloatArray(vm, floats);
      case INT32:
        int[] ints = new int[bytes.length / 4];
        buffer.asIntBuffer().get(ints);
        return new IntArray(vm, ints);
      case UINT8:
      case INT8:
      case BOOL:
        return new ByteArray(vm, bytes);
      default:
        throw new IllegalArgumentException("no arrays for tensors of type " + type);
    }
  }

  private static byte[] bytes(DvmObject<?> array) {
    if (array instanceof ByteArray) return ((ByteArray) array).getValue();
    ByteBuffer bytes = ByteBuffer.allocate(((Array<?>) array).length() * 4);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (array instanceof FloatArray) {
      bytes.asFloatBuffer().put(((FloatArray) array).getValue());
    } else {
      bytes.asIntBuffer().put(((IntArray) array).getValue());
    }
    return bytes.array();
  }

  /** Gives inputs their shapes, allocates, and then, because allocating moves data, fills them. */
  private void setInputs(byte[] file) {
    for (boolean fill : new boolean[] {false, true}) {
      ByteBuffer inputs = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      int count = (int) call(COUNT, 0, 0, null);
      require(inputs.getInt() == count, "number of inputs");
      for (int i = 0; i < count; ++i) {
        long tensor = call(TENSOR, 0, i, null);
        int type = inputs.getInt();
        require(call(TYPE, tensor, 0, null) == type, "type of input " + i);
        int[] shape = new int[inputs.getInt()];
        for (int d = 0; d < shape.length; ++d) shape[d] = inputs.getInt();
        byte[] data = new byte[inputs.getInt()];
        inputs.get(data);
        if (!fill) {
          if (Arrays.equals((int[]) get(SHAPE, tensor, 0), shape)) continue;
          require(call(RESIZE, 0, i, new IntArray(vm, shape)) == 0, "resizing input " + i);
          continue;
        }
        require(call(BYTES, tensor, 0, null) == data.length, "size of input " + i);
        require(call(WRITE_ROW, tensor, 0, array(type, data)) > 0, "writing input " + i);
      }
      if (!fill) require(call(ALLOCATE, 0, 0, null) == 0, "allocating");
    }
  }

  private byte[] outputs() {
    int count = (int) call(COUNT, 1, 0, null);
    ByteBuffer file = ByteBuffer.allocate(1 << 24).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(count);
    for (int i = 0; i < count; ++i) {
      long tensor = call(TENSOR, 1, i, null);
      int type = (int) call(TYPE, tensor, 0, null);
      int[] shape = (int[]) get(SHAPE, tensor, 0);
      int bytes = (int) call(BYTES, tensor, 0, null);
      file.putInt(type).putInt(shape.length);
      for (int dim : shape) file.putInt(dim);
      DvmObject<?> array = array(type, new byte[bytes]);
      require(call(READ_ROW, tensor, 0, array) > 0, "reading output " + i);
      file.putInt(bytes).put(bytes(array));
    }
    byte[] used = new byte[file.position()];
    file.flip();
    file.get(used);
    return used;
  }

  private void run(Path inputs, Path outputs, String model) throws Exception {
    handle = call(OPEN_FILE, 0, 0, new StringObject(vm, model));
    require(handle != 0, "opening");
    require(call(BUILD, 0, 1, delegates) == 0, "building");
    setInputs(Files.readAllBytes(inputs));
    require(call(INVOKE, 0, 0, null) == 0, "running");
    Files.write(outputs, outputs());
    call(DELETE, 0, 0, null);
  }

  /** Arguments: ABI, optionally --select_tf and a library, then library, model, inputs, outputs. */
  public static void main(String[] args) throws Exception {
    boolean pair = args[1].equals("--select_tf");
    File selectTf = pair ? new File(args[2]) : null;
    String[] paths = Arrays.copyOfRange(args, pair ? 3 : 1, args.length);
    Path root = Files.createTempDirectory("unidbg");
    Path model = root.resolve("data/model.tflite");
    Files.createDirectories(model.getParent());
    Files.copy(Path.of(paths[1]), model);
    AndroidEmulatorBuilder builder =
        args[0].equals("arm64-v8a") ? AndroidEmulatorBuilder.for64Bit() : AndroidEmulatorBuilder.for32Bit();
    try (AndroidEmulator emulator = builder.setRootDir(root.toFile()).build()) {
      if (pair) selectTf = withEntrySize(selectTf, emulator.is64Bit(), root);
      Driver driver = new Driver(emulator, new File(paths[0]), selectTf);
      driver.run(Path.of(paths[2]), Path.of(paths[3]), "/data/model.tflite");
    }
  }
}
