"""Writes the models of the custom-op tests into a folder: tests/custom_ops/models.py FOLDER. Each is one node of a custom
op, as JSON of the schema, made a model by flatc."""
import json
import os
import struct
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def flexbuffer_map(entries):
    """A FlexBuffer of a map: values are ints, floats, texts, or lists of texts. Every element is 4 bytes wide."""
    out = bytearray()

    def align():
        out.extend(b"\0" * (-len(out) % 4))

    def text(value):
        align()
        out.extend(struct.pack("<I", len(value)))
        at = len(out)
        out.extend(value.encode() + b"\0")
        return at

    def elements(values, types):
        """Slots: numbers as they are, ("at", position) as the distance back to it. Returns the first one's position."""
        first = len(out)
        for value in values:
            number = len(out) - value[1] if isinstance(value, tuple) else value
            out.extend(struct.pack("<f" if isinstance(number, float) else "<i", number))
        out.extend(bytes(kind << 2 | 2 for kind in types))
        return first

    def vector(values, types):
        align()
        out.extend(struct.pack("<I", len(values)))
        return elements(values, types)

    INT, FLOAT, STRING, MAP, VECTOR = 1, 3, 5, 9, 10
    keys, values, types = [], [], []
    for key in sorted(entries):
        keys.append(("at", len(out)))
        out.extend(key.encode() + b"\0")
        value = entries[key]
        if isinstance(value, str):
            value, kind = ("at", text(value)), STRING
        elif isinstance(value, list):
            texts = [("at", text(v)) for v in value]
            value, kind = ("at", vector(texts, [STRING] * len(texts))), VECTOR
        else:
            kind = FLOAT if isinstance(value, float) else INT
        values.append(value)
        types.append(kind)
    keys_at = vector(keys, [])
    align()
    out.extend(struct.pack("<III", len(out) - keys_at, 4, len(values)))
    map_at = elements(values, types)
    align()
    return bytes(out + struct.pack("<I", len(out) - map_at) + bytes([MAP << 2 | 2, 4]))


def tensor(kind, shape, scale=None, zero=0, data=None):
    return {"type": kind, "shape": shape, "scale": scale, "zero": zero, "data": data}


def write(folder, name, op, inputs, outputs, options=None):
    buffers, tensors = [{}], []
    for i, t in enumerate(inputs + outputs):
        entry = {"type": t["type"], "shape": t["shape"], "name": f"t{i}"}
        if t["scale"]:
            entry["quantization"] = {"scale": [t["scale"]], "zero_point": [t["zero"]]}
        if t["data"] is not None:
            entry["buffer"] = len(buffers)
            buffers.append({"data": list(t["data"])})
        tensors.append(entry)
    indices = list(range(len(tensors)))
    node = {"opcode_index": 0, "inputs": indices[:len(inputs)], "outputs": indices[len(inputs):]}
    if options is not None:
        node["custom_options"] = list(flexbuffer_map(options))
    graph = {"tensors": tensors, "operators": [node], "outputs": node["outputs"],
             "inputs": [i for i, t in enumerate(inputs) if t["data"] is None]}
    code = {"deprecated_builtin_code": 32, "builtin_code": "CUSTOM", "custom_code": op}
    path = os.path.join(folder, name)
    with open(path + ".json", "w") as f:
        json.dump({"version": 3, "operator_codes": [code], "subgraphs": [graph], "buffers": buffers}, f)
    subprocess.run(["flatc", "-b", "-o", folder, os.path.join(ROOT, "builder/model/tflite.fbs"), path + ".json"], check=True)
    if os.path.exists(path + ".bin"):
        os.rename(path + ".bin", path + ".tflite")
    os.remove(path + ".json")


def main(folder):
    os.makedirs(folder, exist_ok=True)
    f32 = lambda *shape: tensor("FLOAT32", list(shape))
    write(folder, "scaled_sum", "ScaledSum", [f32(2, 3, 4)], [f32(2, 3)],
          {"scale": 0.5, "offset": 2.0, "notes": ["1.25", "-0.2500000000000000000000000000000000"]})
    write(folder, "running_mean", "RunningMean", [f32(5)], [f32(5)])
    write(folder, "word_count", "WordCount", [tensor("STRING", [2])], [tensor("STRING", [0]), tensor("INT32", [0])])
    write(folder, "leaky_int8", "QuantizedLeaky", [tensor("INT8", [2, 8], 0.1, -3)],
          [tensor("INT8", [2, 8], 0.05, 10)], {"alpha": 0.25})
    write(folder, "leaky_uint8", "QuantizedLeaky", [tensor("UINT8", [2, 8], 0.1, 125)],
          [tensor("UINT8", [2, 8], 0.2, 64)], {"alpha": 0.25})
    write(folder, "leaky_f32", "QuantizedLeaky", [f32(16)], [f32(16)], {"alpha": 0.25})
    write(folder, "histogram", "Histogram", [f32(4, 4), tensor("INT32", [1], data=struct.pack("<i", 4))],
          [tensor("INT32", [4])])
    weights = struct.pack("<6f", 1, 0, -1, 0.5, 0.25, 2)
    write(folder, "local_contrast", "LocalContrast", [f32(1, 4, 5, 3), tensor("FLOAT32", [2, 3], data=weights)],
          [f32(1, 4, 5, 2)])
    write(folder, "cxx_library", "CxxLibrary", [f32(1)], [f32(9)])
    write(folder, "sine", "example.sine", [f32(6)], [f32(6)])
    write(folder, "flexible", "FlexibleScale", [f32(6)], [f32(6)])


if __name__ == "__main__":
    main(sys.argv[1])
