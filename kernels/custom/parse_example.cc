// ParseExample and ParseExampleV2, TensorFlow's ops and the custom ones: serialized tf.train.Example messages to
// tensors: of each sparse key indices, values and shape; of each dense key values of a fixed shape, or defaults.
// Messages are walked where they lie, once per key and pass: first to count, then to write, so that nothing is
// unpacked.
//
// Shapes of dense keys come from the NodeDef that is the usual option blob, or, where that is a map of two numbers,
// from the model's outputs. In version 2, keys are elements of a tensor each for sparse and dense ones.
#include "kernels/custom/example.h"
#include "kernels/flexbuffer.h"

namespace tare {
namespace {

using tf::Field;
using tf::Message;
using tf::Text;
using namespace example;

Text Named(const char* name) { return {reinterpret_cast<const uint8_t*>(name), __builtin_strlen(name)}; }

struct Data {
  int32_t sparse, dense;
};

/// Writes values one after the other to a tensor of any of the three types.
struct Writer {
  Tensor out;
  StringWriter strings;
  int64_t at = 0;

  void Put(StringRef s, uint64_t bits) {
    if (out.type() == kTfLiteString) {
      strings.Append(s);
      strings.Next();
    } else if (out.type() == kTfLiteInt64) {
      out.data<int64_t>()[at++] = static_cast<int64_t>(bits);
    } else {
      const auto narrow = static_cast<uint32_t>(bits);
      __builtin_memcpy(out.data<float>() + at++, &narrow, sizeof(narrow));
    }
  }
};

/// The number of elements of the shape of dense key `i`, whose dimensions go behind a first one in `shape`; -1 where
/// there is no such shape, or not a known one.
int64_t DenseShape(Kernel k, int i, int first_output, Shape& shape) {
  const tf::NodeDef node(k);
  shape.rank = 1;
  Field list, item, dim, size;
  if (!node.Find(Named("dense_shapes"), tf::kList, &list)) {
    const Tensor out = k.output(first_output + i);
    if (out.rank() < 1 || out.rank() > kMaxRank) return -1;
    for (int d = 1; d < out.rank(); ++d) shape.dims[shape.rank++] = out.dim(d);
  } else {
    int at = 0;
    Message shapes(list.bytes);
    while (shapes.Next(&item)) {
      constexpr int kShapes = 7, kDim = 2, kSize = 1;
      if (item.id != kShapes || at++ != i) continue;
      for (Message dims(item.bytes); dims.Next(&dim);) {
        if (dim.id != kDim || shape.rank == kMaxRank) return -1;
        int64_t value = 0;
        for (Message sizes(dim.bytes); sizes.Next(&size);) {
          if (size.id == kSize) value = static_cast<int64_t>(size.number);
        }
        if (value < 0 || value > INT32_MAX) return -1;
        shape.dims[shape.rank++] = static_cast<int32_t>(value);
      }
    }
    if (at <= i) return -1;
  }
  int64_t n = 1;
  for (int d = 1; d < shape.rank; ++d) {
    n *= shape.dims[d];
    if (n > INT32_MAX) return -1;
  }
  return n;
}

int Batch(Kernel k) { return k.input(0).rank() ? k.input(0).dim(0) : 1; }

/// How many types are in a list.
int Types(const tf::NodeDef& node, const char* name) {
  Field list, item;
  if (!node.Find(Named(name), tf::kList, &list)) return -1;
  int count = 0;
  constexpr int kTypes = 6;
  for (Message message(list.bytes); message.Next(&item);) {
    if (item.id != kTypes) continue;
    if (!item.bytes.data) {
      ++count;
      continue;
    }
    for (size_t i = 0; i < item.bytes.size; ++i) count += item.bytes.data[i] < 0x80;
  }
  return count;
}

template <int version>
Status ReadCounts(Kernel k, Data& data) {
  const tf::NodeDef node(k);
  if (node.IsWhole()) {
    Field sparse, dense;
    TARE_REQUIRE(k, node.Find(Named(version == 1 ? "Nsparse" : "num_sparse"), tf::kInt, &sparse), "no sparse count");
    TARE_REQUIRE(k, version != 1 || node.Find(Named("Ndense"), tf::kInt, &dense), "no dense count");
    data = {static_cast<int32_t>(sparse.number),
            version == 1 ? static_cast<int32_t>(dense.number) : Types(node, "Tdense")};
    return kOk;
  }
  const Flex options = Flex::Options(k), sparse = options["num_sparse"];
  TARE_REQUIRE(k, options.is_map(), "bad custom options");
  data = {(sparse.is_null() ? options["Nsparse"] : sparse).Int32(), options["Ndense"].Int32()};
  if (version == 2) data.dense = static_cast<int32_t>(k.input(3).elements());
  return kOk;
}

template <int version>
Status Prepare(Kernel k) {
  auto& data = *k.data<Data>();
  TARE_REQUIRE(k, k.input_count() >= (version == 1 ? 2 : 5), "too few inputs");
  TARE_RETURN_IF_ERROR(ReadCounts<version>(k, data));
  constexpr int kMostKeys = 1 << 16;
  TARE_REQUIRE(k,
               data.sparse >= 0 && data.dense >= 0 && data.sparse < kMostKeys && data.dense < kMostKeys &&
                   k.output_count() == 3 * data.sparse + data.dense &&
                   k.input_count() == (version == 1 ? 2 + data.sparse + 2 * data.dense : 5 + data.dense),
               "bad number of keys");
  TARE_REQUIRE(k, k.input(0).rank() <= 1, "bad examples");
  for (int i = 0; i < data.sparse; ++i) {
    TARE_REQUIRE(k,
                 KindOf(k.output(data.sparse + i).type()) && k.output(i).type() == kTfLiteInt64 &&
                     k.output(2 * data.sparse + i).type() == kTfLiteInt64,
                 "bad types of sparse outputs");
    for (int part = 0; part < 3; ++part) TARE_RETURN_IF_ERROR(k.SetOutputDynamic(part * data.sparse + i));
  }
  const int first = 3 * data.sparse;
  for (int i = 0; i < data.dense; ++i) {
    Shape shape;
    const Tensor out = k.output(first + i), fallback = k.input(k.input_count() - data.dense + i);
    const int64_t n = DenseShape(k, i, first, shape);
    TARE_REQUIRE(k, KindOf(out.type()) && fallback.type() == out.type() && n >= 0, "bad dense output");
    TARE_REQUIRE(k, fallback.elements() == 0 || fallback.elements() == n, "bad default value");
    shape.dims[0] = Batch(k);
    TARE_RETURN_IF_ERROR(k.ResizeOutput(first + i, shape));
  }
  return kOk;
}

/// Reads the name of key `i` of those from input `first` on (version 1: a tensor each).
template <int version>
bool Key(Kernel k, int first, int i, Strings& strings, StringRef& key) {
  const int at = version == 1 ? 0 : i;
  if (!strings.Open(k, k.input(version == 1 ? first + i : first))) return false;
  if (at < strings.count()) {
    key = strings.at(at);
    return true;
  }
  k.Fail("a key is missing");
  return false;
}

Status Damaged(Kernel k, int example) { return k.Fail("Index: %d.  Can't parse serialized Example.", example); }

Status EvalSparse(Kernel k, const Strings& examples, StringRef key, int i) {
  const Data& data = *k.data<Data>();
  const Tensor out = k.output(data.sparse + i);
  Size all;
  int64_t longest = 0;
  for (int e = 0; e < examples.count(); ++e) {
    Feature feature;
    const int64_t before = all.values;
    if (!FindFeature(examples.at(e), key, feature)) return Damaged(k, e);
    TARE_REQUIRE(k, feature.kind == kNone || feature.kind == KindOf(out.type()), "Data types don't match");
    if (!Measure(feature, all)) return Damaged(k, e);
    longest = all.values - before > longest ? all.values - before : longest;
  }
  TARE_REQUIRE(k, all.values <= INT32_MAX, "too many values");
  const int dims[] = {static_cast<int>(all.values), 2}, two = 2;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(i, dims, 2));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(data.sparse + i, dims, 1));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(2 * data.sparse + i, &two, 1));
  Writer writer{out, {}};
  if (out.type() == kTfLiteString) TARE_RETURN_IF_ERROR(writer.strings.Begin(k, out, all.values, all.characters));
  auto* indices = k.output(i).data<int64_t>();
  for (int e = 0; e < examples.count(); ++e) {
    Feature feature;
    FindFeature(examples.at(e), key, feature);
    int64_t n = 0;
    ForEach(feature, [&](StringRef s, uint64_t bits) {
      *indices++ = e;
      *indices++ = n++;
      writer.Put(s, bits);
    });
  }
  auto* shape = k.output(2 * data.sparse + i).data<int64_t>();
  shape[0] = Batch(k);
  shape[1] = longest;
  return kOk;
}

