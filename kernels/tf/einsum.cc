// TensorFlow's Einsum of one or two float tensors: a letter names a dimension, those that the output lacks are summed
// over, an ellipsis stands for dimensions that broadcast. The equation (options field 0) is read again where it is
// needed: it becomes a size and a stride per tensor for each name, and two loops. A name that a tensor has twice has
// the sum of both strides, which is the diagonal. Sums are double.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

constexpr int kMaxNames = 3 * kMaxRank;  // of all tensors together
constexpr int kOutput = 2;

/// The dimensions by name: letters, and numbers from the end for those of ellipses.
struct Names {
  int count = 0;
  char name[kMaxNames] = {};
  int size[kMaxNames] = {};
  ptrdiff_t stride[3][kMaxNames] = {};  // of both inputs and the output; 0 where a tensor lacks it

  int Find(char c) {
    for (int i = 0; i < count; ++i) {
      if (name[i] == c) return i;
    }
    if (count == kMaxNames) return -1;
    name[count] = c;
    size[count] = 1;
    for (auto& of : stride) of[count] = 0;
    return count++;
  }
};

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// One tensor's part of the equation, of `rank` dimensions: a name for each. `at` moves behind it; -1 where it is
/// wrong. Of an output, `rank` is unknown (-1) and the ellipsis has `hidden` dimensions.
int Label(const char*& at, int rank, int& hidden, char* labels) {
  const char* begin = at;
  int letters = 0;
  bool ellipsis = false;
  for (; *at && *at != ',' && *at != '-'; ++at) {
    if (IsLetter(*at)) {
      ++letters;
    } else {
      if (ellipsis || at[0] != '.' || at[1] != '.' || at[2] != '.') return -1;
      ellipsis = true;
      at += 2;
    }
  }
  if (rank >= 0) {
    const int more = rank - letters;
    if (more < 0 || (more > 0 && !ellipsis)) return -1;
    hidden = more > hidden ? more : hidden;
    if (rank > kMaxRank) return -1;
    int n = 0;
    for (const char* c = begin; c != at; ++c) {
      if (IsLetter(*c)) {
        labels[n++] = *c;
        continue;
      }
      for (int i = more; i > 0; --i) labels[n++] = static_cast<char>(i);
      c += 2;
    }
    return n;
  }
  const int all = letters + (ellipsis ? hidden : 0);
  if (all > kMaxRank || (!ellipsis && hidden)) return -1;
  int n = 0;
  for (const char* c = begin; c != at; ++c) {
    if (IsLetter(*c)) {
      labels[n++] = *c;
      continue;
    }
    for (int i = hidden; i > 0; --i) labels[n++] = static_cast<char>(i);
    c += 2;
  }
  return n;
}

/// Reads the equation; gives the names that the output has the first places, in its order, `outer` of them, each once.
Status Read(Kernel k, Names& names, int& outer, Shape& shape) {
  const char* text = k.options().String(0);
  TARE_REQUIRE(k, text, "no equation");
  char labels[3][kMaxRank];
  int ranks[3] = {}, hidden = 0;
  const char* at = text;
  for (int i = 0; i < k.input_count(); ++i) {
    if (i) TARE_REQUIRE(k, *at == ',', "bad equation");
    at += i != 0;
    ranks[i] = Label(at, k.input(i).rank(), hidden, labels[i]);
    TARE_REQUIRE(k, ranks[i] >= 0, "the equation does not fit input %d", i);
  }
  TARE_REQUIRE(k, at[0] == '-' && at[1] == '>', "bad equation");
  at += 2;
  ranks[kOutput] = Label(at, -1, hidden, labels[kOutput]);
  TARE_REQUIRE(k, ranks[kOutput] >= 0 && !*at, "bad equation");
  int place[kMaxRank];  // of the output's dimensions among the names
  for (int d = 0; d < ranks[kOutput]; ++d) place[d] = names.Find(labels[kOutput][d]);
  outer = names.count;
  for (int i = 0; i < k.input_count(); ++i) {
    const Tensor in = k.input(i);
    for (int d = 0; d < ranks[i]; ++d) {
      const int n = names.Find(labels[i][d]), dim = in.dim(d);
      TARE_REQUIRE(k, n >= 0, "too many names");
      // Only dimensions of ellipses broadcast.
      const bool repeats = dim == 1 && !IsLetter(labels[i][d]);
      bool seen = names.size[n] != 1;
      for (int j = 0; j <= i && !seen && IsLetter(labels[i][d]); ++j) {
        for (int e = 0; e < (j < i ? ranks[j] : d); ++e) seen |= labels[j][e] == labels[i][d];
      }
      TARE_REQUIRE(k, repeats || !seen || names.size[n] == dim, "Expected dimension of the same name to be equal");
      if (!repeats) {
        names.size[n] = dim;
        names.stride[i][n] += static_cast<ptrdiff_t>(in.Elements(d + 1, in.rank()));
      }
    }
  }
  shape.rank = ranks[kOutput];
  for (int n = 0; n < outer; ++n) {
    bool found = !IsLetter(names.name[n]);
    for (int i = 0; i < k.input_count() && !found; ++i) {
      for (int e = 0; e < ranks[i]; ++e) found |= labels[i][e] == names.name[n];
    }
    TARE_REQUIRE(k, found, "a name of the output is in no input");
  }
  int64_t stride = 1;
  for (int d = shape.rank - 1; d >= 0; --d) {
    const int n = place[d];
    shape.dims[d] = names.size[n];
    names.stride[kOutput][n] += static_cast<ptrdiff_t>(stride);
    TARE_REQUIRE(k, !__builtin_mul_overflow(stride, int64_t{names.size[n]}, &stride), "the output is too large");
  }
  return kOk;
}

