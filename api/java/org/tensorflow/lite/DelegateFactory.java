// Delegates that an interpreter makes and closes itself.
package org.tensorflow.lite;

/** Makes a delegate for one interpreter, which closes it. */
public interface DelegateFactory {
  /** Makes a delegate that fits the runtime. */
  Delegate create(RuntimeFlavor runtimeFlavor);
}
