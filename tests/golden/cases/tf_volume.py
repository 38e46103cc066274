"""Select TF ops on volumes: Conv3D, MaxPool3D, AvgPool3D."""
from single_op import Case, T

# name -> (input, filter, strides, dilations)
CONVS = {
    "plain": ((1, 4, 5, 6, 3), (2, 3, 3, 3, 5), (1, 1, 1), (1, 1, 1)),
    "stride": ((2, 5, 7, 9, 2), (3, 3, 3, 2, 20), (2, 1, 2), (1, 1, 1)),
    "pointwise": ((1, 2, 3, 4, 8), (1, 1, 1, 8, 17), (1, 1, 1), (1, 1, 1)),
    "one_pixel": ((1, 2, 2, 2, 4), (2, 2, 2, 4, 3), (2, 2, 2), (1, 1, 1)),
    "big_window": ((1, 6, 9, 8, 1), (5, 7, 7, 1, 16), (2, 2, 2), (1, 1, 1)),
}
# name -> (input, ksize, strides)
POOLS = {
    "plain": ((1, 4, 5, 6, 3), (2, 2, 2), (2, 2, 2)), "flat": ((2, 3, 7, 8, 5), (1, 3, 3), (1, 2, 2)),
    "overlap": ((1, 5, 5, 5, 9), (3, 3, 3), (1, 1, 1)), "whole": ((1, 2, 3, 4, 6), (2, 3, 4), (1, 1, 1)),
}


def cases():
    full = lambda sizes: [1, *sizes, 1]
    for padding in ("SAME", "VALID"):
        for name, (x, f, strides, dilations) in CONVS.items():
            yield Case(f"f32_{name}_{padding.lower()}", "FlexConv3D", [T("f32", x), T("f32", f, data=True)], [T("f32")],
                       options={"strides": full(strides), "padding": padding, "data_format": "NDHWC",
                                "dilations": full(dilations)}, tf_types={"T": "float32"})
        for op in ("MaxPool3D", "AvgPool3D"):
            for name, (x, ksize, strides) in POOLS.items():
                yield Case(f"f32_{name}_{padding.lower()}", f"Flex{op}", [T("f32", x)], [T("f32")],
                           options={"ksize": full(ksize), "strides": full(strides), "padding": padding,
                                    "data_format": "NDHWC"}, tf_types={"T": "float32"})
    inf = float("inf")
    window = {"ksize": [1, 2, 2, 2, 1], "strides": [1, 1, 1, 1, 1], "padding": "VALID"}
    lowest = [inf, -inf, 1, -inf, 2, -inf, 3, -inf, 1, -inf, 1, -inf, 1, -inf, 1, -inf]
    for op in ("MaxPool3D", "AvgPool3D"):
        yield Case("f32_special", f"Flex{op}", [T("f32", (1, 2, 2, 2, 2), feed=lowest)], [T("f32")], options=window,
                   tf_types={"T": "float32"})
    yield Case("f32_special", "FlexConv3D", [T("f32", (1, 1, 1, 3, 1), feed=[3e38, 3e38, 2]), T("f32", (1, 1, 2, 1, 1), data=[1, 1])],
               [T("f32")], options={"strides": [1, 1, 1, 1, 1], "padding": "VALID"}, tf_types={"T": "float32"})
    yield Case("f32_defaults", "FlexConv3D", [T("f32", (1, 3, 3, 3, 2)), T("f32", (2, 2, 2, 2, 4))], [T("f32")],
               options={"strides": [1, 1, 1, 1, 1], "padding": "VALID"}, tf_types={"T": "float32"})
