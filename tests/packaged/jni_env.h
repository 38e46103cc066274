// A stand-in for a Java virtual machine's JNIEnv: strings, arrays and direct buffers as plain C objects; what the
// library's own native code calls, and no more. It is stricter than a virtual machine: any other JNI function, an
// object of the wrong kind, a range outside an array, or more local references than Android once allowed ends the
// process.
#ifndef TESTS_PACKAGED_JNI_ENV_H_
#define TESTS_PACKAGED_JNI_ENV_H_

#include <jni.h>

/// Makes an environment for the calling thread.
JNIEnv* NewEnv(void);
/// Frees every object made in the environment, as a native method's return to Java frees its local references.
void FreeObjects(JNIEnv* env);
/// Frees the environment with its objects.
void DeleteEnv(JNIEnv* env);

// Objects as Java code would pass them. Data of buffers is not copied.
jobject MakeString(JNIEnv* env, const char* utf8);
jobject MakeBuffer(JNIEnv* env, const void* data, jlong bytes);
jobject MakeInts(JNIEnv* env, const jint* data, jsize count);
jobject MakeLongs(JNIEnv* env, const jlong* data, jsize count);
/// An object array from the elements of a string tensor: byte[][].
jobject MakeByteArrays(JNIEnv* env, const char* strings);

// What objects that came back hold.
const char* Utf8(JNIEnv* env, jobject string);
const jint* Ints(JNIEnv* env, jobject array, jsize* count);

/// Ends the process with a message.
_Noreturn void Die(const char* format, ...) __attribute__((format(printf, 1, 2)));
/// Ends the process unless `good`.
#define CHECK(good) ((good) ? (void)0 : Die("%s, line %d: not so: %s", __FILE__, __LINE__, #good))

#endif  // TESTS_PACKAGED_JNI_ENV_H_
