"""Select TF ops that are gradients of pools, depthwise convolutions, normalizations, and of what moves elements."""
import itertools

import numpy as np
from cases.tf_gradient import out_size
from cases.tf_twins import case, ints
from single_op import T

F32 = lambda *shape, **more: T("f32", shape, **more)
POOLS = {"plain": ((2, 5, 6, 3), (2, 2), (2, 2)), "overlap": ((1, 6, 5, 2), (3, 2), (1, 2)), "apart": ((1, 7, 7, 1), (2, 2), (3, 3))}
VOLUMES = {"plain": ((2, 3, 4, 5, 2), (2, 2, 2), (2, 2, 1)), "flat": ((1, 2, 5, 5, 3), (1, 3, 3), (1, 2, 2))}
CONVS = {"plain": ((2, 5, 6, 3), (3, 3, 3, 1), (1, 1)), "times": ((1, 6, 6, 2), (2, 2, 2, 3), (2, 2)), "wide": ((1, 3, 7, 4), (1, 5, 4, 2), (1, 1))}


def pooled(image, window, strides, padding):
    return (image[0], *(out_size(n, w, s, 1, padding) for n, w, s in zip(image[1:], window, strides)), image[-1])


def largest(image, window, strides, padding):
    """An image of few values, and what a pool makes of it."""
    x = np.random.default_rng(len(image) + image[1]).integers(0, 9, image).astype(np.float32)
    out = np.zeros(pooled(image, window, strides, padding), np.float32)
    pads = [max((o - 1) * s + w - n, 0) // 2 * (padding == "SAME") for o, s, w, n in zip(out.shape[1:], strides, window, image[1:])]
    for at in itertools.product(*map(range, out.shape[1:-1])):
        part = tuple(slice(max(a * s - p, 0), a * s - p + w) for a, s, p, w in zip(at, strides, pads, window))
        out[(slice(None), *at)] = x[(slice(None), *part)].reshape(image[0], -1, image[-1]).max(1)
    return x, out


def pools():
    for padding in ("SAME", "VALID"):
        for dims, table, data_format in (("", POOLS, "NHWC"), ("3D", VOLUMES, "NDHWC")):
            for name, (image, window, strides) in table.items():
                out = pooled(image, window, strides, padding)
                label = f"f32_{name}_{padding.lower()}"
                options = {"ksize": [1, *window, 1], "strides": [1, *strides, 1], "padding": padding, "data_format": data_format}
                values, most = largest(image, window, strides, padding)
                few, best = lambda: F32(*image, feed=values), lambda: F32(*out, feed=most)
                types = {"T": "f32", **({"TInput": "f32"} if dims else {})}
                yield case(f"MaxPool{dims}Grad", label, [few(), best(), F32(*out)], [T("f32")], options, **types)
                yield case(f"MaxPool{dims}GradGrad", label, [few(), best(), F32(*image)], [T("f32")], options, T="f32")
                yield case(f"AvgPool{dims}Grad", label, [ints(list(image)), F32(*out)], [T("f32")], options, T="f32")
                if dims:
                    continue
                v2 = [ints([1, *window, 1]), ints([1, *strides, 1])]
                yield case("MaxPoolGradV2", label, [few(), best(), F32(*out), *v2], [T("f32")], {"padding": padding}, T="f32")
                yield case("MaxPoolGradGradV2", label, [few(), best(), F32(*image), *v2], [T("f32")], {"padding": padding}, T="f32")
                argmax = {n: v for n, v in options.items() if n != "data_format"}
                for t, batch in (("i32", False), ("i64", True)):
                    more = {**argmax, "include_batch_in_index": batch}
                    yield case("MaxPoolWithArgmax", f"{label}_{t}", [few()], [T("f32"), T(t)], more, T="f32", Targmax=t)
                    size = image[1] * image[2] * image[3]
                    count = out[1] * out[2] * out[3]
                    where = T(t, out, feed=[n * size * batch + i * 7 % size for n in range(out[0]) for i in range(count)])
                    if t == "i32":  # TensorFlow has no kernel
                        continue
                    yield case("MaxPoolGradWithArgmax", f"{label}_{t}", [F32(*image), F32(*out), where], [T("f32")], more, T="f32", Targmax=t)
    options = {"ksize": [1, 2, 2, 1], "strides": [1, 2, 2, 1], "padding": "VALID"}
    yield case("AvgPoolGrad", "f32_fed", [ints([1, 4, 4, 2], feed=True), F32(1, 2, 2, 2)], [T("f32")], options, T="f32")
    yield case("MaxPoolGrad", "f32_wrong", [F32(1, 4, 4, 2), F32(1, 2, 2, 2), F32(1, 2, 3, 2)], [T("f32")], options, T="f32", refused=True)


def convolutions():
    for padding in ("SAME", "VALID"):
        for name, (image, window, strides) in CONVS.items():
            gradient = F32(*pooled(image, window[:2], strides, padding)[:3], window[2] * window[3])
            options = {"strides": [1, *strides, 1], "padding": padding}
            label = f"f32_{name}_{padding.lower()}"
            yield case("DepthwiseConv2dNativeBackpropInput", label, [ints(list(image)), F32(*window), gradient], [T("f32")], options, T="f32")
            yield case("DepthwiseConv2dNativeBackpropFilter", label, [F32(*image), ints(list(window)), gradient], [T("f32")], options, T="f32")


def normalizations():
    for op, t, last in (("FusedBatchNormGrad", {"T": "f32"}, 0), ("FusedBatchNormGradV2", {"T": "f32", "U": "f32"}, 0),
                        ("FusedBatchNormGradV3", {"T": "f32", "U": "f32"}, 1)):
        for training in (True, False):
            for data_format, shape in (("NHWC", (2, 3, 4, 5)), ("NCHW", (2, 5, 3, 4)))[:2 if training else 1]:
                vectors = [F32(5), F32(5), F32(5, low=.5, high=4), *[F32(5)] * last]
                hidden = [T("f32", hidden=True) for _ in range(2)]
                yield case(op, f"f32_{data_format}_{int(training)}", [F32(*shape), F32(*shape), *vectors], [T("f32"), T("f32"), T("f32"), *hidden],
                           {"epsilon": .01, "data_format": data_format, "is_training": training}, **t)


def quantizations():
    x, g = lambda: F32(3, 4, low=-9, high=9), lambda: F32(3, 4)
    for narrow in (False, True):
        more = {"num_bits": 6, "narrow_range": narrow}
        yield case("FakeQuantWithMinMaxArgsGradient", f"f32_{int(narrow)}", [g(), x()], [T("f32")], {**more, "min": -3., "max": 5.25})
        scalars = [T("f32", (), data=-3.3), T("f32", (), data=5.25)]
        yield case("FakeQuantWithMinMaxVarsGradient", f"f32_{int(narrow)}", [g(), x(), *scalars], [T("f32")] * 3, more)
        vectors = [T("f32", (4,), data=[-3, -1, 0, -6]), T("f32", (4,), data=[5, 1, 2, 8])]
        yield case("FakeQuantWithMinMaxVarsPerChannelGradient", f"f32_{int(narrow)}", [g(), x(), *vectors], [T("f32")] * 3, more)
    yield case("FakeQuantWithMinMaxArgsGradient", "f32_default", [g(), x()], [T("f32")])
    zero = lambda: T("f32", (), data=0)
    yield case("FakeQuantWithMinMaxVarsGradient", "f32_empty", [g(), x(), zero(), zero()], [T("f32")] * 3)


def images():
    for align, half in ((False, False), (True, False), (False, True)):
        options = {"align_corners": align, "half_pixel_centers": half}
        for name, small, large in (("up", (2, 3, 4, 2), (2, 7, 9, 2)), ("down", (1, 8, 6, 3), (1, 3, 4, 3)), ("one", (1, 4, 5, 1), (1, 1, 1, 1))):
            label = f"f32_{name}_{int(align)}{int(half)}"
            yield case("ResizeBilinearGrad", label, [F32(*large), F32(*small)], [T("f32")], options, T="f32")
            yield case("ResizeNearestNeighborGrad", label, [F32(*large), ints(list(small[1:3]))], [T("f32")], options, T="f32")
    yield case("ResizeNearestNeighborGrad", "f32_fed", [F32(1, 4, 6, 2), ints([2, 3], feed=True)], [T("f32")], T="f32")


def moved():
    for mode, pads in (("REFLECT", [1, 2, 0, 1]), ("SYMMETRIC", [2, 3, 1, 0])):
        for t in ("i32", "i64"):
            paddings = T(t, (2, 2), data=pads)
            yield case("MirrorPadGrad", f"f32_{mode.lower()}_{t}", [F32(3 + sum(pads[:2]), 4 + sum(pads[2:])), paddings], [T("f32")],
                       {"mode": mode}, T="f32", Tpaddings=t)
    for op in ("SparseSegmentSumGrad", "SparseSegmentMeanGrad", "SparseSegmentSqrtNGrad"):
        for i in ("i32", "i64"):
            yield case(op, f"f32_{i}", [F32(3, 2), ints([4, 0, 4, 2, 1], i), ints([0, 0, 0, 2, 2]), ints(6)], [T("f32")], T="f32", Tidx=i, Tsegmentids="i32")
        yield case(op, "f32_outside", [F32(3, 2), ints([4, 6], feed=True), ints([0, 1]), ints(6)], [T("f32")], T="f32", Tidx="i32", Tsegmentids="i32", refused=True)


def cases():
    yield from pools()
    yield from convolutions()
    yield from normalizations()
    yield from quantizations()
    yield from images()
    yield from moved()
