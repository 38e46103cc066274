// TensorFlow's UnicodeDecode (WithOffsets), UnicodeEncode and UnicodeTranscode: UTF-8 to and from code points, and to
// UTF-16 and UTF-32, big-endian. What is no UTF-8 is an error, left out, or replaced, once for each longest beginning
// of a character, as Unicode recommends.
#include "kernels/shape/strided.h"
#include "kernels/tf/utf8.h"

namespace tare {
namespace {

enum { kErrors, kReplacement, kControl, kEncoding };  // options
enum { kReplace, kIgnore, kStrict };                  // of kErrors
enum { kUtf8, kUtf16, kUtf32 };                       // of kEncoding

constexpr int32_t kLast = 0x10ffff;

bool IsSurrogate(int32_t c) { return c >= 0xd800 && c <= 0xdfff; }
/// Neither a surrogate nor one of the places that are kept free.
bool IsCharacter(int32_t c) {
  return c >= 0 && c <= kLast && !IsSurrogate(c) && (c < 0xfdd0 || c > 0xfdef) && (c & 0xfffe) != 0xfffe;
}

struct Rules {
  int errors;
  int32_t replacement;
  bool control;  // counts as an error that is never strict
};

Rules RulesOf(Kernel k) {
  return {k.options().Scalar<int32_t>(kErrors), k.options().Scalar<int32_t>(kReplacement),
          k.options().Scalar<bool>(kControl)};
}

/// Calls visit(character, its first byte) for what the rules make of a string. False where they are strict.
template <class Visit>
bool ForEachCharacter(StringRef s, const Rules& rules, Visit visit) {
  for (size_t at = 0; at < s.size;) {
    const size_t begin = at;
    int32_t character = tf::NextCharacter(s, at);
    if (character < 0 && rules.errors == kStrict) return false;
    if (character < 0 || (rules.control && character < 0x20)) {
      if (rules.errors == kIgnore) continue;
      character = rules.replacement;
    }
    visit(character, begin);
  }
  return true;
}

/// Writes a character; returns its bytes.
size_t Encode(int32_t c, int encoding, char* to) {
  const auto put = [&](int i, int32_t bits) { to[i] = static_cast<char>(bits); };
  if (encoding == kUtf32) {
    for (int i = 0; i < 4; ++i) put(i, c >> (24 - 8 * i));
    return 4;
  }
  if (encoding == kUtf16) {
    const int32_t rest = c - 0x10000, first = rest < 0 ? c : 0xd800 | rest >> 10, second = 0xdc00 | (rest & 0x3ff);
    put(0, first >> 8);
    put(1, first);
    if (rest < 0) return 2;
    put(2, second >> 8);
    put(3, second);
    return 4;
  }
  if (c < 0x80) {
    put(0, c);
    return 1;
  }
  const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  put(0, (0xff00 >> (more + 1) & 0xff) | c >> (6 * more));
  for (int i = 1; i <= more; ++i) put(i, 0x80 | (c >> (6 * (more - i)) & 0x3f));
  return static_cast<size_t>(more) + 1;
}

Status CheckRules(Kernel k) {
  const int32_t c = RulesOf(k).replacement;
  TARE_REQUIRE(k, c >= 0 && c <= kLast && !IsSurrogate(c), "replacement_char is no character");
  return kOk;
}

Status PrepareDecode(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckRules(k));
  TARE_REQUIRE(k, k.output_count() == 2 || k.output(2).type() == kTfLiteInt64, "bad output types");
  TARE_REQUIRE(k, IsInteger(k.output(0)) && k.output(1).type() == kTfLiteInt32, "bad output types");
  for (int i = 1; i < k.output_count(); ++i) TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  const int64_t splits = k.input(0).elements() + 1;
  TARE_REQUIRE(k, splits <= INT32_MAX, "too many strings");
  const auto n = static_cast<int>(splits);
  return k.ResizeOutput(0, &n, 1);
}

Status EvalDecode(Kernel k) {
  Strings in;
  if (!in.Open(k, k.input(0))) return kError;
  const Rules rules = RulesOf(k);
  int64_t total = 0;
  TARE_RETURN_IF_ERROR(PrepareDecode(k));
  SetIntegerAt(k.output(0), 0, 0);
  for (int i = 0; i < in.count(); ++i) {
    const bool good = ForEachCharacter(in.at(i), rules, [&](int32_t, size_t) { ++total; });
    TARE_REQUIRE(k, good, "Invalid formatting on input string");
    SetIntegerAt(k.output(0), i + 1, total);
  }
  TARE_REQUIRE(k, total <= INT32_MAX, "too many characters");
  const auto n = static_cast<int>(total);
  for (int i = 1; i < k.output_count(); ++i) TARE_RETURN_IF_ERROR(k.ResizeOutput(i, &n, 1));
  int64_t to = 0;
  for (int i = 0; i < in.count(); ++i) {
    ForEachCharacter(in.at(i), rules, [&](int32_t character, size_t begin) {
      k.output(1).data<int32_t>()[to] = character;
      if (k.output_count() > 2) k.output(2).data<int64_t>()[to] = static_cast<int64_t>(begin);
      ++to;
    });
  }
  return kOk;
}

Status PrepareTranscode(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckRules(k));
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteString, "output is not of strings");
  return k.ResizeOutputLike(0, k.input(0));
}

