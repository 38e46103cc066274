"""Custom ops on ragged tensors: TensorFlow Text's and TFLite Support's RaggedTensorToTensor, TFLite Support's
RaggedRange, which the reference lacks: TensorFlow's op of that name, with single elements repeated, says what it gives."""
import numpy as np
from cases.tf_ragged import values
from flatbuffers import flexbuffers
from single_op import Case, T


def kinds_option(kinds):
    """The kinds are a typed vector, as TensorFlow's converter writes them."""
    b = flexbuffers.Builder()
    with b.Map():
        b.Key("row_partition_types")
        with b.TypedVector():
            for kind in kinds:
                b.String(kind)
    return bytes(b.Finish())


def dense(name, t, partitions, kinds, shape, default, wanted=-1, i="i32", options=None, **kwargs):
    parts = [T(i, () if isinstance(p, int) else (len(p),), feed=p) for p in partitions]
    size = T("i32", () if isinstance(wanted, int) else (len(wanted),), data=wanted)
    inputs = [size, values(t, shape), T(t, (), feed=default), *parts]
    return Case(name, "RaggedTensorToTensor", inputs, [T(t)], options=kinds_option(kinds) if options is None else options, **kwargs)


def ranges(starts, limits, deltas):
    import tensorflow as tf
    n = max((len(v) for v in (starts, limits, deltas) if v.size != 1), default=1)
    full = lambda v: tf.constant(np.resize(v, n), v.dtype)  # arrays would become the op's default type
    r = tf.raw_ops.RaggedRange(starts=full(starts), limits=full(limits), deltas=full(deltas), Tsplits=tf.int32)
    return r.rt_nested_splits.numpy(), r.rt_dense_values.numpy()


def range_case(name, t, starts, limits, deltas, s="i32", refused=False):
    wide = lambda *v: (ranges(*v)[0].astype(np.int64), ranges(*v)[1])
    inputs = [T(t, np.shape(v), feed=v) for v in (starts, limits, deltas)]
    return Case(name, "RaggedRange", inputs, [T(s), T(t)], options=b"", refused=refused, expect=wide if s == "i64" else ranges)


def cases():
    splits, numbers = ["ROW_SPLITS"], ["FIRST_DIM_SIZE", "VALUE_ROWIDS"]
    for t in ("f32", "i32", "i64"):
        for i in ("i32", "i64"):
            yield dense(f"{t}_{i}", t, [[0, 2, 2, 5]], splits, (5,), 9, i=i)
            yield dense(f"{t}_{i}_numbers", t, [4, [0, 0, 2, 2, 2]], numbers, (5,), 9, i=i)
        yield dense(f"{t}_deep", t, [[0, 2, 2, 3], [0, 1, 1, 6]], splits * 2, (6, 2), 9, [-1, -1, -1, -1])
        yield dense(f"{t}_numbers_deep", t, [3, [0, 0, 2], [0, 2, 2, 2, 2, 2]], [*numbers, numbers[1]], (6,), 9)
        yield dense(f"{t}_cut", t, [[0, 2, 2, 5]], splits, (5,), 9, [2, 2])
        yield dense(f"{t}_more", t, [[0, 2, 2, 5]], splits, (5, 2), 9, [5, -1, 2])
    yield dense("empty_rows", "i32", [[0, 0, 0]], splits, (0,), 9)
    yield dense("empty_rows_deep", "f32", [[0, 0, 0], [0]], splits * 2, (0, 3), 9, [-1, -1, 2, -1])
    yield dense("empty_rows_numbers", "i32", [2, []], numbers, (0,), 9, [-1, 3])
    yield dense("no_rows", "i32", [[0]], splits, (0,), 9, [2, 2])
    yield dense("refused_first_numbers", "f32", [[0, 0, 1]], numbers[1:], (3,), 9, refused=True)
    # TensorFlow's kernel takes strings, this reference none.
    text = lambda *_: [np.array([[b"a", b"", b"?"], [b"?", b"?", b"?"], [b"ragged", b"net", b"xxxxxxxxx"]])]
    yield dense("str", "str", [[0, 2, 2, 5]], splits, (5,), b"?", expect=text)
    for name, options in (("none", b""), ("empty", kinds_option([])), ("fewer", kinds_option(numbers)), ("unknown", kinds_option(["ROW_LENGTHS"])), ("no_vector", bytes(flexbuffers.Dumps({"row_partition_types": "ROW_SPLITS"})))):
        yield dense(f"refused_{name}", "f32", [[0, 2, 2, 5]], splits, (5,), 9, options=options, refused=True, expect=len)
    for name, partitions, kinds in (("unsorted", [[0, 3, 2]], splits), ("beyond", [[0, 2, 6]], splits), ("negative", [[-1, 2, 5]], splits), ("row", [2, [0, 0, 2, 2, 2]], numbers)):
        yield dense(f"refused_{name}", "f32", partitions, kinds, (5,), 9, refused=True, expect=len)

    for t in ("f32", "i32", "i64"):
        for s in ("i32", "i64"):
            yield range_case(f"{t}_{s}", t, [0, 5, -1, 3, 7], [3, 1, -9, 3, 20], [1, -2, -3, 1, 4], s)
        yield range_case(f"{t}_scalars", t, 1, [4, 0, 9], 2)
        yield range_case(f"{t}_single", t, [0], [3, 5, 2], [1])
        yield range_case(f"{t}_one", t, [2], 7, [2])
        yield range_case(f"{t}_none", t, [], [], [1])
        yield range_case(f"{t}_zero", t, [1, 2], [4], [1, 0], refused=True)
        yield range_case(f"{t}_sizes", t, [1, 2], [4, 5, 6], [1], refused=True)
    yield range_case("f32_fractions", "f32", [0, 1, .25], [1, 0, 1], [.3, -.25, .125])
