// The threads that operators may use. Custom ops are given one: their tasks run one after another.
#ifndef TENSORFLOW_LITE_KERNELS_CPU_BACKEND_CONTEXT_H_
#define TENSORFLOW_LITE_KERNELS_CPU_BACKEND_CONTEXT_H_

#include "tensorflow/lite/c/common.h"

namespace tflite {

class CpuBackendContext {
 public:
  static CpuBackendContext* GetFromContext(TfLiteContext* /*context*/) {
    static CpuBackendContext one_thread;
    return &one_thread;
  }
  int max_num_threads() const { return 1; }
  void SetMaxNumThreads(int /*max_num_threads*/) {}
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_CPU_BACKEND_CONTEXT_H_
