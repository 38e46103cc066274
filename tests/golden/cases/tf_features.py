"""Select TF ops of recommenders: crossed features, counts of categories, sums and slices of sparse tensors."""
import dataclasses

import numpy as np
from cases.tf_twins import TF, case, ints
from single_op import Case, T

WORDS = [b"red", b"", b"green and blue", b"x", b"\xc3\x84", b"a" * 70, b"seven"]


def coordinates(rows):
    return T("i64", np.shape(rows) if rows else (0, 2), feed=rows)


def column(t, counts):
    """A sparse tensor with so many values in each row."""
    at = [[row, i] for row, n in enumerate(counts) for i in range(n)]
    values = [WORDS[(i + len(counts)) % 7] for i in range(len(at))] if t == "str" else [(i * 7919) % 1000 - 300 for i in range(len(at))]
    return coordinates(at), T(t, (len(at),), feed=values), ints([len(counts), max(counts)], "i64", feed=True)


def crossed(op, name, sparse, dense, options=None, extra=(), out="str", refused=False, **types):
    parts = [column(t, counts) for t, counts in sparse]
    matrices = [T(t, shape, feed=[WORDS[i % 7] for i in range(shape[0] * shape[1])] if t == "str" else None) for t, shape in dense]
    inputs = [p[i] for i in range(3) for p in parts] + matrices + list(extra)
    return Case(name, f"Flex{op}", inputs, [T("i64"), T(out), T("i64")], options={"N": len(sparse), **(options or {})}, refused=refused,
                tf_types={"sparse_types": [TF[t] for t, _ in sparse], "dense_types": [TF[t] for t, _ in dense], **types})


COLUMNS = {
    "two": ([("str", (2, 1, 3)), ("str", (1, 2, 2))], []), "mixed": ([("str", (2, 0, 3)), ("i64", (1, 2, 2))], [("i64", (3, 2)), ("str", (3, 1))]),
    "three": ([("i64", (2, 1)), ("i64", (1, 3)), ("str", (2, 2))], []), "dense": ([], [("str", (2, 3)), ("str", (2, 2))]), "one": ([("str", (1, 0, 2))], []),
    "numbers": ([("i64", (3, 1))], [("i64", (2, 2))]),
}


def crosses():
    for name, (sparse, dense) in COLUMNS.items():
        numbers = any(t == "i64" for t, _ in sparse + dense)  # the reference dies on some of them
        for internal in ("int64",) if numbers else ("int64", "string"):
            for buckets in (0, 1000):
                options = {"hashed_output": True, "num_buckets": buckets, "hash_key": 956888297470 if buckets else -5}
                yield crossed("SparseCross", f"{name}_{internal}_{buckets}", sparse, dense, options, out="i64", out_type="int64", internal_type=internal)
        plain = {"hashed_output": False, "num_buckets": 0, "hash_key": 1}
        if not numbers or name == "numbers":
            yield crossed("SparseCross", f"{name}_texts", sparse, dense, plain, out_type="string", internal_type="int64" if numbers else "string")
        for separator in (b"_", b"", b" and "):
            yield crossed("SparseCrossV2", f"{name}_{separator.decode().strip()}", sparse, dense, extra=[T("str", (), data=separator)])
        for strong in (False,) if any(t == "i64" for t, _ in dense) else (False, True):
            for buckets in (0, 1000):
                extra = [ints(buckets, "i64"), T("bool", (), data=strong), ints([3, -4], "i64")]
                yield crossed("SparseCrossHashed", f"{name}_{int(strong)}_{buckets}", sparse, dense, extra=extra, out="i64")
    yield crossed("SparseCrossV2", "rows", [("str", (1, 2))], [("str", (3, 1))], extra=[T("str", (), data=b"_")], refused=True)


