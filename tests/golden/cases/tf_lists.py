"""Select TF ops on lists of tensors beyond one element at a time, and lists of strings."""
from cases.tf_state import VARIANT, constant, list_type
from graphs import GraphCase
from single_op import T

NAMES = {"f32": "float32", "i32": "int32", "i64": "int64", "u8": "uint8", "str": "string"}


def taken_apart(g, t, shape=(5, 2)):
    """A list of the rows of an input."""
    x = g.input(T(t, shape))
    return g.tf_node("TensorListFromTensor", [x, constant(g, list(shape[1:]))], [VARIANT()], **list_type(NAMES[t]))


def stacked(g, values, t, shape=(2,)):
    g.output(g.tf_node("TensorListStack", [values, constant(g, list(shape))], [T(t)], {"num_elements": -1}, element_dtype=NAMES[t]))


def gather(t, indices):
    def make(m):
        g = m.graph()
        rows = taken_apart(g, t)
        picked = g.tf_node("TensorListGather", [rows, constant(g, indices), constant(g, [-1])], [T(t)], element_dtype=NAMES[t])
        g.output(picked)
    return make


def gather_unset(m):
    g = m.graph()
    x = g.input(T("f32", (2,)))
    values = g.tf_node("TensorListReserve", [constant(g, [2]), constant(g, 4)], [VARIANT()], **list_type())
    values = g.tf_node("TensorListSetItem", [values, constant(g, 2), x], [VARIANT()], element_dtype="float32")
    g.output(g.tf_node("TensorListGather", [values, constant(g, [2, 0]), constant(g, [2])], [T("f32")], element_dtype="float32"))


def resize(size):
    def make(m):
        g = m.graph()
        values = g.tf_node("TensorListResize", [taken_apart(g, "f32"), constant(g, size)], [VARIANT()])
        g.output(g.tf_node("TensorListLength", [values], [T("i32")]))
        if size:
            stacked(g, values, "f32")
    return make


def scatter(op, t, indices, count=None):
    def make(m):
        g = m.graph()
        x = g.input(T(t, (len(indices), 2)))
        more = [] if count is None else [constant(g, count)]
        types = {"element_dtype": NAMES[t], "shape_type": "int32"}
        if op == "TensorListScatterIntoExistingList":
            values = g.tf_node(op, [taken_apart(g, t, (3, 2)), x, constant(g, indices)], [VARIANT()], element_dtype=NAMES[t])
        else:
            values = g.tf_node(op, [x, constant(g, indices), constant(g, [2]), *more], [VARIANT()], **types)
        stacked(g, values, t)
    return make


def split(t, lengths, leading=()):
    """Taken apart by lengths, put together again; with leading dimensions of elements that are not set."""
    def make(m):
        g = m.graph()
        x = g.input(T(t, (6, 3)))
        values = g.tf_node("TensorListSplit", [x, constant(g, [-1, 3]), constant(g, lengths, "i64")], [VARIANT()], **list_type(NAMES[t]))
        if leading:
            values = g.tf_node("TensorListResize", [values, constant(g, len(leading))], [VARIANT()])
        outputs = [g.tensor(T(t)), g.tensor(T("i64"))]
        g.tf_node("TensorListConcatV2", [values, constant(g, [-1, 3]), constant(g, list(leading) or [0], "i64")], outputs, **list_type(NAMES[t]))
        g.output(*outputs)
        g.output(g.tf_node("TensorListElementShape", [values], [T("i32")], shape_type="int32"),
                 g.tf_node("TensorListElementShape", [values], [T("i64")], shape_type="int64"))
        g.output(g.tf_node("TensorListGetItem", [values, constant(g, 1), constant(g, -1)], [T(t)], element_dtype=NAMES[t]))
    return make


def joined(m):
    g = m.graph()
    values = g.tf_node("TensorListConcatLists", [taken_apart(g, "f32"), taken_apart(g, "f32", (2, 2))], [VARIANT()], element_dtype="float32")
    stacked(g, values, "f32")


def strings(m):
    g = m.graph()
    x, y = g.input(T("str", (3,))), g.input(T("str", (3,)))
    shape = constant(g, [3])
    values = g.tf_node("TensorListReserve", [shape, constant(g, 3)], [VARIANT()], **list_type("string"))
    values = g.tf_node("TensorListSetItem", [values, constant(g, 2), x], [VARIANT()], element_dtype="string")
    values = g.tf_node("TensorListSetItem", [values, constant(g, 0), y], [VARIANT()], element_dtype="string")
    stacked(g, values, "str", (3,))
    values = g.tf_node("TensorListPushBack", [values, x], [VARIANT()], element_dtype="string")
    rest, last = g.tensor(VARIANT()), g.tensor(T("str"))
    g.tf_node("TensorListPopBack", [values, shape], [rest, last], element_dtype="string")
    g.output(last, g.tf_node("TensorListGetItem", [rest, constant(g, 0), shape], [T("str")], element_dtype="string"))


def cases():
    for t in ("f32", "i64", "u8", "str"):
        yield GraphCase(t, "FlexTensorListGather", gather(t, [4, 0, 0, 2]))
        for op, count in (("TensorListScatter", None), ("TensorListScatterV2", 6), ("TensorListScatterV2", -1), ("TensorListScatterIntoExistingList", None)):
            yield GraphCase(f"{t}_{count}", f"Flex{op}", scatter(op, t, [3, 0, 1], count))
    yield GraphCase("unset", "FlexTensorListGather", gather_unset)
    yield GraphCase("outside", "FlexTensorListGather", gather("f32", [5]), refused=True)
    yield GraphCase("outside", "FlexTensorListScatterV2", scatter("TensorListScatterV2", "f32", [3, 0, 1], 3), refused=True)
    yield GraphCase("negative", "FlexTensorListScatter", scatter("TensorListScatter", "f32", [3, -1, 1]), refused=True)
    for size in (0, 3, 8):
        yield GraphCase(f"f32_{size}", "FlexTensorListResize", resize(size))
    yield GraphCase("negative", "FlexTensorListResize", resize(-1), refused=True)
    for t in ("f32", "i32"):
        yield GraphCase(t, "FlexTensorListSplit", split(t, [1, 3, 2]))
        yield GraphCase(t, "FlexTensorListConcatV2", split(t, [4, 1, 1], [4, 1, 1, 2]))
    yield GraphCase("few", "FlexTensorListSplit", split("f32", [1, 3]), refused=True)
    yield GraphCase("many", "FlexTensorListSplit", split("f32", [1, 3, 3]), refused=True)
    yield GraphCase("f32", "FlexTensorListConcatLists", joined)
    yield GraphCase("f32", "FlexTensorListElementShape", split("f32", [1, 3, 2]))
    yield GraphCase("str", "FlexTensorListSetItem", strings)
