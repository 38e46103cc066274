// odml.update_kv_cache and odml.update_external_kv_cache: keys and values of new positions put among those of earlier
// ones, [1, positions, heads, depth]. The one keeps them in the interpreter, a layer at a time, for all graphs; where
// there is no room, the oldest leave. The other gets them as inputs.
#include "kernels/flexbuffer.h"

namespace tare {
namespace {

struct Cache : Resource {
  int32_t layer;
  int64_t first;   // position of the first entry
  size_t bytes;    // of keys, and of values
  uint8_t data[];  // keys, values
};

void DestroyCache(Resource* r) { __builtin_free(r); }

/// The cache of a layer: a new one holds zeros. nullptr, with a message, where it has another size or memory is out.
Cache* CacheOf(Kernel k, int32_t layer, size_t bytes) {
  for (Resource* r = k.resources(); r; r = r->next) {
    if (r->destroy != DestroyCache || static_cast<Cache*>(r)->layer != layer) continue;
    if (static_cast<Cache*>(r)->bytes == bytes) return static_cast<Cache*>(r);
    k.Fail("layer %d has a cache of another size", static_cast<int>(layer));
    return nullptr;
  }
  auto* cache = bytes < SIZE_MAX / 4 ? static_cast<Cache*>(__builtin_calloc(1, sizeof(Cache) + 2 * bytes)) : nullptr;
  if (!cache) {
    k.Fail("Out of memory");
    return nullptr;
  }
  cache->layer = layer;
  cache->bytes = bytes;
  k.AddResource(cache, DestroyCache);
  return cache;
}

/// Checks of keys, values and their positions that both ops have.
Status CheckSlices(Kernel k, Tensor keys, Tensor values, Tensor positions, TfLiteType position_type) {
  TARE_REQUIRE(k,
               keys.type() == kTfLiteFloat32 && values.type() == kTfLiteFloat32 && positions.type() == position_type &&
                   k.output(0).type() == kTfLiteFloat32 && k.output(1).type() == kTfLiteFloat32,
               "unsupported types");
  TARE_REQUIRE(k,
               keys.rank() == 4 && keys.dim(0) == 1 && keys.SameShape(values) && positions.rank() == 1 &&
                   positions.dim(0) == keys.dim(1) && keys.dim(1) > 0,
               "bad keys, values or positions");
  return kOk;
}

/// The node's data is its layer's cache, which lives as long as the interpreter.
Status Prepare(Kernel k) {
  const Flex options = Flex::Options(k);
  const int32_t given = options["kv_cache_max"].Int32(), layer = options["layer_index"].Int32();
  constexpr int32_t kDefaultPositions = 2048;
  const Tensor keys = k.input(1);
  TARE_RETURN_IF_ERROR(CheckSlices(k, keys, k.input(2), k.input(0), kTfLiteInt64));
  const int dims[] = {1, given > 0 ? given : kDefaultPositions, keys.dim(2), keys.dim(3)};
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, dims, 4));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, dims, 4));
  auto& cache = *k.data<Cache*>();
  cache = CacheOf(k, layer > 0 ? layer : 0, k.output(0).bytes());
  return cache ? kOk : kError;
}

Status Eval(Kernel k) {
  Cache& cache = **k.data<Cache*>();
  const int64_t size = k.output(0).dim(1), count = k.input(1).dim(1), at = *k.input(0).data<int64_t>();
  const int64_t last = INT64_MAX - (int64_t{1} << 32);
  TARE_REQUIRE(k, at >= cache.first && at < last && cache.first < last,
               "Can not specify a position before this cache's first slot index");
  const int64_t beyond = at + count - (cache.first + size), shift = beyond < 0 ? 0 : beyond > size ? size : beyond;
  const int64_t slot = at - cache.first - shift;
  TARE_REQUIRE(k, slot >= 0 && slot + count <= size, "the positions do not fit into the cache");
  const size_t entry = cache.bytes / static_cast<size_t>(size), moved = entry * static_cast<size_t>(shift);
  cache.first += shift;
  for (int i = 0; i < 2; ++i) {
    uint8_t* data = cache.data + static_cast<size_t>(i) * cache.bytes;
    if (moved && moved < cache.bytes) __builtin_memmove(data, data + moved, cache.bytes - moved);
    __builtin_memcpy(data + entry * static_cast<size_t>(slot), k.input(1 + i).data<uint8_t>(), k.input(1 + i).bytes());
    __builtin_memcpy(k.output(i).data<uint8_t>(), data, cache.bytes);
  }
  return kOk;
}

Status PrepareExternal(Kernel k) {
  const Tensor keys = k.input(0), slice = k.input(3);
  TARE_RETURN_IF_ERROR(CheckSlices(k, slice, k.input(4), k.input(2), kTfLiteInt32));
  TARE_REQUIRE(k,
               keys.type() == kTfLiteFloat32 && k.input(1).type() == kTfLiteFloat32 && keys.rank() == 4 &&
                   keys.SameShape(k.input(1)) && keys.dim(2) == slice.dim(2) && keys.dim(3) == slice.dim(3),
               "bad caches");
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, keys));
  return k.ResizeOutputLike(1, keys);
}

/// Positions ascend; a smaller one says that no more follow.
Status EvalExternal(Kernel k) {
  const Tensor slice = k.input(3);
  const auto* positions = k.input(2).data<int32_t>();
  const size_t entry = slice.bytes() / static_cast<size_t>(slice.dim(1));
  for (int i = 0; i < 2; ++i) {
    uint8_t* out = k.output(i).data<uint8_t>();
    if (out != k.input(i).data<uint8_t>()) __builtin_memcpy(out, k.input(i).data<uint8_t>(), k.input(i).bytes());
    int32_t last = -1;
    for (int p = 0; p < slice.dim(1) && positions[p] >= last; ++p) {
      last = positions[p];
      TARE_REQUIRE(k, last >= 0 && last < k.input(0).dim(0) * k.input(0).dim(1), "a position is out of range");
      __builtin_memcpy(out + entry * static_cast<size_t>(last),
                       k.input(3 + i).data<uint8_t>() + entry * static_cast<size_t>(p), entry);
    }
  }
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(
    UPDATE_KV_CACHE, i64,
    {.prepare = Prepare, .eval = Eval, .inputs = {3, 3}, .outputs = {2, 2}, .data_bytes = sizeof(Cache*)})
TARE_CUSTOM_KERNEL(UPDATE_EXTERNAL_KV_CACHE, f32,
                   {.prepare = PrepareExternal, .eval = EvalExternal, .inputs = {5, 5}, .outputs = {2, 2}})

}  // namespace tare
