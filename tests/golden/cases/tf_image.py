"""Select TF ops on images and of networks that no built-in op equals: normalizations, patches, crops, colours, boxes, scores of
classes, simulated quantization."""
import numpy as np

from cases.tf_twins import SPECIAL, case, ints
from single_op import T


def scalar(value, t="f32"):
    return T(t, (), data=value)


def normalizations():
    for op, outs in (("FusedBatchNorm", 5), ("FusedBatchNormV2", 5), ("FusedBatchNormV3", 6)):
        types = {"T": "f32"} if op == "FusedBatchNorm" else {"T": "f32", "U": "f32"}
        vectors = lambda n: [T("f32", (n,)), T("f32", (n,)), T("f32", (n,)), T("f32", (n,), low=.1, high=4)]
        # What a gradient would reuse: empty, and while not training, whatever was in memory.
        hidden = lambda n: [T("f32", hidden=True)] * n
        trained, outputs = [T("f32")] * 5 + hidden(outs - 5), [T("f32")] * 3 + hidden(outs - 3)
        for options in ({}, {"epsilon": .25}):
            yield case(op, f"f32_inference_{len(options)}", [T("f32", (2, 3, 4, 5)), *vectors(5)], outputs, {"is_training": False, **options}, **types)
        yield case(op, "f32_channels_first", [T("f32", (2, 3, 4, 5)), *vectors(3)], outputs, {"is_training": False, "data_format": "NCHW"}, **types)
        for factor in (1., .5):
            none = [T("f32", (0,), data=[])] * 2 if factor == 1 else vectors(5)[2:]
            yield case(op, f"f32_training_{factor}", [T("f32", (2, 3, 4, 5)), *vectors(5)[:2], *none], trained,
                       {"is_training": True, "exponential_avg_factor": factor}, **types)
        yield case(op, "f32_shapes", [T("f32", (2, 3, 4, 5)), *vectors(3)], [T("f32")], {"is_training": False}, **types, refused=True)
    for name, options in (("default", {}), ("narrow", {"depth_radius": 1, "bias": .5, "alpha": .1, "beta": .75}), ("wide", {"depth_radius": 9, "alpha": 1e-4})):
        yield case("LRN", f"f32_{name}", [T("f32", (2, 3, 2, 7))], [T("f32")], options, T="f32")
    yield case("LRN", "f32_rank", [T("f32", (3, 7))], [T("f32")], T="f32", refused=True)


def windows():
    for t in ("f32", "u8", "i32"):
        for padding in ("SAME", "VALID"):
            for name, size, stride, rate in (("plain", (3, 2), (1, 1), (1, 1)), ("stride", (2, 3), (2, 3), (1, 1)), ("rate", (2, 2), (1, 2), (2, 3))):
                options = {"ksizes": [1, *size, 1], "strides": [1, *stride, 1], "rates": [1, *rate, 1], "padding": padding}
                yield case("ExtractImagePatches", f"{t}_{name}_{padding.lower()}", [T(t, (2, 6, 7, 3))], [T(t)], options, T=t)
    boxes = T("f32", (4, 4), feed=[[0, 0, 1, 1], [.1, .2, .6, .9], [.8, .7, .2, .1], [-.5, .3, 1.5, .4]])
    for t in ("f32", "u8"):
        for method in ("bilinear", "nearest"):
            for size in ([3, 4], [1, 1], [7, 2]):
                yield case("CropAndResize", f"{t}_{method}_{size[0]}", [T(t, (2, 5, 6, 3)), boxes, ints([0, 1, 1, 0]), ints(size)], [T("f32")],
                           {"method": method, "extrapolation_value": 7.5}, T=t)
    yield case("CropAndResize", "f32_fed", [T("f32", (2, 5, 6, 1)), boxes, ints([0, 1, 1, 0], feed=True), ints([2, 3], feed=True)], [T("f32")], T="f32")
    yield case("CropAndResize", "f32_index", [T("f32", (2, 5, 6, 1)), boxes, ints([0, 2, 1, 0], feed=True), ints([2, 3])], [T("f32")], T="f32", refused=True)
    yield case("CropAndResize", "f32_size", [T("f32", (2, 5, 6, 1)), boxes, ints([0, 1, 1, 0]), ints([2, 0], feed=True)], [T("f32")], T="f32", refused=True)
    for name, options in (("plain", {}), ("corners", {"align_corners": True}), ("centers", {"half_pixel_centers": True})):
        for size in ([7, 9], [3, 2], [1, 1]):
            yield case("ResizeBicubic", f"f32_{name}_{size[0]}", [T("f32", (2, 4, 5, 3)), ints(size)], [T("f32")], options, T="f32")
    yield case("ResizeBicubic", "f32_both", [T("f32", (1, 4, 5, 3)), ints([2, 2])], [T("f32")], {"align_corners": True, "half_pixel_centers": True},
               T="f32", refused=True)


