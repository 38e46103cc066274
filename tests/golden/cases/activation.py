"""Unary functions and SOFTMAX."""
import numpy as np
from single_op import Case, T

SHAPES = {"scalar": (), "vector": (17,), "matrix": (3, 5), "rank5": (2, 1, 3, 2, 2), "empty": (2, 0)}
QUANTIZED = {  # type -> (values, [(scale, zero, output scale, output zero)])
    "i8": (np.arange(-128, 128), [(.05, 3, .06, 7), (.02, -128, .01, 127), (.1, 0, .1, 0)]),
    "u8": (np.arange(256), [(.05, 130, .06, 128), (.02, 0, .01, 255), (.1, 128, .1, 128)]),
}
SPECIAL = [0., -0., 1e-3, -1e-3, 30, -30, 90, -90, 1e30, -1e30, np.inf, -np.inf, .5, -.5]


def version(t, op=""):
    return 2 if t == "i8" and op not in ("RELU_N1_TO_1", "RELU_0_TO_1") else 1


def unary(op, options=None, fixed=None):
    """Cases of one op; `fixed`: the (scale, zero) its outputs must have, by type."""
    options = options or {}
    for name, shape in SHAPES.items():
        yield Case(f"f32_{name}", op, [T("f32", shape)], [T("f32")], options=options)
    yield Case("f32_special", op, [T("f32", (len(SPECIAL),), feed=SPECIAL)], [T("f32")], options=options)
    yield Case("f32_sweep", op, [T("f32", (999,), feed=np.linspace(-12, 12, 999))], [T("f32")], options=options)
    for t, (values, scales) in QUANTIZED.items():
        for i, (s, z, os, oz) in enumerate(scales):
            if fixed:
                os, oz = fixed[t]
            yield Case(f"{t}_scale{i}", op, [T(t, (256,), s, z, feed=values)], [T(t, (), os, oz)], version(t, op), options)
        yield Case(f"{t}_empty", op, [T(t, (0, 3), s, z)], [T(t, (), os, oz)], version(t, op), options)


def cases():
    for op in ("RELU", "RELU6", "RELU_N1_TO_1", "RELU_0_TO_1"):
        yield from unary(op)
    for alpha in (.1, -.5, 1.5):
        for case in unary("LEAKY_RELU", {"alpha": alpha}):
            case.name += f"_alpha{alpha}"
            yield case
    yield from unary("LOGISTIC", fixed={"i8": (1 / 256, -128), "u8": (1 / 256, 0)})
    yield from unary("TANH", fixed={"i8": (1 / 128, 0), "u8": (1 / 128, 128)})
    every = np.arange(-32768, 32768, 37)
    for op, v, options in (("RELU", 3, {}), ("RELU6", 3, {}), ("LEAKY_RELU", 2, {"alpha": .1}),
                           ("LEAKY_RELU", 2, {"alpha": -.4})):
        for i, (s, os) in enumerate([(.001, .001), (.0007, .0003), (.001, .05)]):
            yield Case(f"i16_scale{i}{options.get('alpha', '')}", op, [T("i16", every.shape, s, 0, feed=every)],
                       [T("i16", (), os, 0)], v, options)
    for op in ("LOGISTIC", "TANH"):
        for scale in (2**-12, 2**-11, .0003, .00021, 1e-5, .01):
            yield Case(f"i16_scale{scale}", op, [T("i16", every.shape, scale, 0, feed=every)],
                       [T("i16", (), 2**-15, 0)], 3)
    for beta in (1., .3):
        options = {"beta": beta}
        for name, shape in {**SHAPES, "wide": (3, 1001), "rank1": (6,), "rank4": (2, 3, 2, 4), "one": (4, 1)}.items():
            if shape and name not in ("rank5", "empty"):  # the reference takes ranks 1 to 4, and crashes on nothing
                yield Case(f"f32_{name}_beta{beta}", "SOFTMAX", [T("f32", shape)], [T("f32")], options=options)
        for name, shape in {"vector": (17,), "wide": (3, 1001), "rank4": (2, 3, 2, 4), "one": (4, 1)}.items():
            for scale in (.0003, .002, 1e-5):
                yield Case(f"i16_{name}_scale{scale}_beta{beta}", "SOFTMAX", [T("i16", shape, scale)],
                           [T("i16", (), 2**-15)], 3, options)
        for t, (s, z, oz) in {"i8": (.1, 5, -128), "u8": (.1, 130, 0)}.items():
            for name, shape in {"vector": (17,), "wide": (3, 1001), "rank4": (2, 3, 2, 4), "one": (4, 1)}.items():
                for scale in (s, .9):
                    yield Case(f"{t}_{name}_scale{scale}_beta{beta}", "SOFTMAX", [T(t, shape, scale, z)],
                               [T(t, (), 1 / 256, oz)], version(t), options)
