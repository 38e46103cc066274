// std::mutex, std::condition_variable, std::thread and std::call_once on the C library's threads.
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "api/cpp/libcxx/support.h"

extern "C" long sysconf(int name);

_LIBCPP_BEGIN_NAMESPACE_STD

namespace {

void RequireDone(int error, const char* what) {
  if (error) tare::cxx::Die("%s: error %d", what, error);
}

pthread_mutex_t once_mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t once_done = PTHREAD_COND_INITIALIZER;

}  // namespace

mutex::~mutex() noexcept { pthread_mutex_destroy(&__m_); }
void mutex::lock() { RequireDone(pthread_mutex_lock(&__m_), "mutex::lock"); }
bool mutex::try_lock() noexcept { return pthread_mutex_trylock(&__m_) == 0; }
void mutex::unlock() noexcept { pthread_mutex_unlock(&__m_); }

recursive_mutex::recursive_mutex() {
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
  RequireDone(pthread_mutex_init(&__m_, &attributes), "recursive_mutex");
  pthread_mutexattr_destroy(&attributes);
}
recursive_mutex::~recursive_mutex() { pthread_mutex_destroy(&__m_); }
void recursive_mutex::lock() { RequireDone(pthread_mutex_lock(&__m_), "recursive_mutex::lock"); }
bool recursive_mutex::try_lock() noexcept { return pthread_mutex_trylock(&__m_) == 0; }
void recursive_mutex::unlock() noexcept { pthread_mutex_unlock(&__m_); }

condition_variable::~condition_variable() { pthread_cond_destroy(&__cv_); }
void condition_variable::notify_one() noexcept { pthread_cond_signal(&__cv_); }
void condition_variable::notify_all() noexcept { pthread_cond_broadcast(&__cv_); }
void condition_variable::wait(unique_lock<mutex>& lock) noexcept {
  RequireDone(pthread_cond_wait(&__cv_, lock.mutex()->native_handle()), "condition_variable::wait");
}
void condition_variable::__do_timed_wait(unique_lock<mutex>& lock,
                                         chrono::time_point<chrono::system_clock, chrono::nanoseconds> until) noexcept {
  const chrono::nanoseconds time = until.time_since_epoch();
  const auto seconds = chrono::duration_cast<chrono::seconds>(time);
  const timespec at{static_cast<time_t>(seconds.count()), static_cast<long>((time - seconds).count())};
  pthread_cond_timedwait(&__cv_, lock.mutex()->native_handle(), &at);
}

void __call_once(volatile once_flag::_State_type& flag, void* argument, void (*function)(void*)) {
  constexpr once_flag::_State_type kRunning = 1;
  pthread_mutex_lock(&once_mutex);
  while (flag == kRunning) pthread_cond_wait(&once_done, &once_mutex);
  if (flag == 0) {
    flag = kRunning;
    pthread_mutex_unlock(&once_mutex);
    function(argument);
    pthread_mutex_lock(&once_mutex);
    __atomic_store_n(&flag, once_flag::_Complete, __ATOMIC_RELEASE);
    pthread_cond_broadcast(&once_done);
  }
  pthread_mutex_unlock(&once_mutex);
}

thread::~thread() {
  if (joinable()) tare::cxx::Die("a std::thread was destroyed before it was joined");
}
void thread::join() {
  if (!joinable()) tare::cxx::Die("thread::join: there is none");
  RequireDone(pthread_join(__t_, nullptr), "thread::join");
  __t_ = _LIBCPP_NULL_THREAD;
}
void thread::detach() {
  if (!joinable()) tare::cxx::Die("thread::detach: there is none");
  RequireDone(pthread_detach(__t_), "thread::detach");
  __t_ = _LIBCPP_NULL_THREAD;
}
unsigned thread::hardware_concurrency() noexcept {
#ifdef __ANDROID__
  constexpr int kProcessorsOnline = 97;
#elif defined(__APPLE__)
  constexpr int kProcessorsOnline = 58;
#else
  constexpr int kProcessorsOnline = 84;
#endif
  const long count = sysconf(kProcessorsOnline);
  return count > 0 ? static_cast<unsigned>(count) : 0;
}

namespace this_thread {
void sleep_for(const chrono::nanoseconds& time) {
  if (time <= chrono::nanoseconds::zero()) return;
  const auto seconds = chrono::duration_cast<chrono::seconds>(time);
  timespec rest{static_cast<time_t>(seconds.count()), static_cast<long>((time - seconds).count())};
  while (nanosleep(&rest, &rest) != 0) {
  }
}
}  // namespace this_thread

// What notify_all_at_thread_exit would keep per thread; without it, the object is empty.
__thread_struct::__thread_struct() : __p_(nullptr) {}
__thread_struct::~__thread_struct() {}

__thread_specific_ptr<__thread_struct>& __thread_local_data() {
  static __thread_specific_ptr<__thread_struct> data;
  return data;
}

_LIBCPP_END_NAMESPACE_STD
