// The exponential functions of float rows against the C library's in double, at every ISA level that this machine runs.
#include "kernels/micro/exp_f32.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <vector>

namespace tare {
namespace {

using Values = std::vector<float>;

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kSmallest = std::numeric_limits<float>::min();

class ExpLevel : public testing::TestWithParam<bool> {
 protected:
  void Exp(const Values& x, Values& out, float origin = 0, float scale = 1) const {
    TARE_AT_LEVEL(GetParam(), ExpRowF32)(x.data(), out.data(), static_cast<int>(x.size()), origin, scale);
  }
  void Logistic(const Values& x, Values& out) const {
    TARE_AT_LEVEL(GetParam(), LogisticRowF32)(x.data(), out.data(), static_cast<int>(x.size()));
  }
  void Tanh(const Values& x, Values& out) const {
    TARE_AT_LEVEL(GetParam(), TanhRowF32)(x.data(), out.data(), static_cast<int>(x.size()));
  }
};

/// Distance of `got` from `want` in units of the last place of a float near `want`; results below the smallest normal
/// float count as equal to each other.
double Ulps(float got, double want) {
  if (std::fabs(want) < kSmallest && std::fabs(got) <= kSmallest) return 0;
  int exponent = 0;
  std::frexp(want, &exponent);
  return std::fabs(got - want) / std::ldexp(1, exponent - 24);
}

/// Floats of both signs, evenly in magnitude's logarithm between 2^-40 and `limit`, and evenly in value.
Values Samples(float limit) {
  Values x;
  float v = 0x1p-40f;
  while (v < limit) {
    x.insert(x.end(), {v, -v});
    v *= 1.0003f;
  }
  for (int i = -20000; i <= 20000; ++i) x.push_back(limit * static_cast<float>(i) / 20000);
  return x;
}

void ExpectClose(const Values& x, const Values& got, const std::function<double(double)>& f, double ulps) {
  for (size_t i = 0; i < x.size(); ++i) ASSERT_LE(Ulps(got[i], f(x[i])), ulps) << "at " << x[i] << ": " << got[i];
}

TEST_P(ExpLevel, CloseToDouble) {
  // The reference's own errors on such inputs reach 5.9 (LOGISTIC) and 5.0 (TANH).
  Values x = Samples(87.3f), got(x.size());
  Exp(x, got);
  ExpectClose(x, got, [](double v) { return std::exp(v); }, 1.1);
  Logistic(x, got);
  ExpectClose(x, got, [](double v) { return 1 / (1 + std::exp(-v)); }, 2.6);
  Tanh(x, got);
  ExpectClose(x, got, [](double v) { return std::tanh(v); }, 2.6);
}

TEST_P(ExpLevel, LimitsAndNaN) {
  const Values x = {0, kInfinity, -kInfinity, 1e30f, -1e30f, 88.72f, 89, -120, NAN};
  Values got(x.size());
  Exp(x, got);
  EXPECT_EQ(got[0], 1);
  EXPECT_EQ(got[1], kInfinity);
  EXPECT_EQ(got[2], 0);
  EXPECT_EQ(got[3], kInfinity);
  EXPECT_EQ(got[4], 0);
  EXPECT_LE(Ulps(got[5], std::exp(double{x[5]})), 1);
  EXPECT_EQ(got[6], kInfinity);
  EXPECT_LE(got[7], kSmallest);
  EXPECT_TRUE(std::isnan(got[8]));
  Logistic(x, got);
  EXPECT_EQ(got[0], .5f);
  EXPECT_EQ(got[1], 1);
  EXPECT_EQ(got[2], 0);
  EXPECT_TRUE(std::isnan(got[8]));
  Tanh(x, got);
  EXPECT_EQ(got[0], 0);
  EXPECT_EQ(got[1], 1);
  EXPECT_EQ(got[2], -1);
  EXPECT_TRUE(std::isnan(got[8]));
}

TEST_P(ExpLevel, OriginAndScale) {
  const Values x = {1, 2, 3};
  Values got(x.size());
  Exp(x, got, 3, .5f);
  for (size_t i = 0; i < x.size(); ++i) EXPECT_LE(Ulps(got[i], std::exp((x[i] - 3.) / 2)), 1);
}

TEST_P(ExpLevel, EveryLengthInPlace) {
  for (int n = 0; n <= 20; ++n) {
    Values x(n + 1, .25f);
    x[n] = 7;  // must stay
    TARE_AT_LEVEL(GetParam(), ExpRowF32)(x.data(), x.data(), n, 0, 1);
    for (int i = 0; i < n; ++i) EXPECT_LE(Ulps(x[i], std::exp(.25)), 1);
    EXPECT_EQ(x[n], 7);
  }
}

std::vector<bool> Levels() {
  std::vector<bool> levels = {false};
  if (BestLevel()) levels.push_back(true);
  return levels;
}

INSTANTIATE_TEST_SUITE_P(Isa, ExpLevel, testing::ValuesIn(Levels()),
                         [](const auto& test) { return test.param ? "widest" : "base"; });

}  // namespace
}  // namespace tare
