// TensorFlow's AsString of integers, bools and floats, and DecodeRaw and DecodePaddedRaw, whose strings are the bytes
// of numbers, little-endian.
#include "kernels/shape/strided.h"
#include "kernels/strings.h"
#include "kernels/tf/number_text.h"

namespace tare {
namespace {

enum { kWidth, kFill, kPrecision, kScientific, kShortest };  // options of AsString
constexpr int kMaxWidth = tf::NumberText::kMaxWidth;

Status PrepareText(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteString, "output is not of strings");
  TARE_REQUIRE(k, k.options().Scalar<int32_t>(kWidth, -1) <= kMaxWidth, "width is too large");
  return k.ResizeOutputLike(0, k.input(0));
}

/// The text of element `i` in `text`, which has room for it.
StringRef TextAt(Kernel k, int i, char* text) {
  const Tensor in = k.input(0);
  if (in.type() == kTfLiteBool) return in.data<uint8_t>()[i] ? StringRef{"true", 4} : StringRef{"false", 5};
  const int64_t number = tf::NumberAt(in, i);
  const bool unsigned_long = in.type() == kTfLiteUInt64, negative = number < 0 && !unsigned_long;
  auto rest = static_cast<uint64_t>(number);
  if (negative) rest = -rest;
  char digits[24];
  int count = 0;
  do {
    digits[count++] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest);
  const int width = k.options().Scalar<int32_t>(kWidth, -1), fill = width - count - negative;
  const bool zeros = k.options().Scalar<int32_t>(kFill) != 0;
  char* to = text;
  if (negative && zeros) *to++ = '-';
  for (int j = 0; j < fill; ++j) *to++ = zeros ? '0' : ' ';
  if (negative && !zeros) *to++ = '-';
  while (count) *to++ = digits[--count];
  return {text, static_cast<size_t>(to - text)};
}

Status EvalText(Kernel k) {
  TARE_RETURN_IF_ERROR(PrepareText(k));
  const auto n = static_cast<int>(k.input(0).elements());
  char text[kMaxWidth + 24];
  int64_t size = 0;
  for (int i = 0; i < n; ++i) size += static_cast<int64_t>(TextAt(k, i, text).size);
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), n, size));
  for (int i = 0; i < n; ++i) {
    writer.Append(TextAt(k, i, text));
    writer.Next();
  }
  return kOk;
}

Status PrepareReals(Kernel k) {
  TARE_REQUIRE(k, k.options().Scalar<int32_t>(kPrecision, -1) <= tf::NumberText::kMaxPrecision,
               "precision is too large");
  TARE_REQUIRE(k, !k.options().Scalar<bool>(kScientific) || !k.options().Scalar<bool>(kShortest),
               "Cannot select both scientific and shortest notation");
  return PrepareText(k);
}

/// Writes printf's format for the node's options.
void Format(Kernel k, char* to) {
  constexpr char kFills[] = {'\0', '0', '-', '+', ' ', '#'};  // in the catalogue line's order
  tf::NumberText number;
  const auto add = [&](StringRef s) {
    __builtin_memcpy(to, s.data, s.size);
    to += s.size;
  };
  const int32_t width = k.options().Scalar<int32_t>(kWidth, -1),
                precision = k.options().Scalar<int32_t>(kPrecision, -1);
  const char fill = kFills[k.options().Scalar<int32_t>(kFill)];
  *to++ = '%';
  if (fill) *to++ = fill;
  if (width > -1) add(number.Print("%d", static_cast<int>(width)));
  if (precision > -1) add(number.Print(".%d", static_cast<int>(precision)));
  *to++ = k.options().Scalar<bool>(kShortest) ? 'g' : k.options().Scalar<bool>(kScientific) ? 'e' : 'f';
  *to = '\0';
}

