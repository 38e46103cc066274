// HASHTABLE_LOOKUP: the rows of a table whose keys, which ascend, are looked for; zeros or empty strings where there is
// none, and which were found.
#include "kernels/shape/strided.h"
#include "kernels/strings.h"

namespace tare {
namespace {

constexpr int kLookup = 0, kKeys = 1, kValues = 2;

Status Prepare(Kernel k) {
  const Tensor lookup = k.input(kLookup), keys = k.input(kKeys), values = k.input(kValues), hits = k.output(1);
  TARE_REQUIRE(k,
               lookup.type() == kTfLiteInt32 && lookup.rank() == 1 && keys.type() == kTfLiteInt32 && keys.rank() == 1 &&
                   values.rank() >= 1 && values.rank() <= kMaxRank && values.dim(0) == keys.dim(0) &&
                   values.dim(0) > 0 && values.type() == k.output(0).type() && hits.type() == kTfLiteUInt8,
               "bad types or shapes");
  const bool strings = values.type() == kTfLiteString;
  TARE_REQUIRE(k, (strings && values.rank() == 1) || ElementBytes(values.type()), "unsupported values");
  Shape shape = {values.rank(), {lookup.dim(0)}};
  for (int d = 1; d < values.rank(); ++d) shape.dims[d] = values.dim(d);
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, lookup.dims(), 1));
  return k.ResizeOutput(0, shape);
}

/// The row of element `i` of the lookup; -1: none.
int Find(Kernel k, int i) {
  const int32_t wanted = k.input(kLookup).data<int32_t>()[i];
  const int32_t* keys = k.input(kKeys).data<int32_t>();
  int low = 0, high = k.input(kKeys).dim(0);
  while (low < high) {
    const int middle = low + (high - low) / 2;
    if (keys[middle] == wanted) return middle;
    if (keys[middle] < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return -1;
}

struct Found {
  Kernel k;
  const Strings* strings;
};

Status EvalStringRows(Kernel k) {
  Strings strings;
  if (!strings.Open(k, k.input(kValues))) return kError;
  const Found found = {k, &strings};
  return WriteStrings(
      k, k.output(0), k.input(kLookup).dim(0),
      [](const void* from, int i) {
        const auto& f = *static_cast<const Found*>(from);
        const int row = Find(f.k, i);
        return row < 0 ? StringRef{nullptr, 0} : f.strings->at(row);
      },
      &found);
}

Status Eval(Kernel k) {
  const Tensor values = k.input(kValues), out = k.output(0);
  const size_t width = static_cast<size_t>(values.Elements(1, values.rank())) * ElementBytes(values.type());
  for (int i = 0; i < k.input(kLookup).dim(0); ++i) {
    const int row = Find(k, i);
    k.output(1).data<uint8_t>()[i] = row >= 0;
    char* to = out.data<char>() + static_cast<size_t>(i) * width;
    if (width && row >= 0) {
      __builtin_memcpy(to, values.data<char>() + static_cast<size_t>(row) * width, width);
    } else if (width) {
      __builtin_memset(to, 0, width);
    }
  }
  return features::strings && values.type() == kTfLiteString ? EvalStringRows(k) : kOk;
}

}  // namespace

TARE_KERNEL(HASHTABLE_LOOKUP, i32, {.prepare = Prepare, .eval = Eval, .inputs = {3, 3}, .outputs = {2, 2}})

}  // namespace tare