Status EvalDense(Kernel k, const Strings& examples, StringRef key, int i) {
  const Data& data = *k.data<Data>();
  const Tensor out = k.output(3 * data.sparse + i), fallback = k.input(k.input_count() - data.dense + i);
  Shape shape;
  const int64_t n = DenseShape(k, i, 3 * data.sparse, shape);
  Size all;
  Strings defaults;
  if (out.type() == kTfLiteString && !defaults.Open(k, fallback)) return kError;
  const auto put_defaults = [&](auto put) {
    for (int v = 0; v < static_cast<int>(fallback.elements()); ++v) {
      if (out.type() == kTfLiteString) {
        put(defaults.at(v), uint64_t{0});
      } else if (out.type() == kTfLiteInt64) {
        put(StringRef{}, static_cast<uint64_t>(fallback.data<int64_t>()[v]));
      } else {
        put(StringRef{}, uint64_t{fallback.data<uint32_t>()[v]});
      }
    }
  };
  for (int e = 0; e < examples.count(); ++e) {
    Feature feature;
    Size size;
    if (!FindFeature(examples.at(e), key, feature) || !Measure(feature, size)) return Damaged(k, e);
    if (feature.kind == kNone) {
      TARE_REQUIRE(k, fallback.elements() == n, "Index: %d.  A feature is required but could not be found.", e);
      put_defaults([&](StringRef s, uint64_t) { size.characters += static_cast<int64_t>(s.size); });
      size.values = n;
    }
    TARE_REQUIRE(k, feature.kind == kNone || feature.kind == KindOf(out.type()), "Data types don't match");
    TARE_REQUIRE(k, size.values == n, "Index: %d.  Number of values != expected.", e);
    all.characters += size.characters;
  }
  Writer writer{out, {}};
  if (out.type() == kTfLiteString) {
    TARE_RETURN_IF_ERROR(writer.strings.Begin(k, out, n * examples.count(), all.characters));
  }
  const auto put = [&](StringRef s, uint64_t bits) { writer.Put(s, bits); };
  for (int e = 0; e < examples.count(); ++e) {
    Feature feature;
    FindFeature(examples.at(e), key, feature);
    if (feature.kind == kNone) {
      put_defaults(put);
    } else {
      ForEach(feature, put);
    }
  }
  return kOk;
}

template <int version>
Status Eval(Kernel k) {
  const Data& data = *k.data<Data>();
  Strings examples, keys;
  StringRef key = {};
  if (!examples.Open(k, k.input(0))) return kError;
  for (int i = 0; i < data.sparse; ++i) {
    if (!Key<version>(k, 2, i, keys, key)) return kError;
    TARE_RETURN_IF_ERROR(EvalSparse(k, examples, key, i));
  }
  for (int i = 0; i < data.dense; ++i) {
    if (!Key<version>(k, version == 1 ? 2 + data.sparse : 3, i, keys, key)) return kError;
    TARE_RETURN_IF_ERROR(EvalDense(k, examples, key, i));
  }
  return kOk;
}

}  // namespace

#define TARE_PARSE_EXAMPLE(ID, version)        \
  TARE_TF_KERNEL(ID, str,                      \
                 {.prepare = Prepare<version>, \
                  .eval = Eval<version>,       \
                  .inputs = {2, 255},          \
                  .outputs = {0, 255},         \
                  .data_bytes = sizeof(Data)})
TARE_PARSE_EXAMPLE(ParseExample, 1)
TARE_PARSE_EXAMPLE(ParseExampleV2, 2)

}  // namespace tare
