// Delegates, NNAPI, Select TF discovery and options. This library takes no external delegates yet, so what can be seen
// is which are made, asked for their handles and closed, in which order, and what failing says.
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.Interpreter;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.RuntimeFlavor;
import org.tensorflow.lite.acceleration.ValidatedAccelerationConfig;
import org.tensorflow.lite.flex.FlexDelegate;
import org.tensorflow.lite.nnapi.NnApiDelegate;
import org.tensorflow.lite.nnapi.NnApiDelegateImpl;

class DelegatesTest {
  private final List<String> events = new ArrayList<>();

  private Delegate delegate(String name, long handle) {
    return new Delegate() {
      @Override
      public long getNativeHandle() {
        events.add(name + " handle");
        return handle;
      }

      @Override
      public void close() {
        events.add(name + " closed");
      }
    };
  }

  @Test
  void orderAndClosing() {
    Interpreter.Options options = new Interpreter.Options();
    // The factory's delegate comes after the given ones; a handle of 0 ends the construction.
    options.addDelegateFactory(flavor -> delegate("made " + flavor, 0)).addDelegate(delegate("given", 1));
    Check.failsArgument("Internal error: Found invalid handle", () -> new Interpreter(ModelWriter.add(1), options));
    assertEquals(Arrays.asList("given handle", "made " + RuntimeFlavor.APPLICATION + " handle", "made APPLICATION closed"), events);
  }

  @Test
  void givenDelegatesNeedTheApplicationsRuntime() {
    InterpreterApi.Options options =
        new InterpreterApi.Options().setRuntime(InterpreterApi.Options.TfLiteRuntime.PREFER_SYSTEM_OVER_APPLICATION);
    options.addDelegate(delegate("given", 1));
    Check.failsArgument(
        "Instantiated delegates (other than NnApiDelegate) are not allowed when using TF Lite from Google Play Services."
            + " Please use InterpreterApi.Options.addDelegateFactory() with an appropriate DelegateFactory instead.",
        () -> InterpreterApi.create(ModelWriter.add(1), options));
  }

  private static ByteBuffer flexModel() {
    ModelWriter w = new ModelWriter();
    int in = w.tensor("in", ModelWriter.FLOAT32, 1), out = w.tensor("out", ModelWriter.FLOAT32, 1);
    return w.node(ModelWriter.CUSTOM, "FlexDecodeJpeg", new int[] {in}, out).graph(new int[] {in}, out).bytes();
  }

  @Test
  void selectTfOpsAreDiscovered() {
    String unresolved =
        "Internal error: Unexpected failure when preparing tensor allocations: Select TensorFlow op(s), included in the given"
            + " model, is(are) not supported by this interpreter.";
    FlexDelegate.reset(true, 0);
    Check.failsState(unresolved, () -> new Interpreter(flexModel())); // a constructor that fails is as good as none
    FlexDelegate.reset(false, 0);
    Check.failsArgument("Internal error: Found invalid handle", () -> new Interpreter(flexModel()));
    assertEquals(1, FlexDelegate.made);
    assertEquals(1, FlexDelegate.closed);
    // One that the app gives is not made again, nor closed.
    FlexDelegate.reset(false, 0);
    FlexDelegate given = new FlexDelegate();
    Check.failsArgument(
        "Internal error: Found invalid handle",
        () -> new Interpreter(flexModel(), new Interpreter.Options().addDelegate(given)));
    assertEquals(1, FlexDelegate.made);
    assertEquals(0, FlexDelegate.closed);
    // Models without such ops do not ask for it.
    FlexDelegate.reset(false, 0);
    new Interpreter(ModelWriter.add(1)).close();
    assertEquals(0, FlexDelegate.made);
  }

