// TensorFlow's DataFormatDimMap and DataFormatVecPermute: numbers of dimensions, and what a vector says of dimensions,
// from one data format to another. Formats are options fields 0 and 1: "NHWC", "NCHW".
#include "kernels/shape/strided.h"

namespace tare {
namespace {

constexpr int kMaxLetters = 5;

struct Formats {
  const char *from, *to;
  int rank;
};

int IndexOf(const char* format, char letter) {
  int i = 0;
  while (format[i] && format[i] != letter) ++i;
  return i;
}

/// Both formats have the same letters, each once.
Status Read(Kernel k, Formats& f) {
  const char *from = k.options().String(0), *to = k.options().String(1);
  f.from = from ? from : "NHWC";
  f.to = to ? to : "NCHW";
  f.rank = static_cast<int>(__builtin_strlen(f.from));
  bool good = (f.rank == 4 || f.rank == kMaxLetters) && __builtin_strlen(f.to) == static_cast<size_t>(f.rank);
  for (int i = 0; good && i < f.rank; ++i) {
    good = f.to[IndexOf(f.to, f.from[i])] && IndexOf(f.from, f.from[i]) == i;
  }
  TARE_REQUIRE(k, good, "formats differ in more than their order");
  return kOk;
}

Status Prepare(Kernel k) {
  Formats f = {};
  TARE_RETURN_IF_ERROR(Read(k, f));
  TARE_REQUIRE(k, IsInteger(k.input(0)) && k.output(0).type() == k.input(0).type(), "bad types");
  return k.ResizeOutputLike(0, k.input(0));
}

Status EvalMap(Kernel k) {
  Formats f = {};
  TARE_RETURN_IF_ERROR(Read(k, f));
  for (int i = 0; i < static_cast<int>(k.input(0).elements()); ++i) {
    const int at = ResolveAxis(IntegerAt(k.input(0), i), f.rank);
    TARE_REQUIRE(k, at >= 0, "a dimension is out of range");
    SetIntegerAt(k.output(0), i, IndexOf(f.to, f.from[at]));
  }
  return kOk;
}

/// A vector, or rows, for all dimensions or for the spatial ones.
Status PreparePermute(Kernel k) {
  Formats f = {};
  TARE_RETURN_IF_ERROR(Read(k, f));
  const Tensor in = k.input(0);
  TARE_REQUIRE(
      k, (in.rank() == 1 || (in.rank() == 2 && in.dim(1) == 2)) && (in.dim(0) == f.rank || in.dim(0) == f.rank - 2),
      "input must be of a dimension's size");
  return Prepare(k);
}

Status EvalPermute(Kernel k) {
  Formats f = {};
  TARE_RETURN_IF_ERROR(Read(k, f));
  const Tensor in = k.input(0);
  const bool spatial = in.dim(0) != f.rank;
  const int width = in.rank() == 2 ? 2 : 1;
  const auto counts = [&](char letter) { return !spatial || (letter != 'N' && letter != 'C'); };
  for (int i = 0, to = 0; i < f.rank; ++i) {
    if (!counts(f.to[i])) continue;
    int from = 0;
    for (int j = 0; f.from[j] != f.to[i]; ++j) from += counts(f.from[j]);
    TARE_REQUIRE(k, from < in.dim(0) && to < in.dim(0), "bad formats");
    for (int c = 0; c < width; ++c) SetIntegerAt(k.output(0), to * width + c, IntegerAt(in, from * width + c));
    ++to;
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(DataFormatDimMap, shape, {.prepare = Prepare, .eval = EvalMap})
TARE_TF_KERNEL(DataFormatVecPermute, shape, {.prepare = PreparePermute, .eval = EvalPermute})

}  // namespace tare
