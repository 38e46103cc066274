"""Select TF ops that check, find places in sorted numbers, or write into slices."""
from cases.tf_state import constant
from cases.tf_twins import case, ints
from cases.tf_variable import assigned, read
from graphs import GraphCase
from reference import Shape
from single_op import T

SLICES = {  # begin, end, strides, masks, shape of the slice of (4, 5)
    "plain": ([1, 0], [3, 5], [1, 2], {}, (2, 3)), "back": ([3, 4], [0, 0], [-1, -2], {}, (3, 2)), "masks": ([9, 9], [9, 9], [1, 1], {"begin_mask": 3, "end_mask": 3}, (4, 5)),
    "shrink": ([2, 1], [3, 4], [1, 1], {"shrink_axis_mask": 1}, (3,)), "axis": ([1, 0, 1], [3, 0, 4], [1, 1, 1], {"new_axis_mask": 2}, (2, 1, 3)),
    "ellipsis": ([0, 1], [0, 3], [1, 1], {"ellipsis_mask": 1}, (4, 2)),
}


def slices():
    for name, (begin, end, strides, masks, shape) in SLICES.items():
        for i in ("i32", "i64"):
            where = lambda feed=False: [ints(x, i, feed) for x in (begin, end, strides)]
            for t in ("f32", "u8"):
                yield case("StridedSliceGrad", f"{name}_{t}_{i}", [ints([4, 5], i), *where(), T(t, shape)], [T(t)], masks, T=t, Index=i)
                yield case("TensorStridedSliceUpdate", f"{name}_{t}_{i}", [T(t, (4, 5)), *where(True), T(t, shape)], [T(t)], masks, T=t, Index=i)
    fed = [ints(x, feed=True) for x in ([4, 5], [1, 0], [3, 5], [1, 2])]
    yield case("StridedSliceGrad", "fed", [*fed, T("f32", (2, 3))], [T("f32")], T="f32", Index="i32")
    yield case("StridedSliceGrad", "shape", [*fed, T("f32", (2, 2))], [T("f32")], T="f32", Index="i32", refused=True)


def assign(masks, begin, end, strides, shape):
    def make(m):
        g = m.graph()
        v = assigned(g, "f32", (4, 5))
        where = [constant(g, x) for x in (begin, end, strides)]
        g.tf_node("ResourceStridedSliceAssign", [v, *where, g.input(T("f32", shape))], [], dict(masks), T="float32", Index="int32")
        read(g, v, "f32", (4, 5))
    return make


def scatter(op, t, indices, slices_shape, i="i32"):
    def make(m):
        g = m.graph()
        v = assigned(g, t)
        where = g.tensor(T(i, (len(indices), len(indices[0])), data=indices))
        names = {"f32": "float32", "i32": "int32", "i64": "int64"}
        g.tf_node(op, [v, where, g.input(T(t, slices_shape))], [], T=names[t], Tindices=names[i])
        read(g, v, t)
    return make


def asserted(value):
    def make(m):
        g = m.graph()
        x, condition = g.input(T("f32", (2,))), g.input(T("bool", (), feed=value))
        g.tf_node("Assert", [condition, x], [], {"summarize": 3}, T=["float32"])
        g.tf_node("NoOp", [], [])
        g.output(g.node("NEG", [x], [T("f32", (2,))]))
    return make


def cases():
    yield from slices()
    for name, (begin, end, strides, masks, shape) in SLICES.items():
        yield GraphCase(name, "FlexResourceStridedSliceAssign", assign(masks, begin, end, strides, shape))
    for t in ("f32", "i32", "i64"):
        for way in ("Update", "Add", "Sub", "Min", "Max"):
            op = f"ResourceScatterNd{way}"
            if way in ("Min", "Max") and t != "f32":
                continue
            yield GraphCase(f"{t}_rows", f"Flex{op}", scatter(op, t, [[3], [1]], (2, 3)))
            yield GraphCase(f"{t}_elements", f"Flex{op}", scatter(op, t, [[3, 0], [1, 2]] + [[3, 0]] * (way != "Update"), (3 - (way == "Update"),), "i64"))
    yield GraphCase("outside", "FlexResourceScatterNdAdd", scatter("ResourceScatterNdAdd", "f32", [[4]], (1, 3)), refused=True)
    yield GraphCase("shape", "FlexResourceScatterNdAdd", scatter("ResourceScatterNdAdd", "f32", [[1]], (1, 2)), refused=True)
    yield GraphCase("true", "FlexAssert", asserted(True))
    yield GraphCase("false", "FlexAssert", asserted(False), refused=True)
    for name, dims in (("all", [2, 3]), ("some", [-1, 3]), ("none", None)):
        for t in ("f32", "str"):
            yield case("EnsureShape", f"{name}_{t}", [T(t, (2, 3))], [T(t)], {"shape": Shape(dims)}, T=t)
    for name, dims in (("dim", [2, 4]), ("rank", [2, 3, 1]), ("scalar", [])):
        yield case("EnsureShape", name, [T("f32", (2, 3))], [T("f32")], {"shape": Shape(dims)}, T="f32", refused=True)
    for t in ("f32", "i64", "str"):
        yield case("DeepCopy", t, [T(t, (2, 3))], [T(t)], T=t)
    yield case("CheckNumericsV2", "f32", [T("f32", (3,))], [T("f32")], {"message": "m"}, T="f32")
    yield case("CheckNumericsV2", "f32_nan", [T("f32", (2,), feed=[1, float("nan")])], [T("f32")], {"message": "m"}, T="f32", refused=True)
    for t in ("i32", "i64"):
        yield case("StatelessRandomGetKeyCounterAlg", t, [T(t, (2,), feed=[3, -4])], [T("u64"), T("u64"), T("i32")], Tseed=t)
    for t in ("f32", "i32", "i64"):
        x = T(t, (2, 9), feed=[-9, -2, -1, 0, 1, 2, 3, 9, 50] * 2)
        yield case("Bucketize", t, [x], [T("i32")], {"boundaries": [-2., 0., .5, 3.]}, T=t)
        rows = T(t, (2, 5), feed=[-3, 0, 0, 2, 9, 1, 1, 1, 1, 2])
        for out in ("i32", "i64"):
            yield case("UpperBound", f"{t}_{out}", [rows, T(t, (2, 4), feed=[0, -5, 9, 3, 1, 2, 0, 5])], [T(out)], T=t, out_type=out)
    yield case("Bucketize", "none", [T("f32", (3,))], [T("i32")], {"boundaries": [1.]}, T="f32")
    yield case("ConjugateTranspose", "f32", [T("f32", (2, 3, 4)), ints([2, 0, 1])], [T("f32")], T="f32", Tperm="i32")
    for t in ("i32", "i64"):
        yield case("DataFormatDimMap", t, [T(t, (5,), feed=[0, 1, 2, 3, -1])], [T(t)], T=t)
        yield case("DataFormatDimMap", f"{t}_back", [T(t, (), feed=1)], [T(t)], {"src_format": "NCHW", "dst_format": "NHWC"}, T=t)
        for name, shape in (("all", (4,)), ("spatial", (2,)), ("rows", (4, 2)), ("spatial_rows", (2, 2))):
            for source, target in (("NHWC", "NCHW"), ("NCHW", "NHWC")):
                yield case("DataFormatVecPermute", f"{t}_{name}_{source}", [T(t, shape)], [T(t)], {"src_format": source, "dst_format": target}, T=t)
