// The interpreter: a model, its native interpreter and its tensors. The two native methods at the end are the whole
// way to the native library; their operations are described in api/java/jni/interpreter_jni.cc.
package org.tensorflow.lite;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.tensorflow.lite.InterpreterApi.Options.TfLiteRuntime;
import org.tensorflow.lite.nnapi.NnApiDelegate;

/** Runs one model on the device. Not for use by several threads at once, except for {@link #setCancelled}. */
public final class Interpreter implements InterpreterApi {
  /** Settings of an interpreter, read when it is made. */
  public static class Options extends InterpreterApi.Options {
    public Options() {}

    public Options(InterpreterApi.Options options) {
      super(options);
    }

    @Override
    public Options setUseXNNPACK(boolean useXNNPACK) {
      super.setUseXNNPACK(useXNNPACK);
      return this;
    }

    @Override
    public Options setNumThreads(int numThreads) {
      super.setNumThreads(numThreads);
      return this;
    }

    @Override
    public Options setUseNNAPI(boolean useNNAPI) {
      super.setUseNNAPI(useNNAPI);
      return this;
    }

    @Override
    public Options addDelegate(Delegate delegate) {
      super.addDelegate(delegate);
      return this;
    }

    @Override
    public Options addDelegateFactory(DelegateFactory delegateFactory) {
      super.addDelegateFactory(delegateFactory);
      return this;
    }

    @Override
    public Options setCancellable(boolean allow) {
      super.setCancellable(allow);
      return this;
    }

    @Override
    public Options setRuntime(TfLiteRuntime runtime) {
      super.setRuntime(runtime);
      return this;
    }

    /** Accepted; kernels on the CPU never lower the precision. */
    @Deprecated
    public Options setAllowFp16PrecisionForFp32(boolean allow) {
      return this;
    }

    /** Accepted; this library keeps all outputs in memory. */
    public Options setAllowBufferHandleOutput(boolean allow) {
      return this;
    }
  }

  // Operations of call() and get().
  static final int NOTHING = 0;
  private static final int OPEN_FILE = 1;
  private static final int OPEN_BUFFER = 2;
  private static final int BUILD = 3;
  private static final int DELETE = 4;
  private static final int ALLOCATE = 5;
  private static final int INVOKE = 6;
  private static final int RESIZE = 7;
  private static final int RESET = 8;
  private static final int CANCEL = 9;
  private static final int COUNT = 10;
  private static final int TENSOR = 11;
  private static final int FLEX = 12;
  private static final int GRAPH = 13;
  private static final int POSITION = 14;
  static final int TYPE = 15;
  static final int BYTES = 16;
  static final int SCALE = 17;
  static final int ZERO_POINT = 18;
  static final int PUT = 19;
  static final int READ_ROW = 20;
  static final int WRITE_ROW = 21;
  static final int WRITE_BYTES = 22;
  private static final int ERRORS = 0;
  private static final int KEY = 1;
  private static final int NAME = 2;
  static final int TENSOR_NAME = 3;
  static final int SHAPE = 4;
  static final int SHAPE_SIGNATURE = 5;
  static final int BUFFER = 6;

  /** The native interpreter; 0 when closed. */
  long handle;

  private Object model; // keeps a buffer alive
  private final boolean cancellable;
  private long duration = -1;
  private final Map<Long, TensorImpl> tensors = new HashMap<>();
  private final List<Delegate> ownDelegates = new ArrayList<>();

  public Interpreter(File modelFile) {
    this(modelFile, null);
  }

  public Interpreter(File modelFile, Options options) {
    this((Object) modelFile.getAbsolutePath(), options);
  }

  /** The buffer is read in place: a mapped file, or a direct buffer in native byte order. */
  public Interpreter(ByteBuffer byteBuffer) {
    this(byteBuffer, null);
  }

  public Interpreter(ByteBuffer byteBuffer, Options options) {
    this((Object) byteBuffer, options);
  }

