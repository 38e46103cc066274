# `tare explain` prints JSON for any readable model, supported or not, and the table of all ops.
"$tare" make_model mobilenet_v1 --output=float.tflite >/dev/null
"$tare" explain --json --input_models=float.tflite >supported.json
python3 - <<'PY'
import json
j = json.load(open("supported.json"))
assert j["supported"] is True and not j["unsupported"]
assert {k["kernel"] for k in j["kernels"]} == {
    "AVERAGE_POOL_2D.f32", "CONV_2D.f32", "DEPTHWISE_CONV_2D.f32", "SOFTMAX.f32", "SQUEEZE.any"}, j["kernels"]
assert len(j["uses"]) == 31 and j["uses"][0]["op"] == "CONV_2D" and j["uses"][0]["subgraph"] == 0
PY
PYTHONPATH=$root/tests/e2e python3 - <<'PY'
from tiny_model import tiny_model
open("custom.tflite", "wb").write(tiny_model(custom="MyOp"))
open("flex.tflite", "wb").write(tiny_model(custom="FlexDecodeJpeg"))
open("version.tflite", "wb").write(tiny_model(version=99))
PY
"$tare" explain --json --input_models=custom.tflite,flex.tflite,version.tflite >unsupported.json
python3 - <<'PY'
import json
j = json.load(open("unsupported.json"))
assert j["supported"] is False
assert [u["reason"] for u in j["unsupported"]] == ["custom_op", "select_tf_op", "version"], j["unsupported"]
assert j["unsupported"][0]["op"] == "MyOp" and j["unsupported"][2]["version"] == 99
PY
"$tare" explain --input_models=custom.tflite >table.txt
grep -q 'custom op MyOp version 1 (FLOAT32 -> FLOAT32) is not supported' table.txt || fail "$(cat table.txt)"
"$tare" explain --coverage >coverage.txt
[ "$(grep -cE '^ *[0-9]+ [A-Z0-9_]+ ' coverage.txt)" = 210 ] || fail "not 210 ops: $(cat coverage.txt)"
"$tare" explain --coverage --json | python3 -c 'import json, sys
ops = json.load(sys.stdin)["ops"]
assert len(ops) == 210 and next(o for o in ops if o["op"] == "SOFTMAX")["kernels"][0]["types"] == "f32"'
refuses "--input_models (or --coverage) is required" "$tare" explain
refuses "missing.tflite: no such file" "$tare" explain --json --input_models=missing.tflite
