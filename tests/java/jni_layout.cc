// Compares api/java/jni/jni_env.h with the JDK's own header; compiling it is the test.
#include <jni.h>

#include <cstddef>

#include "api/java/jni/jni_env.h"

#define SAME(name) \
  static_assert(offsetof(tare::jni::Table, name) == offsetof(JNINativeInterface_, name), #name " is in another place")
SAME(DeleteLocalRef);
SAME(NewString);
SAME(GetStringLength);
SAME(GetStringUTFLength);
SAME(GetStringUTFChars);
SAME(ReleaseStringUTFChars);
SAME(GetArrayLength);
SAME(GetObjectArrayElement);
SAME(SetObjectArrayElement);
SAME(NewIntArray);
SAME(GetByteArrayRegion);
SAME(GetIntArrayRegion);
SAME(GetLongArrayRegion);
SAME(SetIntArrayRegion);
SAME(GetStringUTFRegion);
SAME(GetPrimitiveArrayCritical);
SAME(ReleasePrimitiveArrayCritical);
SAME(NewDirectByteBuffer);
SAME(GetDirectBufferAddress);
SAME(GetDirectBufferCapacity);
