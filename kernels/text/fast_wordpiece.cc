// TensorFlow Text's FastWordpieceTokenizeWithOffsets and FastWordpieceDetokenize: texts to pieces of a vocabulary and
// back. The vocabulary is a flatbuffer in the last input.
#include "kernels/text/texts.h"
#include "kernels/text/wordpiece.h"
#include "kernels/tf/row_splits.h"

namespace tare {
namespace {

/// Inputs: texts, vocabulary; outputs: pieces, their numbers, splits of rows, first bytes, ends.
Status PrepareTokenize(Kernel k) {
  TARE_REQUIRE(k, k.input(0).rank() == 1 && k.input(1).rank() == 1 && k.input(1).type() == kTfLiteUInt8, "bad input");
  constexpr TfLiteType kTypes[] = {kTfLiteString, kTfLiteInt64, kTfLiteInt64, kTfLiteInt64, kTfLiteInt64};
  return text::OpenOutputs(k, kTypes);
}

Status EvalTokenize(Kernel k) {
  Strings texts;
  TARE_RETURN_IF_ERROR(text::OpenTexts(k, &texts));
  const text::Config config(k.input(1));
  text::Wordpiece model;
  TARE_REQUIRE(k, model.Read(config.root), "bad configuration");
  const int splits = texts.count() + 1;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(2, &splits, 1));
  auto* split = k.output(2).data<int64_t>();
  text::Pieces pieces;
  split[0] = 0;
  for (int row = 0; row < texts.count(); ++row) {
    TARE_REQUIRE(k, model.Tokenize(texts.at(row), &pieces), "bad configuration, or no memory");
    split[row + 1] = pieces.size();
  }
  TARE_REQUIRE(k, pieces.size() < INT32_MAX, "too many strings");
  const auto n = static_cast<int>(pieces.size());
  for (int i = 0; i < 5; i += i == 1 ? 2 : 1) TARE_RETURN_IF_ERROR(k.ResizeOutput(i, &n, 1));
  auto *id = k.output(1).data<int64_t>(), *begin = k.output(3).data<int64_t>(), *end = k.output(4).data<int64_t>();
  int64_t size = 0;
  for (int i = 0; i < n; ++i) {
    const text::Piece& piece = pieces[i];
    id[i] = piece.id;
    begin[i] = piece.begin;
    end[i] = piece.end;
    size += piece.unknown ? static_cast<int64_t>(model.unknown.size) : piece.end - piece.begin;
    size += piece.suffix ? static_cast<int64_t>(model.indicator.size) : 0;
  }
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), n, size));
  for (int row = 0; row < texts.count(); ++row) {
    for (int64_t i = split[row]; i < split[row + 1]; ++i) {
      const text::Piece& piece = pieces[i];
      if (piece.suffix) writer.Append(model.indicator);
      if (piece.unknown) {
        writer.Append(model.unknown);
      } else {
        writer.Append({texts.at(row).data + piece.begin, static_cast<size_t>(piece.end - piece.begin)});
      }
      writer.Next();
    }
  }
  return kOk;
}

/// Inputs: numbers of pieces, splits of rows, vocabulary; output: one text of each row.
Status PrepareDetokenize(Kernel k) {
  constexpr TfLiteType kTypes[] = {kTfLiteInt32, kTfLiteInt64, kTfLiteUInt8};
  for (int i = 0; i < 3; ++i) {
    TARE_REQUIRE(k, k.input(i).rank() == 1 && k.input(i).type() == kTypes[i], "bad input %d", i);
  }
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteString, "output is not of strings");
  return k.SetOutputDynamic(0);
}

/// Calls add(characters) for what row by row is written: pieces, the indicator before a suffix that begins a row, a
/// space before words that do not.
template <class Add, class Next>
Status ForEachPart(Kernel k, const fb::Table& root, Add add, Next next) {
  const fb::Vector pieces = root.Items(text::wordpiece::vocab_array, 4);
  const fb::Vector suffixes = root.Items(text::wordpiece::vocab_is_suffix_array, 1);
  const fb::Vector indicator = root.Items(text::wordpiece::suffix_indicator, 1);
  const auto* ids = k.input(0).data<int32_t>();
  const auto* split = k.input(1).data<int64_t>();
  for (int row = 0; row + 1 < k.input(1).dim(0); ++row) {
    for (int64_t i = split[row]; i < split[row + 1]; ++i) {
      const auto id = static_cast<uint32_t>(ids[i]);  // those that are negative are beyond the end
      TARE_REQUIRE(k, id < pieces.size && id < suffixes.size, "there is no piece %d", ids[i]);
      const bool first = i == split[row], suffix = suffixes.at<uint8_t>(id) != 0;
      const StringRef piece = text::StringAt(pieces, id);
      TARE_REQUIRE(k, piece.data && indicator.present(), "bad configuration");
      if (first && suffix) add(StringRef{indicator.data<char>(), indicator.size});
      if (!first && !suffix) add(StringRef{" ", 1});
      add(piece);
    }
    next();
  }
  return kOk;
}

Status EvalDetokenize(Kernel k) {
  const Tensor splits = k.input(1);
  TARE_REQUIRE(k, k.input(0).rank() == 1 && splits.rank() == 1, "bad input");
  TARE_RETURN_IF_ERROR(tf::CheckRowSplits(k, splits, k.input(0).dim(0)));
  const text::Config config(k.input(2));
  TARE_REQUIRE(k, config.root.present() && config.root.Scalar<bool>(text::wordpiece::support_detokenization),
               "the configuration was made without support_detokenization");
  int64_t size = 0;
  TARE_RETURN_IF_ERROR(
      ForEachPart(k, config.root, [&](StringRef part) { size += static_cast<int64_t>(part.size); }, [] {}));
  const int rows = splits.dim(0) - 1;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, &rows, 1));
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), rows, size));
  return ForEachPart(k, config.root, [&](StringRef part) { writer.Append(part); }, [&] { writer.Next(); });
}

}  // namespace

TARE_CUSTOM_KERNEL(FAST_WORDPIECE_TOKENIZE, str,
                   {.prepare = PrepareTokenize, .eval = EvalTokenize, .inputs = {2, 2}, .outputs = {5, 5}})
TARE_CUSTOM_KERNEL(FAST_WORDPIECE_DETOKENIZE, i32,
                   {.prepare = PrepareDetokenize, .eval = EvalDetokenize, .inputs = {3, 3}})

}  // namespace tare
