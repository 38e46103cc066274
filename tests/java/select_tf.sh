#!/bin/sh
# Select TF models on this machine's JVM, with the two libraries that `tare build_host` makes: together, without the
# second one, and with one of another build; and SPICE and I3D where TARE_MODELS has them. Needs what run.sh has
# downloaded.
set -eu
here=$(dirname "$(readlink -f -- "$0")")
root=$(readlink -f -- "$here/../..")
out=$root/build/java/select_tf
. "$here/junit.inc"
tools=$(printf '%s:' "$root"/build/java/lib/junit-*.jar)
rm -rf "$out"
mkdir -p "$out/mixed"

"$root/tests/golden/extract.py" "$out" tf_arithmetic FlexAddV2/f32_same tf_signal FlexRFFT/f32_exact >/dev/null
mv "$out/FlexAddV2-f32_same.tflite" "$out/add.tflite"
mv "$out/FlexRFFT-f32_exact.tflite" "$out/fft.tflite"
for name in add fft; do
  "$root/tare" build_host --quiet "--input_models=$out/$name.tflite" "--output_dir=$out/$name"
done
cp "$out"/add/* "$out/mixed"
cp "$out/fft/libtensorflowlite_flex_jni.so" "$out/mixed"
javac -nowarn -Xlint:none -encoding UTF-8 -cp "$tools$out/add/classes.jar:$out/add/classes-select-tf-ops.jar" \
  -d "$out/tests" "$here"/select_tf/*.java

# run TEST LIBRARIES NAME CLASSES [MODEL]: a test class with the libraries in a folder and the classes in jars of it.
run() {
  junit "$1, libraries $3" "$out/$3.log" "--select-class=$1" java -Xcheck:jni "-Djava.library.path=$out/$2" \
    "-Dmodel=${5:-$out/add.tflite}" "-Dlibraries=$3" "-Dgolden=$out/$3" -cp "$tools$out/tests:$out/$2/classes.jar$4"
}
run SelectTfTest add together ":$out/add/classes-select-tf-ops.jar"
run RefusedTest mixed mixed ":$out/mixed/classes-select-tf-ops.jar"
run RefusedTest add absent ""

# Whole systems: their golden arrays as raw files.
systems() {
  for pair in $(cat "$root/tests/systems.txt"); do # a model, and whose golden arrays are its own, too
    name=${pair%=*} golden=${pair#*=}
    system=$TARE_MODELS/files/systems/$name.tflite
    "$root/tare" build_host --quiet "--input_models=$system" "--output_dir=$out/$name"
    "$root/.venv/bin/python" - "$TARE_MODELS/golden/systems/$golden.npz" "$out/$name" <<'PY'
import pathlib, sys
import numpy as np
golden, folder = np.load(sys.argv[1]), pathlib.Path(sys.argv[2])
for name, array in golden.items():
    (folder / f"{name}.bin").write_bytes(array.astype("<f4").tobytes())
    (folder / f"{name}.dims").write_text(" ".join(map(str, array.shape)))
PY
    run SystemsTest "$name" "$name" ":$out/$name/classes-select-tf-ops.jar" "$system"
  done
}
if [ -n "${TARE_MODELS:-}" ]; then systems; fi
