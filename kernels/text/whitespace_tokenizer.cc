// Texts to the words between white space: TensorFlow Text's WhitespaceTokenizeWithOffsetsV2 and TFLite Support's
// tftext:WhitespaceTokenizer. The former is told by an input which characters are space, as an array of bits; the
// latter knows Plan 9's, and ends a text where it is no UTF-8.
//
// As in the reference, a word of the former ends one byte before the character behind the space, so that it gets the
// first bytes of a space that has several.
#include "kernels/strings.h"
#include "kernels/text/texts.h"
#include "kernels/tf/utf8.h"

namespace tare {
namespace {

/// Which characters part words.
struct Spaces {
  StringRef bits;  // bit c: c is space
  bool plan9;

  bool Has(int32_t c) const {
    if (plan9) {
      return c == '\t' || c == '\n' || c == ' ' || c == 0xa0 || (c >= 0x2000 && c <= 0x200b) || c == 0x2028 ||
             c == 0x2029 || c == 0x3000 || c == 0xfeff;
    }
    const auto byte = static_cast<size_t>(c >> 3);
    return c >= 0 && byte < bits.size && (bits.data[byte] >> (c & 7) & 1) != 0;
  }
};

/// Calls visit(begin, end) for each word of a text.
template <class Visit>
void ForEachWord(StringRef text, const Spaces& spaces, Visit visit) {
  constexpr size_t kNone = ~size_t{0};
  size_t word = kNone, at = 0;
  while (at < text.size) {
    const size_t begin = at;
    const int32_t c = tf::NextCharacter(text, at);
    if (spaces.plan9 && (c < 0 || c == 0xfffd)) {
      at = begin;
      break;
    }
    if (!spaces.Has(c)) {
      word = word == kNone ? begin : word;
    } else if (word != kNone) {
      visit(word, spaces.plan9 ? begin : at - 1);
      word = kNone;
    }
  }
  if (word != kNone) visit(word, at);
}

/// Words of all strings of a tensor, and their characters.
struct Sums {
  int64_t words = 0, characters = 0;
  int most = 0;  // words of one string
};

Status CountWords(Kernel k, const Strings& texts, const Spaces& spaces, Sums* sums) {
  for (int i = 0; i < texts.count(); ++i) {
    int own = 0;
    ForEachWord(texts.at(i), spaces, [&](size_t begin, size_t end) {
      ++own;
      sums->characters += static_cast<int64_t>(end - begin);
    });
    sums->words += own;
    sums->most = own > sums->most ? own : sums->most;
  }
  TARE_REQUIRE(k, sums->words < INT32_MAX, "too many strings");
  return kOk;
}

/// Outputs, all dynamic: words, splits of rows, first bytes, ends.
Status Prepare(Kernel k) {
  const Tensor texts = k.input(0), bits = k.input(1);
  TARE_REQUIRE(k, texts.rank() == 1 && bits.type() == kTfLiteString && bits.elements() == 1, "bad input");
  constexpr TfLiteType kTypes[] = {kTfLiteString, kTfLiteInt64, kTfLiteInt32, kTfLiteInt32};
  return text::OpenOutputs(k, kTypes);
}

Status Eval(Kernel k) {
  Strings texts, bits;
  TARE_REQUIRE(k, k.input(0).rank() == 1 && k.input(1).elements() == 1, "bad input");
  if (!texts.Open(k, k.input(0)) || !bits.Open(k, k.input(1))) return kError;
  const Spaces spaces{bits.at(0), false};
  Sums sums;
  TARE_RETURN_IF_ERROR(CountWords(k, texts, spaces, &sums));
  const int splits = texts.count() + 1, n = static_cast<int>(sums.words);
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, &splits, 1));
  for (int i = 0; i < 4; i += i ? 1 : 2) TARE_RETURN_IF_ERROR(k.ResizeOutput(i, &n, 1));
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), n, sums.characters));
  auto* split = k.output(1).data<int64_t>();
  auto *first = k.output(2).data<int32_t>(), *last = k.output(3).data<int32_t>();
  int64_t at = 0;
  *split = 0;
  for (int i = 0; i < texts.count(); ++i) {
    const StringRef text = texts.at(i);
    ForEachWord(text, spaces, [&](size_t begin, size_t end) {
      writer.Append({text.data + begin, end - begin});
      writer.Next();
      first[at] = static_cast<int32_t>(begin);
      last[at++] = static_cast<int32_t>(end);
    });
    *++split = at;
  }
  return kOk;
}

/// One output is all words, each string's filled up with empty ones; more are the words and, for each dimension of the
/// input, splits.
Status PrepareSupport(Kernel k) {
  const int levels = k.output_count() - 1, rank = k.input(0).rank();
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteString, "output is not of strings");
  TARE_REQUIRE(k, levels ? levels == rank : rank < kMaxRank, "as many outputs as dimensions, and words");
  for (int i = 0; i <= levels; ++i) {
    TARE_REQUIRE(k, !i || k.output(i).type() == kTfLiteInt64, "bad output types");
    TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  }
  return kOk;
}

Status EvalSupport(Kernel k) {
  const Tensor in = k.input(0);
  const int levels = k.output_count() - 1, rank = in.rank();
  TARE_REQUIRE(k, levels ? levels == rank : rank < kMaxRank, "as many outputs as dimensions, and words");
  Strings texts;
  if (!texts.Open(k, in)) return kError;
  const Spaces spaces{{}, true};
  Sums sums;
  TARE_RETURN_IF_ERROR(CountWords(k, texts, spaces, &sums));
  Shape shape = {rank + 1, {}};
  for (int d = 0; d < rank && !levels; ++d) shape.dims[d] = in.dim(d);
  shape.dims[rank] = sums.most;
  const auto words = static_cast<int>(sums.words);
  if (levels) shape = {1, {words}};
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, shape));
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), k.output(0).elements(), sums.characters));
  for (int level = 0; level < levels; ++level) {
    const auto splits = static_cast<int>(in.Elements(0, level + 1) + 1);
    TARE_RETURN_IF_ERROR(k.ResizeOutput(level + 1, &splits, 1));
    const int64_t step = level + 1 < rank ? in.dim(level + 1) : 0;  // the last ones are written with the words
    for (int64_t i = 0; i < splits; ++i) k.output(level + 1).data<int64_t>()[i] = i * step;
  }
  int64_t total = 0;
  for (int i = 0; i < texts.count(); ++i) {
    const StringRef text = texts.at(i);
    int own = 0;
    ForEachWord(text, spaces, [&](size_t begin, size_t end) {
      writer.Append({text.data + begin, end - begin});
      writer.Next();
      ++own;
    });
    total += own;
    if (levels) k.output(levels).data<int64_t>()[i + 1] = total;
    for (; !levels && own < sums.most; ++own) writer.Next();
  }
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(WHITESPACE_TOKENIZE, str, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}, .outputs = {4, 4}})
TARE_CUSTOM_KERNEL(WHITESPACE_TOKENIZER, str, {.prepare = PrepareSupport, .eval = EvalSupport, .outputs = {1, 255}})

}  // namespace tare
