"""Select TF ops that are other forms of built-in and custom ops: what those have as inputs is an attribute, or the other
way round."""
import tensorflow as tf
from cases import tf_custom_ctc, tf_custom_parse
from cases.custom_audio import sound
from cases.tf_twins import TF, case, ints
from single_op import Case, T

INF = float("inf")


def none():
    return T("i32", (2, 2), data=[[0, 0], [0, 0]])


def blocks():
    for t in ("f32", "u8", "i64", "f16"):
        yield case("SpaceToBatch", f"{t}", [T(t, (2, 4, 6, 3)), none()], [T(t)], {"block_size": 2}, T=t, Tpaddings="i32")
        yield case("BatchToSpace", f"{t}", [T(t, (8, 2, 3, 3)), none()], [T(t)], {"block_size": 2}, T=t, Tidx="i32")
    for i in ("i32", "i64"):
        for feed in (False, True):
            border = lambda values: T(i, (2, 2), **{"feed" if feed else "data": values})
            label = f"{i}_{'fed' if feed else 'constant'}"
            yield case("SpaceToBatch", label, [T("f32", (1, 4, 5, 2)), border([[2, 0], [1, 3]])], [T("f32")], {"block_size": 3}, T="f32", Tpaddings=i)
            yield case("BatchToSpace", label, [T("f32", (9, 2, 3, 2)), border([[2, 0], [1, 3]])], [T("f32")], {"block_size": 3}, T="f32", Tidx=i)
    for name, shape, block in (("block_of_one", (4, 4, 4, 1), 1), ("indivisible", (3, 3, 3, 1), 2), ("rank", (4, 4, 4), 2)):
        yield case("SpaceToBatch", name, [T("f32", shape), none()], [T("f32")], {"block_size": block}, T="f32", Tpaddings="i32", refused=True)
        yield case("BatchToSpace", name, [T("f32", shape), none()], [T("f32")], {"block_size": block}, T="f32", Tidx="i32", refused=True)
    yield case("BatchToSpace", "cropped_away", [T("f32", (4, 1, 1, 1)), T("i32", (2, 2), data=[[2, 1], [0, 0]])], [T("f32")], {"block_size": 2}, T="f32", Tidx="i32", refused=True)


def parts():
    # TensorFlow has the op, and a kernel that none of its nodes can match.
    top = lambda name, x, k, **more: Case(name, "FlexTopK", [x], [T(x.type), T("i32")], options={"k": k}, tf_types={"T": TF[x.type]},
                                          expect=lambda v: [p.numpy() for p in tf.math.top_k(v, k)], **more)
    for t in ("f32", "i32", "i64"):
        for k in (0, 1, 3):
            yield top(f"{t}_{k}", T(t, (2, 3, 7)), k)
    yield top("equal", T("f32", (6,), feed=[1, 2, 2, -1, 2, 1]), 5)
    yield top("too_many", T("f32", (3,)), 4, refused=True)
    yield top("scalar", T("f32", ()), 1, refused=True)
    for t in ("f32", "u8", "i64", "bool", "c64"):
        for axis in (0, 1, -1):
            inputs = [ints(axis), T(t, (2, 3, 2)), T(t, (2, 3, 2)), T(t, (2, 3, 2))]
            yield case("Concat", f"{t}_axis{axis}", inputs, [T(t)], {"N": 3}, T=t)
    yield case("Concat", "fed_axis", [ints(1, feed=True), T("f32", (2, 0)), T("f32", (2, 3))], [T("f32")], {"N": 2}, T="f32")
    yield case("Concat", "ragged", [ints(0), T("f32", (2, 2)), T("f32", (2, 3))], [T("f32")], {"N": 2}, T="f32", refused=True)
    yield case("Concat", "bad_axis", [ints(2), T("f32", (2, 2)), T("f32", (2, 2))], [T("f32")], {"N": 2}, T="f32", refused=True)


