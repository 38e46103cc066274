// odml.scaled_dot_product_attention: softmax(scale · query · key + mask) · value, per head. Heads of queries may share
// those of keys and values, neighbours first. A row of scores is a thread's scratch memory; nothing is transposed.
#include "kernels/flexbuffer.h"
#include "kernels/math/numerics.h"

namespace tare {
namespace {

/// Query [batch, queries, heads, depth], key and value [batch, keys, key heads, depth], mask [batch or 1, heads or 1,
/// queries or 1, keys]. The node's data is the scale.
Status Prepare(Kernel k) {
  const Tensor query = k.input(0), key = k.input(1), value = k.input(2), mask = k.input(3);
  for (int i = 0; i < 4; ++i) {
    TARE_REQUIRE(k, k.input(i).type() == kTfLiteFloat32 && k.input(i).rank() == 4, "inputs must be float, of rank 4");
  }
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32, "output is not float");
  TARE_REQUIRE(k, key.SameShape(value) && key.dim(0) == query.dim(0) && key.dim(3) == query.dim(3) && key.dim(1) > 0,
               "bad keys or values");
  TARE_REQUIRE(k, query.dim(3) > 0 && key.dim(2) > 0 && query.dim(2) % key.dim(2) == 0, "bad heads");
  const int wanted[] = {query.dim(0), query.dim(2), query.dim(1), key.dim(1)};
  for (int i = 0; i < 4; ++i) {
    TARE_REQUIRE(k, mask.dim(i) == wanted[i] || (i < 3 && mask.dim(i) == 1), "the mask does not fit");
  }
  auto& scale = *k.data<float>();
  scale = Flex::Options(k)["scale"].Float();
  if (!(scale > 0)) scale = 1 / __builtin_elementwise_sqrt(static_cast<float>(query.dim(3)));
  TARE_RETURN_IF_ERROR(
      k.RequestScratch(sizeof(float) * static_cast<size_t>(key.dim(1)) * static_cast<size_t>(k.threads())));
  return k.ResizeOutputLike(0, query);
}

/// Fills `scores` with the weights of all keys.
void Weigh(const float* query, const float* key, ptrdiff_t key_stride, const float* mask, float scale, int depth,
           int keys, float* scores) {
  float most = -__builtin_inff();
  for (int i = 0; i < keys; ++i) {
    float sum = 0;
    for (int d = 0; d < depth; ++d) sum += query[d] * scale * key[i * key_stride + d];
    scores[i] = sum + mask[i];
    most = scores[i] > most ? scores[i] : most;
  }
  double sum = 0;
  for (int i = 0; i < keys; ++i) {
    scores[i] = static_cast<float>(Exp(double{scores[i]} - double{most}));
    sum += double{scores[i]};
  }
  for (int i = 0; i < keys; ++i) scores[i] = static_cast<float>(double{scores[i]} / sum);
}

Status Eval(Kernel k) {
  const Tensor query = k.input(0), key = k.input(1), mask = k.input(3);
  const int queries = query.dim(1), heads = query.dim(2), depth = query.dim(3), keys = key.dim(1);
  const int shared = heads / key.dim(2);
  const ptrdiff_t key_stride = ptrdiff_t{key.dim(2)} * depth;
  k.ParallelFor(query.dim(0) * queries * heads, int64_t{4} * keys * depth, [&](int begin, int end, int thread) {
    float* scores = k.scratch<float>() + ptrdiff_t{thread} * keys;
    for (int row = begin; row < end; ++row) {
      const int head = row % heads, q = row / heads % queries, batch = row / heads / queries;
      const ptrdiff_t first = ptrdiff_t{batch} * keys * key_stride + ptrdiff_t{head / shared} * depth;
      const auto at = [&](int i, int position) { return mask.dim(i) == 1 ? 0 : position; };
      const int64_t mask_row = (int64_t{at(0, batch)} * mask.dim(1) + at(1, head)) * mask.dim(2) + at(2, q);
      Weigh(query.data<float>() + ptrdiff_t{row} * depth, key.data<float>() + first, key_stride,
            mask.data<float>() + mask_row * keys, *k.data<float>(), depth, keys, scores);
      float* out = k.output(0).data<float>() + ptrdiff_t{row} * depth;
      for (int d = 0; d < depth; ++d) out[d] = 0;
      const float* value = k.input(2).data<float>() + first;
      for (int i = 0; i < keys; ++i) {
        for (int d = 0; d < depth; ++d) out[d] += scores[i] * value[i * key_stride + d];
      }
    }
  });
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(SCALED_DOT_PRODUCT_ATTENTION, f32,
                   {.prepare = Prepare, .eval = Eval, .inputs = {4, 4}, .data_bytes = sizeof(float)})

}  // namespace tare
