#!/bin/sh
# A delegate written against the public headers only, in a library of its own behind a Java class, on this machine's JVM:
# with --features=delegates, and refused without. Needs what run.sh has downloaded.
set -eu
here=$(dirname "$(readlink -f -- "$0")")
root=$(readlink -f -- "$here/../..")
out=$root/build/java/delegate
. "$here/junit.inc"
tools=$(printf '%s:' "$root"/build/java/lib/junit-*.jar)
java_home=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
rm -rf "$out"
mkdir -p "$out"
"$root/tare" make_model mobilenet_v1 --width=0.25 --size=32 "--output=$out/m.tflite" >/dev/null

# run KIND DELEGATES FLAG...
run() {
  kind=$1
  delegates=$2
  shift 2
  "$root/tare" build_host --quiet "--input_models=$out/m.tflite" "--output_dir=$out/$kind" "$@"
  # The delegate's library asks for functions of the one that runs the model, as vendors' libraries do that bring none.
  clang-19 -std=c99 -O1 -Wall -Wextra -Werror -fPIC -shared -fuse-ld=lld-19 -I "$root/include" -I "$root/tests/c_api" \
    -isystem "$java_home/include" -isystem "$java_home/include/linux" "$here/delegate/softmax_delegate.c" -lm \
    "-L$out/$kind" -ltensorflowlite_jni "-Wl,-rpath,$out/$kind" -o "$out/$kind/libsoftmax_delegate.so"
  javac -nowarn -Xlint:none -encoding UTF-8 -cp "$tools$out/$kind/classes.jar" -d "$out/$kind/tests" "$here"/delegate/*.java
  junit "$kind" "$out/$kind/log" "--scan-classpath=$out/$kind/tests" java -Xcheck:jni "-Djava.library.path=$out/$kind" \
    "-Dmodel=$out/m.tflite" "-Ddelegates=$delegates" -cp "$tools$out/$kind/tests:$out/$kind/classes.jar"
}
run with true --features=delegates
run without false
