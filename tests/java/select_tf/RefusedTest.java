// What a Select TF model gives without its second library ("absent" in the property "libraries"), and with one of another
// build ("mixed").
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.Interpreter;

class RefusedTest {
  @Test
  void isRefused() {
    boolean absent = System.getProperty("libraries").equals("absent");
    RuntimeException e =
        assertThrows(RuntimeException.class, () -> new Interpreter(new File(System.getProperty("model"))));
    String message = e.getMessage();
    if (absent) {
      assertEquals(IllegalStateException.class, e.getClass());
      assertTrue(message.startsWith("Internal error: Unexpected failure when preparing tensor allocations: Select TensorFlow op(s), included in the given model, is(are) not supported by this interpreter."), message);
      assertTrue(message.contains("FlexAddV2"), message);
    } else {
      assertEquals(IllegalArgumentException.class, e.getClass());
      assertTrue(message.contains("The Select TF library ("), message);
      assertTrue(message.contains(") is not the one built with this runtime ("), message);
    }
  }
}
