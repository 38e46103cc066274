"""Select TF ops on ragged and sparse tensors."""
from cases.tf_twins import case, ints
from single_op import T

STRINGS = [b"a", b"", b"ragged", b"net", b"x" * 9, b"7", b"8", b"nine"]


def values(t, shape):
    n = 1
    for d in shape:
        n *= d
    return T(t, shape, feed=[STRINGS[i % 8] for i in range(n)]) if t == "str" else T(t, shape)


def ranges():
    for t in ("f32", "i32", "i64"):
        for s in ("i32", "i64"):
            vectors = [T(t, (5,), feed=[0, 5, -1, 3, 7]), T(t, (5,), feed=[3, 1, -9, 3, 20]), T(t, (5,), feed=[1, -2, -3, 1, 4])]
            yield case("RaggedRange", f"{t}_{s}", vectors, [T(s), T(t)], T=t, Tsplits=s)
        mixed = [T(t, (), feed=1), T(t, (3,), feed=[4, 0, 9]), T(t, (), feed=2)]
        yield case("RaggedRange", f"{t}_scalars", mixed, [T("i64"), T(t)], T=t, Tsplits="i64")
        zero = [T(t, (), feed=1), T(t, (), feed=4), T(t, (), feed=0)]
        yield case("RaggedRange", f"{t}_zero", zero, [T("i64"), T(t)], T=t, Tsplits="i64", refused=True)
    fractions = [T("f32", (3,), feed=[0, 1, .25]), T("f32", (3,), feed=[1, 0, 1]), T("f32", (3,), feed=[.3, -.25, .125])]
    yield case("RaggedRange", "f32_fractions", fractions, [T("i64"), T("f32")], T="f32", Tsplits="i64")


def gather(name, t, splits, shape, indices, s="i64", i="i32", refused=False, index_shape=None):
    index_shape = index_shape or (len(indices),)
    rank = len(splits) + len(index_shape) - 1
    inputs = [*(T(s, (len(x),), feed=x) for x in splits), values(t, shape), T(i, index_shape, feed=indices)]
    return case("RaggedGather", name, inputs, [*(T(s) for _ in range(rank)), T(t)], {"PARAMS_RAGGED_RANK": len(splits), "OUTPUT_RAGGED_RANK": rank},
                Tvalues=t, Tindices=i, Tsplits=s, refused=refused)


def sparse(name, t, splits, shape, s="i64"):
    inputs = [*(T(s, (len(x),), feed=x) for x in splits), values(t, shape)]
    return case("RaggedTensorToSparse", name, inputs, [T("i64"), T(t), T("i64")], {"RAGGED_RANK": len(splits)}, T=t, Tsplits=s)


def dense(name, t, partitions, kinds, shape, default, wanted=-1, default_shape=(), i="i64", refused=False):
    fallback = T(t, default_shape, feed=default)
    parts = [T(i, () if isinstance(p, int) else (len(p),), feed=p) for p in partitions]
    size = T("i32", (), data=wanted) if isinstance(wanted, int) else T("i32", (len(wanted),), data=wanted)
    return case("RaggedTensorToTensor", name, [size, values(t, shape), fallback, *parts], [T(t)],
                {"num_row_partition_tensors": len(parts), "row_partition_types": kinds}, T=t, Tindex=i, Tshape="i32", refused=refused)


def sparse_rows():
    at = [[0, 1], [2, 0], [2, 3], [5, 1]]
    coordinates = lambda rows: T("i64", (len(rows), len(rows[0])), feed=rows)
    outs = lambda t: [T("i64"), T(t), T("bool"), T("i64")]
    for t, default in (("f32", .5), ("i32", 7), ("str", b"none")):
        yield case("SparseFillEmptyRows", t, [coordinates(at), values(t, (4,)), ints([7, 4], "i64"), T(t, (), feed=default)], outs(t), T=t)
        mixed = [at[3], at[1], at[0], at[2]]
        yield case("SparseFillEmptyRows", f"{t}_mixed", [coordinates(mixed), values(t, (4,)), ints([6, 4], "i64"), T(t, (), feed=default)], outs(t), T=t)
    yield case("SparseFillEmptyRows", "outside", [coordinates([[3, 0]]), T("f32", (1,)), ints([3, 4], "i64"), T("f32", (), feed=1)], outs("f32"), T="f32", refused=True)
    for name, old, new in (("flat", [6, 4], [24]), ("inferred", [6, 4], [2, -1, 2]), ("deep", [6, 4], [3, 2, 2, 2]), ("fed", [6, 4], [-1, 3])):
        yield case("SparseReshape", name, [coordinates(at), ints(old, "i64"), ints(new, "i64", feed=name == "fed")], [T("i64"), T("i64")])
    for name, old, new in (("size", [6, 4], [5, 5]), ("unknown", [6, 4], [-1, -1]), ("remainder", [6, 4], [-1, 5])):
        yield case("SparseReshape", name, [coordinates(at), ints(old, "i64"), ints(new, "i64")], [T("i64"), T("i64")], refused=True)
    for t in ("f32", "i64", "u8"):
        for name, rows in (("sorted", at), ("mixed", [at[2], at[3], at[1], at[0]])):
            yield case("SparseReorder", f"{t}_{name}", [coordinates(rows), T(t, (4,)), ints([6, 4], "i64")], [T("i64"), T(t)], T=t)


def cases():
    yield from ranges()
    for t in ("f32", "i32", "u8", "str"):
        yield gather(t, t, [[0, 2, 2, 5]], (5, 2), [2, 0, 2, 1])
        yield gather(f"{t}_deep", t, [[0, 2, 2, 3], [0, 1, 4, 6]], (6,), [2, 1, 0], "i32", "i64")
        yield sparse(t, t, [[0, 2, 2, 5]], (5,))
        yield sparse(f"{t}_deep", t, [[0, 2, 2, 3], [0, 1, 1, 6]], (6, 2), "i32")
        default = b"?" if t == "str" else 9
        yield dense(t, t, [[0, 2, 2, 5]], ["ROW_SPLITS"], (5,), default)
        yield dense(f"{t}_deep", t, [[0, 2, 2, 3], [0, 1, 1, 6]], ["ROW_SPLITS"] * 2, (6, 2), default, i="i32")
        yield dense(f"{t}_numbers", t, [4, [0, 0, 2, 2, 2]], ["FIRST_DIM_SIZE", "VALUE_ROWIDS"], (5,), default)
        yield dense(f"{t}_numbers_deep", t, [3, [0, 0, 2], [0, 2, 2, 2, 2, 2]], ["FIRST_DIM_SIZE", "VALUE_ROWIDS", "VALUE_ROWIDS"], (6,), default)
        yield dense(f"{t}_cut", t, [[0, 2, 2, 5]], ["ROW_SPLITS"], (5,), default, [2, 2])
        yield dense(f"{t}_more", t, [[0, 2, 2, 5]], ["ROW_SPLITS"], (5, 2), default, [5, -1, 2])
    yield gather("square", "f32", [[0, 2, 2, 5]], (5,), [2, 0, 2, 1], index_shape=(2, 2))
    yield gather("outside", "f32", [[0, 2, 2, 5]], (5,), [3], refused=True)
    yield gather("unsorted", "f32", [[0, 3, 2, 5]], (5,), [1], refused=True)
    yield dense("default", "f32", [[0, 2, 2, 5]], ["ROW_SPLITS"], (5, 2), [7, 8], default_shape=(2,))
    yield from sparse_rows()
