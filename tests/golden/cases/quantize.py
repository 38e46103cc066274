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

    for t in ("i4", "u4", "i2"):
        for n, zero in ((5, 0), (15, 1), (64, -2 if t == "i4" else 0)):
            yield Case(f"{t}_{n}", "DEQUANTIZE", [T(t, (n,), .07, zero, data=True)], [T("f32")], 5)
        yield Case(f"{t}_fed", "DEQUANTIZE", [T(t, (3, 8), .07, 0, data=True)], [T("f32")], 5)
        for dim in (0, 1):
            scale = [.01 * (i + 1) for i in range((3, 5)[dim])]
            yield Case(f"{t}_channels{dim}", "DEQUANTIZE", [T(t, (3, 5), scale, dim, dim=dim, data=True)], [T("f32")], 5)
        places = [-1e9, -20, -8, -7.5, -2, -1.99, -1, -.5, 0, .5, 1, 1.5, 2, 6.99, 7, 7.5, 15, 15.5, 300, float("nan")]
        yield Case(f"f32_to_{t}", "CAST", [T("f32", (len(places),), feed=places)], [T(t)], 5)
        yield Case(f"f32_to_{t}_odd", "CAST", [T("f32", (3, 7), low=-9, high=17)], [T(t)], 5)
        yield Case(f"{t}_to_f32", "CAST", [T(t, (3, 7), data=True)], [T("f32")], 5)

    rest = {"i8": (.04, -5), "u8": (.06, 120), "i16": (.0008, 0), "i32": (.0001, 0)}
    for t in ("i8", "u8", "i16"):
        for name, shape in {"scalar": (), "long": (1001,), "rank5": (1, 2, 2, 2, 3), "empty": (0, 2)}.items():
            yield Case(f"f32_{t}_{name}", "QUANTIZE", [T("f32", shape, low=-9, high=9)], [T(t, (), *SCALES[t])],
                       2 if t == "i16" else 1)
        for dim in (0, 1, 2):
            scale = [.01 * (i + 1) for i in range((3, 4, 5)[dim])]
            yield Case(f"f32_{t}_channels{dim}", "QUANTIZE", [T("f32", (3, 4, 5))], [T(t, (3, 4, 5), scale, 0, dim=dim)], 3)
    yield Case("f32_i32", "QUANTIZE", [T("f32", (9,))], [T("i32", (), .1)], refused=True)
    for t, outputs in {"i8": "i8 u8 i16", "u8": "i8 u8 i16", "i16": "i8 i16 i32", "i32": "i8 i16"}.items():
        for to in outputs.split():
            for n, (scale, zero) in enumerate([rest[to], SCALES.get(to, rest[to]), (SCALES.get(t, rest[t])[0], rest[to][1])]):
                given = T(t, (999,), *SCALES.get(t, rest[t]))
                if t == "i32":
                    given.low, given.high = -300000, 300000
                yield Case(f"{t}_{to}_{n}", "QUANTIZE", [given], [T(to, (), scale, zero)], 2 if to == "i16" else 1)
