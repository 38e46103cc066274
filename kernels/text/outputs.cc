// One message serves all outputs: models with others are hand-made.
#include "kernels/text/outputs.h"

namespace tare::text {

Status OpenOutputs(Kernel k, const TfLiteType* types, int n) {
  for (int i = 0; i < n; ++i) {
    TARE_REQUIRE(k, k.output(i).type() == types[i], "bad output types");
    TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  }
  return kOk;
}

}  // namespace tare::text
