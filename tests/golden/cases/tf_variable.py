"""Select TF ops that change parts of variables or look at them."""
from cases.tf_state import constant
from graphs import GraphCase
from reference import Shape
from single_op import T

NAMES = {"f32": "float32", "i32": "int32", "i64": "int64"}


def handle(g, t, shape=(4, 3)):
    return g.tf_node("VarHandleOp", [], [T("resource")], {"container": "", "shared_name": "v", "shape": Shape(list(shape))}, dtype=NAMES[t])


def assigned(g, t, shape=(4, 3)):
    v = handle(g, t, shape)
    g.tf_node("AssignVariableOp", [v, g.input(T(t, shape))], [], dtype=NAMES[t])
    return v


def read(g, v, t, shape=(4, 3)):
    g.output(g.tf_node("ReadVariableOp", [v], [T(t, shape)], dtype=NAMES[t]))


def add(op, t, shape=(4, 3)):
    def make(m):
        g = m.graph()
        v = assigned(g, t)
        g.tf_node(op, [v, g.input(T(t, shape))], [], dtype=NAMES[t])
        read(g, v, t)
    return make


def scatter(op, t, indices, i="i32", scalar=False, low=1):
    def make(m):
        g = m.graph()
        v = assigned(g, t)
        updates = g.input(T(t, () if scalar else (len(indices), 3), low=low, high=9))
        g.tf_node(op, [v, constant(g, indices, i), updates], [], dtype=NAMES[t], Tindices=NAMES[i])
        read(g, v, t)
    return make


def gather(op, t, indices, shape, i="i32"):
    def make(m):
        g = m.graph()
        v = assigned(g, t)
        where = g.tensor(T(i, shape, data=indices))
        g.output(g.tf_node(op, [v, where], [T(t)], dtype=NAMES[t], Tindices=NAMES[i]))
    return make


def look(m):
    g = m.graph()
    v = assigned(g, "f32")
    for t in ("i32", "i64"):
        g.output(g.tf_node("VariableShape", [v], [T(t)], out_type=NAMES[t]))
    g.output(g.tf_node("VarIsInitializedOp", [v], [T("bool")]))


def unassigned(m):
    g = m.graph()
    g.output(g.tf_node("VarIsInitializedOp", [handle(g, "f32")], [T("bool")]))


def cases():
    for t in NAMES:
        for op in ("AssignAddVariableOp", "AssignSubVariableOp"):
            yield GraphCase(t, f"Flex{op}", add(op, t))
        for way in ("Update", "Add", "Sub", "Mul", "Div", "Min", "Max"):
            yield GraphCase(t, f"FlexResourceScatter{way}", scatter(f"ResourceScatter{way}", t, [2, 0, 2] if way != "Update" else [2, 0, 1]))
            yield GraphCase(f"{t}_scalar", f"FlexResourceScatter{way}", scatter(f"ResourceScatter{way}", t, [3, 1], "i64", scalar=True))
        yield GraphCase(t, "FlexResourceGather", gather("ResourceGather", t, [[3, 0], [1, 1]], (2, 2)))
        yield GraphCase(t, "FlexResourceGatherNd", gather("ResourceGatherNd", t, [[3, 0], [1, 2]], (2, 2), "i64"))
    yield GraphCase("rows", "FlexResourceGatherNd", gather("ResourceGatherNd", "f32", [[3], [1]], (2, 1)))
    yield GraphCase("shape", "FlexAssignAddVariableOp", add("AssignAddVariableOp", "f32", (4, 2)), refused=True)
    for index in (4, -1):
        yield GraphCase(f"outside_{index}", "FlexResourceScatterAdd", scatter("ResourceScatterAdd", "f32", [index]), refused=True)
        yield GraphCase(f"outside_{index}", "FlexResourceGather", gather("ResourceGather", "f32", [index], (1,)), refused=True)
    yield GraphCase("f32", "FlexVariableShape", look)
    yield GraphCase("f32", "FlexVarIsInitializedOp", look)
    yield GraphCase("unassigned", "FlexVarIsInitializedOp", unassigned)
