"""Strings in ops that move or compare elements."""
import numpy as np
from single_op import Case, T

INDEX = ("i32", "i64")


def cases():
    for index in INDEX:
        lists = lambda *values: [T(index, (len(v),), data=v) for v in values]
        for name, (shape, begin, size) in {"2d": ((3, 4), [1, 0], [2, 3]), "rest": ((5,), [2], [-1]), "none": ((3,), [1], [0])}.items():
            yield Case(f"str_{name}_{index}", "SLICE", [T("str", shape), *lists(begin, size)], [T("str")], 5)
        yield Case(f"str_fed_{index}", "SLICE", [T("str", (3, 4)), T(index, (2,), feed=[1, 1]), T(index, (2,), feed=[1, 2])],
                   [T("str")], 5)
        for name, (shape, times) in {"2d": ((2, 3), [2, 2]), "none": ((2, 3), [0, 1]), "vector": ((4,), [3])}.items():
            yield Case(f"str_{name}_{index}", "TILE", [T("str", shape), *lists(times)], [T("str")], 3)
        yield Case(f"str_{index}", "FILL", [T(index, (2,), data=[2, 3]), T("str", (), feed=b"abc")], [T("str")], 3)
        yield Case(f"str_empty_{index}", "FILL", [T(index, (2,), data=[2, 0]), T("str", (), feed=b"abc")], [T("str")], 3)
        for name, (shape, at, axis) in {"vector": ((5,), [4, 0, 4], 0), "none": ((5,), [], 0)}.items():
            yield Case(f"str_{name}_{index}", "GATHER", [T("str", shape), T(index, (len(at),), feed=at)], [T("str")], 4,
                       dict(axis=axis))
        yield Case(f"str_outside_{index}", "GATHER", [T("str", (3,)), T(index, (1,), feed=[3])], [T("str")], 4, refused=True)
        yield Case(f"str_points_{index}", "GATHER_ND", [T("str", (3, 2)), T(index, (4, 2), feed=[[0, 0], [2, 1], [1, 0], [2, 1]])],
                   [T("str")], 4)
        yield Case(f"str_rows_{index}", "GATHER_ND", [T("str", (3, 2)), T(index, (2, 1), feed=[[2], [0]])], [T("str")], 4)
    for name, (shape, begin, end, strides, masks) in {
            "basic": ((3, 4), [0, 1], [2, 4], [1, 2], {}), "back": ((5,), [-1], [-6], [-2], {}),
            "shrink": ((3, 4), [1, 0], [2, 4], [1, 1], dict(shrinkAxisMask=1)),
            "masks": ((3, 4), [1, 1], [2, 2], [1, 1], dict(beginMask=1, endMask=2))}.items():
        yield Case(f"str_{name}", "STRIDED_SLICE",
                   [T("str", shape), *(T("i32", (len(v),), data=v) for v in (begin, end, strides))], [T("str")], 5, masks)
    words = np.array([b"a", b"bb", b"", b"a", b"bb", b"c"])
    for op, version in (("EQUAL", 5), ("NOT_EQUAL", 4)):
        yield Case("str_equal", op, [T("str", (2, 3), feed=words), T("str", (2, 3), feed=words[::-1])], [T("bool")], version)
        yield Case("str_row", op, [T("str", (2, 3), feed=words), T("str", (3,), feed=words[:3])], [T("bool")], version)
        yield Case("str_both", op, [T("str", (3, 1), feed=words[:3]), T("str", (1, 3), feed=words[3:])], [T("bool")], version)
        yield Case("str_scalar", op, [T("str", (2, 3), feed=words), T("str", (), feed=b"bb")], [T("bool")], version)
