"""Select TF ops on arrays and stacks of tensors that the interpreter keeps: graphs of several nodes, run twice."""
from cases.tf_lists import NAMES
from cases.tf_state import constant
from graphs import GraphCase
from reference import Shape
from single_op import T


class Array:
    """One array of a graph; ops on it follow each other by its flow."""

    def __init__(self, g, size, t="f32", shape=None, **options):
        self.g, self.t, self.type = g, t, NAMES[t]
        self.handle, self.flow = g.tensor(T("resource")), g.tensor(T("f32"))
        g.tf_node("TensorArrayV3", [constant(g, size)], [self.handle, self.flow], {**({} if shape is None else {"element_shape": Shape(shape)}), **options}, dtype=self.type)

    def change(self, op, *inputs):
        self.flow = self.g.tf_node(f"TensorArray{op}V3", [self.handle, *inputs, self.flow], [T("f32")], T=self.type)

    def write(self, i, x):
        self.change("Write", constant(self.g, i), x)

    def show(self, op, *inputs, **options):
        types = {} if op == "Size" else {"dtype": self.type}
        out = self.g.tf_node(f"TensorArray{op}V3", [self.handle, *inputs, self.flow], [T("i32" if op == "Size" else self.t)], options, **types)
        self.g.output(out)

    def read(self, i):
        self.show("Read", constant(self.g, i))

    def gather(self, indices, **options):
        self.show("Gather", constant(self.g, indices), **options)

    def concat(self, **options):
        outputs = [self.g.tensor(T(self.t)), self.g.tensor(T("i64"))]
        self.g.tf_node("TensorArrayConcatV3", [self.handle, self.flow], outputs, options, dtype=self.type)
        self.g.output(*outputs)


def graph(fill, t="f32", shape=(2, 3)):
    """`fill` gets the graph and two inputs."""
    def make(m):
        g = m.graph()
        fill(g, g.input(T(t, shape)), g.input(T(t, shape)))
    return make


def array(*steps, size=3, t="f32", shape=None, **options):
    """Steps are names of methods with arguments; "x" and "y" stand for the inputs."""
    def fill(g, x, y):
        a = Array(g, size, t, shape, **options)
        for name, *values in steps:
            more = values.pop() if values and isinstance(values[-1], dict) else {}
            values = [x if v == "x" else y if v == "y" else constant(g, v[0], v[1]) if isinstance(v, tuple) else v for v in values]
            getattr(a, name)(*values, **more)
        g.output(a.flow)
    return graph(fill, t)


def closed(late):
    def fill(g, x, y):
        a = Array(g, 2)
        a.write(1, x)
        a.read(1)
        g.tf_node("TensorArrayCloseV3", [a.handle], [])
        if late:
            a.write(0, y)
            g.output(a.flow)
    return graph(fill)


def stack(most, pushes, pops, t="f32"):
    def fill(g, x, y):
        handle = g.tf_node("StackV2", [constant(g, most)], [T("resource")], {"stack_name": ""}, elem_type=NAMES[t])
        for i in range(pushes):
            g.output(g.tf_node("StackPushV2", [handle, (x, y)[i % 2]], [T(t, (2, 3))], T=NAMES[t]))
        for _ in range(pops):
            g.output(g.tf_node("StackPopV2", [handle], [T(t)], elem_type=NAMES[t]))
        g.tf_node("StackCloseV2", [handle], [])
    return graph(fill, t)


def loop(m):
    """A loop whose body reads one array and writes squares to another: a recurrent network as the first TensorFlow has it."""
    g = m.graph()
    source, target = Array(g, 4), Array(g, 4)
    source.change("Scatter", constant(g, [0, 1, 2, 3]), g.input(T("f32", (4, 3))))
    kinds = [T("i32"), T("resource"), T("f32"), T("resource"), T("f32")]
    condition, body = m.graph("condition"), m.graph("body")
    counted = [condition.input(k) for k in kinds]
    condition.output(condition.node("LESS", [counted[0], constant(condition, 4)], [T("bool")]))
    i, from_handle, from_flow, to_handle, to_flow = (body.input(k) for k in kinds)
    x = body.tf_node("TensorArrayReadV3", [from_handle, i, from_flow], [T("f32")], dtype="float32")
    y = body.node("MUL", [x, x], [T("f32")])
    flow = body.tf_node("TensorArrayWriteV3", [to_handle, i, y, to_flow], [T("f32")], T="float32")
    body.output(body.node("ADD", [i, constant(body, 1)], [T("i32")]), from_handle, from_flow, to_handle, flow)
    outputs = [g.tensor(k) for k in kinds]
    g.node("WHILE", [constant(g, 0), source.handle, source.flow, target.handle, target.flow], outputs, condSubgraphIndex=condition.index, bodySubgraphIndex=body.index)
    target.handle, target.flow = outputs[3:]
    target.gather([3, 1, 0, 2])


