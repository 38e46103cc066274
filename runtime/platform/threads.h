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
  /// Splits [0, n) into `parts` contiguous ranges (1 to 65,535, at most n) and returns when all are done. `thread` <
  /// threads() is unique among the ranges that run at the same time. A thread's first ranges are neighbours in
  /// ascending order.
  void Run(int n, int parts, Job job, void* arg);

 private:
  struct Thread;
  static void* Main(void* thread);
  void RunParts(int self);
  void WaitWhile(uint32_t* word, uint32_t old);
  void AddAndWake(uint32_t* word, uint32_t addend);

  int workers_ = 0;
  Job job_ = nullptr;
  void* arg_ = nullptr;
  int n_ = 0;
  int parts_ = 0;
  uint32_t left_ = 0;        // atomic, futex: parts not yet done
  uint32_t generation_ = 0;  // atomic, futex: a new job, or the end
  uint32_t sleepers_ = 0;    // atomic: threads that are asleep or about to be
  bool stop_ = false;
  Thread* thread_ = nullptr;  // the caller's, then the workers'
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
