"""Select TF ops of two-dimensional transforms, and twins of others by another name."""
from cases.tf_twins import case, ints
from reference import Shape
from single_op import T


def transforms():
    for h, w in ((4, 8), (3, 5), (6, 7), (1, 9), (5, 1), (12, 10)):
        for op in ("FFT2D", "IFFT2D"):
            yield case(op, f"c64_{h}x{w}", [T("c64", (2, h, w))], [T("c64")], Tcomplex="c64")
        types = {"Treal": "f32", "Tcomplex": "c64"}
        for extra in (0, 2):
            name = f"{h}x{w}_{extra}"
            yield case("RFFT2D", f"f32_{name}", [T("f32", (3, h + extra, w + extra)), ints([h, w])], [T("c64")], **types)
            yield case("IRFFT2D", f"c64_{name}", [T("c64", (3, h + extra, w // 2 + 1 + extra)), ints([h, w])], [T("f32")], **types)
    yield case("RFFT2D", "f32_fed", [T("f32", (4, 6)), ints([3, 5], feed=True)], [T("c64")], **types)
    yield case("IRFFT2D", "c64_fed", [T("c64", (4, 6)), ints([4, 7], feed=True)], [T("f32")], **types)
    yield case("RFFT2D", "f32_short", [T("f32", (4, 6)), ints([5, 6], feed=True)], [T("c64")], **types, refused=True)
    yield case("RFFT2D", "f32_negative", [T("f32", (4, 6)), ints([-1, 6], feed=True)], [T("c64")], **types, refused=True)
    yield case("FFT2D", "c64_vector", [T("c64", (4,))], [T("c64")], Tcomplex="c64", refused=True)


def names():
    for t in ("f32", "u8", "str"):
        yield case("PlaceholderWithDefault", t, [T(t, (2, 3))], [T(t)], {"shape": Shape([2, 3])}, dtype=t)
        yield case("DebugGradientIdentity", t, [T(t, (2, 3))], [T(t)], T=t)
    for t in ("f32", "i32"):
        yield case("BiasAddV1", t, [T(t, (2, 2, 3)), T(t, (3,))], [T(t)], T=t)
    yield case("BiasAddV1", "f32_wrong", [T("f32", (4, 2)), T("f32", (1,))], [T("f32")], T="f32", refused=True)


def cases():
    yield from transforms()
    yield from names()
