"""RESHAPE, SQUEEZE, CONCATENATION, PAD, PADV2: ops that move bytes."""
from single_op import Case, T

SCALES = {"i8": (.05, 3), "u8": (.05, 130), "i16": (.001, 0)}


def tensor(t, shape=(), **more):
    return T(t, shape, *SCALES.get(t, (None, 0)), **more)


def cases():
    for t in ("f32", "f16", "i8", "u8", "i16", "i32", "i64", "bool", "str"):
        yield Case(f"{t}_input", "RESHAPE", [tensor(t, (2, 3, 4)), T("i32", (2,), data=[4, 6])], [tensor(t)])
    yield Case("stretch", "RESHAPE", [T("f32", (2, 3, 4)), T("i32", (3,), data=[3, -1, 2])], [T("f32")])
    yield Case("dynamic", "RESHAPE", [T("f32", (2, 3, 4)), T("i32", (3,), feed=[3, -1, 2])], [T("f32")])
    yield Case("options", "RESHAPE", [T("f32", (2, 3, 4))], [T("f32")], options={"newShape": [6, -1]})
    yield Case("scalar", "RESHAPE", [T("f32", (1, 1)), T("i32", (0,), data=[])], [T("f32")], options={"newShape": [0]})
    yield Case("rank8", "RESHAPE", [T("f32", (16,)), T("i32", (8,), data=[2, 1, 2, 1, 2, 1, 2, 1])], [T("f32")])
    yield Case("wrong_count", "RESHAPE", [T("f32", (2, 3)), T("i32", (2,), data=[4, 2])], [T("f32")], refused=True)
    yield Case("two_stretches", "RESHAPE", [T("f32", (2, 3)), T("i32", (2,), data=[-1, -1])], [T("f32")], refused=True)
    for t in ("f32", "i8", "u8", "i16", "i32", "str"):
        yield Case(f"{t}_all", "SQUEEZE", [tensor(t, (1, 3, 1, 2))], [tensor(t)], 2 if t == "str" else 1)
    yield Case("some", "SQUEEZE", [T("f32", (1, 3, 1, 2, 1))], [T("f32")], options={"squeezeDims": [0, -1]})
    yield Case("to_scalar", "SQUEEZE", [T("f32", (1, 1))], [T("f32")])
    yield Case("not_one", "SQUEEZE", [T("f32", (1, 3))], [T("f32")], options={"squeezeDims": [1]}, refused=True)

    for t in ("f32", "i8", "u8", "i16", "i32", "i64", "bool"):
        version = {"i8": 2, "i16": 3}.get(t, 1)
        for axis in (0, 1, -1):
            shapes = [[2, 3, 4] for _ in range(3)]
            for i, s in enumerate(shapes):
                s[axis] += i
            yield Case(f"{t}_axis{axis}", "CONCATENATION", [tensor(t, s) for s in shapes], [tensor(t)], version,
                       {"axis": axis})
        yield Case(f"{t}_one", "CONCATENATION", [tensor(t, (3, 2))], [tensor(t)], version, {"axis": 1})
        yield Case(f"{t}_empty", "CONCATENATION", [tensor(t, (3, 0)), tensor(t, (3, 2))], [tensor(t)], version,
                   {"axis": 1})
    for i, (s, z) in enumerate([(.03, 100), (.1, 0), (.004, 255)]):
        yield Case(f"u8_rescaled{i}", "CONCATENATION", [T("u8", (1, 256), .05, 130), T("u8", (1, 256), s, z)],
                   [T("u8", (), .05, 128)], options={"axis": 1})
    yield Case("rank6", "CONCATENATION", [T("f32", (1, 2, 1, 2, 1, 2)), T("f32", (1, 2, 1, 2, 2, 2))], [T("f32")],
               options={"axis": 4})
    yield Case("axis_beyond", "CONCATENATION", [T("f32", (2, 2)), T("f32", (2, 2))], [T("f32")], options={"axis": 2},
               refused=True)
    yield Case("mismatch", "CONCATENATION", [T("f32", (2, 2)), T("f32", (3, 2))], [T("f32")], options={"axis": 1},
               refused=True)

    pads = {"rank4": ((2, 3, 2, 4), [[1, 0], [0, 2], [1, 1], [0, 3]]), "rank1": ((3,), [[2, 1]]),
            "outer": ((2, 3, 4), [[1, 1], [0, 0], [0, 0]]), "none": ((2, 3), [[0, 0], [0, 0]]),
            "rank5": ((1, 2, 2, 1, 3), [[1, 0], [0, 1], [1, 0], [0, 0], [2, 2]]), "empty": ((0, 2), [[1, 1], [0, 1]])}
    for t in ("f32", "i8", "u8", "i16", "i32", "i64", "bool"):
        for name, (shape, p) in pads.items():
            version = 4 if len(shape) > 4 else {"i8": 2, "i16": 3, "bool": 5}.get(t, 1)
            paddings = T("i32", (len(shape), 2), data=p)
            yield Case(f"{t}_{name}", "PAD", [tensor(t, shape), paddings], [tensor(t)], version)
            if t != "i16":
                yield Case(f"{t}_{name}", "PADV2", [tensor(t, shape), paddings, tensor(t, (1,), data=[1])], [tensor(t)],
                           version)
    yield Case("i64_paddings", "PAD", [T("f32", (2, 3)), T("i64", (2, 2), data=[[1, 0], [0, 1]])], [T("f32")])
    yield Case("dynamic", "PAD", [T("f32", (2, 3)), T("i32", (2, 2), feed=[[1, 0], [0, 1]])], [T("f32")])
    yield Case("negative", "PAD", [T("f32", (2, 3)), T("i32", (2, 2), data=[[-1, 0], [0, 1]])], [T("f32")], refused=True)
