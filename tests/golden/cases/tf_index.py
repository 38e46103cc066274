"""Select TF ops that move slices to where indices say, or put together what shares one: scatters, segments, partitions,
unique elements, counts, sparse matrices; and ops about shapes."""
from cases.tf_twins import case, ints
from single_op import T

INF, NAN = float("inf"), float("nan")


def scatters():
    index = {"i32": T("i32", (3, 1), feed=[[4], [0], [4]]), "i64": T("i64", (2, 2), feed=[[1, 2], [0, 0]])}
    for t in ("f32", "i32", "i64", "u8", "bool"):
        for i, shape, update in (("i32", [5, 2], (3, 2)), ("i64", [2, 3], (2,))):
            yield case("ScatterNd", f"{t}_{i}", [index[i], T(t, update), ints(shape, i)], [T(t)], T=t, Tindices=i)
        for op in ("TensorScatterAdd", "TensorScatterSub", "TensorScatterMax", "TensorScatterMin", "TensorScatterUpdate"):
            if t == "bool" and op != "TensorScatterUpdate":
                continue
            if t == "u8" and op in ("TensorScatterMax", "TensorScatterMin"):
                continue
            yield case(op, f"{t}_rows", [T(t, (5, 2)), index["i32"], T(t, (3, 2))], [T(t)], T=t, Tindices="i32")
            yield case(op, f"{t}_elements", [T(t, (2, 3)), index["i64"], T(t, (2,))], [T(t)], T=t, Tindices="i64")
    yield case("ScatterNd", "f32_fed_shape", [index["i32"], T("f32", (3, 2)), ints([5, 2], feed=True)], [T("f32")], T="f32", Tindices="i32")
    yield case("ScatterNdNonAliasingAdd", "f32", [T("f32", (5, 2)), index["i32"], T("f32", (3, 2))], [T("f32")], T="f32", Tindices="i32")
    for value in (5, -1):
        bad = T("i32", (1, 1), feed=[[value]])
        yield case("ScatterNd", f"f32_outside_{value}", [bad, T("f32", (1, 2)), ints([5, 2])], [T("f32")], T="f32", Tindices="i32", refused=True)
        yield case("TensorScatterUpdate", f"f32_outside_{value}", [T("f32", (5, 2)), bad, T("f32", (1, 2))], [T("f32")], T="f32", Tindices="i32",
                   refused=True)
    yield case("TensorScatterAdd", "f32_shapes", [T("f32", (5, 2)), index["i32"], T("f32", (3, 1))], [T("f32")], T="f32", Tindices="i32", refused=True)


def segments():
    ids = [0, 0, 1, 3, 3, 3]
    for t in ("f32", "i32", "i64"):
        for way in ("Sum", "Max", "Min", "Prod"):
            small = {"low": -3, "high": 3}
            for i in ("i32", "i64"):
                yield case(f"Segment{way}", f"{t}_{i}", [T(t, (6, 2), **small), ints(ids, i)], [T(t)], T=t, Tindices=i)
            yield case(f"Segment{way}", f"{t}_fed", [T(t, (6,), **small), ints(ids, feed=True)], [T(t)], T=t, Tindices="i32")
            unsorted = ints([3, -1, 0, 3, 0, 1], feed=True)
            yield case(f"UnsortedSegment{way}", f"{t}_rows", [T(t, (6, 2), **small), unsorted, ints(5)], [T(t)], T=t, Tindices="i32",
                       Tnumsegments="i32")
            matrix = T("i64", (2, 3), feed=[[1, 0, 1], [3, 3, 0]])
            yield case(f"UnsortedSegment{way}", f"{t}_matrix", [T(t, (2, 3, 2), **small), matrix, ints(4, "i64")], [T(t)], T=t, Tindices="i64",
                       Tnumsegments="i64")
    yield case("SegmentMean", "f32", [T("f32", (6, 2)), ints(ids)], [T("f32")], T="f32", Tindices="i32")
    yield case("SegmentMean", "f32_fed", [T("f32", (6, 2)), ints(ids, "i64", feed=True)], [T("f32")], T="f32", Tindices="i64")
    yield case("UnsortedSegmentMax", "f32_special", [T("f32", (4,), feed=[-INF, INF, -INF, 2.]), ints([0, 1, 0, 1]), ints(3)], [T("f32")], T="f32",
               Tindices="i32", Tnumsegments="i32")
    for op, bad in (("SegmentSum", [0, 1, 0, 1, 1, 1]), ("SegmentMax", [-1, 0, 0, 0, 1, 1])):
        yield case(op, f"f32_bad_{bad[0]}", [T("f32", (6, 2)), ints(bad, feed=True)], [T("f32")], T="f32", Tindices="i32", refused=True)
    yield case("UnsortedSegmentSum", "f32_outside", [T("f32", (2, 2)), ints([0, 3], feed=True), ints(3)], [T("f32")], T="f32", Tindices="i32",
               Tnumsegments="i32", refused=True)
    for way in ("Sum", "Mean", "SqrtN"):
        data, picks = T("f32", (5, 3)), ints([4, 0, 0, 2, 1, 3], feed=True)
        types = {"T": "f32", "Tidx": "i32", "Tsegmentids": "i32"}
        yield case(f"SparseSegment{way}", "f32", [data, picks, ints(ids)], [T("f32")], **types)
        yield case(f"SparseSegment{way}WithNumSegments", "f32", [data, picks, ints(ids), ints(6)], [T("f32")], **types, Tnumsegments="i32")
        yield case(f"SparseSegment{way}", "f32_outside", [data, ints([5] * 6, feed=True), ints(ids)], [T("f32")], **types, refused=True)
        yield case(f"SparseSegment{way}WithNumSegments", "f32_few", [data, picks, ints(ids), ints(3)], [T("f32")], **types, Tnumsegments="i32",
                   refused=True)


