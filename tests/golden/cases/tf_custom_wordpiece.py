"""TensorFlow Text's WordPiece tokenizer and BERT normalizer, whose vocabularies and rules are flatbuffers."""
import numpy as np
import tensorflow as tf
import tensorflow_text
from graphs import GraphCase
from single_op import Case, T

WORDS = ["[UNK]", "a", "abcd", "##b", "##bc", "##z", "un", "##aff", "##able", "the", "quick", "##er", "fox", "don", "'", "t", "##ness", "tread",
         "日", "é", "##é", "!", "naïve", "-", "x", "##x", "##xyz"]
TEXTS = ["abcz", "abcd", "abcdz", "unaffable", "unaffablest", "", "a", "b", "the quickerness of the fox", "don't treadness!", "  the\tfox \n", "日本日",
         "a日b", "é éé", "naïve-naïve", "?!?", "a,b", "the\u3000fox", "the\u2014fox", "##", "##b", "x" * 7 + "yz", "the " + "x" * 30, "x" * 30 + "!a",
         "\U0001f600 fox\U0001f600", "a$b", "fox.", "fo", "a\u0085b", "[UNK]", "q the !"]
BROKEN = [b"\xff", b"a\xff", b"the \xe3\x80 fox", b"a\xc3", b"\xed\xa0\x80a", b"a\0b", b"fox\xf0\x9f\x98"]
TOKENIZE, DETOKENIZE, NORMALIZE = "FastWordpieceTokenizeWithOffsets", "TFText>FastWordpieceDetokenize", "FastBertNormalize"


def model(words, whole=True, **options):
    options = {"suffix_indicator": "##", "unknown_token": "[UNK]", **options}
    return np.array(tensorflow_text.FastWordpieceTokenizer(vocab=words, token_out_type=tf.int64, no_pretokenization=not whole, **options)._model)


def rules(lower):
    return np.array(tensorflow_text.FastBertNormalizer(lower_case_nfd_strip_accents=lower)._model)


def texts(values, kind="feed"):
    return T("str", (len(values),), **{kind: [v if isinstance(v, bytes) else v.encode() for v in values]})


def constant(bytes_, fed=False):
    return T("u8", bytes_.shape, **{"feed" if fed else "data": bytes_})


