"""Attributes and index types of Select TF ops beyond those of the built-in ops that they are twins of: axes, shapes and
permutations of int64, EXPLICIT padding, NCHW, shapes that need not broadcast."""
from cases.tf_twins import REDUCTIONS, case, ints
from single_op import T


def long(values, feed=False):
    return ints(values, "i64", feed=feed)


def indices():
    for op, types in REDUCTIONS.items():
        for t in types:
            attributes = {"Tidx": "i64"} if t == "bool" else {"T": t, "Tidx": "i64"}
            small = {"low": -2, "high": 2} if op == "Prod" else {}
            yield case(op, f"{t}_long", [T(t, (2, 3, 4), **small), long([-1, 0])], [T(t)], {"keep_dims": True}, **attributes)
    yield case("Sum", "f32_long_fed", [T("f32", (2, 3, 4)), long([1], feed=True)], [T("f32")], {"keep_dims": False}, T="f32", Tidx="i64")
    yield case("Sum", "f32_long_outside", [T("f32", (2, 3)), long([2], feed=True)], [T("f32")], {"keep_dims": False}, T="f32", Tidx="i64", refused=True)
    for feed in (False, True):
        name = "fed" if feed else "constant"
        yield case("Transpose", f"u8_long_{name}", [T("u8", (2, 3, 4)), long([2, 0, 1], feed)], [T("u8")], T="u8", Tperm="i64")
        yield case("Reshape", f"f32_long_{name}", [T("f32", (2, 3, 4)), long([4, -1], feed)], [T("f32")], T="f32", Tshape="i64")
        yield case("ReverseV2", f"f32_long_{name}", [T("f32", (2, 3, 4)), long([0, -1], feed)], [T("f32")], T="f32", Tidx="i64")
        for t in ("f32", "i32"):
            yield case("Cumsum", f"{t}_long_{name}", [T(t, (3, 4)), long(-1, feed)], [T(t)], {"exclusive": True}, T=t, Tidx="i64")
            yield case("Cumprod", f"{t}_long_{name}", [T(t, (3, 4), low=-3, high=3), long(0, feed)], [T(t)], {"reverse": True}, T=t, Tidx="i64")
        border = T("i64", (2, 2), **{"feed" if feed else "data": [[1, 1], [0, 0]]})
        yield case("SpaceToBatchND", f"f32_long_{name}", [T("f32", (1, 4, 6, 2)), long([2, 3], feed), border], [T("f32")], T="f32",
                   Tblock_shape="i64", Tpaddings="i64")
        crops = T("i64", (2, 2), **{"feed" if feed else "data": [[1, 0], [0, 1]]})
        yield case("BatchToSpaceND", f"f32_long_{name}", [T("f32", (6, 2, 2, 2)), long([2, 3], feed), crops], [T("f32")], T="f32",
                   Tblock_shape="i64", Tcrops="i64")
    for op in ("Pad", "MirrorPad"):
        yield case(op, "f32_long", [T("f32", (3, 4)), T("i64", (2, 2), data=[[1, 2], [2, 1]])], [T("f32")], {"mode": "REFLECT"} if op[0] == "M" else {},
                   T="f32", Tpaddings="i64")
    yield case("Tile", "f32_long", [T("f32", (2, 3)), long([2, 1])], [T("f32")], T="f32", Tmultiples="i64")
    yield case("Fill", "f32_long", [long([2, 3]), T("f32", (), data=2.5)], [T("f32")], T="f32", index_type="i64")
    yield case("BroadcastTo", "f32_long", [T("f32", (2, 1)), long([3, 2, 4])], [T("f32")], T="f32", Tidx="i64")
    yield case("Slice", "f32_long", [T("f32", (3, 4)), long([1, 0]), long([-1, 2])], [T("f32")], T="f32", Index="i64")
    yield case("StridedSlice", "f32_long", [T("f32", (3, 4)), long([0, 1]), long([3, 4]), long([2, 1])], [T("f32")], T="f32", Index="i64")
    yield case("Reshape", "f32_long_large", [T("f32", (2, 3)), long([1 << 33, 6], feed=True)], [T("f32")], T="f32", Tshape="i64", refused=True)
    yield case("Reshape", "f32_matrix", [T("f32", (2, 3)), T("i32", (1, 2), feed=[[3, 2]])], [T("f32")], T="f32", Tshape="i32", refused=True)


def paddings():
    for name, x, strides, dilations, pads in (("plain", (2, 5, 6, 3), (1, 1), (1, 1), [1, 2, 0, 1]), ("wide", (1, 4, 5, 3), (2, 3), (1, 1), [5, 4, 6, 3]),
                                             ("dilated", (1, 7, 6, 3), (1, 1), (2, 1), [2, 0, 1, 3])):
        options = {"strides": [1, *strides, 1], "padding": "EXPLICIT", "dilations": [1, *dilations, 1], "explicit_paddings": [0, 0, *pads, 0, 0]}
        yield case("Conv2D", f"f32_explicit_{name}", [T("f32", x), T("f32", (3, 2, 3, 5), data=True)], [T("f32")], options, T="f32")
        if name != "dilated" and strides[0] == strides[1]:
            yield case("DepthwiseConv2dNative", f"f32_explicit_{name}", [T("f32", x), T("f32", (3, 2, 3, 2), data=True)], [T("f32")], options, T="f32")
    options = {"strides": [1, 1, 1, 1], "padding": "EXPLICIT"}
    for name, pads in (("none", []), ("negative", [0, 0, -1, 0, 0, 0, 0, 0]), ("channels", [0, 0, 0, 0, 0, 0, 1, 0])):
        yield case("Conv2D", f"f32_explicit_{name}", [T("f32", (1, 4, 4, 1)), T("f32", (2, 2, 1, 1), data=True)], [T("f32")],
                   {**options, "explicit_paddings": pads}, T="f32", refused=True)
    for t in ("f32", "i32"):
        for shape in ((2, 3, 4), (2, 3, 4, 5)):
            yield case("BiasAdd", f"{t}_channels_first_{len(shape)}", [T(t, shape), T(t, (3,))], [T(t)], {"data_format": "NCHW"}, T=t)
    yield case("BiasAdd", "f32_channels_first_2", [T("f32", (2, 3)), T("f32", (3,))], [T("f32")], {"data_format": "NCHW"}, T="f32")
    yield case("BiasAdd", "f32_channels_first_wrong", [T("f32", (2, 3, 4)), T("f32", (4,))], [T("f32")], {"data_format": "NCHW"}, T="f32", refused=True)


def comparisons():
    for op in ("Equal", "NotEqual"):
        for t in ("f32", "i32", "i64", "bool"):
            for name, x, y in (("differ", (2, 3), (4,)), ("broadcast", (2, 1), (3,)), ("same", (3,), (3,))):
                yield case(op, f"{t}_lenient_{name}", [T(t, x), T(t, y)], [T("bool")], {"incompatible_shape_error": False}, T=t)
        yield case(op, "f32_strict_differ", [T("f32", (2, 3)), T("f32", (4,))], [T("bool")], {"incompatible_shape_error": True}, T="f32", refused=True)


def cases():
    for family in (indices, paddings, comparisons):
        yield from family()
