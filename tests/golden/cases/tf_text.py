"""Select TF ops that take strings apart, read numbers from them, encode and join them."""
from cases.tf_string import WORDS, texts
from cases.tf_twins import ints
from single_op import Case, T

NUMBERS = [b"0", b"-1", b"+2.5", b"1e3", b" 7.25 ", b"-.5", b"3.", b"123456789", b"1.17549435e-38", b"3.4e38", b"0.1", b"2.5E-3", b"00012",
           b"16777217", b"0.30000001192092896", b"9007199254740993", b"12345678901234567890123"]


def cases():
    long = [b"abcdef", b"ghijklm", b"nop", b"qrstuvw"]
    for t in ("int32", "int64"):
        n = {"int32": "i32", "int64": "i64"}[t]
        for at, length in ((0, 2), (1, 9), (-2, 1), (3, 0), (2, -1)):
            yield Case(f"{n}_{at}_{length}", "FlexSubstr", [texts(long), ints(at, n), ints(length, n)], [T("str")], options={"unit": "BYTE"}, tf_types={"T": t})
        yield Case(f"{n}_each", "FlexSubstr", [texts(long), ints([0, -3, 1, 2], n, feed=True), ints([3, 2, 1, 9], n, feed=True)], [T("str")], tf_types={"T": t})
    for at in (4, -4):
        yield Case(f"outside_{at}", "FlexSubstr", [texts(long), ints(at), ints(1)], [T("str")], tf_types={"T": "int32"}, refused=True)
    yield Case("f32", "FlexStringToNumber", [texts(NUMBERS)], [T("f32")], tf_types={"out_type": "float32"})
    whole = [b"0", b"-1", b"2147483647", b"-2147483648", b" 12 ", b"007"]
    yield Case("i32", "FlexStringToNumber", [texts(whole)], [T("i32")], tf_types={"out_type": "int32"})
    yield Case("i64", "FlexStringToNumber", [texts([*whole, b"9223372036854775807", b"-9223372036854775808"])], [T("i64")], tf_types={"out_type": "int64"})
    for i, bad in enumerate((b"", b"x", b"1.5x", b"1e", b"--1", b".")):
        yield Case(f"f32_bad_{i}", "FlexStringToNumber", [texts([bad])], [T("f32")], tf_types={"out_type": "float32"}, refused=True)
    for i, bad in enumerate((b"", b"1.5", b"2147483648", b"-2147483649", b"1 2")):
        yield Case(f"i32_bad_{i}", "FlexStringToNumber", [texts([bad])], [T("i32")], tf_types={"out_type": "int32"}, refused=True)
    binary = [bytes(range(n)) + b"\xff\xfe" * (n % 3) for n in range(12)]
    for pad in (False, True):
        yield Case(f"{int(pad)}", "FlexEncodeBase64", [texts(binary)], [T("str")], options={"pad": pad})
    yield Case("words", "FlexEncodeBase64", [texts(WORDS)], [T("str")])
    yield Case("vector", "FlexDecodeBase64", [texts([b"", b"QQ", b"QQ==", b"AAE", b"AAE=", b"AAEC", b"_-8", b"VGFyZQ"])], [T("str")])
    for i, bad in enumerate((b"A", b"AB!C", b"A+/C", b"AAAAA")):
        yield Case(f"bad_{i}", "FlexDecodeBase64", [texts([bad])], [T("str")], refused=True)
    for name, axes in (("first", [0]), ("last", [-1]), ("both", [0, 1]), ("turned", [1, 0]), ("all", [0, 1, 2]), ("one", 2)):
        for keep in (False, True):
            yield Case(f"{name}_{int(keep)}", "FlexReduceJoin", [texts(shape=(2, 2, 2)), ints(axes)], [T("str")],
                       options={"keep_dims": keep, "separator": "|" if keep else ""})
    yield Case("fed", "FlexReduceJoin", [texts(shape=(2, 4)), ints([1], feed=True)], [T("str")], options={"separator": "-"})
    yield Case("outside", "FlexReduceJoin", [texts(shape=(2, 4)), ints([2], feed=True)], [T("str")], refused=True)
    yield Case("twice", "FlexReduceJoin", [texts(shape=(2, 4)), ints([1, 1], feed=True)], [T("str")], refused=True)
