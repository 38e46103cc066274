// TensorFlow's RegexReplace and RegexFullMatch, whose pattern (and rewrite) is an input, and StaticRegexReplace and
// StaticRegexFullMatch, where they are attributes. In a rewrite, \0 is the match and \1 to \9 are its groups. Which
// patterns are taken is known when a library is built (builder/select/clauses.cc), so they must be constant.
#include "kernels/tf/regex.h"
#include "kernels/tf/utf8.h"

namespace tare {
namespace {

using tf::Regex;

enum { kPattern, kRewrite, kGlobal };  // options, and less one inputs

/// Pattern or rewrite. The text is the node's own, or in `strings`, which must live as long.
bool ReadText(Kernel k, int which, Strings& strings, StringRef& text) {
  if (!k.has_input(1)) {
    const char* attribute = k.options().String(which);
    text = {attribute, attribute ? __builtin_strlen(attribute) : 0};
    return true;
  }
  const Tensor t = k.input(1 + which);
  if (t.type() != kTfLiteString || t.rank() != 0) {
    k.Fail("pattern and rewrite must be scalars");
    return false;
  }
  if (!strings.Open(k, t)) return false;
  text = strings.at(0);
  return true;
}

Status CheckRewrite(Kernel k, StringRef rewrite, int groups) {
  for (size_t i = 0; i < rewrite.size; ++i) {
    if (rewrite.data[i] != '\\') continue;
    const char c = ++i < rewrite.size ? rewrite.data[i] : '\0';
    TARE_REQUIRE(k, c == '\\' || (c >= '0' && c < '0' + groups), "Invalid rewrite");
  }
  return kOk;
}

template <bool replaces>
Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == (replaces ? kTfLiteString : kTfLiteBool), "bad output type");
  TARE_REQUIRE(k, !k.has_input(1) || k.input(1).is_constant(), "the pattern must be constant");
  auto* regex = k.AllocatePersistent<Regex>(sizeof(Regex));
  Strings strings;
  StringRef text = {};
  if (!regex || !ReadText(k, kPattern, strings, text)) return kError;
  const char* error = regex->Compile(text);
  TARE_REQUIRE(k, !error, "Invalid pattern: %s", error);
  if (replaces && (!k.has_input(1) || k.input(1 + kRewrite).is_constant())) {
    if (!ReadText(k, kRewrite, strings, text)) return kError;
    TARE_RETURN_IF_ERROR(CheckRewrite(k, text, regex->groups()));
  }
  return k.ResizeOutputLike(0, k.input(0));
}

Status EvalMatch(Kernel k) {
  Strings in;
  if (!in.Open(k, k.input(0))) return kError;
  Regex::Match match;
  for (int i = 0; i < in.count(); ++i) {
    k.output(0).data<bool>()[i] = k.persistent<Regex>()->Find(in.at(i), 0, true, match);
  }
  return kOk;
}

/// Calls add(part) for what a match becomes.
template <class Add>
void Rewrite(StringRef text, StringRef rewrite, const Regex::Match& match, Add add) {
  for (size_t i = 0; i < rewrite.size; ++i) {
    if (rewrite.data[i] != '\\' || i + 1 == rewrite.size) {
      add(StringRef{rewrite.data + i, 1});
      continue;
    }
    const char c = rewrite.data[++i];
    if (c == '\\') {
      add(StringRef{&rewrite.data[i], 1});
      continue;
    }
    const int group = c - '0';
    const int begin = match.begin[group], end = match.end[group];
    if (begin >= 0 && end >= begin) add(StringRef{text.data + begin, static_cast<size_t>(end - begin)});
  }
}

/// Calls add(part) for all that becomes of a string.
template <class Add>
void Replace(Regex& regex, StringRef text, StringRef rewrite, bool global, Add add) {
  size_t at = 0;
  int last_end = -1;
  Regex::Match match;
  while (at <= text.size && regex.Find(text, at, false, match)) {
    const auto begin = static_cast<size_t>(match.begin[0]);
    if (at < begin) add(StringRef{text.data + at, begin - at});
    if (match.begin[0] == last_end && match.end[0] == last_end) {  // nothing, right behind a match: goes on behind it
      if (at >= text.size) break;
      const size_t first = at;
      tf::NextCharacter(text, at);
      add(StringRef{text.data + first, at - first});
      continue;
    }
    Rewrite(text, rewrite, match, add);
    at = static_cast<size_t>(match.end[0]);
    last_end = match.end[0];
    if (!global) break;
  }
  if (at < text.size) add(StringRef{text.data + at, text.size - at});
}

Status EvalReplace(Kernel k) {
  auto* regex = k.persistent<Regex>();
  Strings in;
  Strings strings;
  StringRef rewrite = {};
  if (!in.Open(k, k.input(0)) || !ReadText(k, kRewrite, strings, rewrite)) return kError;
  if (k.has_input(1)) TARE_RETURN_IF_ERROR(CheckRewrite(k, rewrite, regex->groups()));
  const bool global = k.options().Scalar<bool>(kGlobal);
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, k.input(0)));
  int64_t size = 0;
  for (int i = 0; i < in.count(); ++i) {
    Replace(*regex, in.at(i), rewrite, global, [&](StringRef part) { size += static_cast<int64_t>(part.size); });
  }
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), in.count(), size));
  for (int i = 0; i < in.count(); ++i) {
    Replace(*regex, in.at(i), rewrite, global, [&](StringRef part) { writer.Append(part); });
    writer.Next();
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(RegexReplace, str, {.prepare = Prepare<true>, .eval = EvalReplace, .inputs = {3, 3}})
TARE_TF_KERNEL(RegexFullMatch, str, {.prepare = Prepare<false>, .eval = EvalMatch, .inputs = {2, 2}})
TARE_TF_KERNEL(StaticRegexReplace, str, {.prepare = Prepare<true>, .eval = EvalReplace})
TARE_TF_KERNEL(StaticRegexFullMatch, str, {.prepare = Prepare<false>, .eval = EvalMatch})

}  // namespace tare
