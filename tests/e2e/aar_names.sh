# `--java_package_suffix` and `--library_name`: every name in an AAR follows, so that it fits into an app beside another;
# what no app could load or compile is refused. tests/java/two_builds.sh runs two such builds in one process.
model=m.tflite
"$tare" make_model mobilenet_v1 --width=0.25 --size=32 --output=$model >/dev/null
spice=${TARE_MODELS:-/nowhere}/files/systems/spice_mobile_tf23.tflite
[ ! -e "$spice" ] || model=$spice
build() { "$tare" build_aar --quiet "--input_models=$model" --target_archs=arm64-v8a "$@"; }

build --output_dir=out
build --output_dir=out --java_package_suffix=left --maven_repo=repo
aars=tensorflow-lite-left
[ ! -e "$spice" ] || aars="$aars tensorflow-lite-left-select-tf-ops"
[ -e out/tensorflow-lite.aar ] || fail "the AAR with the usual names is gone"
for aar in $aars; do
  [ -e out/$aar.aar ] || fail "no $aar.aar: $(ls out)"
  equal_files out/$aar.aar repo/org/tare/$aar/2.16.1/$aar-2.16.1.aar
  "$root/tests/elf_contract.sh" out/$aar.aar
  unzip -q out/$aar.aar -d $aar
  grep -q 'package="org.tensorflow.lite.left\(.flex\)\?"' $aar/AndroidManifest.xml || fail "$(cat $aar/AndroidManifest.xml)"
  ! sed 's/org\.tensorflow\.lite\.left\.//g' $aar/proguard.txt | grep 'org\.tensorflow' || fail "rules for other classes"
  [ -z "$(unzip -Z1 $aar/classes.jar | grep -v '^org/tensorflow/lite/left/')" ] || fail "$(unzip -Z1 $aar/classes.jar)"
  unzip -q $aar/classes.jar -d $aar/classes
  ! grep -raoE 'org[/.]tensorflow[/.]lite[/.][A-Za-z]*|"?tensorflowlite_[a-z_]*' $aar/classes | sed 's/.*://' |
    grep -vE 'lite.left$|_left$|_stable$|_gms_client$' || fail "the classes of $aar name something else"
  # Classes of their own are nobody else's.
  ! grep -E 'org.tensorflow"|litert' repo/org/tare/$aar/2.16.1/$aar-2.16.1.module || fail "$aar claims to be another module"
done
[ "$(ls tensorflow-lite-left/jni/arm64-v8a)" = libtensorflowlite_jni_left.so ] || fail "$(ls tensorflow-lite-left/jni/arm64-v8a)"
unzip -Z1 out/tensorflow-lite-left-symbols.zip | grep -q '^arm64-v8a/libtensorflowlite_jni_left.so$' || fail "no symbols"
if [ -e "$spice" ]; then
  [ "$(ls tensorflow-lite-left-select-tf-ops/jni/*)" = libtensorflowlite_flex_jni_left.so ] || fail "no Select TF library"
  grep -A 2 '"module": "tensorflow-lite-left"' repo/org/tare/*/2.16.1/*select-tf-ops-2.16.1.module | grep -q requires ||
    fail "the Select TF module needs another core"
fi

# A library name alone: the usual classes load it, and native builds find it by it.
build --library_name=libface.so --apis=java,c --without_api_classes --output_dir=named
unzip -q named/tensorflow-lite.aar -d named/aar
[ "$(ls named/aar/jni/arm64-v8a)" = libface.so ] || fail "$(ls named/aar/jni/arm64-v8a)"
grep -q '"name": "face"' named/aar/prefab/prefab.json || fail "$(cat named/aar/prefab/prefab.json)"
[ -e named/aar/prefab/modules/face/libs/android.arm64-v8a/libface.so ] || fail "no prefab module"
! unzip -Z1 named/aar/classes.jar | grep -q 'lite/TensorFlowLite' || fail "API classes are there"

refuses "say 'face' or 'libface.so'" build --library_name=libface
refuses "say 'face' or 'libface.so'" build --library_name=face.so
refuses "--library_name 'a/b'" build --library_name=a/b
refuses "Android has a library of this name" build --library_name=log
refuses "--java_package_suffix '2nd'" build --java_package_suffix=2nd
refuses "--java_package_suffix 'a.b'" build --java_package_suffix=a.b
refuses "'new': this is a word of the Java language" build --java_package_suffix=new
refuses "org.tensorflow.lite.gpu is a package of TensorFlow Lite's" build --java_package_suffix=gpu
refuses "no other library has the classes of org.tensorflow.lite.left" build --java_package_suffix=left --without_api_classes
