"""Integers of less than 8 bits in ops that move elements (their weights are in narrow.py), and QUANTIZE to them."""
import numpy as np
from cases.rearrange import ints
from single_op import Case, T

EVEN_ROWS = {"rows": ((4, 6), 0, 0), "planes": ((3, 5, 2), 1, 0), "batch": ((2, 3, 4), 1, 1)}  # shape, axis, batch_dims


def cases():
    for t in ("i4", "u4"):
        for shape, perm in (((3, 5), (1, 0)), ((4, 6), (1, 0)), ((2, 3, 5), (2, 0, 1)), ((2, 3, 4, 5), (0, 3, 1, 2)),
                            ((7,), (0,)), ((0, 3), (1, 0))):
            name = "x".join(map(str, shape))
            yield Case(f"{t}_{name}", "TRANSPOSE", [T(t, shape, data=True), ints(perm)], [T(t)], 4)
            if t == "i4":
                yield Case(f"{t}_{name}_fed", "TRANSPOSE", [T(t, shape, .5, 1), ints(perm)], [T(t, (), .5, 1)], 4)
        yield Case(f"{t}_dynamic", "TRANSPOSE", [T(t, (3, 5), data=True), ints((1, 0), True)], [T(t)], 4)

    for name, (shape, begin, size) in {"middle": ((4, 5, 6), (1, 2, 1), (2, 2, 3)), "even": ((4, 6), (1, 2), (2, 4)),
                                       "rest": ((3, 7), (1, 3), (-1, -1)), "empty": ((3, 5), (1, 1), (2, 0))}.items():
        for dynamic in (False, True)[:1 if name == "empty" else 2]:
            yield Case(f"i4_{name}{'_dynamic' if dynamic else ''}", "SLICE",
                       [T("i4", shape), ints(begin, dynamic), ints(size, dynamic, "i32")], [T("i4")], 7)
    yield Case("i4_beyond", "SLICE", [T("i4", (3, 5)), ints((1, 3)), ints((2, 3))], [T("i4")], 7, refused=True)

    for name, (shape, axis, batch) in EVEN_ROWS.items():
        for t in ("i32", "i64"):
            indices = [[2, 0], [1, 1]] if batch else [2, 0, 1, 2]
            yield Case(f"i4_{name}_{t}", "GATHER", [T("i4", shape, .1, 0, data=True), ints(indices, True, t)],
                       [T("i4", (), .1, 0)], 8, {"axis": axis, "batchDims": batch})
    yield Case("i4_beyond", "GATHER", [T("i4", (4, 6)), ints([4], True)], [T("i4")], 8, refused=True)

    for name, (axis, *shapes) in {"rows": (0, (3, 5), (4, 5)), "even": (1, (3, 4), (3, 6)), "odd": (1, (3, 5), (3, 3), (3, 1)),
                                  "one": (0, (3,)), "empty": (0, (0, 3), (1, 3))}.items():
        yield Case(f"i4_{name}", "CONCATENATION", [T("i4", s, .5, 1) for s in shapes], [T("i4", (), .5, 1)], 4, {"axis": axis})
    yield Case("i4_same", "CONCATENATION", [T("i4", (3, 3))] * 2, [T("i4")], 4, {"axis": 1}, same=True)

    for name, (shape, update, at) in {"even": ((4, 6), (2, 2), (1, 2)), "odd": ((5, 3), (2, 1), (1, 2)),
                                      "pulled_back": ((4, 5), (2, 3), (3, 4)), "whole": ((3, 3), (3, 3), (0, 0))}.items():
        for t in ("i32", "i64"):
            yield Case(f"i4_{name}_{t}", "DYNAMIC_UPDATE_SLICE", [T("i4", shape), T("i4", update), ints(at, True, t)],
                       [T("i4")], 3)

    for a, b in (("i4", "i4"), ("i4", "u4"), ("u4", "i4"), ("u4", "u4"), ("i2", "i2")):
        yield Case(f"{a}_to_{b}", "BITCAST", [T(a, (3, 3), data=True)], [T(b)])

    for t, zero in (("i4", 0), ("i4", 3), ("u4", 7)):
        for scale in (.5, .1, .07):
            scale = float(np.float32(scale))
            ties = [np.float32((k + .5) * scale) for k in range(-9, 9)]
            values = [np.nextafter(x, np.float32(to)) for x in ties for to in (-99, x, 99)]
            yield Case(f"f32_to_{t}_{zero}_{scale:.2f}", "QUANTIZE", [T("f32", (len(values),), feed=values)],
                       [T(t, (), scale, zero)], 6)
        yield Case(f"f32_to_{t}_{zero}_odd", "QUANTIZE", [T("f32", (3, 5, 1))], [T(t, (), .5, zero)], 6)
    for t in ("i4", "u4"):
        yield Case(f"f32_to_{t}_scalar", "QUANTIZE", [T("f32", ())], [T(t, (), .5, 1)], 6)
        yield Case(f"f32_to_{t}_empty", "QUANTIZE", [T("f32", (0, 3))], [T(t, (), .5, 1)], 6)
        yield Case(f"f32_to_{t}_channels", "QUANTIZE", [T("f32", (3, 4))], [T(t, (3, 4), [.5, .1, .2], [0] * 3)], 6,
                   refused=True)

    for t in ("i4", "u4", "i2"):
        for shape in ((5, 4), (3, 2, 6)):
            yield Case(f"{t}_{len(shape)}", "EMBEDDING_LOOKUP", [ints([2, 0, 2], True), T(t, shape, data=True)], [T(t)], 5)
        yield Case(f"{t}_beyond", "EMBEDDING_LOOKUP", [ints([3], True), T(t, (3, 4), data=True)], [T(t)], 5, refused=True)
