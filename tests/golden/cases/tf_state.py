"""Select TF ops whose values are lists, variables or tables, and functions: graphs of several nodes."""
from graphs import GraphCase
from reference import Func, Shape
from single_op import T

VARIANT = lambda: T("variant")


def list_type(t="float32", shape="int32"):
    return {"element_dtype": t, "shape_type": shape}


def constant(g, values, t="i32"):
    return g.tensor(T(t, (len(values),) if isinstance(values, list) else (), data=values))


def reserve(shape, count):
    """Two elements set, one twice; read back one by one, and all."""
    def make(m):
        g = m.graph()
        x, y = g.input(T("f32", (2, 3))), g.input(T("f32", (2, 3)))
        wanted = constant(g, shape)
        empty = g.tf_node("TensorListReserve", [wanted, constant(g, count)], [VARIANT()], **list_type())
        one = g.tf_node("TensorListSetItem", [empty, constant(g, 1), x], [VARIANT()], element_dtype="float32")
        two = g.tf_node("TensorListSetItem", [one, constant(g, 0), y], [VARIANT()], element_dtype="float32")
        other = g.tf_node("TensorListSetItem", [one, constant(g, 1), y], [VARIANT()], element_dtype="float32")
        for variant in (two, other, one):
            g.output(g.tf_node("TensorListStack", [variant, wanted], [T("f32")], {"num_elements": count}, element_dtype="float32"))
        g.output(g.tf_node("TensorListGetItem", [two, constant(g, 1), wanted], [T("f32")], element_dtype="float32"))
        g.output(g.tf_node("TensorListLength", [two], [T("i32")]))
    return make


def from_tensor(t, name, shape):
    def make(m):
        g = m.graph()
        x, i = g.input(T(t, (4, 3))), g.input(T("i32", (), feed=2))
        values = g.tf_node("TensorListFromTensor", [x, constant(g, shape)], [VARIANT()], **list_type(name))
        g.output(g.tf_node("TensorListGetItem", [values, i, constant(g, [-1])], [T(t)], element_dtype=name))
        g.output(g.tf_node("TensorListStack", [values, constant(g, -1)], [T(t)], {"num_elements": -1}, element_dtype=name))
    return make


def push_pop(m):
    g = m.graph()
    x, y = g.input(T("f32", (3,))), g.input(T("f32", (3,)))
    shape = constant(g, [3])
    values = g.tf_node("EmptyTensorList", [shape, constant(g, -1)], [VARIANT()], **list_type())
    for element in (x, y, x):
        values = g.tf_node("TensorListPushBack", [values, element], [VARIANT()], element_dtype="float32")
    rest, last = g.tensor(VARIANT()), g.tensor(T("f32"))
    g.tf_node("TensorListPopBack", [values, shape], [rest, last], element_dtype="float32")
    g.output(last, g.tf_node("TensorListStack", [rest, shape], [T("f32")], {"num_elements": -1}, element_dtype="float32"))


def outside(op):
    def make(m):
        g = m.graph()
        x = g.input(T("f32", (2,)))
        values = g.tf_node("TensorListReserve", [constant(g, [2]), constant(g, 3)], [VARIANT()], **list_type())
        if op == "TensorListGetItem":
            g.output(g.tf_node(op, [values, constant(g, 3), constant(g, [2])], [T("f32")], element_dtype="float32"))
        else:
            values = g.tf_node(op, [values, constant(g, -1), x], [VARIANT()], element_dtype="float32")
            g.output(g.tf_node("TensorListLength", [values], [T("i32")]))
    return make


def wrong_shape(m):
    g = m.graph()
    x = g.input(T("f32", (3,)))
    values = g.tf_node("TensorListReserve", [constant(g, [2]), constant(g, 3)], [VARIANT()], **list_type())
    values = g.tf_node("TensorListSetItem", [values, constant(g, 0), x], [VARIANT()], element_dtype="float32")
    g.output(g.tf_node("TensorListLength", [values], [T("i32")]))


def loop(m):
    """Squares of the rows of a list, one a round, into another list: lists go through graphs' inputs and outputs."""
    g = m.graph()
    x = g.input(T("f32", (5, 3)))
    source = g.tf_node("TensorListFromTensor", [x, constant(g, [3])], [VARIANT()], **list_type())
    target = g.tf_node("TensorListReserve", [constant(g, [3]), constant(g, 5)], [VARIANT()], **list_type())
    types = lambda: [T("i32"), VARIANT(), VARIANT()]
    condition = m.graph("cond")
    i, _, _ = (condition.input(t) for t in types())
    condition.output(condition.node("LESS", [i, constant(condition, 5)], [T("bool")]))
    body = m.graph("body")
    i, a, b = (body.input(t) for t in types())
    row = body.tf_node("TensorListGetItem", [a, i, constant(body, [3])], [T("f32", (3,))], element_dtype="float32")
    square = body.node("MUL", [row, row], [T("f32", (3,))])
    written = body.tf_node("TensorListSetItem", [b, i, square], [VARIANT()], element_dtype="float32")
    body.output(body.node("ADD", [i, constant(body, 1)], [T("i32")]), a, written)
    outputs = [g.tensor(t) for t in types()]
    g.node("WHILE", [constant(g, 0), source, target], outputs, condSubgraphIndex=condition.index, bodySubgraphIndex=body.index)
    g.output(g.tf_node("TensorListStack", [outputs[2], constant(g, [3])], [T("f32")], {"num_elements": 5}, element_dtype="float32"))


