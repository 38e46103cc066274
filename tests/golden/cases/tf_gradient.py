"""Select TF ops that are gradients."""
from single_op import Case, T

CONVS = {  # image, filter, strides, dilations
    "plain": ((2, 5, 6, 3), (3, 3, 3, 4), (1, 1), (1, 1)), "stride": ((1, 9, 8, 2), (3, 2, 2, 7), (2, 3), (1, 1)),
    "pointwise": ((1, 4, 4, 8), (1, 1, 8, 5), (1, 1), (1, 1)),
}


def out_size(size, window, stride, dilation, padding):
    extent = dilation * (window - 1) + 1
    return -(-size // stride) if padding == "SAME" else (size - extent) // stride + 1


def cases():
    f32 = {"T": "float32"}
    for op in ("ReluGrad", "Relu6Grad", "EluGrad", "SigmoidGrad", "TanhGrad", "SqrtGrad", "RsqrtGrad", "ReciprocalGrad", "SoftplusGrad",
               "SoftsignGrad", "LeakyReluGrad"):
        low = .25 if op == "SqrtGrad" else -8
        yield Case("f32", f"Flex{op}", [T("f32", (3, 7), low=low, high=8), T("f32", (3, 7), low=-8, high=8)], [T("f32")], tf_types=f32)
    yield Case("f32_shapes", "FlexReluGrad", [T("f32", (3,)), T("f32", (1,))], [T("f32")], tf_types=f32, refused=True)
    yield Case("f32_alpha", "FlexLeakyReluGrad", [T("f32", (20,)), T("f32", (20,))], [T("f32")], options={"alpha": .125}, tf_types=f32)
    for shape in ((4, 3), (2, 3, 4, 5)):
        yield Case(f"f32_rank{len(shape)}", "FlexBiasAddGrad", [T("f32", shape)], [T("f32")], options={"data_format": "NHWC"},
                   tf_types=f32)
    for padding in ("SAME", "VALID"):
        for name, (image, window, strides, dilations) in CONVS.items():
            h, w = (out_size(image[1 + i], window[i], strides[i], dilations[i], padding) for i in range(2))
            gradient = T("f32", (image[0], h, w, window[3]))
            options = {"strides": [1, *strides, 1], "padding": padding, "dilations": [1, *dilations, 1], "data_format": "NHWC"}
            label = f"f32_{name}_{padding.lower()}"
            yield Case(label, "FlexConv2DBackpropInput", [T("i32", (4,), data=list(image)), T("f32", window), gradient], [T("f32")],
                       options=options, tf_types=f32)
            yield Case(label, "FlexConv2DBackpropFilter", [T("f32", image), T("i32", (4,), data=list(window)), gradient], [T("f32")],
                       options=options, tf_types=f32)
    wrong = {"strides": [1, 1, 1, 1], "padding": "VALID"}
    yield Case("f32_wrong", "FlexConv2DBackpropInput",
               [T("i32", (4,), data=[1, 5, 5, 2]), T("f32", (3, 3, 2, 4)), T("f32", (1, 4, 3, 4))], [T("f32")], options=wrong, tf_types=f32,
               refused=True)
    yield Case("f32_fed", "FlexConv2DBackpropInput",
               [T("i32", (4,), feed=[1, 5, 5, 2]), T("f32", (3, 3, 2, 4)), T("f32", (1, 3, 3, 4))], [T("f32")], options=wrong, tf_types=f32)
