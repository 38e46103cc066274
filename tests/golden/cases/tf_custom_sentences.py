"""TensorFlow Text's SentenceFragmentsV2."""
from single_op import Case, T

OP = "SentenceFragmentsV2"
TEXTS = ["Hello. World", "a", "", "  \n ", " (Hi!) b", "(they're fungi!!) x", "I.B.M. went up.", "x? !!!y", "He agreed...!", "b...", "a:) b", "a.\") c", "日本。語。",
         "a\u3000b", "a!?\u00a0b", " \u3000. ", "What?! No.)]} >", "End\u2026 \u2026?", "one. :-) two", "one.:-)))))) :(|) two", "no end", "...", ".", ")", "U.S.A", "A.B",
         "A.B.C.D.E", "O.O. is", "a. . . b", "a.) (b)", "'' a.''", "x.\u201d y", "\u0964 \u17d4\u055c", "a\u037e b!\u203c\u2049", "8'( ;-*=( =( XD", "D:< D: <3 <\\3",
         "a.\u2026) b", "a!...) ...) b", "tab.\tnew\r\nline.", "wide\u2003. \u0085."]
BROKEN = [b"\xff", b"a.\xff b", b".\xe3\x80", b"a\xe2\x80. b", b"\xc2.\x85", b"a.\0b"]


def texts(values, **kind):
    values = [v if isinstance(v, bytes) else v.encode() for v in values]
    return T("str", (len(values),), **(kind or {"feed": values}))


def cases():
    outputs = [T("i64") for _ in range(5)]
    yield Case("texts", OP, [texts(TEXTS + BROKEN)], outputs)
    marks = [chr(c) for c in (*range(0x20, 0x7f), 0xa1, 0xab, 0xbb, 0x589, 0x61f, 0x6d4, 0x964, 0x1362, 0x2024, 0x207e, 0x2e2e, 0x3002, 0x300d, 0xfe12, 0xfe52, 0xff01,
                              0xff09, 0xff0e, 0xff61, 0xfd3f, 0x10a56, 0x11047, 0x1da88)]
    yield Case("marks", OP, [texts([f"a{x}b a.{x}{y}c a.){x}d" for x in marks for y in ".)x"])], outputs)
    yield Case("nothing", OP, [texts(["", " "])], [*(T("i64", hidden=True) for _ in range(4)), T("i64")])
    yield Case("matrix", OP, [T("str", (2, 2), feed=[b"a"] * 4)], outputs, refused=True)
