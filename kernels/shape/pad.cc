// PAD and PADV2: an input surrounded by one value: zero (the zero point of a quantized output), or PADV2's third input.
//
// Trailing dimensions that are not padded are one block. The others are walked from the outside in, so that the output
// is written once, front to back.
#include "kernels/shape/string_elements.h"
#include "runtime/kernel.h"

namespace tare {
namespace {

constexpr int kPaddings = 1, kValue = 2;

/// Where the walk is, and what it walks.
struct Walk {
  int levels;  // padded dimensions
  int dims[kMaxRank];
  size_t before[kMaxRank], after[kMaxRank];  // bytes
  size_t block;                              // bytes copied at once below the last level
  const char* from;
  char* to;
  const char* value;
  size_t value_bytes;

  void Fill(size_t bytes) {
    if (value_bytes == 1) {
      __builtin_memset(to, *value, bytes);
      to += bytes;
      return;
    }
    for (const char* end = to + bytes; to < end; to += value_bytes) __builtin_memcpy(to, value, value_bytes);
  }

  void Run(int level) {
    if (level == levels) {
      if (block) __builtin_memcpy(to, from, block);
      to += block;
      from += block;
      return;
    }
    Fill(before[level]);
    for (int i = 0; i < dims[level]; ++i) Run(level + 1);
    Fill(after[level]);
  }
};

/// Elements before (side 0) or behind (side 1) dimension `d`.
int64_t PaddingAt(Kernel k, int d, int side) {
  const Tensor paddings = k.input(kPaddings);
  const int i = 2 * d + side;
  return paddings.type() == kTfLiteInt64 ? paddings.data<int64_t>()[i] : paddings.data<int32_t>()[i];
}

/// True when the output's shape is made in Prepare. As in the reference, an input of rank 0 counts as one whose shape
/// is not known yet: that is what a SQUEEZE makes of a placeholder size of 1.
bool IsStatic(Kernel k) { return k.input(kPaddings).is_constant() && k.input(0).rank() > 0; }

Status Resize(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, k.input(kPaddings).dim(0) == in.rank(), "bad paddings");
  Shape shape;
  shape.rank = in.rank();
  for (int d = 0; d < in.rank(); ++d) {
    const int64_t before = PaddingAt(k, d, 0), after = PaddingAt(k, d, 1);
    constexpr int64_t kLimit = INT32_MAX / 4;
    TARE_REQUIRE(k, before >= 0 && after >= 0 && before < kLimit && after < kLimit && in.dim(d) < kLimit,
                 "bad paddings");
    shape.dims[d] = static_cast<int32_t>(before + in.dim(d) + after);
  }
  return k.ResizeOutput(0, shape);
}

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), paddings = k.input(kPaddings), value = k.optional_input(kValue);
  TARE_REQUIRE(k, in.rank() <= kMaxRank && in.type() == k.output(0).type() && ElementBytes(in.type()), "bad input");
  TARE_REQUIRE(k,
               (paddings.type() == kTfLiteInt32 || paddings.type() == kTfLiteInt64) && paddings.rank() == 2 &&
                   paddings.dim(1) == 2,
               "bad paddings");
  TARE_REQUIRE(k, !value || (value.type() == in.type() && value.elements() == 1), "bad value");
  return IsStatic(k) ? Resize(k) : k.SetOutputDynamic(0);
}

Status Eval(Kernel k) {
  if (!IsStatic(k)) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor in = k.input(0), out = k.output(0), value = k.optional_input(kValue);
  const bool is_quantized = in.type() == kTfLiteInt8 || in.type() == kTfLiteUInt8 || in.type() == kTfLiteInt16;
  // Little-endian: the low bytes of the zero point are the zero point in the narrower type.
  const int32_t zero[4] = {is_quantized ? out.zero_point() : 0};
  Walk walk = {};
  walk.value = value ? value.data<char>() : reinterpret_cast<const char*>(zero);
  walk.value_bytes = ElementBytes(in.type());
  walk.from = in.data<char>();
  walk.to = out.data<char>();
  walk.levels = in.rank();
  size_t bytes = walk.value_bytes;  // of one element of level d of the output
  while (walk.levels > 0 && in.dim(walk.levels - 1) == out.dim(walk.levels - 1)) {
    bytes *= static_cast<size_t>(in.dim(--walk.levels));
  }
  walk.block = bytes;
  for (int d = walk.levels - 1; d >= 0; --d) {
    walk.dims[d] = in.dim(d);
    walk.before[d] = static_cast<size_t>(PaddingAt(k, d, 0)) * bytes;
    walk.after[d] = static_cast<size_t>(PaddingAt(k, d, 1)) * bytes;
    bytes *= static_cast<size_t>(out.dim(d));
  }
  // The last padded dimension's rows are copied whole.
  if (walk.levels > 0) {
    const int last = walk.levels - 1;
    walk.block *= static_cast<size_t>(walk.dims[last]);
    walk.dims[last] = 1;
  }
  if (out.bytes()) walk.Run(0);
  return kOk;
}

/// Paddings of int8 or int16 pass for int32 while `f` runs; their values count where there are some yet.
template <Status (*f)(Kernel), bool eval>
Status WithWidePaddings(Kernel k) {
  const Tensor paddings = k.input(kPaddings);
  const auto count = static_cast<int>(paddings.elements());
  int32_t wide[2 * kMaxRank] = {};
  TARE_REQUIRE(k, count <= 2 * kMaxRank, "bad paddings");
  TfLiteTensor& t = *paddings.get();
  const TfLiteType type = t.type;
  void* const values = t.data.data;
  for (int i = 0; i < count && (eval || paddings.is_constant()); ++i) {
    wide[i] = type == kTfLiteInt8 ? paddings.data<int8_t>()[i] : paddings.data<int16_t>()[i];
  }
  t.type = kTfLiteInt32;
  t.data.data = wide;
  const Status status = f(k);
  t.type = type;
  t.data.data = values;
  return status;
}

}  // namespace

#define TARE_NARROW_PAD(OP, n)     \
  TARE_KERNEL(OP, bytes_by_narrow, \
              {.prepare = WithWidePaddings<Prepare, false>, .eval = WithWidePaddings<Eval, true>, .inputs = {n, n}})
TARE_NARROW_PAD(PAD, 2)
TARE_NARROW_PAD(PADV2, 3)
TARE_KERNEL(PAD, bytes, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}})
TARE_KERNEL(PADV2, bytes, {.prepare = Prepare, .eval = Eval, .inputs = {3, 3}})
TARE_TF_KERNEL(Pad, str, {.prepare = PrepareStrings<Prepare>, .eval = EvalStrings<Eval>, .inputs = {2, 2}})
TARE_TF_KERNEL(PadV2, str, {.prepare = PrepareStrings<Prepare>, .eval = EvalStrings<Eval>, .inputs = {3, 3}})

}  // namespace tare
