"""Select TF ops that equal a built-in op: each with its types and, where it has some, its attributes."""
from single_op import Case, T

TF = {"f32": "float32", "i32": "int32", "i64": "int64", "i8": "int8", "u8": "uint8", "i16": "int16", "bool": "bool",
      "str": "string", "f16": "float16", "c64": "complex64", "f64": "float64", "u16": "uint16", "u32": "uint32", "u64": "uint64"}
UNARY = {
    "f32": ("Abs", "Neg", "Sign", "Exp", "Square", "Sin", "Cos", "Floor", "Ceil", "Round", "Relu", "Relu6", "Elu", "Tanh",
            "Sigmoid", "Softplus", "Softsign", "Selu", "Erf", "OnesLike", "ZerosLike", "Identity", "StopGradient",
            "PreventGradient"),
    "i32": ("Abs", "Neg", "Sign", "OnesLike"), "i64": ("Neg", "OnesLike", "ZerosLike"), "bool": ("LogicalNot",),
    "u8": ("ZerosLike", "Identity"), "str": ("Identity",),
}
BINARY = {
    "f32": ("RealDiv", "Div", "FloorDiv", "FloorMod", "SquaredDifference", "Maximum", "Minimum", "Greater", "GreaterEqual",
            "Less", "LessEqual", "Equal", "NotEqual"),
    "i32": ("Div", "TruncateDiv", "FloorDiv", "FloorMod", "SquaredDifference", "Maximum", "Minimum", "Greater",
            "GreaterEqual", "Less", "LessEqual", "Equal", "NotEqual"),
    "i64": ("FloorMod", "Maximum", "Minimum", "Greater", "GreaterEqual", "Less", "LessEqual", "Equal", "NotEqual"),
    "i16": ("Maximum", "Minimum", "Greater", "GreaterEqual", "Less", "LessEqual"),
    "i8": ("Maximum", "Minimum"), "u8": ("Maximum", "Minimum"),
    "bool": ("LogicalAnd", "LogicalOr", "Equal", "NotEqual"), "c64": ("Mul",),
}
COMPARISONS = ("Greater", "GreaterEqual", "Less", "LessEqual", "Equal", "NotEqual")
DIVISIONS = ("RealDiv", "Div", "TruncateDiv", "FloorDiv", "FloorMod")
REDUCTIONS = {"Sum": ("f32", "i32", "i64"), "Mean": ("f32", "i32", "i64"), "Prod": ("f32", "i32", "i64"),
              "Max": ("f32", "i32", "i64", "i8", "u8", "i16"), "Min": ("f32", "i32", "i64", "i8", "u8", "i16"),
              "Any": ("bool",), "All": ("bool",)}


def case(op, name, inputs, outputs, options=None, refused=False, **types):
    """A case; `T` is the first input's type unless given."""
    return Case(name, f"Flex{op}", inputs, outputs, options=options or {}, refused=refused,
                tf_types={n: TF.get(t, t) if isinstance(t, str) else [TF[x] for x in t] for n, t in types.items()})


def ints(values, type="i32", feed=False):
    shape = (len(values),) if isinstance(values, (list, tuple)) else ()
    return T(type, shape, feed=values) if feed else T(type, shape, data=values)


INF, NAN = float("inf"), float("nan")
SPECIAL = [INF, -INF, NAN, 0., -0., 3e38, -3e38, 1e-30, -1e-30, 1., -1., 7.]


