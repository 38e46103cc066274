// EMBEDDING_LOOKUP: rows of a table, as they are, or made float or half from int8, int4 and int2 with one scale, one
// per row, or one per block of a row. EMBEDDING_LOOKUP_SPARSE: weighted sums of rows, those of one bucket divided by
// their weights' sum or its root of squares where the options say so.
#include "kernels/micro/half.h"
#include "kernels/nn/block_weights.h"
#include "kernels/quant/narrow.h"
#include "kernels/shape/strided.h"
#include "runtime/schema.h"

namespace tare {
namespace {

Status CheckLookup(Kernel k) {
  const Tensor ids = k.input(0), table = k.input(1), out = k.output(0);
  TARE_REQUIRE(k, ids.type() == kTfLiteInt32 && ids.rank() == 1, "bad lookup");
  TARE_REQUIRE(k, table.rank() >= 2 && table.rank() <= kMaxRank, "bad table");
  Shape shape = {table.rank(), {ids.dim(0)}};
  for (int d = 1; d < table.rank(); ++d) shape.dims[d] = table.dim(d);
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, shape));
  const bool is_real = out.type() == kTfLiteFloat32 || out.type() == kTfLiteFloat16;
  return out.type() == table.type() || is_real ? kOk : k.Fail("unsupported types");
}

/// Rows of 4 and 2 bits that are copied: of whole bytes only, which is all that the reference counts.
Status PreparePackedRows(Kernel k) {
  const Tensor table = k.input(1);
  TARE_RETURN_IF_ERROR(CheckLookup(k));
  TARE_REQUIRE(
      k, table.type() == k.output(0).type() && table.Elements(1, table.rank()) % ElementsPerByte(table.type()) == 0,
      "unsupported types");
  return kOk;
}

Status PrepareRows(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == k.input(1).type() && ElementBytes(k.input(1).type()), "unsupported types");
  return CheckLookup(k);
}

Status PrepareScaled(Kernel k) {
  const Tensor table = k.input(1);
  if (HasBlocks(table)) {
    WeightBlocks blocks;
    TARE_RETURN_IF_ERROR(FindBlocks(k, table, &blocks));
    TARE_REQUIRE(k, table.type() != kTfLiteInt8, "unsupported types");
    return CheckLookup(k);
  }
  const TfLiteAffineQuantization* affine = table.affine();
  TARE_REQUIRE(k, table.rank() >= 1, "bad table");
  const int scales = affine && affine->scale ? affine->scale->size : 0;
  TARE_REQUIRE(k,
               (scales == 1 || (scales > 0 && scales == table.dim(0) && affine->quantized_dimension == 0)) &&
                   table.zero_point() == 0,
               "bad quantization");
  return CheckLookup(k);
}

/// Which row of `table` element `i` of `ids` asks for; -1, with the error reported, when there is none.
int RowOf(Kernel k, Tensor ids, Tensor table, int i) {
  const int32_t id = ids.data<int32_t>()[i];
  if (id >= 0 && id < table.dim(0)) return id;
  k.Fail("Embedding Lookup: index out of bounds. Got %d, and bounds are [0, %d]", id, table.dim(0) - 1);
  return -1;
}

Status EvalRows(Kernel k) {
  const Tensor ids = k.input(0), table = k.input(1);
  const size_t width = table.dim(0) ? table.bytes() / static_cast<size_t>(table.dim(0)) : 0;
  for (int i = 0; i < ids.dim(0); ++i) {
    const int row = RowOf(k, ids, table, i);
    if (row < 0) return kError;
    if (!width) continue;
    __builtin_memcpy(k.output(0).data<char>() + static_cast<size_t>(i) * width,
                     table.data<char>() + static_cast<size_t>(row) * width, width);
  }
  return kOk;
}

/// Writes the `n` elements of the table from `from` on, times `scale`, as elements `to` and on of output 0. As in the
/// reference, they begin where their first byte does.
template <bool narrow, bool half>
void ScaleRow(Kernel k, int64_t from, int64_t n, float scale, int64_t to) {
  const Tensor table = k.input(1), out = k.output(0);
  const int each = narrow ? ElementsPerByte(table.type()) : 1;
  const uint8_t* at = table.data<uint8_t>() + from / each;
  constexpr ptrdiff_t kChunk = 256;
  int8_t wide[kChunk];
  float scaled[kChunk];
  for (; n > 0; n -= kChunk, to += kChunk, at += kChunk / each) {
    const auto size = static_cast<ptrdiff_t>(n < kChunk ? n : kChunk);
    const auto* values = reinterpret_cast<const int8_t*>(at);
    if (narrow && each > 1) {
      UnpackNarrow(table.type(), at, size, wide);
      values = wide;
    }
    TARE_BEST(ScaleI8)(values, size, scale, half ? scaled : out.data<float>() + to);
    if (half) TARE_BEST(FloatToHalf)(scaled, out.data<uint16_t>() + to, static_cast<int>(size));
  }
}

using Scale = void (*)(Kernel k, int64_t from, int64_t n, float scale, int64_t to);