def counts():
    sparse = lambda op, t, w, at, shape, values, options=None, weights=None, refused=False, name="": case(
        op, f"{t}_{w}_{len(shape)}{name}", [coordinates(at) if len(shape) == 2 else T("i64", (len(at), 1), feed=at), T(t, (len(values),), feed=values), ints(shape, "i64"), ints(6, t),
                                            T(w, (len(weights),), feed=weights) if weights else T(w, (0,), data=[])], [T(w)], options, Tidx=t, T=w, refused=refused)
    at, values = [[0, 1], [0, 3], [2, 0], [2, 1], [2, 4]], [1, 1, 5, 9, 0]
    for t in ("i32", "i64"):
        for w in ("f32", "i32", "i64"):
            for name, options in (("", {}), ("_binary", {"binary_output": True})):
                yield sparse("SparseBincount", t, w, at, [3, 5], values, options, name=name)
                yield sparse("SparseBincount", t, w, [[0], [2], [3], [4], [7]], [9], values, options, name=name)
                yield case("RaggedBincount", f"{t}_{w}{name}", [ints([0, 2, 2, 5], "i64", feed=True), ints(values, t, feed=True), ints(6, t), T(w, (0,), data=[])], [T(w)], options, Tidx=t, T=w)
            yield sparse("SparseBincount", t, w, at, [3, 5], values, weights=[2, 3, -4, 5, 6], name="_weights")
            yield case("RaggedBincount", f"{t}_{w}_weights", [ints([0, 0, 4, 5], "i64", feed=True), ints(values, t, feed=True), ints(6, t), T(w, (5,))], [T(w)], {}, Tidx=t, T=w)
    # The reference writes where it should not.
    yield dataclasses.replace(sparse("SparseBincount", "i32", "f32", at, [3, 5], [1, 1, -5, 9, 0], name="_negative", refused=True), expect=len)
    yield sparse("SparseBincount", "i32", "f32", at, [2, 5], values, name="_outside", refused=True)
    for name, splits in (("short", [0, 4]), ("late", [1, 5]), ("turned", [0, 6, 5])):
        bad = case("RaggedBincount", name, [ints(splits, "i64", feed=True), ints(values, feed=True), ints(6), T("f32", (0,), data=[])], [T("f32")], {}, Tidx="i32", T="f32", refused=True)
        yield dataclasses.replace(bad, expect=len) if name == "turned" else bad


def merged():
    a, b = [[0, 1], [1, 0], [1, 2], [3, 3]], [[0, 0], [1, 0], [2, 1], [3, 3], [3, 4]]
    for t in ("f32", "i32", "i64"):
        for threshold in (0, 2):
            x, y = [3, 1, -4, 1], [1, -1, 1, 1, 1]
            inputs = [coordinates(a), T(t, (4,), feed=x), ints([4, 5], "i64"), coordinates(b), T(t, (5,), feed=y), ints([4, 5], "i64"), T(t, (), data=threshold)]
            yield case("SparseAdd", f"{t}_{threshold}", inputs, [T("i64"), T(t), T("i64")], T=t, Treal=t)
            yield case("SparseAdd", f"{t}_{threshold}_swapped", [*inputs[3:6], *inputs[:3], inputs[6]], [T("i64"), T(t), T("i64")], T=t, Treal=t)
        for name, axes in (("rows", [0]), ("columns", [-1]), ("both", [0, 1]), ("scalar", 1), ("none", [])):
            for keep in (False, True):
                yield case("SparseReduceSum", f"{t}_{name}_{int(keep)}", [coordinates(a), T(t, (4,)), ints([4, 5], "i64"), ints(axes)], [T(t)], {"keep_dims": keep}, T=t)
        for name, start, size in (("all", [0, 0], [4, 5]), ("part", [1, 0], [2, 2]), ("beyond", [1, 2], [9, 9]), ("corner", [3, 3], [1, 1])):
            yield case("SparseSlice", f"{t}_{name}", [coordinates(a), T(t, (4,)), ints([4, 5], "i64"), ints(start, "i64"), ints(size, "i64")], [T("i64"), T(t), T("i64")], T=t)
    deep = [[0, 1, 2], [0, 2, 0], [1, 0, 3], [1, 2, 2]]
    for axes in ([1], [0, 2], [2, 1, 0]):
        yield case("SparseReduceSum", f"deep_{len(axes)}", [coordinates(deep), T("f32", (4,)), ints([2, 3, 4], "i64"), ints(axes)], [T("f32")], T="f32")
    yield case("SparseReduceSum", "axis", [coordinates(a), T("f32", (4,)), ints([4, 5], "i64"), ints([2])], [T("f32")], T="f32", refused=True)
    yield case("SparseSlice", "rank", [coordinates(a), T("f32", (4,)), ints([4, 5], "i64"), ints([0], "i64"), ints([1], "i64")], [T("i64"), T("f32"), T("i64")], T="f32", refused=True)
    yield case("SparseAdd", "shapes", [coordinates(a), T("f32", (4,)), ints([4, 5], "i64"), coordinates(a), T("f32", (4,)), ints([4, 6], "i64"), T("f32", (), data=0)],
               [T("i64"), T("f32"), T("i64")], T="f32", Treal="f32", refused=True)


def cases():
    yield from crosses()
    yield from counts()
    yield from merged()
