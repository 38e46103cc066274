// StableHLO's elementwise ops of two inputs of one shape: STABLEHLO_ADD, MULTIPLY, MAXIMUM, MINIMUM, AND and
// SHIFT_LEFT. Integers of any width wrap around.
#include "kernels/math/binary.h"
#include "kernels/math/half.h"
#include "kernels/math/wrapping.h"

namespace tare {
namespace {

template <class T>
T Maximum(T x, T y) {
  return x < y ? y : x;
}
template <class T>
T Minimum(T x, T y) {
  return y < x ? y : x;
}
template <class T>
T And(T x, T y) {
  return x & y;
}
bool OrBool(uint8_t x, uint8_t y) { return x || y; }
bool AndBool(uint8_t x, uint8_t y) { return x && y; }
/// As x86 shifts the promoted value.
template <class T>
T ShiftLeft(T x, T y) {
  return static_cast<T>(static_cast<uint32_t>(x) << (y & 31));
}

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.input(0).SameShape(k.input(1)), "shapes differ");
  return PrepareBinary<kTfLiteNoType>(k);
}

template <class T, T (*op)(T, T)>
constexpr RowFunction kRow = BinaryRow<T, T, op>;

Status EvalRows(Kernel k, const RowFunction (&is_signed)[4], const RowFunction (&is_unsigned)[4]) {
  const TfLiteType type = k.input(0).type();
  const bool no_sign = type == kTfLiteUInt8 || type == kTfLiteUInt16 || type == kTfLiteUInt32 || type == kTfLiteUInt64;
  const int log_width = __builtin_ctz(static_cast<unsigned>(ElementBytes(type)));
  EvalBroadcast(k, *k.data<Broadcast>(), 2, (no_sign ? is_unsigned : is_signed)[log_width], nullptr);
  return kOk;
}

}  // namespace

#define TARE_STABLEHLO(OP, TYPES, ...) \
  TARE_KERNEL(                         \
      OP, TYPES,                       \
      {.prepare = Prepare, .eval = __VA_ARGS__, .inputs = {2, 2}, .data_bytes = sizeof(Broadcast), .in_place = 3})
#define TARE_STABLEHLO_INTEGERS(OP, op)                                                                            \
  TARE_STABLEHLO(OP, integers, [](Kernel k) {                                                                      \
    constexpr RowFunction kSigned[] = {kRow<int8_t, op>, kRow<int16_t, op>, kRow<int32_t, op>, kRow<int64_t, op>}; \
    constexpr RowFunction kUnsigned[] = {kRow<uint8_t, op>, kRow<uint16_t, op>, kRow<uint32_t, op>,                \
                                         kRow<uint64_t, op>};                                                      \
    return EvalRows(k, kSigned, kUnsigned);                                                                        \
  })
#define TARE_STABLEHLO_NUMBERS(OP, op)                          \
  TARE_STABLEHLO(OP, f32, EvalBinary<kRow<float, op>>)          \
  TARE_STABLEHLO(OP, f64, EvalBinary<kRow<double, op>>)         \
  TARE_STABLEHLO(OP, f16, EvalBinary<HalfRow<kRow<float, op>>>) \
  TARE_STABLEHLO_INTEGERS(OP, op)
TARE_STABLEHLO_NUMBERS(STABLEHLO_ADD, WrappingAdd)
TARE_STABLEHLO_NUMBERS(STABLEHLO_MULTIPLY, WrappingMultiply)
TARE_STABLEHLO_NUMBERS(STABLEHLO_MAXIMUM, Maximum)
TARE_STABLEHLO_NUMBERS(STABLEHLO_MINIMUM, Minimum)
TARE_STABLEHLO_INTEGERS(STABLEHLO_AND, And)
#define TARE_STABLEHLO_BOOL(OP, op) TARE_STABLEHLO(OP, boolean, EvalBinary<BinaryRow<uint8_t, bool, op>>)
TARE_STABLEHLO_BOOL(STABLEHLO_ADD, OrBool)
TARE_STABLEHLO_BOOL(STABLEHLO_MAXIMUM, OrBool)
TARE_STABLEHLO_BOOL(STABLEHLO_MULTIPLY, AndBool)
TARE_STABLEHLO_BOOL(STABLEHLO_MINIMUM, AndBool)
TARE_STABLEHLO_BOOL(STABLEHLO_AND, AndBool)
TARE_STABLEHLO(STABLEHLO_SHIFT_LEFT, i8, EvalBinary<kRow<int8_t, ShiftLeft>>)
TARE_STABLEHLO(STABLEHLO_SHIFT_LEFT, i16, EvalBinary<kRow<int16_t, ShiftLeft>>)
TARE_STABLEHLO(STABLEHLO_SHIFT_LEFT, i32, EvalBinary<kRow<int32_t, ShiftLeft>>)

}  // namespace tare
