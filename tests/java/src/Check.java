// Expectations of the tests that JUnit does not have.
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

final class Check {
  private Check() {}

  /** Fails unless `code` throws exactly this class with a message that starts like this. */
  static <T extends Throwable> T fails(Class<T> c, String start, Executable code) {
    T e = assertThrows(c, code);
    assertEquals(c, e.getClass());
    assertTrue(e.getMessage() != null && e.getMessage().startsWith(start), () -> "message: " + e.getMessage());
    return e;
  }

  static void failsArgument(String start, Executable code) {
    fails(IllegalArgumentException.class, start, code);
  }

  static void failsState(String start, Executable code) {
    fails(IllegalStateException.class, start, code);
  }
}
