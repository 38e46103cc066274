// TensorFlow's EncodeBase64 and DecodeBase64: the alphabet for URLs, = at the end or not.
#include "kernels/strings.h"

namespace tare {
namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

Status PrepareCode(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteString, "output is not of strings");
  return k.ResizeOutputLike(0, k.input(0));
}

/// Options field 0: the last group is filled up with =.
Status EvalEncode(Kernel k) {
  const bool pad = k.options().Scalar<uint8_t>(0) != 0;
  Strings in;
  if (!in.Open(k, k.input(0))) return kError;
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, k.input(0)));
  int64_t size = 0;
  for (int i = 0; i < in.count(); ++i)
    size += static_cast<int64_t>(pad ? (in.at(i).size + 2) / 3 * 4 : (in.at(i).size * 4 + 2) / 3);
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), in.count(), size));
  for (int i = 0; i < in.count(); ++i) {
    const StringRef s = in.at(i);
    for (size_t at = 0; at < s.size; at += 3) {
      const size_t n = s.size - at < 3 ? s.size - at : 3;
      uint32_t bits = 0;
      for (size_t j = 0; j < 3; ++j) bits = bits << 8 | (j < n ? static_cast<uint8_t>(s.data[at + j]) : 0u);
      char group[4];
      for (unsigned j = 0; j < 4; ++j) group[j] = j <= n ? kAlphabet[bits >> (18 - 6 * j) & 63] : '=';
      writer.Append({group, pad ? 4 : n + 1});
    }
    writer.Next();
  }
  return kOk;
}

/// The value of a letter of the alphabet; -1 = it is none.
int Value(char c) {
  for (int i = 0; i < 64; ++i) {
    if (kAlphabet[i] == c) return i;
  }
  return -1;
}

Status EvalDecode(Kernel k) {
  Strings in;
  if (!in.Open(k, k.input(0))) return kError;
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, k.input(0)));
  StringWriter writer;
  const auto text = [&](int i) {
    StringRef s = in.at(i);
    for (int pads = 0;
         pads < 2 && s.size && s.size % 4 == static_cast<size_t>(pads ? 3 : 0) && s.data[s.size - 1] == '='; ++pads)
      --s.size;
    return s;
  };
  int64_t size = 0;
  for (int i = 0; i < in.count(); ++i) {
    const StringRef s = text(i);
    bool good = s.size % 4 != 1;
    for (size_t c = 0; c < s.size; ++c) good = good && Value(s.data[c]) >= 0;
    // What the last letter has beyond whole bytes must be 0.
    const size_t rest = s.size % 4;
    if (good && rest) good = (Value(s.data[s.size - 1]) & (rest == 2 ? 15 : 3)) == 0;
    TARE_REQUIRE(k, good, "Invalid character found in base64.");
    size += static_cast<int64_t>(s.size * 3 / 4);
  }
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), in.count(), size));
  for (int i = 0; i < in.count(); ++i) {
    const StringRef s = text(i);
    uint32_t bits = 0;
    int have = 0;
    for (size_t c = 0; c < s.size; ++c) {
      bits = bits << 6 | static_cast<uint32_t>(Value(s.data[c]));
      have += 6;
      if (have < 8) continue;
      have -= 8;
      const char byte = static_cast<char>(bits >> have);
      writer.Append({&byte, 1});
    }
    writer.Next();
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(EncodeBase64, str, {.prepare = PrepareCode, .eval = EvalEncode})
TARE_TF_KERNEL(DecodeBase64, str, {.prepare = PrepareCode, .eval = EvalDecode})

}  // namespace tare
