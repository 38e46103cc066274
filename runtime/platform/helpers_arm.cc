// The compiler's helper functions on 32-bit ARM, under their EABI names. ARMv7-A has no divide instruction to rely on.
// Compiled without LTO, because the calls appear only after LTO's symbol resolution; the linker drops what is not
// called.
#if defined(__arm__)
#include "runtime/platform/helpers.h"

namespace {

using tare::helpers::DivMod;
using tare::helpers::SignedDivMod;

// Returned in r0–r3, which is where the EABI wants quotient and remainder.
typedef uint64_t Pair __attribute__((vector_size(16)));

}  // namespace

#define EABI __attribute__((pcs("aapcs")))  // floats in core registers, whatever the target says

extern "C" {

EABI uint32_t __aeabi_uidiv(uint32_t n, uint32_t d) { return DivMod(n, d).quot; }
EABI int32_t __aeabi_idiv(int32_t n, int32_t d) { return SignedDivMod<int32_t, uint32_t>(n, d).quot; }
// Quotient in r0, remainder in r1: as one 64-bit value.
EABI uint64_t __aeabi_uidivmod(uint32_t n, uint32_t d) {
  const auto r = DivMod(n, d);
  return uint64_t{r.rem} << 32 | r.quot;
}
EABI uint64_t __aeabi_idivmod(int32_t n, int32_t d) {
  const auto r = SignedDivMod<int32_t, uint32_t>(n, d);
  return uint64_t{static_cast<uint32_t>(r.rem)} << 32 | static_cast<uint32_t>(r.quot);
}
EABI Pair __aeabi_uldivmod(uint64_t n, uint64_t d) {
  const auto r = DivMod(n, d);
  return Pair{r.quot, r.rem};
}
EABI Pair __aeabi_ldivmod(int64_t n, int64_t d) {
  const auto r = SignedDivMod<int64_t, uint64_t>(n, d);
  return Pair{static_cast<uint64_t>(r.quot), static_cast<uint64_t>(r.rem)};
}
// Code built for size calls these instead of shifting in place.
EABI uint64_t __aeabi_llsl(uint64_t x, int n) { return tare::helpers::ShiftLeft(x, n); }
EABI uint64_t __aeabi_llsr(uint64_t x, int n) { return tare::helpers::ShiftRight(x, n); }
EABI int64_t __aeabi_lasr(int64_t x, int n) { return tare::helpers::ShiftRightSigned(x, n); }
EABI int64_t __mulodi4(int64_t a, int64_t b, int* overflow) { return tare::helpers::MulOverflow(a, b, overflow); }

EABI float __aeabi_l2f(int64_t x) { return tare::helpers::ToFloat(x); }
EABI float __aeabi_ul2f(uint64_t x) { return tare::helpers::ToFloat(x); }
EABI double __aeabi_l2d(int64_t x) { return tare::helpers::ToDouble(x); }
EABI double __aeabi_ul2d(uint64_t x) { return tare::helpers::ToDouble(x); }
EABI int64_t __aeabi_f2lz(float x) { return tare::helpers::ToInt64(static_cast<double>(x)); }
EABI uint64_t __aeabi_f2ulz(float x) { return tare::helpers::ToUint64(static_cast<double>(x)); }
EABI int64_t __aeabi_d2lz(double x) { return tare::helpers::ToInt64(x); }
EABI uint64_t __aeabi_d2ulz(double x) { return tare::helpers::ToUint64(x); }

EABI float __aeabi_h2f(uint16_t x) { return tare::helpers::HalfToFloat(x); }
EABI uint16_t __aeabi_f2h(float x) { return tare::helpers::FloatToHalf(x); }
EABI uint16_t __aeabi_d2h(double x) { return tare::helpers::DoubleToHalf(x); }
EABI float __gnu_h2f_ieee(uint16_t x) { return tare::helpers::HalfToFloat(x); }
EABI uint16_t __gnu_f2h_ieee(float x) { return tare::helpers::FloatToHalf(x); }
EABI uint16_t __truncdfhf2(double x) { return tare::helpers::DoubleToHalf(x); }

}  // extern "C"
#endif  // __arm__
