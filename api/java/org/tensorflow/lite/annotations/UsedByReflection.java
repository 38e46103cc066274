// Marks what shrinkers must keep (the rules in the AAR).
package org.tensorflow.lite.annotations;

/** Marks what is reached by reflection; the value says from where. */
public @interface UsedByReflection {
  String value();
}