  @Test
  void nnapiIsNotThere() {
    NnApiDelegate delegate = new NnApiDelegate(new NnApiDelegate.Options().setAllowFp16(true));
    Check.failsState("Should not access delegate before interpreter has been constructed.", delegate::getNativeHandle);
    assertFalse(delegate.hasErrors());
    Check.fails(
        UnsupportedOperationException.class,
        "NNAPI is not in this build",
        () -> new Interpreter(ModelWriter.add(1), new Interpreter.Options().addDelegate(delegate)));
    delegate.close();
    assertThrows(UnsupportedOperationException.class, () -> new NnApiDelegateImpl(new NnApiDelegate.Options()));
    // As an option it is only a wish: the model runs on the CPU, and the log says so.
    List<String> logged = new ArrayList<>();
    Handler handler = new Handler() {
      @Override
      public void publish(LogRecord message) {
        logged.add(message.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    Logger logger = Logger.getLogger("org.tensorflow.lite.TensorFlowLite");
    logger.addHandler(handler);
    new Interpreter(ModelWriter.add(1), new Interpreter.Options().setUseNNAPI(true)).close();
    logger.removeHandler(handler);
    assertEquals(Arrays.asList("NNAPI is not in this build of TensorFlow Lite"), logged);
    NnApiDelegate.Options options = new NnApiDelegate.Options();
    assertEquals(-1, options.getExecutionPreference());
    assertEquals(-1, options.getMaxNumberOfDelegatedPartitions());
    assertNull(options.getUseNnapiCpu());
    assertFalse(options.getAllowFp16());
    assertTrue(options.setUseNnapiCpu(true).getUseNnapiCpu());
    assertEquals("x", options.setAcceleratorName("x").getAcceleratorName());
    assertEquals("c", options.setCacheDir("c").setModelToken("m").getCacheDir());
    assertEquals(7, options.setNnApiSupportLibraryHandle(7).getNnApiSupportLibraryHandle());
    assertEquals(2, options.setExecutionPreference(NnApiDelegate.Options.EXECUTION_PREFERENCE_SUSTAINED_SPEED).getExecutionPreference());
  }

  @Test
  void options() {
    InterpreterApi.Options o = new InterpreterApi.Options();
    assertEquals(-1, o.getNumThreads());
    assertTrue(o.getUseXNNPACK());
    assertFalse(o.getUseNNAPI() || o.isCancellable());
    assertEquals(InterpreterApi.Options.TfLiteRuntime.FROM_APPLICATION_ONLY, o.getRuntime());
    assertNull(o.getAccelerationConfig());
    List<InterpreterApi.Options> applied = new ArrayList<>();
    ValidatedAccelerationConfig config = new ValidatedAccelerationConfig() {
      @Override
      public byte[] serialize() {
        return new byte[0];
      }

      @Override
      public void apply(InterpreterApi.Options options) {
        applied.add(options);
        options.setNumThreads(2);
      }
    };
    Delegate d = delegate("d", 0);
    o.setNumThreads(3).setUseXNNPACK(false).setUseNNAPI(true).setCancellable(true).setAccelerationConfig(config);
    Interpreter.Options copy = new Interpreter.Options(o);
    copy.addDelegate(d).setAllowFp16PrecisionForFp32(true).setAllowBufferHandleOutput(true);
    assertEquals(3, copy.getNumThreads());
    assertFalse(copy.getUseXNNPACK());
    assertTrue(copy.getUseNNAPI() && copy.isCancellable());
    assertSame(config, copy.getAccelerationConfig());
    assertTrue(o.getDelegates().isEmpty());
    assertEquals(Arrays.asList(d), copy.getDelegates());
    assertThrows(UnsupportedOperationException.class, () -> copy.getDelegates().clear());
    assertThrows(UnsupportedOperationException.class, () -> copy.getDelegateFactories().add(null));
    new Interpreter(ModelWriter.add(1), new Interpreter.Options(o)).close();
    assertEquals(1, applied.size());
    assertEquals(2, applied.get(0).getNumThreads());
  }
}
