"""Outputs declared with another type than the op gives them (runtime/output_types.h), and types that few ops take: bools
and doubles as numbers, unsigned integers."""
import numpy as np
from cases.rearrange import tensor
from single_op import Case, T

OPS = {"ADD": ((3, 4), (3, 4)), "SUB": ((3, 4), (4,)), "MAXIMUM": ((3, 4), (3, 1)), "MINIMUM": ((3, 4), (3, 4))}


def cases():
    for op, (a, b) in OPS.items():
        for t, (s, z) in {"u8": (.02, 120), "i8": (.02, -3)}.items():
            yield Case(f"{t}_as_f32", op, [T(t, a, s, z), T(t, b, s, z)], [T("f32", (), s, z)], 2)
        yield Case("i32_as_i64", op, [T("i32", a), T("i32", b)], [T("i64")], 2)
    for t in ("f32", "i8", "i64"):
        scale = dict(scale=tensor(t, ()).scale, zero=tensor(t, ()).zero)
        yield Case(f"{t}_as_bool", "EXPAND_DIMS", [tensor(t, (2, 3)), T("i32", (1,), data=[1])], [T("bool", (), **scale)])
        yield Case(f"{t}_as_i32", "GATHER", [tensor(t, (5, 2)), T("i32", (3,), feed=[4, 0, 2])], [T("i32", (), **scale)], 2)
        yield Case(f"{t}_as_f16", "SELECT_V2", [T("bool", (2, 3)), tensor(t, (2, 3)), tensor(t, (2, 3))], [T("f16", (), **scale)])
        yield Case(f"{t}_as_i16", "FILL", [T("i32", (2,), data=[2, 3]), tensor(t, ())], [T("i16", (), **scale)], 3)
    yield Case("f32_as_u8", "FLOOR", [T("f32", (7,))], [T("u8")])
    yield Case("i32_as_f32", "FLOOR_DIV", [T("i32", (6,), low=-9, high=9), T("i32", (), feed=[4])], [T("f32")], 2)

    for op in ("ARG_MAX", "ARG_MIN"):
        for axis in (0, 1):
            yield Case(f"bool_axis{axis}", op, [T("bool", (3, 7)), T("i32", (), data=axis)], [T("i32")], 2, {"outputType": 2})
        yield Case("bool_i64", op, [T("bool", (3, 7)), T("i32", (), feed=1)], [T("i64")], 2, {"outputType": 4})
    for op in ("ADD", "MULTIPLY", "MAXIMUM", "MINIMUM"):
        for name, shape in {"scalar": (), "matrix": (5, 9), "empty": (0, 2)}.items():
            yield Case(f"bool_{name}", f"STABLEHLO_{op}", [T("bool", shape), T("bool", shape)], [T("bool")])
    for name, values in {"some": [0, -0., .5, -3, 1e-300, np.inf, -np.inf], "none": []}.items():
        yield Case(f"f64_{name}", "SIGN", [T("f64", (len(values),), feed=values)], [T("f64")], 2)
    for name, axes, keep in (("rows", [1], False), ("keep", [0, 2], True), ("all", [0, 1, 2], False)):
        yield Case(f"u8_{name}", "REDUCE_PROD", [T("u8", (2, 3, 5)), T("i32", (len(axes),), data=axes)], [T("u8")], 2,
                   {"keepDims": keep}, options_name="ReducerOptions")
    for shape in ((3,), (2, 4), (0, 3)):
        name = "x".join(map(str, shape))
        yield Case(f"u32_{name}", "MATRIX_DIAG", [T("u32", shape)], [T("u32")])
        yield Case(f"u32_{name}", "MATRIX_SET_DIAG", [T("u32", (*shape, 4)), T("u32", (*shape[:-1], min(shape[-1], 4)))], [T("u32")])
    for function in range(2, 5):  # product, smallest, largest
        for init in (False, True):
            yield Case(f"bool_{function}_{init}", "REDUCE_WINDOW",
                       [T("bool", (5, 4)), T("bool", (), data=init), *(T("i64", (2,), data=[n, n]) for n in (2, 1, 1))],
                       [T("bool")], options={"reduceFunction": function})
    for t in ("i8", "i16"):  # of paddings, and k
        for value in ("f32", "i8", "i64"):
            scale = dict(scale=tensor(value).scale, zero=tensor(value).zero)
            for name, paddings in {"constant": dict(data=[[1, 0], [0, 2]]), "fed": dict(feed=[[1, 0], [0, 2]])}.items():
                padded = [tensor(value, (2, 3)), T(t, (2, 2), **paddings)]
                yield Case(f"{value}_by_{t}_{name}", "PAD", padded, [T(value, (), **scale)], 6)
                yield Case(f"{value}_by_{t}_{name}", "PADV2", [*padded, tensor(value, (), feed=5)], [T(value, (), **scale)], 6)
        yield Case(f"f32_by_{t}_negative", "PAD", [T("f32", (2, 3)), T(t, (2, 2), data=[[1, 0], [0, -1]])], [T("f32")], 6,
                   refused=True)
    for t in ("f32", "i8", "i32"):
        for k in (dict(data=2), dict(feed=3)):
            yield Case(f"{t}_by_i16_{'fed' if 'feed' in k else 'constant'}", "TOPK_V2", [T(t, (3, 5)), T("i16", (), **k)],
                       [T(t), T("i32")], 3, options_name="TopKV2Options")
