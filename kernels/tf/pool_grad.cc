// Pools that look at positions, float, channels last, over images and volumes: the gradients MaxPoolGrad (V2: window
// and strides are inputs), AvgPoolGrad and their 3D forms, MaxPoolGradGrad, MaxPoolWithArgmax with its gradient; and
// MaxPoolV2.
//
// An image is a volume of depth 1. The largest element is looked for again where it is needed, instead of being kept:
// of equal ones the first counts. But MaxPool3DGrad gives the gradient to all that equal the pooled value, and
// gradients of gradients look for the first that does, as TensorFlow's do.
#include "kernels/nn/conv_geometry.h"
#include "kernels/padding.h"
#include "kernels/shape/strided.h"

namespace tare {
namespace {

enum { kPadding, kStride, kInBatch = 4, kSize };  // options; strides and sizes are three fields
constexpr int kSizeInput = 3;                     // of V2's gradients; the strides follow

struct Pool {
  int batch, channels;
  int in[3], out[3], size[3], stride[3], pad[3];

  int64_t in_places() const { return int64_t{in[0]} * in[1] * in[2]; }
  int64_t out_places() const { return int64_t{out[0]} * out[1] * out[2]; }
};

/// Width and height of a window or a stride that an input of V2 holds, from [1, height, width, 1].
Status ReadWindow(Kernel k, int input, int* to) {
  const Tensor t = k.input(input);
  for (int i = 0; i < 4; ++i) {
    const int32_t value = t.data<int32_t>()[i];
    TARE_REQUIRE(k, i % 3 ? value >= 1 && value < kGeometryLimit : value == 1, "bad window or strides");
    if (i % 3) to[i] = value;
  }
  to[0] = 1;
  return kOk;
}

/// The pool over an image (or volume) of these dimensions. Of V2, the window's size is in input `size_input`.
Status Resolve(Kernel k, const int* dims, int rank, Pool& p, int size_input = kSizeInput) {
  const fb::Table o = k.options();
  for (int i = 0; i < 3; ++i) {
    p.stride[i] = o.Scalar<int32_t>(kStride + i, 1);
    p.size[i] = o.Scalar<int32_t>(kSize + i, 1);
  }
  if (k.input_count() == size_input + 2) {
    TARE_RETURN_IF_ERROR(ReadWindow(k, size_input, p.size));
    TARE_RETURN_IF_ERROR(ReadWindow(k, size_input + 1, p.stride));
  }
  p.batch = dims[0];
  p.channels = dims[rank - 1];
  for (int i = 0; i < 3; ++i) {
    const int d = rank - 4 + i;
    p.in[i] = d > 0 ? dims[d] : 1;
    TARE_REQUIRE(k, p.in[i] > 0 && p.in[i] < kGeometryLimit && p.stride[i] > 0 && p.size[i] > 0, "bad sizes");
    const Window w =
        ComputeWindow(static_cast<Padding>(o.Scalar<int32_t>(kPadding)), p.in[i], p.size[i], p.stride[i], 1);
    TARE_REQUIRE(k, w.output > 0, "the window does not fit");
    p.out[i] = w.output;
    p.pad[i] = w.pad_before;
  }
  return kOk;
}

bool HasOutputShape(const Pool& p, Tensor t) {
  const int rank = t.rank();
  bool same = t.dim(0) == p.batch && t.dim(-1) == p.channels;
  for (int i = 0; i < 3; ++i) same = same && (rank - 4 + i > 0 ? t.dim(rank - 4 + i) : 1) == p.out[i];
  return same;
}

/// Calls visit(output place, first, last) for every window, with the corners of its part inside the input.
template <class Visit>
void ForEachWindow(const Pool& p, int n, Visit visit) {
  int64_t place = p.out_places() * n;
  int at[3];
  for (at[0] = 0; at[0] < p.out[0]; ++at[0]) {
    for (at[1] = 0; at[1] < p.out[1]; ++at[1]) {
      for (at[2] = 0; at[2] < p.out[2]; ++at[2], ++place) {
        int first[3], last[3];
        for (int i = 0; i < 3; ++i) {
          const int begin = at[i] * p.stride[i] - p.pad[i], end = begin + p.size[i];
          first[i] = begin < 0 ? 0 : begin;
          last[i] = end < p.in[i] ? end : p.in[i];
        }
        visit(place, first, last);
      }
    }
  }
}

/// Calls visit(input place) for the places of a window of image `n`.
template <class Visit>
void ForEachPlace(const Pool& p, int n, const int* first, const int* last, Visit visit) {
  for (int z = first[0]; z < last[0]; ++z) {
    for (int y = first[1]; y < last[1]; ++y) {
      for (int x = first[2]; x < last[2]; ++x) visit(((int64_t{n} * p.in[0] + z) * p.in[1] + y) * p.in[2] + x);
    }
  }
}

/// Calls visit(output element, input element) for every output element and the largest of its window.
template <class Visit>
void ForEachLargest(const Pool& p, const float* in, int n, Visit visit) {
  ForEachWindow(p, n, [&](int64_t place, const int* first, const int* last) {
    for (int c = 0; c < p.channels; ++c) {
      int64_t best = -1;
      ForEachPlace(p, n, first, last, [&](int64_t from) {
        const int64_t i = from * p.channels + c;
        if (best < 0 || in[i] > in[best]) best = i;
      });
      if (best >= 0) visit(place * p.channels + c, best);
    }
  });
}

/// Calls visit(output element, input element) for what equals the pooled value in its window, the first or `all`.
template <class Visit>
void ForEachEqual(const Pool& p, const float* in, const float* pooled, int n, bool all, Visit visit) {
  ForEachWindow(p, n, [&](int64_t place, const int* first, const int* last) {
    for (int c = 0; c < p.channels; ++c) {
      const int64_t to = place * p.channels + c;
      bool found = false;
      ForEachPlace(p, n, first, last, [&](int64_t from) {
        const int64_t i = from * p.channels + c;
        if ((found && !all) || in[i] != pooled[to]) return;
        found = true;
        visit(to, i);
      });
    }
  });
}

template <class Body>
void ForEachImage(Kernel k, const Pool& p, Body body) {
  k.ParallelFor(p.batch, p.out_places() * p.channels * 16, [&](int begin, int end, int /*thread*/) {
    for (int n = begin; n < end; ++n) body(n);
  });
}

/// What MaxPoolGrad and MaxPoolGradGrad check: inputs image, pooled, gradient; `grad` says which shape is the result's.
template <bool second>
Status ResizeMax(Kernel k, Pool& p) {
  const Tensor image = k.input(0);
  TARE_RETURN_IF_ERROR(Resolve(k, image.dims(), image.rank(), p));
  TARE_REQUIRE(k, HasOutputShape(p, k.input(1)), "the pooled image does not have the pool's shape");
  TARE_REQUIRE(k, second ? k.input(2).SameShape(image) : k.input(2).SameShape(k.input(1)), "bad gradient");
  return k.ResizeOutputLike(0, second ? k.input(1) : image);
}

template <int rank>
Status CheckFloat(Kernel k, int first, int last) {
  for (int i = first; i <= last; ++i) {
    TARE_REQUIRE(k, k.input(i).type() == kTfLiteFloat32 && k.input(i).rank() == rank, "bad input %d", i);
  }
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32, "output is not float");
  return kOk;
}

/// Inputs from `first` on are windows or strides; `constant` is set where their values are known.
Status CheckWindows(Kernel k, int first, bool& constant) {
  constant = true;
  for (int i = first; i < k.input_count(); ++i) {
    const Tensor t = k.input(i);
    TARE_REQUIRE(k, t.type() == kTfLiteInt32 && t.rank() == 1 && t.dim(0) == 4, "bad window or strides");
    constant = constant && t.is_constant();
  }
  return kOk;
}

template <int rank, bool second>
Status PrepareMax(Kernel k) {
  bool constant;
  TARE_RETURN_IF_ERROR(CheckFloat<rank>(k, 0, 2));
  TARE_RETURN_IF_ERROR(CheckWindows(k, kSizeInput, constant));
  if (!constant) return k.ResizeOutputLike(0, second ? k.input(1) : k.input(0));
  Pool p = {};
  return ResizeMax<second>(k, p);
}

template <int rank, bool second>
Status EvalMax(Kernel k) {
  Pool p = {};
  TARE_RETURN_IF_ERROR(ResizeMax<second>(k, p));
  const float *image = k.input(0).data<float>(), *pooled = k.input(1).data<float>(),
              *gradient = k.input(2).data<float>();
  float* out = k.output(0).data<float>();
  if (k.output(0).bytes()) __builtin_memset(out, 0, k.output(0).bytes());
  ForEachImage(k, p, [&](int n) {
    const auto visit = [&](int64_t to, int64_t from) {
      if constexpr (second) {
        out[to] = gradient[from];
      } else {
        out[from] += gradient[to];
      }
    };
    if constexpr (!second && rank == 4) {
      ForEachLargest(p, image, n, visit);
    } else {
      ForEachEqual(p, image, pooled, n, !second, visit);
    }
  });
  return kOk;
}

/// Inputs: the image's shape, the gradient.
template <int rank>
Status ResizeAverage(Kernel k, Pool& p) {
  int dims[rank];
  for (int d = 0; d < rank; ++d) {
    dims[d] = k.input(0).data<int32_t>()[d];
    TARE_REQUIRE(k, dims[d] >= 0, "bad shape");
  }
  TARE_RETURN_IF_ERROR(Resolve(k, dims, rank, p));
  TARE_REQUIRE(k, HasOutputShape(p, k.input(1)), "the gradient does not have the pool's shape");
  return k.ResizeOutput(0, dims, rank);
}

template <int rank>
Status PrepareAverage(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckFloat<rank>(k, 1, 1));
  const Tensor shape = k.input(0);
  TARE_REQUIRE(k, shape.type() == kTfLiteInt32 && shape.rank() == 1 && shape.dim(0) == rank, "bad shape");
  Pool p = {};
  return shape.is_constant() ? ResizeAverage<rank>(k, p) : k.SetOutputDynamic(0);
}

