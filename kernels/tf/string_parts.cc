// TensorFlow's Substr (of bytes), StringToNumber, ReduceJoin.
#include "kernels/shape/strided.h"
#include "kernels/strings.h"
#include "kernels/tf/number_text.h"

namespace tare {
namespace {

/// Positions and lengths are one for all, or one for each string.
Status PrepareSubstr(Kernel k) {
  const Tensor in = k.input(0), at = k.input(1), length = k.input(2);
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteString, "output is not of strings");
  TARE_REQUIRE(k, IsInteger(at) && length.type() == at.type() && length.SameShape(at),
               "pos and len should have the same shape");
  TARE_REQUIRE(k, at.rank() == 0 || at.SameShape(in), "pos and len must be scalars or have the input's shape");
  return k.ResizeOutputLike(0, in);
}

struct Pieces {
  Strings in;
  Tensor at, length;

  StringRef operator()(int i) const {
    const int of = at.rank() ? i : 0;
    const StringRef s = in.at(i);
    const auto size = static_cast<int64_t>(s.size);
    int64_t from = IntegerAt(at, of), count = IntegerAt(length, of);
    if (from < 0) from += size;
    if (count < 0 || count > size - from) count = size - from;
    return {s.data + from, static_cast<size_t>(count)};
  }
};

Status EvalSubstr(Kernel k) {
  Pieces pieces = {{}, k.input(1), k.input(2)};
  if (!pieces.in.Open(k, k.input(0))) return kError;
  for (int i = 0; i < pieces.in.count(); ++i) {
    const auto size = static_cast<int64_t>(pieces.in.at(i).size);
    const int64_t from = IntegerAt(pieces.at, pieces.at.rank() ? i : 0);
    TARE_REQUIRE(k, from >= -size && from <= size, "pos %d out of range for string", static_cast<int>(from));
  }
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, k.input(0)));
  return WriteStrings(
      k, k.output(0), pieces.in.count(), [](const void* from, int i) { return (*static_cast<const Pieces*>(from))(i); },
      &pieces);
}

Status PrepareNumber(Kernel k) {
  const Tensor out = k.output(0);
  TARE_REQUIRE(k, out.type() == kTfLiteFloat32 || IsInteger(out), "unsupported output type");
  return k.ResizeOutputLike(0, k.input(0));
}

Status EvalNumber(Kernel k) {
  const Tensor out = k.output(0);
  Strings in;
  if (!in.Open(k, k.input(0))) return kError;
  for (int i = 0; i < in.count(); ++i) {
    double real = 0;
    int64_t whole = 0;
    const bool integer = out.type() != kTfLiteFloat32;
    bool good = tf::ParseNumber(in.at(i), integer, real, whole);
    good = good && (out.type() != kTfLiteInt32 || whole == static_cast<int32_t>(whole));
    TARE_REQUIRE(k, good, "StringToNumberOp could not correctly convert string: %.*s", static_cast<int>(in.at(i).size),
                 in.at(i).data);
    if (integer) {
      SetIntegerAt(out, i, whole);
    } else {
      out.data<float>()[i] = static_cast<float>(real);
    }
  }
  return kOk;
}

/// Options: 0 the reduced dimensions stay, as 1; 1 the separator. Of dimensions, the first given runs fastest.
struct Join {
  int reduced[kMaxRank], count;  // dimensions
  Shape kept;                    // the output's
  int kept_dims[kMaxRank], kept_count;
};

Status ReadJoin(Kernel k, Join& join) {
  const Tensor in = k.input(0), axes = k.input(1);
  uint32_t mask = 0;
  join = {};
  TARE_REQUIRE(k, axes.elements() <= in.rank(), "too many reduction_indices");
  for (int i = 0; i < static_cast<int>(axes.elements()); ++i) {
    const int axis = ResolveAxis(axes.data<int32_t>()[i], in.rank());
    TARE_REQUIRE(k, axis >= 0 && !(mask >> axis & 1), "Invalid reduction dimension");
    mask |= 1u << axis;
    join.reduced[join.count++] = axis;
  }
  const bool keep = k.options().Scalar<uint8_t>(0) != 0;
  for (int d = 0; d < in.rank(); ++d) {
    const bool reduced = mask >> d & 1;
    if (!reduced) join.kept_dims[join.kept_count++] = d;
    if (!reduced || keep) join.kept.dims[join.kept.rank++] = reduced ? 1 : in.dim(d);
  }
  return k.ResizeOutput(0, join.kept);
}

Status PrepareReduceJoin(Kernel k) {
  const Tensor in = k.input(0), axes = k.input(1);
  TARE_REQUIRE(
      k,
      in.rank() <= kMaxRank && k.output(0).type() == kTfLiteString && axes.type() == kTfLiteInt32 && axes.rank() <= 1,
      "bad input");
  Join join;
  return axes.is_constant() ? ReadJoin(k, join) : k.SetOutputDynamic(0);
}

Status EvalReduceJoin(Kernel k) {
  Join join;
  TARE_RETURN_IF_ERROR(ReadJoin(k, join));
  const Tensor shape = k.input(0);
  Strings in;
  if (!in.Open(k, shape)) return kError;
  const char* text = k.options().String(1);
  const StringRef separator = {text, text ? __builtin_strlen(text) : 0};
  const auto n = static_cast<int>(k.output(0).elements());
  int64_t joined = 1, size = 0;
  for (int i = 0; i < join.count; ++i) joined *= shape.dim(join.reduced[i]);
  // The element at `index` of these dimensions, the last or the first of which runs fastest.
  const auto add = [&](int64_t index, const int* dims, int count, bool first) {
    int64_t at = 0;
    for (int i = 0; i < count; ++i) {
      const int d = dims[first ? i : count - 1 - i];
      at += index % shape.dim(d) * shape.Elements(d + 1, shape.rank());
      index /= shape.dim(d);
    }
    return at;
  };
  for (int i = 0; i < in.count(); ++i) size += static_cast<int64_t>(in.at(i).size);
  if (joined > 1) size += n * (joined - 1) * static_cast<int64_t>(separator.size);
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), n, size));
  for (int i = 0; i < n; ++i) {
    const int64_t from = add(i, join.kept_dims, join.kept_count, false);
    for (int64_t j = 0; j < joined; ++j) {
      if (j) writer.Append(separator);
      writer.Append(in.at(static_cast<int>(from + add(j, join.reduced, join.count, true))));
    }
    writer.Next();
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(Substr, str, {.prepare = PrepareSubstr, .eval = EvalSubstr, .inputs = {3, 3}})
TARE_TF_KERNEL(StringToNumber, str, {.prepare = PrepareNumber, .eval = EvalNumber})
TARE_TF_KERNEL(ReduceJoin, str, {.prepare = PrepareReduceJoin, .eval = EvalReduceJoin, .inputs = {2, 2}})

}  // namespace tare
