"""Writes small .tflite files without any library: tables of the FlatBuffers format, from nested Python values.

A table is a dict {field number: value}; a value is an int (stored as 4 bytes), a str, a bytes (vector of bytes), a list
of ints (vector of 4-byte ints), a list of dicts (vector of tables) or a dict. Parents are written before children, so
that every offset points forward, as the format wants.
"""
import struct


def _align(out, to, extra=0):
    out.extend(b"\0" * (-(len(out) + extra) % to))


def _write(out, value):
    """Appends a value that lies behind an offset; returns its position."""
    if isinstance(value, dict):
        fields = sorted(value)
        count = fields[-1] + 1 if fields else 0
        table_bytes = 4 + 4 * len(fields)
        slots = [4 + 4 * fields.index(i) if i in value else 0 for i in range(count)]
        vtable = struct.pack(f"<{2 + count}H", 4 + 2 * count, table_bytes, *slots)
        _align(out, 4, len(vtable))
        out += vtable
        at = len(out)
        out += struct.pack("<i", len(vtable)) + b"\0" * (table_bytes - 4)
        for i, field in enumerate(fields):
            slot = at + 4 + 4 * i
            child = value[field]
            number = child & 0xFFFFFFFF if isinstance(child, int) else _write(out, child) - slot
            struct.pack_into("<I", out, slot, number)
        return at
    if isinstance(value, (str, bytes)):
        data = value.encode() + b"\0" if isinstance(value, str) else value
        _align(out, 16, 4)
        at = len(out)
        out += struct.pack("<I", len(data) - isinstance(value, str)) + data
        return at
    _align(out, 4)
    at = len(out)
    out += struct.pack("<I", len(value)) + b"\0" * (4 * len(value))
    for i, item in enumerate(value):
        slot = at + 4 + 4 * i
        number = item & 0xFFFFFFFF if isinstance(item, int) else _write(out, item) - slot
        struct.pack_into("<I", out, slot, number)
    return at


def pack(model):
    """The file of a Model table."""
    out = bytearray(b"\0\0\0\0TFL3")
    struct.pack_into("<I", out, 0, _write(out, model))
    return bytes(out)


def tensor(type_code, shape, signature=None):
    """A Tensor: code of the schema's TensorType, shape, and shape_signature where -1 is an open dimension."""
    fields = {0: shape, 1: type_code, 2: 0, 3: "t"}
    return {**fields, 7: signature} if signature else fields


def model(tensors, inputs, outputs, nodes=(), codes=(), signatures=()):
    """A Model of one subgraph. nodes: (index into codes, inputs, outputs); codes: OperatorCode tables; signatures:
    (key, [(name, tensor)], [(name, tensor)])."""
    maps = lambda pairs: [{0: name, 1: index} for name, index in pairs]
    graph = {0: list(tensors), 1: inputs, 2: outputs, 3: [{0: c, 1: i, 2: o} for c, i, o in nodes], 4: "main"}
    fields = {0: 3, 1: list(codes), 2: [graph], 4: [{}]}
    if signatures:
        fields[7] = [{0: maps(i), 1: maps(o), 2: key, 4: 0} for key, i, o in signatures]
    return pack(fields)


def code(number, version=1, custom=None):
    """An OperatorCode."""
    fields = {0: min(number, 127), 2: version, 3: number}
    return {**fields, 1: custom} if custom else fields


def tiny_model(custom=None, code_number=25, version=1):
    """One node over a float32 tensor of two elements: a custom op's, or a built-in op's."""
    op = code(32, 1, custom) if custom else code(code_number, version)
    return model([tensor(0, [1, 2]), tensor(0, [1, 2])], [0], [1], [(0, [0], [1])], [op])


def _field(number, payload):
    """A protobuf field: an int as varint, bytes with their length."""
    def varint(n):
        n &= (1 << 64) - 1
        out = bytearray()
        while n > 127:
            out.append(n & 127 | 128)
            n >>= 7
        return bytes(out) + bytes([n])
    if isinstance(payload, int):
        return varint(number << 3) + varint(payload)
    return varint(number << 3 | 2) + varint(len(payload)) + payload


TF_TYPES = {"float32": 1, "float64": 2, "int32": 3, "string": 7, "int64": 9}


def node_def(op, attributes):
    """Custom options of a Select TF node: a flexbuffer vector of the op's name and its NodeDef. Attributes are ints,
    bools, lists of ints, and texts, which are types where they name one."""
    def value(v):
        if isinstance(v, bool):
            return _field(5, int(v))
        if isinstance(v, int):
            return _field(3, v)
        if isinstance(v, list):
            return _field(1, b"".join(_field(3, i) for i in v))
        return _field(6, TF_TYPES[v]) if v in TF_TYPES else _field(2, v.encode())
    entry = lambda name, v: _field(5, _field(1, name.encode()) + _field(2, value(v)))
    message = _field(1, op.encode()) + _field(2, op.encode()) + b"".join(entry(*a) for a in attributes.items())
    out = bytearray()
    places = []
    for text in (op.encode(), message):
        _align(out, 4)
        out += struct.pack("<I", len(text))
        places.append(len(out))
        out += text + b"\0"
    _align(out, 4)
    out += struct.pack("<I", 2)
    vector = len(out)
    for place in places:
        out += struct.pack("<I", len(out) - place)
    out += bytes([5 << 2 | 2] * 2)
    _align(out, 4)
    return bytes(out + struct.pack("<I", len(out) - vector) + bytes([10 << 2 | 2, 4]))


def tf_model(op, attributes, type_code=0, inputs=1, options=None, number=0, signature=None):
    """One Select TF node (or, where `op` is None, built-in op `number`) over tensors of 3 elements."""
    node = {0: 0, 1: list(range(inputs)), 2: [inputs]}
    if op:
        node[5] = node_def(op, attributes) if options is None else options
    tensors = [tensor(type_code, [3], signature) for _ in range(inputs + 1)]
    graph = {0: tensors, 1: list(range(inputs)), 2: [inputs], 3: [node], 4: "main"}
    return pack({0: 3, 1: [code(32, 1, "Flex" + op) if op else code(number)], 2: [graph], 4: [{}]})
