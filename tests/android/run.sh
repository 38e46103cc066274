#!/bin/sh
# The sample project (examples/android) without Gradle, whose Android plugin is on no registry that tests may ask: its
# sources are compiled by kotlinc and javac against the AAR that its build file names, taken from the repository that
# --maven_repo writes, and Android 14; its unit tests run under Robolectric with the native library of `tare build_host`.
# With TARE_MODELS, both AARs of SPICE go the same way.
set -eu
here=$(dirname "$(readlink -f -- "$0")")
root=$(readlink -f -- "$here/../..")
out=$root/build/android
lib=$out/lib
sample=$root/examples/android/app
java="java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC" # each run is short: better code would come too late
mkdir -p "$out"

# Downloaded once; of AARs only their classes are used.
if ! cmp -s "$here/pom.xml" "$lib/pom.xml"; then
  rm -rf "$lib"
  mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies "-DoutputDirectory=$lib"
  for aar in "$lib"/*.aar; do unzip -q -p "$aar" classes.jar >"${aar%.aar}.jar"; done
  cp "$here/pom.xml" "$lib/pom.xml"
fi
android=$(ls "$lib"/android-all-*.jar)
jars=$(find "$lib" -name '*.jar' ! -name 'android-all-*' ! -name 'kotlin-compiler-*' ! -name 'kotlin-daemon-*' | sort | tr '\n' ':')
compiler=$(printf '%s:' "$lib"/kotlin*.jar "$lib"/trove4j-*.jar "$lib"/annotations-1[0-9]*.jar)

rm -rf "$out/repo" "$out/host" "$out/main" "$out/test" "$out/config" "$out/assets"
mkdir -p "$out/assets"
"$root/tare" make_model mobilenet_v1 --width=0.25 --size=64 "--output=$out/assets/model.tflite" >/dev/null
models=$out/assets/model.tflite
if [ -n "${TARE_MODELS:-}" ]; then
  spice=spice_mobile_tf23
  cp "$TARE_MODELS/files/systems/$spice.tflite" "$out/assets/spice.tflite"
  "$root/.venv/bin/python" - "$TARE_MODELS/golden/systems/$spice.npz" "$out/assets" <<'PY'
import sys
import numpy as np
golden = np.load(sys.argv[1])
for name, array in golden.items():
    array.astype(">f4").tofile(f"{sys.argv[2]}/{name}.bin")
PY
  models=$models,$out/assets/spice.tflite
fi
"$root/tare" build_aar --quiet "--input_models=$models" --target_archs=arm64-v8a "--output_dir=$out/aar" "--maven_repo=$out/repo"
"$root/tare" build_host --quiet "--input_models=$models" "--output_dir=$out/host"

# The module by the name in the build file, and what depends on it.
module=$(sed -n 's/.*implementation("org\.tare:\([^:]*\):\([^"]*\)").*/\1 \2/p' "$sample/build.gradle.kts")
set -- $module
[ $# = 2 ] || { echo "the build file names no module of org.tare: $module" && exit 1; }
aars="$out/repo/org/tare/$1/$2/$1-$2.aar"
[ -z "${TARE_MODELS:-}" ] || aars="$aars $out/repo/org/tare/$1-select-tf-ops/$2/$1-select-tf-ops-$2.aar"
classes=
for aar in $aars; do
  unzip -q -p "$aar" classes.jar >"$aar.classes.jar"
  classes=$classes$aar.classes.jar:
done

# The versions that the build file names are those that are tested here.
sed -n 's/.*testImplementation("[^:]*:\([^:]*\):\([^"]*\)").*/\1-\2.jar/p' "$sample/build.gradle.kts" | while read -r jar; do
  [ -e "$lib/$jar" ] || { echo "the build file names $jar, pom.xml another version" && exit 1; }
done

# build NAME CLASSPATH FOLDER...: Kotlin first, which sees the Java sources; then Java, which sees Kotlin's classes.
build() {
  to=$out/$1
  path=$2
  shift 2
  $java -cp "$compiler" org.jetbrains.kotlin.cli.jvm.K2JVMCompiler -no-stdlib -no-reflect -Werror -jvm-target 1.8 -module-name app "-Xfriend-paths=$out/main" -cp "$path" -d "$to" "$@"
  find "$@" -name '*.java' -exec javac -nowarn -Xlint:all,-options -Werror --release 8 -encoding UTF-8 -cp "$to:$path" -d "$to" {} +
}
stdlib=$(ls "$lib"/kotlin-stdlib-*.jar)
build main "$classes$stdlib:$android" "$sample/src/main/java"
tests=$sample/src/test/java
[ -z "${TARE_MODELS:-}" ] || tests="$tests $here/spice"
# shellcheck disable=SC2086
build test "$out/main:$classes$jars$android" $tests

# What the Android plugin makes for Robolectric: manifest and assets as in an APK, and where they are.
mkdir -p "$out/config/com/android/tools"
sed 's/<manifest /<manifest package="org.tare.example" /' "$sample/src/main/AndroidManifest.xml" >"$out/config/AndroidManifest.xml"
aapt2 link -I "$android" --manifest "$out/config/AndroidManifest.xml" --min-sdk-version 21 --target-sdk-version 34 \
  -A "$out/assets" -0 tflite -o "$out/config/app.ap_"
printf '%s\n' "android_merged_manifest=$out/config/AndroidManifest.xml" "android_resource_apk=$out/config/app.ap_" \
  "android_custom_package=org.tare.example" >"$out/config/com/android/tools/test_config.properties"
names=$(cd "$out/test" && find . -name '*Test.class' | sed 's|^\./||; s|\.class$||; s|/|.|g' | sort)
# shellcheck disable=SC2086
$java --add-opens=java.base/java.io=ALL-UNNAMED "-Djava.library.path=$out/host" -Drobolectric.offline=true "-Drobolectric.dependency.dir=$lib" \
  -Drobolectric.usePreinstrumentedJars=false -cp "$out/config:$out/test:$out/main:$classes$jars$android" \
  org.junit.runner.JUnitCore $names >"$out/log" 2>&1 || {
  head -n 80 "$out/log"
  exit 1
}
grep '^OK' "$out/log"
