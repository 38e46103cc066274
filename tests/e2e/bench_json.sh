# `tare bench` measures, as a table and as one line of JSON, and says what is wrong in one line.
"$tare" make_model mobilenet_v1_int8 --output=m.tflite >/dev/null
"$tare" bench --json --model m.tflite --runs 3 --threads 2 >bench.json
python3 - <<'PY'
import json
text = open("bench.json").read()
assert text.count("\n") == 1
b = json.loads(text)
assert set(b) == {"load_ms", "first_ms", "min_ms", "median_ms", "peak_rss_kb", "arena_bytes"}, b
assert 0 < b["min_ms"] <= b["median_ms"] and b["load_ms"] > 0 and b["first_ms"] > 0, b
# Two activations of 112 x 112 x 64 bytes must fit; weights in place do not count.
assert 2**20 < b["arena_bytes"] < 4 * 2**20, b
assert b["arena_bytes"] / 2048 < b["peak_rss_kb"] < 100 * 1024, b
PY
# Given arrays are taken, with their shapes: this model takes one image, not three.
python3 - <<'PY'
import zipfile
for images, name in (1, "one.npz"), (3, "three.npz"):
    header = f"{{'descr': '|i1', 'fortran_order': False, 'shape': ({images}, 224, 224, 3), }}".encode()
    header += b" " * (117 - len(header)) + b"\n"
    array = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + bytes(images * 224 * 224 * 3)
    with zipfile.ZipFile(name, "w") as z:
        z.writestr("in0.npy", array)
PY
"$tare" bench --json --model m.tflite --runs 1 --inputs one.npz | grep -q min_ms || fail "no figures with arrays"
refuses 'cannot reshape 3003 elements' "$tare" bench --model m.tflite --runs 1 --inputs three.npz
refuses 'm.tflite' "$tare" bench --model m.tflite --inputs m.tflite
"$tare" bench --model m.tflite --runs 1 | grep -q '^median run ' || fail "no table"
refuses missing.tflite "$tare" bench --model missing.tflite
refuses '--runs' "$tare" bench --model m.tflite --runs 0
refuses 'model' "$tare" bench --json
