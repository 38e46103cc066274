"""Select TF ops on matrices: diagonals and bands."""
from cases.tf_twins import case, ints
from single_op import T

ALIGN = ("LEFT_LEFT", "LEFT_RIGHT", "RIGHT_LEFT", "RIGHT_RIGHT")


def diagonals():
    for t in ("f32", "i64", "u8"):
        yield case("MatrixDiag", t, [T(t, (2, 3))], [T(t)], T=t)
        yield case("MatrixDiagPart", t, [T(t, (2, 3, 4))], [T(t)], T=t)
        yield case("MatrixSetDiag", t, [T(t, (2, 4, 3)), T(t, (2, 3))], [T(t)], T=t)
        pad = T(t, (), data=True)
        for align in (None, *ALIGN):
            version, options, name = ("V3", {"align": align}, align.lower()) if align else ("V2", {}, "v2")
            for label, k, count, longest in (("one", 1, 1, 3), ("below", -2, 1, 1), ("many", [-1, 2], 4, 3), ("above", [1, 2], 2, 3)):
                shape = (2, longest) if count == 1 else (2, count, longest)
                yield case(f"MatrixDiagPart{version}", f"{t}_{name}_{label}", [T(t, (2, 3, 4)), ints(k), pad], [T(t)], options, T=t)
                yield case(f"MatrixSetDiag{version}", f"{t}_{name}_{label}", [T(t, (2, 3, 4)), T(t, shape), ints(k)], [T(t)], options, T=t)
                # The matrix of these diagonals, as small as it can be.
                yield case(f"MatrixDiag{version}", f"{t}_{name}_{label}", [T(t, shape), ints(k), ints(-1), ints(-1), pad], [T(t)], options, T=t)
    yield case("MatrixDiagV3", "f32_sizes", [T("f32", (3,)), ints(1, feed=True), ints(3), ints(5), T("f32", (), data=9.)], [T("f32")], T="f32")
    yield case("MatrixDiagV3", "f32_rows", [T("f32", (3,)), ints(0), ints(5), ints(-1), T("f32", (), data=9.)], [T("f32")], T="f32")
    yield case("MatrixDiagPartV3", "f32_fed", [T("f32", (3, 4)), ints([-1, 1], feed=True), T("f32", (), data=9.)], [T("f32")], T="f32")
    yield case("MatrixDiagV3", "f32_small", [T("f32", (3,)), ints(0), ints(2), ints(2), T("f32", (), data=9.)], [T("f32")], T="f32", refused=True)
    for name, k in (("outside", [0, 4]), ("turned", [1, -1])):
        yield case("MatrixDiagPartV3", f"f32_{name}", [T("f32", (3, 4)), ints(k, feed=True), T("f32", (), data=9.)], [T("f32")], T="f32", refused=True)
        yield case("MatrixSetDiagV3", f"f32_{name}", [T("f32", (3, 4)), T("f32", (2, 3)), ints(k, feed=True)], [T("f32")], T="f32", refused=True)
    yield case("MatrixSetDiag", "f32_shapes", [T("f32", (2, 4, 3)), T("f32", (2, 4))], [T("f32")], T="f32", refused=True)
    for t in ("f32", "i32", "i64"):
        for shape in ((3,), (2, 3)):
            yield case("Diag", f"{t}_rank{len(shape)}", [T(t, shape)], [T(t)], T=t)
            yield case("DiagPart", f"{t}_rank{len(shape)}", [T(t, shape * 2)], [T(t)], T=t)
    yield case("DiagPart", "f32_shapes", [T("f32", (3, 4))], [T("f32")], T="f32", refused=True)
    for t in ("f32", "u8", "bool"):
        for lower, upper in ((0, 0), (1, 2), (-1, 0), (0, -1), (-1, -1), (3, 4)):
            for i in ("i32", "i64"):
                yield case("MatrixBandPart", f"{t}_{lower}_{upper}_{i}", [T(t, (2, 3, 4)), ints(lower, i), ints(upper, i)], [T(t)], T=t, Tindex=i)
    yield case("MatrixBandPart", "f32_large", [T("f32", (3, 4)), ints(4, feed=True), ints(0, feed=True)], [T("f32")], T="f32", Tindex="i32", refused=True)


def cases():
    yield from diagonals()
