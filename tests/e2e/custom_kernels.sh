# Custom ops that TensorFlow Lite, LiteRT and MediaPipe have sources of need none: models with them are supported, and
# the packaged libraries, of a model with raw options among them, compute what the golden cases say.
cat >golden.py <<'PY'
import io, os, struct, sys, zipfile

CASES = {"detect": ("custom_detection", "TFLite_Detection_PostProcess/u8_regular_100x5"),
         "sound": ("custom_audio", "Mfcc/speech"), "deconvolve": ("custom_pool", "Convolution2DTransposeBias/f32_upsample_1")}


def floats(npy):
    header = struct.unpack_from("<H", npy, 8)[0]
    data = npy[10 + header:]
    return struct.unpack(f"<{len(data) // 4}f", data)


for name, (family, case) in CASES.items():
    data = os.path.join(os.environ["root"], "tests/golden/data", family + ".zip")
    cases = zipfile.ZipFile(io.BytesIO(zipfile.ZipFile(data).read("cases.zip")))
    arrays = [n[len(case) + 1:] for n in cases.namelist() if n.startswith(case + "/") and n.endswith(".npy")]
    if sys.argv[1] == "write":
        with open(name + ".tflite", "wb") as f:
            f.write(cases.read(case + "/model.tflite"))
        with zipfile.ZipFile(name + ".npz", "w") as npz:
            for array in arrays:
                if array.startswith("in"):
                    npz.writestr(array, cases.read(f"{case}/{array}"))
        continue
    got = zipfile.ZipFile(name + "_out.npz")
    for array in arrays:
        if array.startswith("out"):
            want, ours = floats(cases.read(f"{case}/{array}")), floats(got.read(array))
            assert len(want) == len(ours) and all(abs(a - b) <= 1e-4 * (1 + abs(a)) for a, b in zip(want, ours)), (name, array)
PY
python3 golden.py write
models=detect.tflite,sound.tflite,deconvolve.tflite
"$tare" explain --json "--input_models=$models" >explain.json
grep -q '"supported": true' explain.json || fail "not supported: $(cat explain.json)"
"$tare" build_aar --quiet --target_archs=x86_64,armeabi-v7a --output_dir=out "--input_models=$models"
for name in detect sound deconvolve; do
  "$tare" run --model $name.tflite --inputs $name.npz --outputs ${name}_out.npz >run.txt
  "$tare" verify --aar=out/tensorflow-lite.aar "--input_models=$name.tflite" "--inputs=$name.npz"
done
python3 golden.py compare
PYTHONPATH=$root/tests/e2e python3 -c 'from tiny_model import tiny_model
open("types.tflite", "wb").write(tiny_model("NumericVerify"))'
refuses "types.tflite: subgraph 0, node 0: types FLOAT32 -> FLOAT32 of custom op NumericVerify are not supported" \
  "$tare" build_aar --quiet --target_archs=x86_64 --output_dir=out --input_models=types.tflite
