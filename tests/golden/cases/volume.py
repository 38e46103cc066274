"""CONV_3D, CONV_3D_TRANSPOSE."""
from single_op import Case, T

# name -> (input, filter, strides, dilations)
CONVS = {
    "plain": ((1, 4, 5, 6, 3), (2, 3, 3, 3, 5), (1, 1, 1), (1, 1, 1)),
    "stride": ((2, 5, 7, 9, 2), (3, 3, 3, 2, 20), (2, 1, 2), (1, 1, 1)),
    "dilation": ((1, 7, 8, 9, 2), (2, 3, 3, 2, 4), (1, 1, 1), (2, 1, 3)),
    "one_pixel": ((1, 2, 2, 2, 4), (2, 2, 2, 4, 3), (2, 2, 2), (1, 1, 1)),
}


def cases():
    for padding in (0, 1):
        for name, (x, f, s, d) in CONVS.items():
            for bias in (False, True):
                yield Case(f"f32_{name}_{'valid' if padding else 'same'}{'_bias' if bias else ''}", "CONV_3D",
                           [T("f32", x), T("f32", f, data=True)] + [T("f32", (f[4],), data=True)] * bias, [T("f32")],
                           options={"padding": padding, "strideD": s[0], "strideH": s[1], "strideW": s[2],
                                    "dilationDFactor": d[0], "dilationHFactor": d[1], "dilationWFactor": d[2]},
                           activation="RELU6" if bias else "NONE", options_name="Conv3DOptions")
                # Its input has the shape of the convolution's output.
                out = [x[0]]
                for n, taps, stride, dilation in zip(x[1:4], f, s, d):
                    reach = (taps - 1) * dilation + 1
                    out.append(-(-n // stride) if padding == 0 else (n - reach) // stride + 1)
                for shape in (dict(data=[*x]), dict(feed=[*x])):
                    yield Case(f"f32_{name}_{'valid' if padding else 'same'}{'_bias' if bias else ''}{'_fed' if 'feed' in shape else ''}",
                               "CONV_3D_TRANSPOSE",
                               [T("i32", (5,), **shape), T("f32", f, data=True), T("f32", (*out, f[4]))] +
                               [T("f32", (f[3],), data=True)] * bias, [T("f32")],
                               options={"padding": padding, "strideD": s[0], "strideH": s[1], "strideW": s[2],
                                        "dilationDFactor": d[0], "dilationHFactor": d[1], "dilationWFactor": d[2]},
                               activation="RELU6" if bias else "NONE", options_name="Conv3DOptions")
    yield Case("f32_other_shape", "CONV_3D_TRANSPOSE",
               [T("i32", (5,), data=[1, 4, 4, 4, 2]), T("f32", (2, 2, 2, 2, 3), data=True), T("f32", (1, 4, 4, 4, 3))], [T("f32")],
               options={"padding": 1, "strideD": 1, "strideH": 1, "strideW": 1, "dilationDFactor": 1, "dilationHFactor": 1,
                        "dilationWFactor": 1}, options_name="Conv3DOptions", refused=True)
