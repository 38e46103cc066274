"""Select TF ops on strings."""
import numpy as np

from single_op import Case, T

WORDS = [b"Tare", b"", b" the quick  brown\tfox ", b"\xc3\x84PFEL and \xe2\x82\xac 5", b"a,b;;c,", b"UPPER lower", b",", b"  "]


def texts(values=WORDS, shape=None):
    """Fed, or a constant where it is a scalar, which the reference's API cannot feed."""
    return T("str", (), data=values) if shape == () else T("str", shape or (len(values),), feed=values)


def cases():
    for name, t in (("vector", texts()), ("matrix", texts(shape=(2, 2, 2))), ("scalar", texts([b"MiXed"], ())), ("empty", texts([], (0,)))):
        yield Case(name, "FlexStringLower", [t], [T("str")], options={"encoding": ""})
        yield Case(name, "FlexStringStrip", [t], [T("str")])
        if not t.shape or t.shape[0]:
            yield Case(name, "FlexStringToHashBucketFast", [t], [T("i64")], options={"num_buckets": 1000})
        for unit in ("BYTE", "UTF8_CHAR"):
            if t.shape == (0,):
                continue  # the reference's API cannot show numbers that are none
            yield Case(f"{name}_{unit.lower()}", "FlexStringLength", [t], [T("i32")], options={"unit": unit})
    rng = np.random.Generator(np.random.PCG64(7))
    lengths = [*range(0, 70), 95, 96, 127, 128, 129, 191, 192, 193, 256, 300]
    long = [bytes(rng.integers(1, 255, n, np.uint8, endpoint=True)) for n in lengths]
    yield Case("lengths", "FlexStringToHashBucketFast", [T("str", (len(long),), feed=long)], [T("i64")],
               options={"num_buckets": (1 << 62) + 3})
    for separator in ({}, {"separator": ", "}):
        name = str(len(separator))
        yield Case(f"same_{name}", "FlexStringJoin", [texts(), texts(WORDS[::-1]), texts()], [T("str")], options={"N": 3, **separator})
        yield Case(f"scalar_{name}", "FlexStringJoin", [texts([b"<"], ()), texts(), texts([b">"], ())], [T("str")],
                   options={"N": 3, **separator})
    yield Case("scalars", "FlexStringJoin", [T("str", (1,), feed=[b"x"]), texts([b"y"], ())], [T("str")], options={"N": 2, "separator": "-"})
    yield Case("shapes", "FlexStringJoin", [texts(), texts([b"a", b"b"])], [T("str")], options={"N": 2}, refused=True)
    outputs = lambda: [T("i64"), T("str"), T("i64")]
    for separator in (b"", b",", b";", b";;", b"br"):
        for maxsplit in (-1, 0, 1, 2):
            yield Case(f"{separator.decode()}_{maxsplit}", "FlexStringSplitV2", [texts(), texts([separator], ())], outputs(),
                       options={"maxsplit": maxsplit})
    for separator in (b"", b",", b",; "):
        for skip in (True, False):
            yield Case(f"{separator.decode()}_{int(skip)}", "FlexStringSplit", [texts(), texts([separator], ())], outputs(),
                       options={"skip_empty": skip})
