// Digits come from the C library's printf, whose rounding is exact on every ABI.
#include "kernels/tf/number_text.h"

#include "kernels/shape/strided.h"
#include "runtime/platform/libc.h"

namespace tare::tf {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool ParseNumber(StringRef s, bool integer, double& real, int64_t& whole) {
  const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (s.size && is_space(s.data[0])) s = {s.data + 1, s.size - 1};
  while (s.size && is_space(s.data[s.size - 1])) --s.size;
  const bool negative = s.size && s.data[0] == '-';
  size_t at = negative || (!integer && s.size && s.data[0] == '+') ? 1 : 0;
  const char* end = s.data + s.size;
  const char* c = s.data + at;
  real = 0;
  uint64_t digits = 0;
  int exponent = 0, seen = 0;
  bool overflow = false;
  for (bool fraction = false; c < end && (IsDigit(*c) || (*c == '.' && !integer && !fraction)); ++c) {
    if (*c == '.') {
      fraction = true;
      continue;
    }
    ++seen;
    overflow |= digits > (UINT64_MAX - 9) / 10;
    if (overflow) {  // beyond 19 digits, only the size matters to a real
      exponent += !fraction;
      continue;
    }
    digits = digits * 10 + static_cast<uint64_t>(*c - '0');
    exponent -= fraction;
  }
  if (!seen) return false;
  if (integer) {
    if (c != end || overflow || digits > uint64_t{INT64_MAX} + negative) return false;
    whole = static_cast<int64_t>(negative ? uint64_t{0} - digits : digits);
    return true;
  }
  if (c < end && (*c == 'e' || *c == 'E')) {
    ++c;
    const bool down = c < end && *c == '-';
    c += c < end && (*c == '-' || *c == '+');
    int power = 0;
    bool any = false;
    for (; c < end && IsDigit(*c); ++c, any = true) power = power < 10000 ? power * 10 + (*c - '0') : power;
    if (!any) return false;
    exponent += down ? -power : power;
  }
  real = static_cast<double>(digits);
  for (; exponent > 0 && real != 0 && real < 1e300; --exponent) real *= 10;
  double divisor = 1;  // one division rounds less than many
  for (; exponent < 0 && exponent > -400; ++exponent) {
    divisor *= 10;
    if (divisor >= 1e22) {
      real /= divisor;
      divisor = 1;
    }
  }
  real = exponent < 0 ? 0 : real / divisor;
  if (negative) real = -real;
  return c == end;
}

int64_t NumberAt(Tensor t, int64_t i) {
  switch (t.type()) {
    case kTfLiteInt8:
      return t.data<int8_t>()[i];
    case kTfLiteUInt8:
      return t.data<uint8_t>()[i];
    case kTfLiteInt16:
      return t.data<int16_t>()[i];
    case kTfLiteUInt16:
      return t.data<uint16_t>()[i];
    case kTfLiteUInt32:
      return t.data<uint32_t>()[i];
    default:
      return IntegerAt(t, static_cast<int>(i));
  }
}

StringRef NumberText::Print(const char* format, ...) {
  va_list args;
  va_start(args, format);
  const int size = vsnprintf(text, sizeof(text), format, args);
  va_end(args);
  constexpr int kMost = sizeof(text) - 1;
  return {text, static_cast<size_t>(size < 0 ? 0 : size < kMost ? size : kMost)};
}

StringRef NumberText::Shortest(float x) {
  if (x != x) return {"nan", 3};
  const StringRef brief = Print("%.6g", double{x});
  double real = 0;
  int64_t whole = 0;
  if (__builtin_isinf(x) || (ParseNumber(brief, false, real, whole) && static_cast<float>(real) == x)) return brief;
  return Print("%.9g", double{x});
}

}  // namespace tare::tf