template <int rank>
Status EvalAverage(Kernel k) {
  Pool p = {};
  TARE_RETURN_IF_ERROR(ResizeAverage<rank>(k, p));
  const float* gradient = k.input(1).data<float>();
  float* out = k.output(0).data<float>();
  if (k.output(0).bytes()) __builtin_memset(out, 0, k.output(0).bytes());
  ForEachImage(k, p, [&](int n) {
    ForEachWindow(p, n, [&](int64_t place, const int* first, const int* last) {
      int count = 1;
      for (int i = 0; i < 3; ++i) count *= last[i] - first[i];
      ForEachPlace(p, n, first, last, [&](int64_t to) {
        for (int c = 0; c < p.channels; ++c) {
          out[to * p.channels + c] += gradient[place * p.channels + c] / static_cast<float>(count);
        }
      });
    });
  });
  return kOk;
}

/// Positions are those within an image, or with the option within the batch.
int64_t FirstOf(Kernel k, const Pool& p, int n) {
  return k.options().Scalar<bool>(kInBatch) ? 0 : p.in_places() * p.channels * n;
}

Status ResizeArgmax(Kernel k, Pool& p) {
  const Tensor image = k.input(0);
  TARE_RETURN_IF_ERROR(Resolve(k, image.dims(), image.rank(), p));
  return k.ResizeOutput(0, Shape{4, {p.batch, p.out[1], p.out[2], p.channels}});
}

