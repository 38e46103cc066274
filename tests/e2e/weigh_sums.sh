# `tare weigh`: rows add up to the library, the report knows ops and models, and a difference shows what changed.
"$tare" make_model mobilenet_v1 --output=float.tflite >/dev/null
"$tare" make_model mobilenet_v1_int8 --output=int8.tflite >/dev/null
"$tare" weigh --json --quiet --per_op --input_models=float.tflite,int8.tflite --target_archs=arm64-v8a,x86 \
  --html=page.html >both.json
"$tare" weigh --json --quiet --input_models=float.tflite --target_archs=arm64-v8a >float.json
python3 - <<'PY'
import json
both, = [json.load(open("both.json"))["archs"]]
alone, = json.load(open("float.json"))["archs"]
assert [w["abi"] for w in both] == ["arm64-v8a", "x86"]
for w in both + [alone]:
    assert sum(r["bytes"] for r in w["rows"]) == w["bytes"], w["abi"]
    assert sum(r["deflated"] for r in w["rows"]) == w["deflated"] < w["bytes"]
    assert all(sum(r["functions"].values()) == r["bytes"] for r in w["rows"])
    groups = {r["group"] for r in w["rows"]}
    assert groups >= {"kernels", "inner loops", "runtime", "platform", "api", "elf"}, groups
    ops = {o["op"]: o for o in w["ops"]}
    assert {"CONV_2D", "SOFTMAX", "SQUEEZE"} <= set(ops), ops
    unknown = sum(r["bytes"] for r in w["rows"] if "several parts" in r["name"] or "veneers" in r["name"])
    assert unknown < w["bytes"] / 10, (w["abi"], unknown)
arm, x86 = both
assert any("(avx2)" in r["name"] for r in x86["rows"]) and not any("(avx2)" in r["name"] for r in arm["rows"])
models = {m["model"]: m for m in arm["models"]}
# Measured, not estimated: what is left without the int8 model is the library of the float one.
assert models["float.tflite"]["alone"] == alone["bytes"] == arm["bytes"] - models["int8.tflite"]["dropped"], models
assert all(o["dropped"] > 0 for o in arm["ops"]), arm["ops"]
assert not alone["models"] and "dropped" not in alone["ops"][0]
PY
grep -q '"arm64-v8a"' page.html || fail "the page has no data"
! grep -qE '(src|href)=|@import|fetch\(' page.html || fail "the page loads something"
"$tare" weigh --diff float.json both.json >diff.txt
grep -q '^ *[0-9]* *[0-9]* *+[0-9]*  all$' diff.txt || fail "no total in: $(cat diff.txt)"
grep -q 'x86: only in the second' diff.txt || fail "no note on x86 in: $(cat diff.txt)"
"$tare" weigh --quiet --input_models=float.tflite --baseline=float.json | grep -q '+0  all$' || fail "differs from itself"
"$tare" weigh --quiet --input_models=float.tflite | grep -q 'kernels/nn/softmax.cc: SOFTMAX.f32' || fail "no table"
refuses "not the output of tare weigh" "$tare" weigh --diff float.tflite both.json
refuses "unknown arch 'arm64' (did you mean 'arm64-v8a'?)" "$tare" weigh --target_archs=arm64
