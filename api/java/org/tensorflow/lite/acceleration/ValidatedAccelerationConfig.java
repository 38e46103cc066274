// The interface of acceleration settings, which other libraries implement.
package org.tensorflow.lite.acceleration;

import org.tensorflow.lite.InterpreterApi;

/** Acceleration settings that were found to work with a model on this device. */
public interface ValidatedAccelerationConfig {
  byte[] serialize();

  /** Changes an interpreter's options. */
  void apply(InterpreterApi.Options options);
}
