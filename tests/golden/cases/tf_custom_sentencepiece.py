"""The custom ops of TensorFlow Text and TFLite Support that split texts into SentencePiece's pieces, and join them.
Vocabularies are made here, by hand: flatbuffers as model_converter of TensorFlow Text writes them."""
import flatbuffers
import numpy as np
from cases.tf_custom_ragged import kinds_option
from graphs import GraphCase
from single_op import Case, T

SPACE = "\u2581"
PIECES = [("<unk>", 0), ("<s>", 0), ("</s>", 0), (SPACE, -2.5), ("a", -4), ("b", -4.5), ("ab", -5), ("abc", -9), ("c", -3), (SPACE + "a", -5.5), ("é", -3), ("日", -6), ("日本", -7),
          (SPACE + "the", -3), ("th", -4), ("e", -2), ("the", -4.25), ("😀", -8), ("t", -5), ("h", -5), ("!", -1), (" ", -2), ("r", -3.5), ("\t", -6), ("\x7f", -3)]
CONTROLS = 3
RULES = {"A": "a", "É": "é", "\u0301": "", "ﬁ": "fi", "…": "...", "\u00a0": " ", " \u3000": "ab", "\u3000": " ", "\u200b": " "}
OPS = {"text": "TFText>FastSentencepiece{}", "support": "TFSentencepiece{}Op"}


