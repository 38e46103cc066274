// The NNAPI delegate of this runtime: there is none, and trying to make one says so.
package org.tensorflow.lite.nnapi;

import org.tensorflow.lite.Delegate;

/** Cannot be made: this library has no NNAPI support. */
public class NnApiDelegateImpl implements NnApiDelegate.PrivateInterface, Delegate, AutoCloseable {
  /** Throws UnsupportedOperationException. */
  public NnApiDelegateImpl(NnApiDelegate.Options options) {
    throw new UnsupportedOperationException("NNAPI is not in this build of TensorFlow Lite");
  }

  @Override
  public long getNativeHandle() {
    return 0;
  }

  @Override
  public void close() {}

  @Override
  public int getNnapiErrno() {
    return 0;
  }
}
