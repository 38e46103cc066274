"""DEQUANTIZE and QUANTIZE."""
from single_op import Case, T

SCALES = {"i8": (.05, 3), "u8": (.05, 130), "i16": (.001, 0)}
VERSION = {"i8": 2, "i16": 3, "f16": 3, "u8": 1}


def cases():
    for t, version in VERSION.items():
        for name, shape in {"scalar": (), "rank3": (3, 4, 5), "rank5": (1, 2, 2, 2, 3), "empty": (0, 2)}.items():
            yield Case(f"{t}_{name}", "DEQUANTIZE", [T(t, shape, *SCALES.get(t, (None, 0)))], [T("f32")], version)
        yield Case(f"{t}_constant", "DEQUANTIZE", [T(t, (7, 3), *SCALES.get(t, (None, 0)), data=True)], [T("f32")],
                   version)
    for dim in (0, 1, 2):
        scale = [.01 * (i + 1) for i in range((3, 4, 5)[dim])]
        yield Case(f"i8_channels{dim}", "DEQUANTIZE", [T("i8", (3, 4, 5), scale, 0, dim=dim, data=True)], [T("f32")], 5)