Status Prepare(Kernel k) {
  for (int i = 0; i < k.input_count(); ++i)
    TARE_REQUIRE(k, k.input(i).type() == kTfLiteFloat32, "inputs are not float");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32, "output is not float");
  Names names;
  Shape shape;
  int outer = 0;
  TARE_RETURN_IF_ERROR(Read(k, names, outer, shape));
  return k.ResizeOutput(0, shape);
}

Status Eval(Kernel k) {
  Names names;
  Shape shape;
  int outer = 0;
  TARE_RETURN_IF_ERROR(Read(k, names, outer, shape));
  const float* x = k.input(0).data<float>();
  const float* y = k.input_count() > 1 ? k.input(1).data<float>() : nullptr;
  float* out = k.output(0).data<float>();
  int64_t sums_wanted = 1;
  for (int n = 0; n < outer; ++n) sums_wanted *= names.size[n];
  if (outer < shape.rank) __builtin_memset(out, 0, k.output(0).bytes());  // all but the diagonal
  int64_t terms = 1;
  for (int n = outer; n < names.count; ++n) terms *= names.size[n];
  // The last name that is summed over runs in the inner loop.
  const bool sums = names.count > outer;
  const int last = names.count - 1, inner = sums ? names.size[last] : 1;
  const ptrdiff_t x_step = sums ? names.stride[0][last] : 0, y_step = sums ? names.stride[1][last] : 0;
  const int64_t rows = inner ? terms / inner : 0;
  k.ParallelFor(static_cast<int>(sums_wanted), terms, [&](int begin, int end, int /*thread*/) {
    for (int i = begin; i < end; ++i) {
      ptrdiff_t x_at = 0, y_at = 0, out_at = 0;
      for (int n = outer - 1, rest = i; n >= 0; --n) {
        const int position = rest % names.size[n];
        rest /= names.size[n];
        x_at += position * names.stride[0][n];
        y_at += position * names.stride[1][n];
        out_at += position * names.stride[kOutput][n];
      }
      double sum = 0;
      for (int64_t row = 0; row < rows; ++row) {
        ptrdiff_t a = x_at, b = y_at;
        int64_t rest = row;
        for (int n = last - 1; n >= outer; --n) {
          const auto position = static_cast<ptrdiff_t>(rest % names.size[n]);
          rest /= names.size[n];
          a += position * names.stride[0][n];
          b += position * names.stride[1][n];
        }
        for (int j = 0; j < inner; ++j) sum += double{x[a + j * x_step]} * (y ? double{y[b + j * y_step]} : 1.);
      }
      out[out_at] = static_cast<float>(sum);
    }
  });
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(Einsum, f32, {.prepare = Prepare, .eval = Eval, .inputs = {1, 2}})

}  // namespace tare