Status EvalReals(Kernel k) {
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, k.input(0)));
  char format[16];
  Format(k, format);
  const Tensor in = k.input(0);
  const auto n = static_cast<int>(in.elements());
  tf::NumberText number;
  const auto text_at = [&](int i) {
    const double x = in.type() == kTfLiteFloat32 ? double{in.data<float>()[i]} : in.data<double>()[i];
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wformat-nonliteral"
    return number.Print(format, x);
#pragma clang diagnostic pop
  };
  int64_t size = 0;
  for (int i = 0; i < n; ++i) size += static_cast<int64_t>(text_at(i).size);
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), n, size));
  for (int i = 0; i < n; ++i) {
    writer.Append(text_at(i));
    writer.Next();
  }
  return kOk;
}

Status PrepareRaw(Kernel k) {
  TARE_REQUIRE(k, ElementBytes(k.output(0).type()) && k.input(0).rank() < kMaxRank, "bad output type");
  return k.SetOutputDynamic(0);
}

/// The strings have one length, which is the last dimension.
Status EvalRaw(Kernel k) {
  Strings in;
  if (!in.Open(k, k.input(0))) return kError;
  const Tensor out = k.output(0);
  const size_t width = ElementBytes(out.type()), size = in.count() ? in.at(0).size : 0;
  for (int i = 0; i < in.count(); ++i) {
    TARE_REQUIRE(k, in.at(i).size == size, "DecodeRaw requires input strings to all be the same size");
  }
  TARE_REQUIRE(k, size % width == 0, "the strings are no multiple of the output type's size");
  Shape shape = {k.input(0).rank() + 1, {}};
  for (int d = 0; d < k.input(0).rank(); ++d) shape.dims[d] = k.input(0).dim(d);
  shape.dims[shape.rank - 1] = static_cast<int32_t>(size / width);
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, shape));
  for (int i = 0; size && i < in.count(); ++i) {
    __builtin_memcpy(out.data<char>() + static_cast<size_t>(i) * size, in.at(i).data, size);
  }
  return kOk;
}

Status PreparePadded(Kernel k) {
  const Tensor length = k.input(1);
  TARE_REQUIRE(k, length.type() == kTfLiteInt32 && length.elements() == 1, "fixed_length must be a scalar");
  return PrepareRaw(k);
}

/// Strings are cut to one length, or zeros put behind them.
Status EvalPadded(Kernel k) {
  Strings in;
  if (!in.Open(k, k.input(0))) return kError;
  const Tensor out = k.output(0);
  const int32_t length = *k.input(1).data<int32_t>();
  const auto width = static_cast<int32_t>(ElementBytes(out.type()));
  TARE_REQUIRE(k, length > 0 && length % width == 0, "fixed_length must be a multiple of the output type's size");
  Shape shape = {k.input(0).rank() + 1, {}};
  for (int d = 0; d < k.input(0).rank(); ++d) shape.dims[d] = k.input(0).dim(d);
  shape.dims[shape.rank - 1] = length / width;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, shape));
  const auto size = static_cast<size_t>(length);
  if (out.bytes()) __builtin_memset(out.data<char>(), 0, out.bytes());
  for (int i = 0; i < in.count(); ++i) {
    const size_t bytes = in.at(i).size < size ? in.at(i).size : size;
    if (bytes) __builtin_memcpy(out.data<char>() + static_cast<size_t>(i) * size, in.at(i).data, bytes);
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(AsString, integers, {.prepare = PrepareText, .eval = EvalText})
TARE_TF_KERNEL(AsString, f32, {.prepare = PrepareReals, .eval = EvalReals})
TARE_TF_KERNEL(AsString, f64, {.prepare = PrepareReals, .eval = EvalReals})
TARE_TF_KERNEL(AsString, boolean, {.prepare = PrepareText, .eval = EvalText})
TARE_TF_KERNEL(DecodeRaw, str, {.prepare = PrepareRaw, .eval = EvalRaw})
TARE_TF_KERNEL(DecodePaddedRaw, str, {.prepare = PreparePadded, .eval = EvalPadded, .inputs = {2, 2}})

}  // namespace tare