def cases():
    yield GraphCase("loop", "FlexTensorArrayV3", loop, steps=2)
    both = (("write", 1, "x"), ("write", 0, "y"))
    for t in ("f32", "i32", "i64", "u8", "str"):
        yield GraphCase(t, "FlexTensorArrayWriteV3", array(*both, ("read", 0), ("read", 1), t=t), steps=2)
        yield GraphCase(t, "FlexTensorArrayGatherV3", array(*both, ("gather", [1, 0]), t=t, size=2), steps=2)
        yield GraphCase(t, "FlexTensorArrayConcatV3", array(*both, ("concat",), t=t, size=2), steps=2)
        yield GraphCase(t, "FlexTensorArrayScatterV3", array(("change", "Scatter", ([2, 0], "i32"), "x"), ("gather", [2, 0]), t=t), steps=2)
        yield GraphCase(t, "FlexTensorArraySplitV3", array(("change", "Split", "x", ([2, 0], "i64")), ("read", 0), size=2, t=t), steps=2)
    kept = {"clear_after_read": False}
    yield GraphCase("kept", "FlexTensorArrayReadV3", array(*both, ("read", 1), ("read", 1), ("gather", [1, 1, 0]), ("concat",), **kept, size=2), steps=2)
    yield GraphCase("zeros", "FlexTensorArrayReadV3", array(("write", 1, "x"), ("read", 0), ("read", 1), shape=[2, 3]), steps=2)
    yield GraphCase("zeros", "FlexTensorArrayGatherV3", array(("write", 1, "x"), ("gather", [0, 1]), shape=[2, 3]), steps=2)
    yield GraphCase("shape", "FlexTensorArrayGatherV3", array(*both, ("gather", [0, 1], {"element_shape": Shape([-1, 3])}), shape=[2, -1]), steps=2)
    yield GraphCase("shape", "FlexTensorArrayConcatV3", array(*both, ("concat", {"element_shape_except0": Shape([3])}), size=2), steps=2)
    yield GraphCase("grows", "FlexTensorArrayV3", array(("write", 4, "x"), ("read", 4), ("show", "Size"), dynamic_size=True, size=1), steps=2)
    yield GraphCase("same", "FlexTensorArrayV3", array(*both, ("read", 1), ("show", "Size"), identical_element_shapes=True), steps=2)
    refused = {
        "unset": array(("write", 1, "x"), ("read", 0)), "unset_part": array(("write", 1, "x"), ("read", 0), shape=[-1, 3]), "unset_gather": array(("write", 1, "x"), ("gather", [0, 1])),
        "twice": array(("write", 1, "x"), ("write", 1, "y")), "cleared": array(("write", 1, "x"), ("read", 1), ("read", 1)), "after_read": array(("write", 1, "x"), ("read", 1), ("write", 1, "y"), **kept),
        "full": array(("write", 3, "x")), "negative": array(("write", -1, "x"), dynamic_size=True), "outside": array(("write", 1, "x"), ("read", 3)), "shape": array(("write", 1, "x"), shape=[2, 4]),
        "gather_twice": array(("write", 1, "x"), ("gather", [1, 1])), "split_size": array(("change", "Split", "x", ([2, 0], "i64"))), "split_sum": array(("change", "Split", "x", ([1, 0, 0], "i64"))),
        "scatter": array(("change", "Scatter", ([3, 0], "i32"), "x")), "size": array(size=-1), "concat_shape": array(*both, ("concat", {"element_shape_except0": Shape([4])}), size=2),
        "concat_unset": array(("write", 1, "x"), ("concat",), size=2),
    }
    for name, make in refused.items():
        yield GraphCase(name, "FlexTensorArrayV3", make, refused=True)
    yield GraphCase("closed", "FlexTensorArrayCloseV3", closed(False), steps=2)
    yield GraphCase("late", "FlexTensorArrayCloseV3", closed(True), refused=True)
    for t in ("f32", "i64", "u8"):
        yield GraphCase(t, "FlexStackV2", stack(-1, 3, 3, t), steps=2)
    yield GraphCase("some", "FlexStackV2", stack(2, 2, 1), steps=2)
    yield GraphCase("full", "FlexStackV2", stack(1, 2, 0), refused=True)
    yield GraphCase("empty", "FlexStackV2", stack(4, 1, 2), refused=True)
