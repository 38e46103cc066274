// A stand-in for the Select TF library's delegate under its real name, which counts what happens to it.
package org.tensorflow.lite.flex;

import org.tensorflow.lite.Delegate;

public class FlexDelegate implements Delegate {
  public static int made;
  public static int closed;
  private static boolean fails;
  private static long handle;

  public static void reset(boolean fails, long handle) {
    made = closed = 0;
    FlexDelegate.fails = fails;
    FlexDelegate.handle = handle;
  }

  public FlexDelegate() {
    if (fails) {
      throw new IllegalStateException("no library");
    }
    ++made;
  }

  @Override
  public long getNativeHandle() {
    return handle;
  }

  @Override
  public void close() {
    ++closed;
  }
}
