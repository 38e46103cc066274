"""Quantized SUM, REDUCE_PROD, BATCH_MATMUL (also hybrid), PRELU, L2_NORMALIZATION, LOG_SOFTMAX, SQRT, RSQRT; int16 GELU
and TOPK_V2."""
import numpy as np
from single_op import Case, T

EVERY = np.arange(-128, 128)
INPUT = {"i8": (.05, -3), "u8": (.05, 125), "i16": (.001, 0)}
SHAPES = {"hw_keep": ((2, 3, 4, 5), [1, 2], True), "hw": ((2, 3, 4, 5), [1, 2], False), "all": ((3, 4), [0, 1], False),
          "first": ((3, 4, 5), [0], False), "last": ((3, 40), [-1], True), "some": ((2, 3, 2, 3, 2), [0, 2, 4], False),
          "none": ((3, 4), [], False), "one": ((1, 3), [0], False)}


def reductions():
    for t, (s, z) in INPUT.items():
        for name, (shape, axes, keep) in SHAPES.items():
            count = int(np.prod([shape[a] for a in axes]))
            for i, out in enumerate([s * count ** .5 * 2, s * 2]):
                yield Case(f"{t}_{name}_{i}", "SUM", [T(t, shape, s, z), T("i32", (len(axes),), data=axes)],
                           [T(t, (), out, z)], 2, dict(keepDims=keep), options_name="ReducerOptions")
            if t == "u8":
                continue
            # Factors around 1, so that products neither vanish nor explode.
            one = (1 / 60, 0) if t == "i8" else (1 / 16000, 0)
            for i, out in enumerate([one[0], one[0] * 3]):
                yield Case(f"{t}_{name}_{i}", "REDUCE_PROD", [T(t, shape, *one), T("i32", (len(axes),), data=axes)],
                           [T(t, (), out, 0)], 2, dict(keepDims=keep), options_name="ReducerOptions")
        yield Case(f"{t}_dynamic", "SUM", [T(t, (3, 4), s, z), T("i32", (1,), feed=[1])], [T(t, (), s * 4, z)], 2,
                   options_name="ReducerOptions")
        if t != "u8":
            yield Case(f"{t}_dynamic", "REDUCE_PROD", [T(t, (3, 4), s, z), T("i32", (1,), feed=[1])], [T(t, (), s, z)], 2,
                       options_name="ReducerOptions")


def products():
    shapes = {"2d": ((5, 7), (7, 3)), "3d": ((2, 5, 70), (2, 70, 3)), "broadcast": ((3, 1, 2, 4), (2, 4, 5)),
              "one_right": ((3, 4, 6), (1, 6, 2)), "vector": ((1, 300), (300, 1))}
    for name, (a, b) in shapes.items():
        for x, y in ((False, False), (True, False), (False, True), (True, True)):
            turn = lambda shape, on: (*shape[:-2], shape[-1], shape[-2]) if on else shape
            end = f"{name}_{int(x)}{int(y)}"
            options = dict(adjX=x, adjY=y)
            for t, other in (("i8", "i8"), ("i16", "i16"), ("i16", "i8")):
                zero = t == "i8"
                out = .02 * .03 * a[-1] ** .5 * 73 if t == "i8" else .001 * .03 * a[-1] ** .5 * (40 if other == "i8" else 9000)
                yield Case(f"{t}_{other}_{end}", "BATCH_MATMUL",
                           [T(t, turn(a, x), .02 if zero else .001, 5 if zero else 0),
                            T(other, turn(b, y), .03, -7 if zero else 0)],
                           [T(t, (), out, 3 if zero else 0)], 4, options, options_name="BatchMatMulOptions")
            yield Case(f"i8_i32_{end}", "BATCH_MATMUL", [T("i8", turn(a, x), .02, 5), T("i8", turn(b, y), .03, -7)],
                       [T("i32")], 4, options, options_name="BatchMatMulOptions")
            for asymmetric in (False, True):
                for constant in (None, True):
                    yield Case(f"hybrid_{end}_{int(asymmetric)}{int(constant is True)}", "BATCH_MATMUL",
                               [T("f32", turn(a, x)), T("i8", turn(b, y), .03, data=constant)], [T("f32")], 4,
                               dict(options, asymmetricQuantizeInputs=asymmetric), options_name="BatchMatMulOptions")
    for t, zero in (("i8", 5), ("i16", 0)):  # scales by channel count as none: all results are zero
        yield Case(f"{t}_channels", "BATCH_MATMUL",
                   [T(t, (2, 3, 4), .02, zero), T("i8", (4, 3), [.01, .02, .03], [0] * 3, data=True, dim=1)],
                   [T(t, (), .05, zero)], 4, options_name="BatchMatMulOptions")
    yield Case("i8_negative_scale", "BATCH_MATMUL", [T("i8", (3, 4), .02, 5), T("i8", (4, 3), -.01)], [T("i8", (), .05, 5)], 4,
               options_name="BatchMatMulOptions", refused=True)
    yield Case("hybrid_channels", "BATCH_MATMUL",
               [T("f32", (3, 8)), T("i8", (4, 8), [.01, .02, .03, .04], [0] * 4, data=True, dim=0)], [T("f32")], 4,
               dict(adjY=True), options_name="BatchMatMulOptions")


