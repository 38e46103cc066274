// What an app does with a model: maps it from the assets, runs it on a picture and names the best classes. Any image
// classifier with one float picture as input fits; sizes are read from the model.
package org.tare.example;

import android.content.Context;
import android.content.res.AssetFileDescriptor;
import android.graphics.Bitmap;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.lite.Interpreter;

/** Classifies pictures. For one thread at a time. */
public final class Classifier implements AutoCloseable {
  /** A class by its number, and how sure the model is of it (0 to 1). */
  public static final class Result {
    public final int label;
    public final float score;

    Result(int label, float score) {
      this.label = label;
      this.score = score;
    }
  }

  private final Interpreter interpreter;
  private final int height;
  private final int width;
  private final int[] pixels;
  private final FloatBuffer input;
  private final float[][] scores;

  /** Takes the model from an asset. */
  public Classifier(Context context, String asset) throws IOException {
    this(load(context, asset));
  }

  /** The model is read in place: keep the buffer unchanged. */
  public Classifier(ByteBuffer model) {
    interpreter = new Interpreter(model, new Interpreter.Options().setNumThreads(2));
    int[] shape = interpreter.getInputTensor(0).shape(); // 1, height, width, 3
    height = shape[1];
    width = shape[2];
    pixels = new int[height * width];
    input = ByteBuffer.allocateDirect(pixels.length * 3 * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
    scores = new float[1][interpreter.getOutputTensor(0).numElements()];
  }

  /** Maps the asset: an APK holds it uncompressed and aligned. What unit tests run on need not, then it is copied. */
  private static ByteBuffer load(Context context, String asset) throws IOException {
    try (AssetFileDescriptor file = context.getAssets().openFd(asset);
        FileInputStream stream = new FileInputStream(file.getFileDescriptor())) {
      long start = file.getStartOffset();
      ByteBuffer mapped = stream.getChannel().map(FileChannel.MapMode.READ_ONLY, start, file.getLength());
      return start % 4 == 0
          ? mapped
          : (ByteBuffer) ByteBuffer.allocateDirect(mapped.capacity()).order(ByteOrder.nativeOrder()).put(mapped).rewind();
    }
  }

  /** The scores of all classes. */
  public float[] scores(Bitmap picture) {
    Bitmap small = Bitmap.createScaledBitmap(picture, width, height, true);
    small.getPixels(pixels, 0, width, 0, 0, width, height);
    input.rewind();
    for (int pixel : pixels) {
      for (int shift = 16; shift >= 0; shift -= 8) { // red, green, blue, from -1 to 1
        input.put(((pixel >> shift) & 255) / 127.5f - 1);
      }
    }
    input.rewind();
    interpreter.run(input, scores);
    return scores[0].clone();
  }

  /** The best classes, the surest first. */
  public List<Result> classify(Bitmap picture, int count) {
    float[] all = scores(picture);
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < all.length; i++) {
      results.add(new Result(i, all[i]));
    }
    Collections.sort(results, (a, b) -> Float.compare(b.score, a.score));
    return results.subList(0, Math.min(count, results.size()));
  }

  @Override
  public void close() {
    interpreter.close();
  }
}
