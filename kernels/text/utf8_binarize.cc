// TensorFlow Text's Utf8Binarize: the first `word_length` characters of each string as the lowest `bits_per_char` bits
// of their code points, the lowest first, each a float of 0 or 1 (the input of RetVec, arXiv 2302.09207). What is no
// character counts as `replacement_char`; what a string lacks is 0.
#include "kernels/flexbuffer.h"
#include "kernels/tf/utf8.h"

namespace tare {
namespace {

struct Data {
  int32_t length, bits, replacement;
};

/// int32 options that are not negative and whose product is a size.
Status Resize(Kernel k) {
  const Data& data = *k.data<Data>();
  TARE_REQUIRE(k, k.input(0).rank() == 1, "bad input");
  const int dims[] = {k.input(0).dim(0), data.length * data.bits};
  return k.ResizeOutput(0, dims, 2);
}

Status Prepare(Kernel k) {
  const Flex options = Flex::Options(k);
  Data& data = *k.data<Data>();
  data = {options["word_length"].Int32(), options["bits_per_char"].Int32(), options["replacement_char"].Int32()};
  TARE_REQUIRE(k, data.length >= 0 && data.bits >= 0 && int64_t{data.length} * data.bits <= INT32_MAX,
               "bad word_length or bits_per_char");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32, "output is not float");
  return Resize(k);
}

Status Eval(Kernel k) {
  const Data& data = *k.data<Data>();
  Strings texts;
  if (!texts.Open(k, k.input(0))) return kError;
  TARE_RETURN_IF_ERROR(Resize(k));
  auto* to = k.output(0).data<float>();
  for (int i = 0; i < texts.count(); ++i) {
    const StringRef text = texts.at(i);
    size_t at = 0;
    for (int c = 0; c < data.length; ++c) {
      int32_t character = 0;
      if (at < text.size) {
        character = tf::NextCharacter(text, at);
        if (character < 0) character = data.replacement;
      }
      for (int bit = 0; bit < data.bits; ++bit) {
        *to++ = static_cast<float>(character & 1);
        character >>= 1;
      }
    }
  }
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(UTF8_BINARIZE, str, {.prepare = Prepare, .eval = Eval, .data_bytes = sizeof(Data)})

}  // namespace tare
