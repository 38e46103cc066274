// TFText>FastSentencepieceTokenize of TensorFlow Text, TFSentencepieceTokenizeOp of TFLite Support: texts to the
// numbers of the pieces whose scores add up to the most (Kudo, "Subword Regularization", 2018, section 3.2), by
// Viterbi's algorithm over the bytes of the normalized text. Pieces, scores and rules are a flatbuffer in input 0.
//
// Normalization passes one character on at a time, and runs twice: first to count, so that all that is kept is one
// allocation. A row of unknown characters is one unknown piece: an unknown piece at a place that one leads to begins
// where that one begins.
#include "kernels/shape/strided.h"
#include "kernels/text/double_array_trie.h"
#include "kernels/text/flatbuffer.h"

namespace tare {
namespace {

enum { kConfig, kText, kNbestSize, kAlpha, kAddBos, kAddEos, kReverse, kInputs };
enum { kIds, kSplits, kOutputs };

/// Fields of the flatbuffer's table EncoderConfig, and of the table Trie.
namespace encoder {
enum {
  version,
  start_code,
  end_code,
  unknown_code,
  unknown_penalty,
  encoding_offset,
  pieces,
  pieces_scores,
  remove_extra_whitespaces,
  add_dummy_prefix,
  escape_whitespaces,
  normalized_prefixes,
  normalized_replacements
};
constexpr int nodes = 0;
}  // namespace encoder

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

struct Rules {
  text::DoubleArrayTrie prefixes, pieces;
  fb::Vector replacements, scores;
  bool collapse, prefix, escape;
  int32_t unknown, offset;
  float penalty;

  /// False where the configuration lacks something, or says that it is of another kind.
  bool Read(const fb::Table& config) {
    if (!config.present()) return false;
    const fb::Vector units = config.Sub(encoder::pieces).Items(encoder::nodes, 4);
    const fb::Vector changes = config.Sub(encoder::normalized_prefixes).Items(encoder::nodes, 4);
    scores = config.Items(encoder::pieces_scores, 4);
    replacements = config.Items(encoder::normalized_replacements, 1);
    pieces = text::DoubleArrayTrie(units);
    // Only both together replace anything.
    const bool replaces = config.Has(encoder::normalized_prefixes) && config.Has(encoder::normalized_replacements);
    if (replaces) prefixes = text::DoubleArrayTrie(changes);
    collapse = config.Scalar<bool>(encoder::remove_extra_whitespaces);
    prefix = config.Scalar<bool>(encoder::add_dummy_prefix);
    escape = config.Scalar<bool>(encoder::escape_whitespaces);
    unknown = config.Scalar<int32_t>(encoder::unknown_code, -1);
    offset = config.Scalar<int32_t>(encoder::encoding_offset);
    penalty = config.Scalar<float>(encoder::unknown_penalty);
    return config.Scalar<int8_t>(encoder::version) == 0 && units.present() && scores.present() &&
           (!replaces || (changes.present() && replacements.present()));
  }
};

/// Takes the characters of a text whose prefixes were replaced, and writes or counts the normalized ones.
struct Normalized {
  const Rules& rules;
  char* to;  // nullptr = count
  int64_t size = 0;
  char space = 0;  // what the spaces that came last will be written as

  void Write(char c) {
    const bool escaped = rules.escape && IsSpace(c);
    if (to) __builtin_memcpy(to + size, escaped ? "\xe2\x96\x81" : &c, escaped ? 3 : 1);  // U+2581
    size += escaped ? 3 : 1;
  }
  /// Several spaces are one, and those at the end are none.
  void Put(char c) {
    if (rules.collapse && IsSpace(c)) {
      space = space ? ' ' : c;
      return;
    }
    if (space) Write(space);
    space = 0;
    Write(c);
  }
};

/// Puts the longest prefix's replacement wherever there is one.
int64_t Normalize(const Rules& rules, StringRef text, char* to) {
  Normalized out = {rules, to};
  const size_t extra = rules.prefix && text.size ? 1 : 0, size = text.size + extra;
  const auto at = [&](size_t i) { return i < extra ? ' ' : text.data[i - extra]; };
  for (size_t i = 0; i < size;) {
    size_t length = 0;
    int32_t value = -1;
    text::DoubleArrayTrie::Cursor cursor = rules.prefixes.Root();
    for (size_t j = i; j < size && rules.prefixes.Step(&cursor, at(j)); ++j) {
      const int32_t found = rules.prefixes.Value(cursor);
      if (found < 0) continue;
      value = found;
      length = j + 1 - i;
    }
    const StringRef replacement = text::TextAt(rules.replacements, value);
    if (!replacement.data) {
      out.Put(at(i++));
      continue;
    }
    for (size_t c = 0; c < replacement.size; ++c) out.Put(replacement.data[c]);
    i += length;
  }
  return out.size;
}

/// The best way to a place of the text: the piece that ends there, and where it begins; -1 where none leads there.
struct Step {
  float score;
  int32_t code, from;

