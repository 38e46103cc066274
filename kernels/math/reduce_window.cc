// REDUCE_WINDOW and STABLEHLO_REDUCE_WINDOW: what the elements of a window and the init value give together, window by
// window. StableHLO's input may have gaps between its elements and edges, or be cropped; what is not there counts as
// the init value.
#include "kernels/math/region.h"
#include "kernels/shape/strided.h"
#include "runtime/schema.h"

namespace tare {
namespace {

struct Data {
  int64_t window[kMaxRank], stride[kMaxRank], dilation[kMaxRank];
  int64_t gap[kMaxRank], low[kMaxRank], high[kMaxRank];  // elements lie `gap` apart
  MeetElements meet;
};

constexpr int64_t kLimit = INT32_MAX;  // of all of these

Status CheckInput(Kernel k) {
  const Tensor in = k.input(0), init = k.input(1);
  TARE_REQUIRE(k,
               in.rank() >= 1 && in.rank() <= kMaxRank && in.type() == k.output(0).type() && init.type() == in.type() &&
                   init.elements() == 1,
               "bad input or init value");
  return kOk;
}

/// Once `d` is filled, but for the function.
Status Resize(Kernel k, const Data& d) {
  const Tensor in = k.input(0);
  Shape shape = {in.rank(), {}};
  for (int i = 0; i < in.rank(); ++i) {
    const int64_t sizes[] = {d.window[i], d.stride[i], d.dilation[i], d.gap[i]};
    for (const int64_t size : sizes) {
      TARE_REQUIRE(k, size > 0 && size <= kLimit, "bad window");
    }
    TARE_REQUIRE(k, d.low[i] >= -kLimit && d.low[i] <= kLimit && d.high[i] >= -kLimit && d.high[i] <= kLimit,
                 "bad padding");
    const int64_t extent = (in.dim(i) ? (in.dim(i) - 1) * d.gap[i] + 1 : 0) + d.low[i] + d.high[i];
    const int64_t window = (d.window[i] - 1) * d.dilation[i] + 1;
    const int64_t positions = extent < window ? 0 : (extent - window) / d.stride[i] + 1;
    TARE_REQUIRE(k, positions <= kLimit, "too large");
    shape.dims[i] = static_cast<int32_t>(positions);
  }
  return k.ResizeOutput(0, shape);
}

/// A list of the options, or `otherwise` where there is none; every `step`th number from `first` on.
Status Read(Kernel k, int field, int64_t otherwise, unsigned step, unsigned first, int64_t* to) {
  const fb::Vector v = k.options().Items(field, sizeof(int64_t));
  const auto rank = static_cast<uint32_t>(k.input(0).rank());
  TARE_REQUIRE(k, v.size == 0 || v.size == rank * step, "bad window");
  for (uint32_t i = 0; i < rank; ++i) to[i] = v.size ? v.at<int64_t>(i * step + first) : otherwise;
  return kOk;
}

Status PrepareStablehlo(Kernel k) {
  namespace options = options::StablehloReduceWindowOptions;
  Data& d = *k.data<Data>();
  TARE_RETURN_IF_ERROR(CheckInput(k));
  TARE_RETURN_IF_ERROR(Read(k, options::window_dimensions, 1, 1, 0, d.window));
  TARE_RETURN_IF_ERROR(Read(k, options::window_strides, 1, 1, 0, d.stride));
  TARE_RETURN_IF_ERROR(Read(k, options::base_dilations, 1, 1, 0, d.gap));
  TARE_RETURN_IF_ERROR(Read(k, options::window_dilations, 1, 1, 0, d.dilation));
  TARE_RETURN_IF_ERROR(Read(k, options::padding, 0, 2, 0, d.low));
  TARE_RETURN_IF_ERROR(Read(k, options::padding, 0, 2, 1, d.high));
  const Region region = RegionOf(k, k.options().Scalar<int32_t>(options::body_subgraph_index));
  if (region == Region::kUnknown) return kError;
  d.meet = region == Region::kUpdate ? nullptr : MeetingOf(region, k.input(0).type());
  TARE_REQUIRE(k, d.meet, "unsupported type");
  return Resize(k, d);
}

Status PrepareBuiltin(Kernel k) {
  constexpr Region kFunctions[] = {Region::kUnknown, Region::kAdd, Region::kMultiply, Region::kMinimum,
                                   Region::kMaximum, Region::kAll, Region::kAny};
  TARE_RETURN_IF_ERROR(CheckInput(k));
  for (int i = 2; i < 5; ++i) {
    const Tensor list = k.input(i);
    TARE_REQUIRE(
        k,
        list.is_constant() && list.type() == kTfLiteInt64 && list.rank() == 1 && list.elements() == k.input(0).rank(),
        "bad window");
  }
  const auto function =
      static_cast<uint32_t>(k.options().Scalar<int32_t>(options::ReduceWindowOptions::reduce_function));
  TARE_REQUIRE(k, function < sizeof(kFunctions) / sizeof(*kFunctions), "unsupported function");
  Data& d = *k.data<Data>();
  d.meet = MeetingOf(kFunctions[function], k.input(0).type());
  TARE_REQUIRE(k, d.meet, "unsupported type");
  int64_t* lists[] = {d.window, d.stride, d.dilation};
  for (int i = 0; i < k.input(0).rank(); ++i) {
    for (int list = 0; list < 3; ++list) lists[list][i] = k.input(2 + list).data<int64_t>()[i];
    d.gap[i] = 1;
    d.low[i] = d.high[i] = 0;
  }
  return Resize(k, d);
}

/// The element of the input at this place of window `index`; -1: there is none.
int64_t ElementAt(Tensor in, const Data& d, const int* index, const int64_t* place) {
  int64_t at = 0;
  for (int i = 0; i < in.rank(); ++i) {
    const int64_t position = index[i] * d.stride[i] + place[i] * d.dilation[i] - d.low[i];
    if (position < 0 || position % d.gap[i] || position / d.gap[i] >= in.dim(i)) return -1;
    at = at * in.dim(i) + position / d.gap[i];
  }
  return at;
}

Status Eval(Kernel k) {
  const Data& d = *k.data<Data>();
  const Tensor in = k.input(0), init = k.input(1), out = k.output(0);
  const size_t width = ElementBytes(in.type());
  const int rank = in.rank();
  int64_t places = 1;
  for (int i = 0; i < rank; ++i) {
    TARE_REQUIRE(k, !__builtin_mul_overflow(places, d.window[i], &places), "too large");
  }
  k.ParallelFor(static_cast<int>(out.elements()), 4 * places * rank, [&](int begin, int end, int /*thread*/) {
    for (int o = begin; o < end; ++o) {
      int index[kMaxRank] = {};
      for (int i = rank - 1, rest = o; i >= 0; rest /= out.dim(i--)) index[i] = rest % out.dim(i);
      char* to = out.data<char>() + static_cast<size_t>(o) * width;
      __builtin_memcpy(to, init.data<char>(), width);
      int64_t place[kMaxRank] = {};
      for (int64_t p = 0; p < places; ++p) {
        const int64_t at = ElementAt(in, d, index, place);
        d.meet(to, at < 0 ? init.data<char>() : in.data<char>() + static_cast<size_t>(at) * width);
        for (int i = rank - 1; i >= 0 && ++place[i] == d.window[i]; --i) place[i] = 0;
      }
    }
  });
  return kOk;
}

}  // namespace

TARE_KERNEL(STABLEHLO_REDUCE_WINDOW, bytes,
            {.prepare = PrepareStablehlo, .eval = Eval, .inputs = {2, 2}, .data_bytes = sizeof(Data)})
TARE_KERNEL(REDUCE_WINDOW, bytes,
            {.prepare = PrepareBuiltin, .eval = Eval, .inputs = {5, 5}, .data_bytes = sizeof(Data)})

}  // namespace tare
