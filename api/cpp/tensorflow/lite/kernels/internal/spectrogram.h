// Spectra of overlapping windows of sound, in double precision. Sound may come in pieces: a window that a piece does
// not fill goes on in the next.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_SPECTROGRAM_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_SPECTROGRAM_H_

#include <stddef.h>

#include <complex>
#include <deque>
#include <vector>

namespace tflite {
namespace internal {

class Spectrogram {
 public:
  /// With a periodic Hann window, or a given one; transforms are padded to a power of two. False for windows shorter
  /// than 2 and steps below 1.
  bool Initialize(int window_length, int step_length);
  bool Initialize(const std::vector<double>& window, int step_length);

  /// A spectrum of output_frequency_channels() for each window that is complete. Imaginary parts are the sums with
  /// sines, so of the other sign than those of the usual transform. False before Initialize().
  template <class InputSample, class OutputSample>
  bool ComputeComplexSpectrogram(const std::vector<InputSample>& input,
                                 std::vector<std::vector<std::complex<OutputSample>>>* output) {
    return Compute(input, output, [](const std::complex<double>& x) {
      return std::complex<OutputSample>(static_cast<OutputSample>(x.real()), static_cast<OutputSample>(x.imag()));
    });
  }
  template <class InputSample, class OutputSample>
  bool ComputeSquaredMagnitudeSpectrogram(const std::vector<InputSample>& input,
                                          std::vector<std::vector<OutputSample>>* output) {
    return Compute(input, output, [](const std::complex<double>& x) {
      return static_cast<OutputSample>(x.real() * x.real() + x.imag() * x.imag());
    });
  }

  const std::vector<double>& GetWindow() const { return window_; }
  int output_frequency_channels() const { return static_cast<int>(spectrum_.size() / 2 + 1); }

 private:
  template <class InputSample, class Output, class Function>
  bool Compute(const std::vector<InputSample>& input, std::vector<std::vector<Output>>* output,
               const Function& function) {
    if (step_length_ == 0) return false;
    output->clear();
    for (const InputSample& sample : input) {
      queue_.push_back(static_cast<double>(sample));
      if (--samples_to_next_) continue;
      samples_to_next_ = step_length_;
      while (queue_.size() > window_.size()) queue_.pop_front();
      Transform();
      output->emplace_back();
      for (size_t i = 0; i <= spectrum_.size() / 2; ++i) output->back().push_back(function(spectrum_[i]));
    }
    return true;
  }
  /// The queue's spectrum.
  void Transform();

  int step_length_ = 0, samples_to_next_ = 0;
  std::vector<double> window_;
  std::deque<double> queue_;
  std::vector<std::complex<double>> spectrum_, roots_;
};

}  // namespace internal
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_SPECTROGRAM_H_
