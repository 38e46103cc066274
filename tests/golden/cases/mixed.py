"""SELECT, WHERE, CAST, BATCH_MATMUL, LOG_SOFTMAX, PRELU, CUMSUM, TOPK_V2, ONE_HOT."""
from cases.rearrange import tensor
from single_op import Case, T


def cases():
    for t in ("f32", "i8", "u8", "i16", "i32", "i64"):
        for name, (c, x) in {"equal": ((2, 3), (2, 3)), "scalar": ((), (2, 3)), "rows": ((2,), (2, 3))}.items():
            yield Case(f"{t}_{name}", "SELECT", [T("bool", c), tensor(t, x), tensor(t, x)], [tensor(t)], 2 if t == "i8" else 1)
        for name, shapes in {"equal": ((2, 3),) * 3, "rows": ((3,), (2, 3), (2, 1)), "all": ((4, 1, 1), (3, 1), (2,)),
                             "scalars": ((), (), (2, 2))}.items():
            yield Case(f"{t}_{name}", "SELECT_V2", [T("bool", shapes[0]), tensor(t, shapes[1]), tensor(t, shapes[2])],
                       [tensor(t)])
    yield Case("mismatch", "SELECT_V2", [T("bool", (2,)), T("f32", (3,)), T("f32", (3,))], [T("f32")], refused=True)
    for t in ("bool", "f32", "i8", "u8", "i32", "i64"):
        few = {} if t == "bool" else dict(feed=[0, 1, 2, 0, 3, 0, 0, 0, 1, 1, 0, 2])
        yield Case(f"{t}_3d", "WHERE", [tensor(t, (2, 3, 2), **few)], [T("i64")])
        yield Case(f"{t}_1d", "WHERE", [tensor(t, (12,), **few)], [T("i64")])
    yield Case("f32_minus_zero", "WHERE", [T("f32", (3,), feed=[-0., 1e-40, -1])], [T("i64")])
    number = {"f32": 0, "i32": 2, "u8": 3, "i64": 4, "bool": 6, "i16": 7, "c64": 8, "i8": 9, "f64": 10, "u32": 15, "u16": 16}
    for a in number:
        for b in number:
            positive = b in ("u8", "u32", "u16") or a == "u32"
            values = dict(low=0 if positive else -90, high=90) if a != "bool" else {}
            yield Case(f"{a}_{b}", "CAST", [T(a, (3, 7), **values)], [T(b)], 5,
                       {"inDataType": number[a], "outDataType": number[b]})
    extremes = [float("nan"), float("inf"), float("-inf"), 3e9, -3e9, 300.9, -300.9, 1e20, -1e20, .9, -.9]
    for b in number:
        if b not in ("c64", "f64"):
            yield Case(f"f32_{b}_extremes", "CAST", [T("f32", (len(extremes),), feed=extremes)], [T(b)], 5,
                       {"inDataType": 0, "outDataType": number[b]})
    for i, (a, b, adj_x, adj_y) in enumerate([((3, 4), (4, 5), 0, 0), ((2, 3, 4), (2, 4, 5), 0, 0),
                                              ((2, 4, 3), (2, 4, 5), 1, 0), ((2, 3, 4), (2, 5, 4), 0, 1),
                                              ((4, 3), (5, 4), 1, 1), ((2, 1, 3, 4), (3, 4, 2), 0, 0),
                                              ((1, 3, 40), (5, 40, 33), 0, 0), ((6, 2, 1), (6, 1, 2), 0, 0)]):
        for constant in (False, True):
            yield Case(f"f32_{i}{'_constant' if constant else ''}", "BATCH_MATMUL",
                       [T("f32", a), T("f32", b, data=True if constant else None)], [T("f32")],
                       options={"adjX": bool(adj_x), "adjY": bool(adj_y)}, options_name="BatchMatMulOptions")
    yield Case("mismatch", "BATCH_MATMUL", [T("f32", (3, 4)), T("f32", (3, 4))], [T("f32")],
               options_name="BatchMatMulOptions", refused=True)
    for t in ("f32", "i32", "i64"):
        for axis in (0, 1, -1):
            for exclusive in (False, True):
                for reverse in (False, True):
                    yield Case(f"{t}_{axis}_{exclusive}_{reverse}", "CUMSUM", [T(t, (3, 4, 5)), T("i32", (), data=axis)],
                               [T(t)], options={"exclusive": exclusive, "reverse": reverse})
    yield Case("beyond", "CUMSUM", [T("f32", (3,)), T("i32", (), data=1)], [T("f32")], refused=True)
    for t in ("f32", "i8", "u8", "i32", "i64"):
        for i, (shape, count) in enumerate([((17,), 3), ((4, 33), 33), ((2, 3, 50), 1), ((2, 9), 0)]):
            if count:
                yield Case(f"{t}_{i}", "TOPK_V2", [tensor(t, shape), T("i32", (), data=count)], [tensor(t), T("i32")],
                           2 if t == "i8" else 1)
        yield Case(f"{t}_ties", "TOPK_V2", [tensor(t, (12,), feed=[1, 3, 3, 0, 3, 1, 1, 0, 3, 2, 2, 1]), T("i32", (), data=7)],
                   [tensor(t), T("i32")], 2 if t == "i8" else 1)
        for axis in (0, 1, -1):
            yield Case(f"{t}_axis{axis}", "ONE_HOT", [T("i32", (2, 3), low=-1, high=5), T("i32", (), data=5), tensor(t, (), data=3),
                                                      tensor(t, (), data=1)], [tensor(t)], options={"axis": axis})
    yield Case("dynamic", "TOPK_V2", [T("f32", (9,)), T("i32", (), feed=2)], [T("f32"), T("i32")])
    yield Case("too_many", "TOPK_V2", [T("f32", (9,)), T("i32", (), data=10)], [T("f32"), T("i32")], refused=True)
    yield Case("i64_indices", "ONE_HOT", [T("i64", (4,), feed=[0, 2, -1, 9]), T("i32", (), feed=3), T("f32", (), data=2),
                                          T("f32", (), data=-1)], [T("f32")], options={"axis": -1})
    for name, shape in {"vector": (17,), "wide": (3, 1001), "rank4": (2, 3, 2, 4)}.items():
        yield Case(f"f32_{name}", "LOG_SOFTMAX", [T("f32", shape)], [T("f32")])
    for name, (x, alpha) in {"channels": ((2, 3, 4, 5), (1, 1, 5)), "equal": ((3, 5), (3, 5)), "one": ((3, 5), (1,))}.items():
        yield Case(f"f32_{name}", "PRELU", [T("f32", x), T("f32", alpha, data=True)], [T("f32")])
