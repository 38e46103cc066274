"""Select TF ops on complex numbers and spectra."""
from single_op import Case, T

REAL = {"Treal": "float32", "Tcomplex": "complex64"}


def cases():
    for name, shape, n in (("exact", (3, 16), 16), ("padded", (2, 2, 5), 8), ("cropped", (20,), 12), ("odd", (2, 15), 15),
                           ("prime", (2, 31), 31), ("spice", (2, 512), 512), ("one", (3, 4), 1), ("long", (1, 1000), 1000)):
        yield Case(f"f32_{name}", "FlexRFFT", [T("f32", shape), T("i32", (1,), data=[n])], [T("c64")], tf_types=REAL,
                   refused=shape[-1] < n)
        spectrum = (*shape[:-1], n // 2 + 1)
        yield Case(f"c64_{name}", "FlexIRFFT", [T("c64", spectrum), T("i32", (1,), data=[n])], [T("f32")], tf_types=REAL)
        for op in ("FFT", "IFFT"):
            yield Case(f"c64_{name}", f"Flex{op}", [T("c64", (*shape[:-1], n))], [T("c64")],
                       tf_types={"Tcomplex": "complex64"})
    yield Case("f32_dynamic", "FlexRFFT", [T("f32", (2, 12)), T("i32", (1,), feed=[10])], [T("c64")], tf_types=REAL)
    for op in ("Real", "Imag", "ComplexAbs"):
        for shape in ((), (5,), (2, 3, 4)):
            yield Case(f"c64_rank{len(shape)}", f"Flex{op}", [T("c64", shape)], [T("f32")],
                       tf_types={"T": "complex64", "Tout": "float32"})
    yield Case("c64_rank2", "FlexConj", [T("c64", (2, 3))], [T("c64")], tf_types={"T": "complex64"})
