"""Convolutions, pools and FULLY_CONNECTED, float."""
from single_op import Case, T

ACTIVATIONS = ["NONE", "RELU", "RELU6", "RELU_N1_TO_1"]
# name -> (input, filter height and width, options)
WINDOWS = {
    "same3x3": ((2, 7, 6, 3), (3, 3), dict(padding=0, strideH=1, strideW=1)),
    "valid3x3": ((1, 7, 6, 3), (3, 3), dict(padding=1, strideH=1, strideW=1)),
    "stride2": ((1, 9, 8, 5), (3, 3), dict(padding=0, strideH=2, strideW=2)),
    "strides": ((1, 9, 8, 4), (2, 5), dict(padding=1, strideH=3, strideW=1)),
    "pointwise": ((1, 5, 5, 16), (1, 1), dict(padding=0, strideH=1, strideW=1)),
    "whole": ((1, 4, 4, 2), (4, 4), dict(padding=1, strideH=1, strideW=1)),
}
DILATED = dict(padding=0, strideH=1, strideW=1, dilationHFactor=2, dilationWFactor=3)


def cases():
    for i, (name, (shape, (h, w), options)) in enumerate([*WINDOWS.items(), ("dilated", ((1, 9, 9, 3), (3, 2), DILATED))]):
        depth, activation = shape[-1], ACTIVATIONS[i % 4]
        for outputs in (1, 8, 13):
            yield Case(f"f32_{name}_{outputs}", "CONV_2D",
                       [T("f32", shape), T("f32", (outputs, h, w, depth), data=True), T("f32", (outputs,), data=True)],
                       [T("f32")], options=options, activation=activation)
        for multiplier in (1, 3):
            outputs = depth * multiplier
            yield Case(f"f32_{name}_times{multiplier}", "DEPTHWISE_CONV_2D",
                       [T("f32", shape), T("f32", (1, h, w, outputs), data=True), T("f32", (outputs,), data=True)],
                       [T("f32")], 2 if name == "dilated" else 1, dict(options, depthMultiplier=multiplier),
                       activation=activation)
        if name == "dilated":
            continue
        pool = dict(options, filterHeight=h, filterWidth=w)
        for op in ("AVERAGE_POOL_2D", "MAX_POOL_2D"):
            yield Case(f"f32_{name}", op, [T("f32", shape)], [T("f32")], options=pool, activation=activation,
                       options_name="Pool2DOptions")
        out = [shape[0], *((s * d if options["padding"] == 0 else (s - 1) * d + f)
                           for s, d, f in zip(shape[1:3], (options["strideH"], options["strideW"]), (h, w))), 6]
        yield Case(f"f32_{name}", "TRANSPOSE_CONV",
                   [T("i32", (4,), data=out), T("f32", (6, h, w, depth), data=True), T("f32", shape),
                    T("f32", (6,), data=True)], [T("f32")], 3, options)
    yield Case("f32_grouped", "CONV_2D", [T("f32", (1, 4, 4, 6)), T("f32", (4, 2, 2, 3), data=True),
                                          T("f32", (4,), data=True)], [T("f32")], 6, WINDOWS["same3x3"][2])
    for i, (batch, depth, units) in enumerate([(1, 16, 10), (3, 7, 5), (9, 33, 17), (1, 1, 1)]):
        weights = T("f32", (units, depth), data=True)
        yield Case(f"f32_{batch}x{depth}x{units}", "FULLY_CONNECTED",
                   [T("f32", (batch, depth)), weights, T("f32", (units,), data=True)], [T("f32")],
                   activation=ACTIVATIONS[i])
    yield Case("f32_no_bias", "FULLY_CONNECTED", [T("f32", (2, 8)), T("f32", (4, 8), data=True), None], [T("f32")], 6)
    yield Case("f32_keep_dims", "FULLY_CONNECTED",
               [T("f32", (2, 3, 8)), T("f32", (4, 8), data=True), T("f32", (4,), data=True)], [T("f32")], 5,
               dict(keepNumDims=True))
    yield Case("f32_fed_weights", "FULLY_CONNECTED", [T("f32", (2, 8)), T("f32", (4, 8)), T("f32", (4,))], [T("f32")])