Status PrepareArgmax(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckFloat<4>(k, 0, 0));
  TARE_REQUIRE(k, IsInteger(k.output(1)), "bad type of positions");
  Pool p = {};
  TARE_RETURN_IF_ERROR(ResizeArgmax(k, p));
  return k.ResizeOutputLike(1, k.output(0));
}

Status EvalArgmax(Kernel k) {
  Pool p = {};
  TARE_RETURN_IF_ERROR(ResizeArgmax(k, p));
  const float* image = k.input(0).data<float>();
  ForEachImage(k, p, [&](int n) {
    ForEachLargest(p, image, n, [&](int64_t pooled, int64_t from) {
      k.output(0).data<float>()[pooled] = image[from];
      SetIntegerAt(k.output(1), pooled, from - FirstOf(k, p, n));
    });
  });
  return kOk;
}

/// Inputs: image, gradient, positions.
Status PrepareArgmaxGrad(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckFloat<4>(k, 0, 1));
  TARE_REQUIRE(k, IsInteger(k.input(2)) && k.input(2).SameShape(k.input(1)), "as many positions as gradients");
  Pool p = {};
  TARE_RETURN_IF_ERROR(Resolve(k, k.input(0).dims(), 4, p));
  TARE_REQUIRE(k, HasOutputShape(p, k.input(1)), "the gradient does not have the pool's shape");
  return k.ResizeOutputLike(0, k.input(0));
}