def trie(keys):
    """The units of a double array of key -> value: see kernels/text/double_array_trie.h."""
    units, used = {}, set()

    def children(keys, depth):
        groups = {}
        for key, value in keys:
            groups.setdefault(key[depth] if depth < len(key) else 0, []).append((key, value))
        return groups

    def place(at, label, keys, depth):
        groups = children(keys, depth)
        base = 1
        # Distances of more than 21 bits are multiples of 256: these arrays are small.
        while any((base ^ c) in used or (base ^ c) == 0 for c in groups) or at ^ base >= 1 << 21:
            base += 1
        used.update(base ^ c for c in groups)
        units[at] = label | (at ^ base) << 10 | (0x100 if 0 in groups else 0)
        for c, group in sorted(groups.items()):
            if c == 0:
                units[base] = 1 << 31 | group[0][1]
            else:
                place(base ^ c, c, group, depth + 1)

    used.add(0)
    place(0, 0, sorted((k.encode() if isinstance(k, str) else k, v) for k, v in keys.items()), 0)
    return [units.get(i, 0) for i in range(-(-(max(units) + 1) // 256) * 256)]


def vector(builder, dtype, values):
    return builder.CreateNumpyVector(np.array(values, dtype))


def table(builder, fields):
    """A table of {field: (type, value)}; "ref" = an offset."""
    builder.StartObject(max(fields, default=-1) + 1)
    for at, (kind, value) in fields.items():
        if kind == "ref":
            builder.PrependUOffsetTRelativeSlot(at, value, 0)
        else:
            # No default is left out: this writes it, whatever it is.
            getattr(builder, f"Prepend{kind}")(value)
            builder.Slot(at)
    return builder.EndObject()


def encoder(pieces=None, rules=None, units=None, rule_units=None, texts=None, scores=None, without=(), **options):
    b = flatbuffers.Builder(1024)
    pieces = PIECES if pieces is None else pieces
    keys = {p: i for i, (p, _) in enumerate(pieces) if i >= CONTROLS}
    fields = {}
    if rules is not None:
        joined, places = b"", {}
        for key, value in rules.items():
            places[key] = len(joined)
            joined += value.encode() + b"\0"
        nodes = vector(b, np.uint32, trie(places) if rule_units is None else rule_units)
        fields[11] = ("ref", table(b, {0: ("ref", nodes)}))
        fields[12] = ("ref", vector(b, np.int8, np.frombuffer(joined if texts is None else texts, np.int8)))
    nodes = vector(b, np.uint32, trie(keys) if units is None else units)
    fields[6] = ("ref", table(b, {0: ("ref", nodes)}))
    fields[7] = ("ref", vector(b, np.float32, [s for _, s in pieces] if scores is None else scores))
    known = {"version": (0, "Int8"), "start_code": (1, "Int32"), "end_code": (2, "Int32"), "unknown_code": (3, "Int32"), "unknown_penalty": (4, "Float32"), "encoding_offset": (5, "Int32"),
             "collapse": (8, "Bool"), "prefix": (9, "Bool"), "escape": (10, "Bool")}
    for name, value in {"start_code": 1, "end_code": 2, "unknown_code": 0, "unknown_penalty": -19, "collapse": True, "prefix": True, "escape": True, **options}.items():
        at, kind = known[name]
        fields[at] = (kind, value)
    b.Finish(table(b, {at: f for at, f in fields.items() if at not in without}))
    return bytes(b.Output())


def decoder(pieces=None, offset=0, prefix=True, version=0, without=()):
    b = flatbuffers.Builder(1024)
    texts = [" \u2047 ", "", "", *(p.replace(SPACE, " ") for p, _ in PIECES[CONTROLS:])] if pieces is None else pieces
    strings = [b.CreateString(t) for t in texts]
    b.StartVector(4, len(strings), 4)
    for s in reversed(strings):
        b.PrependUOffsetTRelative(s)
    fields = {0: ("Int8", version), 1: ("Int32", offset), 2: ("ref", b.EndVector()), 5: ("Bool", prefix)}
    b.Finish(table(b, {at: f for at, f in fields.items() if at not in without}))
    return bytes(b.Output())


def given(t, values, fed, shape=None):
    return T(t, (len(values),) if shape is None else shape, **{"feed" if fed else "data": values})


def config(data, fed=False):
    return given("u8", np.frombuffer(data, np.uint8), fed)


TEXTS = ["the abc", "", " ", "a", "  the \t the  ", "日本日", "xyz", "a?b??c", "😀é!", "ab abcab theth", "\t", "e\r\ne"]
NORMALIZED = ["ÉA e\u0301", "ﬁ…", "\u00a0the\u00a0\u00a0the", "\u3000the", "a\u200b \u200bb", "A" * 9, "x\u0301"]


def split(name, data, texts, bos=False, eos=False, reverse=False, fed=False, shape=None, splits="i32", op="text", fixed=False, **kwargs):
    flag = lambda v: T("bool", (), data=int(v))  # True would be a random value
    texts = given("str", [t.encode() if isinstance(t, str) else t for t in texts], not fixed, shape)
    inputs = [config(data, fed), texts, T("i32", (), data=0), T("f32", (), data=0), flag(bos), flag(eos), flag(reverse)]
    return Case(name, OPS[op].format("Tokenize"), inputs, [T("i32"), T(splits)], options=b"", **kwargs)


def join(name, data, rows, first=0, fed=False, splits="i32", op="text", codes=None, ends=None, fixed=False, **kwargs):
    codes = [c for row in rows for c in row] if codes is None else codes
    ends = np.cumsum([first, *map(len, rows)]) if ends is None else ends
    inputs = [config(data, fed), given("i32", codes, not fixed), given(splits, ends, not fixed)]
    # The reference keeps the shape that the model declares.
    return Case(name, OPS[op].format("Detokenize"), inputs, [T("str", (len(ends) - 1,))], options=b"", **kwargs)


def run_split(splits, data, texts, _size, _alpha, bos, eos, reverse):
    """TensorFlow Text's op, for what its TensorFlow Lite twin is not registered for."""
    from tensorflow_text.python.ops import fast_sentencepiece_tokenizer as text
    ids, ends = text.gen_fast_sentencepiece_tokenizer.tf_text_fast_sentencepiece_tokenize(data, texts.ravel().astype(object), 0, 0., bool(bos), bool(eos), bool(reverse))
    return ids.numpy(), ends.numpy().astype(splits)


def run_join(data, codes, ends):
    from tensorflow_text.python.ops import fast_sentencepiece_tokenizer as text
    return [text.gen_fast_sentencepiece_tokenizer.tf_text_fast_sentencepiece_detokenize(data, codes, ends.astype(np.int32)).numpy().astype(np.bytes_)]


def unit_of(units, text):
    """The place of the unit that `text` leads to."""
    at = 0
    for c in text.encode():
        at ^= (units[at] >> 10) ^ c
    return at


def splits():
    plain = encoder()
    yield split("plain", plain, TEXTS)
    yield split("fed", plain, TEXTS, fed=True)
    for bos in (False, True):
        for eos in (False, True):
            for reverse in (False, True):
                yield split(f"flags_{bos:d}{eos:d}{reverse:d}", plain, TEXTS[:4], bos, eos, reverse)
    yield split("normalized", encoder(rules=RULES), TEXTS + NORMALIZED)
    for bits in range(8):
        options = {"collapse": bool(bits & 1), "prefix": bool(bits & 2), "escape": bool(bits & 4)}
        yield split(f"spaces_{bits}", encoder(rules=RULES, **options), TEXTS + NORMALIZED)
    yield split("offset", encoder(encoding_offset=100, start_code=7, end_code=-2), TEXTS, True, True)
    yield split("no_unknown", encoder(unknown_code=-1), TEXTS)
    yield split("no_unknown_offset", encoder(unknown_code=-1, encoding_offset=-9), TEXTS, True)
    yield split("unknown_is_cheap", encoder(unknown_penalty=1.5), TEXTS)
    yield split("unknown_is_a_piece", encoder(unknown_code=4), TEXTS)
    yield split("ties", encoder(scores=[-1.] * len(PIECES), unknown_penalty=-1), TEXTS)
    yield split("infinite", encoder(scores=[-np.inf if i % 3 else -2. for i in range(len(PIECES))]), TEXTS)
    yield split("nan", encoder(scores=[np.nan if i % 4 == 1 else -2. for i in range(len(PIECES))]), TEXTS)
    yield split("rows", plain, TEXTS, shape=(3, 4))
    yield split("one", plain, ["the abc"], shape=())
    yield split("bytes", plain, [b"\xff\xfea", b"\xe6\x97", b"a\x00b", b"\x7f\x80"])
    yield split("long", encoder(rules=RULES), ["the \u3000" * 300 + "É", "x" * 2000, " " * 500])
    yield split("replaced_by_nothing", encoder(rules={"a": "", "b": " "}), TEXTS)
    yield split("defaults", encoder(without=(0, 1, 2, 3, 4, 5, 8, 9, 10)), TEXTS, True, True)
    yield split("replacements_only", encoder(rules=RULES, without=(11,)), TEXTS + NORMALIZED)
    yield split("rules_only", encoder(rules=RULES, without=(12,)), TEXTS + NORMALIZED)
    yield split("nodes_none", encoder(units=[]), TEXTS)
    many = [(p * n, -n / 8 - len(p)) for p in "abcdé" for n in range(1, 60)]
    yield split("many", encoder(pieces=PIECES[:CONTROLS] + many), ["a" * 200 + "b" * 77, "abcdé" * 20, "éé" * 31])


def refused_splits():
    """What the reference would read beyond its buffers for is refused."""
    plain = encoder(rules=RULES)
    refuse = lambda name, data, **kwargs: split(f"refused_{name}", data, TEXTS[:3], refused=True, expect=len, **kwargs)
    yield split("refused_version", encoder(version=1), TEXTS[:3], refused=True)
    yield refuse("empty", b"")
    yield refuse("short", plain[:3])
    yield refuse("root", b"\xff\xff\xff\xff" + plain[4:])
    for eighths in range(1, 8):
        yield refuse(f"cut_{eighths}", plain[:len(plain) * eighths // 8])
    for name, field in (("pieces", 6), ("scores", 7)):
        yield refuse(f"no_{name}", encoder(without=(field,)))


def hostile_splits():
    """Tries that lead out of their arrays or around in circles: texts are split as far as they go."""
    units = trie({p: i for i, (p, _) in enumerate(PIECES) if i >= CONTROLS})
    a = unit_of(units, "a")
    value = a ^ units[a] >> 10
    far, without = 0x1fffff << 10, lambda *gone: encoder(pieces=[p if p[0] not in gone else ("missing%d" % i, 0) for i, p in enumerate(PIECES)])
    changes = {
        "root_far": ({0: far}, None), "root_farther": ({0: far | 0x200}, None), "far": ({a: units[a] & 0x1ff | far}, without("a", "ab", "abc")), "loop": ({a: units[a] & 0x1ff | ord("a") << 10}, None),
        "value_beyond": ({value: 1 << 31 | len(PIECES)}, without("a")), "value_greatest": ({value: 0xffffffff}, without("a")), "value_of_another": ({value: 1 << 31 | 10}, None),
        "no_keys": ({i: u & ~0x100 for i, u in enumerate(units)}, None), "values_only": ({i: u | 1 << 31 for i, u in enumerate(units)}, None),
    }
    for name, (change, same) in changes.items():
        # What the reference would read out of bounds for is like a trie without that key.
        expect = {"expect": lambda _, *rest, same=same: run_split(np.int32, np.frombuffer(same, np.uint8), *rest)} if same else {}
        yield split(f"hostile_{name}", encoder(units=[change.get(i, u) for i, u in enumerate(units)]), TEXTS, **expect)
    for name, texts, same in (("beyond", b"x\0", encoder(rules={"A": "x"})), ("no_end", b"xyz", None)):
        places = {"A": 0, "É": 50} if name == "beyond" else {"A": 1}
        expect = {"expect": lambda _, *rest, same=same or encoder(rules={"A": "yz"}): run_split(np.int32, np.frombuffer(same, np.uint8), *rest)}
        yield split(f"hostile_rules_{name}", encoder(rules={}, rule_units=trie(places), texts=texts), TEXTS + NORMALIZED, **expect)
    yield split("hostile_no_rules", encoder(rules={}, rule_units=[], texts=b""), TEXTS)


ROWS = [[13, 3, 6, 8], [], [9], [3, 3, 0, 12, 11], [17, 10, 20], [0], [1, 2], [21, 21, 4]]


def joins():
    plain = decoder()
    yield join("plain", plain, ROWS)
    yield join("fed", plain, ROWS, fed=True)
    yield join("no_prefix", decoder(prefix=False), ROWS)
    yield join("offset", decoder(offset=5), [[c + 5 for c in row] for row in ROWS])
    yield join("from_two", plain, ROWS, first=2)
    yield join("one", plain, [[13, 3, 4]])
    yield join("none", plain, [[], []])
    yield join("more_codes", plain, ROWS, codes=[5] * 40)
    yield join("pieces_end_early", decoder(pieces=["a\0b", "  c", " ", "", "\0"]), [[0, 1, 2, 3, 4], [1, 1], [2, 2, 0], [4]])
    yield join("defaults", decoder(without=(0, 1, 5)), ROWS)
    yield join("long", plain, [[4, 5, 6] * 200, [11] * 333])


def refused_joins():
    plain = decoder()
    yield join("refused_version", decoder(version=1), ROWS, refused=True)
    yield join("refused_beyond", plain, [[len(PIECES)]], refused=True)
    yield join("refused_negative", plain, [[1], [-1]], refused=True)
    yield join("refused_below_offset", decoder(offset=2), [[1]], refused=True)
    refuse = lambda name, data, **kwargs: join(f"refused_{name}", data, [[3, 4], [5]], refused=True, expect=len, **kwargs)
    yield refuse("empty", b"")
    yield refuse("root", b"\xff\xff\xff\x7f" + plain[4:])
    for eighths in range(1, 8):
        yield refuse(f"cut_{eighths}", plain[:len(plain) * eighths // 8])
    yield refuse("no_pieces", decoder(without=(2,)))
    for name, ends in (("unsorted", [0, 2, 1]), ("beyond", [0, 2, 4]), ("below", [-1, 2, 3]), ("great", [0, 2, 1 << 31])):
        yield refuse(f"splits_{name}", plain, ends=ends, splits="i64" if name == "great" else "i32")


def others():
    """TFLite Support's names, and splits of 64 bits, which TensorFlow Text's kernels take for 32."""
    for op in OPS:
        for s in ("i32", "i64"):
            if (op, s) != ("text", "i32"):
                name = f"{op}_{s}"
                dtype = np.int32 if s == "i32" else np.int64
                yield split(name, encoder(rules=RULES), TEXTS + NORMALIZED, True, splits=s, op=op, expect=lambda *v, dtype=dtype: run_split(dtype, *v))
                yield join(name, decoder(), ROWS, splits=s, op=op, expect=run_join)


def fixed():
    """Without inputs: test_golden damages the configurations of these."""
    pieces = [p for i, p in enumerate(PIECES) if i < 8]
    yield split("fixed", encoder(pieces=pieces, rules={"A": "ab", "\t": " "}), ["abcA a\t\ta", "xA", ""], True, True, fixed=True)
    yield join("fixed", decoder(pieces=[" a", "b", "cd", ""], offset=1), [[1, 2, 3, 4], [2, 1]], fixed=True)


def there_and_back(m):
    """Texts to rows of ids of one length, and to texts again."""
    g = m.graph()
    scalar = lambda t, v: g.tensor(T(t, (), data=v))
    texts = g.input(T("str", (len(TEXTS),), feed=[t.encode() for t in TEXTS]))
    flags = [scalar("i32", 0), scalar("f32", 0), *(scalar("bool", 0) for _ in range(3))]
    ids, splits = g.tensor(T("i32")), g.tensor(T("i32"))
    g.custom_node(OPS["text"].format("Tokenize"), [g.tensor(config(encoder(rules=RULES))), texts, *flags], [ids, splits])
    g.output(g.custom_node("RaggedTensorToTensor", [scalar("i32", -1), ids, scalar("i32", -7), splits], [T("i32")], kinds_option(["ROW_SPLITS"])))
    g.output(g.custom_node(OPS["text"].format("Detokenize"), [g.tensor(config(decoder())), ids, splits], [T("str", (len(TEXTS),))]))


def graphs():
    yield GraphCase("there_and_back", OPS["text"].format("Tokenize"), there_and_back)


def cases():
    for family in (splits, refused_splits, hostile_splits, joins, refused_joins, others, fixed, graphs):
        yield from family()
