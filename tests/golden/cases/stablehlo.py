"""StableHLO's ops, DILATE and DYNAMIC_UPDATE_SLICE."""
import numpy as np
from single_op import Case, T

INTEGERS = ("i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64")
SHAPES = {"scalar": (), "matrix": (3, 7), "rank5": (2, 1, 3, 2, 2), "empty": (2, 0)}


def cases():
    for op in ("ADD", "MULTIPLY", "MAXIMUM", "MINIMUM", "AND"):
        for t in INTEGERS + (("bool",) if op == "AND" else ("f32", "f64", "f16")):
            for name, shape in SHAPES.items():
                yield Case(f"{t}_{name}", f"STABLEHLO_{op}", [T(t, shape), T(t, shape)], [T(t)])
            if t in INTEGERS:
                info = np.iinfo(dict(i="int", u="uint")[t[0]] + t[1:])
                ends = [info.min, info.max, 0, 1]
                yield Case(f"{t}_ends", f"STABLEHLO_{op}", [T(t, (4,), feed=ends), T(t, (4,), feed=ends[::-1])], [T(t)])
        yield Case("i32_shapes", f"STABLEHLO_{op}", [T("i32", (2, 3)), T("i32", (3,))], [T("i32")], refused=True)
    for t in ("i8", "i16", "i32"):
        shifts = [0, 1, 3, 7, 2]
        yield Case(f"{t}", "STABLEHLO_SHIFT_LEFT", [T(t, (5,), feed=[1, -3, 100, 1, 77]), T(t, (5,), feed=shifts)], [T(t)])
        yield Case(f"{t}_rank3", "STABLEHLO_SHIFT_LEFT", [T(t, (2, 3, 4)), T(t, (2, 3, 4), low=0, high=8)], [T(t)])
    pads = {"edges": ((2, 3), [1, 2], [0, 1], [0, 0]), "interior": ((3, 2), [0, 1], [1, 0], [2, 1]),
            "crop": ((5, 6), [-1, -2], [-1, 1], [0, 0]), "crop_interior": ((4, 5), [-2, 1], [2, -3], [1, 2]),
            "gone": ((2, 3), [-3, 0], [0, 0], [0, 0]), "empty": ((0, 3), [1, 0], [1, 0], [1, 1]),
            "rank4": ((2, 1, 3, 2), [0, 1, 0, 1], [1, 0, 0, 1], [0, 2, 1, 0])}
    for t in ("f32", "i8", "i16", "i64", "f16", "bool"):
        for name, (shape, low, high, interior) in pads.items():
            yield Case(f"{t}_{name}", "STABLEHLO_PAD", [T(t, shape), T(t, ())], [T(t)],
                       options=dict(edgePaddingLow=low, edgePaddingHigh=high, interiorPadding=interior))
    for t in ("f32", "i8", "u16", "i64", "f16", "bool"):
        for name, (shape, by) in {"plain": ((3, 4), [2, 3]), "one": ((3, 2), [1, 1]),
                                  "rank4": ((2, 1, 3, 2), [2, 5, 1, 3])}.items():
            yield Case(f"{t}_{name}", "DILATE", [T(t, shape), T("i32", (len(by),), data=by), T(t, (1,))], [T(t)])
        yield Case(f"{t}_dynamic", "DILATE", [T(t, (3, 4)), T("i32", (2,), feed=[2, 1]), T(t, (1,))], [T(t)])
    yield Case("f32_empty", "DILATE", [T("f32", (2, 0)), T("i32", (2,), data=[2, 2]), T("f32", (1,))], [T("f32")], refused=True)
    yield Case("f32_zero", "DILATE", [T("f32", (3,)), T("i32", (1,), data=[0]), T("f32", (1,))], [T("f32")], refused=True)
    for t in ("f32", "i8", "i16", "i32", "i64", "bool", "f16", "c64"):
        for name, (shape, part, at) in {"inside": ((4, 5), (2, 3), [1, 1]), "clamped": ((4, 5), (2, 3), [3, -2]),
                                        "whole": ((4, 5), (4, 5), [7, 7]), "nothing": ((4, 5), (0, 3), [1, 1]),
                                        "rank4": ((2, 3, 4, 2), (1, 2, 4, 1), [1, 1, 0, 1])}.items():
            for index in ("i32", "i64") if t == "f32" else ("i32",):
                yield Case(f"{t}_{name}_{index}", "DYNAMIC_UPDATE_SLICE",
                           [T(t, shape), T(t, part), T(index, (len(at),), feed=at)], [T(t)], 2)
    yield Case("f32_large", "DYNAMIC_UPDATE_SLICE", [T("f32", (2, 2)), T("f32", (3, 2)), T("i32", (2,), feed=[0, 0])],
               [T("f32")], refused=True)
    gathers = {
        # operand, start indices, their dimension of vectors, map, slice sizes, collapsed, offset dimensions of the result
        "rows": ((5, 3), [[4], [0], [9]], 1, [0], [1, 3], [0], [1], 2),
        "scalars": ((5, 3), [[1, 2], [0, 0], [-4, 7]], 1, [0, 1], [1, 1], [0, 1], [], 1),
        "windows": ((4, 5), [[0, 1], [3, 4]], 1, [0, 1], [2, 3], [], [1, 2], 3),
        "turned": ((4, 5, 2), [[0, 3], [1, 2]], 0, [1, 0], [2, 1, 2], [1], [0, 2], 3),
    }
    for t in ("f32", "i8", "i16", "i64", "bool"):
        for name, (shape, at, dim, to, sizes, collapsed, offsets, rank) in gathers.items():
            for index in ("i32", "i64") if t == "f32" else ("i32",):
                yield Case(f"{t}_{name}_{index}", "STABLEHLO_GATHER", [T(t, shape), T(index, np.shape(at), feed=at)],
                           [T(t, (1,) * rank)],
                           options=dict(offsetDims=offsets, collapsedSliceDims=collapsed, startIndexMap=to, indexVectorDim=dim,
                                        sliceSizes=sizes))
    for algorithm, name in ((0, "default"), (1, "philox"), (2, "threefry")):
        for t in ("i32", "u32", "i64", "u64"):
            for state in ([1, 2], [2 ** 63 + 5, 2 ** 64 - 2], [7, 2 ** 32 - 2, 2 ** 40 + 3]):
                if algorithm == 2 and len(state) == 3:
                    continue
                yield Case(f"{t}_{name}_{state[0]}", "STABLEHLO_RNG_BIT_GENERATOR",
                           [T("u64", (len(state),), feed=np.array(state, np.uint64))], [T("u64", (len(state),)), T(t, (3, 7))],
                           options=dict(algorithm=algorithm))
