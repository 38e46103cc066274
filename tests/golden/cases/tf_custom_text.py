"""TensorFlow Text's custom ops that cut, join and trim texts, and TFLite Support's older ones of the same meaning."""
import numpy as np
from single_op import Case, T

STRINGS = [b"a", b"bb", b"", b"\xff\x00c", "é日".encode(), b"word", b"x" * 20]
TFLITE = {"f32": 1, "i32": 2, "u8": 3, "i64": 4, "str": 5, "bool": 6, "i16": 7, "i8": 9, "f64": 11, "u64": 13, "u32": 16, "u16": 17}
SPACES = [*range(9, 14), 0x20, 0x85, 0xa0, 0x1680, *range(0x2000, 0x200b), 0x2028, 0x2029, 0x202f, 0x205f, 0x3000]
TEXTS = [b"two words", b"", b"  lead  and trail ", b"\t\r\n", "wide\u3000space\u2009x\u00a0y".encode(), "日本 語".encode(),
         b"bad\xff \xe3\x80 \xc3", b"cut\xe3\x80", b"n\0ul byte", "emoji \U0001f600 \ufeffx\u0085y".encode(), b"one"]


def bits(characters):
    array = bytearray(max(characters) // 8 + 1)
    for c in characters:
        array[c >> 3] |= 1 << (c & 7)
    return bytes(array)


def texts(values, shape=None, **kind):
    return T("str", (len(values),) if shape is None else shape, **(kind or {"feed": values}))


def strings(n, shape=None):
    return texts([STRINGS[i % len(STRINGS)] for i in range(n)], shape)


def ints(values, t="i64"):
    return T(t, (len(values),), feed=values)


def whitespace():
    outputs = [T("str"), T("i64"), T("i32"), T("i32")]
    for name, values, spaces in (("texts", TEXTS, SPACES), ("one", [b"just one text"], SPACES), ("letters", [b"babcab", b"x"], [97]),
                                 ("high", ["a\U0001f600b".encode()], [0x1f600])):
        yield Case(name, "TFText>WhitespaceTokenizeWithOffsetsV2", [texts(values), texts([bits(spaces)], (), data=[bits(spaces)])], outputs)
    yield Case("no_spaces", "TFText>WhitespaceTokenizeWithOffsetsV2", [texts([b"a b"]), texts([b""], (1,))], outputs)
    silent = [T("str", hidden=True), T("i64"), T("i32", hidden=True), T("i32", hidden=True)]
    yield Case("only_spaces", "TFText>WhitespaceTokenizeWithOffsetsV2", [texts([b"", b" \n"]), texts([b""], (), data=[bits([10, 32])])], silent)
    yield Case("two_sets", "TFText>WhitespaceTokenizeWithOffsetsV2", [texts([b"a b"]), texts([b"", b"a"])], outputs, refused=True, expect=len)


def support_words(text):
    """Plan 9's white space; what is no UTF-8 ends the text."""
    good = text.decode("utf-8", "replace").split("\ufffd")[0]
    return "".join(" " if c in "\t\n \xa0\u2028\u2029\u3000\ufeff" or "\u2000" <= c <= "\u200b" else c for c in good).split(" ")


def support(values, ragged):
    words = [[w.encode() for w in support_words(bytes(v)) if w] for v in values.ravel()]
    if not ragged:
        most = max(map(len, words))
        return [np.array([w + [b""] * (most - len(w)) for w in words]).reshape(*values.shape, most)]
    splits = [np.arange(np.prod(values.shape[:d + 1]) + 1, dtype=np.int64) * values.shape[d + 1] for d in range(values.ndim - 1)]
    return [np.array([w for row in words for w in row]), *splits, np.cumsum([0] + [len(w) for w in words])]


def whitespace_support():
    for name, shape in (("scalar", ()), ("vector", (11,)), ("matrix", (2, 3)), ("deep", (2, 2, 2))):
        n = int(np.prod(shape))
        for ragged in ([False, True] if shape else [False]):
            yield Case(f"{name}_{'ragged' if ragged else 'padded'}", "tftext:WhitespaceTokenizer", [texts(TEXTS[:n], shape, feed=TEXTS[:n])],
                       [T("str"), *(T("i64") for _ in shape if ragged)], expect=lambda x, r=ragged: support(x, r))
    yield Case("too_few_splits", "tftext:WhitespaceTokenizer", [texts(TEXTS[:4], (2, 2))], [T("str"), T("i64")], refused=True, expect=len)


def joined(values, splits, width, separator):
    rows = [values[a:b] for a, b in zip(splits, splits[1:])]
    grams = [[separator.join(row[i:i + width]) for i in range(len(row) - width + 1)] for row in rows]
    return [g for row in grams for g in row], np.cumsum([0] + [len(g) for g in grams])


def ngrams():
    for op, extra in (("TFText>NgramsStringJoin", {}), ("tftext:Ngrams", {"reduction_type": "STRING_JOIN"}), ("TFText>Ngrams", {"reduction_type": "STRING_JOIN"})):
        known = not extra  # by the reference
        for width in (1, 2, 3, 9):
            for separator in (" ", "", "::"):
                if separator != " " and width != 2:
                    continue
                options = {"width": width, "axis": -1, "string_separator": separator, **extra}
                label = f"{width}_{len(separator)}"
                for shape in ((4,), (2, 3), (2, 2, 3)):
                    n, last = int(np.prod(shape)), shape[-1]
                    dense = lambda x, w=width, s=separator.encode(): [np.array(joined(
                        [bytes(v) for v in x.ravel()], range(0, x.size + 1, x.shape[-1]), w, s)[0], np.bytes_).reshape(*x.shape[:-1], max(x.shape[-1] - w + 1, 0))]
                    yield Case(f"dense{len(shape)}_{label}", op, [strings(n, shape)], [T("str")], options=options, expect=None if known else dense)
                ragged = lambda x, *s, w=width, sep=separator.encode(): (lambda v, r: [np.array(v, np.bytes_), *s[:-1], r])(*joined([bytes(v) for v in x], s[-1], w, sep))
                if width < 9:
                    yield Case(f"ragged_{label}", op, [strings(6), ints([0, 2, 2, 6])], [T("str"), T("i64")], options=options, expect=None if known else ragged)
                    yield Case(f"deep_{label}", op, [strings(6), ints([0, 1, 3]), ints([0, 2, 2, 6])], [T("str"), T("i64"), T("i64")], options=options,
                               expect=None if known else ragged)
        options = {"width": 2, "axis": -1, "string_separator": " ", **extra}
        refused = lambda name, inputs, more={}, outputs=1: Case(name, op, inputs, [T("str"), *(T("i64") for _ in range(outputs - 1))],
                                                                  options={**options, **more}, refused=True, expect=len)
        yield refused("scalar", [strings(1, ())])
        yield refused("no_width", [strings(4)], {"width": 0})
        yield refused("axis", [strings(4)], {"axis": 0})
        yield refused("sum", [strings(4)], {"reduction_type": "SUM"})
        for name, splits in (("beyond", [0, 2, 7]), ("negative", [0, -1, 6]), ("backwards", [0, 4, 2]), ("late", [1, 6]), ("none", [])):
            yield refused(f"splits_{name}", [strings(6), ints(splits)], outputs=2)
        yield refused("outer_splits", [strings(6), ints([0, 4]), ints([0, 6])], outputs=3)
        yield refused("outputs", [strings(6), ints([0, 6])])


def bytes_and_parts():
    outputs = [T("u8"), T("i64"), T("i32"), T("i32")]
    yield Case("texts", "TFText>ByteSplitWithOffsets", [texts(TEXTS)], outputs)
    yield Case("empty", "TFText>ByteSplitWithOffsets", [texts([b"", b""])], [T("u8", hidden=True), T("i64"), T("i32", hidden=True), T("i32", hidden=True)])
    yield Case("matrix", "TFText>ByteSplitWithOffsets", [strings(4, (2, 2))], outputs, refused=True)
    op, outputs = "TFText>ByteSplitByOffsets", [T("str"), T("i64")]
    hello = texts([b"hello", b"", "日本".encode()])
    yield Case("parts", op, [hello, ints([0, 1, 5, 0, 1, 0], "i32"), ints([2, 1, 5, 0, 4, 6], "i32"), ints([0, 3, 4, 6])], outputs)
    yield Case("no_parts", op, [hello, ints([0, 1], "i32"), ints([2, 3], "i32"), ints([0, 1, 1, 2])], outputs)
    yield Case("more_offsets", op, [hello, ints([0, 1, 7], "i32"), ints([2, 3], "i32"), ints([0, 1, 1, 1])], outputs)
    for name, starts, ends, splits in (("start_beyond", [6, 0], [6, 0], [0, 1, 1, 2]), ("end_beyond", [0, 0], [6, 0], [0, 1, 1, 2]),
                                       ("negative", [-1, 0], [2, 0], [0, 1, 1, 2]), ("backwards", [2, 0], [1, 0], [0, 1, 1, 2])):
        yield Case(name, op, [hello, ints(starts, "i32"), ints(ends, "i32"), ints(splits)], outputs, refused=True)
    for name, splits in (("rows", [0, 1, 2]), ("splits_beyond", [0, 1, 1, 3]), ("splits_negative", [0, -1, 1, 2]), ("splits_backwards", [0, 2, 1, 2]), ("no_splits", [])):
        yield Case(name, op, [hello, ints([0, 0], "i32"), ints([0, 0], "i32"), ints(splits)], outputs, refused=True, expect=len)


def trimmed(most, *tensors):
    """RoundRobinTrim where the reference dies (strings) or fails: values are taken from the segments in turn."""
    n = len(tensors) // 2
    values, splits = tensors[:n], tensors[n:]
    out, kept = [[] for _ in values], [[0] for _ in values]
    for row in range(len(splits[0]) - 1):
        sizes = [int(s[row + 1] - s[row]) for s in splits]
        used, left = [0] * n, max(int(most), 0)
        while left and used != sizes:
            for s in range(n):
                step = left > 0 and used[s] < sizes[s]
                used[s] += step
                left -= step
        for s in range(n):
            out[s] += list(values[s][splits[s][row]:][:used[s]])
            kept[s].append(len(out[s]))
    return [*(np.array(o, v.dtype) for o, v in zip(out, values)), *(np.array(k, splits[0].dtype) for k in kept)]


def kept(most, *tensors):
    """RoundRobinGenerateMasks of the same."""
    n = len(tensors) // 2
    rows = trimmed(most, *tensors)[n:]
    return [np.concatenate([np.arange(b - a) < d - c for a, b, c, d in zip(s, s[1:], r, r[1:])]) for s, r in zip(tensors[n:], rows)]


def round_robin():
    values = lambda n, t: strings(n) if t == "str" else T(t, (n,))
    trim, masks = "TFText>RoundRobinTrim", "TFText>RoundRobinGenerateMasks"

    def both(name, most, t, s, splits, refused=False, n=None, **options):
        sizes = [split[-1] if split else 3 for split in splits]
        inputs = [T("i32", (), feed=most), *(values(max(size, 1), t) for size in sizes), *(ints(split, s) for split in splits)]
        options = {"N": len(splits) if n is None else n, "T": TFLITE[t], "Tsplits": TFLITE[s], **options}
        count = range(len(splits))
        kind = dict(options=options, refused=refused, expect=len if refused else None)
        given = lambda expect: {"expect": expect} if (t in ("str", "u16", "u32") or most < 2) and not refused else {}
        yield Case(name, trim, inputs, [*(T(t) for _ in count), *(T(s) for _ in count)], **{**kind, **given(trimmed)})
        yield Case(name, masks, inputs, [T("bool") for _ in count], **{**kind, **given(kept)})

    two, three = [[0, 4, 5, 9], [0, 3, 10, 11]], [[0, 1, 6], [0, 7, 8], [0, 3, 8]]
    for t in TFLITE:
        yield from both(t, 6, t, "i32", two)
        yield from both(f"{t}_wide", 6, t, "i64", three)
    for most in (1, 3, 4, 5, 8, 14, 99):
        yield from both(f"most{most}", most, "i32", "i64", two)
        yield from both(f"three{most}", most, "i64", "i32", three)
    yield from both("one", 2, "i32", "i32", [[0, 1, 1, 5]])
    yield from both("equal", 7, "i32", "i32", [[0, 3], [0, 3], [0, 3]])
    yield from both("number", 4, "i32", "i32", two, refused=True, n=3)
    for name, bad in (("beyond", [0, 4, 5, 12]), ("backwards", [0, 4, 3, 9]), ("late", [1, 4, 5, 9]), ("rows", [0, 4, 9]), ("none", [])):
        inputs = [T("i32", (), feed=6), values(9, "i32"), values(11, "i32"), ints(bad), ints(two[1])]
        for op, outputs in ((trim, [T("i32"), T("i32"), T("i64"), T("i64")]), (masks, [T("bool"), T("bool")])):
            yield Case(f"splits_{name}", op, inputs, outputs, options={"N": 2, "T": 2, "Tsplits": 4}, refused=True, expect=len)


def binarize():
    op = "TFText>Utf8Binarize"
    for length, width, replacement in ((16, 24, 65533), (3, 4, 0), (1, 21, 0x10ffff), (5, 34, -1), (2, 8, 63)):
        options = {"word_length": length, "bits_per_char": width, "replacement_char": replacement}
        yield Case(f"{length}x{width}", op, [texts(TEXTS)], [T("f32", (len(TEXTS), length * width))], options=options)
    options = {"word_length": 3, "bits_per_char": 8, "replacement_char": 65533}
    yield Case("matrix", op, [strings(4, (2, 2))], [T("f32", (4, 24))], options=options, refused=True)
    yield Case("negative", op, [strings(2)], [T("f32", (2, 24))], options={**options, "word_length": -3}, refused=True, expect=len)
    yield Case("vast", op, [strings(2)], [T("f32", (2, 24))], options={**options, "word_length": 1 << 30}, refused=True, expect=len)


def cases():
    yield from whitespace()
    yield from whitespace_support()
    yield from ngrams()
    yield from bytes_and_parts()
    yield from round_robin()
    yield from binarize()
