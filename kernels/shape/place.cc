// A tensor laid into another, its elements apart by steps: STABLEHLO_PAD and DILATE lay the input into a tensor of a
// padding value, DYNAMIC_UPDATE_SLICE an update into a copy of the input. What falls outside is left out.
#include "kernels/shape/copy.h"
#include "kernels/shape/narrow_elements.h"
#include "kernels/shape/strided.h"
#include "runtime/schema.h"

namespace tare {
namespace {

/// Where element i of a dimension goes: start + i * step.
struct Places {
  int64_t start[kMaxRank], step[kMaxRank];
};

void Place(Tensor from, Tensor out, const Places& p) {
  const int rank = from.rank() < kMaxRank ? from.rank() : kMaxRank;  // which Prepare has checked
  const size_t width = ElementBytes(from.type());
  for (int64_t i = 0; i < from.elements(); ++i) {
    int64_t at = 0, stride = 1;
    bool inside = true;
    for (int d = rank - 1, rest = static_cast<int>(i); d >= 0; --d) {
      const int64_t to = p.start[d] + rest % from.dim(d) * p.step[d];
      inside &= to >= 0 && to < out.dim(d);
      at += to * stride;
      stride *= out.dim(d);
      rest /= from.dim(d);
    }
    if (!inside) continue;
    __builtin_memcpy(out.data<char>() + static_cast<size_t>(at) * width,
                     from.data<char>() + static_cast<size_t>(i) * width, width);
  }
}

void FillWith(Tensor out, Tensor value) {
  const size_t width = ElementBytes(out.type());
  for (size_t i = 0; i + width <= out.bytes(); i += width) {
    __builtin_memcpy(out.data<char>() + i, value.data<char>(), width);
  }
}

constexpr int64_t kLimit = INT32_MAX;  // of sizes, starts and steps: products stay in range

/// The extent of `dim` elements `step` apart.
int64_t Spread(int64_t dim, int64_t step) { return dim > 0 ? (dim - 1) * step + 1 : 0; }

Status CheckPadding(Kernel k, int value) {
  const Tensor in = k.input(0), padding = k.input(value);
  TARE_REQUIRE(k, in.rank() >= 1 && in.rank() <= kMaxRank && in.type() == k.output(0).type(), "bad input");
  TARE_REQUIRE(k, padding.type() == in.type() && padding.elements() == 1, "bad padding value");
  return kOk;
}

Status PreparePad(Kernel k) {
  namespace options = options::StablehloPadOptions;
  TARE_RETURN_IF_ERROR(CheckPadding(k, 1));
  const Tensor in = k.input(0);
  const fb::Vector low = k.options().Items(options::edge_padding_low, sizeof(int64_t));
  const fb::Vector high = k.options().Items(options::edge_padding_high, sizeof(int64_t));
  const fb::Vector interior = k.options().Items(options::interior_padding, sizeof(int64_t));
  const auto rank = static_cast<uint32_t>(in.rank());
  TARE_REQUIRE(k, low.size == rank && high.size == rank && interior.size == rank, "bad number of paddings");
  Shape shape = {in.rank(), {}};
  bool empty = false;
  for (uint32_t d = 0; d < rank; ++d) {
    const auto before = low.at<int64_t>(d), after = high.at<int64_t>(d), between = interior.at<int64_t>(d);
    TARE_REQUIRE(k,
                 before >= -kLimit && before <= kLimit && after >= -kLimit && after <= kLimit && between >= 0 &&
                     between < kLimit,
                 "bad padding");
    const int64_t dim = before + Spread(in.dim(static_cast<int>(d)), between + 1) + after;
    TARE_REQUIRE(k, dim <= kLimit, "too large");
    empty |= dim <= 0;
    shape.dims[d] = static_cast<int32_t>(dim);
    k.data<Places>()->start[d] = before;
    k.data<Places>()->step[d] = between + 1;
  }
  for (int d = 0; empty && d < shape.rank; ++d) shape.dims[d] = 0;
  return k.ResizeOutput(0, shape);
}

Status EvalPad(Kernel k) {
  FillWith(k.output(0), k.input(1));
  Place(k.input(0), k.output(0), *k.data<Places>());
  return kOk;
}

Status ResizeDilated(Kernel k) {
  const Tensor in = k.input(0);
  Shape shape = {in.rank(), {}};
  for (int d = 0; d < in.rank(); ++d) {
    const int64_t step = IntegerAt(k.input(1), d);
    TARE_REQUIRE(k, step >= 1 && step <= kLimit && in.dim(d) > 0, "bad dilation or dimension");
    const int64_t dim = Spread(in.dim(d), step);
    TARE_REQUIRE(k, dim <= kLimit, "too large");
    shape.dims[d] = static_cast<int32_t>(dim);
    k.data<Places>()->step[d] = step;
    k.data<Places>()->start[d] = 0;
  }
  return k.ResizeOutput(0, shape);
}

Status PrepareDilate(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckPadding(k, 2));
  const Tensor dilations = k.input(1);
  TARE_REQUIRE(k,
               dilations.type() == kTfLiteInt32 && dilations.rank() == 1 && dilations.elements() == k.input(0).rank(),
               "bad dilations");
  return dilations.is_constant() ? ResizeDilated(k) : k.SetOutputDynamic(0);
}

Status EvalDilate(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(ResizeDilated(k));
  FillWith(k.output(0), k.input(2));
  Place(k.input(0), k.output(0), *k.data<Places>());
  return kOk;
}

Status PrepareUpdate(Kernel k) {
  const Tensor in = k.input(0), update = k.input(1), starts = k.input(2);
  TARE_REQUIRE(k, update.type() == in.type() && k.output(0).type() == in.type(), "types differ");
  TARE_REQUIRE(k, IsInteger(starts) && starts.rank() == 1 && starts.elements() == in.rank() && in.rank() <= kMaxRank,
               "bad starts");
  bool fits = update.rank() == in.rank();
  for (int d = 0; fits && d < in.rank(); ++d) fits = update.dim(d) <= in.dim(d);
  TARE_REQUIRE(k, fits, "the update is larger than the input");
  return k.ResizeOutputLike(0, in);
}

Status EvalUpdate(Kernel k) {
  const Tensor update = k.input(1), out = k.output(0);
  Places p = {};
  for (int d = 0; d < out.rank(); ++d) {
    const int64_t start = IntegerAt(k.input(2), d), last = out.dim(d) - update.dim(d);
    p.start[d] = start < 0 ? 0 : start < last ? start : last;
    p.step[d] = 1;
  }
  TARE_RETURN_IF_ERROR(EvalCopy(k));
  Place(update, out, p);
  return kOk;
}

}  // namespace

TARE_KERNEL(STABLEHLO_PAD, bytes,
            {.prepare = PreparePad, .eval = EvalPad, .inputs = {2, 2}, .data_bytes = sizeof(Places)})
TARE_KERNEL(DILATE, bytes,
            {.prepare = PrepareDilate, .eval = EvalDilate, .inputs = {3, 3}, .data_bytes = sizeof(Places)})
TARE_KERNEL(DYNAMIC_UPDATE_SLICE, bytes,
            {.prepare = PrepareUpdate, .eval = EvalUpdate, .inputs = {3, 3}, .in_place = 1})
TARE_KERNEL(DYNAMIC_UPDATE_SLICE, i4,
            {.prepare = PrepareUpdate, .eval = EvalNarrowElements<EvalUpdate>, .inputs = {3, 3}})

}  // namespace tare