def colors():
    image = lambda *shape: T("f32", shape, low=0, high=1)
    for op in ("RGBToHSV", "HSVToRGB"):
        yield case(op, "f32_image", [image(4, 5, 3)], [T("f32")], T="f32")
        yield case(op, "f32_grey", [T("f32", (4, 3), feed=[[0, 0, 0], [1, 1, 1], [.5, .5, .5], [1, 0, 0]])], [T("f32")], T="f32")
        yield case(op, "f32_channels", [image(4, 4)], [T("f32")], T="f32", refused=True)
    for op, values in (("AdjustHue", (.3, -.4, 1.)), ("AdjustSaturation", (0., .5, 2.5)), ("AdjustContrastv2", (0., .5, 2.5))):
        for value in values:
            yield case(op, f"f32_{value}", [image(2, 3, 4, 3), scalar(value)], [T("f32")], T="f32")
    yield case("AdjustContrastv2", "f32_channels", [image(3, 4, 5), scalar(2.)], [T("f32")], T="f32")
    yield case("AdjustHue", "f32_channels", [image(3, 4, 4), scalar(.5)], [T("f32")], T="f32", refused=True)


def boxes_of(n, seed=3):
    rng = np.random.Generator(np.random.PCG64(seed))
    corner = rng.integers(0, 50, (n, 2)) / 64
    return np.concatenate([corner, corner + rng.integers(1, 30, (n, 2)) / 64], 1).astype(np.float32)


