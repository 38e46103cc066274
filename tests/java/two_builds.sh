#!/bin/sh
# Two lean builds with names of their own (--library_name, --java_package_suffix) in one JVM, each with a Select TF library:
# the classes of their AARs, the native code that `tare build_host` makes with the same flags. Golden cases, and SPICE
# beside I3D where TARE_MODELS has them. Needs what run.sh has downloaded.
set -eu
here=$(dirname "$(readlink -f -- "$0")")
root=$(readlink -f -- "$here/../..")
out=$root/build/java/two_builds
. "$here/junit.inc"
tools=$(printf '%s:' "$root"/build/java/lib/junit-*.jar)
rm -rf "$out"
mkdir -p "$out"
"$root/tare" build_host --quiet --select_tf_ops=merged "--output_dir=$out/usual"

# case FOLDER MODEL ARRAYS: a model with its arrays as raw files. MODEL and ARRAYS are files, or a family and a name of
# golden cases (an archive in an archive: tests/golden/generate.py).
case_of() {
  mkdir -p "$out/$1"
  "$root/.venv/bin/python" - "$root/tests/golden/data" "$out/$1" "$2" "$3" <<'PY'
import io, pathlib, sys, zipfile
import numpy as np
data, folder, model, arrays = sys.argv[1:]
folder = pathlib.Path(folder)
if model.endswith(".tflite"):
    model, arrays = pathlib.Path(model).read_bytes(), dict(np.load(arrays))
else:
    cases = zipfile.ZipFile(io.BytesIO(zipfile.ZipFile(f"{data}/{model}.zip").read("cases.zip")))
    names = [n for n in cases.namelist() if n.startswith(arrays + "/") and n.endswith(".npy")]
    model, arrays = cases.read(f"{arrays}/model.tflite"), {pathlib.Path(n).stem: np.load(io.BytesIO(cases.read(n))) for n in names}
(folder / "model.tflite").write_bytes(model)
for name, array in arrays.items():
    (folder / f"{name}.bin").write_bytes(array.astype(array.dtype.newbyteorder("<")).tobytes())
    (folder / f"{name}.dims").write_text(" ".join(map(str, array.shape)))
PY
}

# build SIDE MODEL_FOLDER FLAG...: the AARs, and the same for this machine.
build() {
  side=$1
  model=$out/$2/model.tflite
  shift 2
  for command in "build_aar --target_archs=x86_64 --output_dir=$out/$side/aar" "build_host --output_dir=$out/$side/host"; do
    # shellcheck disable=SC2086
    "$root/tare" $command --quiet "--input_models=$model" "$@"
  done
  for aar in "$out/$side"/aar/*.aar; do
    "$root/tests/elf_contract.sh" "$aar"
    unzip -q -p "$aar" classes.jar >"${aar%.aar}.jar"
  done
}

# together LEFT RIGHT: builds for the cases in these folders, in one process.
together() {
  rm -rf "$out/left" "$out/right" "$out/tests"
  build left "$1" --java_package_suffix=left
  build right "$2" --java_package_suffix=right_2 --library_name=libright.so --debug_info
  jars=$(printf '%s:' "$out"/left/aar/*.jar "$out"/right/aar/*.jar "$out/usual/classes.jar")
  javac -nowarn -Xlint:none -encoding UTF-8 -cp "$tools$jars" -d "$out/tests" "$here"/two_builds/*.java
  junit "$1 and $2 in one process" "$out/$1.log" "--scan-classpath=$out/tests" java -Xcheck:jni \
    "-Djava.library.path=$out/left/host:$out/right/host:$out/usual" "-Dleft=$out/$1" "-Dright=$out/$2" \
    -cp "$tools$jars$out/tests"
}

case_of add tf_arithmetic FlexAddV2/f32_same
case_of volume tf_volume FlexConv3D/f32_plain_same
together add volume
if [ -n "${TARE_MODELS:-}" ]; then
  for name in spice_mobile_tf23 i3d_kinetics400_slim8_dyn_tf23; do
    case_of $name "$TARE_MODELS/files/systems/$name.tflite" "$TARE_MODELS/golden/systems/$name.npz"
  done
  together spice_mobile_tf23 i3d_kinetics400_slim8_dyn_tf23
fi
