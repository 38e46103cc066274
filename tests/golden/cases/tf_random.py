"""Select TF ops with random numbers, three runs of each: their state goes on."""
from single_op import Case, T

SEEDS = {"one": {"seed": 5}, "both": {"seed": 87654321, "seed2": 42}, "second": {"seed2": 7}, "wide": {"seed": -3, "seed2": (1 << 40) + 1}}


def cases():
    for name, seeds in SEEDS.items():
        for shape in ((10,), (3, 5)):
            size = T("i32", (len(shape),), data=list(shape))
            label = f"{name}_{'x'.join(map(str, shape))}"
            for op in ("RandomUniform", "RandomStandardNormal"):
                yield Case(label, f"Flex{op}", [size], [T("f32")], options=seeds, tf_types={"dtype": "float32", "T": "int32"}, steps=3)
            for t in ("int32", "int64"):
                bound = lambda v: T("i32" if t == "int32" else "i64", (), data=v)
                yield Case(f"{t}_{label}", "FlexRandomUniformInt", [size, bound(-7), bound(1000)], [T("i32" if t == "int32" else "i64")],
                           options=seeds, tf_types={"Tout": t, "T": "int32"}, steps=3)
    yield Case("fed", "FlexRandomUniform", [T("i64", (2,), feed=[4, 3])], [T("f32")], options={"seed": 9},
               tf_types={"dtype": "float32", "T": "int64"}, steps=3)
    bound = lambda v: T("i32", (), data=v)
    yield Case("empty_range", "FlexRandomUniformInt", [T("i32", (1,), data=[3]), bound(4), bound(4)], [T("i32")], options={"seed": 1},
               tf_types={"Tout": "int32", "T": "int32"}, refused=True)
