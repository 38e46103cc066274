// Mel-frequency cepstral coefficients of spectra: magnitudes in mel, logarithms, and a cosine transform.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_MFCC_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_MFCC_H_

#include <vector>

#include "tensorflow/lite/kernels/internal/mfcc_dct.h"
#include "tensorflow/lite/kernels/internal/mfcc_mel_filterbank.h"

namespace tflite {
namespace internal {

class Mfcc {
 public:
  /// With the limits and counts that were set before.
  bool Initialize(int input_length, double input_sample_rate);
  /// Of squared magnitudes. Does nothing before Initialize() has returned true.
  void Compute(const std::vector<double>& spectrogram_frame, std::vector<double>* output) const;

  void set_upper_frequency_limit(double upper_frequency_limit) { upper_frequency_limit_ = upper_frequency_limit; }
  void set_lower_frequency_limit(double lower_frequency_limit) { lower_frequency_limit_ = lower_frequency_limit; }
  void set_filterbank_channel_count(int filterbank_channel_count) {
    filterbank_channel_count_ = filterbank_channel_count;
  }
  void set_dct_coefficient_count(int dct_coefficient_count) { dct_coefficient_count_ = dct_coefficient_count; }

 private:
  MfccMelFilterbank mel_filterbank_;
  MfccDct dct_;
  bool initialized_ = false;
  double lower_frequency_limit_ = 20, upper_frequency_limit_ = 4000;  // Hz
  int filterbank_channel_count_ = 40, dct_coefficient_count_ = 13;
};

}  // namespace internal
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_MFCC_H_
