// The runtime in this library. The name is what other runtimes' API classes look for by reflection.
package org.tensorflow.lite;

import java.io.File;
import java.nio.ByteBuffer;
import org.tensorflow.lite.nnapi.NnApiDelegate;
import org.tensorflow.lite.nnapi.NnApiDelegateImpl;

class InterpreterFactoryImpl implements InterpreterFactoryApi {
  InterpreterFactoryImpl() {}

  @Override
  public InterpreterApi create(File modelFile, InterpreterApi.Options options) {
    return new Interpreter(modelFile.getAbsolutePath(), options);
  }

  @Override
  public InterpreterApi create(ByteBuffer byteBuffer, InterpreterApi.Options options) {
    return new Interpreter((Object) byteBuffer, options);
  }

  @Override
  public String runtimeVersion() {
    return "2.16.1";
  }

  @Override
  public String schemaVersion() {
    return "3";
  }

  @Override
  public NnApiDelegate.PrivateInterface createNnApiDelegateImpl(NnApiDelegate.Options options) {
    return new NnApiDelegateImpl(options);
  }
}
