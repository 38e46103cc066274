// The native half of org.tensorflow.lite.flex.FlexDelegate.
#include "api/java/jni/jni_env.h"
#include "runtime/c_abi.h"
#include "runtime/select_tf/library/library.h"

extern "C" {

TARE_EXPORT int64_t TARE_JAVA_NAME(flex_FlexDelegate_nativeCreateDelegate)(void* /*env*/, void* /*type*/);
int64_t TARE_JAVA_NAME(flex_FlexDelegate_nativeCreateDelegate)(void* /*env*/, void* /*type*/) {
  return static_cast<int64_t>(reinterpret_cast<intptr_t>(tare::select_tf::Delegate()));
}

}  // extern "C"
