"""Golden cases of several nodes or graphs: control flow, variables and tables, which a single operator cannot show."""
import dataclasses

import flatbuffers
import numpy as np
from flatbuffers import flexbuffers
from reference import node_def, schema
from single_op import TYPES, pack_strings, random_values


class Graph:
    """One graph of a Model. Tensors are single_op.T; indices go into nodes."""

    def __init__(self, model, name=""):
        self.model = model
        self.table = schema.SubGraphT()
        self.table.name = name.encode()
        self.table.tensors, self.table.inputs, self.table.outputs, self.table.operators = [], [], [], []
        self.index = len(model.table.subgraphs)
        model.table.subgraphs.append(self.table)

    def tensor(self, t):
        """An intermediate tensor, or a constant where `t` has data."""
        tensor = schema.TensorT()
        tensor.name = b"t%d" % len(self.table.tensors)
        tensor.shape = [int(d) for d in t.shape]
        tensor.type = getattr(schema.TensorType, t.type.upper() if t.type in ("resource", "variant") else TYPES[t.type][0])
        tensor.buffer = 0
        if t.data is not None:
            values = np.array(t.data, TYPES[t.type][1]).reshape(t.shape)
            raw = pack_strings(values) if t.type == "str" else values.tobytes()
            tensor.buffer = len(self.model.table.buffers)
            buffer = schema.BufferT()
            buffer.data = np.frombuffer(raw, np.uint8)
            self.model.table.buffers.append(buffer)
        self.table.tensors.append(tensor)
        return len(self.table.tensors) - 1

    def input(self, t):
        """An input; those of graph 0 are fed `t.feed`, or random values."""
        index = self.tensor(t)
        self.table.inputs.append(index)
        if self.index == 0:
            self.model.feeds.append(random_values(t, self.model.rng) if t.feed is None else
                                    np.array(t.feed, TYPES[t.type][1]).reshape(np.shape(t.feed)))
        return index

    def output(self, *indices):
        self.table.outputs += indices

    def tf_node(self, op, inputs, outputs, attributes=None, **types):
        """Adds a Select TF node; outputs that are T are made. Returns the first output."""
        first = self.node(f"Flex{op}", inputs, outputs)
        options = node_def(op, attributes or {}, types)
        self.table.operators[-1].customOptions = np.frombuffer(options, np.uint8)
        return first

    def custom_node(self, op, inputs, outputs, options=None):
        """Adds a node of a custom op; outputs that are T are made. Returns the first output."""
        first = self.node(op, inputs, outputs)
        if options is not None:
            blob = options if isinstance(options, bytes) else bytes(flexbuffers.Dumps(options))
            self.table.operators[-1].customOptions = np.frombuffer(blob, np.uint8)
        return first

    def node(self, op, inputs, outputs, options_name="", **options):
        """Adds a node; outputs that are T are made. Returns the first output."""
        node = schema.OperatorT()
        node.opcodeIndex = self.model.code(op)
        node.inputs = list(inputs)
        node.outputs = [self.tensor(o) if not isinstance(o, int) else o for o in outputs]
        name = options_name or "".join(w.capitalize() for w in op.split("_")) + "Options"
        if hasattr(schema, name + "T"):
            table = getattr(schema, name + "T")()
            if hasattr(table, "fusedActivationFunction"):
                table.fusedActivationFunction = 0
            for key, value in options.items():
                if not hasattr(table, key):
                    raise KeyError(f"{name} has no {key}")
                setattr(table, key, value)
            if hasattr(schema.BuiltinOptions, name):
                node.builtinOptions, node.builtinOptionsType = table, getattr(schema.BuiltinOptions, name)
            else:
                node.builtinOptions2, node.builtinOptions2Type = table, getattr(schema.BuiltinOptions2, name)
        self.table.operators.append(node)
        return node.outputs[0] if node.outputs else None


class Model:
    def __init__(self, rng):
        self.rng = rng
        self.feeds = []
        self.table = schema.ModelT()
        self.table.version = 3
        self.table.operatorCodes, self.table.subgraphs, self.table.buffers = [], [], [schema.BufferT()]

    def graph(self, name=""):
        return Graph(self, name)

    def code(self, op):
        custom = None if hasattr(schema.BuiltinOperator, op) else op.encode()
        number = getattr(schema.BuiltinOperator, "CUSTOM" if custom else op)
        for i, code in enumerate(self.table.operatorCodes):
            if code.builtinCode == number and code.customCode == custom:
                return i
        code = schema.OperatorCodeT()
        code.customCode = custom
        code.builtinCode, code.deprecatedBuiltinCode, code.version = number, min(number, 127), 1
        self.table.operatorCodes.append(code)
        return len(self.table.operatorCodes) - 1


@dataclasses.dataclass
class GraphCase:
    """`make(model)` fills the model. `op` is the operator that the case is about."""
    name: str
    op: str
    make: object
    refused: bool = False
    steps: int = 0  # as in single_op.Case
    expect: object = None  # as in single_op.Case: a function of the fed values

    def build(self, rng):
        model = Model(rng)
        self.make(model)
        builder = flatbuffers.Builder(1024)
        builder.Finish(model.table.Pack(builder), b"TFL3")
        return bytes(builder.Output()), model.feeds
