"""Convolutions, FULLY_CONNECTED and pools on int16 activations and int8 weights."""
import random

from single_op import Case, T

ACTIVATIONS = ["NONE", "RELU", "RELU6", "RELU_N1_TO_1"]
WINDOWS = {
    "same": ((2, 6, 7), (3, 2), dict(padding=0, strideH=1, strideW=2)),
    "valid": ((1, 6, 7), (3, 3), dict(padding=1, strideH=2, strideW=1)),
    "pointwise": ((1, 4, 4), (1, 1), dict(padding=0, strideH=1, strideW=1)),
}
SCALE = 2. ** -11


def weights(shape, dim, channelwise=True):
    draw = random.Random(f"{shape}")
    scale = [draw.uniform(.002, .006) for _ in range(shape[dim])] if channelwise else .004
    return T("i8", shape, scale, 0, data=True, dim=dim, low=-127)


def bias(w, channels, wide):
    scale = [SCALE * s for s in (w.scale if isinstance(w.scale, list) else [w.scale])]
    return T("i64" if wide else "i32", (channels,), scale, 0, low=-100000, high=100000, data=True)


def output(depth):
    return T("i16", (), SCALE * .004 * 90 * depth ** .5, 0)


def cases():
    number = 0
    for name, (shape, kernel, options) in WINDOWS.items():
        h, w = kernel
        for wide in (True, False):
            number += 1
            activation = ACTIVATIONS[number % 4]
            end = "" if wide else "_bias32"
            for depth, channels in ((5, 13), (70, 4)):
                filter = weights((channels, h, w, depth), 0, number % 3 > 0)
                yield Case(f"i16_{name}_{depth}{end}", "CONV_2D",
                           [T("i16", (*shape, depth), SCALE, 0), filter, bias(filter, channels, wide)],
                           [output(h * w * depth)], 4,
                           dict(options, **{} if wide else dict(quantizedBiasType=2)), activation)
            out = [shape[0], *(n * s if options["padding"] == 0 else (n - 1) * s + f
                               for n, s, f in zip(shape[1:], (options["strideH"], options["strideW"]), kernel)), 11]
            filter = weights((11, h, w, 5), 0)
            inputs = [T("i32", (4,), data=out), filter, T("i16", (*shape, 5), SCALE, 0)]
            yield Case(f"i16_{name}{end}", "TRANSPOSE_CONV", inputs + [bias(filter, 11, wide)] * (name != "valid" or not wide),
                       [output(20)], 3, dict(options, **{} if wide else dict(quantizedBiasType=2)))
            for named in (2, 4) if wide and name != "pointwise" else ():  # a type of the bias that is absent
                yield Case(f"i16_{name}_named{named}", "TRANSPOSE_CONV", inputs, [output(20)], 3,
                           dict(options, quantizedBiasType=named))
            if wide:
                for multiplier in (1, 3):
                    filter = weights((1, h, w, 6 * multiplier), 3)
                    yield Case(f"i16_{name}_times{multiplier}", "DEPTHWISE_CONV_2D",
                               [T("i16", (*shape, 6), SCALE, 0), filter, bias(filter, 6 * multiplier, True)],
                               [output(h * w)], 5, dict(options, depthMultiplier=multiplier), activation)
                for op in ("AVERAGE_POOL_2D", "MAX_POOL_2D"):
                    yield Case(f"i16_{name}", op, [T("i16", (*shape, 9), SCALE, 0)], [T("i16", (), SCALE, 0)], 3,
                               dict(options, filterHeight=h, filterWidth=w), activation, "Pool2DOptions")
    for rows, depth, units in ((1, 300, 9), (5, 17, 6)):
        for end, wide in {"": True, "_bias32": False, "_nobias": None}.items():
            filter = weights((units, depth), 0, False)
            yield Case(f"i16_{rows}x{depth}{end}", "FULLY_CONNECTED",
                       [T("i16", (rows, depth), SCALE, 0), filter,
                        None if wide is None else bias(filter, units, wide)], [output(depth)], 7,
                       dict(quantizedBiasType=2) if wide is False else {})
    for named in (2, 4):
        yield Case(f"i16_named{named}", "FULLY_CONNECTED",
                   [T("i16", (40, 17), SCALE, 0), weights((16, 17), 0, False), None], [output(17)], 7,
                   dict(quantizedBiasType=named))
