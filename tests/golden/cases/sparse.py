"""Sparse constants: DENSIFY, and FULLY_CONNECTED with such weights."""
import numpy as np
from single_op import Case, T

# shape, how the elements lie, how many there are
FORMS = {
    "rows": ((3, 5), ([0, 1], [], [3, ([0, 2, 2, 3], [1, 4, 0])]), 3),
    "columns": ((3, 5), ([1, 0], [], [5, ([0, 1, 1, 3, 3, 4], [2, 0, 1, 2])]), 4),
    "both": ((4, 6), ([0, 1], [], [([0, 2], [1, 3]), ([0, 1, 3], [5, 0, 2])]), 3),
    "blocks": ((4, 8), ([0, 1, 2], [1], [4, ([0, 1, 1, 2, 2], [1, 0]), 4]), 8),
    "blocks_of_both": ((4, 8), ([0, 1, 2, 3], [0, 1], [2, ([0, 1, 2], [1, 0]), 2, 4]), 16),
    "long": ((2, 400), ([0, 1], [], [2, ([0, 2, 3], [1, 399, 300])]), 3),
}


def cases():
    for name, (shape, form, count) in FORMS.items():
        for t in ("f32", "i8", "f16"):
            values = np.arange(1, count + 1)
            yield Case(f"{t}_{name}", "DENSIFY", [T(t, shape, data=values, sparse=form)], [T(t)])
    for name in ("rows", "blocks"):
        shape, form, count = FORMS[name]
        yield Case(f"f32_sparse_{name}", "FULLY_CONNECTED",
                   [T("f32", (3, shape[1])), T("f32", shape, data=np.arange(1, count + 1), sparse=form), None], [T("f32")], 8)