Status EvalArgmaxGrad(Kernel k) {
  Pool p = {};
  TARE_RETURN_IF_ERROR(Resolve(k, k.input(0).dims(), 4, p));
  float* out = k.output(0).data<float>();
  const int64_t size = k.output(0).elements(), pooled = p.out_places() * p.channels;
  if (size) __builtin_memset(out, 0, k.output(0).bytes());
  for (int n = 0; n < p.batch; ++n) {
    for (int64_t i = pooled * n; i < pooled * (n + 1); ++i) {
      const int64_t at = IntegerAt(k.input(2), static_cast<int>(i));
      TARE_REQUIRE(k, at >= 0 && at < size - FirstOf(k, p, n), "a position is outside the image");
      out[FirstOf(k, p, n) + at] += k.input(1).data<float>()[i];
    }
  }
  return kOk;
}

Status ResizeV2(Kernel k, Pool& p) {
  TARE_RETURN_IF_ERROR(Resolve(k, k.input(0).dims(), 4, p, 1));
  return k.ResizeOutput(0, Shape{4, {p.batch, p.out[1], p.out[2], p.channels}});
}

/// Inputs: image, window, strides.
Status PrepareV2(Kernel k) {
  bool constant;
  TARE_RETURN_IF_ERROR(CheckFloat<4>(k, 0, 0));
  TARE_RETURN_IF_ERROR(CheckWindows(k, 1, constant));
  Pool p = {};
  return constant ? ResizeV2(k, p) : k.SetOutputDynamic(0);
}

/// What is not above the lowest number is that number.
Status EvalV2(Kernel k) {
  constexpr float kLowest = -__FLT_MAX__;
  Pool p = {};
  TARE_RETURN_IF_ERROR(ResizeV2(k, p));
  const float* image = k.input(0).data<float>();
  ForEachImage(k, p, [&](int n) {
    ForEachLargest(p, image, n, [&](int64_t pooled, int64_t from) {
      k.output(0).data<float>()[pooled] = image[from] > kLowest ? image[from] : kLowest;
    });
  });
  return kOk;
}

}  // namespace

#define TARE_MAX_GRAD(OP, rank, second, n) \
  TARE_TF_KERNEL(OP, f32, {.prepare = PrepareMax<rank, second>, .eval = EvalMax<rank, second>, .inputs = {n, n}})
TARE_MAX_GRAD(MaxPoolGrad, 4, false, 3)
TARE_MAX_GRAD(MaxPoolGradV2, 4, false, 5)
TARE_MAX_GRAD(MaxPoolGradGrad, 4, true, 3)
TARE_MAX_GRAD(MaxPoolGradGradV2, 4, true, 5)
TARE_MAX_GRAD(MaxPool3DGrad, 5, false, 3)
TARE_MAX_GRAD(MaxPool3DGradGrad, 5, true, 3)
TARE_TF_KERNEL(AvgPoolGrad, i32, {.prepare = PrepareAverage<4>, .eval = EvalAverage<4>, .inputs = {2, 2}})
TARE_TF_KERNEL(AvgPool3DGrad, i32, {.prepare = PrepareAverage<5>, .eval = EvalAverage<5>, .inputs = {2, 2}})
TARE_TF_KERNEL(MaxPoolV2, f32, {.prepare = PrepareV2, .eval = EvalV2, .inputs = {3, 3}})
TARE_TF_KERNEL(MaxPoolWithArgmax, f32, {.prepare = PrepareArgmax, .eval = EvalArgmax, .outputs = {2, 2}})
TARE_TF_KERNEL(MaxPoolGradWithArgmax, f32, {.prepare = PrepareArgmaxGrad, .eval = EvalArgmaxGrad, .inputs = {3, 3}})

}  // namespace tare
