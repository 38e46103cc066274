"""Ops of two inputs that are one formula: MAXIMUM, MINIMUM, DIV, FLOOR_DIV, FLOOR_MOD, POW, SQUARED_DIFFERENCE,
comparisons, LOGICAL_AND and LOGICAL_OR."""
from cases.arithmetic import ACTIVATIONS, SHAPES
from single_op import Case, T

SOME = {name: SHAPES[name] for name in ("equal", "row", "both", "scalar", "rank5", "empty", "long")}
FEW = {name: SHAPES[name] for name in ("equal", "both", "scalar")}
SCALES = {"i8": (.05, 3, .04, -5, .06, 7), "u8": (.05, 130, .04, 120, .06, 128), "i16": (.001, 0, .0008, 0, .05, 0)}


def divisor(t, shape, **more):
    """Never 0."""
    return T(t, shape, low=1, high=9, **more)


def cases():
    for op in ("MAXIMUM", "MINIMUM"):
        for t in ("f32", "i8", "u8", "i16", "i32", "i64"):
            q = SCALES.get(t, (None, 0))[:2]
            for name, (a, b) in SOME.items():
                yield Case(f"{t}_{name}", op, [T(t, a, *q), T(t, b, *q)], [T(t, (), *q)],
                           {"i8": 2, "i16": 4}.get(t, 3 if name == "rank5" else 1))
    for name, (a, b) in SOME.items():
        version = 2 if name == "rank5" else 1
        yield Case(f"f32_{name}", "DIV", [T("f32", a), divisor("f32", b)], [T("f32")], version)
        yield Case(f"i32_{name}", "DIV", [T("i32", a), divisor("i32", b)], [T("i32")], version)
        for t in ("f32", "i8", "i16", "i32"):
            yield Case(f"{t}_{name}", "FLOOR_DIV", [T(t, a), divisor(t, b)], [T(t)], 2 if t == "f32" else 3)
        for t in ("f32", "i8", "i16", "i32", "i64"):
            yield Case(f"{t}_{name}", "FLOOR_MOD", [T(t, a), divisor(t, b)], [T(t)], 2)
        yield Case(f"f32_{name}", "POW", [T("f32", a, low=.1, high=4), T("f32", b)], [T("f32")])
        yield Case(f"i32_{name}", "POW", [T("i32", a, low=-5, high=5), T("i32", b, low=0, high=6)], [T("i32")])
        for t in ("f32", "i32"):
            yield Case(f"{t}_{name}", "SQUARED_DIFFERENCE", [T(t, a), T(t, b)], [T(t)])
    for a in ACTIVATIONS:
        yield Case(f"f32_{a.lower()}", "DIV", [T("f32", (9,)), divisor("f32", (9,))], [T("f32")], activation=a)
        yield Case(f"i32_{a.lower()}", "DIV", [T("i32", (9,)), divisor("i32", (9,))], [T("i32")], activation=a)
    negative = [3, -3, -1, 7, -2, 5]
    for t in ("f32", "i32", "i8", "i16", "i64"):
        if t != "i64":
            yield Case(f"{t}_signs", "FLOOR_DIV", [T(t, (6,), feed=[7, 7, -7, -7, 1, 0]), T(t, (6,), feed=negative)],
                       [T(t)], 3)
        yield Case(f"{t}_signs", "FLOOR_MOD", [T(t, (6,), feed=[7, 7, -7, -7, 1, 0]), T(t, (6,), feed=negative)],
                   [T(t)], 2)
    yield Case("i32_zero", "DIV", [T("i32", (2,)), T("i32", (2,), feed=[1, 0])], [T("i32")], refused=True)
    yield Case("i32_zero", "FLOOR_DIV", [T("i32", (2,)), T("i32", (2,), feed=[1, 0])], [T("i32")], refused=True)
    yield Case("i32_zero", "FLOOR_MOD", [T("i32", (2,)), T("i32", (2,), feed=[1, 0])], [T("i32")], refused=True)
    yield Case("i32_negative", "POW", [T("i32", (2,)), T("i32", (2,), feed=[1, -1])], [T("i32")], refused=True)
    for t, (s, z, s2, z2, so, zo) in SCALES.items():
        for name, (a, b) in SOME.items():
            # What the reference would shift out by more than 31 bits is undefined: small divisors, or small scales.
            version = 2 if name == "rank5" else 1
            yield Case(f"{t}_{name}", "DIV", [T(t, a, s, z), T(t, b, s2, z2, low=z2 + 1, high=z2 + 7)],
                       [T(t, (), so, zo)], version)
            yield Case(f"{t}_{name}_negative", "DIV", [T(t, a, s, z), T(t, b, s2, z2, low=z2 - 7, high=z2 - 1)],
                       [T(t, (), so, zo)], version)
            yield Case(f"{t}_{name}_wide", "DIV", [T(t, a, s, z), T(t, b, s2, z2, low=z2 + 1)],
                       [T(t, (), 1.9e-5 if t == "i16" else .008, zo)], version)
            if t == "i8":
                yield Case(f"{t}_{name}", "SQUARED_DIFFERENCE", [T(t, a, s, z), T(t, b, s2, z2)], [T(t, (), .5, -90)], 2)
        for a in ACTIVATIONS:
            yield Case(f"{t}_{a.lower()}", "DIV", [T(t, (99,), s, z), T(t, (99,), s2, z2, low=z2 + 1, high=z2 + 7)],
                       [T(t, (), so, zo)], activation=a)
    for name in ("equal", "empty", "long"):
        a, _ = SOME[name]
        yield Case(f"f64_{name}", "ATAN2", [T("f64", a), T("f64", a)], [T("f64")])
    boundaries = [-10, -2.5, -1, 0, 0, 1.5, 7]
    for t in ("f32", "f64", "i32", "i64"):
        for name, shape in {"scalar": (), "matrix": (9, 8)}.items():
            yield Case(f"{t}_{name}", "BUCKETIZE", [T(t, shape, low=-12, high=9)], [T("i32")],
                       options=dict(boundaries=boundaries))
        yield Case(f"{t}_none", "BUCKETIZE", [T(t, (3,))], [T("i32")], options=dict(boundaries=[]))
        yield Case(f"{t}_edges", "BUCKETIZE", [T(t, (7,), feed=[-10, -11, 0, 1, 7, 8, -1])], [T("i32")],
                   options=dict(boundaries=boundaries))
    yield Case("f32_unsorted", "BUCKETIZE", [T("f32", (3,))], [T("i32")], options=dict(boundaries=[1, 0]), refused=True)
    versions = {"EQUAL": 5, "NOT_EQUAL": 4, "LESS": 3, "LESS_EQUAL": 2, "GREATER": 2, "GREATER_EQUAL": 3}
    for op, version in versions.items():
        for t in ("f32", "i32", "i64", "i16", "i8", "u8", "bool"):
            if t == "bool" and op not in ("EQUAL", "NOT_EQUAL"):
                continue
            for name, (a, b) in SOME.items():
                if name == "rank5" or (t, op) == ("i16", "NOT_EQUAL"):
                    continue
                q = SCALES.get(t, (None, 0, None, 0)) if t != "i16" else (None, 0, None, 0)
                small = dict(low=0, high=4) if t in ("f32", "i32", "i64", "i16") else {}
                yield Case(f"{t}_{name}", op, [T(t, a, q[0], q[1], **small), T(t, b, q[2], q[3], **small)], [T("bool")],
                           version)
        for t in ("i8", "u8"):
            for i, (s, z, s2, z2) in enumerate([(.05, 3, .05, 3), (.9, 0, .3, 9), (.001, 1, .002, 0)]):
                yield Case(f"{t}_scale{i}", op, [T(t, (999,), s, z), T(t, (999,), s2, z2)], [T("bool")], version)
        yield Case("i16_quantized", op, [T("i16", (999,), .001), T("i16", (999,), .0007)], [T("bool")], version)
    for op in ("LOGICAL_AND", "LOGICAL_OR"):
        for name, (a, b) in FEW.items():
            yield Case(f"bool_{name}", op, [T("bool", a), T("bool", b)], [T("bool")])
