"""Select TF ops of linear algebra."""
import numpy as np

from cases.tf_twins import case
from single_op import T


def matrices(n, batch=(), seed=1):
    """Well-conditioned ones."""
    rng = np.random.Generator(np.random.PCG64(seed + n))
    return (rng.integers(-64, 64, (*batch, n, n)) / 64 + 2 * n * np.eye(n)).astype(np.float32)


def cases():
    for n, batch in ((1, ()), (3, ()), (5, (2,)), (8, (2, 2))):
        plain = matrices(n, batch)
        symmetric = (plain + plain.swapaxes(-1, -2)) / 2
        name, feed = f"f32_{n}_{len(batch)}", lambda x: T("f32", x.shape, feed=x)
        yield case("Cholesky", name, [feed(symmetric)], [T("f32")], T="f32")
        for adjoint in (False, True):
            yield case("MatrixInverse", f"{name}_{int(adjoint)}", [feed(plain)], [T("f32")], {"adjoint": adjoint}, T="f32")
            for lower in (False, True):
                yield case("MatrixTriangularSolve", f"{name}_{int(adjoint)}{int(lower)}", [feed(plain), T("f32", (*batch, n, 4))], [T("f32")],
                           {"adjoint": adjoint, "lower": lower}, T="f32")
        swapped = plain[..., ::-1, :].copy()
        for what, x in (("plain", plain), ("swapped", swapped)):
            yield case("MatrixDeterminant", f"{name}_{what}", [feed(x)], [T("f32")], T="f32")
            yield case("LogMatrixDeterminant", f"{name}_{what}", [feed(x)], [T("f32"), T("f32")], T="f32")
    singular = lambda: T("f32", (2, 2), feed=[[0, 0], [0, 0]])
    yield case("MatrixDeterminant", "f32_singular", [singular()], [T("f32")], T="f32")
    yield case("MatrixInverse", "f32_singular", [singular()], [T("f32")], T="f32", refused=True)
    yield case("MatrixTriangularSolve", "f32_singular", [singular(), T("f32", (2, 1))], [T("f32")], T="f32")
    yield case("Cholesky", "f32_negative", [T("f32", (2, 2), feed=[[1, 2], [2, 1]])], [T("f32")], T="f32")
    yield case("Cholesky", "f32_zero", [singular()], [T("f32")], T="f32")
    for op in ("Cholesky", "MatrixInverse", "MatrixDeterminant"):
        yield case(op, "f32_shape", [T("f32", (2, 3))], [T("f32")], T="f32", refused=True)
