#!/bin/sh
# A golden case of each op in a packaged library of every ABI, in emulators, with the case's inputs, or random ones where it
# runs several times, compared with this machine's. As many run at once as there are cores. Prints what `tare verify` says of
# those that fail, and how many ran.
set -eu
root=$(readlink -f -- "$(dirname "$(readlink -f -- "$0")")/../..")
out=$root/build/test/kernels
rm -rf "$out"
mkdir -p "$out"
models=$("$root/tests/golden/extract.py" "$out" --each)
"$root/tare" build_aar --quiet "--input_models=$models" --target_archs=arm64-v8a,armeabi-v7a,x86,x86_64 "--output_dir=$out"
export root out
# A case that passes leaves CASE.ok behind, any other what was said of it.
find "$out" -name '*.tflite' -print0 | xargs -0 -n 1 -P "$(nproc)" sh -c '
  case=${1%.tflite}
  set -- "--aar=$out/tensorflow-lite.aar" "--input_models=$1"
  [ ! -f "$case.npz" ] || set -- "$@" "--inputs=$case.npz"
  "$root/tare" verify "$@" >"$case.said" 2>&1 && mv "$case.said" "$case.ok" || :' sh
for said in "$out"/*.said; do
  [ ! -e "$said" ] || grep -v ': ok$' "$said" || :
done
ran=$(find "$out" -name '*.tflite' | wc -l) passed=$(find "$out" -name '*.ok' | wc -l)
echo "$ran ran, $((ran - passed)) failed"
[ "$ran" = "$passed" ] && [ "$ran" -gt 200 ]
