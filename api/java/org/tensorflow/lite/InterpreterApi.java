// The interface of interpreters and their options. Methods that later releases of the reference added are `default`,
// so that classes written for the older interface still implement it.
package org.tensorflow.lite;

import java.io.File;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.tensorflow.lite.acceleration.ValidatedAccelerationConfig;

/** Runs one model. Not for use by several threads at once, except for {@link Interpreter#setCancelled}. */
public interface InterpreterApi extends AutoCloseable {
  /** Settings of an interpreter, read when it is made. */
  class Options {
    /** Which runtime to use. */
    public enum TfLiteRuntime {
      FROM_APPLICATION_ONLY,
      FROM_SYSTEM_ONLY,
      PREFER_SYSTEM_OVER_APPLICATION
    }

    private TfLiteRuntime runtime = TfLiteRuntime.FROM_APPLICATION_ONLY;
    private int numThreads = -1;
    private boolean useNNAPI;
    private boolean cancellable;
    private boolean useXNNPACK = true;
    private ValidatedAccelerationConfig accelerationConfig;
    private final List<Delegate> delegates;
    private final List<DelegateFactory> delegateFactories;

    public Options() {
      delegates = new ArrayList<>();
      delegateFactories = new ArrayList<>();
    }

    public Options(Options other) {
      runtime = other.runtime;
      numThreads = other.numThreads;
      useNNAPI = other.useNNAPI;
      cancellable = other.cancellable;
      useXNNPACK = other.useXNNPACK;
      accelerationConfig = other.accelerationConfig;
      delegates = new ArrayList<>(other.delegates);
      delegateFactories = new ArrayList<>(other.delegateFactories);
    }

    /** Threads that kernels may use; -1 leaves it to the runtime, 0 is one. */
    public Options setNumThreads(int numThreads) {
      this.numThreads = numThreads;
      return this;
    }

    public int getNumThreads() {
      return numThreads;
    }

    /** Accepted, but this library has no NNAPI: the model runs on the CPU. */
    public Options setUseNNAPI(boolean useNNAPI) {
      this.useNNAPI = useNNAPI;
      return this;
    }

    public boolean getUseNNAPI() {
      return useNNAPI;
    }

    /** Lets {@link Interpreter#setCancelled} stop a run. */
    public Options setCancellable(boolean allow) {
      cancellable = allow;
      return this;
    }

    public boolean isCancellable() {
      return cancellable;
    }

    /** Adds a delegate, which the caller closes after the interpreter. */
    public Options addDelegate(Delegate delegate) {
      delegates.add(delegate);
      return this;
    }

    public List<Delegate> getDelegates() {
      return Collections.unmodifiableList(delegates);
    }

    /** Adds a delegate that the interpreter makes and closes. */
    public Options addDelegateFactory(DelegateFactory delegateFactory) {
      delegateFactories.add(delegateFactory);
      return this;
    }

    public List<DelegateFactory> getDelegateFactories() {
      return Collections.unmodifiableList(delegateFactories);
    }

    public Options setRuntime(TfLiteRuntime runtime) {
      this.runtime = runtime;
      return this;
    }

    public TfLiteRuntime getRuntime() {
      return runtime;
    }

    public Options setAccelerationConfig(ValidatedAccelerationConfig config) {
      accelerationConfig = config;
      return this;
    }

    public ValidatedAccelerationConfig getAccelerationConfig() {
      return accelerationConfig;
    }

    /** Accepted; this library has kernels of its own and no XNNPACK. */
    public Options setUseXNNPACK(boolean useXNNPACK) {
      this.useXNNPACK = useXNNPACK;
      return this;
    }

    public boolean getUseXNNPACK() {
      return useXNNPACK;
    }
  }

  /** Makes an interpreter for a model file. */
  static InterpreterApi create(File modelFile, Options options) {
    return TensorFlowLite.factory(options).create(modelFile, options);
  }

  /** Makes an interpreter for a model in a mapped file or a direct buffer in native byte order, read in place. */
  static InterpreterApi create(ByteBuffer byteBuffer, Options options) {
    return TensorFlowLite.factory(options).create(byteBuffer, options);
  }

  /**
   * Runs a model of one input and one output. Both are arrays of any rank, buffers, or (input only) boxed scalars. An
   * input array of another shape than the model's resizes the model.
   */
  void run(Object input, Object output);

  /** Runs a model; outputs are by index, and those left out can be read from {@link #getOutputTensor}. */
  void runForMultipleInputsOutputs(Object[] inputs, Map<Integer, Object> outputs);

  /** Plans memory for the current shapes; done by the constructor and by run as needed. */
  void allocateTensors();

  void resizeInput(int idx, int[] dims);

  /** With `strict`, only dimensions that the model leaves open may change. */
  void resizeInput(int idx, int[] dims, boolean strict);

  int getInputTensorCount();

  int getInputIndex(String opName);

  Tensor getInputTensor(int inputIndex);

  int getOutputTensorCount();

  int getOutputIndex(String opName);

  Tensor getOutputTensor(int outputIndex);

  /** Duration of the last run; null before the first and after one that failed. */
  Long getLastNativeInferenceDurationNanoseconds();

  @Override
  void close();

  /** Runs a signature; null as key names the only one. */
  default void runSignature(Map<String, Object> inputs, Map<String, Object> outputs, String signatureKey) {
    throw new UnsupportedOperationException();
  }

  default void runSignature(Map<String, Object> inputs, Map<String, Object> outputs) {
    runSignature(inputs, outputs, null);
  }

  default Tensor getInputTensorFromSignature(String inputName, String signatureKey) {
    throw new UnsupportedOperationException();
  }

  default Tensor getOutputTensorFromSignature(String outputName, String signatureKey) {
    throw new UnsupportedOperationException();
  }

  default String[] getSignatureKeys() {
    throw new UnsupportedOperationException();
  }

  default String[] getSignatureInputs(String signatureKey) {
    throw new UnsupportedOperationException();
  }

  default String[] getSignatureOutputs(String signatureKey) {
    throw new UnsupportedOperationException();
  }
}