  void Offer(float other, int32_t piece, int32_t begin) {
    if (from < 0 || score < other) *this = {other, piece, begin};
  }
};

/// Fills `steps` (size + 1).
void FindPieces(const Rules& rules, const char* text, int32_t size, Step* steps) {
  for (int32_t i = 0; i <= size; ++i) steps[i] = {0, -1, -1};
  for (int32_t i = 0; i < size; ++i) {
    const Step here = steps[i];
    if (i && here.from < 0) continue;
    if (rules.unknown >= 0) {
      steps[i + 1].Offer(here.score + rules.penalty, rules.unknown, here.code == rules.unknown ? here.from : i);
    }
    text::DoubleArrayTrie::Cursor cursor = rules.pieces.Root();
    for (int32_t end = i; end < size && rules.pieces.Step(&cursor, text[end]); ++end) {
      const int32_t piece = rules.pieces.Value(cursor);
      if (piece < 0 || static_cast<uint32_t>(piece) >= rules.scores.size) continue;
      steps[end + 1].Offer(here.score + rules.scores.at<float>(static_cast<uint32_t>(piece)), piece, i);
    }
  }
}

/// Writes the codes of the pieces, the last first; returns how many there are. None where nothing leads to the end.
int32_t WriteCodes(const Rules& rules, const Step* steps, int32_t size, int32_t* to) {
  int32_t count = 0;
  for (int32_t at = steps[size].from < 0 ? 0 : size; at > 0; at = steps[at].from) {
    const int32_t code = steps[at].code;
    const uint32_t moved = static_cast<uint32_t>(code) + static_cast<uint32_t>(rules.offset);
    to[count++] = code == rules.unknown ? code : static_cast<int32_t>(moved);
  }
  return count;
}

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.input(kConfig).type() == kTfLiteUInt8 && k.input(kText).type() == kTfLiteString, "bad input types");
  for (int i = kAddBos; i < kInputs; ++i) {
    TARE_REQUIRE(k, k.input(i).type() == kTfLiteBool && k.input(i).elements() == 1, "input %d is no flag", i);
  }
  TARE_REQUIRE(k, k.output(kIds).type() == kTfLiteInt32 && IsInteger(k.output(kSplits)), "bad output types");
  TARE_RETURN_IF_ERROR(k.SetOutputDynamic(kIds));
  return k.SetOutputDynamic(kSplits);
}

/// Encodes all texts into `codes` and sets the splits; returns the number of codes.
int32_t Encode(Kernel k, const Rules& rules, const fb::Table& config, const Strings& texts, int32_t* codes, Step* steps,
               char* normalized) {
  const auto flag = [&](int i) { return *k.input(i).data<uint8_t>() != 0; };
  int32_t total = 0;
  SetIntegerAt(k.output(kSplits), 0, 0);
  for (int i = 0; i < texts.count(); ++i) {
    const auto size = static_cast<int32_t>(Normalize(rules, texts.at(i), normalized));
    FindPieces(rules, normalized, size, steps);
    int32_t* begin = codes + total;
    int32_t count = 0;
    if (flag(kAddEos)) begin[count++] = config.Scalar<int32_t>(encoder::end_code);
    count += WriteCodes(rules, steps, size, begin + count);
    if (flag(kAddBos)) begin[count++] = config.Scalar<int32_t>(encoder::start_code);
    for (int32_t low = 0, high = count - 1; low < high && !flag(kReverse); ++low, --high) {
      const int32_t code = begin[low];
      begin[low] = begin[high];
      begin[high] = code;
    }
    total += count;
    SetIntegerAt(k.output(kSplits), i + 1, total);
  }
  return total;
}

Status Eval(Kernel k) {
  const text::Config config(k.input(kConfig));
  Rules rules = {};
  TARE_REQUIRE(k, rules.Read(config.root), "bad configuration");
  Strings texts;
  if (!texts.Open(k, k.input(kText))) return kError;
  int64_t total = 0, longest = 0;
  for (int i = 0; i < texts.count(); ++i) {
    const int64_t size = Normalize(rules, texts.at(i), nullptr);
    longest = size > longest ? size : longest;
    total += size + 2;                         // one code per character at most, and two flags
    constexpr int64_t kMost = INT32_MAX / 32;  // so that the sizes below fit into 31 bits
    TARE_REQUIRE(k, total <= kMost, "the texts are too long");
  }
  const size_t codes = static_cast<size_t>(total) * sizeof(int32_t);
  const size_t steps = (static_cast<size_t>(longest) + 1) * sizeof(Step);
  auto* memory = static_cast<char*>(__builtin_malloc(codes + steps + static_cast<size_t>(longest)));
  TARE_REQUIRE(k, memory, "Out of memory");
  Status status = k.ResizeOutput(kSplits, Shape{1, {texts.count() + 1}});
  if (status == kOk) {
    const int32_t count = Encode(k, rules, config.root, texts, reinterpret_cast<int32_t*>(memory),
                                 reinterpret_cast<Step*>(memory + codes), memory + codes + steps);
    status = k.ResizeOutput(kIds, Shape{1, {count}});
    if (status == kOk && count) {
      __builtin_memcpy(k.output(kIds).data<char>(), memory, static_cast<size_t>(count) * sizeof(int32_t));
    }
  }
  __builtin_free(memory);
  return status;
}

}  // namespace

TARE_CUSTOM_KERNEL(SENTENCEPIECE_TOKENIZER, u8,
                   {.prepare = Prepare, .eval = Eval, .inputs = {kInputs, kInputs}, .outputs = {kOutputs, kOutputs}})

}  // namespace tare
