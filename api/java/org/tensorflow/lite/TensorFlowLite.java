// Finds the native library and the runtimes. The library may also be loaded by the app under another name: then loading
// fails here, which is no error before a native method is missing.
package org.tensorflow.lite;

import java.lang.reflect.Constructor;
import java.util.logging.Logger;
import org.tensorflow.lite.InterpreterApi.Options.TfLiteRuntime;

/** Access to the library as a whole. */
public final class TensorFlowLite {
  private static Throwable loadFailure;
  private static final InterpreterFactoryApi[] factories = new InterpreterFactoryApi[2];

  static {
    if (!load("tensorflowlite_jni")) {
      load("tensorflowlite_jni_stable");
    }
    load("tensorflowlite_jni_gms_client");
  }

  private TensorFlowLite() {}

  private static boolean load(String name) {
    Logger logger = Logger.getLogger("org.tensorflow.lite.TensorFlowLite");
    try {
      System.loadLibrary(name);
      logger.info("Loaded native library: " + name);
      return true;
    } catch (UnsatisfiedLinkError e) {
      logger.info("Didn't load native library: " + name);
      if (loadFailure == null) {
        loadFailure = e;
      } else {
        loadFailure.addSuppressed(e);
      }
      return false;
    }
  }

  /** Fails with an UnsatisfiedLinkError that says why, if the native library is not loaded. */
  public static void init() {
    try {
      Interpreter.call(Interpreter.NOTHING, 0, 0, 0, null);
    } catch (UnsatisfiedLinkError e) {
      UnsatisfiedLinkError failure =
          new UnsatisfiedLinkError(
              "Failed to load native TensorFlow Lite methods. Check that the correct native libraries are present, and,"
                  + " if using a custom native library, have been properly loaded via System.loadLibrary():\n  "
                  + (loadFailure == null ? e : loadFailure));
      failure.initCause(e);
      throw failure;
    }
  }

  /** The version of the schema, despite the name. */
  @Deprecated
  public static String version() {
    return schemaVersion();
  }

  public static String runtimeVersion(TfLiteRuntime runtime) {
    return factory(runtime).runtimeVersion();
  }

  public static String runtimeVersion() {
    return runtimeVersion(null);
  }

  public static String schemaVersion(TfLiteRuntime runtime) {
    return factory(runtime).schemaVersion();
  }

  public static String schemaVersion() {
    return schemaVersion(null);
  }

  /** The runtime to use; null means the application's. */
  static InterpreterFactoryApi factory(TfLiteRuntime runtime) {
    if (runtime == null) {
      runtime = TfLiteRuntime.FROM_APPLICATION_ONLY;
    }
    Throwable failure = null;
    for (int system = 1; system >= 0; --system) {
      if (runtime == (system == 1 ? TfLiteRuntime.FROM_APPLICATION_ONLY : TfLiteRuntime.FROM_SYSTEM_ONLY)) {
        continue;
      }
      try {
        if (factories[system] == null) {
          Constructor<?> constructor =
              Class.forName((system == 1 ? "com.google.android.gms.tflite" : "org.tensorflow.lite") + ".InterpreterFactoryImpl")
                  .getDeclaredConstructor();
          constructor.setAccessible(true);
          factories[system] = (InterpreterFactoryApi) constructor.newInstance();
        }
        return factories[system];
      } catch (Exception e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    throw new IllegalStateException(
        "Couldn't find TensorFlow Lite runtime's InterpreterFactoryImpl class -- make sure your app links in the right"
            + " TensorFlow Lite runtime. You should declare a build dependency on "
            + (runtime == TfLiteRuntime.FROM_SYSTEM_ONLY
                ? "com.google.android.gms:play-services-tflite-java"
                : "org.tensorflow.lite:tensorflow-lite")
            + ", or call .setRuntime with a value other than TfLiteRuntime."
            + runtime
            + " (see docs for org.tensorflow.lite.InterpreterApi.Options#setRuntime(TfLiteRuntime)).",
        failure);
  }
}
