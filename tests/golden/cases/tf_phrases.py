"""Select TF ops on strings: patterns that are inputs, sets of strings, numbers and tensors as text."""
import numpy as np
from cases.tf_lists import constant, list_type
from cases.tf_regex import REPLACED, TEXTS, WHOLE
from cases.tf_state import VARIANT
from cases.tf_string import WORDS, texts
from cases.tf_twins import case, ints
from graphs import GraphCase
from single_op import T

INF, NAN = float("inf"), float("nan")
SOME = [b"b", b"a", b"", b"b", b"longer one", b"a", b"c", b"\xc3\x84"]
REALS = [0., -0., 1., -1.5, .1, 1 / 3, 123456.789, 1e6, 100000., 1e7, 123456789., 3.4e38, 1.2e-38, 16777216., .0001, .00001, INF, -INF, 2.5, 3.5, .125]


def patterns():
    scalar = lambda text, feed=False: T("str", (), **{"feed" if feed else "data": text})
    for n, (pattern, rewrite) in enumerate(REPLACED[::3]):
        yield case("RegexReplace", str(n), [T("str", (16,), feed=TEXTS), scalar(pattern.encode()), scalar(rewrite.encode())], [T("str")], {"replace_global": n % 2 == 0})
    yield case("RegexReplace", "default", [T("str", (4, 4), feed=TEXTS), scalar(b"a"), scalar(b"b")], [T("str")])
    for n, pattern in enumerate(WHOLE[::2]):
        yield case("RegexFullMatch", str(n), [T("str", (2, 8), feed=TEXTS), scalar(pattern.encode())], [T("bool")])


def sets():
    x = lambda: T("str", (8,), feed=SOME)
    for i in ("i32", "i64"):
        yield case("Unique", f"str_{i}", [x()], [T("str"), T(i)], T="str", out_idx=i)
        yield case("UniqueWithCounts", f"str_{i}", [x()], [T("str"), T(i), T(i)], T="str", out_idx=i)
        for axes in ([], [0], [-1]):
            yield case("UniqueV2", f"str_{i}_{axes}", [x(), ints(axes)], [T("str"), T(i)], T="str", Taxis="i32", out_idx=i)
            yield case("UniqueWithCountsV2", f"str_{i}_{axes}", [x(), ints(axes)], [T("str"), T(i), T(i)], T="str", Taxis="i32", out_idx=i)
        yield case("ListDiff", f"str_{i}", [x(), T("str", (3,), feed=[b"a", b"c", b"none"])], [T("str"), T(i)], T="str", out_idx=i)
        yield case("UnsortedSegmentJoin", f"{i}", [x(), ints([2, 0, 2, 1, 0, 4, 2, 2], i, feed=True), ints(5)], [T("str")], {"separator": ", "}, Tindices=i, Tnumsegments="i32")
        yield case("UnsortedSegmentJoin", f"{i}_slices", [T("str", (3, 2), feed=SOME[:6]), ints([1, 1, 0], i, feed=True), ints(2, i)], [T("str")], Tindices=i, Tnumsegments=i)
        yield case("UnsortedSegmentJoin", f"{i}_matrix", [T("str", (2, 2, 2), feed=SOME), T(i, (2, 2), feed=[[1, 0], [0, 1]]), ints(2, i, feed=True)], [T("str")],
                   {"separator": "-"}, Tindices=i, Tnumsegments=i)
    for id in (3, -1):
        yield case("UnsortedSegmentJoin", f"outside_{id}", [T("str", (2,), feed=SOME[:2]), ints([0, id], feed=True), ints(3)], [T("str")], Tindices="i32", Tnumsegments="i32", refused=True)
    yield case("UnsortedSegmentJoin", "shape", [T("str", (2,), feed=SOME[:2]), ints([0, 1, 1], feed=True), ints(3)], [T("str")], Tindices="i32", Tnumsegments="i32", refused=True)
    for name, shape, where in (("vector", (8,), ints([1, 0, 1, 2, 0, 1, 2, 2], feed=True)), ("rows", (4, 2), ints([2, 0, 1, 2], feed=True)),
                               ("matrix", (2, 4), T("i32", (2, 4), feed=[[0, 2, 1, 0], [1, 1, 2, 0]]))):
        yield case("DynamicPartition", f"str_{name}", [T("str", shape, feed=SOME), where], [T("str")] * 3, {"num_partitions": 3}, T="str")
    yield case("DynamicPartition", "str_none", [T("str", (2,), feed=SOME[:2]), ints([1, 1], feed=True)], [T("str")] * 2, {"num_partitions": 2}, T="str")
    yield case("DynamicPartition", "str_outside", [T("str", (2,), feed=SOME[:2]), ints([1, 2], feed=True)], [T("str")] * 2, {"num_partitions": 2}, T="str", refused=True)


