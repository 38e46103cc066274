// Brings the Select TF kernels of libtensorflowlite_flex_jni.so to an interpreter. The Interpreter finds this class by
// itself when a model needs it; apps may also make one and add it to the options.
package org.tensorflow.lite.flex;

import java.io.Closeable;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.annotations.UsedByReflection;

/** A delegate for TensorFlow ops in models converted with SELECT_TF_OPS. */
@UsedByReflection("Interpreter.java")
public class FlexDelegate implements Delegate, Closeable {
  static {
    System.loadLibrary("tensorflowlite_flex_jni");
  }

  private long handle;

  @UsedByReflection("Interpreter.java")
  public FlexDelegate() {
    handle = nativeCreateDelegate();
  }

  @Override
  @UsedByReflection("Interpreter.java")
  public long getNativeHandle() {
    return handle;
  }

  /** The native side holds no state: interpreters that use this delegate keep working. */
  @Override
  @UsedByReflection("Interpreter.java")
  public void close() {
    handle = 0;
  }

  /** Does nothing: there is no TensorFlow to initialize. It exists because apps' tests call it. */
  public static void initTensorFlowForTesting() {}

  private static native long nativeCreateDelegate();
}
