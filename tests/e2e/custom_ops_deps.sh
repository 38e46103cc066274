# Deps: static libraries per ABI with headers, an op that is all static library, an NDK; and the C library with custom ops.
. "$root/tests/custom_ops/common.inc"
python3 "$custom_ops/models.py" models
build() { "$tare" build_aar --quiet --target_archs=arm64-v8a --input_models=models/histogram.tflite "$@"; }

# A library of a function that the op's source calls, with its header in include/.
mkdir -p dep/include/bins own
echo 'double bin_of(double value, int bins);' >dep/include/bins/bins.h
echo '#include <math.h>
#include "bins/bins.h"
double bin_of(double value, int bins) { return floor(value * bins); }' >bins.c
# static_library SOURCE FOLDER ABI TARGET...: compiles it as other build systems would.
static_library() {
  mkdir -p "$2/$3"
  source=$1 folder=$2/$3
  shift 3
  clang-19 --target="$1" -O2 -fPIC -ffreestanding -nostdlibinc -I "$root/include" -idirafter "$root/api/cpp/libc" -I dep/include \
    -c "$source" -o "$folder/object.o"
  llvm-ar-19 rcs "$folder/libown.a" "$folder/object.o"
  rm "$folder/object.o"
}
sed 's/floor((double)input->data.f\[i\] \* bins)/bin_of((double)input->data.f[i], bins)/; s|#include <math.h>|#include <bins/bins.h>|' \
  "$custom_ops/histogram.c" >calls.c
grep -q bin_of calls.c || fail "the source is not as expected"
static_library bins.c dep arm64-v8a aarch64-linux-android21
# Without this machine's: built, but not tried here.
build --tflite_custom_ops_srcs=calls.c --tflite_custom_ops_deps=dep --output_dir=one
[ -s one/tensorflow-lite.aar ] || fail "nothing built"
refuses "dep: has no static library for x86_64 ($PWD/dep/x86_64/lib*.a)" \
  build --target_archs=x86_64,arm64-v8a --tflite_custom_ops_srcs=calls.c --tflite_custom_ops_deps=dep --output_dir=no

# An op in a static library alone, tried on this machine; a part of another library must not come along.
static_library "$custom_ops/histogram.c" own linux-x86_64 x86_64-linux-gnu
static_library "$custom_ops/histogram.c" own arm64-v8a aarch64-linux-android21
build --tflite_custom_ops_deps=own --output_dir=two
static_library bins.c dep linux-x86_64 x86_64-linux-gnu

# The C library, shared and static.
"$tare" build_c --quiet --targets=linux-x86_64 --input_models=models/histogram.tflite,models/word_count.tflite \
  "--tflite_custom_ops_srcs=calls.c,$custom_ops/word_count.cc,$custom_ops/helper.h" --tflite_custom_ops_deps=dep --output_dir=c
cat >use.c <<'C'
#include <stdio.h>
#include "tensorflow/lite/c/c_api.h"
int main(void) {
  float in[16] = {0.1f, 0.6f, 0.7f};
  int out[4] = {0};
  TfLiteModel* model = TfLiteModelCreateFromFile("models/histogram.tflite");
  TfLiteInterpreter* interpreter = TfLiteInterpreterCreate(model, NULL);
  if (!interpreter || TfLiteInterpreterAllocateTensors(interpreter) != kTfLiteOk) return 1;
  TfLiteTensorCopyFromBuffer(TfLiteInterpreterGetInputTensor(interpreter, 0), in, sizeof(in));
  if (TfLiteInterpreterInvoke(interpreter) != kTfLiteOk) return 2;
  TfLiteTensorCopyToBuffer(TfLiteInterpreterGetOutputTensor(interpreter, 0), out, sizeof(out));
  printf("%d %d %d %d\n", out[0], out[1], out[2], out[3]);
  TfLiteInterpreterDelete(interpreter);
  TfLiteModelDelete(model);
  return 0;
}
C
lib=$PWD/c/linux-x86_64/lib
clang-19 -I c/linux-x86_64/include use.c -L "$lib" -ltensorflowlite_c -o shared
[ "$(LD_LIBRARY_PATH=$lib ./shared)" = "14 0 2 0" ] || fail "shared: $(LD_LIBRARY_PATH=$lib ./shared)"
clang-19 -I c/linux-x86_64/include use.c "$lib/libtensorflowlite_c.a" -lm -o static
[ "$(./static)" = "14 0 2 0" ] || fail "static: $(./static)"
llvm-nm-19 --defined-only --extern-only "$lib/libtensorflowlite_c.a" | awk 'NF == 3 { print $3 }' | grep -v '^TfLite' &&
  fail "the static library defines more than the API"

