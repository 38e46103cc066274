// The model with the code that ships, on the JVM of this machine: Robolectric brings Android, `tare build_host` the native
// library.
package org.tare.example;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import android.content.Context;
import android.graphics.Bitmap;
import android.graphics.Color;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;
import org.tensorflow.lite.Interpreter;

@RunWith(RobolectricTestRunner.class)
@Config(sdk = 34)
public class ClassifierTest {
  private final Context context = RuntimeEnvironment.getApplication();

  private static Bitmap plain(int color) {
    Bitmap picture = Bitmap.createBitmap(32, 32, Bitmap.Config.ARGB_8888);
    picture.eraseColor(color);
    return picture;
  }

  @Test
  public void scoresAreProbabilities() throws IOException {
    try (Classifier classifier = new Classifier(context, MainActivity.MODEL)) {
      double sum = 0;
      for (float score : classifier.scores(MainActivity.Companion.gradient())) {
        assertTrue(score >= 0);
        sum += score;
      }
      assertEquals(1, sum, 1e-3);
    }
  }

  @Test
  public void samePictureSameScores() throws IOException {
    try (Classifier classifier = new Classifier(context, MainActivity.MODEL)) {
      float[] red = classifier.scores(plain(Color.RED));
      assertFalse(Arrays.equals(red, classifier.scores(plain(Color.BLUE))));
      assertTrue(Arrays.equals(red, classifier.scores(plain(Color.RED))));
    }
  }

  @Test
  public void bestComeFirst() throws IOException {
    try (Classifier classifier = new Classifier(context, MainActivity.MODEL)) {
      float[] all = classifier.scores(plain(Color.GREEN));
      List<Classifier.Result> best = classifier.classify(plain(Color.GREEN), 5);
      assertEquals(5, best.size());
      float last = 1;
      for (Classifier.Result result : best) {
        assertEquals(all[result.label], result.score, 0);
        assertTrue(result.score <= last);
        last = result.score;
      }
    }
  }

  @Test
  public void whatIsNoModelIsRefused() {
    ByteBuffer nothing = ByteBuffer.allocateDirect(64);
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new Interpreter(nothing));
    assertTrue(e.getMessage(), e.getMessage().contains("is not a valid TensorFlow Lite model"));
    assertThrows(IOException.class, () -> new Classifier(context, "missing.tflite"));
  }
}
