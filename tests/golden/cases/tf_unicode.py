"""Select TF ops on characters, and from strings to numbers and back."""
from cases.tf_twins import case
from single_op import T

GOOD = ["", "tare", "Größe", "字", "a😀b", "\t\x01end"]
BAD = [b"ok", b"\xff", b"\xe5\xad", b"a\xc0\xafb", b"\xed\xa0\x80", b"\xf0\x9f\x98", b"\xe5\xadz", b"\xf4\x90\x80\x80", b"\x80\x80", b"\xf8\x88"]
CODES = [116, 0, 97, 223, 23383, 128512, 65533, 0xd800, 0x110000, -1, 0x10ffff]


def texts(strings, shape=None):
    return T("str", shape or (len(strings),), feed=[s if isinstance(s, bytes) else s.encode() for s in strings])


def cases():
    for s in ("i32", "i64"):
        outs = [T(s), T("i32"), T("i64")]
        # TensorFlow dies of int32 splits with offsets.
        for op, n in (("UnicodeDecode", 2), ("UnicodeDecodeWithOffsets", 3))[:1 if s == "i32" else 2]:
            yield case(op, f"good_{s}", [texts(GOOD)], outs[:n], {"input_encoding": "UTF-8"}, Tsplits=s)
            for errors in ("replace", "ignore"):
                yield case(op, f"bad_{errors}_{s}", [texts(BAD)], outs[:n], {"input_encoding": "UTF-8", "errors": errors, "replacement_char": 63}, Tsplits=s)
                yield case(op, f"control_{errors}_{s}", [texts(GOOD)], outs[:n],
                           {"input_encoding": "UTF-8", "errors": errors, "replace_control_characters": True}, Tsplits=s)
            yield case(op, f"strict_{s}", [texts(GOOD, (2, 3))], outs[:n], {"input_encoding": "UTF-8", "errors": "strict"}, Tsplits=s)
            yield case(op, f"strict_bad_{s}", [texts(BAD)], outs[:n], {"input_encoding": "UTF-8", "errors": "strict"}, Tsplits=s, refused=True)
        for encoding in ("UTF-8", "UTF-16-BE", "UTF-32-BE"):
            options = {"output_encoding": encoding}
            splits = T(s, (5,), feed=[0, 3, 3, 7, 11])
            for errors in ("replace", "ignore"):
                yield case("UnicodeEncode", f"{encoding}_{errors}_{s}", [T("i32", (11,), feed=CODES), splits], [T("str")], {**options, "errors": errors}, Tsplits=s)
            yield case("UnicodeEncode", f"{encoding}_strict_{s}", [T("i32", (11,), feed=CODES), splits], [T("str")], {**options, "errors": "strict"}, Tsplits=s, refused=True)
            if s == "i32":
                continue
            options["input_encoding"] = "UTF-8"
            yield case("UnicodeTranscode", encoding, [texts(GOOD, (3, 2))], [T("str")], options)
            for errors in ("replace", "ignore"):
                yield case("UnicodeTranscode", f"{encoding}_{errors}", [texts(BAD)], [T("str")], {**options, "errors": errors})
            yield case("UnicodeTranscode", f"{encoding}_strict", [texts(BAD)], [T("str")], {**options, "errors": "strict"}, refused=True)
    for t in ("i8", "u8", "i16", "u16", "i32", "i64"):
        yield case("AsString", t, [T(t, (3, 4))], [T("str")], T=t)
        for width, fill in ((6, ""), (5, "0"), (0, "")):
            yield case("AsString", f"{t}_{width}{fill}", [T(t, (7,))], [T("str")], {"width": width, "fill": fill}, T=t)
    yield case("AsString", "i64_ends", [T("i64", (3,), feed=[-1 << 63, (1 << 63) - 1, 0])], [T("str")], T="i64")
    yield case("AsString", "bool", [T("bool", (2, 2))], [T("str")], T="bool")
    raw = [bytes(range(8)), b"\xff" * 8, b"\x01" * 8]
    for t in ("f32", "i32", "u8", "i16", "i64", "u16", "i8"):
        yield case("DecodeRaw", t, [texts(raw)], [T(t)], out_type=t)
    yield case("DecodeRaw", "sizes", [texts([b"1234", b"12"])], [T("u8")], out_type="u8", refused=True)
    yield case("DecodeRaw", "remainder", [texts([b"12345"])], [T("f32")], out_type="f32", refused=True)
