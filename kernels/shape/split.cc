// SPLIT, SPLIT_V and UNPACK: the input cut along one dimension, into equal parts, parts of given sizes, or single
// elements whose dimension is dropped.
#include "kernels/shape/strided.h"
#include "kernels/shape/string_elements.h"
#include "runtime/schema.h"

namespace tare {
namespace {

enum class Kind { kEqual, kSizes, kSingle };

struct Layout {
  int input, axis_input, sizes_input;  // -1 = not an input
};
constexpr Layout LayoutOf(Kind kind) {
  return kind == Kind::kEqual ? Layout{1, 0, -1} : kind == Kind::kSizes ? Layout{0, 2, 1} : Layout{0, -1, -1};
}

/// The dimension cut; -1 when there is no such one.
template <Kind kind>
int Axis(Kernel k) {
  constexpr Layout layout = LayoutOf(kind);
  const int64_t axis = layout.axis_input < 0 ? k.options().Scalar<int32_t>(options::UnpackOptions::axis)
                                             : IntegerAt(k.input(layout.axis_input), 0);
  return ResolveAxis(axis, k.input(layout.input).rank());
}

template <Kind kind>
bool IsConstant(Kernel k) {
  constexpr Layout layout = LayoutOf(kind);
  return (layout.axis_input < 0 || k.input(layout.axis_input).is_constant()) &&
         (layout.sizes_input < 0 || k.input(layout.sizes_input).is_constant());
}

template <Kind kind>
Status Resize(Kernel k) {
  constexpr Layout layout = LayoutOf(kind);
  const Tensor in = k.input(layout.input);
  const int axis = Axis<kind>(k), outputs = k.output_count();
  TARE_REQUIRE(k, axis >= 0, "bad axis");
  const int dim = in.dim(axis);
  int64_t rest = dim;  // of the dimension, for the one size that is -1
  bool open = false;
  if (kind == Kind::kEqual) {
    TARE_REQUIRE(k, dim % outputs == 0, "cannot split evenly");
  } else if (kind == Kind::kSingle) {
    TARE_REQUIRE(k, dim == outputs, "%d outputs for %d parts", outputs, dim);
  } else {
    for (int i = 0; i < outputs; ++i) {
      const int64_t size = IntegerAt(k.input(layout.sizes_input), i);
      TARE_REQUIRE(k, size >= 0 ? size <= rest : size == -1 && !open, "bad sizes");
      if (size < 0) {
        open = true;
      } else {
        rest -= size;
      }
    }
    TARE_REQUIRE(k, open || rest == 0, "bad sizes");
  }
  for (int i = 0; i < outputs; ++i) {
    Shape shape;
    for (int d = 0; d < in.rank(); ++d) {
      if (d == axis && kind == Kind::kSingle) continue;
      int64_t size = in.dim(d);
      if (d == axis && kind == Kind::kEqual) size = dim / outputs;
      if (d == axis && kind == Kind::kSizes) size = IntegerAt(k.input(layout.sizes_input), i);
      shape.dims[shape.rank++] = static_cast<int32_t>(size < 0 ? rest : size);
    }
    TARE_RETURN_IF_ERROR(k.ResizeOutput(i, shape));
  }
  return kOk;
}

template <Kind kind>
Status Prepare(Kernel k) {
  constexpr Layout layout = LayoutOf(kind);
  const Tensor in = k.input(layout.input);
  TARE_REQUIRE(k, in.rank() >= 1 && in.rank() <= kMaxRank && ElementBytes(in.type()), "bad input");
  for (int i = 0; i < k.output_count(); ++i) {
    TARE_REQUIRE(k, k.has_output(i) && k.output(i).type() == in.type(), "bad output");
  }
  if (layout.axis_input >= 0) {
    const Tensor axis = k.input(layout.axis_input);
    TARE_REQUIRE(k, axis.type() == kTfLiteInt32 && axis.elements() == 1, "bad axis");
  }
  if (layout.sizes_input >= 0) {
    const Tensor sizes = k.input(layout.sizes_input);
    TARE_REQUIRE(k, IsInteger(sizes) && sizes.rank() == 1 && sizes.elements() == k.output_count(), "bad sizes");
  }
  if (IsConstant<kind>(k)) return Resize<kind>(k);
  for (int i = 0; i < k.output_count(); ++i) TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  return kOk;
}

template <Kind kind>
Status Eval(Kernel k) {
  if (!IsConstant<kind>(k)) TARE_RETURN_IF_ERROR(Resize<kind>(k));
  const Tensor in = k.input(LayoutOf(kind).input);
  const int axis = Axis<kind>(k);
  const auto outer = static_cast<size_t>(in.Elements(0, axis));
  const size_t bytes = ElementBytes(in.type());
  const size_t stride = static_cast<size_t>(in.Elements(axis, in.rank())) * bytes;
  const char* from = in.data<char>();
  for (int i = 0; i < k.output_count(); ++i) {
    const Tensor out = k.output(i);
    if (out.bytes() == 0) continue;
    const size_t part = out.bytes() / outer;
    for (size_t row = 0; row < outer; ++row) {
      __builtin_memcpy(out.data<char>() + row * part, from + row * stride, part);
    }
    from += part;
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(SPLIT, bytes,
            {.prepare = Prepare<Kind::kEqual>, .eval = Eval<Kind::kEqual>, .inputs = {2, 2}, .outputs = {1, 255}})
TARE_KERNEL(SPLIT_V, bytes,
            {.prepare = Prepare<Kind::kSizes>, .eval = Eval<Kind::kSizes>, .inputs = {3, 3}, .outputs = {1, 255}})
TARE_KERNEL(UNPACK, bytes, {.prepare = Prepare<Kind::kSingle>, .eval = Eval<Kind::kSingle>, .outputs = {1, 255}})
#define TARE_SPLIT_STRINGS(OP, TYPES, kind, n)                    \
  TARE_TF_KERNEL(OP, TYPES,                                       \
                 {.prepare = PrepareStrings<Prepare<Kind::kind>>, \
                  .eval = EvalStrings<Eval<Kind::kind>>,          \
                  .inputs = {n, n},                               \
                  .outputs = {1, 255}})
TARE_SPLIT_STRINGS(Split, shape_str, kEqual, 2)
TARE_SPLIT_STRINGS(SplitV, str, kSizes, 3)
TARE_SPLIT_STRINGS(Unpack, str, kSingle, 1)

}  // namespace tare
