// The answer of kernels whose shapes need a feature that the library was built without (runtime/features.h): the rules
// of builder/select/shape_features.cc keep it from models that it was built for.
#ifndef TARE_KERNELS_NOT_SELECTED_H_
#define TARE_KERNELS_NOT_SELECTED_H_

namespace tare {

inline constexpr char kShapesNotSelected[] = "its shapes were not selected for this library";

}  // namespace tare

#endif  // TARE_KERNELS_NOT_SELECTED_H_
