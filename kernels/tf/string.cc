// TensorFlow's StringLower, StringStrip, StringLength and StringJoin: strings are bytes, and letters are those of
// ASCII.
#include "kernels/shape/copy.h"
#include "kernels/strings.h"

namespace tare {
namespace {

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

Status PrepareSame(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteString, "output is not of strings");
  return k.ResizeOutputLike(0, k.input(0));
}

Status EvalLower(Kernel k) {
  Strings in;
  if (!in.Open(k, k.input(0))) return kError;
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, k.input(0)));
  TARE_RETURN_IF_ERROR(EvalCopy(k));
  if (!in.count()) return kOk;
  const Tensor out = k.output(0);
  char* end = out.data<char>() + out.bytes();
  for (char* c = out.data<char>() + out.data<int32_t>()[1]; c < end; ++c) {
    if (*c >= 'A' && *c <= 'Z') *c = static_cast<char>(*c + ('a' - 'A'));
  }
  return kOk;
}

StringRef Stripped(StringRef s) {
  while (s.size && IsSpace(s.data[0])) s = {s.data + 1, s.size - 1};
  while (s.size && IsSpace(s.data[s.size - 1])) --s.size;
  return s;
}

Status EvalStrip(Kernel k) {
  Strings in;
  if (!in.Open(k, k.input(0))) return kError;
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, k.input(0)));
  return WriteStrings(
      k, k.output(0), in.count(),
      [](const void* from, int i) { return Stripped(static_cast<const Strings*>(from)->at(i)); }, &in);
}

Status PrepareLength(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt32, "bad output type");
  return k.ResizeOutputLike(0, k.input(0));
}

/// Field 0 of the options: 0 bytes, 1 characters of UTF-8, which are the bytes that continue none.
Status EvalLength(Kernel k) {
  Strings in;
  if (!in.Open(k, k.input(0))) return kError;
  const bool characters = k.options().Scalar<bool>(0);
  for (int i = 0; i < in.count(); ++i) {
    const StringRef s = in.at(i);
    int32_t length = 0;
    for (size_t c = 0; c < s.size; ++c) length += !characters || (s.data[c] & 0xc0) != 0x80;
    k.output(0).data<int32_t>()[i] = length;
  }
  return kOk;
}

Status ResizeJoin(Kernel k) {
  Tensor shape = k.input(0);
  for (int i = 0; i < k.input_count(); ++i) {
    const Tensor in = k.input(i);
    TARE_REQUIRE(k, in.type() == kTfLiteString, "input %d is not of strings", i);
    if (shape.rank() == 0) shape = in;
    TARE_REQUIRE(k, in.rank() == 0 || in.SameShape(shape), "shapes differ");
  }
  return k.ResizeOutputLike(0, shape);
}

Status PrepareJoin(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteString, "output is not of strings");
  return ResizeJoin(k);
}

/// Strings of all inputs with the separator, field 0 of the options, between them; scalars are joined to all.
Status EvalJoin(Kernel k) {
  TARE_RETURN_IF_ERROR(ResizeJoin(k));
  const char* text = k.options().String(0);
  const StringRef separator = {text, text ? __builtin_strlen(text) : 0};
  const auto count = static_cast<int>(k.output(0).elements());
  const int inputs = k.input_count();
  int64_t size = int64_t{count} * (inputs - 1) * static_cast<int64_t>(separator.size);
  StringWriter writer;
  for (int pass = 0; pass < 2; ++pass) {
    const bool write = pass != 0;
    if (write) TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), count, size));
    for (int i = 0; i < count; ++i) {
      for (int j = 0; j < inputs; ++j) {
        Strings in;
        if (!in.Open(k, k.input(j))) return kError;
        const StringRef s = in.at(in.count() == 1 ? 0 : i);
        if (!write) {
          size += static_cast<int64_t>(s.size);
          continue;
        }
        if (j) writer.Append(separator);
        writer.Append(s);
      }
      if (write) writer.Next();
    }
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(StringLower, str, {.prepare = PrepareSame, .eval = EvalLower})
TARE_TF_KERNEL(StringStrip, str, {.prepare = PrepareSame, .eval = EvalStrip})
TARE_TF_KERNEL(StringLength, str, {.prepare = PrepareLength, .eval = EvalLength})
TARE_TF_KERNEL(StringJoin, str, {.prepare = PrepareJoin, .eval = EvalJoin, .inputs = {1, 255}})

}  // namespace tare
