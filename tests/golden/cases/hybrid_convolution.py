"""CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED and TRANSPOSE_CONV on float activations and int8 (old: uint8) weights."""
from single_op import Case, T

ACTIVATIONS = ["NONE", "RELU", "RELU6", "RELU_N1_TO_1"]


def weights(kind, shape, dim):
    """channels: a scale per channel; equal: the same scale for all of them; one: one scale; u8: one scale, uint8."""
    scale = {"channels": [.004 + .001 * (i % 7) for i in range(shape[dim])], "equal": [.005] * shape[dim]}
    low = None if kind == "u8" else -127  # the reference's inner loops are wrong for -128
    return T("u8" if kind == "u8" else "i8", shape, scale.get(kind, .006), data=True, dim=dim,
             low=1 if kind == "u8" else low, high=127)


def bias(channels):
    return T("f32", (channels,), data=True)


def cases():
    number = 0
    for kind in ("channels", "equal", "one", "u8"):
        for name, shape, filter, options in (
                ("same", (2, 6, 7, 5), (13, 3, 2, 5), dict(padding=0, strideH=1, strideW=2)),
                ("valid", (1, 6, 7, 9), (4, 3, 3, 9), dict(padding=1, strideH=2, strideW=1)),
                ("dilated", (1, 8, 7, 3), (9, 2, 3, 3),
                 dict(padding=0, strideH=1, strideW=1, dilationHFactor=2, dilationWFactor=3)),
                ("pointwise", (3, 1, 1, 40), (33, 1, 1, 40), dict(padding=1, strideH=1, strideW=1)),
                ("grouped", (2, 4, 5, 6), (10, 2, 2, 3), dict(padding=0, strideH=1, strideW=1))):
            if name == "grouped" and kind not in ("channels", "equal"):
                continue
            number += 1
            yield Case(f"hybrid_{kind}_{name}", "CONV_2D", [T("f32", shape), weights(kind, filter, 0), bias(filter[0])],
                       [T("f32")], 6, options, ACTIVATIONS[number % 4])
        for rows, depth, units in ((1, 40, 9), (3, 17, 5), (7, 64, 33)):
            for asymmetric in (False, True) if kind in ("channels", "one") else (False,):
                number += 1
                yield Case(f"hybrid_{kind}_{rows}x{depth}x{units}" + "_asymmetric" * asymmetric, "FULLY_CONNECTED",
                           [T("f32", (rows, depth), low=-1), weights(kind, (units, depth), 0),
                            bias(units) if rows > 1 else None], [T("f32")], 9,
                           dict(asymmetricQuantizeInputs=asymmetric), ACTIVATIONS[number % 4])
    for kind in ("channels", "equal"):
        for depth, multiplier in ((8, 1), (13, 1), (5, 2), (1, 8)):
            number += 1
            channels = depth * multiplier
            yield Case(f"hybrid_{kind}_{depth}x{multiplier}", "DEPTHWISE_CONV_2D",
                       [T("f32", (2, 7, 6, depth)), weights(kind, (1, 3, 3, channels), 3), bias(channels)], [T("f32")],
                       4, dict(padding=number % 2, strideH=1, strideW=2, depthMultiplier=multiplier),
                       ACTIVATIONS[number % 4])
    for kind in ("channels", "one"):
        for name, padding, strides, out in (("same", 0, (2, 2), (8, 10)), ("valid", 1, (2, 3), (9, 14)),
                                            ("valid1", 1, (1, 1), (6, 6))):
            shape = [2, *out, 9]
            inputs = [T("i32", (4,), data=shape) if name != "valid" else T("i32", (4,), feed=shape),
                      weights(kind, (9, 3, 2, 6), 0), T("f32", (2, 4, 5, 6))]
            yield Case(f"hybrid_{kind}_{name}", "TRANSPOSE_CONV", inputs + [bias(9)] * (name != "same"), [T("f32")], 3,
                       dict(padding=padding, strideH=strides[0], strideW=strides[1]))
    yield Case("hybrid_zeros", "CONV_2D", [T("f32", (1, 3, 3, 4), feed=[0] * 36), weights("channels", (3, 2, 2, 4), 0),
                                           bias(3)], [T("f32")], 3, dict(padding=0, strideH=1, strideW=1))
