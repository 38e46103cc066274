// What a runtime offers to the API classes, which find it by reflection: this library's own runtime is
// InterpreterFactoryImpl, a system's has another package.
package org.tensorflow.lite;

import java.io.File;
import java.nio.ByteBuffer;
import org.tensorflow.lite.nnapi.NnApiDelegate;

/** Makes the objects of one runtime. */
public interface InterpreterFactoryApi {
  InterpreterApi create(File modelFile, InterpreterApi.Options options);

  InterpreterApi create(ByteBuffer byteBuffer, InterpreterApi.Options options);

  String runtimeVersion();

  String schemaVersion();

  NnApiDelegate.PrivateInterface createNnApiDelegateImpl(NnApiDelegate.Options options);
}
