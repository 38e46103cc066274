"""Select TF ops that are served by the arithmetic of built-in ops."""
from single_op import Case, T

TF = {"f32": "float32", "i32": "int32", "i64": "int64"}
SHAPES = {"same": ((2, 3), (2, 3)), "row": ((4, 2, 3), (3,)), "outer": ((3, 1), (1, 4)), "scalar": ((), (2, 2)),
          "rank5": ((2, 1, 2, 1, 3), (1, 3, 2, 2, 1))}


def cases():
    for op in ("Add", "AddV2", "Mul", "Sub"):
        for t in TF:
            for name, (x, y) in SHAPES.items():
                yield Case(f"{t}_{name}", f"Flex{op}", [T(t, x), T(t, y)], [T(t, ())], tf_types={"T": TF[t]})