def partitions():
    for t in ("f32", "i64", "u8"):
        yield case("DynamicPartition", f"{t}_rows", [T(t, (5, 2)), ints([1, 0, 1, 2, 0], feed=True)], [T(t)] * 3, {"num_partitions": 3}, T=t)
        yield case("DynamicPartition", f"{t}_elements", [T(t, (2, 3)), T("i32", (2, 3), feed=[[1, 0, 1], [0, 0, 1]])], [T(t)] * 2,
                   {"num_partitions": 2}, T=t)
        for feed in (False, True):
            yield case("DynamicStitch", f"{t}_{int(feed)}", [ints(4, feed=feed) if not feed else ints([4], feed=True), ints([1, 0, 3], feed=feed),
                                                             T(t, (2,) if not feed else (1, 2)), T(t, (3, 2))], [T(t)], {"N": 2}, T=t)
        yield case("ParallelDynamicStitch", t, [T("i32", (2, 2), data=[[0, 1], [2, 5]]), ints([4, 3]), T(t, (2, 2, 3)), T(t, (2, 3))], [T(t)], {"N": 2}, T=t)
    yield case("DynamicStitch", "f32_twice", [ints([0, 1]), ints([1, 2]), T("f32", (2, 2)), T("f32", (2, 2))], [T("f32")], {"N": 2}, T="f32")
    yield case("DynamicPartition", "f32_outside", [T("f32", (3,)), ints([0, 2, 1], feed=True)], [T("f32")] * 2, {"num_partitions": 2}, T="f32", refused=True)
    yield case("DynamicStitch", "f32_negative", [ints([0, -1], feed=True), T("f32", (2, 2))], [T("f32")], {"N": 1}, T="f32", refused=True)
    yield case("DynamicStitch", "f32_shapes", [ints([0, 1]), ints([2]), T("f32", (2, 2)), T("f32", (1, 3))], [T("f32")], {"N": 2}, T="f32", refused=True)


def uniques():
    few = {"low": 0, "high": 6}
    for t in ("i32", "i64", "u8", "i16", "f32"):
        x = T(t, (40,), feed=[3., -0., 0., 1.5, 3., 1.5, 7.] * 5 + [1e9, -1., 2., 2., INF]) if t == "f32" else T(t, (40,), **few)
        for out in ("i32", "i64"):
            yield case("Unique", f"{t}_{out}", [x], [T(t), T(out)], T=t, out_idx=out)
        yield case("UniqueWithCounts", t, [x], [T(t), T("i32"), T("i32")], T=t, out_idx="i32")
        yield case("UniqueV2", t, [x, ints([0], "i64")], [T(t), T("i32")], T=t, Taxis="i64", out_idx="i32")
        yield case("UniqueWithCountsV2", t, [x, ints([])], [T(t), T("i64"), T("i64")], T=t, Taxis="i32", out_idx="i64")
        yield case("ListDiff", t, [T(t, (20,), low=0, high=9), T(t, (4,), low=0, high=9)], [T(t), T("i32")], T=t, out_idx="i32")
    yield case("Unique", "i32_matrix", [T("i32", (2, 3))], [T("i32"), T("i32")], T="i32", out_idx="i32", refused=True)
    for t in ("i32", "i64"):
        yield case("InvertPermutation", t, [T(t, (4,), feed=[2, 0, 3, 1])], [T(t)], T=t)
        for bad in ([0, 0], [0, 2], [-1, 0]):
            yield case("InvertPermutation", f"{t}_{bad[0]}{bad[1]}", [T(t, (2,), feed=bad)], [T(t)], T=t, refused=True)


