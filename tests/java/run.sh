#!/bin/sh
# The Java API on this machine's JVM: the tests of src/ are compiled against the reference's classes and run with ours,
# so that they also prove that classes need no recompiling; once with the library that `tare build_host` makes under
# the JVM's JNI checker, once with the same code under AddressSanitizer and UBSan.
set -eu
here=$(dirname "$(readlink -f -- "$0")")
root=$(readlink -f -- "$here/../..")
out=$root/build/java
. "$here/junit.inc"
lib=$out/lib
mkdir -p "$out"

# The libraries of pom.xml, downloaded once; of the AARs only their classes are used.
if ! cmp -s "$here/pom.xml" "$lib/pom.xml"; then
  rm -rf "$lib"
  mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies "-DoutputDirectory=$lib"
  for aar in "$lib"/*.aar; do unzip -q -p "$aar" classes.jar >"${aar%.aar}.jar"; done
  cp "$here/pom.xml" "$lib/pom.xml"
fi
reference=$(printf '%s:' "$lib"/tensorflow-lite-*.jar)
reference=${reference%:}
tools=$(printf '%s:' "$lib"/flatbuffers-*.jar "$lib"/junit-*.jar)

java_home=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
clang++-19 -std=c++20 -fsyntax-only -I "$root" -I "$java_home/include" -I "$java_home/include/linux" "$here/jni_layout.cc"

# Tests here hand over delegates that are none; what recognises Select TF libraries would look into them.
"$root/tare" build_host --quiet --select_tf_ops=merged "--output_dir=$out/host"
rm -rf "$out/tests"
find "$here/src" -name '*.java' -exec javac -nowarn -Xlint:none -XDsuppressNotes -encoding UTF-8 -cp "$tools$reference" -d "$out/tests" {} +

# run NAME LIBRARY_FOLDER CLASSES CHECK...: all tests with this library and these classes; CHECK is put before the JVM's
# arguments.
run() {
  name=$1
  library=$2
  classes=$3
  shift 3
  junit "$name" "$out/$name.log" "--scan-classpath=$out/tests" "$@" java -Xcheck:jni -Xss4m -Dfile.encoding=UTF-8 \
    "-Djava.library.path=$library" "-Dreference=$reference" -cp "$tools$classes:$out/tests"
  if grep -aE 'in native method|AddressSanitizer|runtime error' "$out/$name.log"; then
    echo "$name: the checker found something, see $out/$name.log"
    return 1
  fi
}

run jni-checked "$out/host" "$out/host/classes.jar" TARE=

# The classes of tensorflow-lite-api as upstream has them, the others ours.
"$root/tare" build_host --quiet --without_api_classes --select_tf_ops=merged "--output_dir=$out/foreign"
run foreign-api "$out/foreign" "$out/foreign/classes.jar:$(ls "$lib"/tensorflow-lite-api-*.jar)" TARE=

# The sanitizers' library comes from the unit tests' build. The JVM uses SIGSEGV itself.
cmake --preset debug -S "$root" >/dev/null
cmake --build "$root/build/debug" --target tare_device >"$out/build.log" 2>&1 || {
  tail -n 30 "$out/build.log"
  exit 1
}
mkdir -p "$out/sanitized"
clang++-19 -shared -fsanitize=address,undefined -shared-libsan -fuse-ld=lld-19 -o "$out/sanitized/libtensorflowlite_jni.so" \
  -Wl,--whole-archive "$root/build/debug/libtare_device.a" -Wl,--no-whole-archive -lm
runtime=$(clang++-19 -print-file-name=libclang_rt.asan-x86_64.so)
run sanitized "$out/sanitized" "$out/host/classes.jar" "LD_PRELOAD=$runtime" ASAN_OPTIONS=handle_segv=0:detect_leaks=0:allow_user_segv_handler=1 \
  "LD_LIBRARY_PATH=$(dirname "$runtime")"
