// TensorFlow Text's ByteSplitWithOffsets, strings to their bytes with where each lies, and ByteSplitByOffsets, strings
// to the parts that rows of offsets name.
#include "kernels/strings.h"
#include "kernels/text/texts.h"
#include "kernels/tf/row_splits.h"

namespace tare {
namespace {

/// Outputs: bytes, splits of rows, first bytes, ends.
Status PrepareBytes(Kernel k) {
  TARE_REQUIRE(k, k.input(0).rank() == 1, "bad input");
  constexpr TfLiteType kTypes[] = {kTfLiteUInt8, kTfLiteInt64, kTfLiteInt32, kTfLiteInt32};
  return text::OpenOutputs(k, kTypes);
}

Status EvalBytes(Kernel k) {
  Strings texts;
  TARE_RETURN_IF_ERROR(text::OpenTexts(k, &texts));
  const int splits = texts.count() + 1;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, &splits, 1));
  auto* split = k.output(1).data<int64_t>();
  *split = 0;
  for (int i = 0; i < texts.count(); ++i) split[i + 1] = split[i] + static_cast<int64_t>(texts.at(i).size);
  const auto n = static_cast<int>(split[texts.count()]);  // less than the tensor's bytes, which 32 bits count
  for (int i = 0; i < 4; i += i ? 1 : 2) TARE_RETURN_IF_ERROR(k.ResizeOutput(i, &n, 1));
  auto* to = k.output(0).data<uint8_t>();
  auto *first = k.output(2).data<int32_t>(), *last = k.output(3).data<int32_t>();
  for (int i = 0; i < texts.count(); ++i) {
    const StringRef text = texts.at(i);
    for (size_t at = 0; at < text.size; ++at) {
      *to++ = static_cast<uint8_t>(text.data[at]);
      *first++ = static_cast<int32_t>(at);
      *last++ = static_cast<int32_t>(at + 1);
    }
  }
  return kOk;
}

/// Inputs: strings, first bytes and ends of parts, splits of the parts into rows, one per string; outputs: parts and
/// the splits again.
Status PrepareParts(Kernel k) {
  constexpr TfLiteType kInputs[] = {kTfLiteString, kTfLiteInt32, kTfLiteInt32, kTfLiteInt64};
  for (int i = 0; i < 4; ++i) {
    TARE_REQUIRE(k, k.input(i).rank() == 1 && k.input(i).type() == kInputs[i], "bad input %d", i);
  }
  constexpr TfLiteType kTypes[] = {kTfLiteString, kTfLiteInt64};
  return text::OpenOutputs(k, kTypes);
}

Status EvalParts(Kernel k) {
  const Tensor splits = k.input(3);
  for (int i = 0; i < 4; ++i) TARE_REQUIRE(k, k.input(i).rank() == 1, "bad input %d", i);
  Strings texts;
  if (!texts.Open(k, k.input(0))) return kError;
  const int starts = k.input(1).dim(0), ends = k.input(2).dim(0);
  TARE_RETURN_IF_ERROR(tf::CheckRowSplits(k, splits, starts < ends ? starts : ends));
  TARE_REQUIRE(k, splits.dim(0) - 1 == texts.count(), "one row of offsets for each string");
  const auto* split = splits.data<int64_t>();
  const auto *first = k.input(1).data<int32_t>(), *last = k.input(2).data<int32_t>();
  const auto n = static_cast<int>(split[texts.count()]);
  int64_t size = 0;
  for (int row = 0; row < texts.count(); ++row) {
    for (int64_t i = split[row]; i < split[row + 1]; ++i) {
      const bool inside = first[i] >= 0 && first[i] <= last[i] && static_cast<size_t>(last[i]) <= texts.at(row).size;
      TARE_REQUIRE(k, inside, "offsets leave the string");
      size += last[i] - first[i];
    }
  }
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, &n, 1));
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(1, splits));
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), n, size));
  for (int row = 0; row < texts.count(); ++row) {
    for (int64_t i = split[row]; i < split[row + 1]; ++i) {
      writer.Append({texts.at(row).data + first[i], static_cast<size_t>(last[i] - first[i])});
      writer.Next();
    }
  }
  __builtin_memcpy(k.output(1).data<int64_t>(), split, splits.bytes());
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(BYTE_SPLIT, str, {.prepare = PrepareBytes, .eval = EvalBytes, .outputs = {4, 4}})
TARE_CUSTOM_KERNEL(BYTE_SPLIT_BY_OFFSETS, str,
                   {.prepare = PrepareParts, .eval = EvalParts, .inputs = {4, 4}, .outputs = {2, 2}})

}  // namespace tare
