// What an app sees of an input or output tensor.
package org.tensorflow.lite;

import java.nio.ByteBuffer;

/** An input or output of a model. Valid while its interpreter is open. */
public interface Tensor {
  /** Scale and zero point of a tensor: real = scale × (stored − zero point). Both 0 when there are none. */
  class QuantizationParams {
    private final float scale;
    private final int zeroPoint;

    public QuantizationParams(final float scale, final int zeroPoint) {
      this.scale = scale;
      this.zeroPoint = zeroPoint;
    }

    public float getScale() {
      return scale;
    }

    public int getZeroPoint() {
      return zeroPoint;
    }
  }

  DataType dataType();

  int numDimensions();

  /** Size in bytes. */
  int numBytes();

  int numElements();

  int[] shape();

  /** The shape with -1 for dimensions that the model leaves open. */
  int[] shapeSignature();

  /** Position among the tensors of the model's main graph; -1 for tensors of other graphs. */
  int index();

  String name();

  QuantizationParams quantizationParams();

  /** A view of the tensor's memory, valid until the next resize or the interpreter's end. */
  ByteBuffer asReadOnlyBuffer();
}
