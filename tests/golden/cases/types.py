"""Outputs declared with another type than the op gives them (runtime/output_types.h)."""
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
