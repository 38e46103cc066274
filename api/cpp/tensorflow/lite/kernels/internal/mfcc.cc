// The three steps, in double precision.
#include "tensorflow/lite/kernels/internal/mfcc.h"

#include <algorithm>
#include <cmath>

namespace tflite {
namespace internal {
namespace {

constexpr double kPi = 3.14159265358979323846;

double Mel(double frequency) { return 1127. * std::log1p(frequency / 700.); }

}  // namespace

bool MfccDct::Initialize(int input_length, int coefficient_count) {
  if (coefficient_count < 1 || input_length < coefficient_count) return false;
  cosines_.assign(static_cast<size_t>(coefficient_count), {});
  const double scale = std::sqrt(2. / input_length), step = kPi / input_length;
  for (size_t i = 0; i < cosines_.size(); ++i) {
    for (int j = 0; j < input_length; ++j) {
      cosines_[i].push_back(scale * std::cos(static_cast<double>(i) * step * (j + 0.5)));
    }
  }
  return true;
}

void MfccDct::Compute(const std::vector<double>& input, std::vector<double>* output) const {
  if (cosines_.empty()) return;
  output->resize(cosines_.size());
  const size_t length = std::min(input.size(), cosines_[0].size());
  for (size_t i = 0; i < cosines_.size(); ++i) {
    double sum = 0;
    for (size_t j = 0; j < length; ++j) sum += cosines_[i][j] * input[j];
    (*output)[i] = sum;
  }
}

bool MfccMelFilterbank::Initialize(int input_length, double input_sample_rate, int output_channel_count,
                                   double lower_frequency_limit, double upper_frequency_limit) {
  if (output_channel_count < 1 || !(input_sample_rate > 0) || input_length < 2 || !(lower_frequency_limit >= 0) ||
      !(upper_frequency_limit > lower_frequency_limit)) {
    return false;
  }
  num_channels_ = output_channel_count;
  const double width = 0.5 * input_sample_rate / (input_length - 1);  // of a bin, in Hz
  const double low = Mel(lower_frequency_limit), spacing = (Mel(upper_frequency_limit) - low) / (num_channels_ + 1);
  const auto center = [&](int channel) { return low + spacing * (channel + 1); };
  // Bins that are not there count up to one beyond the last, which no input has.
  const auto index = [&](double bin) { return static_cast<int>(std::min(bin, static_cast<double>(input_length))); };
  start_index_ = index(1.5 + lower_frequency_limit / width);
  end_index_ = index(upper_frequency_limit / width);
  weights_.assign(static_cast<size_t>(input_length), 0);
  channels_.assign(static_cast<size_t>(input_length), -2);
  int channel = 0;
  for (int i = start_index_; i <= end_index_ && i < input_length; ++i) {
    const double mel = Mel(i * width);
    while (channel < num_channels_ && center(channel) < mel) ++channel;
    channels_[static_cast<size_t>(i)] = channel - 1;
    weights_[static_cast<size_t>(i)] = (center(channel) - mel) / (center(channel) - center(channel - 1));
  }
  initialized_ = true;
  return true;
}

void MfccMelFilterbank::Compute(const std::vector<double>& input, std::vector<double>* output) const {
  if (!initialized_ || static_cast<int>(std::min(input.size(), weights_.size())) <= end_index_) return;
  output->assign(static_cast<size_t>(num_channels_), 0);
  for (int i = start_index_; i <= end_index_; ++i) {
    const auto bin = static_cast<size_t>(i);
    const double magnitude = std::sqrt(input[bin]), here = magnitude * weights_[bin];
    const int channel = channels_[bin];
    if (channel >= 0) (*output)[static_cast<size_t>(channel)] += here;
    if (channel + 1 < num_channels_) (*output)[static_cast<size_t>(channel + 1)] += magnitude - here;
  }
}

bool Mfcc::Initialize(int input_length, double input_sample_rate) {
  initialized_ = mel_filterbank_.Initialize(input_length, input_sample_rate, filterbank_channel_count_,
                                            lower_frequency_limit_, upper_frequency_limit_) &&
                 dct_.Initialize(filterbank_channel_count_, dct_coefficient_count_);
  return initialized_;
}

void Mfcc::Compute(const std::vector<double>& spectrogram_frame, std::vector<double>* output) const {
  if (!initialized_) return;
  std::vector<double> working;
  mel_filterbank_.Compute(spectrogram_frame, &working);
  for (double& value : working) value = std::log(std::max(value, 1e-12));
  dct_.Compute(working, output);
}

}  // namespace internal
}  // namespace tflite