def numbers():
    formats = [{}, {"precision": 0}, {"precision": 3}, {"scientific": True}, {"shortest": True}, {"scientific": True, "precision": 2}, {"shortest": True, "precision": 4},
               {"width": 12}, {"width": 12, "fill": "0", "precision": 1}, {"fill": "+"}, {"fill": " ", "precision": 2}, {"width": 14, "fill": "-"}, {"fill": "#", "precision": 0},
               {"width": 0, "fill": "0"}, {"width": 64, "precision": 64}]
    for t in ("f32", "f64"):
        for n, options in enumerate(formats):
            yield case("AsString", f"{t}_{n}", [T(t, (3, 7), feed=REALS)], [T("str")], options, T=t)
        yield case("AsString", f"{t}_both", [T(t, (3,))], [T("str")], {"shortest": True, "scientific": True}, T=t, refused=True)
    yield case("AsString", "f32_nan", [T("f32", (2,), feed=[NAN, 1])], [T("str")], {"precision": 2}, T="f32")


def templates():
    write = lambda name, inputs, options, **more: case("StringFormat", name, inputs, [T("str")], options, T=[x.type for x in inputs], **more)
    braces = {"placeholder": "{}"}
    every = {**braces, "template": "{}", "summarize": -1}
    yield write("two", [T("f32", (), data=1.5), T("i32", (3,))], {**braces, "template": "a {} b {}."})
    yield write("default", [T("i32", (9,))], {})
    yield write("none", [], {**braces, "template": "text only"})
    yield write("few", [T("i32", (2,))], {**braces, "template": "{} {}"}, refused=True)
    yield write("many", [T("i32", (2,)), T("i32", (2,))], {**braces, "template": "{}"}, refused=True)
    for t in ("i8", "u8", "i16", "i32", "i64", "u16", "u32", "u64", "bool"):
        yield write(t, [T(t, (5,))], every)
    yield write("f32", [T("f32", (len(REALS),), feed=[x for x in REALS])], every)
    yield write("f32_nan", [T("f32", (2,), feed=[NAN, 1])], every)
    yield write("str", [T("str", (8,), feed=[*WORDS[:4], b"\"quoted\"", b"it's", b"a\\b\nc\rd\te", b"\x01\x1f\x7f\xff"])], every)
    yield write("str_scalar", [T("str", (), data=b"x y")], {**braces, "template": "<{}>"})
    for name, shape in (("matrix", (2, 3)), ("deep", (2, 3, 4)), ("long", (9, 8)), ("long_deep", (7, 2, 9)), ("four", (2, 2, 2, 2)), ("row", (1, 12))):
        for summarize in (-1, 0, 1, 3):
            yield write(f"{name}_{summarize}", [T("i32", shape)], {**braces, "template": "x={}", "summarize": summarize})
    for name, shape in (("empty", (0,)), ("empty_rows", (2, 0)), ("no_rows", (0, 2))):
        yield write(name, [T("f32", shape)], {**braces, "template": "{}"})


def joined(leading):
    def make(m):
        g = m.graph()
        x = g.input(T("str", (6, 2), feed=np.reshape((SOME + WORDS)[:12], (6, 2))))
        values = g.tf_node("TensorListSplit", [x, constant(g, [-1, 2]), constant(g, [1, 3, 2], "i64")], [VARIANT()], **list_type("string"))
        if leading:
            values = g.tf_node("TensorListResize", [values, constant(g, len(leading))], [VARIANT()])
        outputs = [g.tensor(T("str")), g.tensor(T("i64"))]
        if leading:
            g.tf_node("TensorListConcatV2", [values, constant(g, [-1, 2]), constant(g, leading, "i64")], outputs, **list_type("string"))
        else:
            g.tf_node("TensorListConcat", [values], outputs, element_dtype="string")
        g.output(*outputs)
    return make


def cases():
    yield from patterns()
    yield from sets()
    yield from numbers()
    yield from templates()
    yield GraphCase("str", "FlexTensorListConcat", joined([]))
    yield GraphCase("str", "FlexTensorListConcatV2", joined([1, 3, 2, 2]))