def windows():
    strides = {"one": (1, 1, 1), "two": (2, 2, 2), "mixed": (1, 3, 2)}
    for name, s in strides.items():
        for padding in ("SAME", "VALID"):
            size, taps = (4, 6, 5), (2, 3, 2)
            image = [-(-n // x) if padding == "SAME" else (n - t) // x + 1 for n, x, t in zip(size, s, taps)]
            options = {"strides": [1, *s, 1], "padding": padding}
            for feed in (False, True):
                yield case("Conv3DBackpropInputV2", f"f32_{name}_{padding.lower()}{'_fed' * feed}",
                           [ints([2, *size, 3], feed=feed), T("f32", (*taps, 3, 4), data=True), T("f32", (2, *image, 4))], [T("f32")], options, T="f32", Tshape="i32")
    yield case("Conv3DBackpropInputV2", "f32_special", [ints([1, 1, 1, 3, 1]), T("f32", (1, 1, 2, 1, 1), data=[2, 1]), T("f32", (1, 1, 1, 2, 1), feed=[3e38, 1])],
               [T("f32")], {"strides": [1, 1, 1, 1, 1], "padding": "VALID"}, T="f32")
    yield case("Conv3DBackpropInputV2", "wrong_size", [ints([1, 4, 4, 4, 1]), T("f32", (2, 2, 2, 1, 1)), T("f32", (1, 4, 4, 4, 1))], [T("f32")],
               {"strides": [1, 1, 1, 1, 1], "padding": "VALID"}, T="f32", refused=True)
    for name, (size, stride) in {"plain": ((2, 2), (2, 2)), "overlap": ((3, 2), (1, 1)), "sparse": ((1, 2), (2, 3))}.items():
        for padding in ("SAME", "VALID"):
            for feed in (False, True):
                yield case("MaxPoolV2", f"f32_{name}_{padding.lower()}{'_fed' * feed}", [T("f32", (2, 5, 6, 3)), ints([1, *size, 1], feed=feed), ints([1, *stride, 1], feed=feed)],
                           [T("f32")], {"padding": padding}, T="f32")
    yield case("MaxPoolV2", "f32_special", [T("f32", (1, 2, 3, 2), feed=[INF, -INF, 2, -INF, 1, -INF, INF, -INF, 1, -INF, 2, -INF]), ints([1, 2, 2, 1]), ints([1, 1, 1, 1])],
               [T("f32")], {"padding": "VALID"}, T="f32")
    yield case("MaxPoolV2", "no_stride", [T("f32", (1, 3, 3, 1)), ints([1, 2, 2, 1]), ints([1, 0, 1, 1])], [T("f32")], {"padding": "SAME"}, T="f32", refused=True)
    yield case("MaxPoolV2", "too_large", [T("f32", (1, 3, 3, 1)), ints([1, 4, 2, 1]), ints([1, 1, 1, 1])], [T("f32")], {"padding": "VALID"}, T="f32", refused=True)


def audio():
    spectrogram = lambda name, samples, channels, window, stride, options=None, **more: case(
        "AudioSpectrogram", name, [T("f32", (samples, channels), feed=sound(samples, channels))], [T("f32")], {"window_size": window, "stride": stride, **(options or {})}, **more)
    yield spectrogram("magnitude", 1000, 2, 256, 100)
    yield spectrogram("squared", 4000, 1, 640, 320, {"magnitude_squared": True})
    yield spectrogram("window_of_one", 9, 1, 1, 1, refused=True)
    yield spectrogram("no_stride", 9, 1, 4, 0, refused=True)
    mfcc = lambda name, shape, rate, options, constant=True, **more: case(
        "Mfcc", name, [T("f32", shape, low=0, high=9), ints(rate, feed=not constant)], [T("f32")], options, **more)
    yield mfcc("defaults", (1, 6, 513), 16000, {})
    yield mfcc("fed_rate", (2, 3, 129), 8000, {"upper_frequency_limit": 3900.5, "lower_frequency_limit": 0., "filterbank_channel_count": 20, "dct_coefficient_count": 20}, False)
    yield mfcc("fractions", (1, 2, 65), 44100, {"upper_frequency_limit": 20000.75, "lower_frequency_limit": 300.25, "filterbank_channel_count": 50})
    yield mfcc("no_range", (1, 1, 65), 16000, {"upper_frequency_limit": 20., "lower_frequency_limit": 20.}, refused=True)
    yield mfcc("no_rate", (1, 1, 65), 0, {}, refused=True)


def cases():
    yield from blocks()
    yield from parts()
    yield from windows()
    yield from audio()
    yield from tf_custom_ctc.tf_cases()
    yield from tf_custom_parse.tf_cases()
