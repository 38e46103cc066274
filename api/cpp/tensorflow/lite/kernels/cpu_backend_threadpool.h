// Tasks of an operator, run one after another.
#ifndef TENSORFLOW_LITE_KERNELS_CPU_BACKEND_THREADPOOL_H_
#define TENSORFLOW_LITE_KERNELS_CPU_BACKEND_THREADPOOL_H_

#include <atomic>  // what tasks share, as sources expect with this header

#include "tensorflow/lite/kernels/cpu_backend_context.h"

namespace tflite {
namespace cpu_backend_threadpool {

struct Task {
  virtual ~Task() = default;
  virtual void Run() = 0;
};

template <typename TaskType>
void Execute(int tasks_count, TaskType* tasks, CpuBackendContext* /*cpu_backend_context*/) {
  for (int i = 0; i < tasks_count; ++i) tasks[i].Run();
}

}  // namespace cpu_backend_threadpool
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_CPU_BACKEND_THREADPOOL_H_
