// TensorFlow's SparseCross, SparseCrossV2 and SparseCrossHashed: for each row, all combinations of the features that
// its columns have there, as a text of theirs or as a hash. Columns are sparse tensors [rows, any], whose values are
// sorted by row, and then matrices; the last column turns fastest.
//
// Hashes are chained from column to column, from hash_key on or, in SparseCrossHashed, from the first one's. Texts
// count as their fingerprint, numbers as they are; but those of sparse columns in SparseCrossHashed count as the
// fingerprint of their lower four bytes, as TensorFlow's do. Fingerprints there may be hashes with a key.
#include "kernels/shape/strided.h"
#include "kernels/tf/fingerprint.h"
#include "kernels/tf/number_text.h"

namespace tare {
namespace {

enum class Op { kCross, kV2, kHashed };
enum { kSparseCount, kIsHashed, kBuckets, kHashKey };  // options; the last three of SparseCross

constexpr int kMaxColumns = 64;

/// Inputs behind the columns: V2 has a separator, the hashed one num_buckets, strong_hash and salt.
template <Op op>
constexpr int kExtra = op == Op::kCross ? 0
                       : op == Op::kV2  ? 1
                                        : 3;

struct Column {
  Tensor values = Tensor(nullptr);
  Strings texts;
  const int64_t* indices = nullptr;  // of a sparse one
  int width = 0;                     // of a matrix
  int begin = 0, count = 0;          // features of the row

  bool is_text() const { return values.type() == kTfLiteString; }
  StringRef Text(int i, tf::NumberText& number) const {
    return is_text() ? texts.at(begin + i)
                     : number.Print("%lld", static_cast<long long>(values.data<int64_t>()[begin + i]));
  }
};

struct Cross {
  int columns, sparse;
  int64_t rows;
  Column column[kMaxColumns];
  int at[kMaxColumns];  // the combination

