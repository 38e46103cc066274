"""The reference interpreter, from whichever package is installed: LiteRT (built-in ops), or TensorFlow with its Flex
delegate (Select TF ops: cases whose op is named Flex...) and TensorFlow Text, recorded with requirements-tf.txt."""
import dataclasses
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
try:
    from ai_edge_litert import schema_py_generated as schema
    from ai_edge_litert import pywrap_genai_ops
    from ai_edge_litert.interpreter import InterpreterWithCustomOps, OpResolverType

    HAS_FLEX = False

    def Interpreter(**arguments):
        """With the ops of language models (odml...) that the package has beside the built-in ones."""
        return InterpreterWithCustomOps([pywrap_genai_ops.GenAIOpsRegisterer], **arguments)
except ImportError:
    import warnings

    warnings.filterwarnings("ignore")
    from tensorflow.lite.python import schema_py_generated as schema
    from tensorflow.lite.python.interpreter import InterpreterWithCustomOps, OpResolverType
    from tensorflow_text.core.pybinds import tflite_registrar

    HAS_FLEX = True

    def Interpreter(**arguments):
        """With Flex, and the custom ops of TensorFlow Text."""
        return InterpreterWithCustomOps(tflite_registrar.SELECT_TFTEXT_OPS, **arguments)


@dataclasses.dataclass
class Func:
    """The value of an attribute that is a function: a subgraph by its name."""
    name: str


@dataclasses.dataclass
class Shape:
    """The value of an attribute that is a shape; None = of unknown rank, -1 = an unknown dimension."""
    dims: object = None


def node_def(op, attributes, types):
    """Custom options of a Select TF node: a flexbuffer of the op's name and its NodeDef. Attribute values are Python
    values, Func or Shape; type attributes are given as tensor types of single_op.TYPES in `types`."""
    import tensorflow as tf
    from tensorflow.core.framework import attr_value_pb2, node_def_pb2

    node = node_def_pb2.NodeDef(name=op, op=op)
    for name, value in attributes.items():
        attr = attr_value_pb2.AttrValue()
        if isinstance(value, bool):
            attr.b = value
        elif isinstance(value, int):
            attr.i = value
        elif isinstance(value, float):
            attr.f = value
        elif isinstance(value, Func):
            attr.func.name = value.name
        elif isinstance(value, Shape):
            attr.shape.unknown_rank = value.dims is None
            for size in value.dims or ():
                attr.shape.dim.add().size = size
        elif value and isinstance(value, list) and isinstance(value[0], Shape):
            for v in value:
                shape = attr.list.shape.add()
                shape.unknown_rank = v.dims is None
                for size in v.dims or ():
                    shape.dim.add().size = size
        elif value and isinstance(value, list) and isinstance(value[0], Func):
            for v in value:
                attr.list.func.add().name = v.name
        elif isinstance(value, (str, bytes)):
            attr.s = value.encode() if isinstance(value, str) else value
        elif value and isinstance(value[0], (str, bytes)):
            attr.list.s.extend(v.encode() if isinstance(v, str) else v for v in value)
        elif value and isinstance(value[0], float):
            attr.list.f.extend(value)
        else:
            attr.list.i.extend(value)
        node.attr[name].CopyFrom(attr)
    for name, value in types.items():
        if isinstance(value, (list, tuple)):
            node.attr[name].list.type.extend(tf.dtypes.as_dtype(v).as_datatype_enum for v in value)
        else:
            node.attr[name].type = tf.dtypes.as_dtype(value).as_datatype_enum
    return flexbuffer(op.encode(), node.SerializeToString())


def flexbuffer(*strings):
    """A flexbuffer vector of strings, all widths 4 bytes. A string has its size in front and a NUL behind; a vector its
    size in front and one type byte per element behind; the buffer ends with the root's offset, type and width."""
    string_type, vector_type, width = 5 << 2 | 2, 10 << 2 | 2, 4
    out = bytearray()
    places = []
    for s in strings:
        out += b"\0" * (-len(out) % width) + len(s).to_bytes(width, "little")
        places.append(len(out))
        out += s + b"\0"
    out += b"\0" * (-len(out) % width) + len(strings).to_bytes(width, "little")
    vector = len(out)
    for place in places:
        out += (len(out) - place).to_bytes(width, "little")
    out += bytes([string_type] * len(strings))
    out += b"\0" * (-len(out) % width)
    out += (len(out) - vector).to_bytes(width, "little")
    return bytes(out + bytes([vector_type, width]))