# A folder laid out like an NDK: headers and C++ library from its sysroot, stubs of API 21 to link against.
toolchain=ndk/toolchains/llvm/prebuilt/linux-x86_64
libraries=$toolchain/sysroot/usr/lib/aarch64-linux-android
mkdir -p "$libraries/21" "$toolchain/sysroot/usr/include/c++/v1" "$toolchain/lib/clang/18/lib/linux"
cp -r "$root"/api/cpp/libc/* "$toolchain/sysroot/usr/include"
ln -s /usr/lib/llvm-19/include/c++/v1/* "$toolchain/sysroot/usr/include/c++/v1"
site=$toolchain/sysroot/usr/include/c++/v1/__config_site
sed -E 's,/\* #undef (_LIBCPP_HAS_NO_(LOCALIZATION|WIDE_CHARACTERS|FILESYSTEM)) \*/,#define \1,' "$(readlink -f "$site")" >site
mv -f site "$site"
echo 'extern const int from_the_ndk; const int from_the_ndk = 1;' >>"$toolchain/sysroot/usr/include/helper_of_ndk.h"
for source in "$root"/api/cpp/libcxx/*.cc; do
  [ "$(basename "$source")" = unload.cc ] ||
    clang++-19 --target=aarch64-linux-android21 -mno-outline-atomics -std=c++17 -O2 -fPIC -fno-exceptions -fno-rtti \
      --sysroot="$toolchain/sysroot" -I "$root" -c "$source" -o "$(basename "$source").o"
done
llvm-ar-19 rcs "$libraries/libc++_static.a" ./*.cc.o
llvm-ar-19 rcs "$libraries/libc++abi.a"
for name in libc libm liblog libdl; do
  grep -hv '^#' "$root/packaging/stubs/$name.txt" "$root/packaging/stubs/user/$name.txt" 2>/dev/null |
    awk 'NF == 1 || /arm64/ { print ".globl " $1 "\n.type " $1 ", @function\n" $1 ":" }' >stub.s
  clang-19 --target=aarch64-linux-android21 -c stub.s -o stub.o
  ld.lld-19 -m aarch64linux -shared -soname $name.so stub.o -o "$libraries/21/$name.so"
done
sed 's|#include <vector>|&\n#include <helper_of_ndk.h>|' "$custom_ops/scaled_sum.cc" >with_ndk.cc
with_ndk() { "$tare" build_aar --quiet --target_archs=arm64-v8a --input_models=models/scaled_sum.tflite "$@"; }
grep -q helper_of_ndk with_ndk.cc || fail "the source is not as expected"
refuses_header() { "$@" 2>&1 | grep -q "'helper_of_ndk.h' file not found" || fail "the NDK's header was found elsewhere"; }
refuses_header with_ndk --tflite_custom_ops_srcs=with_ndk.cc --output_dir=no
# This machine has no such header: the sources are for it as well.
mkdir hosted && : >hosted/helper_of_ndk.h
with_ndk --tflite_custom_ops_srcs=with_ndk.cc --tflite_custom_ops_deps=hosted --ndk=ndk --output_dir=three
[ -s three/tensorflow-lite.aar ] || fail "nothing built with an NDK"
ANDROID_NDK_HOME=$PWD/ndk with_ndk --tflite_custom_ops_srcs=with_ndk.cc --tflite_custom_ops_deps=hosted --output_dir=four
equal_files three/tensorflow-lite.aar four/tensorflow-lite.aar
rm "$libraries/21/libm.so"
refuses "ndk: is no Android NDK of r19 or later: there is no ${libraries#ndk/}/21/libm.so (API level 21)" \
  with_ndk --tflite_custom_ops_srcs=with_ndk.cc --tflite_custom_ops_deps=hosted --ndk=ndk --output_dir=no
[ ! -e no ] || fail "a failed build leaves something behind"
