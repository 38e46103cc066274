// Marks what shrinkers must keep (the rules in the AAR).
package org.tensorflow.lite.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** Marks what is reached by reflection; the value says from where. */
@Target({ElementType.METHOD, ElementType.FIELD, ElementType.TYPE, ElementType.CONSTRUCTOR})
public @interface UsedByReflection {
  String value();
}