  /// Moves on to a row; rows are visited in order. Returns how many combinations it has, -1: too many.
  int64_t Row(int64_t row) {
    int64_t n = 1;
    for (int c = 0; c < columns; ++c) {
      Column& one = column[c];
      at[c] = 0;
      one.begin += one.count;
      if (!one.indices) {
        one.begin = static_cast<int>(row) * one.width;
        one.count = one.width;
      } else {
        const int end = one.values.dim(0);
        for (one.count = 0; one.begin + one.count < end; ++one.count) {
          if (one.indices[ptrdiff_t{2} * (one.begin + one.count)] != row) break;
        }
      }
      n *= one.count;
      if (n > INT32_MAX) return -1;
    }
    return n;
  }
  void Next() {
    for (int c = columns - 1; c >= 0 && ++at[c] == column[c].count; --c) at[c] = 0;
  }
};

uint64_t Chain(uint64_t first, uint64_t second) {
  constexpr uint64_t kFactor = 0xc6a4a7935bd1e995;
  const auto mix = [](uint64_t x) { return x ^ x >> 47; };
  const uint64_t joined = ((first ^ kFactor) ^ mix(second * kFactor) * kFactor) * kFactor;
  return mix(mix(joined) * kFactor);
}

template <Op op>
Status Prepare(Kernel k) {
  const int sparse = k.options().Scalar<int32_t>(kSparseCount), extra = kExtra<op>;
  const int columns = k.input_count() - extra - 2 * sparse;  // each sparse one has three inputs
  TARE_REQUIRE(k, sparse >= 0 && sparse <= kMaxColumns && columns >= sparse && columns > 0 && columns <= kMaxColumns,
               "bad number of inputs");
  for (int i = 0; i < k.input_count() - extra; ++i) {
    const Tensor t = k.input(i);
    const bool index = i < sparse, shape = i >= 2 * sparse && i < 3 * sparse, matrix = i >= 3 * sparse;
    TARE_REQUIRE(k, t.type() == kTfLiteInt64 || (!index && !shape && t.type() == kTfLiteString), "bad type of input %d",
                 i);
    TARE_REQUIRE(k, t.rank() == (index || matrix ? 2 : 1), "bad shape of input %d", i);
    TARE_REQUIRE(k, !(index || shape) || t.dim(-1) == 2, "Input should have 2 dimensions");
    TARE_REQUIRE(k, i < sparse || i >= 2 * sparse || t.dim(0) == k.input(i - sparse).dim(0),
                 "as many values as indices");
  }
  if constexpr (op == Op::kHashed) {
    const Tensor buckets = k.input(k.input_count() - 3), strong = k.input(k.input_count() - 2),
                 salt = k.input(k.input_count() - 1);
    TARE_REQUIRE(k,
                 buckets.type() == kTfLiteInt64 && buckets.elements() == 1 && strong.type() == kTfLiteBool &&
                     strong.elements() == 1 && salt.type() == kTfLiteInt64 && salt.elements() == 2,
                 "bad num_buckets, strong_hash or salt");
  } else if constexpr (op == Op::kV2) {
    const Tensor separator = k.input(k.input_count() - 1);
    TARE_REQUIRE(k, separator.type() == kTfLiteString && separator.elements() == 1, "bad separator");
  }
  const bool hashed = op == Op::kHashed || (op == Op::kCross && k.options().Scalar<bool>(kIsHashed));
  TARE_REQUIRE(k,
               k.output(0).type() == kTfLiteInt64 && k.output(2).type() == kTfLiteInt64 &&
                   k.output(1).type() == (hashed ? kTfLiteInt64 : kTfLiteString),
               "bad output types");
  const int two = 2;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(2, &two, 1));
  TARE_RETURN_IF_ERROR(k.SetOutputDynamic(0));
  return k.SetOutputDynamic(1);
}

template <Op op>
Status Open(Kernel k, Cross& x) {
  x.sparse = k.options().Scalar<int32_t>(kSparseCount);
  x.columns = k.input_count() - kExtra<op> - 2 * x.sparse;
  for (int c = 0; c < x.columns; ++c) {
    const bool sparse = c < x.sparse;
    Column& column = x.column[c];
    column = {};
    column.values = k.input(sparse ? x.sparse + c : 2 * x.sparse + c);
    if (column.is_text() && !column.texts.Open(k, column.values)) return kError;
    const int64_t rows = sparse ? k.input(2 * x.sparse + c).data<int64_t>()[0] : column.values.dim(0);
    if (c == 0) x.rows = rows;
    TARE_REQUIRE(k, rows == x.rows && rows >= 0 && rows <= INT32_MAX, "Expected as many rows in all inputs");
    if (!sparse) {
      column.width = column.values.dim(1);
      continue;
    }
    column.indices = k.input(c).data<int64_t>();
    int64_t before = 0;
    for (int i = 0; i < column.values.dim(0); ++i) {
      const int64_t row = column.indices[ptrdiff_t{2} * i];
      TARE_REQUIRE(k, row >= before && row < rows, "index %d is out of range, or not sorted", i);
      before = row;
    }
  }
  return kOk;
}

/// What a column's feature counts for in a hash.
template <Op op>
uint64_t Feature(Kernel k, const Column& column, int i, bool strong) {
  StringRef text = {};
  if (column.is_text()) {
    text = column.texts.at(column.begin + i);
  } else {
    const int64_t* value = column.values.data<int64_t>() + column.begin + i;
    if (op != Op::kHashed || !column.indices) return static_cast<uint64_t>(*value);
    text = {reinterpret_cast<const char*>(value), sizeof(int32_t)};
  }
  if constexpr (op == Op::kHashed) {
    const auto* salt = k.input(k.input_count() - 1).data<uint64_t>();
    if (strong) return tf::SipHash(salt[0], salt[1], text);
  }
  return tf::Fingerprint(text);
}

template <Op op>
Status EvalHashes(Kernel k, Cross& x, int64_t* out) {
  uint64_t buckets = 0, start = 0;
  bool strong = false;
  if constexpr (op == Op::kHashed) {
    buckets = *k.input(k.input_count() - 3).data<uint64_t>();
    strong = *k.input(k.input_count() - 2).data<uint8_t>() != 0;
  } else {
    const auto option = [&](int i) {
      const fb::Vector v = k.options().Items(i, sizeof(uint64_t));
      return v.size ? v.at<uint64_t>(0) : 0;
    };
    buckets = option(kBuckets);
    start = option(kHashKey);
  }
  if (static_cast<int64_t>(buckets) <= 0) buckets = INT64_MAX;
  for (int64_t row = 0; row < x.rows; ++row) {
    for (int64_t i = x.Row(row); i > 0; --i, x.Next()) {
      uint64_t hash = start;
      for (int c = 0; c < x.columns; ++c) {
        const uint64_t feature = Feature<op>(k, x.column[c], x.at[c], strong);
        hash = op == Op::kHashed && c == 0 ? feature : Chain(hash, feature);
      }
      *out++ = static_cast<int64_t>(hash % buckets);
    }
  }
  return kOk;
}

/// Calls add(part) for the parts of a combination's text.
template <class Add>
void ForEachPart(const Cross& x, StringRef separator, Add add) {
  tf::NumberText number;
  for (int c = 0; c < x.columns; ++c) {
    if (c) add(separator);
    add(x.column[c].Text(x.at[c], number));
  }
}

template <Op op>
Status EvalTexts(Kernel k, const Cross& start, int64_t total) {
  StringRef separator = {"_X_", 3};
  Strings given;
  if constexpr (op == Op::kV2) {
    if (!given.Open(k, k.input(k.input_count() - 1))) return kError;
    separator = given.at(0);
  }
  int64_t size = 0;
  StringWriter writer;
  for (int pass = 0; pass < 2; ++pass) {
    Cross x = start;
    for (int64_t row = 0; row < x.rows; ++row) {
      for (int64_t i = x.Row(row); i > 0; --i, x.Next()) {
        ForEachPart(x, separator, [&](StringRef part) {
          if (pass) {
            writer.Append(part);
          } else {
            size += static_cast<int64_t>(part.size);
          }
        });
        if (pass) writer.Next();
      }
    }
    if (!pass) TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(1), total, size));
  }
  return kOk;
}

