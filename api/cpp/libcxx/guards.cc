// Guards of static locals, which compiled code calls. A guard's first byte is the one that this code reads (one bit of
// it on 32-bit ARM); its second is ours.
#include <sched.h>

extern "C" {

int __cxa_guard_acquire(unsigned char* guard) {
  constexpr unsigned char kFree = 0, kBusy = 1;
  for (;;) {
    if (__atomic_load_n(guard, __ATOMIC_ACQUIRE)) return 0;
    unsigned char expected = kFree;
    if (__atomic_compare_exchange_n(guard + 1, &expected, kBusy, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
      if (!__atomic_load_n(guard, __ATOMIC_ACQUIRE)) return 1;
      __atomic_store_n(guard + 1, kFree, __ATOMIC_RELEASE);
      return 0;
    }
    sched_yield();
  }
}

void __cxa_guard_release(unsigned char* guard) {
  __atomic_store_n(guard, 1, __ATOMIC_RELEASE);
  __atomic_store_n(guard + 1, 0, __ATOMIC_RELEASE);
}

void __cxa_guard_abort(unsigned char* guard) { __atomic_store_n(guard + 1, 0, __ATOMIC_RELEASE); }

}  // extern "C"
