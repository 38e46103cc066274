// Element types that Java can read and write. The order is that of the native codes 1 to 7, then 9: TensorImpl
// finds the position of a code instead of storing it here.
package org.tensorflow.lite;

/** Type of a tensor's elements. */
public enum DataType {
  /** 32-bit floating point. */
  FLOAT32,
  /** 32-bit signed integer. */
  INT32,
  /** 8-bit unsigned integer. */
  UINT8,
  /** 64-bit signed integer. */
  INT64,
  /** Text or bytes of any length. */
  STRING,
  /** Truth value. */
  BOOL,
  /** 16-bit signed integer. */
  INT16,
  /** 8-bit signed integer. */
  INT8;

  /** Bytes of one element; -1 for STRING and BOOL. */
  public int byteSize() {
    return "4418//21".charAt(ordinal()) - '0'; // '/' stands before '0'
  }
}