def variable(t, name):
    """Read after the second of two assignments; another variable of the same name is the same."""
    def make(m):
        g = m.graph()
        x = g.input(T(t, (2, 3)))
        handle = lambda: g.tf_node("VarHandleOp", [], [T("resource")], {"container": "", "shared_name": "v", "shape": Shape([2, 3])}, dtype=name)
        first, second = handle(), handle()
        g.tf_node("AssignVariableOp", [first, g.tf_node("Neg", [x], [T(t, (2, 3))], T=name)], [], dtype=name)
        g.tf_node("AssignVariableOp", [second, x], [], dtype=name)
        g.output(g.tf_node("ReadVariableOp", [first], [T(t, (2, 3))], dtype=name))
    return make


def unassigned(m):
    g = m.graph()
    handle = g.tf_node("VarHandleOp", [], [T("resource")], {"container": "", "shared_name": "nothing", "shape": Shape([2])}, dtype="float32")
    g.output(g.tf_node("ReadVariableOp", [handle], [T("f32", (2,))], dtype="float32"))


def table(keys, key, values, value, asked, default, fill="LookupTableImportV2"):
    def make(m):
        names = {"str": "string", "i64": "int64", "i32": "int32", "f32": "float32"}
        g = m.graph()
        types = {"key_dtype": names[key], "value_dtype": names[value]}
        inout = {"Tin": names[key], "Tout": names[value]}
        handle = lambda graph: graph.tf_node("HashTableV2", [], [T("resource")], {"container": "", "shared_name": "words",
                                                                                "use_node_name_sharing": True}, **types)
        setup = m.graph("setup")
        filling = {"Tkey": names[key], "Tval": names[value]} if fill == "InitializeTableV2" else inout
        setup.tf_node(fill, [handle(setup), constant(setup, keys, key), constant(setup, values, value)], [], **filling)
        g.node("CALL_ONCE", [], [], initSubgraphIndex=setup.index)
        found = handle(g)
        wanted = g.input(T(key, (len(asked),), feed=asked))
        g.output(g.tf_node("LookupTableFindV2", [found, wanted, constant(g, default, value)], [T(value, (len(asked),))], **inout))
        g.output(g.tf_node("LookupTableSizeV2", [found], [T("i64")]))
    return make


def call(m):
    g = m.graph("main")
    device = constant(g, b"/job:localhost/replica:0/task:0/device:CPU:0", "str")
    x, y = g.input(T("f32", (2, 3))), g.input(T("f32", (2, 3)))
    f = m.graph("f")
    a, b = f.input(T("f32", (2, 3))), f.input(T("f32", (2, 3)))
    f.output(f.node("SUB", [a, b], [T("f32", (2, 3))]), f.node("MUL", [a, b], [T("f32", (2, 3))]))
    outputs = [g.tensor(T("f32", (2, 3))), g.tensor(T("f32", (2, 3)))]
    g.tf_node("RemoteCall", [device, x, y], outputs, {"f": Func("f")}, Tin=["float32"] * 2, Tout=["float32"] * 2)
    g.output(*outputs)


def call_nothing(m):
    g = m.graph("main")
    device = constant(g, b"/job:localhost/replica:0/task:0/device:CPU:0", "str")
    x = g.input(T("f32", (2, 3)))
    g.output(g.tf_node("RemoteCall", [device, x], [T("f32", (2, 3))], {"f": Func("g")}, Tin=["float32"], Tout=["float32"]))


def cases():
    yield GraphCase("set", "FlexTensorListReserve", reserve([2, 3], 3))
    yield GraphCase("set_all", "FlexTensorListSetItem", reserve([2, 3], 2))
    for t, name in (("f32", "float32"), ("i32", "int32"), ("i64", "int64"), ("u8", "uint8")):
        yield GraphCase(t, "FlexTensorListFromTensor", from_tensor(t, name, [3]))
    yield GraphCase("push_pop", "FlexTensorListPushBack", push_pop)
    yield GraphCase("outside", "FlexTensorListGetItem", outside("TensorListGetItem"), refused=True)
    yield GraphCase("outside", "FlexTensorListSetItem", outside("TensorListSetItem"), refused=True)
    yield GraphCase("shape", "FlexTensorListSetItem", wrong_shape, refused=True)
    yield GraphCase("loop", "FlexTensorListStack", loop)
    for t, name in (("f32", "float32"), ("i32", "int32")):
        yield GraphCase(t, "FlexAssignVariableOp", variable(t, name))
    yield GraphCase("unassigned", "FlexReadVariableOp", unassigned, refused=True)
    words = [b"tare", b"net", b"", b"gross"]
    for name, given in (("str_i64", (words, "str", [1, -2, 3, 1 << 40], "i64", [b"net", b"none", b""], -1)),
                        ("i64_str", ([5, -6, 7], "i64", words[:3], "str", [7, 8, 5], b"?")),
                        ("str_str", (words, "str", words[::-1], "str", [b"gross", b"g"], b"unknown")),
                        ("i32_f32", ([1, 2, 3], "i32", [.5, 1.5, 2.5], "f32", [3, 4, 1], -1.)),
                        ("twice", ([1, 2, 1], "i64", [4, 5, 4], "i64", [1, 2], 0))):
        yield GraphCase(name, "FlexHashTableV2", table(*given))
    yield GraphCase("str_i64", "FlexInitializeTableV2", table(words, "str", [1, 2, 3, 4], "i64", [b"net", b"none"], -1, "InitializeTableV2"))
    yield GraphCase("contradiction", "FlexInitializeTableV2", table([1, 1], "i64", [4, 5], "i64", [1], 0, "InitializeTableV2"), refused=True)
    yield GraphCase("contradiction", "FlexLookupTableImportV2", table([1, 1], "i64", [4, 5], "i64", [1], 0), refused=True)
    yield GraphCase("call", "FlexRemoteCall", call)
    yield GraphCase("nothing", "FlexRemoteCall", call_nothing, refused=True)
