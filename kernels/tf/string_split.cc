// TensorFlow's StringSplit and StringSplitV2: a vector of strings to the pieces of all of them, as a sparse tensor:
// where each piece stands (string, position), the pieces, and the size of the matrix that they are in.
//
// V2 splits as Python does: at a separator, keeping empty pieces, or, where it is empty, at runs of white space; at
// most maxsplit times. The old op has a set of separating characters; an empty one parts all characters.
#include "kernels/strings.h"
#include "runtime/kernel.h"

namespace tare {
namespace {

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

StringRef Tail(StringRef s, size_t from) { return {s.data + from, s.size - from}; }

/// Takes pieces off the front of a string.
struct Pieces {
  StringRef rest;
  StringRef separator;
  bool python;
  bool skip_empty;  // of the old op
  int left;         // splits that are still allowed; negative = any number
  bool done;

  size_t Find(StringRef s) const {
    size_t at = 0;
    if (python) {
      while (at + separator.size <= s.size && __builtin_memcmp(s.data + at, separator.data, separator.size) != 0) ++at;
      return at + separator.size <= s.size ? at : s.size;
    }
    for (; at < s.size; ++at) {
      for (size_t i = 0; i < separator.size; ++i) {
        if (s.data[at] == separator.data[i]) return at;
      }
    }
    return at;
  }

  bool Next(StringRef* piece) {
    if (done) return false;
    if (!separator.size && !python) {  // single characters
      *piece = {rest.data, 1};
      if (!rest.size) return false;
      rest = Tail(rest, 1);
      return true;
    }
    if (!separator.size && left) {  // words
      while (rest.size && IsSpace(rest.data[0])) rest = Tail(rest, 1);
      if (!rest.size) {
        done = true;
        return false;
      }
      size_t end = 0;
      while (end < rest.size && !IsSpace(rest.data[end])) ++end;
      *piece = {rest.data, end};
      rest = Tail(rest, end);
      const bool last = left == 1;
      if (left > 0) --left;
      if (last) {
        while (rest.size && IsSpace(rest.data[0])) rest = Tail(rest, 1);
      }
      return true;
    }
    do {
      const size_t end = left ? Find(rest) : rest.size;
      *piece = {rest.data, end};
      done = end == rest.size;
      if (!done) rest = Tail(rest, end + (python ? separator.size : 1));
      if (left > 0) --left;
      if (!skip_empty || piece->size) return true;
    } while (!done);
    return false;
  }
};

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), separator = k.input(1);
  TARE_REQUIRE(k, in.rank() == 1 && separator.type() == kTfLiteString && separator.elements() == 1, "bad input");
  constexpr TfLiteType kTypes[] = {kTfLiteInt64, kTfLiteString, kTfLiteInt64};
  for (int i = 0; i < 3; ++i) {
    TARE_REQUIRE(k, k.has_output(i) && k.output(i).type() == kTypes[i], "bad output");
    TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  }
  return kOk;
}

Status Eval(Kernel k, bool python) {
  Strings in, separators;
  TARE_REQUIRE(k, k.input(0).rank() == 1, "bad input");
  if (!in.Open(k, k.input(0)) || !separators.Open(k, k.input(1))) return kError;
  const auto option = k.options().Scalar<int32_t>(0);
  const auto pieces = [&](int i) {  // the old op makes nothing of an empty string
    const StringRef s = in.at(i);
    return Pieces{s, separators.at(0), python, !python && option != 0, python ? option : -1, !python && !s.size};
  };
  int64_t count = 0, size = 0, longest = 0;
  StringRef piece;
  for (int i = 0; i < in.count(); ++i) {
    int64_t own = 0;
    for (Pieces p = pieces(i); p.Next(&piece); ++own) size += static_cast<int64_t>(piece.size);
    count += own;
    longest = own > longest ? own : longest;
  }
  TARE_REQUIRE(k, count < INT32_MAX, "too many strings");
  const int n = static_cast<int>(count), places[2] = {n, 2}, two = 2;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, places, 2));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, &n, 1));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(2, &two, 1));
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(1), count, size));
  auto* place = k.output(0).data<int64_t>();
  for (int i = 0; i < in.count(); ++i) {
    int64_t position = 0;
    for (Pieces p = pieces(i); p.Next(&piece);) {
      *place++ = i;
      *place++ = position++;
      writer.Append(piece);
      writer.Next();
    }
  }
  k.output(2).data<int64_t>()[0] = in.count();
  k.output(2).data<int64_t>()[1] = longest;
  return kOk;
}

Status EvalOld(Kernel k) { return Eval(k, false); }
Status EvalV2(Kernel k) { return Eval(k, true); }

}  // namespace

TARE_TF_KERNEL(StringSplit, str, {.prepare = Prepare, .eval = EvalOld, .inputs = {2, 2}, .outputs = {3, 3}})
TARE_TF_KERNEL(StringSplitV2, str, {.prepare = Prepare, .eval = EvalV2, .inputs = {2, 2}, .outputs = {3, 3}})

}  // namespace tare