def counts():
    for t in ("f32", "i32", "i64"):
        values = lambda *shape: T("i32", shape, low=0, high=9)
        for name, weights in (("plain", T(t, (0,), data=[])), ("weighted", T(t, (30,)))):
            yield case("Bincount", f"{t}_{name}", [values(30), ints(8), weights], [T(t)], T=t)
            for binary in (False, True):
                yield case("DenseBincount", f"{t}_{name}_{int(binary)}", [values(30), ints(8), weights], [T(t)], {"binary_output": binary}, T=t,
                           Tidx="i32")
        yield case("DenseBincount", f"{t}_matrix", [T("i64", (3, 9), low=0, high=5), ints(5, "i64"), T(t, (0,), data=[])], [T(t)], T=t, Tidx="i64")
    yield case("Bincount", "f32_fed_size", [values(30), ints(12, feed=True), T("f32", (30,))], [T("f32")], T="f32")
    yield case("Bincount", "i32_negative", [T("i32", (2,), feed=[1, -1]), ints(3), T("i32", (0,), data=[])], [T("i32")], T="i32", refused=True)
    yield case("Bincount", "i32_shapes", [values(3), ints(3), T("i32", (2,))], [T("i32")], T="i32", refused=True)


def sparse():
    places = T("i64", (3, 2), feed=[[0, 1], [1, 3], [2, 0]])
    for t in ("f32", "i32", "i64", "u8", "bool"):
        yield case("SparseToDense", f"{t}_matrix", [places, ints([3, 4], "i64"), T(t, (3,)), T(t, (), data=True)], [T(t)], T=t, Tindices="i64")
        yield case("SparseToDense", f"{t}_vector", [ints([0, 3], feed=True), ints([6]), T(t, (), data=True), T(t, (), data=True)], [T(t)], T=t,
                   Tindices="i32")
    yield case("SparseToDense", "f32_one", [ints(2), ints([4], feed=True), T("f32", ()), T("f32", (), data=0.)], [T("f32")], T="f32", Tindices="i32")
    yield case("SparseToDense", "f32_unsorted", [ints([3, 0, 3], feed=True), ints([6]), T("f32", (3,)), T("f32", (), data=0.)], [T("f32")],
               {"validate_indices": False}, T="f32", Tindices="i32")
    for bad in ([3, 0], [3, 3], [0, 6], [-1, 0]):
        yield case("SparseToDense", f"f32_{bad[0]}_{bad[1]}", [ints(bad, feed=True), ints([6]), T("f32", (2,)), T("f32", (), data=0.)], [T("f32")],
                   T="f32", Tindices="i32", refused=True)
    for a in (False, True):
        for b in (False, True):
            dense = T("f32", [(4, 5), (5, 4), (3, 5), (5, 3)][2 * a + b])
            yield case("SparseTensorDenseMatMul", f"f32_{int(a)}{int(b)}", [places, T("f32", (3,)), ints([3, 4], "i64"), dense], [T("f32")],
                       {"adjoint_a": a, "adjoint_b": b}, T="f32", Tindices="i64")
    yield case("SparseTensorDenseMatMul", "f32_outside", [places, T("f32", (3,)), ints([2, 4], "i64"), T("f32", (4, 2))], [T("f32")], T="f32",
               Tindices="i64", refused=True)
    yield case("SparseTensorDenseMatMul", "f32_shapes", [places, T("f32", (3,)), ints([3, 4], "i64"), T("f32", (5, 2))], [T("f32")], T="f32",
               Tindices="i64", refused=True)


