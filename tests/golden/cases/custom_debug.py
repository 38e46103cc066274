"""NumericVerify."""
import numpy as np
from single_op import Case, T


def cases():
    for t, scale, zero in (("i8", .1, 3), ("u8", .05, 128), ("i16", .001, 0)):
        for stop in (False, True):
            # References are three steps off.
            values = np.arange(-12, 12)
            yield Case(f"{t}_{stop}", "NumericVerify", [T(t, (4, 6), scale=scale, zero=zero, feed=values + zero),
                                                        T("f32", (4, 6), feed=(values + 3) * np.float32(scale))], [T("f32")],
                       options={"tolerance": 3.5, "log_if_failed": stop})
        yield Case(f"{t}_too_far", "NumericVerify", [T(t, (2,), scale=scale, zero=zero, feed=[zero, zero + 5]), T("f32", (2,), feed=[0, 0])],
                   [T("f32")], options={"tolerance": 4.5, "log_if_failed": True}, refused=True)
        yield Case(f"{t}_far_but_logged", "NumericVerify", [T(t, (2,), scale=scale, zero=zero, feed=[zero, zero + 5]), T("f32", (2,), feed=[0, 0])],
                   [T("f32")], options={"tolerance": .05, "log_if_failed": True})
    yield Case("f16", "NumericVerify", [T("f16", (3, 5)), T("f32", (3, 5))], [T("f32")], options={"tolerance": 5.0, "log_if_failed": False})
    yield Case("per_channel", "NumericVerify", [T("i8", (3, 4), scale=[.1, .2, .3], zero=0, dim=0), T("f32", (3, 4))], [T("f32")],
               options={"tolerance": 5.0, "log_if_failed": False})
    yield Case("constant", "NumericVerify", [T("i8", (3, 4), scale=.1, zero=2, data=True), T("f32", (3, 4))], [T("f32")],
               options={"tolerance": 5.0, "log_if_failed": False})
