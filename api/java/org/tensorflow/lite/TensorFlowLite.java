// Finds the native library and the runtimes. The library may also be loaded by the app under another name: then loading
// fails here, which is no error before a native method is missing.
package org.tensorflow.lite;

import java.lang.reflect.Constructor;
import org.tensorflow.lite.InterpreterApi.Options.TfLiteRuntime;

/** Access to the library as a whole. */
public final class TensorFlowLite {
  private static final String NAME = "org.tensorflow.lite.TensorFlowLite";

  private static Throwable loadFailure;

  static {
    if (!load("tensorflowlite_jni")) {
      load("tensorflowlite_jni_stable");
    }
    load("tensorflowlite_jni_gms_client");
  }

  private TensorFlowLite() {}

  private static boolean load(String name) {
    try {
      System.loadLibrary(name);
      Interpreter.log("Loaded native library: ".concat(name));
      return true;
    } catch (UnsatisfiedLinkError e) {
      Interpreter.log("Didn't load native library: ".concat(name));
      if (loadFailure == null) {
        loadFailure = e;
      }
      return false;
    }
  }

  /** Fails with an UnsatisfiedLinkError that says why, if the native library is not loaded. */
  public static void init() {
    try {
      Interpreter.call(Interpreter.NOTHING, 0, 0, 0, null);
    } catch (UnsatisfiedLinkError e) {
      if (loadFailure == null) {
        loadFailure = e;
      }
      throw (UnsatisfiedLinkError)
          new UnsatisfiedLinkError(
                  ("Failed to load native TensorFlow Lite methods. Check that the correct native libraries are present, and,"
                          + " if using a custom native library, have been properly loaded via System.loadLibrary():\n  ")
                      .concat(loadFailure.toString()))
              .initCause(e);
    }
  }

  /**
   * The version of the schema, despite the name.
   *
   * @deprecated Say {@link #schemaVersion}. (The annotation would cost bytes; compilers read this.)
   */
  public static String version() {
    return schemaVersion();
  }

  public static String runtimeVersion(TfLiteRuntime runtime) {
    return factory(runtime, NAME, "runtimeVersion").runtimeVersion();
  }

  public static String runtimeVersion() {
    return runtimeVersion(null);
  }

  public static String schemaVersion(TfLiteRuntime runtime) {
    return factory(runtime, NAME, "schemaVersion").schemaVersion();
  }

  public static String schemaVersion() {
    return schemaVersion(null);
  }

  static InterpreterFactoryApi factory(InterpreterApi.Options options) {
    TfLiteRuntime runtime = null;
    if (options != null) {
      runtime = options.getRuntime();
    }
    return factory(runtime, "org.tensorflow.lite.InterpreterApi.Options", "setRuntime");
  }

  /** The runtime to use; null means the application's, which is this library. For messages: what has asked. */
  private static InterpreterFactoryApi factory(TfLiteRuntime runtime, String where, String method) {
    if (runtime != null && runtime != TfLiteRuntime.FROM_APPLICATION_ONLY) {
      try {
        Constructor<?> constructor =
            Class.forName("com.google.android.gms.tflite.InterpreterFactoryImpl").getDeclaredConstructor();
        constructor.setAccessible(true);
        return (InterpreterFactoryApi) constructor.newInstance();
      } catch (Exception e) {
        if (runtime == TfLiteRuntime.FROM_SYSTEM_ONLY) {
          throw new IllegalStateException(
              Interpreter.bad(
                      "Couldn't find TensorFlow Lite runtime's InterpreterFactoryImpl class -- make sure your app links in"
                          + " the right TensorFlow Lite runtime. You should declare a build dependency on"
                          + " com.google.android.gms:play-services-tflite-java, or call .%s with a value other than"
                          + " TfLiteRuntime.FROM_SYSTEM_ONLY  (see docs for %s#%1$s).",
                      method,
                      where,
                      null)
                  .getMessage(),
              e);
        }
      }
    }
    return new InterpreterFactoryImpl();
  }
}