def shapes():
    yield case("IdentityN", "mixed", [T("f32", (2, 3)), T("i64", ()), T("str", (2,)), T("bool", (4,))], [T("f32"), T("i64"), T("str"), T("bool")],
               T=("f32", "i64", "str", "bool"))
    for out in ("i32", "i64"):
        yield case("ShapeN", out, [T("f32", (2, 3)), T("f32", (7,)), T("f32", (4, 1, 2))], [T(out)] * 3, {"N": 3}, T="f32", out_type=out)
    for t in ("f32", "i64", "u8", "bool"):
        yield case("Empty", t, [ints([2, 3])], [T(t)], {"init": True}, dtype=t)
    yield case("Empty", "f32_fed", [ints([2, 3], feed=True)], [T("f32")], {"init": True}, dtype="f32")
    yield case("Empty", "f32_negative", [ints([2, -3], feed=True)], [T("f32")], {"init": True}, dtype="f32", refused=True)
    for source, shape, target in (("f32", (2, 3), "i32"), ("i32", (2,), "u8"), ("u8", (3, 4), "f32"), ("i64", (2,), "f32"), ("i16", (2, 4), "i64"),
                                  ("u8", (4,), "i8")):
        yield case("Bitcast", f"{source}_{target}", [T(source, shape, **({"low": 0, "high": 60} if target == "f32" else {}))], [T(target)], T=source,
                   type=target)
    yield case("Bitcast", "u8_shape", [T("u8", (4, 3))], [T("i32")], T="u8", type="i32", refused=True)
    for n in (1, 2, 7):
        yield case("LinSpace", f"f32_{n}", [T("f32", (), data=-1.), T("f32", (), data=3.5), ints(n)], [T("f32")], T="f32", Tidx="i32")
    yield case("LinSpace", "f32_fed", [T("f32", ()), T("f32", ()), ints(5, "i64", feed=True)], [T("f32")], T="f32", Tidx="i64")
    yield case("LinSpace", "f32_none", [T("f32", ()), T("f32", ()), ints(0, feed=True)], [T("f32")], T="f32", Tidx="i32", refused=True)
    yield case("ConcatOffset", "i32", [ints(1), ints([2, 3, 4], feed=True), ints([2, 5, 4]), ints([2, 1, 4])], [T("i32")] * 3, {"N": 3}, shape_type="i32")
    yield case("ConcatOffset", "i32_shapes", [ints(1), ints([2, 3, 4], feed=True), ints([3, 5, 4])], [T("i32")] * 2, {"N": 2}, shape_type="i32",
               refused=True)
    for t in ("f32", "u8", "i64"):
        yield case("Reverse", t, [T(t, (2, 3, 4)), T("bool", (3,), feed=[True, False, True])], [T(t)], T=t)
        for s, b in ((1, 0), (0, 1), (2, 0), (1, 2)):
            size = (3, 4, 3)[b]
            limit = (3, 4, 3)[s]
            for i in ("i32", "i64"):
                yield case("ReverseSequence", f"{t}_{s}{b}_{i}", [T(t, (3, 4, 3)), T(i, (size,), low=0, high=limit)], [T(t)],
                           {"seq_dim": s, "batch_dim": b}, T=t, Tlen=i)
        yield case("Roll", t, [T(t, (3, 4, 2)), ints([1, -5]), ints([1, 0])], [T(t)], T=t, Tshift="i32", Taxis="i32")
    yield case("Roll", "f32_one", [T("f32", (7,)), ints(3, "i64"), ints(-1, "i64")], [T("f32")], T="f32", Tshift="i64", Taxis="i64")
    yield case("Roll", "f32_axis", [T("f32", (7,)), ints(3, feed=True), ints(1, feed=True)], [T("f32")], T="f32", Tshift="i32", Taxis="i32", refused=True)
    yield case("Reverse", "f32_rank", [T("f32", (2, 3)), T("bool", (3,))], [T("f32")], T="f32", refused=True)
    yield case("ReverseSequence", "f32_long", [T("f32", (2, 3)), ints([4, 1], feed=True)], [T("f32")], {"seq_dim": 1}, T="f32", Tlen="i32", refused=True)
    for i in ("i32", "i64"):
        for name, x, y in (("broadcast", [2, 1, 3], [4, 1]), ("equal", [2, 3], [2, 3]), ("scalar", [1], [2, 1])):
            yield case("BroadcastArgs", f"{i}_{name}", [ints(x, i, feed=True), ints(y, i, feed=True)], [T(i)], T=i)
            if name == "equal":
                continue  # the reference's API cannot show what is empty
            yield case("BroadcastGradientArgs", f"{i}_{name}", [ints(x, i, feed=True), ints(y, i, feed=True)], [T(i), T(i)], T=i)


def cases():
    for family in (scatters, segments, partitions, uniques, counts, sparse, shapes):
        yield from family()
