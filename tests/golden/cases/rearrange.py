"""Ops that pick, repeat and reorder elements."""
from single_op import Case, T

SCALES = {"i8": (.05, 3), "u8": (.05, 130), "i16": (.001, 0)}
MOST = ("f32", "i8", "u8", "i16", "i32", "i64", "bool")


def tensor(t, shape=(), **more):
    return T(t, shape, *SCALES.get(t, (None, 0)), **more)


def ints(values, feed=False, t="i32"):
    import numpy as np
    shape = np.array(values).shape
    return T(t, shape, feed=values) if feed else T(t, shape, data=values)


def cases():
    for t in ("f32", "i8", "u8", "i16", "i32", "i64", "bool", "str"):
        for axis in (0, 1, -1, -2):
            yield Case(f"{t}_axis{axis}", "EXPAND_DIMS", [tensor(t, (2, 3)), ints([axis])], [tensor(t)])
        yield Case(f"{t}", "SHAPE", [tensor(t, (2, 3, 4))], [T("i32")], options={"outType": 2})
        yield Case(f"{t}", "RANK", [tensor(t, (2, 3, 4))], [T("i32")])
    yield Case("dynamic", "EXPAND_DIMS", [T("f32", (2, 3)), ints([1], True)], [T("f32")])
    yield Case("beyond", "EXPAND_DIMS", [T("f32", (2, 3)), ints([3])], [T("f32")], refused=True)
    yield Case("i64_out", "SHAPE", [T("f32", (2, 0, 4))], [T("i64")], options={"outType": 4})
    yield Case("scalar", "RANK", [T("f32")], [T("i32")])

    for t in ("f32", "i8", "u8", "i16", "i32", "i64"):
        for axis in (0, 1, 2, -1):
            yield Case(f"{t}_axis{axis}", "PACK", [tensor(t, (2, 3)) for _ in range(3)], [tensor(t)],
                       {"i8": 2, "i16": 3}.get(t, 1), {"axis": axis, "valuesCount": 3})
        yield Case(f"{t}_scalars", "PACK", [tensor(t) for _ in range(4)], [tensor(t)], {"i8": 2, "i16": 3}.get(t, 1),
                   {"axis": 0, "valuesCount": 4})
        if t != "i64":
            for axis in (0, 1, -1):
                n = (3, 4, 5)[axis]
                yield Case(f"{t}_axis{axis}", "UNPACK", [tensor(t, (3, 4, 5))], [tensor(t) for _ in range(n)],
                           {"i8": 2, "u8": 2, "i16": 4}.get(t, 1), {"axis": axis, "num": n})
        for axis in (0, 1, -1):
            version = {"i8": 2, "i16": 4, "i32": 3}.get(t, 1)
            yield Case(f"{t}_axis{axis}", "SPLIT", [T("i32", (), data=axis), tensor(t, (4, 6, 2))],
                       [tensor(t), tensor(t)], version, {"numSplits": 2})
            yield Case(f"{t}_axis{axis}", "SPLIT_V",
                       [tensor(t, (6, 6, 6)), ints([1, -1, 2]), T("i32", (), data=axis)],
                       [tensor(t), tensor(t), tensor(t)], 2 if t == "i8" else 1, {"numSplits": 3})
    yield Case("mismatch", "PACK", [T("f32", (2,)), T("f32", (3,))], [T("f32")], options={"axis": 0, "valuesCount": 2},
               refused=True)
    yield Case("wrong_count", "UNPACK", [T("f32", (3, 2))], [T("f32"), T("f32")], options={"axis": 0, "num": 2},
               refused=True)
    yield Case("dynamic", "SPLIT", [T("i32", (), feed=1), T("f32", (4, 6))], [T("f32"), T("f32")],
               options={"numSplits": 2})
    yield Case("uneven", "SPLIT", [T("i32", (), data=0), T("f32", (5, 6))], [T("f32"), T("f32")],
               options={"numSplits": 2}, refused=True)
    yield Case("dynamic", "SPLIT_V", [T("f32", (6, 2)), ints([2, 4], True), T("i32", (), data=0)],
               [T("f32"), T("f32")], options={"numSplits": 2})
    yield Case("too_much", "SPLIT_V", [T("f32", (6, 2)), ints([5, 4]), T("i32", (), data=0)], [T("f32"), T("f32")],
               options={"numSplits": 2}, refused=True)

    slices = {  # name -> (shape, begin, end, strides, masks)
        "plain": ((4, 5, 6), [1, 0, 2], [3, 4, 6], [1, 1, 1], {}),
        "strides": ((7, 9), [0, 1], [7, 9], [2, 3], {}),
        "negative": ((7, 9), [-1, -2], [0, -8], [-2, -3], {}),
        "masks": ((5, 6), [3, 3], [1, 1], [1, 2], {"beginMask": 3, "endMask": 3}),
        "masks_back": ((5, 6), [0, 0], [3, 3], [-1, -2], {"beginMask": 3, "endMask": 3}),
        "shrink": ((4, 5, 6), [2, 1, 0], [3, 4, 6], [1, 1, 1], {"shrinkAxisMask": 1}),
        "shrink_all": ((4, 5), [-1, 2], [0, 3], [1, 1], {"shrinkAxisMask": 3}),
        "fewer": ((4, 5, 6), [1], [3], [1], {}),
        "ellipsis": ((2, 3, 4, 5), [0, 0, 1], [2, 0, 4], [1, 1, 2], {"ellipsisMask": 2}),
        "new_axis": ((3, 4), [0, 0, 1], [3, 0, 4], [1, 1, 1], {"newAxisMask": 2}),
        "ellipsis_new": ((3, 4, 2), [0, 0, 0], [0, 0, 1], [1, 1, 1], {"ellipsisMask": 1, "newAxisMask": 2}),
        "empty": ((4, 5), [3, 0], [1, 5], [1, 1], {}),
        "clamped": ((4, 5), [-9, 2], [9, 99], [1, 1], {}),
        "masked_index": ((4, 5), [2, 3], [3, 5], [1, 1], {"beginMask": 1, "shrinkAxisMask": 1}),
        "rank5": ((2, 3, 2, 3, 2), [0, 1, 0, 2, 0], [2, 3, 1, 0, 2], [1, 1, 1, -1, 1], {}),
    }
    for t in MOST:
        for name, (shape, begin, end, strides, masks) in slices.items():
            options = {k: masks.get(k, 0) for k in ("beginMask", "endMask", "ellipsisMask", "newAxisMask",
                                                    "shrinkAxisMask")}
            yield Case(f"{t}_{name}", "STRIDED_SLICE", [tensor(t, shape), ints(begin), ints(end), ints(strides)],
                       [tensor(t)], 6, options)
    yield Case("dynamic", "STRIDED_SLICE", [T("f32", (4, 5)), ints([1, 0], True), ints([3, 4]), ints([1, 1])],
               [T("f32")])
    for name, begin, mask in (("offset", 2, 0), ("offset_negative", -5, 0), ("offset_clamped", -12, 0),
                              ("offset_masked", 3, 1)):
        yield Case(name, "STRIDED_SLICE", [T("f32", (9,)), ints([begin]), ints([4]), ints([1])], [T("f32")], 8,
                   {"offset": True, "beginMask": mask})
    yield Case("zero_stride", "STRIDED_SLICE", [T("f32", (4,)), ints([1]), ints([3]), ints([0])], [T("f32")],
               refused=True)

    for t in MOST:
        version = {"i8": 2, "i16": 4}.get(t, 1)
        for i, (shape, begin, size) in enumerate([((4, 5, 6), [1, 0, 2], [2, 5, -1]), ((7,), [6], [1]),
                                                  ((2, 3, 4, 5), [0, 1, 2, 3], [2, 2, 1, 2]), ((4,), [4], [0]),
                                                  ((2, 2, 2, 2, 3), [1, 0, 1, 0, 1], [1, 2, 1, -1, 2])]):
            yield Case(f"{t}_{i}", "SLICE", [tensor(t, shape), ints(begin), ints(size)], [tensor(t)], max(version, 5))
        for perm in ([1, 0], [0, 1], [2, 0, 1], [0, 2, 1], [2, 1, 0], [0, 2, 3, 1], [3, 1, 0, 2], [4, 0, 3, 1, 2],
                     [1, 5, 0, 2, 4, 3]):
            yield Case(f"{t}_{''.join(map(str, perm))}", "TRANSPOSE", [tensor(t, (2, 3, 4, 5, 2, 3)[:len(perm)]), ints(perm)],
                       [tensor(t)], 6 if len(perm) > 5 else 5)
        for i, (shape, times) in enumerate([((2, 3), [2, 3]), ((4,), [1]), ((2, 1, 3), [1, 4, 2]), ((2, 2), [0, 3])]):
            yield Case(f"{t}_{i}", "TILE", [tensor(t, shape), ints(times)], [tensor(t)], 3 if t == "i8" else 1)
        for i, (shape, to) in enumerate([((3,), [2, 3]), ((2, 1, 3), [2, 4, 3]), ((1,), [2, 2, 2]), ((1, 2), [0, 2])]):
            yield Case(f"{t}_{i}", "BROADCAST_TO", [tensor(t, shape), ints(to)], [tensor(t)], 3)
        for axes in ([0], [1], [2], [-1]):
            yield Case(f"{t}_{axes[0]}", "REVERSE_V2", [tensor(t, (2, 3, 4)), ints(axes)], [tensor(t)], 3)
        for n, axis, batch, indices in (("first", 0, 0, [2, 0, 1, 1]), ("last", -1, 0, [[0, 3], [1, 1]]),
                                        ("scalar", 1, 0, 2), ("batch", 1, 1, [[0, 2], [1, 1], [2, 0]])):
            yield Case(f"{t}_{n}", "GATHER", [tensor(t, (3, 3, 4)), ints(indices)], [tensor(t)], 5,
                       {"axis": axis, "batchDims": batch})
        for n, indices in (("elements", [[0, 1, 2], [2, 2, 3]]), ("slices", [[1], [0], [2], [1]]),
                           ("deep", [[[0, 1]], [[2, 2]]])):
            yield Case(f"{t}_{n}", "GATHER_ND", [tensor(t, (3, 3, 4)), ints(indices)], [tensor(t)], 5 if t == "bool" else 3)
        yield Case(f"{t}", "FILL", [ints([2, 3, 4]), tensor(t, (), data=True)], [tensor(t)], 3)
    for t in ("f32", "i8", "u8", "i32", "i64"):
        yield Case(f"{t}", "SPACE_TO_DEPTH", [tensor(t, (2, 4, 6, 3))], [tensor(t)], 2, {"blockSize": 2})
        yield Case(f"{t}", "DEPTH_TO_SPACE", [tensor(t, (2, 2, 3, 12))], [tensor(t)], 2, {"blockSize": 2})
    for t in ("f32", "i32", "i64"):
        yield Case(f"{t}", "ZEROS_LIKE", [tensor(t, (2, 3))], [tensor(t)])
        for n, (a, b, c) in {"up": (0, 10, 3), "down": (10, -2, -5), "one": (3, 4, 1)}.items():
            yield Case(f"{t}_{n}", "RANGE", [T(t, (), data=a), T(t, (), data=b), T(t, (), data=c)], [T(t)],
                       2 if t == "i64" else 1)
        yield Case(f"{t}_dynamic", "RANGE", [T(t, (), feed=1), T(t, (), feed=9), T(t, (), feed=2)], [T(t)],
                   2 if t == "i64" else 1)
        yield Case(f"{t}_wrong_way", "RANGE", [T(t, (), data=1), T(t, (), data=9), T(t, (), data=-2)], [T(t)],
                   2 if t == "i64" else 1, refused=True)
    yield Case("fraction", "RANGE", [T("f32", (), data=.5), T("f32", (), data=3.1), T("f32", (), data=.3)], [T("f32")])
    yield Case("dynamic", "SLICE", [T("f32", (4, 5)), ints([1, 0], True), ints([3, 4], True)], [T("f32")])
    yield Case("beyond", "SLICE", [T("f32", (4, 5)), ints([1, 0]), ints([4, 4])], [T("f32")], refused=True)
    yield Case("dynamic", "TRANSPOSE", [T("f32", (4, 5)), ints([1, 0], True)], [T("f32")])
    yield Case("beyond", "TRANSPOSE", [T("f32", (4, 5)), ints([1, 2])], [T("f32")], refused=True)
    yield Case("dynamic", "TILE", [T("f32", (4, 5)), ints([1, 2], True)], [T("f32")])
    yield Case("i64_times", "TILE", [T("f32", (4, 5)), ints([1, 2], t="i64")], [T("f32")])
    yield Case("dynamic", "BROADCAST_TO", [T("f32", (1, 5)), ints([3, 5], True)], [T("f32")], 2)
    yield Case("wrong", "BROADCAST_TO", [T("f32", (2, 5)), ints([3, 5])], [T("f32")], 2, refused=True)
    yield Case("beyond", "GATHER", [T("f32", (4, 5)), ints([1, 4])], [T("f32")], options={"axis": 0}, refused=True)
    yield Case("i64_indices", "GATHER", [T("f32", (4, 5)), ints([1, 3], t="i64")], [T("f32")], options={"axis": 0})
    yield Case("beyond", "GATHER_ND", [T("f32", (4, 5)), ints([[1, 5]])], [T("f32")], refused=True)
    yield Case("dynamic", "FILL", [ints([2, 3], True), T("f32", ())], [T("f32")])
    yield Case("i64_dims", "FILL", [ints([2, 3], t="i64"), T("f32", ())], [T("f32")])
    yield Case("negative", "FILL", [ints([2, -3]), T("f32", ())], [T("f32")], refused=True)
