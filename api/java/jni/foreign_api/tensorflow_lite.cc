// What upstream's class TensorFlowLite calls in its native library, for apps that have that class from elsewhere
// (--without_api_classes): a function that does nothing, to see whether the library is loaded.
#include "api/java/jni/jni_env.h"
#include "runtime/c_abi.h"

extern "C" {

TARE_EXPORT void TARE_JAVA_NAME(TensorFlowLite_nativeDoNothing)(tare::jni::Env* /*env*/, tare::jni::Object* /*clazz*/) {
}

}  // extern "C"
