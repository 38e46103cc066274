# `tare explain` and `tare weigh` take the flags of custom ops as builds do: an op that a source registers is supported,
# named with its function, and its bytes, with those that it brings along, are a group of their own.
. "$root/tests/custom_ops/common.inc"
python3 "$custom_ops/models.py" models
"$tare" explain --json --input_models=models/histogram.tflite,models/sine.tflite >without.json
with_custom_ops "$tare" explain --json --input_models=models/histogram.tflite,models/sine.tflite >with.json
python3 - <<'PY'
import json
without, given = (json.load(open(f"{name}.json")) for name in ("without", "with"))
assert not without["supported"] and {u["op"] for u in without["unsupported"]} == {"Histogram", "example.sine"}, without
assert without["custom_ops"] == [] and given["supported"], given
assert given["custom_ops"] == [{"op": "Histogram", "function": "Register_HISTOGRAM() (C)"},
                               {"op": "example.sine", "function": "example::RegisterSine()"}], given["custom_ops"]
PY
with_custom_ops "$tare" explain --input_models=models/histogram.tflite >table.txt
grep -q '^Histogram: Register_HISTOGRAM() (C) *1  models/histogram.tflite: subgraph 0, node 0$' table.txt || fail "$(cat table.txt)"
refuses "no such file" "$tare" explain --input_models=models/histogram.tflite --tflite_custom_ops_srcs=nothing.c

weigh() { "$tare" weigh --quiet --json --target_archs=linux-x86_64 "$@"; }
refuses "custom op Histogram" "$tare" weigh --quiet --target_archs=linux-x86_64 --input_models=models/histogram.tflite
with_custom_ops weigh --input_models=models/histogram.tflite,models/word_count.tflite >weight.json
python3 - <<'PY'
import json
(weight,) = json.load(open("weight.json"))["archs"]
rows = weight["rows"]
assert sum(row["bytes"] for row in rows) == weight["bytes"], weight["bytes"]
own = {row["name"].split("/")[-1]: row["bytes"] for row in rows if row["group"] == "custom ops"}
assert own["histogram.c"] > 200 and own["word_count.cc"] > 500 and own["string_util.h"] > 200, own
assert not any("scaled_sum" in row["name"] for row in rows), own
saved = {model["model"]: model["dropped"] for model in weight["models"]}
assert saved["models/word_count.tflite"] > saved["models/histogram.tflite"] > 0, saved
PY
