// The NNAPI delegate as apps see it. The delegate itself belongs to a runtime, which makes it when an interpreter that
// uses it is made; the runtime of this library has none and throws UnsupportedOperationException then.
package org.tensorflow.lite.nnapi;

import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterFactoryApi;
import org.tensorflow.lite.TensorFlowLite;

/** Runs parts of a model by NNAPI, if the runtime can. */
public class NnApiDelegate implements Delegate, AutoCloseable {
  /** Settings. */
  public static final class Options {
    public static final int EXECUTION_PREFERENCE_UNDEFINED = -1;
    public static final int EXECUTION_PREFERENCE_LOW_POWER = 0;
    public static final int EXECUTION_PREFERENCE_FAST_SINGLE_ANSWER = 1;
    public static final int EXECUTION_PREFERENCE_SUSTAINED_SPEED = 2;

    private int executionPreference = EXECUTION_PREFERENCE_UNDEFINED;
    private String acceleratorName;
    private String cacheDir;
    private String modelToken;
    private int maxDelegatedPartitions = -1;
    private Boolean useNnapiCpu;
    private boolean allowFp16;
    private long supportLibraryHandle;

    public Options() {}

    public Options setExecutionPreference(int preference) {
      executionPreference = preference;
      return this;
    }

    public Options setAcceleratorName(String name) {
      acceleratorName = name;
      return this;
    }

    public Options setCacheDir(String cacheDir) {
      this.cacheDir = cacheDir;
      return this;
    }

    public Options setModelToken(String modelToken) {
      this.modelToken = modelToken;
      return this;
    }

    public Options setMaxNumberOfDelegatedPartitions(int limit) {
      maxDelegatedPartitions = limit;
      return this;
    }

    public Options setUseNnapiCpu(boolean enable) {
      useNnapiCpu = enable;
      return this;
    }

    public Options setAllowFp16(boolean enable) {
      allowFp16 = enable;
      return this;
    }

    public Options setNnApiSupportLibraryHandle(long handle) {
      supportLibraryHandle = handle;
      return this;
    }

    public int getExecutionPreference() {
      return executionPreference;
    }

    public String getAcceleratorName() {
      return acceleratorName;
    }

    public String getCacheDir() {
      return cacheDir;
    }

    public String getModelToken() {
      return modelToken;
    }

    /** -1 when not set. */
    public int getMaxNumberOfDelegatedPartitions() {
      return maxDelegatedPartitions;
    }

    /** null when not set. */
    public Boolean getUseNnapiCpu() {
      return useNnapiCpu;
    }

    public boolean getAllowFp16() {
      return allowFp16;
    }

    public long getNnApiSupportLibraryHandle() {
      return supportLibraryHandle;
    }
  }

  /** What a runtime implements. */
  public interface PrivateInterface extends Delegate, AutoCloseable {
    int getNnapiErrno();

    @Override
    void close();
  }

  private final Options options;
  private PrivateInterface impl;
  private boolean closed;

  public NnApiDelegate() {
    this(new Options());
  }

  public NnApiDelegate(Options options) {
    TensorFlowLite.init();
    this.options = options;
  }

  /** For runtimes: makes the runtime's delegate. */
  public void initWithInterpreterFactoryApi(InterpreterFactoryApi interpreterFactoryApi) {
    impl = interpreterFactoryApi.createNnApiDelegateImpl(options);
    closed = false;
  }

  private PrivateInterface open() {
    if (impl == null) {
      String problem = "Should not access delegate before interpreter has been constructed.";
      if (closed) {
        problem = "Should not access delegate after delegate has been closed.";
      }
      throw new IllegalStateException(problem);
    }
    return impl;
  }

  @Override
  public long getNativeHandle() {
    return open().getNativeHandle();
  }

  @Override
  public void close() {
    if (impl != null) {
      impl.close();
      impl = null;
      closed = true;
    }
  }

  /** 0 before an interpreter was made with it. */
  public int getNnapiErrno() {
    return impl == null ? 0 : impl.getNnapiErrno();
  }

  public boolean hasErrors() {
    return getNnapiErrno() != 0;
  }
}
