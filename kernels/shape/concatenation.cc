// CONCATENATION, and TensorFlow's Concat and ConcatV2, whose axis is their first or last input: inputs joined along one
// dimension. Bytes are copied as they are; only uint8 inputs with another quantization than the output's are rescaled
// (in float, as the reference does), which is a table of 256 entries.
#include "kernels/activation.h"
#include "kernels/math/numerics.h"
#include "kernels/shape/narrow_elements.h"
#include "kernels/shape/strided.h"
#include "kernels/shape/string_elements.h"

namespace tare {
namespace {

int Axis(Kernel k) {
  return ResolveAxis(k.options().Scalar<int32_t>(options::ConcatenationOptions::axis), k.input(0).rank());
}

/// Sets the output's shape for the inputs [from, to).
Status Resize(Kernel k, int axis, int from, int to) {
  const Tensor first = k.input(from);
  Shape shape;
  shape.rank = first.rank();
  TARE_REQUIRE(k, axis >= 0 && shape.rank <= kMaxRank, "bad axis");
  TARE_REQUIRE(k, first.type() == k.output(0).type(), "bad type");
  for (int d = 0; d < shape.rank; ++d) shape.dims[d] = first.dim(d);
  shape.dims[axis] = 0;
  for (int i = from; i < to; ++i) {
    TARE_REQUIRE(k, k.has_input(i), "missing input");
    const Tensor in = k.input(i);
    TARE_REQUIRE(k, in.type() == first.type() && in.rank() == shape.rank, "inputs differ");
    for (int d = 0; d < shape.rank; ++d) {
      TARE_REQUIRE(k, d == axis || in.dim(d) == shape.dims[d], "inputs differ in dimension %d", d);
    }
    TARE_REQUIRE(k, !__builtin_add_overflow(shape.dims[axis], in.dim(axis), &shape.dims[axis]), "too large");
  }
  return k.ResizeOutput(0, shape);
}

Status Prepare(Kernel k) { return Resize(k, Axis(k), 0, k.input_count()); }

Status Copy(Kernel k, int axis, int begin, int end) {
  const Tensor out = k.output(0);
  const auto outer = static_cast<size_t>(out.Elements(0, axis));
  const size_t element = ElementBytes(out.type());
  const size_t stride = static_cast<size_t>(out.Elements(axis, out.rank())) * element;
  char* to = out.data<char>();
  for (int i = begin; i < end; ++i) {
    const Tensor in = k.input(i);
    const char* from = in.data<char>();
    const size_t bytes = static_cast<size_t>(in.Elements(axis, in.rank())) * element;
    for (size_t row = 0; bytes && row < outer; ++row) __builtin_memcpy(to + row * stride, from + row * bytes, bytes);
    to += bytes;
  }
  return kOk;
}

Status Eval(Kernel k) { return Copy(k, Axis(k), 0, k.input_count()); }

/// `first`: the axis is the first input, not the last.
template <bool first>
Tensor AxisInput(Kernel k) {
  return k.input(first ? 0 : k.input_count() - 1);
}

template <bool first>
int AxisFromInput(Kernel k) {
  return ResolveAxis(IntegerAt(AxisInput<first>(k), 0), k.input(first).rank());
}

template <bool first>
Status ResizeTf(Kernel k) {
  TARE_REQUIRE(k, ElementBytes(k.input(first).type()), "bad type");
  return Resize(k, AxisFromInput<first>(k), first, k.input_count() - !first);
}

template <bool first>
Status PrepareTf(Kernel k) {
  const Tensor axis = AxisInput<first>(k);
  TARE_REQUIRE(k, k.input_count() > 1 && IsInteger(axis) && axis.elements() == 1, "bad axis");
  return axis.is_constant() ? ResizeTf<first>(k) : k.SetOutputDynamic(0);
}

template <bool first>
Status EvalTf(Kernel k) {
  if (!AxisInput<first>(k).is_constant()) TARE_RETURN_IF_ERROR(ResizeTf<first>(k));
  return Copy(k, AxisFromInput<first>(k), first, k.input_count() - !first);
}

Status EvalU8(Kernel k) {
  const Tensor out = k.output(0);
  const int axis = Axis(k);
  const auto outer = static_cast<size_t>(out.Elements(0, axis));
  const auto stride = static_cast<size_t>(out.Elements(axis, out.rank()));
  auto* to = out.data<uint8_t>();
  const float inverse_scale = 1.f / out.scale();
  for (int i = 0; i < k.input_count(); ++i) {
    const Tensor in = k.input(i);
    const bool same = in.scale() == out.scale() && in.zero_point() == out.zero_point();
    const float scale = in.scale() * inverse_scale;
    const float bias = static_cast<float>(-int64_t{in.zero_point()}) * scale;
    uint8_t table[256];
    for (int x = 0; x < 256; ++x) {
      const int64_t y = int64_t{RoundToInt(static_cast<float>(x) * scale + bias)} + out.zero_point();
      table[x] = static_cast<uint8_t>(same ? x : ClampInt(y, 0, 255));
    }
    const auto* from = in.data<uint8_t>();
    const auto bytes = static_cast<size_t>(in.Elements(axis, in.rank()));
    for (size_t row = 0; row < outer; ++row) {
      for (size_t x = 0; x < bytes; ++x) to[row * stride + x] = table[from[row * bytes + x]];
    }
    to += bytes;
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(CONCATENATION, u8, {.prepare = Prepare, .eval = EvalU8, .inputs = {1, 255}})
TARE_KERNEL(CONCATENATION, bytes, {.prepare = Prepare, .eval = Eval, .inputs = {1, 255}})
TARE_KERNEL(CONCATENATION, i4, {.prepare = Prepare, .eval = EvalNarrowElements<Eval>, .inputs = {1, 255}})
TARE_TF_KERNEL(ConcatV2, bytes, {.prepare = PrepareTf<false>, .eval = EvalTf<false>, .inputs = {1, 255}})
TARE_TF_KERNEL(Concat, i32, {.prepare = PrepareTf<true>, .eval = EvalTf<true>, .inputs = {2, 255}})
TARE_TF_KERNEL(ConcatV2, str,
               {.prepare = PrepareStrings<PrepareTf<false>>, .eval = EvalStrings<EvalTf<false>>, .inputs = {1, 255}})

}  // namespace tare
