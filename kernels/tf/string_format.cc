// TensorFlow's StringFormat: a template whose placeholders become the texts of the inputs, one after the other. A
// tensor is written in brackets, row by row; of a dimension that is longer than twice `summarize`, so many elements of
// its beginning and its end.
#include "kernels/shape/strided.h"
#include "kernels/tf/number_text.h"

namespace tare {
namespace {

enum { kTemplate, kPlaceholder, kSummarize };  // options

/// Counts what is written at first, then writes it.
struct Output {
  int64_t size = 0;
  StringWriter* writer = nullptr;

  void Add(StringRef s) {
    if (writer) {
      writer->Append(s);
    } else {
      size += static_cast<int64_t>(s.size);
    }
  }
  void Add(char c) { Add(StringRef{&c, 1}); }
};

bool IsWritable(TfLiteType type) {
  return type == kTfLiteFloat32 || type == kTfLiteBool || type == kTfLiteString || type == kTfLiteInt8 ||
         type == kTfLiteUInt8 || type == kTfLiteInt16 || type == kTfLiteUInt16 || type == kTfLiteInt32 ||
         type == kTfLiteUInt32 || type == kTfLiteInt64 || type == kTfLiteUInt64;
}

/// A string as C would have it, in quotes; what may be UTF-8 is left as it is.
void AddQuoted(Output& out, StringRef s) {
  out.Add('"');
  for (size_t i = 0; i < s.size; ++i) {
    const char c = s.data[i];
    const char letter = c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c;
    if (letter != c || c == '"' || c == '\'' || c == '\\') {
      out.Add('\\');
      out.Add(letter);
    } else if (static_cast<uint8_t>(c) < ' ' || c == 0x7f) {
      tf::NumberText octal;
      out.Add(octal.Print("\\%03o", static_cast<unsigned>(c)));
    } else {
      out.Add(c);
    }
  }
  out.Add('"');
}

/// A tensor that is being written.
struct Value {
  Tensor t;
  Strings texts;
  int64_t limit;  // elements of either end of a dimension
};

void AddElement(Output& out, const Value& v, int64_t i) {
  tf::NumberText number;
  switch (v.t.type()) {
    case kTfLiteString:
      return AddQuoted(out, v.texts.at(static_cast<int>(i)));
    case kTfLiteFloat32:
      return out.Add(number.Shortest(v.t.data<float>()[i]));
    case kTfLiteBool:
      return out.Add(v.t.data<uint8_t>()[i] ? '1' : '0');
    case kTfLiteUInt64:
      return out.Add(number.Print("%llu", static_cast<unsigned long long>(v.t.data<uint64_t>()[i])));
    default:
      return out.Add(number.Print("%lld", static_cast<long long>(tf::NumberAt(v.t, i))));
  }
}

/// What stands between two elements of dimension `d`.
void AddSpacing(Output& out, int d, int rank) {
  if (d == rank - 1) return out.Add(' ');
  for (int i = d; i < rank - 1; ++i) out.Add('\n');
  for (int i = 0; i <= d; ++i) out.Add(' ');
}

void AddDimension(Output& out, const Value& v, int d, int64_t first) {
  const int rank = v.t.rank();
  if (d == rank) return AddElement(out, v, first);
  const int64_t size = v.t.dim(d), step = v.t.Elements(d + 1, rank);
  const auto add = [&](int64_t i) { AddDimension(out, v, d + 1, first + i * step); };
  out.Add('[');
  for (int64_t i = 0; i < v.limit && i < size; ++i) {
    if (i) AddSpacing(out, d, rank);
    add(i);
  }
  if (size > 2 * v.limit) {
    AddSpacing(out, d, rank);
    out.Add({"...", 3});
  }
  for (int64_t i = size - v.limit < v.limit ? v.limit : size - v.limit; i < size; ++i) {
    AddSpacing(out, d, rank);
    add(i);
  }
  out.Add(']');
}

Status Write(Kernel k, Output& out) {
  const auto text = [&](int option, const char* otherwise) {
    const char* s = k.options().String(option);
    if (!s) s = otherwise;
    return StringRef{s, __builtin_strlen(s)};
  };
  const StringRef pattern = text(kTemplate, "%s"), place = text(kPlaceholder, "%s");
  TARE_REQUIRE(k, place.size, "placeholder is empty");
  const int32_t summarize = k.options().Scalar<int32_t>(kSummarize);
  int input = 0;
  for (size_t at = 0; at < pattern.size;) {
    if (pattern.size - at < place.size || __builtin_memcmp(pattern.data + at, place.data, place.size) != 0) {
      out.Add(pattern.data[at++]);
      continue;
    }
    at += place.size;
    TARE_REQUIRE(k, k.has_input(input), "the number of placeholders is not that of the inputs");
    const Tensor t = k.input(input++);
    const int64_t n = t.elements();
    Value value = {t, {}, summarize < 0 || summarize > n ? n : summarize};
    if (t.type() == kTfLiteString && !value.texts.Open(k, t)) return kError;
    AddDimension(out, value, 0, 0);
  }
  TARE_REQUIRE(k, input == k.input_count(), "the number of placeholders is not that of the inputs");
  return kOk;
}

Status Prepare(Kernel k) {
  for (int i = 0; i < k.input_count(); ++i) {
    TARE_REQUIRE(k, k.has_input(i) && IsWritable(k.input(i).type()), "unsupported type of input %d", i);
  }
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteString, "output is not of strings");
  return k.ResizeOutput(0, nullptr, 0);
}

Status Eval(Kernel k) {
  Output out;
  StringWriter writer;
  TARE_RETURN_IF_ERROR(Write(k, out));
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), 1, out.size));
  out.writer = &writer;
  TARE_RETURN_IF_ERROR(Write(k, out));
  writer.Next();
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(StringFormat, any, {.prepare = Prepare, .eval = Eval, .inputs = {0, 255}})

}  // namespace tare
