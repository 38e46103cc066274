#!/bin/sh
# A golden case of each op in a packaged library of every ABI, in emulators, with the case's inputs, or random ones where it
# runs several times, compared with this machine's. Prints what `tare verify` says of those that fail, and how many ran.
set -eu
root=$(readlink -f -- "$(dirname "$(readlink -f -- "$0")")/../..")
out=$root/build/test/kernels
rm -rf "$out"
mkdir -p "$out"
models=$("$root/tests/golden/extract.py" "$out" --each)
"$root/tare" build_aar --quiet "--input_models=$models" --target_archs=arm64-v8a,armeabi-v7a,x86,x86_64 "--output_dir=$out"
ran=0 failed=0
for model in "$out"/*.tflite; do
  set -- "--aar=$out/tensorflow-lite.aar" "--input_models=$model"
  [ ! -f "${model%.tflite}.npz" ] || set -- "$@" "--inputs=${model%.tflite}.npz"
  if "$root/tare" verify "$@" >"$out/said" 2>&1; then
    ran=$((ran + 1))
  else
    failed=$((failed + 1))
    grep -v ': ok$' "$out/said"
  fi
done
echo "$ran ran, $failed failed"
[ "$failed" = 0 ] && [ "$ran" -gt 200 ]
