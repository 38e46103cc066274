# `tare run`: order of a signature's own lists, shapes taken from the arrays, seeded input, and what it says when the
# arrays do not fit.
run_python() { PYTHONPATH=$root/tests/e2e "$root/.venv/bin/python" "$@"; }
run_python - <<'PY'
import os, subprocess
import numpy as np
from tiny_model import code, model, tensor

# a - b, where the signature "swapped" lists b first, and two outputs in another order than the graph's.
graph = model([tensor(0, [1, 2], [-1, 2]), tensor(0, [1, 2], [-1, 2]), tensor(0, [1, 2]), tensor(0, [1, 2])],
              [0, 1], [2, 3], [(0, [0, 1], [2]), (1, [2], [3])], [code(41), code(19)],
              [("swapped", [("b", 1), ("a", 0)], [("relu", 3), ("difference", 2)]), ("plain", [("a", 0), ("b", 1)], [("z", 2)])])
open("sub.tflite", "wb").write(graph)
a, b = np.float32([[5, 1], [7, 8], [0, 0]]), np.float32([[1, 2], [3, 4], [5, 6]])

def run(*flags, **inputs):
    np.savez("in.npz", **inputs)
    subprocess.run([os.environ["tare"], "run", "--model", "sub.tflite", "--inputs", "in.npz", "--outputs", "out.npz", *flags],
                   check=True)
    return dict(np.load("out.npz"))

out = run(in0=a, in1=b)  # three rows: the open dimension follows the arrays
assert np.array_equal(out["out0"], a - b) and np.array_equal(out["out1"], np.maximum(a - b, 0)), out
out = run("--signature", "swapped", "--threads=2", in0=b, in1=a)
assert np.array_equal(out["out0"], np.maximum(a - b, 0)) and np.array_equal(out["out1"], a - b), out
out = run("--signature=plain", in0=a, in1=b)
assert list(out) == ["out0"] and np.array_equal(out["out0"], a - b), out
np.savez("good.npz", in0=a, in1=b)
np.savez("double.npz", in0=a, in1=b.astype(np.float64))
np.savez("missing.npz", in0=a)
np.savez("names.npz", a=a, b=b)
np.savez("extra.npz", in0=a, in1=b, in2=b)
np.savez("shape.npz", in0=a, in1=np.float32([[1, 2, 3]]))
open("cut.npz", "wb").write(open("good.npz", "rb").read()[:-40])
np.savez("object.npz", in0=np.array([None]), in1=b)
PY
# Without inputs: from a fixed seed, so twice the same; without outputs: their types and shapes.
"$tare" run --model sub.tflite --outputs one.npz
"$tare" run --model sub.tflite --outputs two.npz
equal_files one.npz two.npz
"$tare" run --model sub.tflite >shapes.txt
printf 'out0: float32 [1, 2]\nout1: float32 [1, 2]\n' | cmp - shapes.txt || fail "$(cat shapes.txt)"

refuses 'in1: the array is float64, the tensor wants float32' "$tare" run --model sub.tflite --inputs double.npz
refuses 'missing.npz: has no array in1; the model takes 2 inputs' "$tare" run --model sub.tflite --inputs missing.npz
refuses 'names.npz: has no array in0; the model takes 2 inputs' "$tare" run --model sub.tflite --inputs names.npz
refuses 'extra.npz: has 3 arrays; the model takes 2 inputs' "$tare" run --model sub.tflite --inputs extra.npz
refuses 'allocating tensors failed: ' "$tare" run --model sub.tflite --inputs shape.npz
refuses 'cut.npz' "$tare" run --model sub.tflite --inputs cut.npz
refuses 'object.npz: in0: ' "$tare" run --model sub.tflite --inputs object.npz
refuses 'absent.npz' "$tare" run --model sub.tflite --inputs absent.npz
refuses 'has no signature "other"; there are: "swapped", "plain"' "$tare" run --model sub.tflite --signature other
refuses 'no/such/folder/out.npz' "$tare" run --model sub.tflite --outputs no/such/folder/out.npz
refuses "unknown flag '--input' (did you mean '--inputs'?)" "$tare" run --model sub.tflite --input good.npz
refuses '--threads' "$tare" run --model sub.tflite --threads=many
refuses 'model' "$tare" run --inputs good.npz
