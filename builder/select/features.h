// Which runtime features models need. See runtime/features.h for the list.
#ifndef TARE_BUILDER_SELECT_FEATURES_H_
#define TARE_BUILDER_SELECT_FEATURES_H_

#include <map>
#include <string>
#include <vector>

#include "builder/select/selection.h"
#include "runtime/op_codes.h"

namespace tare::builder {

/// Every feature, on where a model needs it or where apps rely on it whatever the model.
std::map<std::string, Feature> SelectFeatures(const std::vector<Model>& models, const std::vector<Use>& uses);
/// Inputs (bit i = input i) whose values determine a built-in op's output shapes; all ones = they are known only while
/// running, whatever the inputs are.
uint32_t ShapeInputs(Op op);
/// Every feature on.
std::map<std::string, Feature> AllFeatures();

}  // namespace tare::builder

#endif  // TARE_BUILDER_SELECT_FEATURES_H_
