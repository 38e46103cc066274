"""ADD, SUB, MUL."""
from single_op import Case, T

# Pairs of shapes: equal, either side broadcast, both, in the middle, scalars, ranks that differ, empty.
SHAPES = {
    "equal": ((2, 3, 5), (2, 3, 5)),
    "row": ((2, 3, 5), (5,)),
    "column": ((2, 3, 1), (2, 3, 5)),
    "both": ((4, 1, 3), (1, 5, 1)),
    "middle": ((2, 1, 7), (2, 3, 7)),
    "scalar": ((), (3, 9)),
    "scalars": ((), ()),
    "one": ((6, 1), (1, 1, 1)),
    "rank5": ((2, 1, 2, 1, 3), (2, 2, 2, 2, 1)),
    "rank6": ((1, 2, 1, 2, 1, 3), (2, 1, 2, 1, 3, 1)),
    "empty": ((0, 3), (1, 3)),
    "long": ((1031,), (1031,)),
    "rows": ((7, 37), (37,)),
    "scalar_rows": ((3, 1, 1), (3, 2, 29)),
    "zebra": ((2, 1, 3, 1, 3), (1, 3, 1, 2, 3)),
}
ACTIVATIONS = ["NONE", "RELU", "RELU6", "RELU_N1_TO_1"]
VERSION = {"f32": 1, "i32": 1, "i64": {"ADD": 4, "SUB": 4, "MUL": 5}, "i8": 2, "u8": 1}
SCALES = {
    "i8": [(.05, 3, .04, -5, .06, 7), (.5, -128, .003, 127, .3, 0), (.1, 0, .1, 0, .1, 0)],
    "u8": [(.05, 130, .04, 120, .06, 128), (.5, 0, .003, 255, .3, 7), (.1, 128, .1, 128, .1, 128)],
}


def version(op, t):
    v = VERSION.get(t, 1)
    return v if isinstance(v, int) else v[op]


def cases():
    for op in ("ADD", "SUB", "MUL"):
        for t in ("f32", "i32", "i64"):
            wide = dict(low=-2**31, high=2**31 - 1) if t == "i32" else dict(low=-2**40, high=2**40) if t == "i64" else {}
            for name, (a, b) in SHAPES.items():
                yield Case(f"{t}_{name}", op, [T(t, a), T(t, b)], [T(t)], version(op, t))
            if t != "f32":
                yield Case(f"{t}_wraps", op, [T(t, (40,), **wide), T(t, (40,), **wide)], [T(t)], version(op, t))
            for a in ACTIVATIONS[1:]:
                yield Case(f"{t}_{a.lower()}", op, [T(t, (3, 7)), T(t, (7,))], [T(t)], version(op, t), activation=a)
            yield Case(f"{t}_constant", op, [T(t, (3, 7)), T(t, (7,), data=True)], [T(t)], version(op, t))
            yield Case(f"{t}_same", op, [T(t, (3, 7)), T(t, (3, 7))], [T(t)], version(op, t), same=True)
            yield Case(f"{t}_mismatch", op, [T(t, (3, 7)), T(t, (3, 2))], [T(t)], version(op, t), refused=True)
        for t, scales in SCALES.items():
            for name, (a, b) in SHAPES.items():
                s = scales[0]
                yield Case(f"{t}_{name}", op, [T(t, a, s[0], s[1]), T(t, b, s[2], s[3])], [T(t, (), s[4], s[5])],
                           version(op, t))
            for i, s in enumerate(scales):
                for a in ACTIVATIONS:
                    yield Case(f"{t}_scale{i}_{a.lower()}", op, [T(t, (300,), s[0], s[1]), T(t, (300,), s[2], s[3])],
                               [T(t, (), s[4], s[5])], version(op, t), activation=a)
        # int16: plain (but for SUB), quantized by powers of two, quantized generally.
        general = (.0002, .00015, .0003)
        for name, (a, b) in SHAPES.items():
            for kind, s in (("plain", (None,) * 3), ("quantized", general), ("pot", (2**-10, 2**-12, 2**-10))):
                if (kind == "plain" and op == "SUB") or (kind == "pot" and (op == "MUL" or a != b)):
                    continue
                options = {} if op == "MUL" else {"potScaleInt16": kind == "pot"}
                yield Case(f"i16_{kind}_{name}", op, [T("i16", a, s[0]), T("i16", b, s[1])], [T("i16", (), s[2])],
                           {"ADD": 3, "SUB": 5, "MUL": 4}[op], options)
        for a in ACTIVATIONS:
            for kind, s in (("plain", (None,) * 3), ("quantized", general), ("pot", (2**-10, 2**-12, 2**-10))):
                if (kind == "plain" and op == "SUB") or (kind == "pot" and op == "MUL"):
                    continue
                options = {} if op == "MUL" else {"potScaleInt16": kind == "pot"}
                yield Case(f"i16_{kind}_{a.lower()}", op, [T("i16", (300,), s[0]), T("i16", (300,), s[1])],
                           [T("i16", (), s[2])], {"ADD": 3, "SUB": 5, "MUL": 4}[op], options, activation=a)
        yield Case("i16_zero_point", op, [T("i16", (9,), .1, 5), T("i16", (9,), .1)], [T("i16", (), .1)],
                   {"ADD": 3, "SUB": 5, "MUL": 4}[op], refused=True)
    for t, v in (("u32", 7), ("c64", 6)):
        for name, (a, b) in SHAPES.items():
            yield Case(f"{t}_{name}", "MUL", [T(t, a), T(t, b)], [T(t)], v)
    for a in ACTIVATIONS[1:]:
        yield Case(f"u32_{a.lower()}", "MUL", [T("u32", (3, 7)), T("u32", (7,))], [T("u32")], 7, activation=a)
