// CPU detection by the instructions themselves: compiler-rt's detection code needs a global constructor.
#include "runtime/platform/cpu.h"

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>

namespace tare {
namespace {

bool Detect() {
  unsigned a, b, c, d;
  constexpr unsigned kFma = 1u << 12, kF16c = 1u << 29, kOsXsave = 1u << 27, kAvx2 = 1u << 5, kYmmState = 6;
  if (!__get_cpuid(1, &a, &b, &c, &d) || (c & (kFma | kF16c | kOsXsave)) != (kFma | kF16c | kOsXsave)) return false;
  unsigned xcr0, high;
  __asm__("xgetbv" : "=a"(xcr0), "=d"(high) : "c"(0));
  return (xcr0 & kYmmState) == kYmmState && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & kAvx2);
}

}  // namespace

bool HasAvx2() {
  static signed char known = -1;  // a race writes the same value twice
  signed char value = __atomic_load_n(&known, __ATOMIC_RELAXED);
  if (value < 0) {
    value = Detect();
    __atomic_store_n(&known, value, __ATOMIC_RELAXED);
  }
  return value != 0;
}

}  // namespace tare
#endif
