// The part of the Java Native Interface that the library calls: the VM's function table with names for the entries in
// use. Declared here because device builds have no jni.h; the table's order is fixed by the JNI specification and the
// same on every VM (tests/java compares it with the JDK's header).
#ifndef TARE_API_JAVA_JNI_JNI_ENV_H_
#define TARE_API_JAVA_JNI_JNI_ENV_H_

#include <stddef.h>
#include <stdint.h>

/// The package of the Java classes in the names of their native methods; a build may move it (--java_package_suffix).
#ifndef TARE_JAVA_PACKAGE
#define TARE_JAVA_PACKAGE org_tensorflow_lite
#endif
#define TARE_JAVA_JOIN(package, method) Java_##package##_##method
#define TARE_JAVA_EXPAND(package, method) TARE_JAVA_JOIN(package, method)
/// The function behind a native method, given as Class_method.
#define TARE_JAVA_NAME(method) TARE_JAVA_EXPAND(TARE_JAVA_PACKAGE, method)

namespace tare::jni {

struct Object;  // every reference: strings, arrays, buffers, classes
struct Table;

/// A thread's access to the VM.
struct Env {
  const Table* vm;
};

/// Entries by position; those between are never called.
struct Table {
  void* unused_0[23];
  void (*DeleteLocalRef)(Env*, Object* reference);  // 23
  void* unused_24[139];
  Object* (*NewString)(Env*, const uint16_t* utf16, int32_t length);  // 163
  int32_t (*GetStringLength)(Env*, Object* string);
  void* unused_165[3];
  int32_t (*GetStringUTFLength)(Env*, Object* string);  // 168
  const char* (*GetStringUTFChars)(Env*, Object* string, uint8_t* is_copy);
  void (*ReleaseStringUTFChars)(Env*, Object* string, const char* chars);
  int32_t (*GetArrayLength)(Env*, Object* array);  // 171
  void* unused_172;
  Object* (*GetObjectArrayElement)(Env*, Object* array, int32_t index);  // 173
  void (*SetObjectArrayElement)(Env*, Object* array, int32_t index, Object* value);
  void* unused_175[4];
  Object* (*NewIntArray)(Env*, int32_t length);  // 179
  void* unused_180[20];
  void (*GetByteArrayRegion)(Env*, Object* array, int32_t start, int32_t length, void* to);  // 200
  void* unused_201[2];
  void (*GetIntArrayRegion)(Env*, Object* array, int32_t start, int32_t length, void* to);  // 203
  void (*GetLongArrayRegion)(Env*, Object* array, int32_t start, int32_t length, void* to);
  void* unused_205[6];
  void (*SetIntArrayRegion)(Env*, Object* array, int32_t start, int32_t length, const void* from);  // 211
  void* unused_212[9];
  void (*GetStringUTFRegion)(Env*, Object* string, int32_t start, int32_t length, char* to);  // 221
  void* (*GetPrimitiveArrayCritical)(Env*, Object* array, uint8_t* is_copy);
  void (*ReleasePrimitiveArrayCritical)(Env*, Object* array, void* elements, int32_t mode);
  void* unused_224[5];
  Object* (*NewDirectByteBuffer)(Env*, void* address, int64_t capacity);  // 229
  void* (*GetDirectBufferAddress)(Env*, Object* buffer);
  int64_t (*GetDirectBufferCapacity)(Env*, Object* buffer);
};

#define TARE_JNI_POSITION(name, position) static_assert(offsetof(Table, name) == (position) * sizeof(void*))
TARE_JNI_POSITION(DeleteLocalRef, 23);
TARE_JNI_POSITION(NewString, 163);
TARE_JNI_POSITION(GetStringUTFLength, 168);
TARE_JNI_POSITION(GetArrayLength, 171);
TARE_JNI_POSITION(GetObjectArrayElement, 173);
TARE_JNI_POSITION(NewIntArray, 179);
TARE_JNI_POSITION(GetByteArrayRegion, 200);
TARE_JNI_POSITION(GetIntArrayRegion, 203);
TARE_JNI_POSITION(SetIntArrayRegion, 211);
TARE_JNI_POSITION(GetStringUTFRegion, 221);
TARE_JNI_POSITION(NewDirectByteBuffer, 229);
#undef TARE_JNI_POSITION

}  // namespace tare::jni

#endif  // TARE_API_JAVA_JNI_JNI_ENV_H_
