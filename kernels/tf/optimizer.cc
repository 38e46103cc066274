// TensorFlow's optimizers: ResourceApply… steps variables by a gradient, ResourceSparseApply… the slices of theirs that
// indices name, one after the other. A rule is what happens to one element: the variable and its slots, the node's
// scalars and the gradient. Its layout says which input is what: v a variable, s a scalar, g the gradient; indices
// follow the gradient.
#include "kernels/math/numerics.h"
#include "kernels/resource/variable.h"
#include "kernels/shape/strided.h"

namespace tare {
namespace {

constexpr int kMaxVariables = 4, kMaxScalars = 6;

float Sqrt(float x) { return __builtin_sqrtf(x); }
float Sign(float x) { return x > 0 ? 1.f : x < 0 ? -1.f : 0.f; }
float Magnitude(float x) { return x < 0 ? -x : x; }
/// `x` moved towards 0 by `by`, and not beyond.
float Shrink(float x, float by) {
  const float rest = Magnitude(x) - by;
  return rest > 0 ? Sign(x) * rest : 0;
}

/// What a rule sees: the element of each variable, in the inputs' order, the scalars likewise, and the option that the
/// op has (options field 0).
struct Element {
  float* v[kMaxVariables];
  const float* s;
  float g;
  bool option;
};

struct GradientDescent {
  static constexpr char kLayout[] = "vsg";
  static void Step(const Element& e) { *e.v[0] -= e.s[0] * e.g; }
};

struct Momentum {
  static constexpr char kLayout[] = "vvsgs";
  static void Step(const Element& e) {
    float& moved = *e.v[1];
    moved = moved * e.s[1] + e.g;
    *e.v[0] -= e.option ? e.g * e.s[0] + moved * e.s[1] * e.s[0] : moved * e.s[0];
  }
};

struct KerasMomentum {
  static constexpr char kLayout[] = "vvsgs";
  static void Step(const Element& e) {
    float& moved = *e.v[1];
    moved = moved * e.s[1] - e.g * e.s[0];
    *e.v[0] += e.option ? moved * e.s[1] - e.g * e.s[0] : moved;
  }
};

/// Scalars: powers of beta1 and beta2, rate, beta1, beta2, epsilon. A fourth variable is the largest v so far.
template <bool largest>
void StepAdam(const Element& e) {
  const float *s = e.s, rate = s[2] * Sqrt(1 - s[1]) / (1 - s[0]);
  float &m = *e.v[1], &v = *e.v[2];
  m += (e.g - m) * (1 - s[3]);
  v += (e.g * e.g - v) * (1 - s[4]);
  float bound = v;
  if constexpr (largest) bound = *e.v[3] = *e.v[3] < v ? v : *e.v[3];
  const float step = e.option ? e.g * (1 - s[3]) + s[3] * m : m;
  *e.v[0] -= step * rate / (Sqrt(bound) + s[5]);
}

struct Adam {
  static constexpr char kLayout[] = "vvvssssssg";
  static void Step(const Element& e) { StepAdam<false>(e); }
};

struct AdamWithAmsgrad {
  static constexpr char kLayout[] = "vvvvssssssg";
  static void Step(const Element& e) { StepAdam<true>(e); }
};

struct AdaMax {
  static constexpr char kLayout[] = "vvvsssssg";
  static void Step(const Element& e) {
    const float* s = e.s;
    float &m = *e.v[1], &v = *e.v[2];
    m += (e.g - m) * (1 - s[2]);
    const float decayed = s[3] * v, size = Magnitude(e.g);
    v = decayed < size ? size : decayed;
    *e.v[0] -= s[1] / (1 - s[0]) * (m / (v + s[4]));
  }
};

struct Adagrad {
  static constexpr char kLayout[] = "vvsg";
  static void Step(const Element& e) {
    if (e.option) *e.v[1] += e.g * e.g;
    *e.v[0] -= e.g * e.s[0] / Sqrt(*e.v[1]);
  }
};

struct AdagradV2 {
  static constexpr char kLayout[] = "vvssg";
  static void Step(const Element& e) {
    if (e.option) *e.v[1] += e.g * e.g;
    *e.v[0] -= e.g * e.s[0] / (Sqrt(*e.v[1]) + e.s[1]);
  }
};

/// Scalars: rate, l1, l2, the step's number.
struct AdagradDA {
  static constexpr char kLayout[] = "vvvgssss";
  static void Step(const Element& e) {
    const float* s = e.s;
    float &sum = *e.v[1], &squares = *e.v[2];
    sum += e.g;
    squares += e.g * e.g;
    const float by = s[1] > 0 ? Shrink(sum, s[1] * s[3]) : sum;
    *e.v[0] = -s[0] * by / (s[2] * s[3] * s[0] + Sqrt(squares));
  }
};

struct Adadelta {
  static constexpr char kLayout[] = "vvvsssg";
  static void Step(const Element& e) {
    const float* s = e.s;
    float &squares = *e.v[1], &updates = *e.v[2];
    squares = squares * s[1] + e.g * e.g * (1 - s[1]);
    const float update = Sqrt(updates + s[2]) / Sqrt(squares + s[2]) * e.g;
    *e.v[0] -= update * s[0];
    updates = updates * s[1] + update * update * (1 - s[1]);
  }
};

struct RMSProp {
  static constexpr char kLayout[] = "vvvssssg";
  static void Step(const Element& e) {
    const float* s = e.s;
    float &squares = *e.v[1], &moved = *e.v[2];
    squares += (e.g * e.g - squares) * (1 - s[1]);
    moved = moved * s[2] + e.g * s[0] / Sqrt(squares + s[3]);
    *e.v[0] -= moved;
  }
};

struct CenteredRMSProp {
  static constexpr char kLayout[] = "vvvvssssg";
  static void Step(const Element& e) {
    const float* s = e.s;
    float &mean = *e.v[1], &squares = *e.v[2], &moved = *e.v[3];
    squares += (e.g * e.g - squares) * (1 - s[1]);
    mean += (e.g - mean) * (1 - s[1]);
    moved = moved * s[2] + e.g * s[0] / Sqrt(squares - mean * mean + s[3]);
    *e.v[0] -= moved;
  }
};

/// Scalars: rate, l1, l2, V2: l2 of shrinkage, the rate's power. With the option, the linear slot is multiplied by the
/// rate.
template <bool v2>
void StepFtrl(const Element& e) {
  const float rate = e.s[0], l1 = e.s[1], l2 = e.s[2], power = -e.s[3 + v2], scale = e.option ? rate : 1;
  float &x = *e.v[0], &squares = *e.v[1], &linear = *e.v[2];
  const float gradient = v2 ? e.g + 2 * e.s[3] * x : e.g, sum = squares + e.g * e.g;
  const float now = __builtin_powf(sum, power), before = __builtin_powf(squares, power);
  const float inverse = e.option ? 1 : 1 / rate;
  linear += gradient * scale - (now - before) * inverse * x;
  x = -Shrink(linear, l1 * scale) / (now * inverse + 2 * l2 * scale);
  squares = sum;
}

struct Ftrl {
  static constexpr char kLayout[] = "vvvgssss";
  static void Step(const Element& e) { StepFtrl<false>(e); }
};

struct FtrlV2 {
  static constexpr char kLayout[] = "vvvgsssss";
  static void Step(const Element& e) { StepFtrl<true>(e); }
};

/// The slot of the two rules by signs; positive where gradient and slot agree.
float Agreement(const Element& e, float beta) {
  float& m = *e.v[1];
  m = m * beta + e.g * (1 - beta);
  return Sign(e.g) * Sign(m);
}

struct AddSign {
  static constexpr char kLayout[] = "vvssssg";
  static void Step(const Element& e) {
    const float* s = e.s;
    *e.v[0] -= s[0] * (s[1] + s[2] * Agreement(e, s[3])) * e.g;
  }
};

struct PowerSign {
  static constexpr char kLayout[] = "vvssssg";
  static void Step(const Element& e) {
    const float* s = e.s;
    *e.v[0] -= s[0] * static_cast<float>(Exp(s[1] * s[2] * Agreement(e, s[3]))) * e.g;
  }
};

struct ProximalGradientDescent {
  static constexpr char kLayout[] = "vsssg";
  static void Step(const Element& e) {
    const float *s = e.s, moved = *e.v[0] - e.g * s[0];
    *e.v[0] = Shrink(moved, s[1] > 0 ? s[1] * s[0] : 0) / (1 + s[2] * s[0]);
  }
};

struct ProximalAdagrad {
  static constexpr char kLayout[] = "vvsssg";
  static void Step(const Element& e) {
    *e.v[1] += e.g * e.g;
    const float *s = e.s, rate = s[0] / Sqrt(*e.v[1]), moved = *e.v[0] - e.g * rate;
    *e.v[0] = Shrink(moved, s[1] > 0 ? s[1] * rate : 0) / (1 + s[2] * rate);
  }
};

/// Checks the inputs against the layout: all floats, but the number of a step, which is int64.
Status PrepareLayout(Kernel k, const char* layout, bool sparse) {
  int i = 0;
  for (; *layout; ++layout, ++i) {
    TARE_REQUIRE(k, i < k.input_count(), "too few inputs");
    const Tensor in = k.input(i);
    if (*layout == 'v') {
      TARE_RETURN_IF_ERROR(CheckVariableHandle(k, i));
      continue;
    }
    const bool is_number = *layout == 's';
    TARE_REQUIRE(k, in.type() == kTfLiteFloat32 || (is_number && in.type() == kTfLiteInt64), "input %d is not float",
                 i);
    TARE_REQUIRE(k, !is_number || in.elements() == 1, "input %d is no scalar", i);
    if (is_number || !sparse) continue;
    ++i;
    TARE_REQUIRE(k, i < k.input_count() && IsInteger(k.input(i)) && k.input(i).rank() == 1, "indices are no vector");
    TARE_REQUIRE(k, in.rank() >= 1 && in.dim(0) == k.input(i).dim(0), "as many slices as indices");
  }
  TARE_REQUIRE(k, i == k.input_count(), "too many inputs");
  return kOk;
}

Status EvalLayout(Kernel k, const char* layout, bool sparse, void (*step)(const Element&)) {
  float scalars[kMaxScalars];
  float* values[kMaxVariables];
  Element e = {{}, scalars, 0, k.options().Scalar<bool>(0)};
  int variables = 0, numbers = 0, gradient = 0, i = 0;
  const TfLiteTensor* first = nullptr;
  for (; *layout; ++layout, ++i) {
    const Tensor in = k.input(i);
    if (*layout == 's') {
      scalars[numbers++] = in.type() == kTfLiteInt64 ? static_cast<float>(*in.data<int64_t>()) : *in.data<float>();
    } else if (*layout == 'g') {
      gradient = i;
      i += sparse;
    } else {
      TfLiteTensor* value = nullptr;
      if (!FindVariable(k, &value, i)) return kError;
      TARE_REQUIRE(k, value->data.raw && value->type == kTfLiteFloat32, "variable %d is not assigned, or not float", i);
      first = first ? first : value;
      TARE_REQUIRE(k, Tensor(value).SameShape(Tensor(const_cast<TfLiteTensor*>(first))), "variables differ in shape");
      values[variables++] = value->data.f;
    }
  }
  const Tensor g = k.input(gradient), var(const_cast<TfLiteTensor*>(first));
  bool fits = g.rank() == var.rank() && var.rank() >= sparse;
  for (int d = sparse; fits && d < g.rank(); ++d) fits = g.dim(d) == var.dim(d);
  TARE_REQUIRE(k, fits, "the gradient does not have the variable's shape");
  const int slices = sparse ? g.dim(0) : 1;
  const int64_t slice = g.Elements(sparse, g.rank());
  for (int n = 0; n < slices; ++n) {
    const int64_t at = sparse ? IntegerAt(k.input(gradient + 1), n) : 0;
    TARE_REQUIRE(k, !sparse || (at >= 0 && at < var.dim(0)), "Index %d is out of range", n);
    for (int64_t j = 0; j < slice; ++j) {
      for (int v = 0; v < variables; ++v) e.v[v] = values[v] + at * slice + j;
      e.g = g.data<float>()[n * slice + j];
      step(e);
    }
  }
  return kOk;
}

template <class Rule, bool sparse>
Status Prepare(Kernel k) {
  return PrepareLayout(k, Rule::kLayout, sparse);
}

template <class Rule, bool sparse>
Status Eval(Kernel k) {
  return EvalLayout(k, Rule::kLayout, sparse, Rule::Step);
}

}  // namespace

#define TARE_OPTIMIZER(OP, Rule, sparse) \
  TARE_TF_KERNEL(OP, resource,           \
                 {.prepare = Prepare<Rule, sparse>, .eval = Eval<Rule, sparse>, .inputs = {3, 16}, .outputs = {0, 0}})
#define TARE_DENSE(Rule) TARE_OPTIMIZER(ResourceApply##Rule, Rule, false)
#define TARE_BOTH(Rule) TARE_DENSE(Rule) TARE_OPTIMIZER(ResourceSparseApply##Rule, Rule, true)
TARE_DENSE(GradientDescent)
TARE_DENSE(Adam)
TARE_DENSE(AdamWithAmsgrad)
TARE_DENSE(AdaMax)
TARE_DENSE(AddSign)
TARE_DENSE(PowerSign)
TARE_BOTH(Momentum)
TARE_BOTH(KerasMomentum)
TARE_BOTH(Adagrad)
TARE_BOTH(AdagradV2)
TARE_BOTH(AdagradDA)
TARE_BOTH(Adadelta)
TARE_BOTH(RMSProp)
TARE_BOTH(CenteredRMSProp)
TARE_BOTH(Ftrl)
TARE_BOTH(FtrlV2)
TARE_BOTH(ProximalGradientDescent)
TARE_BOTH(ProximalAdagrad)

}  // namespace tare
