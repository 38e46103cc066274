"""Select TF ops with random numbers, three runs of each: their state goes on."""
from single_op import Case, T

SEEDS = {"one": {"seed": 5}, "both": {"seed": 87654321, "seed2": 42}, "second": {"seed2": 7}, "wide": {"seed": -3, "seed2": (1 << 40) + 1}}


STATELESS = {"StatelessRandomUniform": ("float32",), "StatelessRandomNormal": ("float32",), "StatelessTruncatedNormal": ("float32",),
             "StatelessRandomUniformInt": ("int32", "int64"), "StatelessRandomUniformFullInt": ("int32", "int64", "uint32", "uint64")}
TYPES = {"float32": "f32", "int32": "i32", "int64": "i64", "uint32": "u32", "uint64": "u64"}


def stateless():
    for op, types in STATELESS.items():
        for t in types:
            bounds = [T(TYPES[t], (), data=-7), T(TYPES[t], (), data=1000)] if op.endswith("UniformInt") else []
            for shape in ((10,), (3, 5)):
                size = T("i32", (len(shape),), data=list(shape))
                for s, seeds in (("int32", [5, -3]), ("int64", [(1 << 40) + 1, 12345])):
                    yield Case(f"{t}_{s}_{len(shape)}", f"Flex{op}", [size, T(TYPES[s], (2,), feed=seeds), *bounds], [T(TYPES[t])],
                               tf_types={"dtype": t, "T": "int32", "Tseed": s})
                for algorithm in (1, 3):
                    key, counter = T("u64", (1,), feed=[(1 << 63) + 12345]), T("u64", (2,), feed=[7, (1 << 64) - 1])
                    yield Case(f"{t}_{algorithm}_{len(shape)}", f"Flex{op}V2", [size, key, counter, T("i32", (), data=algorithm), *bounds], [T(TYPES[t])],
                               tf_types={"dtype": t, "Tshape": "int32"})
            if bounds:
                yield Case(f"{t}_empty", f"Flex{op}", [size, T("i32", (2,), feed=[1, 2]), bounds[1], bounds[1]], [T(TYPES[t])],
                           tf_types={"dtype": t, "T": "int32", "Tseed": "int32"}, refused=True)
    yield Case("fed", "FlexStatelessRandomUniform", [T("i64", (2,), feed=[4, 3]), T("i32", (2,), feed=[1, 2])], [T("f32")],
               tf_types={"dtype": "float32", "T": "int64", "Tseed": "int32"})
    yield Case("carry", "FlexStatelessRandomUniformV2", [T("i32", (1,), data=[9]), T("u64", (1,), feed=[1]), T("u64", (2,), feed=[(1 << 64) - 1, 3]),
                                                         T("i32", (), data=1)], [T("f32")], tf_types={"dtype": "float32", "Tshape": "int32"})
    yield Case("seeds", "FlexStatelessRandomUniform", [size, T("i32", (3,), feed=[1, 2, 3])], [T("f32")],
               tf_types={"dtype": "float32", "T": "int32", "Tseed": "int32"}, refused=True)
    for s, seeds in (("int32", [5, -3]), ("int64", [(1 << 40) + 1, 12345])):
        yield Case(s, "FlexStatelessRandomGetKeyCounter", [T(TYPES[s], (2,), feed=seeds)], [T("u64"), T("u64")], tf_types={"Tseed": s})
    yield Case("any", "FlexStatelessRandomGetAlg", [], [T("i32")])


def sampled():
    for s, seeds in (("int32", [5, -3]), ("int64", [(1 << 40) + 1, 12345])):
        for out in ("int32", "int64"):
            for n, feed in ((1, False), (7, False), (12, True)):
                count = T("i32", (), **{"feed" if feed else "data": n})
                yield Case(f"{s}_{out}_{n}", "FlexStatelessMultinomial", [T("f32", (1, 6)), count, T(TYPES[s], (2,), feed=seeds)], [T(TYPES[out])],
                           tf_types={"T": "float32", "Tseed": s, "output_dtype": out})
    inf = float("inf")
    wild = T("f32", (2, 4), feed=[[0, -inf, 1, 2], [float("nan"), 3, inf, 1]])
    yield Case("special", "FlexStatelessMultinomial", [wild, T("i32", (), data=6), T("i32", (2,), feed=[1, 2])], [T("i64")],
               tf_types={"T": "float32", "Tseed": "int32", "output_dtype": "int64"})
    yield Case("seeds", "FlexStatelessMultinomial", [T("f32", (1, 6)), T("i32", (), data=3), T("i32", (3,), feed=[1, 2, 3])], [T("i64")],
               tf_types={"T": "float32", "Tseed": "int32", "output_dtype": "int64"}, refused=True)
    yield Case("negative", "FlexStatelessMultinomial", [T("f32", (1, 6)), T("i32", (), data=-3), T("i32", (2,), feed=[1, 2])], [T("i64")],
               tf_types={"T": "float32", "Tseed": "int32", "output_dtype": "int64"}, refused=True)


def cases():
    yield from stateless()
    yield from sampled()
    for seeds in (SEEDS["one"], SEEDS["wide"]):
        name = str(seeds["seed"])
        for n in (1, 6, 40):
            size = T("i32", (1,), data=[n])
            yield Case(f"{name}_{n}", "FlexTruncatedNormal", [size], [T("f32")], options=seeds, tf_types={"dtype": "float32", "T": "int32"}, steps=3)
        for t, shape in (("f32", (9,)), ("u8", (5, 3)), ("i64", (2, 2))):
            yield Case(f"{name}_{t}", "FlexRandomShuffle", [T(t, shape)], [T(t)], options=seeds,
                       tf_types={"T": {"f32": "float32", "u8": "uint8", "i64": "int64"}[t]}, steps=3)
        for out in ("int32", "int64"):
            for samples in (3, 8):
                yield Case(f"{name}_{out}_{samples}", "FlexMultinomial", [T("f32", (1, 6)), T("i32", (), data=samples)], [T(TYPES[out])],
                           options=seeds, tf_types={"T": "float32", "output_dtype": out}, steps=3)
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
