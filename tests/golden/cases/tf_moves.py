"""Select TF ops that move elements, on strings."""
from cases.tf_string import WORDS
from cases.tf_twins import case, ints
from single_op import T

MORE = [b"one", b"two", b"", b"four", b"5", b"6" * 20, b"\xe2\x82\xac", b"eight"]


def words(shape=(2, 4), values=None):
    n = 1
    for d in shape:
        n *= d
    values = WORDS if values is None else values
    return T("str", shape, feed=[values[i % 8] for i in range(n)])


def scalar(text, feed=False):
    return T("str", (), **{"feed" if feed else "data": text})


def joins():
    for axis in (0, 1, -1):
        yield case("Pack", f"str_{axis}", [words(), words(values=MORE), words()], [T("str")], {"N": 3, "axis": axis}, T="str")
        yield case("ConcatV2", f"str_{axis}", [words(), words((2, 4), MORE), words(), ints(axis)], [T("str")], {"N": 3}, T="str", Tidx="i32")
    yield case("Pack", "str_scalars", [scalar(b"x"), scalar(b""), scalar(b"zz")], [T("str")], {"N": 3}, T="str")
    yield case("ConcatV2", "str_fed", [words((2, 1)), words((2, 3)), ints(1, feed=True)], [T("str")], {"N": 2}, T="str", Tidx="i32")
    yield case("ConcatV2", "str_shapes", [words((2, 1)), words((3, 1)), ints(1, feed=True)], [T("str")], {"N": 2}, T="str", Tidx="i32", refused=True)
    for axis in (0, 1):
        yield case("Split", f"str_{axis}", [ints(axis), words()], [T("str"), T("str")], {"num_split": 2}, T="str")
        yield case("SplitV", f"str_{axis}", [words((4, 4)), ints([1, 3]), ints(axis)], [T("str"), T("str")], {"num_split": 2}, T="str", Tlen="i32")
        yield case("Unpack", f"str_{axis}", [words()], [T("str")] * (4 if axis else 2), {"num": 4 if axis else 2, "axis": axis}, T="str")
    yield case("Split", "str_fed", [ints(1, feed=True), words()], [T("str"), T("str")], {"num_split": 2}, T="str")
    indices = [ints([3, 0], feed=True), ints([1, 2, 0], feed=True)]
    yield case("DynamicStitch", "str", [*indices, words((2, 2)), words((3, 2), MORE)], [T("str")], {"N": 2}, T="str")
    yield case("DynamicStitch", "str_gaps", [ints([4, 1]), ints([6]), words((2,)), words((1,), MORE)], [T("str")], {"N": 2}, T="str")


def choices():
    condition = T("bool", (2, 4), feed=[1, 0, 0, 1, 0, 1, 1, 0])
    yield case("Select", "str", [condition, words(), words(values=MORE)], [T("str")], T="str")
    yield case("Select", "str_rows", [T("bool", (2,), feed=[0, 1]), words(), words(values=MORE)], [T("str")], T="str")
    yield case("SelectV2", "str", [condition, words(), words(values=MORE)], [T("str")], T="str")
    yield case("SelectV2", "str_broadcast", [T("bool", (2, 1), feed=[0, 1]), words((4,)), scalar(b"other")], [T("str")], T="str")
    yield case("SelectV2", "str_shapes", [T("bool", (3, 1), feed=[0, 1, 1]), words(), scalar(b"other")], [T("str")], T="str", refused=True)
    for op in ("Equal", "NotEqual"):
        yield case(op, "str", [words(), words((4,), [b"Tare", b"", *MORE[2:]])], [T("bool")], T="str")
    for i in ("i32", "i64"):
        yield case("GatherV2", f"str_{i}", [words((4, 2)), ints([3, 0, 0], i, feed=True), ints(0)], [T("str")], Tparams="str", Tindices=i, Taxis="i32")
        yield case("GatherV2", f"str_{i}_axis", [words(), ints([3, 0, 0], i), ints(1, feed=True)], [T("str")], Tparams="str", Tindices=i, Taxis="i32")
        yield case("Gather", f"str_{i}", [words((4, 2)), ints([3, 0, 0], i, feed=True)], [T("str")], Tparams="str", Tindices=i)
        yield case("GatherNd", f"str_{i}", [words(), T(i, (3, 2), feed=[[0, 1], [1, 3], [0, 0]])], [T("str")], Tparams="str", Tindices=i)
    yield case("GatherV2", "str_outside", [words((4,)), ints([4], feed=True), ints(0)], [T("str")], Tparams="str", Tindices="i32", Taxis="i32", refused=True)


def shapes():
    for feed in (False, True):
        label = "str_fed" if feed else "str"
        yield case("Transpose", label, [words((2, 2, 2)), ints([2, 0, 1], feed=feed)], [T("str")], T="str", Tperm="i32")
        yield case("ReverseV2", label, [words(), ints([1], feed=feed)], [T("str")], T="str", Tidx="i32")
        yield case("BroadcastTo", label, [words((4, 1)), ints([2, 4, 3], feed=feed)], [T("str")], T="str", Tidx="i32")
        border = lambda: T("i32", (2, 2), **{"feed" if feed else "data": [[1, 0], [0, 2]]})
        yield case("Pad", label, [words(), border()], [T("str")], T="str", Tpaddings="i32")
        yield case("PadV2", label, [words(), border(), scalar(b"pad")], [T("str")], T="str", Tpaddings="i32")
        yield case("Slice", label, [words(), ints([0, 1], feed=feed), ints([2, -1], feed=feed)], [T("str")], T="str", Index="i32")
        yield case("Tile", label, [words((2, 2)), ints([2, 3], feed=feed)], [T("str")], T="str", Tmultiples="i32")
        yield case("StridedSlice", label, [words((4, 2)), ints([3, 0], feed=feed), ints([0, 2], feed=feed), ints([-2, 1], feed=feed)], [T("str")], {"end_mask": 1}, T="str", Index="i32")
        yield case("Fill", label, [ints([2, 3], feed=feed), scalar(b"same")], [T("str")], T="str", index_type="i32")
    yield case("Transpose", "str_bad", [words((2, 2, 2)), ints([2, 0, 0], feed=True)], [T("str")], T="str", Tperm="i32", refused=True)
    yield case("BroadcastTo", "str_bad", [words((4, 2)), ints([2, 4, 3], feed=True)], [T("str")], T="str", Tidx="i32", refused=True)


def cases():
    yield from joins()
    yield from choices()
    yield from shapes()
