// Text between Java and native memory. Strings are made from UTF-16 that is decoded here, because names and messages
// may hold any bytes a model's author chose, and NewStringUTF on invalid bytes aborts a debuggable app.
#ifndef TARE_API_JAVA_JNI_TEXT_H_
#define TARE_API_JAVA_JNI_TEXT_H_

#include "api/java/jni/jni_env.h"
#include "runtime/kernel.h"

namespace tare::jni {

/// A Java string of at most `size` bytes, up to the first NUL. Reads UTF-8 and the VM's modified UTF-8; other bytes
/// become U+FFFD. nullptr when out of memory.
Object* NewText(Env* env, const char* bytes, size_t size);

/// Stores the elements of `row` (String[], or byte[][] with `raw`) as elements `first`, `first` + 1, … of a string
/// tensor; `first` 0 starts a new value for the whole tensor. A String is stored as modified UTF-8 with a trailing NUL,
/// as the reference does, a byte[] as it is. Returns the number stored, or -1: a null element, more elements than the
/// tensor's shape has, a tensor that cannot hold strings, or out of memory.
int32_t WriteStrings(Env* env, const Tensor& tensor, int32_t first, Object* row, bool raw);

/// Fills `row` (String[]) with the tensor's elements from `first` on. Returns the number read, or -1.
int32_t ReadStrings(Env* env, const Tensor& tensor, int32_t first, Object* row);

}  // namespace tare::jni

#endif  // TARE_API_JAVA_JNI_TEXT_H_
