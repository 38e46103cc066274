"""IF, STABLEHLO_CASE, WHILE, CALL_ONCE and STABLEHLO_COMPOSITE."""
import numpy as np
from flatbuffers import flexbuffers

from graphs import GraphCase
from single_op import T


def branch(m, op, shape, type="f32", swap=False):
    """A graph of two inputs and one output: `op` of both."""
    g = m.graph()
    x, y = g.input(T(type, shape)), g.input(T(type, shape))
    g.output(g.node(op, [y, x] if swap else [x, y], [T(type, shape)]))
    return g.index


def if_(condition, then="ADD", otherwise="SUB", shape=(2, 3), type="f32"):
    def make(m):
        g = m.graph()
        c = g.input(T("bool", (1,), feed=[condition]))
        x, y = g.input(T(type, shape)), g.input(T(type, shape))
        out = T(type, shape)
        branches = branch(m, then, shape, type), branch(m, otherwise, shape, type)
        g.output(g.node("IF", [c, x, y], [out], thenSubgraphIndex=branches[0], elseSubgraphIndex=branches[1]))
    return make


def case(index, ops=("ADD", "SUB", "MUL"), shape=(2, 3)):
    def make(m):
        g = m.graph()
        c = g.input(T("i32", (), feed=index))
        x, y = g.input(T("f32", shape)), g.input(T("f32", shape))
        branches = [branch(m, op, shape) for op in ops]
        g.output(g.node("STABLEHLO_CASE", [c, x, y], [T("f32", shape)], branchSubgraphIndices=branches))
    return make


def if_shapes(condition):
    """Branches whose outputs differ in shape."""
    def make(m):
        g = m.graph()
        c, x = g.input(T("bool", (), feed=[condition])), g.input(T("f32", (2, 6)))
        indices = []
        for shape in ([3, 4], [12]):
            b = m.graph()
            bx = b.input(T("f32", (2, 6)))
            b.output(b.node("RESHAPE", [bx], [T("f32", shape)], newShape=shape))
            indices.append(b.index)
        y = g.node("IF", [c, x], [T("f32")], thenSubgraphIndex=indices[0], elseSubgraphIndex=indices[1])
        g.output(g.node("RELU", [y], [T("f32")]))
    return make


def if_passes(condition):
    """Branches that hand inputs through, or give a constant."""
    def make(m):
        g = m.graph()
        c, x, y = g.input(T("bool", (1,), feed=[condition])), g.input(T("i32", (3,))), g.input(T("i32", (3,)))
        a = m.graph()
        ax, ay = a.input(T("i32", (3,))), a.input(T("i32", (3,)))
        a.output(ay, ax)
        b = m.graph()
        bx, _ = b.input(T("i32", (3,))), b.input(T("i32", (3,)))
        b.output(bx, b.tensor(T("i32", (3,), data=[7, 8, 9])))
        outs = [g.tensor(T("i32", (3,))), g.tensor(T("i32", (3,)))]
        g.node("IF", [c, x, y], outs, thenSubgraphIndex=a.index, elseSubgraphIndex=b.index)
        g.output(*outs)
    return make


def if_nested(outer, inner):
    def make(m):
        g = m.graph()
        c = g.input(T("bool", (1,), feed=[outer]))
        d, x, y = g.input(T("bool", (1,), feed=[inner])), g.input(T("f32", (4,))), g.input(T("f32", (4,)))
        then = m.graph()
        td, tx, ty = then.input(T("bool", (1,))), then.input(T("f32", (4,))), then.input(T("f32", (4,)))
        other = m.graph()
        _, ox, oy = other.input(T("bool", (1,))), other.input(T("f32", (4,))), other.input(T("f32", (4,)))
        leaves = branch(m, "ADD", (4,)), branch(m, "SUB", (4,))
        then.output(then.node("IF", [td, tx, ty], [T("f32", (4,))], thenSubgraphIndex=leaves[0],
                              elseSubgraphIndex=leaves[1]))
        other.output(other.node("MUL", [ox, oy], [T("f32", (4,))]))
        y1 = g.node("IF", [c, d, x, y], [T("f32", (4,))], thenSubgraphIndex=then.index, elseSubgraphIndex=other.index)
        g.output(y1)
    return make


def if_strings(condition):
    def make(m):
        g = m.graph()
        c = g.input(T("bool", (1,), feed=[condition]))
        x = g.input(T("str", (2, 2)))
        indices = []
        for shape in ([4], [1, 4]):
            b = m.graph()
            bx = b.input(T("str", (2, 2)))
            to = b.tensor(T("i32", (len(shape),), data=shape))
            b.output(b.node("RESHAPE", [bx, to], [T("str", shape)]))
            indices.append(b.index)
        g.output(g.node("IF", [c, x], [T("str")], thenSubgraphIndex=indices[0], elseSubgraphIndex=indices[1]))
    return make


