// Element types that Java can read and write. The order is that of the native codes 1 to 7, then 9: the code of a
// constant is computed from its position instead of being stored.
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

  /** The type with a native code. */
  static DataType of(int code) {
    int position = "\1\2\3\4\5\6\7\11".indexOf(code);
    if (position < 0) {
      throw Interpreter.bad("DataType error: DataType %s is not recognized in Java.", code, null, null);
    }
    return values()[position];
  }
}