template <Op op>
Status Eval(Kernel k) {
  Cross start;
  TARE_RETURN_IF_ERROR(Open<op>(k, start));
  Cross x = start;
  int64_t total = 0, longest = 0;
  for (int64_t row = 0; row < x.rows; ++row) {
    const int64_t n = x.Row(row);
    TARE_REQUIRE(k, n >= 0 && n <= INT32_MAX - total, "too many combinations");
    total += n;
    longest = n > longest ? n : longest;
  }
  const int dims[] = {static_cast<int>(total), 2};
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, dims, 2));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, dims, 1));
  k.output(2).data<int64_t>()[0] = x.rows;
  k.output(2).data<int64_t>()[1] = longest;
  auto* at = k.output(0).data<int64_t>();
  x = start;
  for (int64_t row = 0; row < x.rows; ++row) {
    const int64_t n = x.Row(row);
    for (int64_t i = 0; i < n; ++i) {
      *at++ = row;
      *at++ = i;
    }
  }
  if (k.output(1).type() == kTfLiteString) return EvalTexts<op>(k, start, total);
  return EvalHashes<op>(k, start, k.output(1).data<int64_t>());
}

}  // namespace

#define TARE_CROSS(OP, op) \
  TARE_TF_KERNEL(OP, any, {.prepare = Prepare<Op::op>, .eval = Eval<Op::op>, .inputs = {1, 255}, .outputs = {3, 3}})
TARE_CROSS(SparseCross, kCross)
TARE_CROSS(SparseCrossV2, kV2)
TARE_CROSS(SparseCrossHashed, kHashed)

}  // namespace tare
