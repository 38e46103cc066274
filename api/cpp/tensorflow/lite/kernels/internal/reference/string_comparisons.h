// Comparisons of strings, element by element and broadcast.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_STRING_COMPARISONS_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_STRING_COMPARISONS_H_

#include <string.h>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/common.h"
#include "tensorflow/lite/string_util.h"

namespace tflite {
namespace reference_ops {

inline bool StringRefEqualFn(const StringRef& lhs, const StringRef& rhs) {
  return lhs.len == rhs.len && memcmp(lhs.str, rhs.str, static_cast<size_t>(lhs.len)) == 0;
}
inline bool StringRefNotEqualFn(const StringRef& lhs, const StringRef& rhs) { return !StringRefEqualFn(lhs, rhs); }

inline void ComparisonStringImpl(bool (*F)(const StringRef&, const StringRef&), const RuntimeShape& input1_shape,
                                 const TfLiteTensor* input1, const RuntimeShape& input2_shape,
                                 const TfLiteTensor* input2, const RuntimeShape& output_shape, bool* output_data) {
  const int size = MatchingFlatSize(input1_shape, input2_shape, output_shape);
  for (int i = 0; i < size; ++i) output_data[i] = F(GetString(input1, i), GetString(input2, i));
}
inline void BroadcastComparison4DSlowStringImpl(bool (*F)(const StringRef&, const StringRef&),
                                                const RuntimeShape& input1_shape, const TfLiteTensor* input1,
                                                const RuntimeShape& input2_shape, const TfLiteTensor* input2,
                                                const RuntimeShape& /*output_shape*/, bool* output_data) {
  NdArrayDesc<4> desc1, desc2;
  NdArrayDescsForElementwiseBroadcast(input1_shape, input2_shape, &desc1, &desc2);
  NDOpsHelper<4>(desc1, [&](const int index[4]) {
    *output_data++ =
        F(GetString(input1, SubscriptToIndex<4>(desc1, index)), GetString(input2, SubscriptToIndex<4>(desc2, index)));
  });
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_STRING_COMPARISONS_H_
