"""Single-op models and what the reference interpreter makes of them.

A case is declared as op, inputs, outputs and options; `record` writes the .tflite, feeds it random or given values and
returns the model with the reference's outputs. The reference is LiteRT's built-in kernels without delegates: the
oracle of docs/numerics.md. An op whose name is no built-in one's is a custom op; where the reference has no kernel of
it, the case says itself what is expected.
"""
import dataclasses
import io
import logging
import zlib

import flatbuffers
import ml_dtypes
import numpy as np
from flatbuffers import flexbuffers
from reference import Interpreter, OpResolverType, node_def, schema

logging.disable(logging.WARNING)
TYPES = {
    "f32": ("FLOAT32", np.float32), "f16": ("FLOAT16", np.float16), "i8": ("INT8", np.int8), "u8": ("UINT8", np.uint8),
    "i16": ("INT16", np.int16), "i32": ("INT32", np.int32), "i64": ("INT64", np.int64), "u32": ("UINT32", np.uint32),
    "bool": ("BOOL", np.bool_), "str": ("STRING", np.bytes_), "c64": ("COMPLEX64", np.complex64),
    "u16": ("UINT16", np.uint16), "i4": ("INT4", np.int8), "i2": ("INT2", np.int8), "u4": ("UINT4", np.uint8), "u64": ("UINT64", np.uint64), "f64": ("FLOAT64", np.float64),
    "bf16": ("BFLOAT16", ml_dtypes.bfloat16),
}

NARROW = {"i4": (4, -8, 7), "u4": (4, 0, 15), "i2": (2, -2, 1)}  # bits of an element, the smallest, the largest


@dataclasses.dataclass
class T:
    """A tensor. `data`: a constant (True = random). Inputs without data are fed. `low`/`high` bound random values."""
    type: str
    shape: tuple = ()
    scale: object = None  # float, or a list of one per channel of `dim`
    zero: object = 0
    data: object = None
    dim: int = 0
    block: int = 0  # > 0: `scale` is a list of one per block of that many elements, kept in a tensor of float16
    low: float = None
    high: float = None
    feed: object = None  # values to feed instead of random ones
    hidden: bool = False  # an output that is none of the graph's: the reference's API cannot show what is empty
    variable: bool = False  # a state: zeros, which runs go on from
    sparse: object = None  # (order, block map, levels) of a constant: a level is its size, or (segments, indices); `data` is
    #                        what is stored


@dataclasses.dataclass
class Case:
    name: str
    op: str
    inputs: list  # T, or None for an optional input that is absent
    outputs: list
    version: int = 1
    options: dict = dataclasses.field(default_factory=dict)
    activation: str = "NONE"
    options_name: str = ""  # where the options table is not named like the op
    same: bool = False      # all inputs are one tensor
    refused: bool = False   # the reference must fail on it, and so must Tare
    tf_types: dict = dataclasses.field(default_factory=dict)  # type attributes of a Select TF op: name -> tf type(s)
    steps: int = 0          # runs, each with outputs of its own, of an op that has state; 0 = it has none
    intermediates: list = ()  # of quantized LSTMs: tensors that are there for their quantization
    expect: object = None   # of a custom op that the reference lacks: a function of all input values to the outputs


def random_values(t, rng):
    dtype = TYPES[t.type][1]
    if t.type == "str":
        return np.array([b"s" * int(n) + b"%d" % n for n in rng.integers(0, 9, t.shape).ravel()]).reshape(t.shape)
    if t.type == "bool":
        return rng.integers(0, 2, t.shape).astype(bool)
    if dtype in (np.float32, np.float16, np.float64, np.complex64, ml_dtypes.bfloat16):
        low, high = (-4 if t.low is None else t.low), (4 if t.high is None else t.high)
        values = lambda: low + (high - low) * rng.integers(0, 1 << 10, t.shape) / 1024
        return (values() + (1j * values() if dtype is np.complex64 else 0)).astype(dtype)
    if t.type in NARROW:
        low, high = NARROW[t.type][1:]
        return rng.integers(low, high, t.shape, endpoint=True).astype(dtype)
    info = np.iinfo(dtype)
    wide = info.bits > 8 and t.scale is None
    low = (max(info.min, -100) if wide else info.min) if t.low is None else t.low
    high = (100 if wide else info.max) if t.high is None else t.high
    return rng.integers(int(low), int(high), t.shape, endpoint=True).astype(dtype)


