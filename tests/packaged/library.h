// The packaged library as the driver sees it: its two exported native methods (api/java/jni/interpreter_jni.cc says
// what their operations take and give), and shorthands for what every check does with them.
#ifndef TESTS_PACKAGED_LIBRARY_H_
#define TESTS_PACKAGED_LIBRARY_H_

#include <stddef.h>

#include "jni_env.h"

enum {
  kNothing,
  kOpenFile,
  kOpenBuffer,
  kBuild,
  kDelete,
  kAllocate,
  kInvoke,
  kResize,
  kReset,
  kCancel,
  kCount,
  kTensor,
  kFlex,
  kGraph,
  kPosition,
  kType,
  kBytes,
  kScale,
  kZeroPoint,
  kPut,
  kReadRow,
  kWriteRow,
  kWriteBytes
};
enum { kErrors, kKey, kName, kTensorName, kShape, kSignature, kBuffer };
enum { kTypeString = 5 };

typedef jlong (*CallFunction)(JNIEnv*, jclass, jint op, jlong handle, jlong id, jint i, jobject o);
typedef jobject (*GetFunction)(JNIEnv*, jclass, jint op, jlong handle, jlong id, jint i);

/// Loads the library; ends the process when it cannot be loaded or lacks an entry.
void LoadLibrary(const char* path);

/// An interpreter of one thread.
typedef struct {
  JNIEnv* env;
  jlong handle;
} Session;

jlong Call(Session s, int op, jlong id, jint i, jobject o);
jobject Get(Session s, int op, jlong id, jint i);
/// Opens a model (a path, or bytes when `size` > 0) and builds its interpreter; *status is kBuild's result.
Session Open(JNIEnv* env, const char* path_or_bytes, size_t size, int threads, jlong* status);
/// Deletes the session and what it left in the environment.
void Close(Session s);
/// All messages so far.
const char* Errors(Session s);
/// The tensor's memory, NULL when it has none.
char* Data(Session s, jlong tensor);
/// Number and index of the main graph's inputs (0) or outputs (1).
int Count(Session s, int outputs);
jlong TensorAt(Session s, int outputs, int position);

/// A file's content, with a terminating zero that is not counted.
char* ReadFile(const char* path, size_t* size);
/// Resizes and fills the inputs from a tensor file (builder/cli/verify.cc says what that is), allocating on the way.
void SetInputs(Session s, const char* inputs, size_t size);
/// The outputs as a tensor file.
char* Outputs(Session s, size_t* size);

/// Everything beyond running a model: errors, resizing, threads, memory. Ends the process when a check fails.
void CheckAll(const char* model_path, const char* inputs_path);

#endif  // TESTS_PACKAGED_LIBRARY_H_
