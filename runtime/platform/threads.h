// A small thread pool for the loops of kernels: created on first use, spin-then-sleep, never more threads than asked
// for.
#ifndef TARE_RUNTIME_PLATFORM_THREADS_H_
#define TARE_RUNTIME_PLATFORM_THREADS_H_

#include <stdint.h>

namespace tare {

/// Runs one job at a time on up to a fixed number of threads; the caller is thread 0.
class ThreadPool {
 public:
  using Job = void (*)(void* arg, int begin, int end, int thread);

  /// `threads` >= 1, the calling thread included. Returns nullptr when out of memory; fewer workers than asked for
  /// (even none) when the system has no more threads.
  static ThreadPool* Create(int threads);
  static void Destroy(ThreadPool* pool);
  int threads() const { return workers_ + 1; }
  /// Splits [0, n) into one contiguous range per thread, `parts` at most, and returns when all are done.
  void Run(int n, int parts, Job job, void* arg);

 private:
  struct Worker;
  static void* Main(void* worker);
  void RunPart(int part);

  int workers_ = 0;
  Job job_ = nullptr;
  void* arg_ = nullptr;
  int n_ = 0;
  int parts_ = 0;
  int next_part_ = 0;        // atomic
  uint32_t generation_ = 0;  // atomic, futex: a new job, or the end
  uint32_t running_ = 0;     // atomic, futex: workers not yet done with this job
  bool stop_ = false;
  Worker* worker_ = nullptr;
};

/// Flushes denormals to zero on this thread while it lives, as the reference does while a model runs.
class ScopedFlushDenormals {
 public:
  ScopedFlushDenormals();
  ~ScopedFlushDenormals();
  ScopedFlushDenormals(const ScopedFlushDenormals&) = delete;
  ScopedFlushDenormals& operator=(const ScopedFlushDenormals&) = delete;

 private:
  uintptr_t saved_;
};

}  // namespace tare

#endif  // TARE_RUNTIME_PLATFORM_THREADS_H_
