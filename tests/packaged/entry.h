// Calls into the library the way the worst platform makes them. On x86, Android before 7 may enter native code, and
// start threads, with a stack aligned to 4 bytes only; code that spills vectors dies there unless it realigns.
#ifndef TESTS_PACKAGED_ENTRY_H_
#define TESTS_PACKAGED_ENTRY_H_

#include <stdint.h>

#include "library.h"

#if defined(__i386__)
/// Ends the process unless the function it is in was called with the stack aligned to 16 bytes.
#define CHECK_STACK() CHECK(((uintptr_t)__builtin_frame_address(0) + 8) % 16 == 0)
/// Calls `function` with these arguments on a stack that is aligned to 4 bytes and no more.
jlong EnterCall(CallFunction function, JNIEnv* env, jclass class, jint op, jlong handle, jlong id, jint i, jobject o);
jobject EnterGet(GetFunction function, JNIEnv* env, jclass class, jint op, jlong handle, jlong id, jint i);
#else
#define CHECK_STACK() ((void)0)
#define EnterCall(function, ...) ((function)(__VA_ARGS__))
#define EnterGet(function, ...) ((function)(__VA_ARGS__))
#endif

#endif  // TESTS_PACKAGED_ENTRY_H_
