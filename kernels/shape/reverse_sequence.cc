// REVERSE_SEQUENCE: of each slice along batch_dim (options field 1), the first so many elements along seq_dim (field 0)
// are read from their end. And TensorFlow's Reverse, a bool per dimension.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), dims = k.input(1);
  TARE_REQUIRE(k, in.type() == k.output(0).type() && in.rank() <= kMaxRank, "bad input");
  TARE_REQUIRE(k, dims.type() == kTfLiteBool && dims.rank() == 1 && dims.dim(0) == in.rank(),
               "'dims' must be a vector of rank");
  return k.ResizeOutputLike(0, in);
}

Status Eval(Kernel k) {
  const Tensor in = k.input(0);
  const auto* reversed = k.input(1).data<uint8_t>();
  ptrdiff_t offset = 0;
  for (int d = 0; d < in.rank(); ++d) {
    if (reversed[d]) offset += static_cast<ptrdiff_t>((in.dim(d) - 1) * in.Elements(d + 1, in.rank()));
  }
  StridedCopy copy(offset);
  for (int d = 0; d < in.rank(); ++d) {
    const auto stride = static_cast<ptrdiff_t>(in.Elements(d + 1, in.rank()));
    copy.Add(in.dim(d), reversed[d] ? -stride : stride);
  }
  return copy.Run(k);
}

Status PrepareSequence(Kernel k) {
  const Tensor in = k.input(0), lengths = k.input(1);
  const int sequence = k.options().Scalar<int32_t>(0), batch = k.options().Scalar<int32_t>(1);
  TARE_REQUIRE(k, in.type() == k.output(0).type() && IsInteger(lengths) && lengths.rank() == 1, "bad input");
  TARE_REQUIRE(k, sequence >= 0 && sequence < in.rank() && batch >= 0 && batch < in.rank() && sequence != batch,
               "bad dimensions");
  TARE_REQUIRE(k, lengths.dim(0) == in.dim(batch), "as many lengths as slices");
  return k.ResizeOutputLike(0, in);
}

Status EvalSequence(Kernel k) {
  const Tensor in = k.input(0), lengths = k.input(1);
  const int sequence = k.options().Scalar<int32_t>(0), batch = k.options().Scalar<int32_t>(1);
  for (int i = 0; i < lengths.dim(0); ++i) {
    const int64_t length = IntegerAt(lengths, i);
    TARE_REQUIRE(k, length >= 0 && length <= in.dim(sequence), "seq_lens(%d) is out of range", i);
  }
  // Blocks behind both dimensions move as one.
  const int inner = (sequence > batch ? sequence : batch) + 1;
  const int64_t block = in.Elements(inner, in.rank()), blocks = in.Elements(0, inner);
  const int64_t in_sequence = in.Elements(sequence + 1, inner), in_batch = in.Elements(batch + 1, inner);
  const size_t bytes = static_cast<size_t>(block) * ElementBytes(in.type());
  for (int64_t b = 0; bytes && b < blocks; ++b) {
    const int64_t at = b / in_sequence % in.dim(sequence);
    const int64_t length = IntegerAt(lengths, static_cast<int>(b / in_batch % in.dim(batch)));
    const int64_t from = at < length ? b + (length - 1 - 2 * at) * in_sequence : b;
    __builtin_memcpy(k.output(0).data<char>() + static_cast<size_t>(b) * bytes,
                     in.data<char>() + static_cast<size_t>(from) * bytes, bytes);
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(Reverse, bytes, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}})
TARE_KERNEL(REVERSE_SEQUENCE, bytes, {.prepare = PrepareSequence, .eval = EvalSequence, .inputs = {2, 2}})

}  // namespace tare
