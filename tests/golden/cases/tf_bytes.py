"""Select TF ops on what bytes mean: sound files, hashes, numbers. Strings of numpy have no zeros at their end."""
import struct

import numpy as np
from cases.tf_string import WORDS, texts
from cases.tf_twins import case, ints
from single_op import T


def wav(samples, channels=1, rate=16000, front=b"", behind=b"", size=16, bits=16, format=1, frame=None, second=None, count=None):
    frame = frame if frame is not None else channels * 2
    data = struct.pack(f"<{len(samples)}h", *samples)
    chunk = struct.pack("<IHHIIHH", size, format, channels, rate, rate * frame if second is None else second, frame, bits) + b"\1\1" * (size == 18)
    body = b"WAVE" + front + b"fmt " + chunk + behind + b"data" + struct.pack("<I", len(data) if count is None else count) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


SAMPLES = [0, 1, -1, 32767, -32768, 12345, -300, 257, 4660, 21931, -9, 4321]
FILLER = b"JUNK" + struct.pack("<I", 3) + b"xyz"
OTHER = b"LIST" + struct.pack("<I", 5) + b"hello"


def sounds():
    decode = lambda name, file, options=None, **more: case("DecodeWav", name, [T("str", (), data=file)], [T("f32"), T("i32")], options, **more)
    yield decode("mono", wav(SAMPLES))
    yield decode("stereo", wav(SAMPLES, 2, 44100))
    yield decode("chunks", wav(SAMPLES, 3, 8000, FILLER + b"bext" + struct.pack("<I", 1) + b"b", OTHER, 18))
    yield decode("behind", wav(SAMPLES) + OTHER)
    yield decode("cut_chunk", wav(SAMPLES) + b"LIST" + struct.pack("<I", 99) + b"x")
    for channels in (1, 2, 4):
        for samples in (2, 9, -1):
            yield decode(f"wanted_{channels}_{samples}", wav(SAMPLES, 2), {"desired_channels": channels, "desired_samples": samples})
    bad = {"riff": b"RIFX" + wav(SAMPLES)[4:], "wave": wav(SAMPLES).replace(b"WAVE", b"WAVX"), "filler": wav(SAMPLES, front=OTHER), "size": wav(SAMPLES, size=17),
           "pcm": wav(SAMPLES, format=3), "bits": wav(SAMPLES, bits=8), "channels": wav(SAMPLES, 0), "frame": wav(SAMPLES, frame=4), "rate": wav(SAMPLES, second=5),
           "short": wav(SAMPLES, count=100), "long": wav(SAMPLES, count=1 << 31), "no_data": wav(SAMPLES).replace(b"data", b"date"), "two": wav(SAMPLES) + wav(SAMPLES)[36:],
           "header": wav(SAMPLES)[:30], "chunk": wav(SAMPLES) + b"LI", "nothing": b""}
    for name, file in bad.items():
        yield decode(f"bad_{name}", file, refused=True)
    yield case("DecodeWav", "vector", [T("str", (1,), feed=[wav(SAMPLES)])], [T("f32"), T("i32")], refused=True)
    encode = lambda name, shape, values, rate, **more: case("EncodeWav", name, [T("f32", shape, feed=values), ints(rate)], [T("str")], **more)
    values = [0, .5, -.5, 1, -1, 1.5, -7, .99999, 1 / 32768, .5 / 32768, -1.5 / 32768, .1234]
    yield encode("mono", (12, 1), values, 16000)
    yield encode("stereo", (6, 2), values, 44100)
    yield case("EncodeWav", "fed_rate", [T("f32", (50, 1), low=-1, high=1), ints(8000, feed=True)], [T("str")])
    yield encode("no_rate", (6, 2), values, 0, refused=True)
    yield encode("vector", (12,), values, 8000, refused=True)


def hashes():
    rng = np.random.Generator(np.random.PCG64(8))
    long = [bytes(rng.integers(1, 255, n, np.uint8, endpoint=True)) for n in range(70)]
    for name, t in (("words", texts()), ("matrix", texts(shape=(2, 4))), ("scalar", texts([b"MiXed"], ())), ("lengths", T("str", (70,), feed=long))):
        buckets = (1 << 62) + 3 if name == "lengths" else 1000
        yield case("StringToHashBucket", name, [t], [T("i64")], {"num_buckets": buckets})
        for key in ([1, 2], [-5, 2147483647]):
            yield case("StringToHashBucketStrong", f"{name}_{key[0]}", [t], [T("i64")], {"num_buckets": buckets, "key": key})
    method = lambda text=b"farmhash64": T("str", (), data=text)
    for t in ("f32", "i64", "u8", "bool"):
        for shape in ((3,), (2, 5), (2, 3, 4)):
            yield case("Fingerprint", f"{t}_rank{len(shape)}", [T(t, shape), method()], [T("u8")], T=t)
    yield case("Fingerprint", "str", [texts(), method()], [T("u8")], T="str")
    yield case("Fingerprint", "scalar", [T("f32", ()), method()], [T("u8")], T="f32", refused=True)
    yield case("Fingerprint", "method", [T("f32", (3,)), method(b"md5")], [T("u8")], T="f32", refused=True)


def numbers():
    raw = T("str", (2, 2), feed=[b"abcdefgh", b"xy", b"", b"longer than eight"])
    for t in ("u8", "i16", "i32", "f32", "i64"):
        for length in (8, 16):
            yield case("DecodePaddedRaw", f"{t}_{length}", [raw, ints(length)], [T(t)], {"little_endian": True}, out_type=t)
    yield case("DecodePaddedRaw", "fed", [raw, ints(3, feed=True)], [T("u8")], {}, out_type="u8")
    yield case("DecodePaddedRaw", "uneven", [raw, ints(6)], [T("i32")], {}, out_type="i32", refused=True)
    yield case("DecodePaddedRaw", "nothing", [raw, ints(0)], [T("u8")], {}, out_type="u8", refused=True)


def cases():
    yield from sounds()
    yield from hashes()
    yield from numbers()
