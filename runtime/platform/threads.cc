// The thread pool over pthread_create and futex alone. Workers take parts of the job from a shared counter, so a worker
// that wakes late costs nothing but its share; the caller works too and takes what is left.
#include "runtime/platform/threads.h"

#include "runtime/platform/libc.h"

namespace tare {
namespace {

constexpr int kSpins = 4000;  // some 20 µs: longer than the gap between two nodes, shorter than a sleep is dear

void Pause() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#else
  __asm__ volatile("yield");
#endif
}

/// Returns when *word is no longer `old`.
void WaitWhile(uint32_t* word, uint32_t old) {
  for (int i = 0; i < kSpins; ++i) {
    if (__atomic_load_n(word, __ATOMIC_ACQUIRE) != old) return;
    Pause();
  }
  while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == old) {
    syscall(libc::kFutex, word, libc::kFutexWaitPrivate, old, nullptr);
  }
}

void WakeAll(uint32_t* word) { syscall(libc::kFutex, word, libc::kFutexWakePrivate, INT32_MAX); }

}  // namespace

struct ThreadPool::Worker {
  ThreadPool* pool;
  unsigned long thread;
  uint32_t seen;
};

void ThreadPool::RunPart(int part) {
  const int begin = static_cast<int>(int64_t{n_} * part / parts_);
  const int end = static_cast<int>(int64_t{n_} * (part + 1) / parts_);
  job_(arg_, begin, end, part);
}

void* ThreadPool::Main(void* argument) {
  auto* self = static_cast<Worker*>(argument);
  ThreadPool* pool = self->pool;
  ScopedFlushDenormals flush;
  while (true) {
    WaitWhile(&pool->generation_, self->seen);
    ++self->seen;
    if (pool->stop_) return nullptr;
    int part;
    while ((part = __atomic_fetch_add(&pool->next_part_, 1, __ATOMIC_RELAXED)) < pool->parts_) pool->RunPart(part);
    if (__atomic_sub_fetch(&pool->running_, 1, __ATOMIC_ACQ_REL) == 0) WakeAll(&pool->running_);
  }
}

ThreadPool* ThreadPool::Create(int threads) {
  auto* pool = static_cast<ThreadPool*>(__builtin_calloc(1, sizeof(ThreadPool) + sizeof(Worker) * (threads - 1)));
  if (!pool) return nullptr;
  pool->worker_ = reinterpret_cast<Worker*>(pool + 1);
  for (; pool->workers_ < threads - 1; ++pool->workers_) {
    Worker& worker = pool->worker_[pool->workers_];
    worker.pool = pool;
    if (pthread_create(&worker.thread, nullptr, Main, &worker) != 0) break;
  }
  return pool;
}

void ThreadPool::Destroy(ThreadPool* pool) {
  if (!pool) return;
  pool->stop_ = true;
  __atomic_add_fetch(&pool->generation_, 1, __ATOMIC_RELEASE);
  WakeAll(&pool->generation_);
  for (int i = 0; i < pool->workers_; ++i) pthread_join(pool->worker_[i].thread, nullptr);
  __builtin_free(pool);
}

void ThreadPool::Run(int n, int parts, Job job, void* arg) {
  job_ = job;
  arg_ = arg;
  n_ = n;
  parts_ = parts;
  __atomic_store_n(&next_part_, 0, __ATOMIC_RELAXED);
  __atomic_store_n(&running_, static_cast<uint32_t>(workers_), __ATOMIC_RELAXED);
  __atomic_add_fetch(&generation_, 1, __ATOMIC_RELEASE);
  WakeAll(&generation_);
  int part;
  while ((part = __atomic_fetch_add(&next_part_, 1, __ATOMIC_RELAXED)) < parts) RunPart(part);
  uint32_t left;
  while ((left = __atomic_load_n(&running_, __ATOMIC_ACQUIRE)) != 0) WaitWhile(&running_, left);
}

// Flush-to-zero and denormals-are-zero bits of the floating-point control register.
#if defined(__x86_64__) || defined(__i386__)
constexpr unsigned kFlushBits = 0x8040;
ScopedFlushDenormals::ScopedFlushDenormals() : saved_(__builtin_ia32_stmxcsr()) {
  __builtin_ia32_ldmxcsr(static_cast<unsigned>(saved_) | kFlushBits);
}
ScopedFlushDenormals::~ScopedFlushDenormals() { __builtin_ia32_ldmxcsr(static_cast<unsigned>(saved_)); }
#elif defined(__aarch64__)
ScopedFlushDenormals::ScopedFlushDenormals() {
  __asm__ volatile("mrs %0, fpcr" : "=r"(saved_));
  __asm__ volatile("msr fpcr, %0" : : "r"(saved_ | 1u << 24));
}
ScopedFlushDenormals::~ScopedFlushDenormals() { __asm__ volatile("msr fpcr, %0" : : "r"(saved_)); }
#else
ScopedFlushDenormals::ScopedFlushDenormals() {
  __asm__ volatile("vmrs %0, fpscr" : "=r"(saved_));
  __asm__ volatile("vmsr fpscr, %0" : : "r"(saved_ | 1u << 24));
}
ScopedFlushDenormals::~ScopedFlushDenormals() { __asm__ volatile("vmsr fpscr, %0" : : "r"(saved_)); }
#endif

}  // namespace tare
