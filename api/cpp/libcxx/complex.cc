// Products and quotients of complex numbers, which the compiler calls functions for. Infinities and NaNs come out as
// the plain formulas give them; the C standard's recovery of infinities from NaNs is left out, as -ffast-math would.
namespace {

template <class T, class Complex>
Complex Multiply(T a, T b, T c, T d) {
  Complex result;
  __real__ result = a * c - b * d;
  __imag__ result = a * d + b * c;
  return result;
}

/// Smith's method: the larger of the divisor's parts is divided by first, so that no square overflows.
template <class T, class Complex>
Complex Divide(T a, T b, T c, T d) {
  Complex result;
  const bool real_larger = (c < 0 ? -c : c) >= (d < 0 ? -d : d);
  const T ratio = real_larger ? d / c : c / d;
  const T divisor = real_larger ? c + d * ratio : c * ratio + d;
  __real__ result = (real_larger ? a + b * ratio : a * ratio + b) / divisor;
  __imag__ result = (real_larger ? b - a * ratio : b * ratio - a) / divisor;
  return result;
}

}  // namespace

extern "C" {
float _Complex __mulsc3(float a, float b, float c, float d) { return Multiply<float, float _Complex>(a, b, c, d); }
double _Complex __muldc3(double a, double b, double c, double d) {
  return Multiply<double, double _Complex>(a, b, c, d);
}
float _Complex __divsc3(float a, float b, float c, float d) {
  // In double, where squares of floats do not overflow.
  const double divisor = static_cast<double>(c) * c + static_cast<double>(d) * d;
  float _Complex result;
  __real__ result = static_cast<float>((static_cast<double>(a) * c + static_cast<double>(b) * d) / divisor);
  __imag__ result = static_cast<float>((static_cast<double>(b) * c - static_cast<double>(a) * d) / divisor);
  return result;
}
double _Complex __divdc3(double a, double b, double c, double d) { return Divide<double, double _Complex>(a, b, c, d); }
}
