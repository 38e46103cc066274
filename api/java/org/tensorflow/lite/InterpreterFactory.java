// InterpreterApi.create as an object, for dependency injection.
package org.tensorflow.lite;

import java.io.File;
import java.nio.ByteBuffer;

/** Makes interpreters. */
public class InterpreterFactory {
  public InterpreterFactory() {}

  public InterpreterApi create(File modelFile, InterpreterApi.Options options) {
    return InterpreterApi.create(modelFile, options);
  }

  public InterpreterApi create(ByteBuffer byteBuffer, InterpreterApi.Options options) {
    return InterpreterApi.create(byteBuffer, options);
  }
}
