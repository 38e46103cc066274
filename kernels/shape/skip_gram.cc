// SKIP_GRAM: all sequences of `ngram_size` words of the input's first string (of all sizes up to it where the options
// say so) that leave out at most `max_skip_size` words between neighbours, words joined by blanks. They are counted
// and measured first, then written.
#include "kernels/strings.h"
#include "runtime/schema.h"

namespace tare {
namespace {

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// Calls visit(word) for the words. The first character is part of one whatever it is, unless a blank follows it.
template <class Visit>
void ForEachWord(StringRef s, Visit visit) {
  size_t begin = 0;
  for (size_t i = 1; i < s.size; ++i) {
    if (!IsSpace(s.data[i])) continue;
    if (i > begin && !IsSpace(s.data[begin])) visit(StringRef{s.data + begin, i - begin});
    begin = i + 1;
  }
  if (s.size > begin) visit(StringRef{s.data + begin, s.size - begin});
}

struct Grams {
  const StringRef* words;
  int32_t* stack;  // of word numbers, one more than a gram has
  int count, size, skip;
  bool all;
};

/// Calls visit(gram's size) for the grams, whose words are the stack's.
template <class Visit>
void ForEachGram(const Grams& g, Visit visit) {
  for (int i = 0; i <= g.size; ++i) g.stack[i] = 0;
  for (int top = 1; top >= 0;) {
    const bool deeper =
        top < g.size && g.stack[top] + 1 < g.count && (top == 0 || g.stack[top] - g.stack[top - 1] <= g.skip);
    if (deeper) {
      ++g.stack[top++];
      if (top < g.size) g.stack[top] = g.stack[top - 1];
    } else {
      if (top > 0 && (g.all ? top <= g.size : top == g.size)) visit(top);
      --top;
    }
  }
}

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteString, "output is not of strings");
  TARE_REQUIRE(k, k.options().Scalar<int32_t>(options::SkipGramOptions::ngram_size) > 0, "bad ngram_size");
  return k.ResizeOutput(0, Shape{1, {0}});
}

Status Write(Kernel k, const Grams& g) {
  int64_t count = 0, size = 0;
  ForEachGram(g, [&](int top) {
    ++count;
    size += top - 1;
    for (int i = 0; i < top; ++i) size += static_cast<int64_t>(g.words[g.stack[i]].size);
  });
  TARE_REQUIRE(k, count <= INT32_MAX, "too many strings");
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, Shape{1, {static_cast<int32_t>(count)}}));
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), count, size));
  ForEachGram(g, [&](int top) {
    for (int i = 0; i < top; ++i) {
      if (i) writer.Append({" ", 1});
      writer.Append(g.words[g.stack[i]]);
    }
    writer.Next();
  });
  return kOk;
}

Status Eval(Kernel k) {
  namespace options = options::SkipGramOptions;
  Strings in;
  TARE_REQUIRE(k, k.input(0).elements() >= 1, "no strings");
  if (!in.Open(k, k.input(0))) return kError;
  const int size = k.options().Scalar<int32_t>(options::ngram_size);
  int count = 0;
  ForEachWord(in.at(0), [&](StringRef) { ++count; });
  if (count < size) {
    TARE_RETURN_IF_ERROR(k.ResizeOutput(0, Shape{1, {0}}));
    StringWriter writer;
    return writer.Begin(k, k.output(0), 0, 0);
  }
  // `size` is bounded by the words there are.
  const size_t words_bytes = sizeof(StringRef) * static_cast<size_t>(count);
  auto* memory = static_cast<char*>(__builtin_malloc(words_bytes + sizeof(int32_t) * (static_cast<size_t>(size) + 1)));
  TARE_REQUIRE(k, memory, "Out of memory");
  auto* words = reinterpret_cast<StringRef*>(memory);
  int at = 0;
  ForEachWord(in.at(0), [&](StringRef word) { words[at++] = word; });
  const Grams grams = {words,
                       reinterpret_cast<int32_t*>(memory + words_bytes),
                       count,
                       size,
                       k.options().Scalar<int32_t>(options::max_skip_size),
                       k.options().Scalar<bool>(options::include_all_ngrams)};
  const Status status = Write(k, grams);
  __builtin_free(memory);
  return status;
}

}  // namespace

TARE_KERNEL(SKIP_GRAM, str, {.prepare = Prepare, .eval = Eval})

}  // namespace tare
