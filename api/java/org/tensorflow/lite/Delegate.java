// The interface of delegates, which other libraries implement.
package org.tensorflow.lite;

import java.io.Closeable;

/** Runs parts of a model, usually on other hardware. It must stay open as long as interpreters use it. */
public interface Delegate extends Closeable {
  /** Address of a native TfLiteDelegate. */
  long getNativeHandle();

  @Override
  default void close() {}
}
