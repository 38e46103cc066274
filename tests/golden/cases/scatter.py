"""SCATTER_ND, SEGMENT_SUM, UNSORTED_SEGMENT_…, REVERSE_SEQUENCE, BITWISE_XOR, RIGHT_SHIFT, BITCAST, UNIQUE, SPARSE_TO_DENSE,
MATRIX_DIAG, MATRIX_SET_DIAG, BROADCAST_ARGS, NON_MAX_SUPPRESSION_V4 and _V5."""
import numpy as np
from single_op import Case, T


def suppression(name, boxes, scores, most, overlap, least, sigma=None, fed=False, **more):
    scalar = lambda v, t="f32": T(t, (), **({"feed": v} if fed and t == "i32" else {"data": v}))
    inputs = [T("f32", np.shape(boxes), feed=boxes), T("f32", np.shape(scores), feed=scores), scalar(most, "i32"), scalar(overlap), scalar(least)]
    if sigma is None:
        return Case(name, "NON_MAX_SUPPRESSION_V4", inputs, [T("i32"), T("i32")], **more)
    return Case(name, "NON_MAX_SUPPRESSION_V5", inputs + [scalar(sigma)], [T("i32"), T("f32"), T("i32")], **more)


def cases():
    for t in ("f32", "i32", "i64", "i8", "u8", "bool"):
        for name, indices, update, shape in (("rows", [[4], [1], [4]], (3, 2), [6, 2]), ("points", [[0, 1], [2, 3], [0, 1]], (3,), [3, 4]),
                                             ("blocks", [[[1]], [[0]]], (2, 1, 2, 3), [2, 2, 3]), ("none", np.zeros((0, 1)), (0, 2), [3, 2])):
            for fed in (False, True):
                yield Case(f"{t}_{name}_{fed}", "SCATTER_ND", [T("i32", np.shape(indices), feed=indices), T(t, update),
                                                              T("i32", (len(shape),), **({"feed": shape} if fed else {"data": shape}))], [T(t)])
    for name, indices, update, shape in (("range", [[6]], (1, 2), [6, 2]), ("negative", [[-1]], (1, 2), [6, 2]), ("shape", [[1]], (1, 3), [6, 2])):
        yield Case(f"bad_{name}", "SCATTER_ND", [T("i32", np.shape(indices), feed=indices), T("f32", update), T("i32", (2,), data=shape)], [T("f32")], refused=True)
    for t in ("f32", "i32"):
        for name, shape, ids in (("rows", (5, 3), [0, 0, 1, 2, 2]), ("vector", (4,), [0, 1, 1, 1]), ("one", (2, 2, 2), [0, 0])):
            for fed in (False, True):
                yield Case(f"{t}_{name}_{fed}", "SEGMENT_SUM", [T(t, shape), T("i32", (len(ids),), **({"feed": ids} if fed else {"data": ids}))], [T(t)])
        yield Case(f"{t}_gap", "SEGMENT_SUM", [T(t, (2, 3)), T("i32", (2,), feed=[0, 2])], [T(t)], refused=True)
    for op in ("SUM", "MAX", "MIN", "PROD"):
        for t in ("f32", "i32"):
            for name, shape, ids, count in (("rows", (5, 3), [2, 0, 0, 4, 2], 5), ("left_out", (4, 2), [-1, 1, -1, 1], 3), ("matrix", (2, 2, 3), [[1, 0], [1, 3]], 4), ("none", (0, 2), [], 2)):
                for fed in (False, True):
                    yield Case(f"{t}_{name}_{fed}", f"UNSORTED_SEGMENT_{op}", [T(t, shape), T("i32", np.shape(ids), feed=ids), T("i32", (), **({"feed": count} if fed else {"data": count}))], [T(t)])
            yield Case(f"{t}_beyond", f"UNSORTED_SEGMENT_{op}", [T(t, (2, 3)), T("i32", (2,), feed=[0, 3]), T("i32", (), data=3)], [T(t)], refused=True)
    for t in ("i8", "u8", "i16", "u16", "i32", "u32"):
        for name, a, b in (("same", (2, 3), (2, 3)), ("row", (4, 1, 3), (2, 1))):
            yield Case(f"{t}_{name}", "BITWISE_XOR", [T(t, a), T(t, b)], [T(t)])
        yield Case(f"{t}_shifts", "RIGHT_SHIFT", [T(t, (2, 6)), T(t, (6,), feed=[0, 1, 3, 7, 31, 100])], [T(t)])
    for a, b, shape in (("f32", "i32", (2, 3)), ("f32", "u8", (2, 3)), ("i16", "i64", (3, 4)), ("i8", "i16", (2, 3, 2)), ("i32", "u32", ()), ("u8", "f32", (4,))):
        yield Case(f"{a}_{b}", "BITCAST", [T(a, shape)], [T(b)])
    for t in ("f32", "i32", "i64", "i8", "u8", "i16"):
        for name, values in (("some", [3, 1, 3, 3, 2, 1, 7]), ("one", [5])):
            for index_type, number in (("i32", 2), ("i64", 4)):
                yield Case(f"{t}_{name}_{index_type}", "UNIQUE", [T(t, (len(values),), feed=values)], [T(t), T(index_type)], options={"idxOutType": number})
    for t in ("f32", "i32", "i64", "i8", "u8"):
        for name, indices, shape, values in (("vector", [1, 4], [6], (2,)), ("matrix", [[0, 1], [2, 0], [2, 3]], [3, 4], (3,)), ("one_value", [[1, 1], [0, 2]], [2, 3], ()), ("scalar", 2, [4], ())):
            for index_type in ("i32", "i64"):
                yield Case(f"{t}_{name}_{index_type}", "SPARSE_TO_DENSE", [T(index_type, np.shape(indices), feed=indices), T(index_type, (len(shape),), data=shape), T(t, values), T(t, (), feed=7)], [T(t)])
    for t in ("f32", "i32", "i64", "i8", "u8", "i16"):
        for name, shape in (("vector", (3,)), ("batch", (2, 2, 3))):
            yield Case(f"{t}_{name}", "MATRIX_DIAG", [T(t, shape)], [T(t)])
        for name, shape in (("square", (3, 3)), ("batch", (2, 3, 3, 3))):
            yield Case(f"{t}_{name}", "MATRIX_SET_DIAG", [T(t, shape), T(t, (*shape[:-2], min(shape[-2:])))], [T(t)])
    for t in ("f32", "i32", "i64", "i16", "u8"):
        for name, shape, lengths, sequence, batch in (("rows", (3, 4), [1, 4, 0], 1, 0), ("columns", (4, 3), [2, 3, 4], 0, 1), ("blocks", (2, 3, 4, 2), [3, 1, 2, 2], 1, 2), ("inner", (3, 2, 4), [4, 1, 2], 2, 0)):
            for lengths_type in ("i32", "i64"):
                yield Case(f"{t}_{name}_{lengths_type}", "REVERSE_SEQUENCE", [T(t, shape), T(lengths_type, (len(lengths),), feed=lengths)], [T(t)], options={"seqDim": sequence, "batchDim": batch})
    for t in ("i32", "i64"):
        for name, a, b in (("same", [2, 3], [2, 3]), ("rows", [4, 2, 3], [3]), ("both", [4, 1, 3], [2, 1]), ("empty", [], [5, 1])):
            for fed in (False, True):
                shape = lambda v: T(t, (len(v),), **({"feed": v} if fed else {"data": v}))
                yield Case(f"{t}_{name}_{fed}", "BROADCAST_ARGS", [shape(a), shape(b)], [T(t)])
    corners = [[0, 0, 1, 1], [0, .1, 1, 1.1], [0, -.1, 1, .9], [0, 10, 1, 11], [1, 11.1, 0, 10.1], [0, 100, 1, 101]]
    scores = [.9, .75, .6, .95, .5, .3]
    rng = np.random.default_rng(7)
    many = np.sort(rng.uniform(0, 10, (80, 2, 2)), 1).reshape(80, 4)[:, [0, 1, 2, 3]]
    coarse = rng.integers(0, 8, 80) / 8  # many are equal
    for fed in (False, True):
        for sigma in (None, 0.0, .5):
            label = f"{sigma}_{fed}"
            yield suppression(f"few_{label}", corners, scores, 4, .5, .0, sigma, fed)
            yield suppression(f"threshold_{label}", corners, scores, 6, .5, .4, sigma, fed)
            yield suppression(f"many_{label}", many, rng.uniform(0, 1, 80), 30, .3, .1, sigma, fed)
            yield suppression(f"ties_{label}", many, coarse, 40, .6, .1, sigma, fed)
            yield suppression(f"nothing_{label}", corners, scores, 3, .5, 1.0, sigma, fed)
    yield suppression("empty_box", [[0, 0, 0, 0], [0, 0, 1, 1]], [.9, .8], 2, .5, 0.0)
    yield suppression("bad_most", corners, scores, -1, .5, 0.0, refused=True)
    yield suppression("bad_sigma", corners, scores, 3, .5, 0.0, -1.0, refused=True)