  /** `model` is a path or a buffer. */
  Interpreter(Object model, InterpreterApi.Options options) {
    TensorFlowLite.init();
    if (options == null) {
      options = new InterpreterApi.Options();
    }
    this.model = model;
    cancellable = options.isCancellable();
    if (model instanceof String) {
      handle = call(OPEN_FILE, 0, 0, 0, model);
    } else {
      if (!(model instanceof MappedByteBuffer)) {
        ByteBuffer buffer = (ByteBuffer) model;
        if (buffer == null || !buffer.isDirect() || buffer.order() != ByteOrder.nativeOrder()) {
          throw new IllegalArgumentException(
              "Model ByteBuffer should be either a MappedByteBuffer of the model file, or a direct ByteBuffer using"
                  + " ByteOrder.nativeOrder() which contains bytes of model content.");
        }
      }
      handle = call(OPEN_BUFFER, 0, 0, 0, model);
    }
    try {
      if (options.getAccelerationConfig() != null) {
        options.getAccelerationConfig().apply(options);
      }
      build(options, null);
      List<Delegate> delegates = delegates(options);
      int count = delegates.size();
      if (count > 0) {
        long[] handles = new long[count];
        for (int i = 0; i < count; ++i) {
          handles[i] = delegates.get(i).getNativeHandle();
          if (handles[i] == 0) {
            throw new IllegalArgumentException("Internal error: Found invalid handle");
          }
        }
        build(options, handles);
      }
      allocateTensors();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void build(InterpreterApi.Options options, long[] delegates) {
    long status = call(BUILD, open(), 0, options.getNumThreads(), delegates);
    if (status < 0) {
      throw new IllegalArgumentException(
          (model instanceof String
                  ? "Contents of " + model + " does not encode a valid TensorFlow Lite model: "
                  : "ByteBuffer is not a valid TensorFlow Lite model flatbuffer: ")
              + errors());
    }
    require(
        status,
        false,
        status == 2 ? "Failed to apply delegate" : status == 3 ? "Error applying delegate" : "Cannot create interpreter");
  }

  /** The delegates to apply, in order. */
  private List<Delegate> delegates(InterpreterApi.Options options) {
    List<Delegate> given = options.getDelegates();
    if (call(FLEX, handle, 0, 0, null) != 0) {
      try {
        Class<?> flex = Class.forName("org.tensorflow.lite.flex.FlexDelegate");
        boolean present = false;
        for (Delegate delegate : given) {
          present |= flex.isInstance(delegate);
        }
        if (!present) {
          ownDelegates.add((Delegate) flex.getConstructor().newInstance());
        }
      } catch (Exception e) {
        // Without the library of Select TF ops, allocateTensors says which op is missing.
      }
    }
    List<Delegate> all = new ArrayList<>(ownDelegates);
    for (Delegate delegate : given) {
      if (delegate instanceof NnApiDelegate) {
        ((NnApiDelegate) delegate).initWithInterpreterFactoryApi(new InterpreterFactoryImpl());
      } else if (options.getRuntime() != TfLiteRuntime.FROM_APPLICATION_ONLY) {
        throw new IllegalArgumentException(
            "Instantiated delegates (other than NnApiDelegate) are not allowed when using TF Lite from Google Play"
                + " Services. Please use InterpreterApi.Options.addDelegateFactory() with an associated"
                + " DelegateFactory instead.");
      }
      all.add(delegate);
    }
    for (DelegateFactory factory : options.getDelegateFactories()) {
      Delegate delegate = factory.create(RuntimeFlavor.APPLICATION);
      ownDelegates.add(delegate);
      all.add(delegate);
    }
    if (options.getUseNNAPI()) {
      Logger.getLogger("org.tensorflow.lite.Interpreter").warning("NNAPI is not in this build of TensorFlow Lite");
    }
    return all;
  }

  private long open() {
    if (handle == 0) {
      throw new IllegalStateException("Internal error: The Interpreter has already been closed.");
    }
    return handle;
  }

  private String errors() {
    return (String) get(ERRORS, handle, 0, 0);
  }

  private void require(long status, boolean isState, String what) {
    if (status != 0) {
      what = "Internal error: " + what + ": " + errors();
      throw isState ? new IllegalStateException(what) : new IllegalArgumentException(what);
    }
  }

  private static IllegalArgumentException inputError(String what) {
    return new IllegalArgumentException("Input error: " + what);
  }

  private static String kind(int side) {
    return (side & 1) == 0 ? "input" : "output";
  }

  private int count(int side) {
    return (int) call(COUNT, open(), side, 0, null);
  }

  /** A tensor by position; `side` is graph * 2 for inputs and graph * 2 + 1 for outputs. */
  private TensorImpl tensor(int side, int position) {
    long index = call(TENSOR, open(), side, position, null);
    if (index < 0) {
      throw new IllegalArgumentException("Invalid " + kind(side) + " Tensor index: " + position);
    }
    long id = (long) (side >> 1) << 32 | index;
    TensorImpl tensor = tensors.get(id);
    if (tensor == null) {
      tensor = new TensorImpl(this, id);
      tensors.put(id, tensor);
    }
    return tensor;
  }

  private int index(int side, String name) {
    Map<String, Integer> names = new HashMap<>();
    for (int i = count(side); i-- > 0; ) {
      names.put((String) get(TENSOR_NAME, handle, call(TENSOR, handle, side, i, null), 0), i);
    }
    Integer index = names.get(name);
    if (index == null) {
      String kind = kind(side);
      throw inputError(
          "'" + name + "' is not a valid name for any " + kind + ". Names of " + kind + "s and their indexes are " + names);
    }
    return index;
  }

  private void resize(int graph, int position, int[] dims, boolean strict) {
    require(
        call(RESIZE, open(), graph * 2 + (strict ? 1 : 0), position, dims),
        false,
        "Failed to resize " + position + "-th input");
  }

  private void allocate(int graph) {
    require(
        call(ALLOCATE, open(), graph, 0, null), true, "Unexpected failure when preparing tensor allocations");
  }

  private void checkMaps(boolean inputs, Object outputs) {
    open();
    duration = -1;
    if (!inputs) {
      throw inputError("Inputs should not be null or empty.");
    }
    if (outputs == null) {
      throw inputError("Outputs should not be null.");
    }
  }

  /** Runs a graph. Inputs that are this interpreter itself keep their values. */
  private void execute(int graph, Object[] inputs, Map<Integer, Object> outputs) {
    for (int i = 0; i < inputs.length; ++i) {
      if (inputs[i] != this) {
        int[] shape = tensor(graph * 2, i).shapeOf(inputs[i], true);
        if (shape != null) {
          resize(graph, i, shape, false);
        }
      }
    }
    allocate(graph);
    for (int i = 0; i < inputs.length; ++i) {
      if (inputs[i] != this) {
        tensor(graph * 2, i).set(inputs[i]);
      }
    }
    long start = System.nanoTime();
    long status = call(INVOKE, handle, graph, 0, null);
    long end = System.nanoTime();
    require(status, graph != 0, "Failed to run on the given Interpreter");
    for (Map.Entry<Integer, Object> output : outputs.entrySet()) {
      if (output.getValue() != null) {
        tensor(graph * 2 + 1, output.getKey()).copyTo(output.getValue());
      }
    }
    duration = end - start;
  }

  @Override
  public void run(Object input, Object output) {
    Map<Integer, Object> outputs = new HashMap<>();
    outputs.put(0, output);
    runForMultipleInputsOutputs(new Object[] {input}, outputs);
  }

  @Override
  public void runForMultipleInputsOutputs(Object[] inputs, Map<Integer, Object> outputs) {
    checkMaps(inputs != null && inputs.length > 0, outputs);
    execute(0, inputs, outputs);
  }

  @Override
  public void runSignature(Map<String, Object> inputs, Map<String, Object> outputs, String signatureKey) {
    checkMaps(inputs != null && !inputs.isEmpty(), outputs);
    int signature = signature(signatureKey);
    int graph = graph(signature);
    Object[] values = new Object[count(graph * 2)];
    Arrays.fill(values, this);
    for (Map.Entry<String, Object> input : inputs.entrySet()) {
      String name = input.getKey();
      Object value = input.getValue();
      int position = position(signature * 2, name);
      values[position] = value;
      int[] shape = graph == 0 ? null : tensor(graph * 2, position).shapeOf(value, true);
      if (shape != null) {
        try {
          resize(graph, position, shape, false);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "Tensor passed for input '"
                  + name
                  + "' of signature '"
                  + signatureKey
                  + "' has different shape than expected",
              e);
        }
      }
    }
    Map<Integer, Object> results = new HashMap<>();
    for (Map.Entry<String, Object> output : outputs.entrySet()) {
      results.put(position(signature * 2 + 1, output.getKey()), output.getValue());
    }
    execute(graph, values, results);
  }

  @Override
  public void runSignature(Map<String, Object> inputs, Map<String, Object> outputs) {
    runSignature(inputs, outputs, null);
  }

  @Override
  public void allocateTensors() {
    allocate(0);
  }

  @Override
  public void resizeInput(int idx, int[] dims) {
    resizeInput(idx, dims, false);
  }

  @Override
  public void resizeInput(int idx, int[] dims, boolean strict) {
    int count = count(0);
    if (idx < 0 || idx >= count) {
      throw inputError("Can not resize " + idx + "-th input for a model having " + count + " inputs.");
    }
    resize(0, idx, dims.clone(), strict);
  }

  @Override
  public int getInputTensorCount() {
    return count(0);
  }

  @Override
  public int getInputIndex(String opName) {
    return index(0, opName);
  }

  @Override
  public Tensor getInputTensor(int inputIndex) {
    return tensor(0, inputIndex);
  }

  @Override
  public int getOutputTensorCount() {
    return count(1);
  }

  @Override
  public int getOutputIndex(String opName) {
    return index(1, opName);
  }

  @Override
  public Tensor getOutputTensor(int outputIndex) {
    return tensor(1, outputIndex);
  }

  private int signature(String key) {
    String[] keys = getSignatureKeys();
    if (key == null && keys.length == 1) {
      return 0;
    }
    if (key == null) {
      throw inputError(
          "SignatureDef signatureKey should not be null. null is only allowed if the model has a single Signature."
              + " Available Signatures: "
              + Arrays.toString(keys));
    }
    int signature = Arrays.asList(keys).indexOf(key);
    if (signature < 0) {
      throw inputError("Signature " + key + " not found.");
    }
    return signature;
  }

  private int graph(int signature) {
    return (int) call(GRAPH, handle, signature, 0, null);
  }

  /** Position of a named tensor in its graph; `side` is signature * 2 for inputs and signature * 2 + 1 for outputs. */
  private int position(int side, String name) {
    if (name == null) {
      throw new IllegalArgumentException("Invalid " + kind(side) + " tensor name provided (null)");
    }
    int position = (int) call(POSITION, handle, side, 0, name);
    if (position < 0) {
      throw inputError(kind(side) + " " + name + " not found.");
    }
    return position;
  }

  private Tensor tensorOf(int out, String name, String key) {
    int signature = signature(key);
    return tensor(graph(signature) * 2 + out, position(signature * 2 + out, name));
  }

  @Override
  public Tensor getInputTensorFromSignature(String inputName, String signatureKey) {
    return tensorOf(0, inputName, signatureKey);
  }

  @Override
  public Tensor getOutputTensorFromSignature(String outputName, String signatureKey) {
    return tensorOf(1, outputName, signatureKey);
  }

  private String[] texts(int op, int side) {
    List<String> texts = new ArrayList<>();
    for (String text; (text = (String) get(op, open(), side, texts.size())) != null; ) {
      texts.add(text);
    }
    return texts.toArray(new String[0]);
  }

  @Override
  public String[] getSignatureKeys() {
    return texts(KEY, 0);
  }

  @Override
  public String[] getSignatureInputs(String signatureKey) {
    return texts(NAME, signature(signatureKey) * 2);
  }

  @Override
  public String[] getSignatureOutputs(String signatureKey) {
    return texts(NAME, signature(signatureKey) * 2 + 1);
  }

  /** Sets variable tensors to zero. */
  public void resetVariableTensors() {
    require(call(RESET, open(), 0, 0, null), false, "Failed to reset variable tensors");
  }

  /** From any thread: stops the run that is under way, and later ones until it is called with false. */
  public void setCancelled(boolean cancelled) {
    long handle = this.handle;
    if (handle == 0) {
      throw new NullPointerException("The Interpreter has already been closed.");
    }
    if (!cancellable) {
      throw new IllegalStateException(
          "Cannot cancel the inference. Have you called InterpreterApi.Options.setCancellable?");
    }
    call(CANCEL, handle, 0, cancelled ? 1 : 0, null);
  }

  @Override
  public Long getLastNativeInferenceDurationNanoseconds() {
    open();
    return duration < 0 ? null : duration;
  }

  @Override
  public void close() {
    if (handle != 0) {
      for (Delegate delegate : ownDelegates) {
        delegate.close();
      }
      call(DELETE, handle, 0, 0, null);
      handle = 0;
      model = null;
    }
  }

  @Override
  protected void finalize() throws Throwable {
    try {
      close();
    } finally {
      super.finalize();
    }
  }

  static native long call(int op, long handle, long id, int i, Object o);

  static native Object get(int op, long handle, long id, int i);
}
