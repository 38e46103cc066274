"""RFFT2D, REAL, IMAG, COMPLEX_ABS."""
from single_op import Case, T


def cases():
    for name, shape, length in (("exact", (8, 16), [8, 16]), ("padded", (2, 3, 5), [4, 8]), ("cropped", (6, 20), [4, 16]),
                                ("one_row", (1, 512), [1, 512]), ("two", (3, 3), [2, 2]), ("column", (8, 3), [8, 2]), ("rank5", (2, 1, 2, 4, 4), [4, 4])):
        yield Case(f"f32_{name}", "RFFT2D", [T("f32", shape), T("i32", (2,), data=length)], [T("c64")],
                   options_name="Rfft2dOptions")
    yield Case("f32_dynamic", "RFFT2D", [T("f32", (4, 6)), T("i32", (2,), feed=[4, 8])], [T("c64")],
               options_name="Rfft2dOptions")
    yield Case("f32_no_power_of_two", "RFFT2D", [T("f32", (4, 6)), T("i32", (2,), data=[4, 6])], [T("c64")],
               options_name="Rfft2dOptions", refused=True)
    for op in ("REAL", "IMAG", "COMPLEX_ABS"):
        for shape in ((), (5,), (2, 3, 4)):
            yield Case(f"c64_rank{len(shape)}", op, [T("c64", shape)], [T("f32")])
