#!/bin/sh
# Users' custom ops in packaged libraries of every ABI, in emulators, against the same sources on this machine, and the
# ELF contract of these libraries. Prints what `tare verify` says.
set -eu
root=$(readlink -f -- "$(dirname "$(readlink -f -- "$0")")/../..")
out=$root/build/test/custom_ops
. "$root/tests/custom_ops/common.inc"
rm -rf "$out"
python3 "$custom_ops/models.py" "$out/models"
models=$(models_in "$out/models")
archs=--target_archs=arm64-v8a,armeabi-v7a,x86,x86_64
with_custom_ops "$root/tare" build_host --quiet "--input_models=$models" "--output_dir=$out/host"
with_custom_ops "$root/tare" build_aar --quiet "--input_models=$models" $archs "--output_dir=$out"
"$root/tare" verify "--aar=$out/tensorflow-lite.aar" "--library=$out/host/libtensorflowlite_jni.so" "--input_models=$models"
"$root/tests/elf_contract.sh" "$out/tensorflow-lite.aar" user
