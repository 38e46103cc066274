/* The delegate of tests/c_api as a library that a Java class loads, as vendors ship theirs: it hands out the address of
 * a TfLiteDelegate, and needs the arrays of the C API from whoever runs the model. */
#include "softmax_delegate.h"

#include <jni.h>

typedef struct Owned {
  TfLiteDelegate delegate;
  State state;
} Owned;

static TfLiteStatus Refuse(TfLiteContext* context, TfLiteDelegate* delegate) {
  (void)delegate;
  context->ReportError(context, "this device has no such chip");
  return kTfLiteDelegateError;
}

JNIEXPORT jlong JNICALL Java_SoftmaxDelegate_create(JNIEnv* env, jclass type, jboolean refuses) {
  Owned* owned = (Owned*)calloc(1, sizeof(Owned));
  (void)env;
  (void)type;
  if (!owned) return 0;
  owned->delegate.data_ = &owned->state;
  owned->delegate.Prepare = refuses ? Refuse : Take;
  return (jlong)(size_t)owned;
}

JNIEXPORT jint JNICALL Java_SoftmaxDelegate_count(JNIEnv* env, jclass type, jlong handle, jboolean runs) {
  const Owned* owned = (const Owned*)(size_t)handle;
  (void)env;
  (void)type;
  return runs ? owned->state.runs : owned->state.kernels;
}

JNIEXPORT void JNICALL Java_SoftmaxDelegate_destroy(JNIEnv* env, jclass type, jlong handle) {
  (void)env;
  (void)type;
  free((void*)(size_t)handle);
}
