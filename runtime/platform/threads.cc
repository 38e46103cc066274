// The thread pool over pthread_create and futex alone. Every thread starts on its own neighbouring parts of the job and
// then takes over the last parts of others, so a core that is slow, or busy with something else, costs no more than the
// part it is at. A job ends when its parts have ended: nobody waits for a worker that has not woken up. Apple's futexes
// are private to the system: there, one lock and one condition for all pools do, for the few who sleep.
#include "runtime/platform/threads.h"

#include "runtime/platform/entry.h"
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

#if defined(__APPLE__)
libc::Mutex mutex;
libc::Condition changed;

void SleepWhile(const uint32_t* word, uint32_t old) {
  pthread_mutex_lock(&mutex);
  while (__atomic_load_n(word, __ATOMIC_SEQ_CST) == old) pthread_cond_wait(&changed, &mutex);
  pthread_mutex_unlock(&mutex);
}

/// A sleeper that saw the old word under the lock is waiting when the lock can be had.
void WakeSleepers(const uint32_t* /*word*/) {
  pthread_mutex_lock(&mutex);
  pthread_mutex_unlock(&mutex);
  pthread_cond_broadcast(&changed);
}
#else
void SleepWhile(uint32_t* word, uint32_t old) {
  while (__atomic_load_n(word, __ATOMIC_SEQ_CST) == old) {
    syscall(libc::kFutex, word, libc::kFutexWaitPrivate, old, nullptr);
  }
}

void WakeSleepers(uint32_t* word) { syscall(libc::kFutex, word, libc::kFutexWakePrivate, INT32_MAX); }
#endif

}  // namespace

struct ThreadPool::Thread {
  ThreadPool* pool;
  unsigned long handle;
  // Atomic: the parts [low half, high half) that are still to be had; the owner takes the first, others the last.
  // Whoever has taken one holds up its job, so that job_ and the rest are read only while they cannot change.
  uint32_t parts;
};

void ThreadPool::WaitWhile(uint32_t* word, uint32_t old) {
  for (int i = 0; i < kSpins; ++i) {
    if (__atomic_load_n(word, __ATOMIC_ACQUIRE) != old) return;
    Pause();
  }
  // Sequentially consistent, as in Wake: either the waker sees the sleeper or the sleeper sees the new word.
  __atomic_add_fetch(&sleepers_, 1, __ATOMIC_SEQ_CST);
  SleepWhile(word, old);
  __atomic_sub_fetch(&sleepers_, 1, __ATOMIC_SEQ_CST);
}

void ThreadPool::AddAndWake(uint32_t* word, uint32_t addend) {
  __atomic_add_fetch(word, addend, __ATOMIC_SEQ_CST);
  if (__atomic_load_n(&sleepers_, __ATOMIC_SEQ_CST)) WakeSleepers(word);
}

void ThreadPool::RunParts(int self) {
  for (int i = 0; i < threads(); ++i) {
    uint32_t* parts = &thread_[(self + i) % threads()].parts;
    uint32_t seen = __atomic_load_n(parts, __ATOMIC_ACQUIRE);
    while ((seen & 0xffff) < seen >> 16) {
      const uint32_t rest = i == 0 ? seen + 1 : seen - 0x10000;
      if (!__atomic_compare_exchange_n(parts, &seen, rest, false, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) continue;
      const uint32_t part = i == 0 ? seen & 0xffff : rest >> 16;
      job_(arg_, static_cast<int>(int64_t{n_} * part / parts_), static_cast<int>(int64_t{n_} * (part + 1) / parts_),
           self);
      AddAndWake(&left_, UINT32_MAX);
      seen = __atomic_load_n(parts, __ATOMIC_ACQUIRE);
    }
  }
}

TARE_ENTRY void* ThreadPool::Main(void* argument) {
  auto* self = static_cast<Thread*>(argument);
  ThreadPool* pool = self->pool;
  ScopedFlushDenormals flush;
  uint32_t seen = 0;
  while (true) {
    pool->WaitWhile(&pool->generation_, seen);
    seen = __atomic_load_n(&pool->generation_, __ATOMIC_ACQUIRE);
    if (pool->stop_) return nullptr;
    pool->RunParts(static_cast<int>(self - pool->thread_));
  }
}

ThreadPool* ThreadPool::Create(int threads) {
  auto* pool = static_cast<ThreadPool*>(__builtin_calloc(1, sizeof(ThreadPool) + sizeof(Thread) * threads));
  if (!pool) return nullptr;
  pool->thread_ = reinterpret_cast<Thread*>(pool + 1);
  for (int i = 1; i < threads; ++i, ++pool->workers_) {
    Thread& worker = pool->thread_[i];
    worker.pool = pool;
    if (pthread_create(&worker.handle, nullptr, Main, &worker) != 0) break;
  }
  return pool;
}

void ThreadPool::Destroy(ThreadPool* pool) {
  if (!pool) return;
  pool->stop_ = true;
  pool->AddAndWake(&pool->generation_, 1);
  for (int i = 1; i < pool->threads(); ++i) pthread_join(pool->thread_[i].handle, nullptr);
  __builtin_free(pool);
}

void ThreadPool::Run(int n, int parts, Job job, void* arg) {
  job_ = job;
  arg_ = arg;
  n_ = n;
  parts_ = parts;
  __atomic_store_n(&left_, static_cast<uint32_t>(parts), __ATOMIC_RELAXED);
  for (int i = 0; i < threads(); ++i) {
    const uint32_t begin = parts * i / threads(), end = parts * (i + 1) / threads();
    __atomic_store_n(&thread_[i].parts, begin | end << 16, __ATOMIC_RELEASE);
  }
  AddAndWake(&generation_, 1);
  RunParts(0);
  uint32_t left;
  while ((left = __atomic_load_n(&left_, __ATOMIC_ACQUIRE)) != 0) WaitWhile(&left_, left);
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
