"""bfloat16: CAST, and the elementwise ops that take it."""
import ml_dtypes
import numpy as np
from cases.half import SOME
from single_op import Case, T

# Signed zeros, the smallest and the largest (denormals are flushed), infinities, NaN, and whole and broken numbers.
SPECIAL = np.array([0, 0x8000, 0x80, 0x3f80, 0x3f81, 0xbf80, 0x4049, 0x42c8, 0xc2c9, 0x7f7f, 0xff7f, 0x7f80,
                    0xff80, 0x7fc0], np.uint16).view(ml_dtypes.bfloat16)
NUMBERS = [x for x in SPECIAL if abs(x) in (0, np.inf) or 1e-3 < abs(x) < 1e3]  # whose quotients are no denormals
SHAPES = {"scalar": (), "matrix": (3, 5), "rank5": (2, 1, 3, 2, 2), "empty": (2, 0), "long": (1003,)}
# Bits of floats that are ties, next to ties, round up to infinity, or NaN.
BITS = [0x3f808000, 0x3f818000, 0x3f808001, 0x3f817fff, 0x7f7fffff, 0x7f7f7fff, 0x80000000, 0xff800000,
        0x7fc00001, 0xffc12345, 0x7f800001]


def cases():
    reals = [*np.array(BITS, np.uint32).view(np.float32), 0, .25, -1.5, 3.75, 100.5, 1e-7, 1e30, -1e38]
    yield Case("f32_to_bf16", "CAST", [T("f32", (len(reals),), feed=reals)], [T("bf16")], 8)
    doubles = [1 + 2. ** -8 + 2. ** -40, 1 + 3 * 2. ** -8 - 2. ** -40, 1e300, -1e300, 1e-300, .1, -7.3, np.inf, np.nan]
    yield Case("f64_to_bf16", "CAST", [T("f64", (len(doubles),), feed=doubles)], [T("bf16")], 8)
    yield Case("f16_to_bf16", "CAST", [T("f16", (7,), feed=[0, -0., 6e-8, 1.0009765625, 65504, np.inf, np.nan])],
               [T("bf16")], 8)
    yield Case("c64_to_bf16", "CAST", [T("c64", (3,), feed=[1.5 + 2j, -.1 - 3j, 7j])], [T("bf16")], 8)
    integers = [0, 1, 127, -128, 255, 257, -32768, 65535, 2 ** 24 + 1, -2 ** 31, 2 ** 32 - 1, 2 ** 62 + 2 ** 54]
    for t in ("i8", "u8", "i16", "u16", "i32", "u32", "i64"):
        info = np.iinfo(np.dtype(t.replace("i", "int").replace("u", "uint") if t[0] == "i" else "u" + t.replace("u", "int")))
        fit = [x for x in integers if info.min <= x <= info.max]
        yield Case(f"{t}_to_bf16", "CAST", [T(t, (len(fit),), feed=fit)], [T("bf16")], 8)
        x = [0, -.5, 1.5, 300, -300, 70000, 1e20, -1e20, np.inf, -np.inf, np.nan]
        yield Case(f"bf16_to_{t}", "CAST", [T("bf16", (len(x),), feed=x)], [T(t)], 8)
    yield Case("bool_to_bf16", "CAST", [T("bool", (5,))], [T("bf16")], 8)
    for t in ("f32", "f64", "f16", "c64", "bool", "bf16"):
        yield Case(f"bf16_to_{t}", "CAST", [T("bf16", SPECIAL.shape, feed=SPECIAL)], [T(t)], 8)
        yield Case(f"bf16_to_{t}_empty", "CAST", [T("bf16", (0, 3))], [T(t)], 8)
    yield Case("i32_to_bf16_scalar", "CAST", [T("i32", ())], [T("bf16")], 8)

    halves = [0., -0., .5, 1.5, 2.5, -.5, -1.5, -2.5, .498, 1e30, -1e30, 128.5, 129.5]
    for op in ("NEG", "FLOOR", "ROUND", "TANH", "LOGISTIC"):
        for name, shape in SHAPES.items():
            yield Case(f"bf16_{name}", op, [T("bf16", shape, low=-6, high=6)], [T("bf16")], 3 if op in ("TANH", "LOGISTIC") else 1)
        if op in ("NEG", "FLOOR", "ROUND"):
            yield Case("bf16_halves", op, [T("bf16", (len(halves),), feed=halves)], [T("bf16")])
        else:
            yield Case("bf16_far", op, [T("bf16", (9,), feed=[-1e38, -80, -20, -8, 20, 88, 90, 1e38, np.inf])], [T("bf16")], 3)
    for op in ("MAXIMUM", "MINIMUM"):
        for name, (a, b) in SOME.items():
            yield Case(f"bf16_{name}", op, [T("bf16", a), T("bf16", b)], [T("bf16")], 3 if name == "rank5" else 1)
    n = len(NUMBERS)
    for op in ("LESS", "GREATER"):
        for name in ("equal", "row", "scalar", "empty", "long"):
            small = dict(low=0, high=.1)
            yield Case(f"bf16_{name}", op, [T("bf16", SOME[name][0], **small), T("bf16", SOME[name][1], **small)],
                       [T("bool")])
        yield Case("bf16_special", op, [T("bf16", (len(SPECIAL), 1), feed=SPECIAL), T("bf16", (1, len(SPECIAL)), feed=SPECIAL)],
                   [T("bool")])
    for t in ("f16", "bf16"):
        for name, shape in SHAPES.items():
            yield Case(f"{t}_{name}", "ATAN2", [T(t, shape), T(t, shape)], [T(t)])
    yield Case("bf16_axes", "ATAN2", [T("bf16", (n, n), feed=np.repeat(NUMBERS, n)), T("bf16", (n, n), feed=np.tile(NUMBERS, n))],
               [T("bf16")])
    yield Case("bf16_shapes", "ATAN2", [T("bf16", (2, 3)), T("bf16", (3,))], [T("bf16")], refused=True)
