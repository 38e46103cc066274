# How build systems find a C library (CMake's find_package, pkg-config, both kinds, also after a move), how exports are
# narrowed, and what a wrong command line says.
"$tare" make_model mobilenet_v1 --width=0.25 --size=32 --output=m.tflite >/dev/null
build_c() { "$tare" build_c --quiet --input_models=m.tflite --targets=linux-x86_64 "$@"; }
exports() { llvm-nm-19 -D --defined-only "$1/linux-x86_64/lib/libtensorflowlite_c.so" | awk '{ print $3 }' | sort | tr '\n' ' '; }
mkdir "a place"
build_c --output_dir="a place/first"
mv "a place/first" "a place/moved"
prefix=$PWD/a\ place/moved/linux-x86_64

cat >use.c <<'C'
#include <stdio.h>
#include "tensorflow/lite/c/c_api.h"
int main(void) {
  TfLiteModel* model = TfLiteModelCreateFromFile("m.tflite");
  TfLiteInterpreter* interpreter = TfLiteInterpreterCreate(model, NULL);
  if (!interpreter || TfLiteInterpreterAllocateTensors(interpreter) != kTfLiteOk) return 1;
  puts(TfLiteVersion());
  return TfLiteInterpreterInvoke(interpreter);
}
C
cat >CMakeLists.txt <<'CMAKE'
cmake_minimum_required(VERSION 3.13)
project(use C)
find_package(tensorflowlite_c 2.10 CONFIG REQUIRED)
add_executable(use_shared use.c)
target_link_libraries(use_shared PRIVATE tensorflowlite_c::tensorflowlite_c)
add_executable(use_static use.c)
target_link_libraries(use_static PRIVATE tensorflowlite_c::static)
CMAKE
cmake -G Ninja -S . -B cmake -DCMAKE_C_COMPILER=clang-19 "-DCMAKE_PREFIX_PATH=$prefix" >/dev/null
cmake --build cmake >/dev/null
for kind in shared static; do
  [ "$(cmake/use_$kind)" = 2.16.1 ] || fail "CMake, $kind"
done
readelf -d cmake/use_static | grep -q tensorflowlite && fail "the static program needs the shared library"
sed 's/2.10 CONFIG/3.0 CONFIG/' CMakeLists.txt >CMakeLists.new && mv CMakeLists.new CMakeLists.txt
cmake -G Ninja -S . -B cmake3 -DCMAKE_C_COMPILER=clang-19 "-DCMAKE_PREFIX_PATH=$prefix" >cmake3.txt 2>&1 && fail "a version 3 is found"

# pkg-config's output has a backslash before the blank: made for eval.
PKG_CONFIG_PATH=$prefix/lib/pkgconfig
export PKG_CONFIG_PATH
[ "$(pkg-config --modversion tensorflowlite_c)" = 2.16.1 ] || fail "pkg-config's version"
eval "clang-19 use.c $(pkg-config --cflags --libs tensorflowlite_c) -o use_pc"
[ "$(LD_LIBRARY_PATH=$prefix/lib ./use_pc)" = 2.16.1 ] || fail "pkg-config, shared"
rm "$prefix/lib/libtensorflowlite_c.so"
eval "clang-19 use.c $(pkg-config --static --cflags --libs tensorflowlite_c) -o use_pcs"
[ "$(./use_pcs)" = 2.16.1 ] || fail "pkg-config, static"
# Nothing but the API may meet a name of the app.
llvm-nm-19 --defined-only --extern-only "$prefix/lib/libtensorflowlite_c.a" | awk 'NF == 3 { print $3 }' | grep -v '^TfLite' &&
  fail "the static library defines more than the API"

# Exports: c_api.h and little more; all that is declared; narrowed, smaller; the same bytes in any order.
declared() {
  tr '\n' ' ' | grep -oE 'TFL_CAPI_EXPORT [^;]*;' | sed 's/(.*//' | grep -oE 'TfLite[A-Za-z0-9]+$' | sort -u
}
build_c --output_dir=usual
exports usual | tr ' ' '\n' | sort >usual.txt
declared <"$root/include/tensorflow/lite/c/c_api.h" | grep -v 'AddOperator\|AddRegistrationExternal' >c_api.txt
[ -z "$(comm -23 c_api.txt usual.txt)" ] || fail "not exported: $(comm -23 c_api.txt usual.txt)"
grep -q 'Opaque\|Resolver' usual.txt && fail "exports: $(cat usual.txt)"
build_c --output_dir=all --c_functions=all
find "$root/include" -name '*.h' -exec cat {} + | declared | tr '\n' ' ' >declared.txt
[ "$(exports all)" = "$(cat declared.txt)" ] || fail "exports: $(exports all)"
build_c --output_dir=few --c_functions=TfLiteVersion,TfLiteModelCreate --c_functions=TfLiteInterpreterCreate
build_c --output_dir=few2 --c_functions=TfLiteModelCreate,TfLiteInterpreterCreate,TfLiteVersion,TfLiteVersion
[ "$(exports few)" = "TfLiteInterpreterCreate TfLiteModelCreate TfLiteVersion " ] || fail "exports: $(exports few)"
for file in libtensorflowlite_c.so libtensorflowlite_c.a; do
  equal_files few/linux-x86_64/lib/$file few2/linux-x86_64/lib/$file
  [ "$(stat -c %s few/linux-x86_64/lib/$file)" -lt "$(stat -c %s all/linux-x86_64/lib/$file)" ] || fail "$file is not smaller"
done

refuses "unknown target 'linux-arm65' (did you mean 'linux-arm64'?)" build_c --targets=linux-arm65 --output_dir=no
refuses "unknown C function 'TfLiteModelCreat' (did you mean 'TfLiteModelCreate'?)" \
  build_c --c_functions=TfLiteModelCreat --output_dir=no
refuses "unknown flag '--target' (did you mean '--targets'?)" "$tare" build_c --target=linux-x86_64
refuses "nothing.tflite: no such file" "$tare" build_c --quiet --input_models=nothing.tflite --output_dir=no
[ ! -e no ] || fail "a failed build leaves something behind"
"$tare" build_c --json --input_models=m.tflite --targets=linux-arm64 --output_dir=json | python3 -c '
import json, os, sys
(one,) = json.load(sys.stdin)
assert one["target"] == "linux-arm64" and os.path.getsize(one["library"]) == one["library_bytes"], one
assert os.path.getsize(one["archive"]) == one["archive_bytes"], one'