/// Writes `n` strings; visit(i, add) calls add(character) for those of the i-th, and is called twice.
template <class Visit>
Status WriteCharacters(Kernel k, int n, Visit visit) {
  const int encoding = k.options().Scalar<int32_t>(kEncoding);
  int64_t size = 0;
  char bytes[4];
  for (int i = 0; i < n; ++i) {
    const bool good = visit(i, [&](int32_t c) { size += static_cast<int64_t>(Encode(c, encoding, bytes)); });
    TARE_REQUIRE(k, good, "Invalid formatting on input string");
  }
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), n, size));
  for (int i = 0; i < n; ++i) {
    visit(i, [&](int32_t c) {
      const size_t count = Encode(c, encoding, bytes);
      writer.Append({bytes, count});
    });
    writer.Next();
  }
  return kOk;
}

Status EvalTranscode(Kernel k) {
  Strings in;
  if (!in.Open(k, k.input(0))) return kError;
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, k.input(0)));
  return WriteCharacters(k, in.count(), [&](int i, auto add) {
    return ForEachCharacter(in.at(i), RulesOf(k), [&](int32_t character, size_t) { add(character); });
  });
}

/// Inputs: characters, splits.
Status PrepareEncode(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckRules(k));
  const Tensor splits = k.input(1);
  TARE_REQUIRE(k, k.input(0).type() == kTfLiteInt32 && k.input(0).rank() == 1, "bad characters");
  TARE_REQUIRE(k, IsInteger(splits) && splits.rank() == 1 && splits.dim(0) >= 1, "bad splits");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteString, "output is not of strings");
  const int n = splits.dim(0) - 1;
  return k.ResizeOutput(0, &n, 1);
}

Status EvalEncode(Kernel k) {
  const Tensor characters = k.input(0), splits = k.input(1);
  const int n = splits.dim(0) - 1;
  int64_t last = 0;
  for (int i = 0; i <= n; ++i) {
    const int64_t at = IntegerAt(splits, i);
    TARE_REQUIRE(k, i ? at >= last && at <= characters.dim(0) : at == 0, "bad splits");
    last = at;
  }
  TARE_REQUIRE(k, last == characters.dim(0), "bad splits");
  TARE_RETURN_IF_ERROR(PrepareEncode(k));
  const Rules rules = RulesOf(k);
  const bool utf8 = k.options().Scalar<int32_t>(kEncoding) == kUtf8;
  return WriteCharacters(k, n, [&](int i, auto add) {
    for (int64_t j = IntegerAt(splits, i); j < IntegerAt(splits, i + 1); ++j) {
      int32_t c = characters.data<int32_t>()[j];
      if (!IsCharacter(c)) {
        if (rules.errors == kStrict) return false;
        // What is ignored is left out only where it cannot be written.
        if (rules.errors == kReplace) c = rules.replacement;
        if (c < 0 || c > kLast) continue;
        if (IsSurrogate(c) && utf8) c = 0xfffd;
      }
      add(c);
    }
    return true;
  });
}

}  // namespace

TARE_TF_KERNEL(UnicodeDecode, str, {.prepare = PrepareDecode, .eval = EvalDecode, .outputs = {2, 2}})
TARE_TF_KERNEL(UnicodeDecodeWithOffsets, str, {.prepare = PrepareDecode, .eval = EvalDecode, .outputs = {3, 3}})
TARE_TF_KERNEL(UnicodeTranscode, str, {.prepare = PrepareTranscode, .eval = EvalTranscode})
TARE_TF_KERNEL(UnicodeEncode, i32, {.prepare = PrepareEncode, .eval = EvalEncode, .inputs = {2, 2}})

}  // namespace tare
