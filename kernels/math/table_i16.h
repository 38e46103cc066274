// Functions of int16 as tables: 512 steps over the range of the type, values between them interpolated. Each entry is
// moved by half of what the interpolation is off in the middle of its step, as in the reference.
#ifndef TARE_KERNELS_MATH_TABLE_I16_H_
#define TARE_KERNELS_MATH_TABLE_I16_H_

#include "kernels/math/numerics.h"
#include "runtime/kernel.h"

namespace tare {

struct Table16 {
  int16_t at[513];
};

/// Fills a table of f over [low, high]; results are counted in steps of `out_range` / 65536. `Real` is the precision
/// that the reference computes in.
template <class Real, class Function>
void FillTable16(Table16& table, Real low, Real high, Real out_range, Function f) {
  const Real step = (high - low) / 512, half = step / 2, factor = Real{65536} / out_range;
  const auto clamp = [](double x) { return static_cast<int16_t>(ClampInt(RoundToInt(x), INT16_MIN, INT16_MAX)); };
  for (int i = 0; i < 512; ++i) {
    const Real at = low + static_cast<Real>(i) * step;
    const Real value = f(at), middle = f(at + half), next = f(low + static_cast<Real>(i + 1) * step);
    const auto sample = static_cast<Real>(RoundToInt(static_cast<double>(value * factor)));
    const Real between = (next * factor + sample) / 2;
    const int32_t error = RoundToInt(static_cast<double>(between)) - RoundToInt(static_cast<double>(middle * factor));
    table.at[i] = clamp(static_cast<double>(sample) - RoundToInt(error / 2.));
  }
  table.at[512] = clamp(static_cast<double>(f(high) * factor));
}

/// The table's function at x.
inline int16_t LookUp16(const Table16& table, int16_t x) {
  const int index = 256 + (x >> 7), rest = x & 127;
  const int32_t slope = static_cast<int16_t>(table.at[index + 1] - table.at[index]);
  return static_cast<int16_t>(table.at[index] + ((slope * rest + 64) >> 7));
}

/// Prepare of an op of one input: fills the node's Table16 with f, whose `limit` is `limit` steps of the output, and
/// gives the output its shape.
Status PrepareTable16(Kernel k, float (*f)(float x, float limit), float limit);

Status EvalTable16(Kernel k);

}  // namespace tare

#endif  // TARE_KERNELS_MATH_TABLE_I16_H_
