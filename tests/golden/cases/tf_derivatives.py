"""Select TF ops that are gradients of images and volumes; and Qr."""
import dataclasses

import numpy as np
from cases.tf_twins import case, ints
from single_op import T


def volumes():
    taps, size = (2, 3, 2), (4, 6, 5)
    for name, s in {"one": (1, 1, 1), "two": (2, 2, 2), "mixed": (1, 3, 2)}.items():
        for padding in ("SAME", "VALID"):
            image = [-(-n // x) if padding == "SAME" else (n - t) // x + 1 for n, x, t in zip(size, s, taps)]
            for feed in (False, True):
                yield case("Conv3DBackpropFilterV2", f"f32_{name}_{padding.lower()}{'_fed' * feed}", [T("f32", (2, *size, 3)), ints([*taps, 3, 4], feed=feed), T("f32", (2, *image, 4))],
                           [T("f32")], {"strides": [1, *s, 1], "padding": padding}, T="f32")
    yield case("Conv3DBackpropFilterV2", "shape", [T("f32", (1, 4, 4, 4, 1)), ints([2, 2, 2, 1, 1]), T("f32", (1, 4, 4, 4, 1))], [T("f32")],
               {"strides": [1, 1, 1, 1, 1], "padding": "VALID"}, T="f32", refused=True)


def images():
    for name, small, large in (("up", (4, 3), (7, 8)), ("down", (9, 8), (4, 3)), ("same", (5, 5), (5, 5)), ("one", (1, 1), (6, 6)), ("to_one", (5, 6), (1, 1))):
        for options in ({}, {"align_corners": True}, {"half_pixel_centers": True}):
            yield case("ResizeBicubicGrad", f"f32_{name}_{''.join(options)}", [T("f32", (2, *large, 3)), T("f32", (2, *small, 3))], [T("f32")], options, T="f32")
    channels = case("ResizeBicubicGrad", "channels", [T("f32", (1, 4, 4, 3)), T("f32", (1, 2, 2, 1))], [T("f32")], T="f32", refused=True)
    yield dataclasses.replace(channels, expect=len)  # the reference writes where it should not
    boxes = [[0, 0, 1, 1], [.2, .3, .7, .9], [-.2, .1, .5, 1.3], [.9, .8, .1, .2], [.4, .4, .4, .4], [2, 2, 3, 3]]
    where = lambda: [T("f32", (6, 4), feed=boxes), ints([0, 1, 0, 1, 1, 0], feed=True)]
    for crop in ((3, 4), (1, 1), (2, 1), (6, 7)):
        for method in ("bilinear", "nearest"):
            label = f"{crop[0]}x{crop[1]}_{method}"
            for feed in (False, True):
                yield case("CropAndResizeGradImage", f"{label}{'_fed' * feed}", [T("f32", (6, *crop, 2)), *where(), ints([2, 5, 6, 2], feed=feed)], [T("f32")], {"method": method}, T="f32")
        for t in ("f32", "u8"):
            yield case("CropAndResizeGradBoxes", f"{t}_{crop[0]}x{crop[1]}", [T("f32", (6, *crop, 2)), T(t, (2, 5, 6, 2)), *where()], [T("f32")], {"method": "bilinear"}, T=t)
    bad = [T("f32", (6, 4), feed=boxes), ints([0, 1, 0, 2, 1, 0], feed=True)]
    yield case("CropAndResizeGradImage", "index", [T("f32", (6, 2, 2, 1)), *bad, ints([2, 5, 6, 1])], [T("f32")], {}, T="f32", refused=True)
    yield case("CropAndResizeGradImage", "size", [T("f32", (6, 2, 2, 1)), *where(), ints([2, 5, 6, 3])], [T("f32")], {}, T="f32", refused=True)
    yield case("CropAndResizeGradBoxes", "index", [T("f32", (6, 2, 2, 1)), T("f32", (2, 5, 6, 1)), *bad], [T("f32")], {}, T="f32", refused=True)
    yield case("CropAndResizeGradBoxes", "depth", [T("f32", (6, 2, 2, 1)), T("f32", (2, 5, 6, 2)), *where()], [T("f32")], {}, T="f32", refused=True)


def factors():
    for shape in ((3, 3), (5, 3), (3, 5), (2, 4, 4), (2, 2, 1, 3), (4, 1), (1, 1), (12, 9)):
        for full in (False, True):
            yield case("Qr", f"f32_{'x'.join(map(str, shape))}_{int(full)}", [T("f32", shape)], [T("f32"), T("f32")], {"full_matrices": full}, T="f32")
    rng = np.random.Generator(np.random.PCG64(2))
    yield case("Qr", "f32_triangular", [T("f32", (4, 4), feed=np.triu(rng.integers(-9, 9, (4, 4))))], [T("f32"), T("f32")], T="f32")
    yield case("Qr", "f32_zeros", [T("f32", (3, 2), feed=[[0, 1], [0, 2], [0, -2]])], [T("f32"), T("f32")], T="f32")
    yield case("Qr", "f32_vector", [T("f32", (3,))], [T("f32"), T("f32")], T="f32", refused=True)


def cases():
    yield from volumes()
    yield from images()
    yield from factors()
