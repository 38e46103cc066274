// CPU detection by the instructions themselves: compiler-rt's detection code needs a global constructor.
#include "runtime/platform/cpu.h"

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>

namespace tare {
namespace {

/// Unknown is zero, because a variable of zeros takes no bytes of the file.
enum Level : signed char { kUnknown, kBase, kAvx2, kAvx512Vnni };

Level Detect() {
  unsigned a, b, c, d;
  constexpr unsigned kFma = 1u << 12, kF16c = 1u << 29, kOsXsave = 1u << 27, kAvx2Bit = 1u << 5, kYmmState = 6;
  if (!__get_cpuid(1, &a, &b, &c, &d) || (c & (kFma | kF16c | kOsXsave)) != (kFma | kF16c | kOsXsave)) return kBase;
  unsigned xcr0, high;
  __asm__("xgetbv" : "=a"(xcr0), "=d"(high) : "c"(0));
  if ((xcr0 & kYmmState) != kYmmState || !__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b & kAvx2Bit)) return kBase;
  constexpr unsigned kAvx512 = 1u << 16 | 1u << 30 | 1u << 31, kVnni = 1u << 11, kZmmState = 0xe0;  // F, BW, VL
  return (xcr0 & kZmmState) == kZmmState && (b & kAvx512) == kAvx512 && (c & kVnni) ? kAvx512Vnni : kAvx2;
}

Level Known() {
  static signed char known;  // a race writes the same value twice
  signed char value = __atomic_load_n(&known, __ATOMIC_RELAXED);
  if (value == kUnknown) {
    value = Detect();
    __atomic_store_n(&known, value, __ATOMIC_RELAXED);
  }
  return static_cast<Level>(value);
}

}  // namespace

bool HasAvx2() { return Known() >= kAvx2; }
bool HasAvx512Vnni() { return Known() == kAvx512Vnni; }

}  // namespace tare
#endif
