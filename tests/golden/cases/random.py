"""Random ops with seeds, three runs of each: their state goes on. And ATAN2."""
from single_op import Case, T

SEEDS = {"one": {"seed": 5}, "both": {"seed": 87654321, "seed2": 42}, "second": {"seed2": 7}, "wide": {"seed": -3, "seed2": (1 << 40) + 1}}


def cases():
    for name, seeds in SEEDS.items():
        for shape in ((12,), (3, 4)):
            for op in ("RANDOM_UNIFORM", "RANDOM_STANDARD_NORMAL"):
                yield Case(f"{name}_{len(shape)}", op, [T("i32", (len(shape),), data=list(shape))], [T("f32")], options=seeds,
                           options_name="RandomOptions", steps=3)
        for t in ("i32", "i64"):
            for samples in (5, 8):
                yield Case(f"{t}_{name}_{samples}", "MULTINOMIAL", [T("f32", (3, 7)), T("i32", (), data=samples)], [T(t)], options=seeds,
                           options_name="RandomOptions", steps=3)
    yield Case("fed", "RANDOM_UNIFORM", [T("i32", (2,), feed=[4, 3])], [T("f32")], options={"seed": 9}, options_name="RandomOptions", steps=3)
    yield Case("fed", "MULTINOMIAL", [T("f32", (2, 9)), T("i32", (), feed=6)], [T("i64")], options={"seed": 9}, options_name="RandomOptions", steps=3)
    inf = float("inf")
    yield Case("infinite", "MULTINOMIAL", [T("f32", (1, 5), feed=[0, inf, 1, -inf, 2]), T("i32", (), data=30)], [T("i64")],
               options={"seed": 9}, options_name="RandomOptions", steps=2)
    yield Case("no_classes", "MULTINOMIAL", [T("f32", (2, 0)), T("i32", (), data=3)], [T("i64")], options={"seed": 9},
               options_name="RandomOptions", refused=True)
    for shape in ((), (7,), (2, 3, 4)):
        yield Case(f"f32_{len(shape)}", "ATAN2", [T("f32", shape), T("f32", shape)], [T("f32")])
    yield Case("f32_ranks", "ATAN2", [T("f32", (2, 3)), T("f32", (3,))], [T("f32")], refused=True)
