# Custom ops in the style of public ones give what they should: C++ and C, options, temporaries, state, strings, quantized
# types, equal base names, names that the rule cannot express, paths with spaces; with models and without.
. "$root/tests/custom_ops/common.inc"
python3 "$custom_ops/models.py" models
with_custom_ops "$tare" build_host --quiet --output_dir=host "--input_models=$(models_in models)"
cat >check.py <<'PY'
import os, subprocess, sys
import numpy as np

def run(model, *inputs, library=sys.argv[1]):
    np.savez("in.npz", **{f"in{i}": array for i, array in enumerate(inputs)})
    subprocess.run([os.environ["tare"], "run", f"--library={library}/libtensorflowlite_jni.so", f"--model=models/{model}.tflite",
                    "--inputs=in.npz", "--outputs=out.npz"], check=True)
    outputs = np.load("out.npz")
    return [outputs[f"out{i}"] for i in range(len(outputs.files))]

def equal(got, want, tolerance=0):
    want = np.asarray(want, got.dtype)
    assert got.shape == want.shape and (np.array_equal(got, want) if got.dtype.kind not in "f" else
                                        np.allclose(got, want, tolerance, tolerance)), (got, want)

x = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
equal(run("scaled_sum", x)[0], x.sum(-1) / 2 + 2 + 1.25 - 0.25)
equal(run("scaled_sum", x[:, :1])[0], x[:, :1].sum(-1) / 2 + 3)  # resized
equal(run("running_mean", np.float32([1, 2, 3, 4, 5]))[0], [1, 2, 3, 4, 5])
words, numbers = run("word_count", np.array([b"the cat, the dog.", b"A cat sat. The end"]))
equal(words, [b"the", b"cat", b"a", b"dog", b"end", b"sat"])
equal(numbers, [3, 2, 1, 1, 1, 1])
equal(run("word_count", np.array([b"", b"."]))[1], [])

def leaky(q, scale, zero, out_scale, out_zero, low, high):
    real = (q.astype(np.float64) - zero) * scale
    return np.clip(np.floor(np.where(real > 0, real, real / 4) / out_scale + 0.5) + out_zero, low, high)
q = np.arange(-120, 120, 15).astype(np.int8).reshape(2, 8)
got = run("leaky_int8", q)[0]
assert np.abs(got - leaky(q, 0.1, -3, 0.05, 10, -128, 127)).max() <= 1 and got.min() < 0 and got.max() == 127, got
q = np.arange(0, 240, 15).astype(np.uint8).reshape(2, 8)
got = run("leaky_uint8", q)[0].astype(np.int32)
assert np.abs(got - leaky(q, 0.1, 125, 0.2, 64, 0, 255)).max() <= 1, got
f = np.linspace(-2, 2, 16, dtype=np.float32)
equal(run("leaky_f32", f)[0], np.where(f > 0, f, f / 4))
equal(run("histogram", np.float32([0.1, 0.2, 0.3, 0.6, 0.7, 0.8, 0.9, -1, 2, 0, 0, 0, 0, 0, 0, 1]).reshape(4, 4))[0], [8, 1, 2, 2])
image = np.random.default_rng(2).normal(size=(1, 4, 5, 3)).astype(np.float32)
around = np.array([[image[0, max(y - 1, 0):y + 2, max(x - 1, 0):x + 2].mean((0, 1)) for x in range(5)] for y in range(4)])
contrast = image[0] - around
contrast /= np.sqrt((contrast ** 2).sum(-1, keepdims=True))
equal(run("local_contrast", image)[0], (contrast @ np.float32([[1, 0, -1], [0.5, 0.25, 2]]).T)[None], 1e-5)
equal(run("cxx_library", np.float32([3]))[0], [1] * 9)
a = np.arange(6, dtype=np.float32)
equal(run("sine", a)[0], 2 * np.sin(a), 1e-5)
equal(run("flexible", a)[0], 2 * np.cos(a), 1e-5)
PY
"$root/.venv/bin/python" check.py host

# Without models: every kernel, and all custom ops of the sources, whose names follow from the models'.
with_custom_ops "$tare" build_host --quiet --output_dir=complete
"$root/.venv/bin/python" check.py complete

# A source wins over a kernel of Tare's own, only what models use is linked, and paths may hold spaces and commas.
mkdir "a place, with"
sed 's/SCALED_SUM/MFCC/; s/scaled_sum/own_mfcc/g' "$custom_ops/scaled_sum.cc" >"a place, with/own mfcc.cc"
python3 - <<'PY'
import os, sys
sys.path.insert(0, os.path.join(os.environ["root"], "tests", "custom_ops"))
from models import tensor, write
write("models", "mfcc", "Mfcc", [tensor("FLOAT32", [2, 3, 4])], [tensor("FLOAT32", [2, 3])], {"offset": 1.0})
PY
"$tare" build_host --quiet --output_dir=own --input_models=models/mfcc.tflite "--tflite_custom_ops_srcs=$custom_srcs,a place, with/own mfcc.cc,$custom_ops/other/helper.h"
strings -a own/libtensorflowlite_jni.so >strings.txt
grep -q word_count.cc strings.txt && fail "code that no model uses was linked"
"$root/.venv/bin/python" - <<'PY'
import os, subprocess
import numpy as np
x = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
np.savez("in.npz", in0=x)
subprocess.run([os.environ["tare"], "run", "--library=own/libtensorflowlite_jni.so", "--model=models/mfcc.tflite", "--inputs=in.npz", "--outputs=out.npz"], check=True)
assert np.allclose(np.load("out.npz")["out0"], x.sum(-1) + 1)
PY
# Models without custom ops: the same bytes as without the flags.
"$tare" make_model mobilenet_v1 --width=0.25 --size=32 --output=plain.tflite >/dev/null
"$tare" build_host --quiet --output_dir=plain --input_models=plain.tflite
with_custom_ops "$tare" build_host --quiet --output_dir=plain2 --input_models=plain.tflite
equal_files plain/libtensorflowlite_jni.so plain2/libtensorflowlite_jni.so
# Where the sources lie does not show in the library.
places=$(mktemp -d)
for place in here "over there"; do
  mkdir "$places/$place"
  cp "$custom_ops/scaled_sum.cc" "$custom_ops/histogram.c" "$places/$place"
  "$tare" build_host --quiet "--output_dir=$place" --input_models=models/scaled_sum.tflite,models/histogram.tflite \
    "--tflite_custom_ops_srcs=$places/$place/scaled_sum.cc,$places/$place/histogram.c"
done
rm -rf "$places"
equal_files here/libtensorflowlite_jni.so "over there/libtensorflowlite_jni.so"
# C++20 where it is asked for.
{ echo '#include <concepts>' && cat "$custom_ops/scaled_sum.cc" && echo 'template <std::integral T> T twice(T x) { return 2 * x; }'; } >twenty.cc
"$tare" build_host --quiet --output_dir=twenty --input_models=models/scaled_sum.tflite --tflite_custom_ops_srcs=twenty.cc --custom_ops_std=c++20
