"""L2_POOL_2D, LOCAL_RESPONSE_NORMALIZATION, FAKE_QUANT."""
from single_op import Case, T


def cases():
    for padding in (0, 1):
        for h, w, sh, sw in ((3, 2, 1, 2), (1, 1, 1, 1), (2, 5, 3, 1)):
            for activation in ("NONE", "RELU6"):
                yield Case(f"f32_{padding}_{h}x{w}_{activation.lower()}", "L2_POOL_2D", [T("f32", (2, 6, 7, 5))], [T("f32")],
                           options=dict(padding=padding, strideH=sh, strideW=sw, filterHeight=h, filterWidth=w),
                           activation=activation, options_name="Pool2DOptions")
    for radius, bias, alpha, beta in ((5, 1, 1, .5), (1, 2, .1, .75), (0, 1, .5, 1), (40, 1.5, .01, 2)):
        for shape in ((2, 3, 2, 7), (1, 1, 2, 33)):
            yield Case(f"f32_{radius}_{shape[-1]}", "LOCAL_RESPONSE_NORMALIZATION", [T("f32", shape)], [T("f32")],
                       options=dict(radius=radius, bias=bias, alpha=alpha, beta=beta))
    for low, high in ((-3.14, 2.7), (0, 6), (-1, 1), (.5, 3), (-4, -1)):
        for bits in (8, 4, 16):
            yield Case(f"f32_{low}_{high}_{bits}", "FAKE_QUANT", [T("f32", (3, 99), low=-6, high=7)], [T("f32")],
                       options=dict(min=low, max=high, numBits=bits))
    yield Case("f32_narrow", "FAKE_QUANT", [T("f32", (3, 99), low=-6, high=7)], [T("f32")], 2,
               options=dict(min=-3., max=3., numBits=8, narrowRange=True), refused=True)
