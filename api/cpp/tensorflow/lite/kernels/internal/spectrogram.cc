// Radix-2 transforms of complex numbers: what one for real numbers would save is little.
#include "tensorflow/lite/kernels/internal/spectrogram.h"

#include <cmath>
#include <utility>

namespace tflite {
namespace internal {
namespace {

constexpr double kPi = 3.14159265358979323846;

}  // namespace

bool Spectrogram::Initialize(int window_length, int step_length) {
  std::vector<double> window;
  for (int i = 0; i < window_length; ++i) window.push_back(0.5 - 0.5 * std::cos(2 * kPi * i / window_length));
  return Initialize(window, step_length);
}

bool Spectrogram::Initialize(const std::vector<double>& window, int step_length) {
  step_length_ = 0;
  if (window.size() < 2 || step_length < 1) return false;
  window_ = window;
  step_length_ = step_length;
  samples_to_next_ = static_cast<int>(window.size());
  queue_.clear();
  size_t length = 2;
  while (length < window.size()) length *= 2;
  spectrum_.assign(length, 0);
  roots_.clear();
  for (size_t i = 0; i < length / 2; ++i) {
    const double angle = 2 * kPi * static_cast<double>(i) / static_cast<double>(length);
    roots_.emplace_back(std::cos(angle), std::sin(angle));
  }
  return true;
}

void Spectrogram::Transform() {
  const size_t length = spectrum_.size();
  for (size_t i = 0; i < length; ++i) spectrum_[i] = i < window_.size() ? queue_[i] * window_[i] : 0;
  // To the order of reversed bits, then pairs, fours, eights, ...
  for (size_t i = 0, reversed = 0; i < length; ++i) {
    if (i < reversed) std::swap(spectrum_[i], spectrum_[reversed]);
    size_t bit = length / 2;
    for (; reversed & bit; bit /= 2) reversed ^= bit;
    reversed |= bit;
  }
  for (size_t half = 1; half < length; half *= 2) {
    for (size_t first = 0; first < length; first += 2 * half) {
      for (size_t i = 0; i < half; ++i) {
        const std::complex<double> root = roots_[i * (length / 2 / half)], low = spectrum_[first + i];
        const std::complex<double> x = spectrum_[first + half + i];
        const std::complex<double> high(x.real() * root.real() - x.imag() * root.imag(),
                                        x.real() * root.imag() + x.imag() * root.real());
        spectrum_[first + i] = low + high;
        spectrum_[first + half + i] = low - high;
      }
    }
  }
}

}  // namespace internal
}  // namespace tflite
