// The interpreter: a model, its native interpreter and its tensors. The two native methods at the end are the whole
// way to the native library; their operations are described in api/java/jni/interpreter_jni.cc.
package org.tensorflow.lite;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.tensorflow.lite.InterpreterApi.Options.TfLiteRuntime;
import org.tensorflow.lite.acceleration.ValidatedAccelerationConfig;
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

    /**
     * Accepted; kernels on the CPU never lower the precision.
     *
     * @deprecated It has no effect.
     */
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
  private Long duration;
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
    int op = OPEN_FILE;
    if (!(model instanceof String)) {
      op = OPEN_BUFFER;
      if (!(model instanceof MappedByteBuffer)) { // every direct buffer is one
        throw bad(
            "Model ByteBuffer should be either a MappedByteBuffer of the model file, or a direct ByteBuffer using"
                + " ByteOrder.nativeOrder() which contains bytes of model content.",
            null,
            null,
            null);
      }
    }
    handle = call(op, 0, 0, 0, model);
    try {
      prepare(options);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Builds the native interpreter and applies the delegates, in order. */
  private void prepare(InterpreterApi.Options options) {
    ValidatedAccelerationConfig config = options.getAccelerationConfig();
    if (config != null) {
      config.apply(options);
    }
    build(options, null);
    List<Delegate> all = new ArrayList<>();
    if (call(FLEX, handle, 0, 0, null) != 0) {
      try {
        Class<?> flex = Class.forName("org.tensorflow.lite.flex.FlexDelegate");
        boolean given = false;
        for (Delegate delegate : options.getDelegates()) {
          given |= flex.isInstance(delegate);
        }
        if (!given) {
          Delegate delegate = (Delegate) flex.getConstructor().newInstance();
          ownDelegates.add(delegate);
          all.add(delegate);
        }
      } catch (Exception e) {
        // Without the library of Select TF ops, allocateTensors says which op is missing.
      }
    }
    for (Delegate delegate : options.getDelegates()) {
      if (delegate instanceof NnApiDelegate) {
        ((NnApiDelegate) delegate).initWithInterpreterFactoryApi(new InterpreterFactoryImpl());
      } else if (options.getRuntime() != TfLiteRuntime.FROM_APPLICATION_ONLY) {
        throw bad(
            "Instantiated delegates (other than NnApiDelegate) are not allowed when using TF Lite from Google Play"
                + " Services. Please use InterpreterApi.Options.addDelegateFactory() with an appropriate DelegateFactory"
                + " instead.",
            null,
            null,
            null);
      }
      all.add(delegate);
    }
    for (DelegateFactory factory : options.getDelegateFactories()) {
      Delegate delegate = factory.create(RuntimeFlavor.APPLICATION);
      ownDelegates.add(delegate);
      all.add(delegate);
    }
    if (options.getUseNNAPI()) {
      log("NNAPI is not in this build of TensorFlow Lite");
    }
    int count = all.size();
    if (count > 0) {
      long[] handles = new long[count];
      for (int i = 0; i < count; ++i) {
        handles[i] = all.get(i).getNativeHandle();
        if (handles[i] == 0) {
          throw bad("Internal error: Found invalid handle", null, null, null);
        }
      }
      build(options, handles);
    }
    allocateTensors();
  }

  private void build(InterpreterApi.Options options, long[] delegates) {
    int status = (int) call(BUILD, open(), 0, options.getNumThreads(), delegates);
    String format = "Internal error: Cannot create interpreter: %s";
    if (status < 0) {
      format = "ByteBuffer is not a valid TensorFlow Lite model flatbuffer: %s";
      if (model instanceof String) {
        format = "Contents of %2$s does not encode a valid TensorFlow Lite model: %s";
      }
    }
    if (status == 2) {
      format = "Internal error: Failed to apply delegate: %s";
    }
    if (status == 3) {
      format = "Internal error: Error applying delegate: %s";
    }
    require(status, false, format);
  }

  private long open() {
    if (handle == 0) {
      throw new IllegalStateException("Internal error: The Interpreter has already been closed.");
    }
    return handle;
  }

  /** Fails unless `status` is good; the format's arguments are the native errors and the model. */
  private void require(long status, boolean isState, String format) {
    if (status != 0) {
      IllegalArgumentException e = bad(format, get(ERRORS, handle, 0, 0), model, null);
      if (isState) {
        throw new IllegalStateException(e.getMessage());
      }
      throw e;
    }
  }

  static IllegalArgumentException bad(String format, Object a, Object b, Object c) {
    return new IllegalArgumentException(String.format(format, a, b, c));
  }

  private static String kind(int side) {
    if ((side & 1) == 0) {
      return "input";
    }
    return "output";
  }

  private int count(int side) {
    return (int) call(COUNT, open(), side, 0, null);
  }

  /** A tensor by position; `side` is graph * 2 for inputs and graph * 2 + 1 for outputs. */
  private TensorImpl tensor(int side, int position) {
    long index = call(TENSOR, open(), side, position, null);
    if (index < 0) {
      throw bad("Invalid %s Tensor index: %s", kind(side), position, null);
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
      throw bad(
          "Input error: '%s' is not a valid name for any %s. Names of %2$ss and their indexes are %s", name, kind(side), names);
    }
    return index;
  }

  /** `side` is graph * 2, plus 1 for a strict resize. */
  private void resize(int side, int position, int[] dims) {
    require(call(RESIZE, open(), side, position, dims), false, String.format("Internal error: Failed to resize %s-th input: %%s", position));
  }

  private void allocate(int graph) {
    require(
        call(ALLOCATE, open(), graph, 0, null), true, "Internal error: Unexpected failure when preparing tensor allocations: %s");
  }

  private void checkMaps(boolean inputs, Object outputs) {
    open();
    duration = null;
    if (!inputs) {
      throw bad("Input error: Inputs should not be null or empty.", null, null, null);
    }
    if (outputs == null) {
      throw bad("Input error: Outputs should not be null.", null, null, null);
    }
  }

  /** Gives an input the shape of an array. For messages, `name` is its name in the signature `key`. */
  private void fit(int side, int position, Object value, String name, String key) {
    int[] shape = tensor(side, position).shapeOf(value, true);
    if (shape != null) {
      try {
        resize(side, position, shape);
      } catch (IllegalArgumentException e) {
        if (side == 0) {
          throw e;
        }
        throw (RuntimeException)
            bad("Tensor passed for input '%s' of signature '%s' has different shape than expected", name, key, null)
                .initCause(e);
      }
    }
  }

  /** Runs a graph with values by position, whose shapes fit. */
  private void execute(int side, Map<Integer, Object> inputs, Map<Integer, Object> outputs) {
    int graph = side >> 1;
    allocate(graph);
    for (Map.Entry<Integer, Object> input : inputs.entrySet()) {
      tensor(side, input.getKey()).set(input.getValue());
    }
    long start = System.nanoTime();
    long status = call(INVOKE, handle, graph, 0, null);
    start -= System.nanoTime();
    require(status, side != 0, "Internal error: Failed to run on the given Interpreter: %s");
    for (Map.Entry<Integer, Object> output : outputs.entrySet()) {
      if (output.getValue() != null) {
        tensor(side + 1, output.getKey()).copyTo(output.getValue());
      }
    }
    duration = -start;
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
    Map<Integer, Object> values = new HashMap<>();
    for (Object input : inputs) {
      int position = values.size();
      fit(0, position, input, null, null);
      values.put(position, input);
    }
    execute(0, values, outputs);
  }

  @Override
  public void runSignature(Map<String, Object> inputs, Map<String, Object> outputs, String signatureKey) {
    checkMaps(inputs != null && !inputs.isEmpty(), outputs);
    int signature = signature(signatureKey) * 2;
    int side = side(signature);
    List<String> names = texts(NAME, signature);
    Map<Integer, Object> values = new HashMap<>();
    for (Map.Entry<String, Object> input : inputs.entrySet()) {
      int position = position(signature, names, input.getKey());
      fit(side, position, input.getValue(), input.getKey(), signatureKey);
      values.put(position, input.getValue());
    }
    names = texts(NAME, signature + 1);
    Map<Integer, Object> results = new HashMap<>();
    for (Map.Entry<String, Object> output : outputs.entrySet()) {
      results.put(position(signature + 1, names, output.getKey()), output.getValue());
    }
    execute(side, values, results);
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
      throw bad("Input error: Can not resize %s-th input for a model having %s inputs.", idx, count, null);
    }
    dims.getClass(); // null fails here
    int side = 0;
    if (strict) {
      side = 1;
    }
    resize(side, idx, dims);
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
    if (key == null) {
      if (keys.length == 1) {
        return 0;
      }
      throw bad(
          "Input error: SignatureDef signatureKey should not be null. null is only allowed if the model has a single Signature."
              + " Available Signatures: %s",
              Arrays.toString(keys), null, null);
    }
    int signature = Arrays.asList(keys).indexOf(key);
    if (signature < 0) {
      throw bad("Input error: Signature %s not found.", key, null, null);
    }
    return signature;
  }

  /** The side of a signature's graph. */
  private int side(int side) {
    return (int) call(GRAPH, handle, side >> 1, 0, null) * 2 + (side & 1);
  }

  /**
   * Position of a named tensor in its graph; `side` is signature * 2 for inputs and signature * 2 + 1 for outputs, of
   * which there are these.
   */
  private int position(int side, List<String> names, String name) {
    if (name == null) {
      throw bad("Invalid %s tensor name provided (null)", kind(side), null, null);
    }
    int position = (int) call(POSITION, handle, side, names.indexOf(name), null);
    if (position < 0) {
      throw bad("Input error: %s %s not found.", kind(side), name, null);
    }
    return position;
  }

  @Override
  public Tensor getInputTensorFromSignature(String inputName, String signatureKey) {
    int signature = signature(signatureKey) * 2;
    return tensor(side(signature), position(signature, texts(NAME, signature), inputName));
  }

  @Override
  public Tensor getOutputTensorFromSignature(String outputName, String signatureKey) {
    int signature = signature(signatureKey) * 2 + 1;
    return tensor(side(signature), position(signature, texts(NAME, signature), outputName));
  }

  private List<String> texts(int op, int side) {
    List<String> texts = new ArrayList<>();
    for (String text; (text = (String) get(op, open(), side, texts.size())) != null; ) {
      texts.add(text);
    }
    return texts;
  }

  /** Names of a signature's inputs, or with 1 its outputs, sorted as the reference has them. */
  private String[] names(String signatureKey, int output) {
    String[] names = texts(NAME, signature(signatureKey) * 2 + output).toArray(new String[0]);
    Arrays.sort(names);
    return names;
  }

  @Override
  public String[] getSignatureKeys() {
    return texts(KEY, 0).toArray(new String[0]);
  }

  @Override
  public String[] getSignatureInputs(String signatureKey) {
    return names(signatureKey, 0);
  }

  @Override
  public String[] getSignatureOutputs(String signatureKey) {
    return names(signatureKey, 1);
  }

  /** Sets variable tensors to zero. */
  public void resetVariableTensors() {
    require(call(RESET, open(), 0, 0, null), false, "Internal error: Failed to reset variable tensors: %s");
  }

  /** From any thread: stops the run that is under way, and later ones until it is called with false. */
  public void setCancelled(boolean cancelled) {
    long handle = this.handle;
    model.getClass(); // null when closed, which fails here
    if (!cancellable) {
      throw new IllegalStateException(
          "Cannot cancel the inference. Have you called InterpreterApi.Options.setCancellable?");
    }
    int flag = 0;
    if (cancelled) {
      flag = 1;
    }
    call(CANCEL, handle, 0, flag, null);
  }

  @Override
  public Long getLastNativeInferenceDurationNanoseconds() {
    open();
    return duration;
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
  @SuppressWarnings({"deprecation", "removal"})
  protected void finalize() {
    close();
  }

  /** Logs to the library's own logger. Here, because an app may take TensorFlowLite from elsewhere. */
  static void log(String message) {
    Logger.getLogger("org.tensorflow.lite.TensorFlowLite").info(message);
  }

  static native long call(int op, long handle, long id, int i, Object o);

  static native Object get(int op, long handle, long id, int i);
}