def special():
    """Infinities, NaNs and what overflows: TensorFlow clamps nothing."""
    n = len(SPECIAL)
    x = lambda: T("f32", (n,), feed=SPECIAL)
    for op in UNARY["f32"] + ("Log", "Sqrt", "Rsqrt", "LeakyRelu"):
        yield case(op, "f32_special", [x()], [T("f32")], T="f32")
    pairs = lambda: [T("f32", (n, 1), feed=SPECIAL), x()]
    for op in BINARY["f32"] + ("AddV2", "Add", "Sub", "Mul", "Pow"):
        yield case(op, "f32_special", pairs(), [T("bool" if op in COMPARISONS else "f32")], T="f32")
    yield case("BiasAdd", "f32_special", [T("f32", (2, n), feed=SPECIAL * 2), T("f32", (n,), feed=SPECIAL[::-1])], [T("f32")], T="f32")
    yield case("AddN", "f32_special", [x(), T("f32", (n,), feed=SPECIAL[::-1])], [T("f32")], {"N": 2}, T="f32")
    rows = T("f32", (4, 3), feed=[INF, 1, 2, -INF, 1, 2, INF, -INF, 1, NAN, 1, 2])
    for op in ("Sum", "Mean", "Prod", "Max", "Min"):
        yield case(op, "f32_special", [rows, ints([1])], [T("f32")], {"keep_dims": False}, T="f32")
    large = [3e38, 3e38, 2., 1e38, 1e30, 2.]
    yield case("MatMul", "f32_special", [T("f32", (2, 3), feed=large), T("f32", (3, 2), feed=[1., 0., 1., 0., 1., 3e38])], [T("f32")], T="f32")
    image = lambda: T("f32", (1, 2, 3, 1), feed=large)
    ones = lambda *shape: T("f32", shape, data=[[[[1.]], [[1.]]], [[[1.]], [[1.]]]])
    window = {"strides": [1, 1, 1, 1], "padding": "VALID"}
    yield case("Conv2D", "f32_special", [image(), ones(2, 2, 1, 1)], [T("f32")], window, T="f32")
    yield case("DepthwiseConv2dNative", "f32_special", [image(), ones(2, 2, 1, 1)], [T("f32")], window, T="f32")
    for op in ("MaxPool", "AvgPool"):
        yield case(op, "f32_special", [T("f32", (1, 2, 3, 2), feed=[INF, 1, 2, -INF, 1, -INF, INF, 3, 1, -INF, 2, -INF])], [T("f32")],
                   {"ksize": [1, 2, 2, 1], **window}, T="f32")


def elementwise():
    for t, ops in UNARY.items():
        for op in ops:
            for shape in ((2, 3), ()):
                attributes = {} if op == "LogicalNot" else {"T": t}
                yield case(op, f"{t}_rank{len(shape)}", [T(t, shape)], [T(t)], **attributes)
    for op in ("Log", "Sqrt", "Rsqrt"):
        yield case(op, "f32", [T("f32", (3, 5), low=.01, high=9)], [T("f32")], T="f32")
    for alpha in ({}, {"alpha": .5}):
        yield case("LeakyRelu", f"f32_{len(alpha)}", [T("f32", (4, 5))], [T("f32")], alpha, T="f32")
    for t, ops in BINARY.items():
        for op in ops:
            out = "bool" if op in COMPARISONS else t
            low = 1 if op in DIVISIONS else None
            attributes = {} if op.startswith("Logical") else {"T": t}
            for name, x, y in (("same", (3, 4), (3, 4)), ("broadcast", (2, 1, 3), (4, 1))):
                yield case(op, f"{t}_{name}", [T(t, x), T(t, y, low=low)], [T(out)], **attributes)
    for op in ("Div", "FloorDiv", "FloorMod"):
        yield case(op, "i32_by_zero", [T("i32", (2,)), ints([1, 0])], [T("i32")], T="i32", refused=True)
        yield case(op, "i32_negative", [T("i32", (20,)), T("i32", (20,), low=-9, high=-1)], [T("i32")], T="i32")
    yield case("Pow", "f32", [T("f32", (3, 4), low=.1, high=3), T("f32", (4,))], [T("f32")], T="f32")
    for t in ("f32", "i32"):
        yield case("AddN", t, [T(t, (2, 3))] * 3, [T(t)], {"N": 3}, T=t)
        yield case("BiasAdd", t, [T(t, (2, 2, 3)), T(t, (3,))], [T(t)], {"data_format": "NHWC"}, T=t)
    yield case("BiasAdd", "f32_default", [T("f32", (4, 2)), T("f32", (2,), data=True)], [T("f32")], T="f32")
    yield case("BiasAdd", "f32_wrong", [T("f32", (4, 2)), T("f32", (1,))], [T("f32")], T="f32", refused=True)
    for condition in ((2, 3), (2,), ()):
        yield case("Select", f"f32_rank{len(condition)}", [T("bool", condition), T("f32", (2, 3)), T("f32", (2, 3))],
                   [T("f32")], T="f32")
    yield case("SelectV2", "i64", [T("bool", (2, 1)), T("i64", (3,)), T("i64", ())], [T("i64")], T="i64")
    for source, target in (("f32", "i32"), ("i32", "f32"), ("bool", "f32"), ("f32", "bool"), ("i64", "i32"), ("u8", "f32"),
                           ("i32", "i8"), ("c64", "f32")):
        yield case("Cast", f"{source}_{target}", [T(source, (3, 4))], [T(target)], {"Truncate": False}, SrcT=source,
                   DstT=target)


