// Which of the format's built-in ops, which Select TF ops and which custom ops Tare has, as the catalogue says.
#ifndef TARE_BUILDER_REPORT_COVERAGE_H_
#define TARE_BUILDER_REPORT_COVERAGE_H_

#include <string>
#include <vector>

#include "builder/select/selection.h"

namespace tare::builder {

/// One built-in operator code of the format, one Select TF op ("FlexAddV2") or one custom op (both: code of CUSTOM).
struct OpCoverage {
  enum class Status {
    kDone,      // has kernels
    kMissing,   // has none yet
    kNoKernel,  // is in the format, but TensorFlow Lite has no kernel for it either
    kMarker     // is no operation: CUSTOM, DELEGATE, the placeholder of the older code field
  };
  int code;
  std::string name;
  Status status;
  std::vector<const KernelLine*> lines;  // of the catalogue
};

/// All built-in codes, in the format's order.
std::vector<OpCoverage> Coverage();
/// The TF ops that converters may put into a model, by name.
std::vector<OpCoverage> SelectTfCoverage();
/// The custom ops that Tare has kernels for, in the catalogue's order.
std::vector<OpCoverage> CustomCoverage();
/// "done", "missing", "no kernel in TensorFlow Lite", "no operation".
const char* StatusName(OpCoverage::Status status);

}  // namespace tare::builder

#endif  // TARE_BUILDER_REPORT_COVERAGE_H_
