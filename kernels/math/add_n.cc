// ADD_N: the sum of any number of tensors of one shape; integers wrap around.
#include "kernels/math/wrapping.h"
#include "runtime/kernel.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  for (int i = 0; i < k.input_count(); ++i) {
    TARE_REQUIRE(k, k.has_input(i) && k.input(i).type() == k.output(0).type() && k.input(i).SameShape(k.input(0)),
                 "inputs differ");
  }
  return k.ResizeOutputLike(0, k.input(0));
}

template <class T>
Status Eval(Kernel k) {
  T* to = k.output(0).data<T>();
  const auto n = static_cast<int>(k.output(0).elements());
  for (int i = 0; i < n; ++i) {
    T sum = 0;
    for (int j = 0; j < k.input_count(); ++j) sum = WrappingAdd(sum, k.input(j).data<T>()[i]);
    to[i] = sum;
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(ADD_N, f32, {.prepare = Prepare, .eval = Eval<float>, .inputs = {2, 255}})
TARE_KERNEL(ADD_N, i32, {.prepare = Prepare, .eval = Eval<int32_t>, .inputs = {2, 255}})

TARE_TF_KERNEL(AddN, i64, {.prepare = Prepare, .eval = Eval<int64_t>, .inputs = {2, 255}})

}  // namespace tare
