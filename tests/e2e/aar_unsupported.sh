# What Tare lacks is listed in full, each with model, subgraph, node, op, version and types; nothing is written.
# one_op NAME CODE TYPE: a model of one node, whose operator code is CODE (JSON of the schema).
one_op() {
  cat >"$1.json" <<JSON
{version: 3, operator_codes: [{$2}], buffers: [{}], subgraphs: [{inputs: [0], outputs: [1],
  tensors: [{shape: [2], type: "$3", name: "x"}, {shape: [2], type: "$3", name: "y"}],
  operators: [{opcode_index: 0, inputs: [0], outputs: [1]}]}]}
JSON
  flatc -b "$root/builder/model/tflite.fbs" "$1.json"
  [ -e "$1.tflite" ] || mv "$1.bin" "$1.tflite"
}
one_op custom 'deprecated_builtin_code: 32, builtin_code: "CUSTOM", custom_code: "MyOp"' FLOAT32
one_op flex 'deprecated_builtin_code: 32, builtin_code: "CUSTOM", custom_code: "FlexDecodeJpeg"' FLOAT32
one_op version 'deprecated_builtin_code: 19, builtin_code: "RELU", version: 99' FLOAT32
one_op types 'deprecated_builtin_code: 19, builtin_code: "RELU"' STRING
one_op good 'deprecated_builtin_code: 19, builtin_code: "RELU"' FLOAT32

build() { "$tare" build_aar --quiet --target_archs=x86_64 --output_dir=out "--input_models=$1"; }
at="subgraph 0, node 0"
refuses "custom.tflite: $at: custom op MyOp version 1 (FLOAT32 -> FLOAT32) is not supported" build custom.tflite
refuses "flex.tflite: $at: Select TF op FlexDecodeJpeg version 1 (FLOAT32 -> FLOAT32) is not supported" build flex.tflite
refuses "version.tflite: $at: version 99 of op RELU (FLOAT32 -> FLOAT32) is not supported" build version.tflite
refuses "types.tflite: $at: types STRING -> STRING of op RELU version 1 are not supported" build types.tflite
status=0
build custom.tflite,good.tflite,flex.tflite,types.tflite 2>all.txt || status=$?
[ "$status" = 1 ] && [ "$(grep -c "$at" all.txt)" = 3 ] || fail "status $status, not all listed: $(cat all.txt)"
[ ! -e out ] || fail "made an output folder"
build good.tflite
[ -s out/tensorflow-lite.aar ] || fail "nothing built from the good one"
