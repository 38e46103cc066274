// Features that windows need because of their shapes or attributes: kernels leave out what no model of the build asks
// for, and refuse what would need it.
#ifndef TARE_BUILDER_SELECT_SHAPE_FEATURES_H_
#define TARE_BUILDER_SELECT_SHAPE_FEATURES_H_

#include <functional>
#include <string>
#include <vector>

#include "builder/select/selection.h"

namespace tare::builder {

/// Says that a feature is needed, and where.
using Need = std::function<void(const char* feature, const std::string& why)>;

/// The needs of one node. What is not known before the app runs counts as needed.
void NeedsOfShapes(const std::string& where, const Model& model, const Use& use, const Need& need);

/// The need for integer products with weights in place: where products of few rows are a part of a model's work that
/// matters.
void NeedsOfFewRows(const Model& model, const std::vector<const Use*>& uses, const Need& need);

}  // namespace tare::builder

#endif  // TARE_BUILDER_SELECT_SHAPE_FEATURES_H_
