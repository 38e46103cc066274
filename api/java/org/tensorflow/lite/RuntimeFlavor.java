// Where a runtime comes from.
package org.tensorflow.lite;

/** Where a runtime comes from. */
public enum RuntimeFlavor {
  /** Built into the app. */
  APPLICATION,
  /** Provided by the system. */
  SYSTEM
}
