"""Half-precision numbers in elementwise ops, which compute in float and round."""
import numpy as np
from cases.arithmetic import ACTIVATIONS, SHAPES
from single_op import Case, T

SOME = {name: SHAPES[name] for name in ("equal", "row", "both", "scalar", "rank5", "empty", "long")}
# Subnormals, values that round to even, overflow, signed zeros, infinities and NaN.
SPECIAL = np.array([0, 0x8000, 1, 2, 0x3ff, 0x400, 0x3c00, 0x3c01, 0x7bff, 0xfbff, 0x7c00, 0xfc00, 0x7e00, 0x5640, 0x6801],
                   np.uint16).view(np.float16)
COMPARISONS = {"EQUAL": 5, "NOT_EQUAL": 4, "LESS": 3, "LESS_EQUAL": 2, "GREATER": 2, "GREATER_EQUAL": 3}


def pair(op):
    n = len(SPECIAL)
    yield T("f16", (n, 1), feed=SPECIAL), T("f16", (1, n), feed=SPECIAL)


def cases():
    for op in ("ADD", "MUL", "MAXIMUM", "MINIMUM"):
        for name, (a, b) in SOME.items():
            yield Case(f"f16_{name}", op, [T("f16", a), T("f16", b)], [T("f16")], 3 if name == "rank5" else 1)
    finite = SPECIAL[np.isfinite(SPECIAL)]
    for op in ("ADD", "MUL"):
        n = len(finite) if op == "MUL" else 8
        yield Case("f16_special", op, [T("f16", (n, 1), feed=finite[:n]), T("f16", (1, n), feed=finite[:n])], [T("f16")])
        for a in ACTIVATIONS:
            yield Case(f"f16_{a.lower()}", op, [T("f16", (99,)), T("f16", (99,))], [T("f16")], activation=a)
    for op, version in COMPARISONS.items():
        for name in ("equal", "row", "scalar", "empty", "long"):
            a, b = SOME[name]
            small = dict(low=0, high=.01)
            yield Case(f"f16_{name}", op, [T("f16", a, **small), T("f16", b, **small)], [T("bool")], version)
        n = len(SPECIAL)
        yield Case("f16_special", op, [T("f16", (n, 1), feed=SPECIAL), T("f16", (1, n), feed=SPECIAL)], [T("bool")], version)
    halves = [0., -0., .5, 1.5, 2.5, -.5, -1.5, -2.5, .4998, 60000, -60000]
    for op in ("NEG", "SIN", "COS", "FLOOR", "ROUND", "TANH", "LOGISTIC", "GELU"):
        for name, shape in {"scalar": (), "matrix": (3, 5), "rank5": (2, 1, 3, 2, 2), "empty": (2, 0), "long": (1003,)}.items():
            yield Case(f"f16_{name}", op, [T("f16", shape, low=-6, high=6)], [T("f16")])
        if op in ("NEG", "FLOOR", "ROUND"):
            yield Case("f16_halves", op, [T("f16", (len(halves),), feed=halves)], [T("f16")])
    yield Case("f16_approximate", "GELU", [T("f16", (999,), low=-6, high=6)], [T("f16")], options={"approximate": True})
    for name, shape in {"vector": (7,), "matrix": (3, 50), "rank4": (2, 3, 2, 4)}.items():
        for beta in (1., .3):
            yield Case(f"f16_{name}_{beta}", "SOFTMAX", [T("f16", shape)], [T("f16")], 4, {"beta": beta})
    numbers = [0, 1, 2, 5, 100, 2047, 2049, 65504]
    reals = [0, -0., .25, -1.5, 3.75, 100.5, 1e-7, 65519.9, 65520, -1e9, np.inf, np.nan]
    for t in ("f32", "f64", "c64"):
        yield Case(f"{t}_to_f16", "CAST", [T(t, (len(reals),), feed=reals)], [T("f16", ())], 7)
        yield Case(f"f16_to_{t}", "CAST", [T("f16", (len(SPECIAL),), feed=SPECIAL)], [T(t, ())], 7)
    for t in ("i8", "u8", "i16", "u16", "i32", "u32", "i64", "bool"):
        n = 5 if t in ("i8", "u8", "bool") else 7 if t in ("i16", ) else 8
        yield Case(f"{t}_to_f16", "CAST", [T(t, (n,), feed=numbers[:n])], [T("f16", ())], 7)
        within = [0, .25, .75, 1.5, 99.9] + ([-1.5, -99.9] if t[0] == "i" else [])
        yield Case(f"f16_to_{t}", "CAST", [T("f16", (len(within),), feed=within)], [T(t, ())], 7)