def boxes():
    n = 40
    rng = np.random.Generator(np.random.PCG64(4))
    where, scores = T("f32", (n, 4), feed=boxes_of(n)), T("f32", (n,), feed=(rng.permutation(n) / n).astype(np.float32))
    types = {"T": "f32", "T_threshold": "f32"}
    for most in (5, 100):
        size = ints(most)
        for iou in (.3, .6):
            yield case("NonMaxSuppression", f"f32_{most}_{iou}", [where, scores, size], [T("i32")], {"iou_threshold": iou})
            yield case("NonMaxSuppressionV2", f"f32_{most}_{iou}", [where, scores, size, scalar(iou)], [T("i32")], **types)
            yield case("NonMaxSuppressionV3", f"f32_{most}_{iou}", [where, scores, size, scalar(iou), scalar(.4)], [T("i32")], **types)
            for pad in (False, True):
                options = {"pad_to_max_output_size": pad}
                yield case("NonMaxSuppressionV4", f"f32_{most}_{iou}_{int(pad)}", [where, scores, size, scalar(iou), scalar(.4)], [T("i32"), T("i32")],
                           options, **types)
                for sigma in (0., .5):
                    yield case("NonMaxSuppressionV5", f"f32_{most}_{iou}_{int(pad)}_{sigma}", [where, scores, size, scalar(iou), scalar(.2), scalar(sigma)],
                               [T("i32"), T("f32"), T("i32")], options, T="f32")
    equal = T("f32", (n,), feed=(rng.permutation(n) // 8 / 8).astype(np.float32))
    yield case("NonMaxSuppressionV3", "f32_equal", [where, equal, ints(100), scalar(.5), scalar(.1)], [T("i32")], **types)
    yield case("NonMaxSuppressionV5", "f32_equal", [where, equal, ints(100), scalar(.5), scalar(.1), scalar(.3)], [T("i32"), T("f32"), T("i32")], T="f32")
    yield case("NonMaxSuppression", "f32_default", [where, scores, ints(6, feed=True)], [T("i32")])
    yield case("NonMaxSuppressionV3", "f32_threshold", [where, scores, ints(5), scalar(1.5), scalar(.4)], [T("i32")], **types, refused=True)
    yield case("NonMaxSuppressionV2", "f32_shapes", [where, T("f32", (3,)), ints(5), scalar(.5)], [T("i32")], **types, refused=True)
    for sets in (1, 3):
        many = np.stack([boxes_of(30, 5 + i) for i in range(2 * sets)]).reshape(2, sets, 30, 4).swapaxes(1, 2) * 1.4 - .2
        classes = (np.random.Generator(np.random.PCG64(6)).permutation(180) / 180).reshape(2, 30, 3).astype(np.float32)
        for options in ({}, {"pad_per_class": True}, {"clip_boxes": False}):
            for per_class, total in ((4, 6), (2, 20)):
                yield case("CombinedNonMaxSuppression", f"f32_{sets}_{''.join(options)}_{total}",
                           [T("f32", many.shape, feed=many), T("f32", classes.shape, feed=classes), ints(per_class), ints(total), scalar(.5), scalar(.3)],
                           [T("f32"), T("f32"), T("f32"), T("i32")], options)
    for total in (5, 40):
        few = (np.random.Generator(np.random.PCG64(6)).permutation(180) // 45 / 4).reshape(2, 30, 3).astype(np.float32)
        yield case("CombinedNonMaxSuppression", f"f32_equal_{total}",
                   [T("f32", many.shape, feed=many), T("f32", few.shape, feed=few), ints(total), ints(total), scalar(.5), scalar(.3)],
                   [T("f32"), T("f32"), T("f32"), T("i32")])
    yield case("CombinedNonMaxSuppression", "f32_shapes", [T("f32", (1, 4, 2, 4)), T("f32", (1, 4, 3)), ints(2), ints(2), scalar(.5), scalar(.3)],
               [T("f32"), T("f32"), T("f32"), T("i32")], refused=True)


def classes():
    scores = T("f32", (5, 6))
    for t in ("i32", "i64"):
        targets = ints([0, 5, 2, 3, 6], t, feed=True)
        for k in (1, 3, 6, 9):
            yield case("InTopK", f"f32_{t}_{k}", [scores, targets], [T("bool")], {"k": k}, T=t)
            yield case("InTopKV2", f"f32_{t}_{k}", [scores, targets, ints(k, t)], [T("bool")], T=t)
        yield case("SparseSoftmaxCrossEntropyWithLogits", f"f32_{t}", [scores, ints([0, 5, 2, 3, 1], t, feed=True)], [T("f32"), T("f32")], T="f32", Tlabels=t)
    yield case("InTopK", "f32_special", [T("f32", (4, 3), feed=[SPECIAL[:3], SPECIAL[9:], [1, 1, 1], [2, float("nan"), 1]]), ints([1, 0, 2, 0], feed=True)],
               [T("bool")], {"k": 2}, T="i32")
    yield case("SoftmaxCrossEntropyWithLogits", "f32", [scores, T("f32", (5, 6), low=0, high=1)], [T("f32"), T("f32")], T="f32")
    yield case("SparseSoftmaxCrossEntropyWithLogits", "f32_shapes", [scores, ints([0, 5], feed=True)], [T("f32"), T("f32")], T="f32", Tlabels="i32", refused=True)


def quantized():
    x = lambda: T("f32", (3, 20), low=-8, high=8)
    for bits in (8, 4, 16):
        for narrow in (False, True):
            options, name = {"num_bits": bits, "narrow_range": narrow}, f"f32_{bits}_{int(narrow)}"
            yield case("FakeQuantWithMinMaxArgs", name, [x()], [T("f32")], {"min": -3., "max": 5., **options})
            yield case("FakeQuantWithMinMaxVars", name, [x(), scalar(-1.3), scalar(6.1)], [T("f32")], options)
            bounds = [T("f32", (4,), feed=[-1., 0., 1., -6.]), T("f32", (4,), feed=[1., 6., 5., -2.])]
            yield case("FakeQuantWithMinMaxVarsPerChannel", name, [T("f32", (5, 4), low=-8, high=8), *bounds], [T("f32")], options)
    yield case("FakeQuantWithMinMaxArgs", "f32_default", [x()], [T("f32")])
    yield case("FakeQuantWithMinMaxVars", "f32_empty", [x(), scalar(0.), scalar(0.)], [T("f32")])
    yield case("FakeQuantWithMinMaxArgs", "f32_turned", [x()], [T("f32")], {"min": 3., "max": 1.}, refused=True)
    yield case("FakeQuantWithMinMaxVars", "f32_bits", [x(), scalar(0.), scalar(1.)], [T("f32")], {"num_bits": 17}, refused=True)


def cases():
    for family in (normalizations, windows, colors, boxes, classes, quantized):
        yield from family()
