"""Select TF ops on images and sequences that came later."""
from cases.tf_twins import case, ints
from single_op import T

TRANSFORMS = {"same": [1, 0, 0, 0, 1, 0, 0, 0], "moved": [1, 0, 1.25, 0, 1, -2.5, 0, 0], "turned": [.8, -.6, 2, .6, .8, -1, 0, 0],
              "far": [3, 0, -9.3, 0, 2.5, -7.2, 0, 0], "tilted": [1, .1, 0, .2, .9, .5, .02, -.03]}


def projections():
    for t in ("f32", "u8"):
        for name, row in TRANSFORMS.items():
            for interpolation in ("NEAREST", "BILINEAR"):
                for mode in ("CONSTANT", "REFLECT", "WRAP", "NEAREST"):
                    images = T(t, (2, 5, 6, 2))
                    options = {"interpolation": interpolation, "fill_mode": mode}
                    label = f"{t}_{name}_{interpolation.lower()}_{mode.lower()}"
                    transforms = T("f32", (1, 8), data=row)
                    yield case("ImageProjectiveTransformV3", label, [images, transforms, ints([4, 7]), T("f32", (), data=3)], [T(t)], options, dtype=t)
                    if mode == "REFLECT":
                        yield case("ImageProjectiveTransformV2", label, [images, transforms, ints([4, 7])], [T(t)], options, dtype=t)
    each = T("f32", (2, 8), data=TRANSFORMS["moved"] + TRANSFORMS["turned"])
    yield case("ImageProjectiveTransformV3", "f32_each", [T("f32", (2, 4, 4, 1)), each, ints([4, 4], feed=True), T("f32", (), data=0)], [T("f32")],
               {"interpolation": "BILINEAR"}, dtype="f32")
    yield case("ImageProjectiveTransformV3", "f32_wrong", [T("f32", (3, 4, 4, 1)), each, ints([4, 4]), T("f32", (), data=0)], [T("f32")],
               {"interpolation": "BILINEAR"}, dtype="f32", refused=True)


def dilations():
    for padding in ("SAME", "VALID"):
        for name, image, window, strides, rates in (("plain", (2, 5, 6, 3), (2, 3), (1, 1), (1, 1)), ("apart", (1, 9, 8, 2), (3, 2), (2, 3), (2, 3))):
            out = [-(-n // s) if padding == "SAME" else -(-(n - (w - 1) * r) // s) for n, w, s, r in zip(image[1:3], window, strides, rates)]
            options = {"strides": [1, *strides, 1], "rates": [1, *rates, 1], "padding": padding}
            inputs = lambda: [T("f32", image, low=0, high=9 / 256), T("f32", (*window, image[3]), low=0, high=9 / 256)]
            label = f"f32_{name}_{padding.lower()}"
            yield case("Dilation2D", label, inputs(), [T("f32")], options, T="f32")
            gradient = T("f32", (image[0], *out, image[3]))
            for by in ("Input", "Filter"):
                yield case(f"Dilation2DBackprop{by}", label, [*inputs(), gradient], [T("f32")], options, T="f32")


def cases():
    yield from projections()
    yield from dilations()
    outs = lambda: [T("i64"), T("i64"), T("i64"), T("f32")]
    for merge in (False, True):
        for blank in (-1, 0, 2):
            logits = T("f32", (9, 3, 4), low=-2, high=2)
            yield case("CTCGreedyDecoder", f"f32_{int(merge)}_{blank}", [logits, ints([9, 0, 5])], outs(), {"merge_repeated": merge, "blank_index": blank}, T="f32")
    yield case("CTCGreedyDecoder", "f32_default", [T("f32", (6, 1, 2)), ints([6])], outs(), T="f32")
    yield case("CTCGreedyDecoder", "f32_long", [T("f32", (6, 1, 2)), ints([7])], outs(), T="f32", refused=True)