def pack_strings(values):
    flat = [bytes(v) for v in values.ravel()]
    offsets = np.cumsum([4 * (len(flat) + 2)] + [len(v) for v in flat])
    return np.array([len(flat), *offsets], np.int32).tobytes() + b"".join(flat)


def pack(t, values):
    """The bytes of a constant."""
    if t.type == "str":
        return pack_strings(values)
    if t.type in NARROW:  # the first elements in a byte's low bits
        bits = NARROW[t.type][0]
        each = 8 // bits
        parts = np.zeros(-(-values.size // each) * each, np.uint8)
        parts[:values.size] = values.ravel().view(np.uint8) & (1 << bits) - 1
        return np.bitwise_or.reduce(parts.reshape(-1, each) << bits * np.arange(each, dtype=np.uint8), axis=1).tobytes()
    return values.tobytes()


def sparsity(order, block_map, levels):
    table = schema.SparsityParametersT()
    table.traversalOrder, table.blockMap, table.dimMetadata = order, block_map, []
    for level in levels:
        metadata = schema.DimensionMetadataT()
        if isinstance(level, int):
            metadata.denseSize = level
        else:
            metadata.format = schema.DimensionType.SPARSE_CSR
            names = []
            for values in level:
                name = "Uint8Vector" if max(values) < 256 else "Uint16Vector" if max(values) < 65536 else "Int32Vector"
                vector = getattr(schema, name + "T")()
                vector.values = values
                names.append((vector, getattr(schema.SparseIndexVector, name)))
            (metadata.arraySegments, metadata.arraySegmentsType), (metadata.arrayIndices, metadata.arrayIndicesType) = names
        table.dimMetadata.append(metadata)
    return table


def options_table(case):
    """The options table's name: ADD -> AddOptions, CONV_2D -> Conv2DOptions."""
    name = case.options_name or "".join(w.capitalize() for w in case.op.split("_")) + "Options"
    return name.replace("2d", "2D").replace("V2", "V2")


def build(case, rng):
    """The model's bytes, the values to feed, and the values of all inputs (None where absent)."""
    model = schema.ModelT()
    model.version = 3
    model.description = b""
    code = schema.OperatorCodeT()
    is_tf = case.op.startswith("Flex")
    is_custom = not hasattr(schema.BuiltinOperator, case.op)
    code.builtinCode = getattr(schema.BuiltinOperator, "CUSTOM" if is_custom else case.op)
    code.deprecatedBuiltinCode = min(code.builtinCode, 127)
    if is_custom:
        code.customCode = case.op.encode()
    code.version = case.version
    model.operatorCodes = [code]
    model.buffers = [schema.BufferT()]
    graph = schema.SubGraphT()
    graph.tensors, graph.inputs, graph.outputs = [], [], []
    op = schema.OperatorT()
    op.inputs, op.outputs, feeds, all_values, blocks = [], [], [], [], []
    for position, t in enumerate(case.inputs + case.outputs):
        is_output = position >= len(case.inputs)
        if t is None:
            op.inputs.append(-1)
            all_values.append(None)
            continue
        if case.same and not is_output and position:
            op.inputs.append(0)
            all_values.append(all_values[0])
            continue
        tensor = schema.TensorT()
        tensor.name = b"t%d" % position
        tensor.shape = [int(d) for d in t.shape]
        tensor.type = getattr(schema.TensorType, TYPES[t.type][0])
        tensor.buffer = 0
        if t.block:
            q = tensor.quantization = schema.QuantizationParametersT()
            q.details, q.detailsType = schema.BlockwiseQuantizationT(), schema.QuantizationDetails.BlockwiseQuantization
            scales = np.array(t.scale, np.float16)
            q.details.blockSize, q.details.zeroPoints = t.block, -1
            q.details.scales = len(case.inputs + case.outputs) + len(blocks)
            blocks.append(scales)
        elif t.scale is not None:
            q = tensor.quantization = schema.QuantizationParametersT()
            q.scale = [float(np.float32(s)) for s in np.atleast_1d(t.scale)]
            q.zeroPoint = [int(z) for z in np.broadcast_to(t.zero, len(q.scale))]
            q.quantizedDimension = t.dim
        index = len(graph.tensors)
        tensor.isVariable = t.variable
        if not is_output and not t.variable:
            given = t.data if t.data is not None and t.data is not True else t.feed
            values = random_values(t, rng) if given is None else np.array(given, TYPES[t.type][1])
            if t.sparse:
                tensor.sparsity = sparsity(*t.sparse)
            else:
                values = values.reshape(t.shape)
            all_values.append(values)
            if t.data is not None:
                tensor.buffer = len(model.buffers)
                buffer = schema.BufferT()
                buffer.data = np.frombuffer(pack(t, values), np.uint8)
                model.buffers.append(buffer)
            else:
                graph.inputs.append(index)
                feeds.append(values)
        graph.tensors.append(tensor)
        (op.outputs if is_output else op.inputs).append(index)
        if is_output and not t.hidden:
            graph.outputs.append(index)
    for scales in blocks:  # behind the other tensors
        tensor = schema.TensorT()
        tensor.name, tensor.shape, tensor.type = b"scales", list(scales.shape), schema.TensorType.FLOAT16
        tensor.buffer = len(model.buffers)
        buffer = schema.BufferT()
        buffer.data = np.frombuffer(scales.tobytes(), np.uint8)
        model.buffers.append(buffer)
        graph.tensors.append(tensor)
    for t in case.intermediates:
        tensor = schema.TensorT()
        tensor.name, tensor.shape, tensor.buffer = b"between", [], 0
        tensor.type = getattr(schema.TensorType, TYPES[t.type][0])
        q = tensor.quantization = schema.QuantizationParametersT()
        q.scale, q.zeroPoint = [float(np.float32(t.scale))], [int(t.zero)]
        op.intermediates = (op.intermediates or []) + [len(graph.tensors)]
        graph.tensors.append(tensor)
    name = options_table(case)
    if is_tf:
        options = node_def(case.op[4:], case.options, case.tf_types)
        op.customOptions = np.frombuffer(options, np.uint8)
    elif is_custom:
        options = case.options if isinstance(case.options, bytes) else bytes(flexbuffers.Dumps(case.options))
        op.customOptions = np.frombuffer(options, np.uint8)
    elif hasattr(schema, name + "T"):
        table = getattr(schema, name + "T")()
        given = dict(case.options)
        if case.activation != "NONE" or hasattr(table, "fusedActivationFunction"):
            given.setdefault("fusedActivationFunction", getattr(schema.ActivationFunctionType, case.activation))
        for key, value in given.items():
            if not hasattr(table, key):
                raise KeyError(f"{case.name}: {name} has no {key}")
            setattr(table, key, value)
        if hasattr(schema.BuiltinOptions, name):
            op.builtinOptions, op.builtinOptionsType = table, getattr(schema.BuiltinOptions, name)
        else:
            op.builtinOptions2, op.builtinOptions2Type = table, getattr(schema.BuiltinOptions2, name)
    graph.operators = [op]
    model.subgraphs = [graph]
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output()), feeds, all_values


def invoke(model, feeds, is_tf, steps=0):
    """The reference's outputs; with `steps`, a list of those of as many runs. Fed shapes that differ from the model's
    are resized to."""
    # The Flex delegate is a default one; the op is alone, so no other can touch it.
    it = Interpreter(model_content=model,
                     experimental_op_resolver_type=OpResolverType.AUTO if is_tf else
                     OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES)
    for detail, value in zip(it.get_input_details(), feeds):
        if tuple(detail["shape"]) != value.shape:
            it.resize_tensor_input(detail["index"], value.shape)
    it.allocate_tensors()
    for detail, value in zip(it.get_input_details(), feeds):
        it.set_tensor(detail["index"], value)
    outputs = []
    for _ in range(steps or 1):
        it.invoke()
        outputs.append([it.get_tensor(d["index"]) for d in it.get_output_details()])
    return outputs if steps else outputs[0]


def record(case):
    """Model bytes, inputs and the reference's outputs (None: refused) of a case. Random values depend on the case's op
    and name only."""
    rng = np.random.Generator(np.random.PCG64(zlib.crc32(f"{case.op}/{case.name}".encode())))
    if isinstance(case, Case):
        model, feeds, values = build(case, rng)
    else:
        model, feeds = case.build(rng)  # graphs.GraphCase
        values = feeds
    if case.expect:
        return model, feeds, None if case.refused else [np.asarray(x) for x in case.expect(*values)]
    if not case.refused:
        return model, feeds, invoke(model, feeds, case.op.startswith("Flex"), case.steps)
    try:
        invoke(model, feeds, case.op.startswith("Flex"))
    except (RuntimeError, ValueError):
        return model, feeds, None
    raise RuntimeError("the reference did not refuse it")


def npy(array):
    out = io.BytesIO()
    if array.dtype == ml_dtypes.bfloat16:  # which numpy's format lacks
        array = array.view(np.uint16)
    np.save(out, array.astype(np.bytes_) if array.dtype == object else array, allow_pickle=False)
    return out.getvalue()
