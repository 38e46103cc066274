"""RESIZE_*, MIRROR_PAD, batches of pixels, CONV_3D, RFFT2D and its parts."""
from cases.rearrange import ints, tensor
from single_op import Case, T


def cases():
    flags = {"plain": {}, "corners": {"alignCorners": True}, "half": {"halfPixelCenters": True}}
    for t in ("f32", "i8", "u8", "i16"):
        version = 4 if t == "i16" else 3
        for name, options in flags.items():
            for i, (shape, to) in enumerate([((2, 3, 4, 5), [7, 9]), ((1, 6, 5, 3), [3, 2]), ((1, 4, 4, 2), [8, 8]),
                                             ((1, 3, 3, 1), [1, 1]), ((1, 1, 1, 3), [4, 5])]):
                yield Case(f"{t}_{name}_{i}", "RESIZE_BILINEAR", [tensor(t, shape), ints(to)], [tensor(t)], version, options)
                yield Case(f"{t}_{name}_{i}", "RESIZE_NEAREST_NEIGHBOR", [tensor(t, shape), ints(to)], [tensor(t)],
                           version, options)
    for op in ("RESIZE_BILINEAR", "RESIZE_NEAREST_NEIGHBOR"):
        yield Case("dynamic", op, [T("f32", (1, 3, 4, 2)), ints([5, 6], True)], [T("f32")])
        for name, shape in {"batch": (0, 3, 4, 2), "channels": (2, 3, 4, 0)}.items():
            yield Case(f"no_{name}", op, [T("f32", shape), ints([5, 6])], [T("f32")])
    for h, w, depth in ((3, 4, 8), (1, 2, 16)):  # the reference has a loop of its own for eight times the size
        yield Case(f"u8_eightfold_{h}", "RESIZE_BILINEAR", [tensor("u8", (2, h, w, depth)), ints([8 * h, 8 * w])], [tensor("u8")], 3,
                   dict(halfPixelCenters=True))
    yield Case("zero", "RESIZE_BILINEAR", [T("f32", (1, 3, 4, 2)), ints([0, 6])], [T("f32")], refused=True)
    yield Case("both", "RESIZE_BILINEAR", [T("f32", (1, 3, 4, 2)), ints([5, 6])], [T("f32")], 3,
               {"alignCorners": True, "halfPixelCenters": True}, refused=True)
    for t in ("f32", "i8", "u8", "i16", "i32", "i64", "bool"):
        for mode in (0, 1):
            for i, (shape, pads) in enumerate([((4,), [[2, 3]]), ((3, 4), [[1, 2], [0, 3]]),
                                               ((2, 3, 3), [[0, 1], [2, 0], [1, 1]])]):
                yield Case(f"{t}_{mode}_{i}", "MIRROR_PAD", [tensor(t, shape), ints(pads)], [tensor(t)],
                           {"i8": 2, "i16": 3}.get(t, 1), {"mode": mode})
        if t == "bool":
            continue
        version = {"i8": 2, "i16": 4}.get(t, 3)
        for i, (shape, block, crops) in enumerate([((4, 2, 3, 2), [2, 2], [[0, 0], [0, 0]]),
                                                   ((6, 3, 2, 1), [3, 2], [[2, 1], [0, 1]]), ((4, 3, 2), [2], [[1, 0]])]):
            yield Case(f"{t}_{i}", "BATCH_TO_SPACE_ND", [tensor(t, shape), ints(block), ints(crops)], [tensor(t)], max(version, 3))
        for i, (shape, block, pads) in enumerate([((1, 4, 6, 2), [2, 2], [[0, 0], [0, 0]]),
                                                  ((2, 5, 3, 1), [3, 2], [[1, 0], [0, 1]]), ((2, 3, 2), [2], [[1, 0]])]):
            yield Case(f"{t}_{i}", "SPACE_TO_BATCH_ND", [tensor(t, shape), ints(block), ints(pads)], [tensor(t)], max(version, 3))
    yield Case("beyond", "MIRROR_PAD", [T("f32", (3,)), ints([[3, 0]])], [T("f32")], options={"mode": 0}, refused=True)
    yield Case("dynamic", "MIRROR_PAD", [T("f32", (3,)), ints([[2, 0]], True)], [T("f32")], options={"mode": 0})
    yield Case("dynamic", "SPACE_TO_BATCH_ND", [T("f32", (1, 4, 4, 1)), ints([2, 2]), ints([[0, 0], [2, 0]], True)], [T("f32")])
    yield Case("uneven", "SPACE_TO_BATCH_ND", [T("f32", (1, 4, 5, 1)), ints([2, 2]), ints([[0, 0], [0, 0]])], [T("f32")],
               refused=True)

    plain = dict(padding=0, strideD=1, strideH=1, strideW=1)
    for name, (shape, f, options) in {
            "same": ((1, 4, 5, 6, 3), (3, 3, 3), plain), "valid": ((2, 4, 5, 6, 2), (2, 3, 1), dict(plain, padding=1)),
            "strides": ((1, 5, 6, 7, 2), (3, 2, 3), dict(padding=0, strideD=2, strideH=3, strideW=1)),
            "pointwise": ((1, 2, 3, 4, 8), (1, 1, 1), plain)}.items():
        for outputs in (1, 5, 8):
            yield Case(f"f32_{name}_{outputs}", "CONV_3D",
                       [T("f32", shape), T("f32", (*f, shape[-1], outputs), data=True), T("f32", (outputs,), data=True)],
                       [T("f32")], options=options, activation="RELU" if outputs == 5 else "NONE",
                       options_name="Conv3DOptions")
    yield Case("f32_no_bias", "CONV_3D", [T("f32", (1, 3, 3, 3, 2)), T("f32", (2, 2, 2, 2, 3), data=True)], [T("f32")],
               options=plain, options_name="Conv3DOptions")
    for i, (shape, lengths) in enumerate([((4, 8), [4, 8]), ((2, 1, 16), [1, 16]), ((3, 5), [4, 8]), ((6, 9), [4, 4]),
                                          ((1, 512), [1, 512]), ((2, 2), [2, 2])]):
        yield Case(f"f32_{i}", "RFFT2D", [T("f32", shape), ints(lengths)], [T("c64")])
    yield Case("dynamic", "RFFT2D", [T("f32", (4, 8)), ints([4, 8], True)], [T("c64")])
    yield Case("odd", "RFFT2D", [T("f32", (4, 8)), ints([4, 6])], [T("c64")], refused=True)
    for op in ("REAL", "IMAG", "COMPLEX_ABS"):
        yield Case("c64", op, [T("c64", (3, 4))], [T("f32")])