def reductions():
    for op, types in REDUCTIONS.items():
        for t in types:
            for name, axes, keep in (("last", [2], False), ("kept", [0, 1], True), ("all", [0, 1, 2], False), ("none", [], False)):
                small = {"low": -2, "high": 2} if op == "Prod" else {}
                attributes = {"T": t, "Tidx": "i32"} if t != "bool" else {"Tidx": "i32"}
                yield case(op, f"{t}_{name}", [T(t, (2, 3, 4), **small), ints(axes)], [T(t)], {"keep_dims": keep}, **attributes)
    yield case("Sum", "f32_fed_axes", [T("f32", (2, 3, 4)), ints([1], feed=True)], [T("f32")], {"keep_dims": False}, T="f32")
    inf = float("inf")
    yield case("Max", "f32_infinite", [T("f32", (2,), feed=[-inf, -inf]), ints([0])], [T("f32")], T="f32")
    yield case("Min", "f32_infinite", [T("f32", (2,), feed=[inf, inf]), ints([0])], [T("f32")], T="f32")
    for op in ("ArgMax", "ArgMin"):
        for t in ("f32", "i32", "i8", "u8"):
            for out in ("i32", "i64"):
                yield case(op, f"{t}_{out}", [T(t, (3, 4, 2)), ints(1)], [T(out)], T=t, Tidx="i32", output_type=out)
    for t in ("f32", "i32", "i64"):
        yield case("TopKV2", t, [T(t, (3, 9)), ints(4)], [T(t), T("i32")], {"sorted": True}, T=t)
        for op in ("Cumsum", "Cumprod"):
            for exclusive in (False, True):
                for reverse in (False, True):
                    yield case(op, f"{t}_{int(exclusive)}{int(reverse)}", [T(t, (3, 4, 2), low=-3, high=3), ints(1)], [T(t)],
                               {"exclusive": exclusive, "reverse": reverse}, T=t, Tidx="i32")
    yield case("Softmax", "f32", [T("f32", (3, 7))], [T("f32")], T="f32")
    yield case("LogSoftmax", "f32", [T("f32", (3, 7))], [T("f32")], T="f32")


