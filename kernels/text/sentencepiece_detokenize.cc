// TFText>FastSentencepieceDetokenize of TensorFlow Text, TFSentencepieceDetokenizeOp of TFLite Support: the pieces of
// each row of codes, one after the other. Pieces are a flatbuffer in input 0, their spaces plain ones already.
//
// Rows are taken from the first code on, whatever the first split says: only the differences of splits count.
#include "kernels/shape/strided.h"
#include "kernels/text/flatbuffer.h"

namespace tare {
namespace {

enum { kConfig, kCodes, kSplits, kInputs };

/// Fields of the flatbuffer's table DecoderConfig.
namespace decoder {
enum { version, encoding_offset, decode_pieces, denormalized_prefixes, denormalized_replacements, remove_dummy_prefix };
}  // namespace decoder

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.input(kConfig).type() == kTfLiteUInt8 && k.input(kCodes).type() == kTfLiteInt32, "bad input types");
  TARE_REQUIRE(k, IsInteger(k.input(kSplits)) && k.output(0).type() == kTfLiteString, "bad input or output types");
  return k.SetOutputDynamic(0);
}

/// The characters of code `code`, the first or not of its row; {nullptr, 0} where there is no such code.
StringRef PieceAt(const fb::Table& config, const fb::Vector& pieces, int32_t code, bool first) {
  const int64_t piece = int64_t{code} - config.Scalar<int32_t>(decoder::encoding_offset);
  if (piece < 0 || piece >= pieces.size) return {nullptr, 0};
  StringRef text = text::StringAt(pieces, static_cast<uint32_t>(piece));
  if (first && config.Scalar<bool>(decoder::remove_dummy_prefix) && text.size && *text.data == ' ') {
    text = {text.data + 1, text.size - 1};
  }
  return text;
}

/// Calls add(piece) and next() for all rows, which have been checked.
template <class Add, class Next>
Status EachRow(Kernel k, const fb::Table& config, Add add, Next next) {
  TARE_REQUIRE(k, config.present() && config.Scalar<int8_t>(decoder::version) == 0, "bad configuration");
  const fb::Vector pieces = config.Items(decoder::decode_pieces, 4);
  TARE_REQUIRE(k, pieces.present(), "bad configuration");
  const Tensor splits = k.input(kSplits);
  const auto* code = k.input(kCodes).data<int32_t>();
  for (int row = 0; row + 1 < static_cast<int>(splits.elements()); ++row) {
    const int64_t size = IntegerAt(splits, row + 1) - IntegerAt(splits, row);
    for (int64_t i = 0; i < size; ++i, ++code) {
      const StringRef piece = PieceAt(config, pieces, *code, i == 0);
      TARE_REQUIRE(k, piece.data, "there is no piece %d", static_cast<int>(*code));
      add(piece);
    }
    next();
  }
  return kOk;
}

Status Eval(Kernel k) {
  const text::Config config(k.input(kConfig));
  const Tensor splits = k.input(kSplits);
  const int rows = splits.elements() > 1 ? static_cast<int>(splits.elements()) - 1 : 0;
  int64_t left = k.input(kCodes).elements();
  for (int row = 0; row < rows; ++row) {
    const int64_t begin = IntegerAt(splits, row), end = IntegerAt(splits, row + 1);
    TARE_REQUIRE(k, begin >= 0 && begin <= end && end - begin <= left, "splits must be sorted, and in range");
    left -= end - begin;
  }
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, Shape{1, {rows}}));
  int64_t size = 0;
  TARE_RETURN_IF_ERROR(
      EachRow(k, config.root, [&](StringRef piece) { size += static_cast<int64_t>(piece.size); }, [] {}));
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), rows, size));
  return EachRow(k, config.root, [&](StringRef piece) { writer.Append(piece); }, [&] { writer.Next(); });
}

}  // namespace

TARE_CUSTOM_KERNEL(SENTENCEPIECE_DETOKENIZER, u8, {.prepare = Prepare, .eval = Eval, .inputs = {kInputs, kInputs}})

}  // namespace tare
