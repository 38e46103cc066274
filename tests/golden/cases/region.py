"""STABLEHLO_SCATTER and STABLEHLO_REDUCE_WINDOW, whose regions are graphs, and REDUCE_WINDOW."""
import numpy as np
from graphs import GraphCase
from single_op import Case, T

FUNCTIONS = {"ADD": 1, "MULTIPLY": 2, "MINIMUM": 3, "MAXIMUM": 4}
SCATTERS = {
    # input, indices, updates, window dimensions of the updates, inserted ones, dimensions that vectors name, dimension of vectors
    "rows": ((5, 3), [[4], [0], [4]], (3, 3), [1], [0], [0], 1),
    "scalars": ((5, 3), [[1, 2], [0, 0], [7, 1], [1, 2]], (4,), [], [0, 1], [0, 1], 1),
    "windows": ((4, 5), [[0, 1], [3, 4]], (2, 2, 3), [1, 2], [], [0, 1], 1),
    "turned": ((4, 5), [[0, 3], [1, -1]], (2, 2), [1], [1], [1, 0], 0),
}


def region(m, op, type):
    g = m.graph()
    x, y = g.input(T(type, ())), g.input(T(type, ()))
    g.output(g.node(op, [x, y], [T(type, ())]) if op else y)
    return g.index


def scatter(name, op, type, index):
    shape, at, updates, window, inserted, to, dim = SCATTERS[name]

    def make(m):
        g = m.graph()
        inputs = [g.input(T(type, shape)), g.input(T(index, np.shape(at), feed=at)), g.input(T(type, updates))]
        g.output(g.node("STABLEHLO_SCATTER", inputs, [T(type, shape)], updateWindowDims=window, insertedWindowDims=inserted,
                        scatterDimsToOperandDims=to, indexVectorDim=dim,
                        updateComputationSubgraphIndex=region(m, op and f"STABLEHLO_{op}", type)))
    return make


def windows(op, type, shape, window, strides, gaps, dilations, padding):
    def make(m):
        g = m.graph()
        inputs = [g.input(T(type, shape, low=-3, high=3)), g.input(T(type, (), low=-2, high=2))]
        g.output(g.node("STABLEHLO_REDUCE_WINDOW", inputs, [T(type, (1,) * len(shape))], windowDimensions=window,
                        windowStrides=strides, baseDilations=gaps, windowDilations=dilations, padding=padding,
                        bodySubgraphIndex=region(m, f"STABLEHLO_{op}", type)))
    return make


def cases():
    for name in SCATTERS:
        for op in (None, *FUNCTIONS):
            for type in ("f32", "i8", "i64", "i16") if name == "rows" else ("f32",):
                yield GraphCase(f"{type}_{name}_{(op or 'update').lower()}", "STABLEHLO_SCATTER", scatter(name, op, type, "i32"))
        yield GraphCase(f"f32_{name}_i64", "STABLEHLO_SCATTER", scatter(name, "ADD", "f32", "i64"))
    for op, function in FUNCTIONS.items():
        for type in ("f32", "i8", "i16", "i32", "i64", "u8"):
            low = 0 if type == "u8" else -3
            yield GraphCase(f"{type}_{op.lower()}_plain", "STABLEHLO_REDUCE_WINDOW",
                            windows(op, type, (5, 6), [2, 3], [1, 2], [1, 1], [1, 1], [0, 0, 0, 0])) if type != "u8" else \
                GraphCase(f"{type}_{op.lower()}_scatter", "STABLEHLO_SCATTER", scatter("rows", op, type, "i32"))
            lists = [T("i64", (2,), data=v) for v in ([2, 3], [2, 1], [1, 2])]
            yield Case(f"{type}_{op.lower()}", "REDUCE_WINDOW",
                       [T(type, (5, 6), low=low, high=3), T(type, (1,), low=low, high=2), *lists], [T(type)],
                       options=dict(reduceFunction=function))
        yield GraphCase(f"f32_{op.lower()}_gaps", "STABLEHLO_REDUCE_WINDOW",
                        windows(op, "f32", (3, 4), [2, 2], [1, 2], [2, 3], [2, 1], [1, 0, 2, 1]))
        yield GraphCase(f"f32_{op.lower()}_crop", "STABLEHLO_REDUCE_WINDOW",
                        windows(op, "f32", (6, 5, 2), [2, 2, 1], [1, 1, 1], [1, 1, 1], [1, 1, 1], [-1, 1, 0, -2, 0, 0]))
    for function in (5, 6):
        lists = [T("i64", (2,), data=v) for v in ([2, 3], [2, 1], [1, 1])]
        yield Case(f"bool_{function}", "REDUCE_WINDOW", [T("bool", (5, 6)), T("bool", (1,), feed=[function == 5]), *lists],
                   [T("bool")], options=dict(reduceFunction=function))
    yield Case("f32_fed", "REDUCE_WINDOW", [T("f32", (5,)), T("f32", (1,)), *(T("i64", (1,), feed=[1]) for _ in range(3))],
               [T("f32")], options=dict(reduceFunction=1), refused=True)