def while_flags(flags):
    """Runs while flags say so: the flags are a constant per round, chosen by IF on the previous ones. x doubles."""
    def make(m):
        g = m.graph()
        a, b = g.input(T("bool", (1,), feed=[flags[0]])), g.input(T("bool", (1,), feed=[flags[1]]))
        c, x = g.input(T("bool", (1,), feed=[False])), g.input(T("f32", (3,)))
        cond = m.graph()
        ins = [cond.input(T("bool", (1,))) for _ in range(3)]
        cond.input(T("f32", (3,)))
        cond.output(ins[0])
        body = m.graph()
        ba, bb, bc = (body.input(T("bool", (1,))) for _ in range(3))
        bx = body.input(T("f32", (3,)))
        y = body.node("ADD", [bx, bx], [T("f32", (3,))])
        body.output(bb, bc, bc, y)  # shifted: outputs that are other inputs
        outs = [g.tensor(T("bool", (1,))) for _ in range(3)] + [g.tensor(T("f32", (3,)))]
        g.node("WHILE", [a, b, c, x], outs, condSubgraphIndex=cond.index, bodySubgraphIndex=body.index)
        g.output(*outs)
    return make


def while_grows(rounds):
    """A value whose shape grows each round; a second one that is handed through."""
    def make(m):
        g = m.graph()
        flags = [g.input(T("bool", (1,), feed=[i < rounds])) for i in range(4)]
        x, y = g.input(T("f32", (1, 2))), g.input(T("f32", (1, 2)))
        cond = m.graph()
        cflags = [cond.input(T("bool", (1,))) for _ in range(4)]
        cond.input(T("f32", (1, 2)))
        cond.input(T("f32", (1, 2)))
        cond.output(cflags[0])
        body = m.graph()
        bflags = [body.input(T("bool", (1,))) for _ in range(4)]
        bx, by = body.input(T("f32", (1, 2))), body.input(T("f32", (1, 2)))
        z = body.node("CONCATENATION", [bx, by], [T("f32", (2, 2))], axis=0)
        body.output(*bflags[1:], bflags[3], z, by)
        outs = [g.tensor(T("bool", (1,))) for _ in range(4)] + [g.tensor(T("f32")), g.tensor(T("f32", (1, 2)))]
        g.node("WHILE", [*flags, x, y], outs, condSubgraphIndex=cond.index, bodySubgraphIndex=body.index)
        g.output(*outs[4:])
    return make


def once(m):
    """CALL_ONCE sets a variable that the main graph reads, doubles and sets again."""
    g = m.graph()
    x = g.input(T("f32", (2,)))
    init = m.graph()
    h = init.node("VAR_HANDLE", [], [T("resource")], container="", sharedName="v")
    init.node("ASSIGN_VARIABLE", [h, init.tensor(T("f32", (2,), data=[3, 4]))], [])
    g.node("CALL_ONCE", [], [], initSubgraphIndex=init.index)
    handle = g.node("VAR_HANDLE", [], [T("resource")], container="", sharedName="v")
    v = g.node("READ_VARIABLE", [handle], [T("f32", (2,))])
    g.output(g.node("MUL", [x, v], [T("f32", (2,))]))


def composite(m):
    g = m.graph()
    x, y = g.input(T("f32", (2, 2))), g.input(T("f32", (2, 2)))
    inner = branch(m, "SUB", (2, 2), swap=True)
    out = g.node("STABLEHLO_COMPOSITE", [x, y], [T("f32", (2, 2))], "StableHLOCompositeOptions", name="own.sub",
                 decompositionSubgraphIndex=inner, compositeAttributes=np.frombuffer(flexbuffers.Dumps({}), np.uint8))
    g.output(g.node("RELU", [out], [T("f32", (2, 2))]))


def cases():
    for index in (0, 1, 2, 7, -1):
        yield GraphCase(f"f32_{index}", "STABLEHLO_CASE", case(index))
    for condition in (False, True):
        yield GraphCase(f"f32_{condition}", "IF", if_(condition))
        yield GraphCase(f"empty_{condition}", "IF", if_(condition, shape=(0, 3)))
        yield GraphCase(f"i64_{condition}", "IF", if_(condition, type="i64"))
        yield GraphCase(f"shapes_{condition}", "IF", if_shapes(condition))
        yield GraphCase(f"passes_{condition}", "IF", if_passes(condition))
        yield GraphCase(f"strings_{condition}", "IF", if_strings(condition))
        for inner in (False, True):
            yield GraphCase(f"nested_{condition}_{inner}", "IF", if_nested(condition, inner))
    for flags in ((False, False), (True, False), (True, True)):
        yield GraphCase(f"rounds_{sum(flags)}", "WHILE", while_flags(flags))
    for rounds in range(4):
        yield GraphCase(f"grows_{rounds}", "WHILE", while_grows(rounds))
    yield GraphCase("variable", "CALL_ONCE", once)
    yield GraphCase("sub", "STABLEHLO_COMPOSITE", composite)
    yield GraphCase("no_such_graph", "IF", lambda m: if_(True)(m) or setattr(
        m.table.subgraphs[0].operators[0].builtinOptions, "thenSubgraphIndex", 9), refused=True)
    yield GraphCase("other_count", "IF", lambda m: if_(True)(m) or m.table.subgraphs[1].inputs.pop(), refused=True)
