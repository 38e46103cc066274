// A delegate's Java class as vendors write it: it holds the address of a native TfLiteDelegate of another library.
import org.tensorflow.lite.Delegate;

class SoftmaxDelegate implements Delegate {
  static {
    System.loadLibrary("softmax_delegate");
  }

  private long handle;

  SoftmaxDelegate(boolean refuses) {
    handle = create(refuses);
  }

  /** Groups of nodes that it has taken over so far. */
  int kernels() {
    return count(handle, false);
  }

  int runs() {
    return count(handle, true);
  }

  boolean isClosed() {
    return handle == 0;
  }

  @Override
  public long getNativeHandle() {
    return handle;
  }

  @Override
  public void close() {
    if (handle != 0) {
      destroy(handle);
      handle = 0;
    }
  }

  private static native long create(boolean refuses);

  private static native int count(long handle, boolean runs);

  private static native void destroy(long handle);
}
