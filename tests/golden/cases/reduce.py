"""Reductions, ARG_MAX and ARG_MIN."""
from single_op import Case, T

# name -> (shape, axes)
AXES = {
    "last": ((3, 4, 5), [-1]), "first": ((3, 4, 5), [0]), "middle": ((3, 4, 5), [1]), "outer": ((3, 4, 5), [0, 2]),
    "all": ((3, 4, 5), [0, 1, 2]), "twice": ((3, 4, 5), [1, 1, -2]), "h_w": ((2, 5, 4, 3), [1, 2]),
    "w_h": ((2, 5, 4, 3), [2, 1]), "one": ((2, 1, 1, 3), [1, 2]), "vector": ((7,), [0]), "none": ((2, 3), []),
    "rank5": ((2, 3, 2, 3, 2), [1, 3]), "big": ((1, 33, 31, 5), [1, 2]),
    "deep": ((1, 5, 4, 37), [1, 2]), "empty": ((0, 3), [0]), "empty_kept": ((2, 0, 3), [2]),
}
SCALES = {"i8": (.05, 3, .04, -5), "u8": (.05, 130, .04, 120), "i16": (.001, 0, .0008, 0)}
VERSION = {"i8": 2, "i16": 3}


def cases():
    for t in ("f32", "i32", "i64", "i8", "u8", "i16"):
        for name, (shape, axes) in AXES.items():
            for keep in (False, True):
                s = SCALES.get(t, (None, 0, None, 0))
                yield Case(f"{t}_{name}{'_keep' if keep else ''}", "MEAN",
                           [T(t, shape, s[0], s[1]), T("i32", (len(axes),), data=axes)], [T(t, (), s[2], s[3])],
                           VERSION.get(t, 1), {"keepDims": keep}, options_name="ReducerOptions")
        yield Case(f"{t}_dynamic", "MEAN", [T(t, (2, 3, 4), s[0], s[1]), T("i32", (1,), feed=[1])],
                   [T(t, (), s[0], s[1])], VERSION.get(t, 1), options_name="ReducerOptions")
        yield Case(f"{t}_axis_beyond", "MEAN", [T(t, (2, 3), s[0], s[1]), T("i32", (1,), data=[2])],
                   [T(t, (), s[0], s[1])], VERSION.get(t, 1), options_name="ReducerOptions", refused=True)
    quantized = {"i8": (.05, 3), "u8": (.05, 130), "i16": (.001, 0)}
    types = {"REDUCE_MAX": "f32 i8 u8 i16 i32 i64", "REDUCE_MIN": "f32 i8 u8 i16 i32 i64", "REDUCE_PROD": "f32 i32 i64",
             "REDUCE_ANY": "bool", "REDUCE_ALL": "bool", "SUM": "f32 i32 i64"}
    for op, names in types.items():
        for t in names.split():
            small = dict(low=-3, high=3) if op == "REDUCE_PROD" else {}
            q = quantized.get(t, (None, 0))
            version = {"i8": 2, "i16": 3}.get(t, 1)
            for name, (shape, axes) in AXES.items():
                if name in ("big", "deep", "none", "empty", "empty_kept"):
                    continue
                for keep in (False, True):
                    yield Case(f"{t}_{name}{'_keep' if keep else ''}", op,
                               [T(t, shape, *q, **small), T("i32", (len(axes),), data=axes)], [T(t, (), *q)],
                               version, {"keepDims": keep}, options_name="ReducerOptions")
            yield Case(f"{t}_dynamic", op, [T(t, (2, 3, 4), *q, **small), T("i32", (1,), feed=[1])], [T(t, (), *q)],
                       version, options_name="ReducerOptions")
    for op in ("ARG_MAX", "ARG_MIN"):
        for t in ("f32", "i8", "u8", "i32"):
            q = quantized.get(t, (None, 0))
            for axis in (0, 1, -1):
                for to, number in (("i32", 2), ("i64", 4)):
                    yield Case(f"{t}_axis{axis}_{to}", op, [T(t, (3, 5, 4), *q), T("i32", (), data=axis)], [T(to)],
                               2 if t == "i8" else 1, {"outputType": number})
            yield Case(f"{t}_ties", op, [T(t, (9,), *q, feed=[1, 3, 3, 0, 0, 2, 3, 1, 0]), T("i32", (), data=0)],
                       [T("i32")], 2 if t == "i8" else 1, {"outputType": 2})
        yield Case("dynamic", op, [T("f32", (3, 5)), T("i32", (), feed=1)], [T("i32")], options={"outputType": 2})
        yield Case("beyond", op, [T("f32", (3, 5)), T("i32", (), data=2)], [T("i32")], options={"outputType": 2},
                   refused=True)