template <Scale scale_row>
Status EvalScaled(Kernel k) {
  const Tensor ids = k.input(0), table = k.input(1);
  const int64_t width = table.Elements(1, table.rank());
  WeightBlocks blocks = {};
  if (HasBlocks(table)) TARE_RETURN_IF_ERROR(FindBlocks(k, table, &blocks));
  for (int i = 0; i < ids.dim(0); ++i) {
    const int row = RowOf(k, ids, table, i);
    if (row < 0) return kError;
    if (HasBlocks(table)) {
      for (int b = 0; b < blocks.per_row; ++b) {
        float scale;
        TARE_BEST(HalfToFloat)(blocks.scales + ptrdiff_t{row} * blocks.per_row + b, &scale, 1);
        const int64_t at = int64_t{b} * blocks.size;
        scale_row(k, row * width + at, blocks.size, scale, i * width + at);
      }
    } else {
      const TfLiteFloatArray* scales = table.affine()->scale;
      scale_row(k, row * width, width, scales->data[scales->size > 1 ? row : 0], i * width);
    }
  }
  return kOk;
}

constexpr int kIds = 0, kIndices = 1, kShape = 2, kWeights = 3, kTable = 4;
enum Combiner { kSum, kMean, kRoot };

Status PrepareSparse(Kernel k) {
  const Tensor ids = k.input(kIds), indices = k.input(kIndices), shape = k.input(kShape), weights = k.input(kWeights);
  const Tensor table = k.input(kTable);
  TARE_REQUIRE(k,
               ids.rank() == 1 && indices.type() == kTfLiteInt32 && indices.rank() == 2 &&
                   shape.type() == kTfLiteInt32 && shape.rank() == 1 && weights.type() == kTfLiteFloat32 &&
                   weights.rank() == 1 && table.type() == kTfLiteFloat32 && k.output(0).type() == kTfLiteFloat32,
               "bad types or ranks");
  TARE_REQUIRE(k,
               indices.dim(0) == ids.dim(0) && weights.dim(0) == ids.dim(0) && shape.dim(0) == indices.dim(1) &&
                   indices.dim(1) >= 1 && table.rank() >= 2 && table.rank() + indices.dim(1) <= kMaxRank + 2,
               "bad shapes");
  return k.SetOutputDynamic(0);
}

struct Bucket {
  int64_t at;  // element of the output
  int count;
  float sum, squares;  // of weights
};

void Divide(Kernel k, const Bucket& b, int64_t width) {
  const auto combiner =
      static_cast<Combiner>(k.options().Scalar<int8_t>(options::EmbeddingLookupSparseOptions::combiner));
  if (combiner == kSum || !b.count) return;
  const float divisor = combiner == kMean ? b.sum : combiner == kRoot ? __builtin_elementwise_sqrt(b.squares) : 1;
  for (int64_t i = 0; i < width; ++i) k.output(0).data<float>()[b.at + i] /= divisor;
}

Status EvalSparse(Kernel k) {
  const Tensor ids = k.input(kIds), indices = k.input(kIndices), dense = k.input(kShape), table = k.input(kTable);
  const int depth = indices.dim(1);
  Shape shape;
  for (int d = 0; d + 1 < depth; ++d) shape.dims[shape.rank++] = dense.data<int32_t>()[d];
  for (int d = 1; d < table.rank(); ++d) shape.dims[shape.rank++] = table.dim(d);
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, shape));
  const Tensor out = k.output(0);
  if (out.bytes()) __builtin_memset(out.data<char>(), 0, out.bytes());
  const int64_t width = table.Elements(1, table.rank());
  Bucket bucket = {};
  for (int i = 0; i < ids.dim(0); ++i) {
    const int row = RowOf(k, ids, table, i);
    if (row < 0) return kError;
    int64_t at = 0;
    for (int d = 0; d + 1 < depth; ++d) {
      const int32_t index = indices.data<int32_t>()[ptrdiff_t{i} * depth + d];
      TARE_REQUIRE(k, index >= 0 && index < out.dim(d), "an index is out of range");
      at = at * out.dim(d) + index;
    }
    at *= width;
    if (at != bucket.at) {
      Divide(k, bucket, width);
      bucket = {at, 0, 0, 0};
    }
    const float weight = k.input(kWeights).data<float>()[i];
    ++bucket.count;
    bucket.sum += weight;
    bucket.squares += weight * weight;
    for (int64_t j = 0; j < width; ++j) out.data<float>()[at + j] += table.data<float>()[row * width + j] * weight;
  }
  Divide(k, bucket, width);
  return kOk;
}

}  // namespace

#define TARE_SCALED(TYPES, SCALE) \
  TARE_KERNEL(EMBEDDING_LOOKUP, TYPES, {.prepare = PrepareScaled, .eval = EvalScaled<SCALE>, .inputs = {2, 2}})
TARE_SCALED(shape_hybrid, (ScaleRow<false, false>))
TARE_SCALED(shape_narrow, (ScaleRow<true, false>))
TARE_SCALED(shape_to_half, (ScaleRow<true, true>))
TARE_KERNEL(EMBEDDING_LOOKUP, i32_to_packed, {.prepare = PreparePackedRows, .eval = EvalRows, .inputs = {2, 2}})
TARE_KERNEL(EMBEDDING_LOOKUP, i32, {.prepare = PrepareRows, .eval = EvalRows, .inputs = {2, 2}})
TARE_KERNEL(EMBEDDING_LOOKUP_SPARSE, i32, {.prepare = PrepareSparse, .eval = EvalSparse, .inputs = {5, 5}})

}  // namespace tare
