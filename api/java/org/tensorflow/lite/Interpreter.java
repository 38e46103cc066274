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
    int op = OPEN_FILE;
    if (!(model instanceof String)) {
      op = OPEN_BUFFER;
      ByteBuffer buffer = (ByteBuffer) model;
      if (!(buffer instanceof MappedByteBuffer)
          && (buffer == null || !buffer.isDirect() || buffer.order() != ByteOrder.nativeOrder())) {
        throw bad(
            "Model ByteBuffer should be either a MappedByteBuffer of the model file, or a direct ByteBuffer using"
                + " ByteOrder.nativeOrder() which contains bytes of model content.");
      }
    }
    handle = call(op, 0, 0, 0, model);
    try {
      ValidatedAccelerationConfig config = options.getAccelerationConfig();
      if (config != null) {
        config.apply(options);
      }
      int threads = options.getNumThreads();
      build(threads, null);
      List<Delegate> delegates = delegates(options);
      int count = delegates.size();
      if (count > 0) {
        long[] handles = new long[count];
        for (int i = 0; i < count; ++i) {
          handles[i] = delegates.get(i).getNativeHandle();
          if (handles[i] == 0) {
            throw bad("Internal error: Found invalid handle");
          }
        }
        build(threads, handles);
      }
      allocateTensors();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void build(int threads, long[] delegates) {
    int status = (int) call(BUILD, open(), 0, threads, delegates);
    if (status < 0) {
      String start = "ByteBuffer is not a valid TensorFlow Lite model flatbuffer: ";
      if (model instanceof String) {
        start = "Contents of " + model + " does not encode a valid TensorFlow Lite model: ";
      }
      throw bad(start + errors());
    }
    String what = "Cannot create interpreter";
    if (status == 2) {
      what = "Failed to apply delegate";
    }
    if (status == 3) {
      what = "Error applying delegate";
    }
    require(status, false, what);
  }

  /** The delegates to apply, in order. */
  private List<Delegate> delegates(InterpreterApi.Options options) {
    List<Delegate> all = new ArrayList<>();
    if (call(FLEX, handle, 0, 0, null) != 0) {
      try {
        Class<?> flex = Class.forName("org.tensorflow.lite.flex.FlexDelegate");
        boolean given = false;
        for (Delegate delegate : options.getDelegates()) {
          given |= flex.isInstance(delegate);
        }
        if (!given) {
          own((Delegate) flex.getConstructor().newInstance(), all);
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
                + " Services. Please use addDelegateFactory.");
      }
      all.add(delegate);
    }
    for (DelegateFactory factory : options.getDelegateFactories()) {
      own(factory.create(RuntimeFlavor.APPLICATION), all);
    }
    if (options.getUseNNAPI()) {
      TensorFlowLite.log("NNAPI is not in this build of TensorFlow Lite");
    }
    return all;
  }

  private void own(Delegate delegate, List<Delegate> all) {
    ownDelegates.add(delegate);
    all.add(delegate);
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
      if (isState) {
        throw new IllegalStateException(what);
      }
      throw bad(what);
    }
  }

  static IllegalArgumentException bad(String what) {
    return new IllegalArgumentException(what);
  }

  private static IllegalArgumentException inputError(String what) {
    return bad("Input error: " + what);
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
      throw bad("Invalid " + kind(side) + " Tensor index: " + position);
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

  /** `side` is graph * 2, plus 1 for a strict resize. */
  private void resize(int side, int position, int[] dims) {
    require(call(RESIZE, open(), side, position, dims), false, "Failed to resize " + position + "-th input");
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

  /**
   * Runs a graph. Inputs that are this interpreter itself keep their values. For messages, `names` are those of the
   * inputs in the signature `key`, if that is what is run.
   */
  private void execute(int graph, Object[] inputs, Map<Integer, Object> outputs, String[] names, String key) {
    int side = graph * 2;
    for (int i = 0; i < inputs.length; ++i) {
      if (inputs[i] != this) {
        int[] shape = tensor(side, i).shapeOf(inputs[i], true);
        if (shape != null) {
          try {
            resize(side, i, shape);
          } catch (IllegalArgumentException e) {
            if (graph == 0) {
              throw e;
            }
            throw new IllegalArgumentException(
                "Tensor passed for input '" + names[i] + "' of signature '" + key + "' has different shape than expected",
                e);
          }
        }
      }
    }
    allocate(graph);
    for (int i = 0; i < inputs.length; ++i) {
      if (inputs[i] != this) {
        tensor(side, i).set(inputs[i]);
      }
    }
    long start = System.nanoTime();
    long status = call(INVOKE, handle, graph, 0, null);
    start -= System.nanoTime();
    require(status, graph != 0, "Failed to run on the given Interpreter");
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
    execute(0, inputs, outputs, null, null);
  }

  @Override
  public void runSignature(Map<String, Object> inputs, Map<String, Object> outputs, String signatureKey) {
    checkMaps(inputs != null && !inputs.isEmpty(), outputs);
    int signature = signature(signatureKey);
    int graph = graph(signature);
    int count = count(graph * 2);
    Object[] values = new Object[count];
    String[] names = new String[count];
    Arrays.fill(values, this);
    signature *= 2;
    for (Map.Entry<String, Object> input : inputs.entrySet()) {
      int position = position(signature, input.getKey());
      values[position] = input.getValue();
      names[position] = input.getKey();
    }
    Map<Integer, Object> results = new HashMap<>();
    for (Map.Entry<String, Object> output : outputs.entrySet()) {
      results.put(position(signature + 1, output.getKey()), output.getValue());
    }
    execute(graph, values, results, names, signatureKey);
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
      throw bad("Invalid " + kind(side) + " tensor name provided (null)");
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
    int flag = 0;
    if (cancelled) {
      flag = 1;
    }
    call(CANCEL, handle, 0, flag, null);
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
  @SuppressWarnings({"deprecation", "removal"})
  protected void finalize() {
    close();
  }

  static native long call(int op, long handle, long id, int i, Object o);

  static native Object get(int op, long handle, long id, int i);
}
