// ADD, SUB, MUL, DIV with broadcasting and fused activation: float (ADD and MUL also half), and plain integers, which
// wrap around and must not be divided by 0; MUL also of complex numbers, without activation.
#include "kernels/activation.h"
#include "kernels/math/half.h"
#include "kernels/micro/elementwise_f32.h"

namespace tare {
namespace {

struct Data {
  Broadcast broadcast;
  RowBounds bounds;
  int64_t min, max;  // of integers
};

Status Prepare(Kernel k) {
  const TfLiteType type = k.input(0).type();
  TARE_REQUIRE(k, k.input(1).type() == type && k.output(0).type() == type, "types differ");
  Data& data = *k.data<Data>();
  // Field 0 of all three ops' options is the activation.
  const auto activation =
      static_cast<Activation>(k.options().Scalar<int8_t>(options::AddOptions::fused_activation_function));
  const ActivationRange range = FloatActivationRange(activation);
  data.bounds = {range.min, range.max};
  data.min = range.min < -1 ? INT64_MIN : static_cast<int64_t>(range.min);
  data.max = range.max > 6 ? INT64_MAX : static_cast<int64_t>(range.max);
  return PrepareBroadcast(k, data.broadcast);
}

/// Finite halves end earlier.
Status PrepareF16(Kernel k) {
  TARE_RETURN_IF_ERROR(Prepare(k));
  constexpr float kLargest = 65504;
  RowBounds& bounds = k.data<Data>()->bounds;
  bounds = {bounds.min < -kLargest ? -kLargest : bounds.min, bounds.max > kLargest ? kLargest : bounds.max};
  return kOk;
}

/// Without an activation, TensorFlow Lite's ops clamp to finite numbers; TensorFlow's do not.
Status PrepareTf(Kernel k) {
  TARE_RETURN_IF_ERROR(Prepare(k));
  k.data<Data>()->bounds = {-__builtin_inff(), __builtin_inff()};
  return kOk;
}

/// TensorFlow's BiasAdd is a sum that broadcasts one way only, over the last dimension or, NCHW (options field 6), the
/// second.
Status PrepareBias(Kernel k) {
  const Tensor x = k.input(0), bias = k.input(1);
  if (k.options().Scalar<int32_t>(6)) {
    TARE_REQUIRE(k, x.rank() >= 2 && bias.rank() == 1 && bias.dim(0) == x.dim(1), "bad bias");
    TARE_REQUIRE(k, bias.type() == x.type() && k.output(0).type() == x.type(), "types differ");
    const auto inner = static_cast<int>(x.Elements(2, x.rank()));
    Data& data = *k.data<Data>();
    data.broadcast = {3, {x.dim(0), x.dim(1), inner}, {{x.dim(1) * inner, inner, 1}, {0, 1, 0}}};
    data.bounds = {-__builtin_inff(), __builtin_inff()};
    data.min = INT64_MIN;
    data.max = INT64_MAX;
    return k.ResizeOutputLike(0, x);
  }
  TARE_REQUIRE(k, x.rank() >= 2 && bias.rank() == 1 && bias.dim(0) == x.dim(-1), "bad bias");
  return PrepareTf(k);
}

Status Eval(Kernel k, RowFunction row) {
  const Data& data = *k.data<Data>();
  const bool is_float = k.input(0).type() == kTfLiteFloat32 || k.input(0).type() == kTfLiteFloat16;
  EvalBroadcast(k, data.broadcast, 1, row, is_float ? static_cast<const void*>(&data.bounds) : &data);
  return kOk;
}

Status EvalAddF32(Kernel k) { return Eval(k, TARE_BEST(AddRowF32)); }
Status EvalSubF32(Kernel k) { return Eval(k, TARE_BEST(SubRowF32)); }
Status EvalMulF32(Kernel k) { return Eval(k, TARE_BEST(MulRowF32)); }
Status EvalDivF32(Kernel k) { return Eval(k, TARE_BEST(DivRowF32)); }

void AddRow(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  TARE_BEST(AddRowF32)(params, x, x_step, y, y_step, out, n);
}
void MulRow(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  TARE_BEST(MulRowF32)(params, x, x_step, y, y_step, out, n);
}

Status EvalAddF16(Kernel k) { return Eval(k, HalfRow<AddRow>); }
Status EvalMulF16(Kernel k) { return Eval(k, HalfRow<MulRow>); }

enum class Math { kAdd, kSub, kMul, kDiv };

template <class T, class Unsigned, Math op>
void IntegerRow(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  const Data& data = *static_cast<const Data*>(params);
  for (int i = 0; i < n; ++i) {
    const Unsigned a = static_cast<const Unsigned*>(x)[i * x_step], b = static_cast<const Unsigned*>(y)[i * y_step];
    int64_t v;
    if constexpr (op == Math::kDiv) {
      const T numerator = static_cast<T>(a), divisor = static_cast<T>(b);
      v = divisor == -1 ? static_cast<int64_t>(-static_cast<uint64_t>(numerator)) : int64_t{numerator} / divisor;
    } else {
      v = static_cast<T>(op == Math::kAdd ? a + b : op == Math::kSub ? a - b : a * b);
    }
    if (v < data.min) v = data.min;
    static_cast<T*>(out)[i] = static_cast<T>(v > data.max ? data.max : v);
  }
}

template <Math op>
Status EvalI32(Kernel k) {
  return Eval(k, IntegerRow<int32_t, uint32_t, op>);
}
Status EvalU32(Kernel k) {
  Data& data = *k.data<Data>();
  if (data.min == -1) data.min = UINT32_MAX;  // as the reference sees RELU_N1_TO_1's lower bound
  return Eval(k, IntegerRow<uint32_t, uint32_t, Math::kMul>);
}
template <Math op>
Status EvalI64(Kernel k) {
  return Eval(k, IntegerRow<int64_t, uint64_t, op>);
}

template <class T, Status (*divide)(Kernel)>
Status EvalDiv(Kernel k) {
  for (int i = 0; i < static_cast<int>(k.input(1).elements()); ++i) {
    TARE_REQUIRE(k, k.input(1).data<T>()[i] != 0, "Division by 0");
  }
  return divide(k);
}

void ComplexProductRow(const void* /*params*/, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  for (int i = 0; i < n; ++i) {
    const float* a = static_cast<const float*>(x) + ptrdiff_t{i} * x_step * 2;
    const float* b = static_cast<const float*>(y) + ptrdiff_t{i} * y_step * 2;
    const float real = a[0] * b[0] - a[1] * b[1], imaginary = a[0] * b[1] + a[1] * b[0];
    static_cast<float*>(out)[2 * i] = real;
    static_cast<float*>(out)[2 * i + 1] = imaginary;
  }
}

Status EvalMulComplex(Kernel k) { return Eval(k, ComplexProductRow); }

}  // namespace

#define TARE_ARITHMETIC(OP, TYPES, EVAL) \
  TARE_KERNEL(OP, TYPES,                 \
              {.prepare = Prepare, .eval = EVAL, .inputs = {2, 2}, .data_bytes = sizeof(Data), .in_place = 3})
#define TARE_ARITHMETIC_F16(OP, EVAL) \
  TARE_KERNEL(OP, f16,                \
              {.prepare = PrepareF16, .eval = EVAL, .inputs = {2, 2}, .data_bytes = sizeof(Data), .in_place = 3})
TARE_ARITHMETIC_F16(ADD, EvalAddF16)
TARE_ARITHMETIC_F16(MUL, EvalMulF16)
#define TARE_TF_ARITHMETIC(OP, TYPES, PREPARE, EVAL) \
  TARE_TF_KERNEL(OP, TYPES,                          \
                 {.prepare = PREPARE, .eval = EVAL, .inputs = {2, 2}, .data_bytes = sizeof(Data), .in_place = 3})
TARE_TF_ARITHMETIC(BiasAdd, f32, PrepareBias, EvalAddF32)
TARE_TF_ARITHMETIC(BiasAdd, i32, PrepareBias, EvalI32<Math::kAdd>)
TARE_TF_ARITHMETIC(BiasAddV1, f32, PrepareBias, EvalAddF32)
TARE_TF_ARITHMETIC(BiasAddV1, i32, PrepareBias, EvalI32<Math::kAdd>)
TARE_TF_ARITHMETIC(Add, f32, PrepareTf, EvalAddF32)
TARE_TF_ARITHMETIC(AddV2, f32, PrepareTf, EvalAddF32)
TARE_TF_ARITHMETIC(Sub, f32, PrepareTf, EvalSubF32)
TARE_TF_ARITHMETIC(Mul, f32, PrepareTf, EvalMulF32)
TARE_TF_ARITHMETIC(Div, f32, PrepareTf, EvalDivF32)
TARE_TF_ARITHMETIC(RealDiv, f32, PrepareTf, EvalDivF32)
TARE_TF_ARITHMETIC(Div, i64, Prepare, (EvalDiv<int64_t, EvalI64<Math::kDiv>>))
TARE_TF_ARITHMETIC(TruncateDiv, i64, Prepare, (EvalDiv<int64_t, EvalI64<Math::kDiv>>))
TARE_ARITHMETIC(ADD, f32, EvalAddF32)
TARE_ARITHMETIC(ADD, i32, EvalI32<Math::kAdd>)
TARE_ARITHMETIC(ADD, i64, EvalI64<Math::kAdd>)
TARE_ARITHMETIC(SUB, f32, EvalSubF32)
TARE_ARITHMETIC(SUB, i32, EvalI32<Math::kSub>)
TARE_ARITHMETIC(SUB, i64, EvalI64<Math::kSub>)
TARE_ARITHMETIC(MUL, f32, EvalMulF32)
TARE_ARITHMETIC(MUL, i32, EvalI32<Math::kMul>)
TARE_ARITHMETIC(MUL, i64, EvalI64<Math::kMul>)
TARE_ARITHMETIC(DIV, f32, EvalDivF32)
TARE_ARITHMETIC(DIV, i32, (EvalDiv<int32_t, EvalI32<Math::kDiv>>))
TARE_ARITHMETIC(MUL, u32, EvalU32)
TARE_ARITHMETIC(MUL, c64, EvalMulComplex)

}  // namespace tare