def shapes():
    x = lambda t="f32", shape=(2, 3, 4): T(t, shape)
    for out in ("i32", "i64"):
        yield case("Shape", f"f32_{out}", [x()], [T(out)], T="f32", out_type=out)
        yield case("Size", f"f32_{out}", [x()], [T(out)], T="f32", out_type=out)
    yield case("Rank", "f32", [x()], [T("i32")], T="f32")
    for feed in (False, True):
        name = "fed" if feed else "constant"
        yield case("Reshape", f"f32_{name}", [x(), ints([4, -1], feed=feed)], [T("f32")], T="f32", Tshape="i32")
        yield case("ExpandDims", f"f32_{name}", [x(), ints(-1, feed=feed)], [T("f32")], T="f32", Tdim="i32")
        yield case("Transpose", f"i8_{name}", [x("i8"), ints([2, 0, 1], feed=feed)], [T("i8")], T="i8", Tperm="i32")
        yield case("Pad", f"f32_{name}", [x(), T("i32", (3, 2), **{"feed" if feed else "data": [[1, 0], [0, 2], [0, 0]]})],
                   [T("f32")], T="f32", Tpaddings="i32")
        yield case("ConcatV2", f"f32_{name}", [x(), x("f32", (2, 1, 4)), x(), ints(1, feed=feed)], [T("f32")], {"N": 3},
                   T="f32", Tidx="i32")
        yield case("GatherV2", f"f32_{name}", [x(), T("i32", (2, 2), low=0, high=2), ints(1, feed=feed)], [T("f32")],
                   {"batch_dims": 0}, Tparams="f32", Tindices="i32", Taxis="i32")
        yield case("Slice", f"f32_{name}", [x(), ints([0, 1, 2], feed=feed), ints([2, -1, 1], feed=feed)], [T("f32")], T="f32",
                   Index="i32")
        yield case("Tile", f"i64_{name}", [x("i64"), ints([1, 2, 2], feed=feed)], [T("i64")], T="i64", Tmultiples="i32")
        yield case("Fill", f"f32_{name}", [ints([2, 3], feed=feed), T("f32")], [T("f32")], T="f32", index_type="i32")
        yield case("BroadcastTo", f"f32_{name}", [x("f32", (3, 1)), ints([2, 3, 4], feed=feed)], [T("f32")], T="f32", Tidx="i32")
        yield case("Split", f"f32_{name}", [ints(1, feed=feed), x("f32", (2, 4))], [T("f32"), T("f32")], {"num_split": 2}, T="f32")
    yield case("Reshape", "str", [x("str", (2, 3)), ints([3, 2])], [T("str")], T="str", Tshape="i32")
    yield case("Squeeze", "f32_all", [x("f32", (1, 3, 1, 2))], [T("f32")], {"squeeze_dims": []}, T="f32")
    yield case("Squeeze", "f32_one", [x("f32", (1, 3, 1, 2))], [T("f32")], {"squeeze_dims": [-2]}, T="f32")
    yield case("PadV2", "i32", [x("i32", (2, 3)), T("i32", (2, 2), data=[[1, 1], [0, 2]]), T("i32")], [T("i32")], T="i32")
    for mode in ("REFLECT", "SYMMETRIC"):
        yield case("MirrorPad", f"f32_{mode.lower()}", [x("f32", (3, 4)), T("i32", (2, 2), data=[[1, 2], [2, 1]])], [T("f32")],
                   {"mode": mode}, T="f32", Tpaddings="i32")
    yield case("ConcatV2", "u8_last", [x("u8"), x("u8"), ints(-1)], [T("u8")], {"N": 2}, T="u8")
    for axis in (0, -1):
        yield case("Pack", f"f32_{axis}", [x(), x()], [T("f32")], {"N": 2, "axis": axis}, T="f32")
        yield case("Unpack", f"f32_{axis}", [x("f32", (2, 3, 2))], [T("f32"), T("f32")], {"num": 2, "axis": axis}, T="f32")
    yield case("SplitV", "f32", [x("f32", (2, 6)), ints([1, -1, 2]), ints(1)], [T("f32")] * 3, {"num_split": 3}, T="f32",
               Tlen="i32")
    for name, masks in (("plain", {}), ("masks", {"begin_mask": 1, "end_mask": 4}), ("shrink", {"shrink_axis_mask": 2}),
                        ("new_axis", {"new_axis_mask": 1}), ("ellipsis", {"ellipsis_mask": 1})):
        yield case("StridedSlice", f"f32_{name}", [x(), ints([0, 1, 1]), ints([2, 3, 3]), ints([1, 1, 2])], [T("f32")], masks,
                   T="f32", Index="i32")
    yield case("Gather", "f32", [x(), T("i64", (3,), low=0, high=1)], [T("f32")], {"validate_indices": True}, Tparams="f32",
               Tindices="i64")
    yield case("Gather", "f32_outside", [x(), ints([2])], [T("f32")], Tparams="f32", Tindices="i32", refused=True)
    yield case("GatherV2", "f32_batch", [x(), T("i32", (2, 2), low=0, high=2), ints(1)], [T("f32")], {"batch_dims": 1},
               Tparams="f32", Tindices="i32", Taxis="i32")
    yield case("GatherNd", "f32", [x(), T("i32", (5, 2), low=0, high=1)], [T("f32")], Tparams="f32", Tindices="i32")
    for t, (a, b, c) in {"f32": (1., 4., .5), "i32": (9, -3, -4), "i64": (0, 7, 2)}.items():
        yield case("Range", t, [T(t, (), data=v) for v in (a, b, c)], [T(t)], Tidx=t)
    for axis in (-1, 0):
        yield case("OneHot", f"f32_{axis}", [T("i32", (2, 3), low=-1, high=4), ints(4), T("f32", (), data=2.), T("f32", (), data=-1.)],
                   [T("f32")], {"axis": axis}, T="f32", TI="i32")
    yield case("ReverseV2", "f32", [x(), ints([0, -1])], [T("f32")], T="f32", Tidx="i32")
    for t in ("bool", "f32"):
        yield case("Where", t, [T(t, (3, 4))], [T("i64")], T=t)


