"""CONV_2D, DEPTHWISE_CONV_2D and FULLY_CONNECTED with int4 weights: int8, int16 and float activations; FULLY_CONNECTED
with int2 ones, and with a scale for each block of a row."""
import numpy as np
from single_op import Case, T

WINDOWS = {
    "same": dict(padding=0, strideH=1, strideW=2, dilationHFactor=1, dilationWFactor=1),
    "valid": dict(padding=1, strideH=2, strideW=1, dilationHFactor=1, dilationWFactor=2),
}
INPUTS = {"i8": (.05, -3), "i16": (2. ** -11, 0), "f32": (None, 0)}
SCALE = .03


def tensors(t, shape, filter_shape, dim, depth, channelwise, kind="i4"):
    """Input, weights with a scale for each slice of `dim` or one, bias, and the output."""
    channels = filter_shape[dim]
    scale = [SCALE * (.4 + .6 * c / channels) for c in range(channels)] if channelwise else SCALE
    weights = T(kind, filter_shape, scale, 0, data=True, dim=dim)
    s, z = INPUTS[t]
    if t == "f32":
        return T("f32", shape), weights, T("f32", (channels,), data=True), T("f32")
    bias = T("i32" if t == "i8" else "i64", (channels,), [s * x for x in (scale if channelwise else [scale])], 0, low=-900,
             high=900, data=True)
    return T(t, shape, s, z), weights, bias, T(t, (), s * SCALE * depth ** .5 * (5 if t == "i16" else 8), z)


def cases():
    for t in INPUTS:
        kind = "hybrid" if t == "f32" else t
        for channelwise in (True, False):
            if t == "i16" and not channelwise:
                continue
            end = "" if channelwise else "_one_scale"
            for name, options in WINDOWS.items():
                *inputs, out = tensors(t, (2, 6, 7, 3), (9, 3, 2, 3), 0, 18, channelwise)
                yield Case(f"{kind}_{name}{end}", "CONV_2D", inputs, [out], 7, options, "RELU" if name == "same" else "NONE")
                if t == "i8":
                    for multiplier in (1, 3):
                        *inputs, out = tensors(t, (2, 6, 7, 5), (1, 3, 2, 5 * multiplier), 3, 6, channelwise)
                        yield Case(f"{kind}_{name}_times{multiplier}{end}", "DEPTHWISE_CONV_2D", inputs, [out], 7,
                                   dict(options, depthMultiplier=multiplier))
            *inputs, out = tensors(t, (2, 5, 5, 4), (6, 3, 3, 2), 0, 18, channelwise)
            if channelwise:
                yield Case(f"{kind}_grouped", "CONV_2D", inputs, [out], 7, dict(padding=0, strideH=1, strideW=1))
            for rows, depth, units in ((1, 24 if t == "f32" else 40, 9), (5, 17, 6)):
                *inputs, out = tensors(t, (rows, depth), (units, depth), 0, depth, channelwise)
                yield Case(f"{kind}_{rows}x{depth}{end}", "FULLY_CONNECTED", inputs, [out], 9)
            for rows, depth, units in ((1, 40, 9), (5, 17, 6)):
                *inputs, out = tensors(t, (rows, depth), (units, depth), 0, depth, channelwise, "i2")
                yield Case(f"{kind}_i2_{rows}x{depth}{end}", "FULLY_CONNECTED", inputs, [out], 14)

    # Float rows of 32 and more: the reference has a loop of its own, for weights without -8, and never a zero point.
    for rows, depth, units in ((1, 32, 4), (3, 64, 9), (5, 96, 16)):
        for channelwise in (True, False):
            values = np.random.default_rng(depth).integers(-7, 8, (units, depth))
            inputs, weights, bias, out = tensors("f32", (rows, depth), (units, depth), 0, depth, channelwise)
            weights.data = values
            for zero in (False, True):
                yield Case(f"hybrid_{rows}x{depth}{'' if channelwise else '_one_scale'}{'_zero' if zero else ''}",
                           "FULLY_CONNECTED", [inputs, weights, bias], [out], 9,
                           dict(asymmetricQuantizeInputs=zero), "RELU" if zero else "NONE")
    # Below, the zero point counts.
    for depth, units in ((30, 5), (33, 5), (64, 3)):
        inputs, weights, bias, out = tensors("f32", (2, depth), (units, depth), 0, depth, True)
        yield Case(f"hybrid_{depth}x{units}_zero", "FULLY_CONNECTED", [inputs, weights, bias], [out], 9,
                   dict(asymmetricQuantizeInputs=True))
    for rows, depth, units, block in ((1, 32, 4, 32), (3, 64, 9, 32), (2, 128, 16, 64), (1, 640, 5, 320), (4, 96, 10, 3)):
        for has_bias in (True, False):
            scales = np.random.default_rng(depth).uniform(.01, .1, (units, depth // block))
            bias = [T("f32", (units,), data=True)] if has_bias else []
            yield Case(f"blocks_{rows}x{depth}of{block}{'_bias' if has_bias else ''}", "FULLY_CONNECTED",
                       [T("f32", (rows, depth)), T("i4", (units, depth), scales, data=True, block=block), *bias], [T("f32")], 13)
