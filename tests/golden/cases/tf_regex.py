"""Select TF ops with regular expressions."""
from cases.tf_twins import case
from single_op import T

TEXTS = [b"", b"tare", b"Tare, the smallest runtime!", b"aaa", b"abcabc", b"a.b\\c[d]", b"line\nline", b"  two  words ", "Größe – 字 😀 ſ\u212a".encode(),
         b"12:30:59", b"x_1 = y-2;", b"aXbXXc", b"<br />now<br />", b"\xff\xfeab", b"foo(bar)baz", b"ab" * 20]
PUNCTUATION = r"""[!"#$%&()\*\+,-\./:;<=>?@\[\\\]^_`{|}~\']"""
# pattern -> rewrite
REPLACED = [
    (PUNCTUATION, ""), (r"[^ a-z.?!,]", ""), (r"[.?!,¿]", r" \0 "), (r"\s+", " "), (r"<br />", " "), (r"(\d+):(\d+)", r"\2-\1"), (r"a*", "x"), (r"a*?", "x"),
    (r"a+", "[\\0]"), (r"a+?", "<\\0>"), (r"(a|ab)(c|bcd)?", r"\1|\2"), (r"^\s*|\s*$", "#"), (r"", "-"), (r".", "."), (r"[^a]", "_"), (r"\W", "w"), (r"[\W\d]", "!"),
    (r"(?:ab)+", "M"), (r"(?:a|b|c)?X", "y"), (r"字|ß", "?"), (r"[ß-字]", "r"), (r"\D\S", "+"), (r"]", ")"), (r"[]a]", "s"), (r"[a-]", "t"), (r"b??", "q"), (r"x\\y", "n"),
    (r"$", "E"), (r"^", "B"), (r"(((((((((((a)))))))))))", r"\9"), (r"(a*)*b", r"<\1>"), (r"(a|b)*", r"<\1>"), (r"(a+)(b+)?", r"\\\2\1"), (r"\.|\[", r"\\"), (r"o|oo\(bar", "z"),
    (r"a{2}", "<\\0>"), (r"[a-c]{2,3}", "<\\0>"), (r"(ab){2,}", r"\1!"), (r"\w{0,2}", "."), (r"\w{1,3}?", "."), (r"a{0}b", "_"), (r"(a|b){3}(c)?", r"\1\2"), (r"a{,2}", "n"),
    (r"{", "("), (r"\d{1,2}:", "#"), (r"(?i)t", "T"), (r"(?i)[s-u]+", "-"), (r"(?i:A)b", "+"), (r"(?i)\w+", "w"), (r"(?s)a.b|e.l", "s"), (r"(?-i)T(?i)A", "ta"),
    (r"(a(?i)B)c", r"\1"), (r"(?P<first>\w)(?P<second>\w)", r"\2\1"), (r"\bw|o\b", "|"), (r"\b", "/"), (r"\At", "A"), (r"e\z", "Z"), (r"\x61|\x{df}", "x"),
    (r"[[:alpha:]]+", "a"), (r"[[:^alnum:][:digit:]]", "p"), (r"[[:punct:]]", ""), (r"[\x30-\x39_]", "9"), (r"(?:a{1,2}){2}", "q"), (r"(a*){2}", "<\\1>"), (r"(?i)k|[^K]", "k"),
]
WHOLE = [r"a*", r"tare|aaa", r".*", r"(?:ab)*", r"[a-z]+", r"\d\d(:\d\d)*", r"a|ab|abc", r"", r".*\n.*", r"[^\s]+", r"^aaa$", r"a$a", r"(ab|a)(c|bcabc)", r"(?i)TARE", r"\w{3}", r"(ab){20}", r"(ab){0,19}", r"\bfoo\b.*", r"(?s).*", r"[[:lower:]]{3,6}"]


def cases():
    for n, (pattern, rewrite) in enumerate(REPLACED):
        for every in (True, False):
            yield case("StaticRegexReplace", f"{n}_{int(every)}", [T("str", (16,), feed=TEXTS)], [T("str")],
                       {"pattern": pattern, "rewrite": rewrite, "replace_global": every})
    yield case("StaticRegexReplace", "default", [T("str", (4, 4), feed=TEXTS)], [T("str")], {"pattern": "a", "rewrite": "b"})
    for n, pattern in enumerate(WHOLE):
        yield case("StaticRegexFullMatch", str(n), [T("str", (2, 8), feed=TEXTS)], [T("bool")], {"pattern": pattern})
