// The first coefficients of a cosine transform (DCT-II, scaled by sqrt(2 / length)).
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_MFCC_DCT_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_MFCC_DCT_H_

#include <vector>

namespace tflite {
namespace internal {

class MfccDct {
 public:
  /// False for sizes below 1 and more coefficients than inputs.
  bool Initialize(int input_length, int coefficient_count);
  /// Inputs beyond the length are left out. Does nothing before Initialize().
  void Compute(const std::vector<double>& input, std::vector<double>* output) const;

 private:
  std::vector<std::vector<double>> cosines_;  // by coefficient
};

}  // namespace internal
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_MFCC_DCT_H_
