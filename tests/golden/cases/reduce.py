"""MEAN."""
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
