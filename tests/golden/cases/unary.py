"""Functions of one element."""
import numpy as np
from single_op import Case, T

SHAPES = {"scalar": (), "matrix": (3, 5), "rank5": (2, 1, 3, 2, 2), "empty": (2, 0), "long": (1003,)}
HALVES = [0., -0., .5, 1.5, 2.5, -.5, -1.5, -2.5, .49999997, 1e10, -1e10, np.inf, -np.inf]
EVERY = {"i8": np.arange(-128, 128), "u8": np.arange(256)}


def cases():
    for op in ("ABS", "NEG", "SIGN", "EXP", "LOG", "SQRT", "RSQRT", "SQUARE", "SIN", "COS", "FLOOR", "CEIL", "ROUND",
               "HARD_SWISH", "ELU", "GELU"):
        positive = dict(low=.01, high=9) if op in ("LOG", "SQRT", "RSQRT") else dict(low=-6, high=6)
        for name, shape in SHAPES.items():
            yield Case(f"f32_{name}", op, [T("f32", shape, **positive)], [T("f32")])
        if op not in ("LOG", "SQRT", "RSQRT", "SIN", "COS", "GELU", "HARD_SWISH", "EXP", "ELU"):
            yield Case("f32_halves", op, [T("f32", (len(HALVES),), feed=HALVES)], [T("f32")])
    for name, shape in SHAPES.items():
        yield Case(f"i32_{name}", "ABS", [T("i32", shape)], [T("i32")], 5)
        yield Case(f"i32_{name}", "NEG", [T("i32", shape)], [T("i32")])
        yield Case(f"i64_{name}", "NEG", [T("i64", shape)], [T("i64")])
        for t in ("i8", "i16"):  # plain integers to NEG, quantized or not
            yield Case(f"{t}_{name}", "NEG", [T(t, shape, *((.05, -3) if t == "i8" else ()))],
                       [T(t, (), *((.05, -3) if t == "i8" else ()))])
        yield Case(f"i32_{name}", "SIGN", [T("i32", shape)], [T("i32")], 2)
        yield Case(f"bool_{name}", "LOGICAL_NOT", [T("bool", shape)], [T("bool")])
    for i, (s, os) in enumerate([(.05, .05), (.05, .03), (.02, .1)]):
        yield Case(f"i8_{i}", "ABS", [T("i8", (256,), s, 3, feed=EVERY["i8"])], [T("i8", (), os, -7)], 2)
        yield Case(f"i8_{i}", "EXP", [T("i8", (256,), s, 3, feed=EVERY["i8"])], [T("i8", (), os, -7)], 2)
        yield Case(f"i16_{i}", "ABS", [T("i16", (999,), s)], [T("i16", (), os)], 3)
    every = np.arange(-32768, 32768, 61)
    for i, (s, os) in enumerate([(.0003, .0004), (.0001, .0001), (.002, .001)]):
        for op, version in (("LOG", 2), ("EXP", 2), ("RSQRT", 3)):
            values = abs(every) if op == "RSQRT" else every
            yield Case(f"i16_{i}", op, [T("i16", every.shape, s, feed=np.minimum(values, 32767))], [T("i16", (), os)],
                       version)
    for i, (s, os) in enumerate([(.05, .03), (.01, .02), (.2, .1)]):
        yield Case(f"i8_{i}", "LOG", [T("i8", (256,), s, -100, feed=EVERY["i8"])], [T("i8", (), os, -7)], 2)
    for t in ("f32", "i32"):
        for n in (2, 3, 5):
            yield Case(f"{t}_{n}", "ADD_N", [T(t, (3, 4)) for _ in range(n)], [T(t)])
    yield Case("i16_plain", "ABS", [T("i16", (5,), feed=[-32768, -1, 0, 1, 32767])], [T("i16")], 4)
    for approximate in (False, True):
        options = {"approximate": approximate}
        yield Case(f"f32_approximate{approximate}", "GELU", [T("f32", (999,), feed=np.linspace(-8, 8, 999))], [T("f32")],
                   options=options)
        for t, z in (("i8", 3), ("u8", 130)):
            for i, (s, os) in enumerate([(.05, .03), (.01, .008), (.2, .1)]):
                yield Case(f"{t}_{i}_approximate{approximate}", "GELU", [T(t, (256,), s, z, feed=EVERY[t])],
                           [T(t, (), os, z)], 2, options)
    for i, (s, os) in enumerate([(.05, .03), (.01, .008), (.2, .1)]):
        yield Case(f"i8_{i}", "ELU", [T("i8", (256,), s, 3, feed=EVERY["i8"])], [T("i8", (), os, -7)])
        for t, z in (("i8", 3), ("u8", 130)):
            yield Case(f"{t}_{i}", "HARD_SWISH", [T(t, (256,), s, z, feed=EVERY[t])], [T(t, (), os, z)])
    for name, shape in {"vector": (7,), "matrix": (3, 5), "rank4": (2, 3, 2, 4), "wide": (2, 1003)}.items():
        yield Case(f"f32_{name}", "L2_NORMALIZATION", [T("f32", shape)], [T("f32")], options_name="L2NormOptions")
    yield Case("f32_zero", "L2_NORMALIZATION", [T("f32", (2, 3), feed=[0, 0, 0, 1e-9, 0, 0])], [T("f32")],
               options_name="L2NormOptions")
