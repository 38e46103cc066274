# `build_aar --apis=java,c`: headers and a prefab module whose libraries are those of the app, and against which a C
# program builds and runs; an AAR for Java alone has nothing of it.
"$root/tests/packaged/prepare.sh"
packaged=$root/build/packaged
"$tare" make_model mobilenet_v1 --width=0.25 --size=32 --output=m.tflite >/dev/null
"$tare" build_aar --quiet --input_models=m.tflite --apis=java,c --target_archs=arm64-v8a,x86_64 --output_dir=c
"$tare" build_aar --quiet --input_models=m.tflite --apis=java --target_archs=x86_64 --output_dir=java
unzip -Z1 java/tensorflow-lite.aar | grep -q 'headers\|prefab' && fail "C files in a Java AAR"
unzip -q c/tensorflow-lite.aar -d aar
diff -r "$root/include" aar/headers || fail "other headers"
module=aar/prefab/modules/tensorflowlite_jni
diff -r "$root/include" $module/include || fail "other headers in the module"
python3 - <<'PY'
import json
package = json.load(open("aar/prefab/prefab.json"))
assert package == {"schema_version": 2, "name": "tensorflowlite", "version": "2.16.1", "dependencies": []}, package
module = json.load(open("aar/prefab/modules/tensorflowlite_jni/module.json"))
assert module["export_libraries"] == [], module
for abi in ("arm64-v8a", "x86_64"):
    about = json.load(open(f"aar/prefab/modules/tensorflowlite_jni/libs/android.{abi}/abi.json"))
    assert about == {"abi": abi, "api": 21, "ndk": 21, "stl": "none", "static": False}, about
PY
[ "$(ls $module/libs | tr '\n' ' ')" = "android.arm64-v8a android.x86_64 " ] || fail "$(ls $module/libs)"

"$root/.venv/bin/python" -c 'import numpy as np
np.random.default_rng(1).uniform(-1, 1, (1, 32, 32, 3)).astype(np.float32).tofile("in.raw")'
for abi in arm64-v8a x86_64; do
  library=libtensorflowlite_jni.so
  equal_files aar/jni/$abi/$library $module/libs/android.$abi/$library
  [ $abi = x86_64 ] && triple=x86_64-linux-musl emulator= || { triple=aarch64-linux-musl emulator=qemu-aarch64; }
  clang-19 --target=$triple -std=c99 -Wall -Wextra -Werror "-I$module/include" -nostdinc -isystem \
    "$packaged/$abi/musl/include" -isystem "$(clang-19 -print-resource-dir)/include" -fuse-ld=lld-19 -nostdlib \
    "$packaged/$abi/musl/crt1.o" "$root/tests/c_api/program.c" $module/libs/android.$abi/$library \
    "$packaged/$abi/lib/liblog.so" "-L$packaged/$abi/musl" -lc -o "program-$abi"
  $emulator "$packaged/$abi/loader" --library-path "$packaged/$abi/lib:aar/jni/$abi" "./program-$abi" m.tflite in.raw \
    "out-$abi.raw" || fail "$abi does not run"
done
"$root/.venv/bin/python" -c 'import numpy as np
a, b = (np.fromfile(f"out-{abi}.raw", np.float32) for abi in ("arm64-v8a", "x86_64"))
assert a.size == 1001 and np.ptp(a) > 0 and np.abs(a - b).max() <= 2e-6 * np.ptp(a), (a, b)'
