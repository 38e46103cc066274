"""CONV_2D, DEPTHWISE_CONV_2D and FULLY_CONNECTED with int4 weights: int8, int16 and float activations."""
from single_op import Case, T

WINDOWS = {
    "same": dict(padding=0, strideH=1, strideW=2, dilationHFactor=1, dilationWFactor=1),
    "valid": dict(padding=1, strideH=2, strideW=1, dilationHFactor=1, dilationWFactor=2),
}
INPUTS = {"i8": (.05, -3), "i16": (2. ** -11, 0), "f32": (None, 0)}
SCALE = .03


def tensors(t, shape, filter_shape, dim, depth, channelwise):
    """Input, weights with a scale for each slice of `dim` or one, bias, and the output."""
    channels = filter_shape[dim]
    scale = [SCALE * (.4 + .6 * c / channels) for c in range(channels)] if channelwise else SCALE
    weights = T("i4", filter_shape, scale, 0, data=True, dim=dim)
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
            # The reference has a loop for float rows of 32 and more whose results are others.
            for rows, depth, units in ((1, 24 if t == "f32" else 40, 9), (5, 17, 6)):
                *inputs, out = tensors(t, (rows, depth), (units, depth), 0, depth, channelwise)
                yield Case(f"{kind}_{rows}x{depth}{end}", "FULLY_CONNECTED", inputs, [out], 9)
