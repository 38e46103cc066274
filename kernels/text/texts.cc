// One message serves all outputs: models with others are hand-made. An app may resize the input, so its rank is checked
// in Eval, too.
#include "kernels/text/texts.h"

namespace tare::text {

Status OpenTexts(Kernel k, Strings* texts) {
  TARE_REQUIRE(k, k.input(0).rank() == 1, "bad input");
  return texts->Open(k, k.input(0)) ? kOk : kError;
}

Status OpenOutputs(Kernel k, const TfLiteType* types, int n) {
  for (int i = 0; i < n; ++i) {
    TARE_REQUIRE(k, k.output(i).type() == types[i], "bad output types");
    TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  }
  return kOk;
}

}  // namespace tare::text
