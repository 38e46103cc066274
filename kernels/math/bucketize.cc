// BUCKETIZE: how many of the ascending boundaries (of the options) are not greater than the value. Comparisons are made
// in float, in double where the input is.
#include "runtime/kernel.h"
#include "runtime/schema.h"

namespace tare {
namespace {

fb::Vector Boundaries(Kernel k) { return k.options().Items(options::BucketizeOptions::boundaries, sizeof(float)); }

Status Prepare(Kernel k) {
  const fb::Vector boundaries = Boundaries(k);
  for (uint32_t i = 1; i < boundaries.size; ++i) {
    TARE_REQUIRE(k, !(boundaries.at<float>(i) < boundaries.at<float>(i - 1)), "Expected sorted boundaries");
  }
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt32, "output is not int32");
  return k.ResizeOutputLike(0, k.input(0));
}

template <class T, class Compared>
Status Eval(Kernel k) {
  const fb::Vector boundaries = Boundaries(k);
  for (int i = 0; i < static_cast<int>(k.input(0).elements()); ++i) {
    const auto x = static_cast<Compared>(k.input(0).data<T>()[i]);
    uint32_t low = 0, high = boundaries.size;  // the first that is greater lies in [low, high]
    while (low < high) {
      const uint32_t middle = low + (high - low) / 2;
      if (x < Compared{boundaries.at<float>(middle)}) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    k.output(0).data<int32_t>()[i] = static_cast<int32_t>(low);
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(BUCKETIZE, f32, {.prepare = Prepare, .eval = Eval<float, float>})
TARE_KERNEL(BUCKETIZE, f64, {.prepare = Prepare, .eval = Eval<double, double>})
TARE_KERNEL(BUCKETIZE, i32, {.prepare = Prepare, .eval = Eval<int32_t, float>})
TARE_KERNEL(BUCKETIZE, i64, {.prepare = Prepare, .eval = Eval<int64_t, float>})

}  // namespace tare
