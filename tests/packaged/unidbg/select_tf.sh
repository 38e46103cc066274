#!/bin/sh
# The pair of libraries that models with Select TF ops get, through the Java API's natives under Androids' own linkers:
# golden cases of a few kinds of ops and, where TARE_MODELS has them, all conversions of SPICE and I3D. Prints what
# `tare verify` says.
set -eu
here=$(dirname "$(readlink -f -- "$0")")
root=$(readlink -f -- "$here/../../..")
out=$root/build/test/select_tf_unidbg
rm -rf "$out"
mkdir -p "$out"

# verify MODELS [INPUTS]: builds the pair for models and runs them.
verify() {
  "$root/tare" build_aar --quiet "--input_models=$1" --target_archs=arm64-v8a,armeabi-v7a "--output_dir=$out"
  "$here/run.sh" "$out/tensorflow-lite.aar" "$1" ${2:+"--inputs=$2"}
}
verify "$("$root/tests/golden/extract.py" "$out" tf_arithmetic FlexAddV2/f32_row tf_twins FlexArgMax/f32_i32 FlexSoftmax/f32 \
  tf_volume FlexConv3D/f32_plain_same FlexMaxPool3D/f32_overlap_valid tf_state FlexTensorListStack/loop)"
if [ -n "${TARE_MODELS:-}" ]; then
  for pair in $(cat "$root/tests/systems.txt"); do # a model, and whose golden arrays are its own, too
    rm "$out"/*.aar # not every conversion has a second one
    verify "$TARE_MODELS/files/systems/${pair%=*}.tflite" "$TARE_MODELS/golden/systems/${pair#*=}.npz"
  done
fi