def elementwise():
    for t, (s, z) in INPUT.items():
        for name, (a, b) in {"channels": ((2, 3, 4, 5), (5,)), "equal": ((3, 7), (3, 7)), "some": ((2, 3, 4), (3, 1))}.items():
            alpha = "i8" if t == "i16" else t
            yield Case(f"{t}_{name}", "PRELU", [T(t, a, s, z), T(alpha, b, .01, z, data=True)], [T(t, (), s * 1.3, z)])
    yield Case("i16_wide_alpha", "PRELU", [T("i16", (3, 6), .001), T("i16", (6,), .01, data=True)], [T("i16", (), .001)])
    for t, z, o in (("i8", -3, 0), ("u8", 125, 128)):
        for name, shape in {"vector": (7,), "rank4": (2, 3, 2, 4), "wide": (2, 1003)}.items():
            yield Case(f"{t}_{name}", "L2_NORMALIZATION", [T(t, shape, .05, z)], [T(t, (), 1 / 128, o)], 2,
                       options_name="L2NormOptions")
        yield Case(f"{t}_small", "L2_NORMALIZATION", [T(t, (5, 3), .05, z, feed=[z] * 6 + [z, z + 1, z, z + 1, z - 1, z + 1, z + 2, z, z])],
                   [T(t, (), 1 / 128, o)], 2, options_name="L2NormOptions")
        yield Case(f"{t}_scale", "L2_NORMALIZATION", [T(t, (3,), .05, z)], [T(t, (), 1 / 64, o)], 2,
                   options_name="L2NormOptions", refused=True)
        for name, shape in {"vector": (7,), "rank4": (2, 3, 2, 4), "wide": (2, 1003), "rows": (40, 9)}.items():
            for i, s in enumerate((.05, .01, .2)):
                yield Case(f"{t}_{name}_{i}", "LOG_SOFTMAX", [T(t, shape, s, z)], [T(t, (), 1 / 16, 127 if t == "i8" else 255)], 2)
    for i, (s, o, zo) in enumerate(((.05, .03, 0), (.01, .02, -128), (.2, .005, 3))):
        for op in ("SQRT", "RSQRT"):
            yield Case(f"i8_{i}", op, [T("i8", (256,), s, -128, feed=EVERY)], [T("i8", (), o * (9 if op == "RSQRT" else 1), zo)],
                       2 if op == "SQRT" else 3)
            yield Case(f"i8_negative_{i}", op, [T("i8", (2,), s, 3, feed=[3, 2])], [T("i8", (), o, zo)], 2, refused=True)
        yield Case(f"i16_{i}", "SQRT", [T("i16", (999,), s / 100, feed=np.arange(0, 32767, 32767 // 998)[:999])],
                   [T("i16", (), o / 100, 0)], 2)
    for approximate in (False, True):
        for i, (s, o) in enumerate([(.0003, .0002), (.0001, .0001), (.002, .001)]):
            yield Case(f"i16_{i}_{approximate}", "GELU", [T("i16", (1075,), s, feed=np.arange(-32768, 32768, 61))],
                       [T("i16", (), o)], 2, {"approximate": approximate})
    yield Case("i16_k3", "TOPK_V2", [T("i16", (4, 9)), T("i32", (), data=3)], [T("i16"), T("i32")], 3)


def cases():
    yield from reductions()
    yield from products()
    yield from elementwise()