def images():
    image = lambda *shape: T("f32", shape)
    for padding in ("SAME", "VALID"):
        for name, x, f, strides, dilations in (
                ("plain", (2, 5, 6, 3), (3, 3, 3, 5), (1, 1), (1, 1)), ("stride", (1, 9, 8, 2), (3, 2, 2, 20), (2, 3), (1, 1)),
                ("dilated", (1, 9, 9, 4), (3, 3, 4, 3), (1, 1), (2, 3)), ("pointwise", (1, 4, 4, 8), (1, 1, 8, 17), (1, 1), (1, 1)),
                ("grouped", (1, 5, 5, 6), (3, 3, 2, 9), (1, 1), (1, 1)), ("one_pixel", (1, 2, 2, 4), (2, 2, 4, 6), (2, 2), (1, 1))):
            options = {"strides": [1, *strides, 1], "padding": padding, "dilations": [1, *dilations, 1], "data_format": "NHWC"}
            yield case("Conv2D", f"f32_{name}_{padding.lower()}", [image(*x), T("f32", f, data=True)], [T("f32")], options, T="f32")
        for name, x, f, stride, dilation in (("plain", (2, 5, 6, 3), (3, 3, 3, 1), 1, 1), ("multiplier", (1, 6, 5, 4), (2, 3, 4, 3), 2, 1),
                                             ("stride", (1, 9, 9, 5), (3, 3, 5, 1), 2, 1)):
            options = {"strides": [1, stride, stride, 1], "padding": padding, "dilations": [1, dilation, dilation, 1],
                       "data_format": "NHWC"}
            yield case("DepthwiseConv2dNative", f"f32_{name}_{padding.lower()}", [image(*x), T("f32", f, data=True)], [T("f32")],
                       options, T="f32")
        for op in ("MaxPool", "AvgPool"):
            options = {"ksize": [1, 3, 2, 1], "strides": [1, 2, 1, 1], "padding": padding, "data_format": "NHWC"}
            yield case(op, f"f32_{padding.lower()}", [image(2, 7, 6, 5)], [T("f32")], options, T="f32")
    yield case("Conv2D", "f32_defaults", [image(1, 4, 4, 2), image(2, 2, 2, 3)], [T("f32")],
               {"strides": [1, 1, 1, 1], "padding": "SAME"}, T="f32")
    for name, x, y, a, b in (("plain", (3, 4), (4, 5), False, False), ("left", (4, 3), (4, 5), True, False),
                             ("right", (3, 4), (5, 4), False, True), ("both", (4, 3), (5, 4), True, True)):
        yield case("MatMul", f"f32_{name}", [image(*x), image(*y)], [T("f32")], {"transpose_a": a, "transpose_b": b}, T="f32")
        for op in ("BatchMatMul", "BatchMatMulV2"):
            yield case(op, f"f32_{name}", [image(2, *x), image(2, *y)], [T("f32")], {"adj_x": a, "adj_y": b}, T="f32")
    yield case("BatchMatMulV2", "f32_broadcast", [image(2, 1, 3, 4), image(5, 4, 2)], [T("f32")], T="f32")
    for op in ("ResizeBilinear", "ResizeNearestNeighbor"):
        for name, options in (("plain", {}), ("corners", {"align_corners": True}), ("centers", {"half_pixel_centers": True})):
            for size in ([7, 9], [3, 2]):
                yield case(op, f"f32_{name}_{size[0]}", [image(1, 4, 5, 3), ints(size)], [T("f32")], options, T="f32")
    for t in ("f32", "u8"):
        yield case("SpaceToDepth", t, [T(t, (1, 4, 6, 3))], [T(t)], {"block_size": 2, "data_format": "NHWC"}, T=t)
        yield case("DepthToSpace", t, [T(t, (1, 2, 3, 8))], [T(t)], {"block_size": 2}, T=t)
    yield case("SpaceToBatchND", "f32", [image(1, 4, 6, 2), ints([2, 3]), T("i32", (2, 2), data=[[1, 1], [0, 0]])], [T("f32")],
               T="f32", Tblock_shape="i32", Tpaddings="i32")
    yield case("BatchToSpaceND", "f32", [image(6, 2, 2, 2), ints([2, 3]), T("i32", (2, 2), data=[[1, 0], [0, 1]])], [T("f32")],
               T="f32", Tblock_shape="i32", Tcrops="i32")


def cases():
    yield from special()
    yield from elementwise()
    yield from reductions()
    yield from shapes()
    yield from images()
