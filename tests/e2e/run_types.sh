# `tare run` carries every type that numpy has in and out unchanged: the graph has no node, its input is its output.
PYTHONPATH=$root/tests/e2e "$root/.venv/bin/python" - <<'PY'
import os, subprocess
import numpy as np
from tiny_model import model, tensor

# Codes of the schema's TensorType, and arrays; bfloat16 travels as uint16, types below a byte as one element per byte.
cases = {
    0: np.float32([[1.5, -2, np.inf]]), 1: np.float16([[0.1, -65504, 3]]), 2: np.int32([[-(2**31), 2**31 - 1, 0]]),
    3: np.uint8([[0, 255, 7]]), 4: np.int64([[-(2**63), 2**63 - 1, 1]]), 5: np.array([[b"a", b"", b"longer text"]]),
    6: np.bool_([[True, False, True]]), 7: np.int16([[-32768, 32767, 5]]), 8: np.complex64([[1 + 2j, -3j, 0]]),
    9: np.int8([[-128, 127, 0]]), 10: np.float64([[0.1, 1e300, -0.0]]), 11: np.complex128([[1e300 + 1j, 0, 2]]),
    12: np.uint64([[2**64 - 1, 0, 1]]), 15: np.uint32([[2**32 - 1, 0, 1]]), 16: np.uint16([[65535, 0, 1]]),
    17: np.int8([[-8, 7, 3]]), 18: np.uint16([[0x3F80, 0xC000, 0]]), 19: np.int8([[-2, 1, 0]]),
    20: np.uint8([[15, 0, 9]]),
}
for code, array in cases.items():
    open("m.tflite", "wb").write(model([tensor(code, [1, 3])], [0], [0]))
    np.savez("in.npz", in0=array)
    subprocess.run([os.environ["tare"], "run", "--model=m.tflite", "--inputs=in.npz", "--outputs=out.npz"], check=True)
    got = np.load("out.npz")
    assert got.files == ["out0"], got.files
    assert got["out0"].dtype.kind == array.dtype.kind and got["out0"].shape == array.shape, (code, got["out0"])
    assert got["out0"].dtype == array.dtype, (code, got["out0"].dtype)
    assert got["out0"].tobytes() == array.tobytes(), (code, got["out0"], array)

# A column-major array and one in the other byte order are the same values.
open("m.tflite", "wb").write(model([tensor(0, [2, 3])], [0], [0]))
array = np.arange(6, dtype=np.float32).reshape(2, 3)
for stored in (np.asfortranarray(array), array.astype(">f4")):
    np.savez("in.npz", in0=stored)
    subprocess.run([os.environ["tare"], "run", "--model=m.tflite", "--inputs=in.npz", "--outputs=out.npz"], check=True)
    assert np.array_equal(np.load("out.npz")["out0"], array)
# numpy's compressed archives are read too.
np.savez_compressed("in.npz", in0=array)
subprocess.run([os.environ["tare"], "run", "--model=m.tflite", "--inputs=in.npz", "--outputs=out.npz"], check=True)
assert np.array_equal(np.load("out.npz")["out0"], array)
PY
