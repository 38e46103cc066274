#!/bin/sh
# Users' custom ops on this machine's JVM, with the library that `tare build_host` makes of the sources in
# tests/custom_ops. Needs what run.sh has downloaded.
set -eu
here=$(dirname "$(readlink -f -- "$0")")
root=$(readlink -f -- "$here/../..")
out=$root/build/java/custom_ops
tools=$(printf '%s:' "$root"/build/java/lib/junit-*.jar)
. "$root/tests/custom_ops/common.inc"
. "$here/junit.inc"
rm -rf "$out"
mkdir -p "$out"
python3 "$custom_ops/models.py" "$out/models"
with_custom_ops "$root/tare" build_host --quiet "--input_models=$(models_in "$out/models")" "--output_dir=$out"
javac -nowarn -Xlint:none -encoding UTF-8 -cp "$tools$out/classes.jar" -d "$out/tests" "$here"/custom_ops/*.java
junit "custom ops" "$out/log" "--scan-classpath=$out/tests" java -Xcheck:jni "-Djava.library.path=$out" \
  "-Dmodels=$out/models" -cp "$tools$out/tests:$out/classes.jar"
