"""Select TF ops that change rows, scan, pass values on, or give gradients of such."""
from cases.tf_lists import NAMES, constant, list_type, taken_apart
from cases.tf_state import VARIANT
from cases.tf_twins import case, ints
from graphs import GraphCase
from reference import Shape
from single_op import T

INF, NAN = float("inf"), float("nan")


def rows():
    for op, kinds in (("InplaceUpdate", ("f32", "i32", "i64", "u8", "bool")), ("InplaceAdd", ("f32", "i32", "i64")), ("InplaceSub", ("f32", "i32", "i64"))):
        for t in kinds:
            yield case(op, t, [T(t, (4, 3)), ints([2, 0, 2]), T(t, (3, 3))], [T(t)], T=t)
            yield case(op, f"{t}_around", [T(t, (3,)), ints([-1, 7, -9], feed=True), T(t, (3,))], [T(t)], T=t)
        yield case(op, "none", [T("f32", (2, 2)), ints([]), T("f32", (0, 2))], [T("f32")], T="f32")
        for name, shape in (("rank", (2,)), ("width", (2, 2)), ("count", (3, 3))):
            yield case(op, name, [T("f32", (4, 3)), ints([1, 2]), T("f32", shape)], [T("f32")], T="f32", refused=True)
    large = [2147483647, -2147483648, 5]
    yield case("InplaceAdd", "wraps", [T("i32", (3,), feed=large), ints([0, 1]), T("i32", (2,), feed=[1, -1])], [T("i32")], T="i32")
    yield case("InplaceSub", "wraps", [T("i32", (3,), feed=large), ints([0, 1]), T("i32", (2,), feed=[-1, 1])], [T("i32")], T="i32")


def scans():
    for axis in (0, 1, -1):
        for exclusive in (False, True):
            for reverse in (False, True):
                options = {"exclusive": exclusive, "reverse": reverse}
                yield case("CumulativeLogsumexp", f"f32_{axis}_{int(exclusive)}{int(reverse)}", [T("f32", (3, 5, 2)), ints(axis)], [T("f32")], options, T="f32", Tidx="i32")
    wild = [-INF, -INF, 1, 1000, -1000, 1001, 3e38, 3e38, INF, 0]
    yield case("CumulativeLogsumexp", "f32_special", [T("f32", (10,), feed=wild), ints(0, "i64")], [T("f32")], T="f32", Tidx="i64")
    yield case("CumulativeLogsumexp", "axis", [T("f32", (3,)), ints(1)], [T("f32")], T="f32", Tidx="i32", refused=True)


def boxes():
    shares = [[1, .6, .1, .55, 0], [.6, 1, .5, .2, 0], [.1, .5, 1, .7, .3], [.55, .2, .7, 1, .5], [0, 0, .3, .5, 1]]
    scalar = lambda x: T("f32", (), data=x)
    inputs = lambda most, overlap, least=0., scores=None: [T("f32", (5, 5), feed=shares), T("f32", (5,), feed=scores or [.9, .75, .6, .95, .2]), ints(most), scalar(overlap), scalar(least)]
    for overlap in (.1, .5, .55, 1.):
        for most in (1, 3, 9):
            yield case("NonMaxSuppressionWithOverlaps", f"{most}_{overlap}", inputs(most, overlap), [T("i32")])
    yield case("NonMaxSuppressionWithOverlaps", "least", inputs(5, .9, .6), [T("i32")])
    yield case("NonMaxSuppressionWithOverlaps", "equal", inputs(5, .9, .1, [.5, .7, .5, .7, .5]), [T("i32")])
    yield case("NonMaxSuppressionWithOverlaps", "negative", inputs(-1, .5), [T("i32")], refused=True)
    yield case("NonMaxSuppressionWithOverlaps", "shape", [T("f32", (4, 5)), *inputs(3, .5)[1:]], [T("i32")], refused=True)


def gradients():
    for t in ("f32", "i32", "i64"):
        for name, places in (("some", [4, 0, 2]), ("all", [0, 1, 2, 3, 4]), ("twice", [1, 1])):
            yield case("SparseFillEmptyRowsGrad", f"{t}_{name}", [ints(places, "i64", feed=True), T(t, (5,))], [T(t), T(t)], T=t)
    yield case("SparseFillEmptyRowsGrad", "outside", [ints([5], "i64", feed=True), T("f32", (5,))], [T("f32"), T("f32")], T="f32", refused=True)


def printed(m):
    g = m.graph()
    x = g.input(T("f32", (2,)))
    g.tf_node("PrintV2", [g.tensor(T("str", (), data=b"text"))], [], {"output_stream": "stderr"})
    g.output(g.node("NEG", [x], [T("f32", (2,))]))


def joined(t, shape):
    def make(m):
        g = m.graph()
        x = g.input(T(t, (6, 3)))
        values = g.tf_node("TensorListSplit", [x, constant(g, [-1, 3]), constant(g, [1, 3, 2], "i64")], [VARIANT()], **list_type(NAMES[t]))
        outputs = [g.tensor(T(t)), g.tensor(T("i64"))]
        g.tf_node("TensorListConcat", [values], outputs, {} if shape is None else {"element_shape": shape}, element_dtype=NAMES[t])
        g.output(*outputs)
    return make


def unset(m):
    g = m.graph()
    values = g.tf_node("TensorListResize", [taken_apart(g, "f32"), constant(g, 7)], [VARIANT()])
    outputs = [g.tensor(T("f32")), g.tensor(T("i64"))]
    g.tf_node("TensorListConcat", [values], outputs, {"element_shape": Shape([2])}, element_dtype="float32")
    g.output(*outputs)


def cases():
    yield from rows()
    yield from scans()
    yield from boxes()
    yield from gradients()
    for t in ("f32", "str"):
        yield case("Print", t, [T(t, (2, 3)), T("f32", (2,))], [T(t)], {"message": "m"}, T=t, U=["f32"])
    yield GraphCase("text", "FlexPrintV2", printed)
    for t in ("f32", "i64"):
        for name, shape in (("default", None), ("any", Shape()), ("some", Shape([-1, 3]))):
            yield GraphCase(f"{t}_{name}", "FlexTensorListConcat", joined(t, shape))
    yield GraphCase("other", "FlexTensorListConcat", joined("f32", Shape([-1, 4])), refused=True)
    yield GraphCase("unset", "FlexTensorListConcat", unset, refused=True)
