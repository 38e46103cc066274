"""Select TF ops that are formulas of one to three elements and no twins of built-in ones."""
from cases.tf_twins import SPECIAL, TF, case
from single_op import T

TF.setdefault("u32", "uint32")
INTEGERS = ("i8", "u8", "i16", "u16", "i32", "u32", "i64")
WIDE = [0, 1, -1, 2, -2, 3, 1 << 31, -(1 << 31), (1 << 62) + 3, -(1 << 63), (1 << 63) - 1]


def floats():
    n = len(SPECIAL)
    for op in ("Sinh", "Cosh", "Tan", "Atan", "Reciprocal", "Inv", "IsNan", "IsFinite"):
        out = "bool" if op.startswith("Is") else "f32"
        yield case(op, "f32", [T("f32", (3, 50))], [T(out)], T="f32")
        yield case(op, "f32_small", [T("f32", (40,), low=-.01, high=.01)], [T(out)], T="f32")
        special = SPECIAL[:5] + SPECIAL[7:] if op == "Tan" else SPECIAL  # of 3e38, the last bits decide
        yield case(op, "f32_special", [T("f32", (len(special),), feed=special)], [T(out)], T="f32")
    for op in ("DivNoNan", "MulNoNan", "Xlogy", "Xlog1py", "Xdivy", "Atan2"):
        low = 0 if op.startswith("Xlog") else None
        yield case(op, "f32_same", [T("f32", (3, 4)), T("f32", (3, 4), low=low)], [T("f32")], T="f32")
        yield case(op, "f32_broadcast", [T("f32", (2, 1, 3)), T("f32", (4, 1), low=low)], [T("f32")], T="f32")
        yield case(op, "f32_special", [T("f32", (n, 1), feed=SPECIAL), T("f32", (n,), feed=SPECIAL)], [T("f32")], T="f32")
        yield case(op, "f32_shapes", [T("f32", (2,)), T("f32", (3,))], [T("f32")], T="f32", refused=True)
    for options in ({}, {"tolerance": .5}):
        x = T("f32", (4,), feed=[1., 2., 3., float("nan")])
        yield case("ApproximateEqual", f"f32_{len(options)}", [x, T("f32", (4,), feed=[1.000001, 2.3, 4., 1.])], [T("bool")], options, T="f32")
    yield case("ApproximateEqual", "f32_shapes", [T("f32", (2,)), T("f32", ())], [T("bool")], T="f32", refused=True)
    for t in ("f32", "i32", "i64"):
        for shape in ((), (3, 4)):
            bounds = [T(t, shape, low=-2, high=0), T(t, shape, low=1, high=2)]
            yield case("ClipByValue", f"{t}_rank{len(shape)}", [T(t, (3, 4)), *bounds], [T(t)], T=t)
        yield case("ClipByValue", f"{t}_shapes", [T(t, (3, 4)), T(t, (4,)), T(t, ())], [T(t)], T=t, refused=True)
    yield case("ClipByValue", "f32_special", [T("f32", (n,), feed=SPECIAL), T("f32", (), feed=-1.), T("f32", (), feed=1.)], [T("f32")], T="f32")
    yield case("CheckNumerics", "f32", [T("f32", (2, 3))], [T("f32")], {"message": "here"}, T="f32")
    for value in (float("nan"), float("inf")):
        yield case("CheckNumerics", f"f32_{value}", [T("f32", (2,), feed=[1., value])], [T("f32")], {"message": "here"}, T="f32", refused=True)
    for op in ("SeluGrad", "InvGrad"):
        yield case(op, "f32", [T("f32", (3, 5)), T("f32", (3, 5))], [T("f32")], T="f32")
        yield case(op, "f32_shapes", [T("f32", (3, 5)), T("f32", (3,))], [T("f32")], T="f32", refused=True)


def complexes():
    for shape in ((2, 9), ()):
        yield case("Angle", f"c64_rank{len(shape)}", [T("c64", shape)], [T("f32")], T="c64", Tout="f32")
        yield case("Complex", f"f32_rank{len(shape)}", [T("f32", shape), T("f32", shape)], [T("c64")], T="f32", Tout="c64")
    yield case("Complex", "f32_broadcast", [T("f32", (3, 1)), T("f32", (2,))], [T("c64")], T="f32", Tout="c64")


def integers():
    wide = lambda n=0: T("i64", (len(WIDE), 1) if n else (len(WIDE),), feed=WIDE)
    for op in ("Abs", "Sign", "Square"):
        yield case(op, "i64", [wide()], [T("i64")], T="i64")
    yield case("Square", "i32", [T("i32", (40,), low=-70000, high=70000)], [T("i32")], T="i32")
    for op in ("Div", "TruncateDiv", "FloorDiv"):
        divisors = [w for w in WIDE if w]
        # The reference's processor traps on the smallest integer by -1.
        yield case(op, "i64", [T("i64", (10, 1), feed=[0, 1, -1, 7, -7, 1 << 40, -(1 << 40), (1 << 63) - 1, 5, -(1 << 63) + 1]),
                               T("i64", (len(divisors),), feed=divisors)], [T("i64")], T="i64")
        yield case(op, "i64_by_zero", [T("i64", (2,)), T("i64", (2,), feed=[1, 0])], [T("i64")], T="i64", refused=True)
    yield case("SquaredDifference", "i64", [wide(1), wide()], [T("i64")], T="i64")
    for t in ("i32", "i64"):
        yield case("Pow", f"{t}", [T(t, (9, 1), feed=[0, 1, -1, 2, -2, 3, 10, -7, 99]), T(t, (8,), feed=[0, 1, 2, 3, 5, 9, 31, 40])], [T(t)], T=t)
        yield case("Pow", f"{t}_negative", [T(t, (2,)), T(t, (2,), feed=[1, -1])], [T(t)], T=t, refused=True)
    yield case("AddN", "i64", [wide()] * 3, [T("i64")], {"N": 3}, T="i64")
    for op in ("ArgMax", "ArgMin"):
        for out in ("i32", "i64"):
            yield case(op, f"i64_{out}", [T("i64", (3, 4, 2)), T("i32", (), data=1)], [T(out)], T="i64", Tidx="i32", output_type=out)
    for t in INTEGERS:
        for op in ("BitwiseAnd", "BitwiseOr", "BitwiseXor"):
            yield case(op, t, [T(t, (5, 1)), T(t, (7,))], [T(t)], T=t)
        for op in ("LeftShift", "RightShift"):
            low = 0 if t[0] == "u" else -3
            yield case(op, t, [T(t, (9, 1)), T(t, (20,), low=low, high=70)], [T(t)], T=t)
        yield case("Invert", t, [T(t, (3, 4))], [T(t)], T=t)
        yield case("PopulationCount", t, [T(t, (3, 4))], [T("u8")], T=t)
    yield case("BitwiseAnd", "shapes", [T("i32", (2,)), T("i32", (3,))], [T("i32")], T="i32", refused=True)


def cases():
    yield from floats()
    yield from complexes()
    yield from integers()
