# Select TF ops: what Tare lacks (op, types, attributes) stops the build with the model, node, op and attributes named and
# nothing written; custom ops that only sound like TF ops are custom ops; the second AAR comes and goes with the models.
PYTHONPATH=$root/tests/e2e python3 - <<'PY'
from tiny_model import node_def, tf_model
save = lambda name, data: open(name, "wb").write(data)
neg = {"T": "float32"}
save("good.tflite", tf_model("Neg", neg))
save("op.tflite", tf_model("DecodeJpeg", {"channels": 3, "dct_method": "FAST"}))
save("types.tflite", tf_model("Neg", {"T": "float64"}, type_code=10))
save("attribute.tflite", tf_model("MirrorPad", {"T": "float32", "Tpaddings": "int32", "mode": "WRAP"}, inputs=2))
save("equation.tflite", tf_model("Einsum", {"T": "float32", "N": 1, "equation": "a->ab"}))
save("window.tflite", tf_model("AvgPool", {"T": "float32", "ksize": [1, 2, 2, 1], "strides": [1, 1, 1, 2], "padding": "SAME"}))
save("missing.tflite", tf_model("DepthToSpace", {"T": "float32", "data_format": "NHWC"}))
save("damaged.tflite", tf_model("Neg", neg, options=node_def("Neg", neg)[:-9]))
save("empty.tflite", tf_model("Neg", neg, options=b""))
save("custom.tflite", tf_model("ibleSoftmax", {}))
save("plain.tflite", tf_model(None, {}, number=59))
# Its size is a placeholder with which it does not run: nothing comes of reshaping 3 elements into one.
save("open.tflite", tf_model(None, {}, number=22, signature=[-1]))
save("closed.tflite", tf_model(None, {}, number=22))
PY
build() { "$tare" build_aar --quiet --target_archs=x86_64 --output_dir=out "--input_models=$@"; }
at="subgraph 0, node 0"
refuses "op.tflite: $at: Select TF op FlexDecodeJpeg version 1 (FLOAT32 -> FLOAT32) is not supported; its attributes: acceptable_fraction=1.0, channels=3, dct_method=FAST" \
  build op.tflite
refuses "types.tflite: $at: types FLOAT64 -> FLOAT64 of Select TF op FlexNeg (T=float64) are not supported" build types.tflite
refuses "attribute.tflite: $at: attributes of Select TF op FlexMirrorPad (FLOAT32, FLOAT32 -> FLOAT32; T=float32, Tpaddings=int32, mode=WRAP) are not supported" \
  build attribute.tflite
refuses "equation.tflite: $at: attributes of Select TF op FlexEinsum (FLOAT32 -> FLOAT32; N=1, T=float32, equation=a->ab) are not supported" \
  build equation.tflite
refuses "window.tflite: $at: attributes of Select TF op FlexAvgPool (FLOAT32 -> FLOAT32; T=float32, data_format=NHWC, ksize=[1,2,2,1], padding=SAME, strides=[1,1,1,2]) are not supported" \
  build window.tflite
refuses "missing.tflite: $at: attributes of Select TF op FlexDepthToSpace (FLOAT32 -> FLOAT32; T=float32, data_format=NHWC) are not supported" \
  build missing.tflite
refuses "damaged.tflite: $at: Select TF op FlexNeg: the custom options are no flexbuffer" build damaged.tflite
refuses "empty.tflite: $at: Select TF op FlexNeg: the node has no NodeDef" build empty.tflite
refuses "custom.tflite: $at: custom op FlexibleSoftmax version 1 (FLOAT32 -> FLOAT32) is not supported" build custom.tflite
refuses "closed.tflite: allocating tensors failed" build closed.tflite
[ ! -e out ] || fail "made an output folder"

second=out/tensorflow-lite-select-tf-ops.aar
build good.tflite
[ -s out/tensorflow-lite.aar ] && [ -s $second ] || fail "not both: $(ls out)"
cp $second earlier
refuses "attributes of Select TF op FlexMirrorPad" build attribute.tflite
equal_files earlier $second
build plain.tflite
[ -s out/tensorflow-lite.aar ] && [ ! -e $second ] || fail "the second AAR of an earlier run is still there"
build good.tflite
build good.tflite --select_tf_ops=merged
[ ! -e $second ] || fail "a second AAR although merged"
build open.tflite
