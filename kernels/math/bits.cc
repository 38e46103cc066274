// Operations on the bits of integers of any width: BITWISE_XOR and RIGHT_SHIFT; of TensorFlow also BitwiseAnd,
// BitwiseOr, LeftShift, Invert, PopulationCount. Shifts by less than 0 count as none, by more than the width as one
// less than it.
#include "kernels/math/broadcast.h"

namespace tare {
namespace {

enum class Bits { kAnd, kOr, kXor, kLeft, kRight };

Status Prepare(Kernel k) {
  const TfLiteType type = k.input(0).type();
  TARE_REQUIRE(k, k.input(1).type() == type && k.output(0).type() == type, "types differ");
  return PrepareBroadcast(k, *k.data<Broadcast>());
}

/// T is signed where the type is and a right shift keeps the sign.
template <class T, Bits op>
void Row(const void* /*params*/, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  constexpr int kLast = 8 * sizeof(T) - 1;
  for (int i = 0; i < n; ++i) {
    const T a = static_cast<const T*>(x)[i * x_step], b = static_cast<const T*>(y)[i * y_step];
    const int shift = b < 0 ? 0 : b > kLast ? kLast : static_cast<int>(b);
    T& to = static_cast<T*>(out)[i];
    if constexpr (op == Bits::kAnd) to = static_cast<T>(a & b);
    if constexpr (op == Bits::kOr) to = static_cast<T>(a | b);
    if constexpr (op == Bits::kXor) to = static_cast<T>(a ^ b);
    if constexpr (op == Bits::kLeft) to = static_cast<T>(static_cast<uint64_t>(a) << shift);
    if constexpr (op == Bits::kRight) to = static_cast<T>(a >> shift);
  }
}

template <Bits op>
Status Eval(Kernel k) {
  constexpr RowFunction kSigned[] = {Row<int8_t, op>, Row<int16_t, op>, Row<int32_t, op>, Row<int64_t, op>};
  constexpr RowFunction kUnsigned[] = {Row<uint8_t, op>, Row<uint16_t, op>, Row<uint32_t, op>, Row<uint64_t, op>};
  const TfLiteType type = k.input(0).type();
  const bool is_unsigned =
      type == kTfLiteUInt8 || type == kTfLiteUInt16 || type == kTfLiteUInt32 || type == kTfLiteUInt64;
  // Signs matter to shifts only.
  const bool wide = op == Bits::kAnd || op == Bits::kOr || op == Bits::kXor || is_unsigned;
  const int log_width = __builtin_ctz(static_cast<unsigned>(ElementBytes(type)));
  EvalBroadcast(k, *k.data<Broadcast>(), 2, wide ? kUnsigned[log_width] : kSigned[log_width], nullptr);
  return kOk;
}

Status PrepareInvert(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == k.input(0).type(), "types differ");
  return k.ResizeOutputLike(0, k.input(0));
}

Status EvalInvert(Kernel k) {
  for (size_t i = 0; i < k.input(0).bytes(); ++i) {
    k.output(0).data<uint8_t>()[i] = static_cast<uint8_t>(~k.input(0).data<uint8_t>()[i]);
  }
  return kOk;
}

Status PrepareCount(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteUInt8, "output is not uint8");
  return k.ResizeOutputLike(0, k.input(0));
}

Status EvalCount(Kernel k) {
  const size_t width = ElementBytes(k.input(0).type());
  const auto* from = k.input(0).data<uint8_t>();
  for (int64_t i = 0; i < k.input(0).elements(); ++i) {
    unsigned count = 0;
    for (size_t b = 0; b < width; ++b) {
      for (unsigned rest = *from++; rest; rest &= rest - 1) ++count;
    }
    k.output(0).data<uint8_t>()[i] = static_cast<uint8_t>(count);
  }
  return kOk;
}

}  // namespace

#define TARE_BITS(KIND, OP, op) \
  KIND(OP, integers, {.prepare = Prepare, .eval = Eval<Bits::op>, .inputs = {2, 2}, .data_bytes = sizeof(Broadcast)})
TARE_BITS(TARE_TF_KERNEL, BitwiseAnd, kAnd)
TARE_BITS(TARE_TF_KERNEL, BitwiseOr, kOr)
TARE_BITS(TARE_KERNEL, BITWISE_XOR, kXor)
TARE_BITS(TARE_TF_KERNEL, LeftShift, kLeft)
TARE_BITS(TARE_KERNEL, RIGHT_SHIFT, kRight)
TARE_TF_KERNEL(Invert, integers, {.prepare = PrepareInvert, .eval = EvalInvert, .in_place = 1})
TARE_TF_KERNEL(PopulationCount, integers, {.prepare = PrepareCount, .eval = EvalCount})

}  // namespace tare