# Cases named fixed have no inputs: with these, vocabularies are damaged (test_golden).
def tokenize():
    outputs = [T("str"), *(T("i64") for _ in range(4))]
    for whole, name in ((True, "texts"), (False, "words")):
        case = lambda label, values, words, fed=False, **options: Case(
            f"{name}_{label}", TOKENIZE, [texts(values), constant(model(words, whole, **options), fed)], outputs)
        yield case("plain", TEXTS + BROKEN, WORDS)
        yield case("longest", TEXTS + BROKEN, WORDS, max_bytes_per_word=5)
        yield case("indicator", ["##", "###", "#", "##b", "a##", "####b", "## a", "ab"], ["[UNK]", "a", "##b", "#", "###", "##"])
        if not whole:  # the reference makes no such vocabulary of texts
            yield case("other_indicator", ["ab", "_b", "a_", "_", "ca", "abc"], ["<u>", "a", "_b", "_", "c"], suffix_indicator="_", unknown_token="<u>")
        yield case("wide_indicator", ["ab", "éb", "é", "aéb"], ["<unk>", "a", "éb", "é"], suffix_indicator="é", unknown_token="<unk>")
        yield case("fed", TEXTS, WORDS, fed=True)
    silent = [T("str", hidden=True), T("i64", hidden=True), T("i64"), *(T("i64", hidden=True) for _ in range(2))]
    yield Case("fixed", TOKENIZE, [texts(TEXTS + BROKEN, "data"), constant(model(WORDS, False))], outputs)
    yield Case("empty", TOKENIZE, [texts(["", ""]), constant(model(WORDS, False))], silent)
    small = model(WORDS, False)
    yield Case("matrix", TOKENIZE, [T("str", (2, 2), feed=[b"a"] * 4), constant(small)], outputs, refused=True)
    yield Case("no_vocabulary", TOKENIZE, [texts(["a"]), T("u8", (8,), data=[255] * 8)], outputs, refused=True, expect=len)
    yield Case("cut", TOKENIZE, [texts(["a"]), constant(small[:len(small) // 2])], outputs, refused=True, expect=len)


def detokenize():
    vocabulary = constant(model(WORDS, False, support_detokenization=True))
    case = lambda name, ids, splits, words=vocabulary, **kind: Case(
        name, DETOKENIZE, [T("i32", (len(ids),), feed=ids), T("i64", (len(splits),), feed=splits), words], [T("str", (max(len(splits) - 1, 1),))], **kind)
    every = list(range(len(WORDS)))
    yield case("every", every, [0, len(every)])
    yield case("each", every, [0, *(i + 1 for i in every)])
    yield case("rows", [6, 7, 8, 9, 3, 3, 10, 11, 0, 17, 16], [0, 4, 6, 6, 11])
    yield Case("fixed", DETOKENIZE, [T("i32", (len(WORDS),), data=every), T("i64", (3,), data=[0, 9, len(WORDS)]), vocabulary], [T("str", (2,))])
    yield case("words", [1, 3, 2], [0, 3], constant(model(["<u>", "a", "b", "_c"], False, suffix_indicator="_", unknown_token="<u>", support_detokenization=True)))
    yield case("not_supported", [1], [0, 1], constant(model(WORDS, False)), refused=True)
    for name, ids, splits in (("beyond", [27], [0, 1]), ("negative", [-1], [0, 1]), ("splits_beyond", [1], [0, 2]), ("splits_late", [1, 1], [1, 2]),
                              ("splits_backwards", [1, 1], [0, 2, 1]), ("no_splits", [1], [])):
        yield case(name, ids, splits, refused=True, expect=len)


def normalize():
    outputs = [T("str"), T("i64"), T("i64")]
    silent = [T("str"), T("i64", hidden=True), T("i64")]
    values = ["ABC", "BÀC", "aΉ", "a¼", "", "same", "tab\tand\nline", "nul\0\0x", "Ⅷ ﬁ \u200b\u200d soft\u00ad", "日本\u3000語", "İıſẞ", "한글 각", "zero\u0301\u0302!",
              "\U0001d400\U0001f600", "\x7f\x80\x01"]
    small = rules(False)
    yield Case("lower", NORMALIZE, [texts(values + BROKEN), constant(rules(True))], outputs, options={"get_offsets": True})
    yield Case("plain", NORMALIZE, [texts(values + BROKEN), constant(small)], outputs, options={"get_offsets": True})
    yield Case("fixed", NORMALIZE, [texts(values + BROKEN, "data"), constant(small)], outputs, options={"get_offsets": True})
    yield Case("silent", NORMALIZE, [texts(values + BROKEN), constant(small, True)], silent, options={"get_offsets": False})
    yield Case("matrix", NORMALIZE, [T("str", (2, 2), feed=[b"a"] * 4), constant(small)], outputs, options={"get_offsets": True}, refused=True)
    yield Case("no_rules", NORMALIZE, [texts(["a"]), T("u8", (8,), data=[255] * 8)], outputs, options={"get_offsets": True}, refused=True, expect=len)
    yield Case("cut", NORMALIZE, [texts(["a"]), constant(small[:len(small) // 2])], outputs, options={"get_offsets": True}, refused=True, expect=len)


def sentences(m):
    """Texts normalized and as pieces, trimmed with another segment; and the pieces of their words in twos."""
    g = m.graph()
    spaces = T("str", (), data=[b"\0\x3e\0\0\1"])
    texts_ = g.input(T("str", (3,), feed=[b"the unaffable\tfox", b"abcz b", b"don't  treadness!"]))
    others = g.input(T("str", (3,), feed=[b"fox", b"thequicker", b""]))
    words_only, whole = g.tensor(constant(model(WORDS, False))), g.tensor(constant(model(WORDS)))
    outputs = [T("str"), *(T("i64") for _ in range(4))]
    normal = g.custom_node(NORMALIZE, [texts_, g.tensor(constant(rules(False)))], [T("str"), T("i64"), T("i64")], {"get_offsets": False})
    words = g.custom_node("TFText>WhitespaceTokenizeWithOffsetsV2", [normal, g.tensor(spaces)], [T("str"), T("i64"), T("i32"), T("i32")])
    pieces, first, second = (g.custom_node(TOKENIZE, inputs, outputs) for inputs in ([words, words_only], [normal, whole], [others, words_only]))
    trimmed = g.custom_node("TFText>RoundRobinTrim", [g.tensor(T("i32", (), data=4)), first + 1, second + 1, first + 2, second + 2],
                            [T("i64") for _ in range(4)], {"N": 2, "T": 4, "Tsplits": 4})
    grams = g.custom_node("TFText>NgramsStringJoin", [pieces, words + 1, pieces + 2], [T("str"), T("i64"), T("i64")],
                          {"width": 2, "axis": -1, "string_separator": "|"})
    g.output(*range(trimmed, trimmed + 4), *range(grams, grams + 3))


def by_tensorflow(texts_, others):
    """The same by TensorFlow Text's own classes; its kernels for TensorFlow Lite crash on one another's outputs."""
    tokenizer = lambda kind, whole: tensorflow_text.FastWordpieceTokenizer(WORDS, token_out_type=kind, no_pretokenization=not whole)
    normal = tensorflow_text.FastBertNormalizer().normalize(texts_)
    trimmed = tensorflow_text.RoundRobinTrimmer(4).trim([tokenizer(tf.int64, True).tokenize(normal), tokenizer(tf.int64, False).tokenize(others)])
    pieces = tokenizer(tf.string, False).tokenize(tensorflow_text.WhitespaceTokenizer().tokenize(normal))
    grams = tensorflow_text.ngrams(pieces, 2, reduction_type=tensorflow_text.Reduction.STRING_JOIN, string_separator="|")
    strings = np.array(grams.flat_values.numpy(), np.bytes_)
    return [*(t.values for t in trimmed), *(t.row_splits for t in trimmed), strings, *grams.nested_row_splits]


def graphs():
    yield GraphCase("sentences", TOKENIZE, sentences, expect=by_tensorflow)


def cases():
    yield from tokenize()
    yield from detokenize()
    yield from normalize()
    yield from graphs()
