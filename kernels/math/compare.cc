// Comparisons (EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL) and LOGICAL_AND, LOGICAL_OR: outputs are
// bools. Quantized ones are in compare_q.cc.
#include "kernels/math/binary.h"
#include "kernels/math/half.h"

namespace tare {
namespace {

template <class T>
bool Equal(T x, T y) {
  return x == y;
}
template <class T>
bool NotEqual(T x, T y) {
  return x != y;
}
template <class T>
bool Less(T x, T y) {
  return x < y;
}
template <class T>
bool LessEqual(T x, T y) {
  return x <= y;
}
template <class T>
bool Greater(T x, T y) {
  return x > y;
}
template <class T>
bool GreaterEqual(T x, T y) {
  return x >= y;
}
// Bytes, because a model's bools may hold more than 0 and 1.
bool And(uint8_t x, uint8_t y) { return x && y; }
bool Or(uint8_t x, uint8_t y) { return x || y; }
bool SameBool(uint8_t x, uint8_t y) { return !x == !y; }
bool OtherBool(uint8_t x, uint8_t y) { return !x != !y; }

struct Shapes {
  Broadcast broadcast;
  bool differ;
};

/// TensorFlow's Equal and NotEqual may take shapes that do not broadcast as unequal (options field 0 false): one bool.
Status PrepareShapes(Kernel k) {
  const Tensor x = k.input(0), y = k.input(1);
  bool& differ = k.data<Shapes>()->differ;
  differ = false;
  for (int i = 1; i <= x.rank() && i <= y.rank(); ++i)
    differ |= x.dim(-i) != y.dim(-i) && x.dim(-i) != 1 && y.dim(-i) != 1;
  differ &= !k.options().Scalar<uint8_t>(0);
  if (!differ) return PrepareBinary<kTfLiteBool>(k);
  TARE_REQUIRE(k, x.type() == y.type() && k.output(0).type() == kTfLiteBool, "types differ");
  return k.ResizeOutput(0, nullptr, 0);
}

template <class T, bool (*op)(T, T), bool otherwise>
Status EvalShapes(Kernel k) {
  if (!k.data<Shapes>()->differ) return EvalBinary<BinaryRow<T, bool, op>>(k);
  *k.output(0).data<bool>() = otherwise;
  return kOk;
}

}  // namespace

#define TARE_TF_EQUALITY(TYPES, T, SAME, OTHER)                                                                       \
  TARE_TF_KERNEL(                                                                                                     \
      Equal, TYPES,                                                                                                   \
      {.prepare = PrepareShapes, .eval = EvalShapes<T, SAME, false>, .inputs = {2, 2}, .data_bytes = sizeof(Shapes)}) \
  TARE_TF_KERNEL(                                                                                                     \
      NotEqual, TYPES,                                                                                                \
      {.prepare = PrepareShapes, .eval = EvalShapes<T, OTHER, true>, .inputs = {2, 2}, .data_bytes = sizeof(Shapes)})
TARE_TF_EQUALITY(f32, float, Equal<float>, NotEqual<float>)
TARE_TF_EQUALITY(i32, int32_t, Equal<int32_t>, NotEqual<int32_t>)
TARE_TF_EQUALITY(i64, int64_t, Equal<int64_t>, NotEqual<int64_t>)
TARE_TF_EQUALITY(boolean, uint8_t, SameBool, OtherBool)
#define TARE_ROW_TO_BOOL(OP, TYPES, ...)              \
  TARE_KERNEL(OP, TYPES,                              \
              {.prepare = PrepareBinary<kTfLiteBool>, \
               .eval = EvalBinary<__VA_ARGS__>,       \
               .inputs = {2, 2},                      \
               .data_bytes = sizeof(Broadcast)})
#define TARE_TO_BOOL(OP, TYPES, T, ...) TARE_ROW_TO_BOOL(OP, TYPES, BinaryRow<T, bool, __VA_ARGS__>)
#define TARE_BF16_COMPARISON(OP, op) \
  TARE_ROW_TO_BOOL(OP, bf16, HalfRow<BinaryRow<float, bool, op<float>>, false, Bfloat>)
TARE_BF16_COMPARISON(LESS, Less)
TARE_BF16_COMPARISON(GREATER, Greater)
#define TARE_COMPARISON(OP, op)                                                \
  TARE_ROW_TO_BOOL(OP, f16, HalfRow<BinaryRow<float, bool, op<float>>, false>) \
  TARE_TO_BOOL(OP, f32, float, op<float>)                                      \
  TARE_TO_BOOL(OP, i32, int32_t, op<int32_t>)                                  \
  TARE_TO_BOOL(OP, i64, int64_t, op<int64_t>)
TARE_COMPARISON(EQUAL, Equal)
TARE_COMPARISON(NOT_EQUAL, NotEqual)
TARE_COMPARISON(LESS, Less)
TARE_COMPARISON(LESS_EQUAL, LessEqual)
TARE_COMPARISON(GREATER, Greater)
TARE_COMPARISON(GREATER_EQUAL, GreaterEqual)
TARE_TO_BOOL(LESS, i16, int16_t, Less<int16_t>)
TARE_TO_BOOL(LESS_EQUAL, i16, int16_t, LessEqual<int16_t>)
TARE_TO_BOOL(GREATER, i16, int16_t, Greater<int16_t>)
TARE_TO_BOOL(GREATER_EQUAL, i16, int16_t, GreaterEqual<int16_t>)
TARE_TO_BOOL(EQUAL, boolean, uint8_t, SameBool)
TARE_TO_BOOL(NOT_EQUAL, boolean, uint8_t, OtherBool)
TARE_TO_BOOL(LOGICAL_AND, boolean, uint8_t, And)
TARE_TO_BOOL(LOGICAL_OR, boolean, uint8_t, Or)

}  // namespace tare
