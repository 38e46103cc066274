// Sums of magnitudes under triangles that are equally wide in mel, 1127 log(1 + Hz / 700): each begins at the center of
// the one before it and ends at that of the next.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_MFCC_MEL_FILTERBANK_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_MFCC_MEL_FILTERBANK_H_

#include <vector>

namespace tflite {
namespace internal {

class MfccMelFilterbank {
 public:
  /// For spectra of `input_length` bins from 0 Hz to half of the sample rate. False for sizes and frequencies that make
  /// no sense.
  bool Initialize(int input_length, double input_sample_rate, int output_channel_count, double lower_frequency_limit,
                  double upper_frequency_limit);
  /// Of squared magnitudes. Does nothing before Initialize(), and for an input that ends below the upper limit.
  void Compute(const std::vector<double>& input, std::vector<double>* output) const;

 private:
  int num_channels_ = 0;
  int start_index_ = 0, end_index_ = -1;  // of the bins in use
  std::vector<double> weights_;           // share of a bin that goes to its channel; the rest goes to the next one
  std::vector<int> channels_;             // of each bin; -1 before the first center
  bool initialized_ = false;
};

}  // namespace internal
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_MFCC_MEL_FILTERBANK_H_
