// TensorFlow Text's FastBertNormalize: each character of a text is replaced by the string that a trie has for it, or
// stays; where wanted, with the byte of the text that each byte of the result comes from, and the text's end. Bytes
// that are no character are looked up, too, and stay. The trie is a flatbuffer in input 1.
#include "kernels/flexbuffer.h"
#include "kernels/text/double_array_trie.h"
#include "kernels/text/flatbuffer.h"
#include "kernels/text/texts.h"
#include "kernels/tf/utf8.h"

namespace tare {
namespace {

/// Fields of the flatbuffer's table FastBertNormalizerModel.
enum { kStrip, kTrie, kNul, kPool };

struct Data {
  bool offsets;  // option get_offsets
};

struct Model {
  text::DoubleArrayTrie trie;
  fb::Vector pool;
  int32_t nul;

  /// What a character becomes; `same` where it stays. Values are length (bits 0 to 5), place in the pool (6 to 29), and
  /// whether there is one (30). A place beyond the pool is an empty string.
  StringRef Lookup(StringRef character, bool* same) const {
    text::DoubleArrayTrie::Cursor cursor = trie.Root();
    int32_t value = nul;
    if (character.data[0]) {
      size_t i = 0;
      while (i < character.size && trie.Step(&cursor, character.data[i])) ++i;
      value = i == character.size ? trie.Value(cursor) : 0;
    }
    *same = value < 0 || !(value >> 30 & 1);
    if (*same) return character;
    const auto place = static_cast<uint32_t>(value & 0x3fffffff) >> 6;
    const auto size = static_cast<size_t>(value & 0x3f);
    if (place >= pool.size || size > pool.size - place) return {"", 0};
    return {pool.data<char>() + place, size};
  }
};

/// Calls visit(result, first byte, whether the character stays) for each character of a text.
template <class Visit>
void ForEachCharacter(const Model& model, StringRef text, Visit visit) {
  for (size_t at = 0; at < text.size;) {
    const size_t begin = at;
    tf::NextCharacter(text, at);
    bool same;
    const StringRef result = model.Lookup({text.data + begin, at - begin}, &same);
    visit(result, begin, same);
  }
}

/// Outputs: texts, offsets, their splits into rows.
Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.input(0).rank() == 1 && k.input(1).rank() == 1 && k.input(1).type() == kTfLiteUInt8, "bad input");
  k.data<Data>()->offsets = Flex::Options(k)["get_offsets"].Bool();
  constexpr TfLiteType kTypes[] = {kTfLiteString, kTfLiteInt64, kTfLiteInt64};
  return text::OpenOutputs(k, kTypes);
}

Status Eval(Kernel k) {
  Strings texts;
  TARE_RETURN_IF_ERROR(text::OpenTexts(k, &texts));
  const text::Config config(k.input(1));
  const fb::Vector units = config.root.present() ? config.root.Items(kTrie, 4) : fb::Vector();
  TARE_REQUIRE(k, units.size && config.root.Items(kPool, 1).present(), "bad configuration");
  const Model model = {text::DoubleArrayTrie(units), config.root.Items(kPool, 1), config.root.Scalar<int32_t>(kNul)};
  const bool offsets = k.data<Data>()->offsets;
  const int splits = texts.count() + 1;
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, k.input(0)));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(2, &splits, 1));
  auto* split = k.output(2).data<int64_t>();
  int64_t size = 0;
  split[0] = 0;
  for (int row = 0; row < texts.count(); ++row) {
    ForEachCharacter(model, texts.at(row),
                     [&](StringRef result, size_t, bool) { size += static_cast<int64_t>(result.size); });
    split[row + 1] = offsets ? size + row + 1 : 0;
  }
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), texts.count(), size));
  TARE_REQUIRE(k, split[texts.count()] <= INT32_MAX, "too many strings");
  const auto n = static_cast<int>(split[texts.count()]);
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, &n, 1));
  auto* from = k.output(1).data<int64_t>();
  for (int row = 0; row < texts.count(); ++row) {
    ForEachCharacter(model, texts.at(row), [&](StringRef result, size_t begin, bool same) {
      writer.Append(result);
      for (size_t i = 0; i < result.size && offsets; ++i) *from++ = static_cast<int64_t>(begin + (same ? i : 0));
    });
    writer.Next();
    if (offsets) *from++ = static_cast<int64_t>(texts.at(row).size);
  }
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(FAST_BERT_NORMALIZE, str,
                   {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}, .outputs = {3, 3}, .data_bytes = sizeof(Data)})

}  // namespace tare
