# `tare build_xcframework`: a C program links with every slice, static and dynamic; each library says the right platform
# and oldest system, exports the C API alone and needs libSystem alone; the bundle is what Xcode reads; a rebuild makes the
# same bytes. The x86-64 libraries run on this machine (macho.py) and give the complete library's numbers; arm64 ones are
# only looked at. The same for SPICE, with its Select TF ops, where TARE_MODELS has it.
"$tare" make_model mobilenet_v1 --width=0.25 --size=32 --output=m.tflite >/dev/null
for linkage in static dynamic; do
  "$tare" build_xcframework --input_models=m.tflite --linkage=$linkage --output_dir=$linkage >$linkage.txt
done
"$tare" build_xcframework --quiet --input_models=m.tflite --output_dir=default
diff -r --no-dereference static default || fail "static is not the default"

# The public C functions that TensorFlowLiteSwift calls (its Interpreter, SignatureRunner, Model and Runtime).
cat >swift.txt <<'LIST'
TfLiteInterpreterAllocateTensors
TfLiteInterpreterCreate
TfLiteInterpreterDelete
TfLiteInterpreterGetInputTensor
TfLiteInterpreterGetInputTensorCount
TfLiteInterpreterGetOutputTensor
TfLiteInterpreterGetOutputTensorCount
TfLiteInterpreterGetSignatureCount
TfLiteInterpreterGetSignatureKey
TfLiteInterpreterGetSignatureRunner
TfLiteInterpreterInvoke
TfLiteInterpreterOptionsAddDelegate
TfLiteInterpreterOptionsCreate
TfLiteInterpreterOptionsDelete
TfLiteInterpreterOptionsSetErrorReporter
TfLiteInterpreterOptionsSetNumThreads
TfLiteInterpreterResizeInputTensor
TfLiteModelCreateFromFile
TfLiteModelDelete
TfLiteSignatureRunnerAllocateTensors
TfLiteSignatureRunnerDelete
TfLiteSignatureRunnerGetInputCount
TfLiteSignatureRunnerGetInputName
TfLiteSignatureRunnerGetInputTensor
TfLiteSignatureRunnerGetOutputCount
TfLiteSignatureRunnerGetOutputName
TfLiteSignatureRunnerGetOutputTensor
TfLiteSignatureRunnerInvoke
TfLiteSignatureRunnerResizeInputTensor
TfLiteTensorByteSize
TfLiteTensorCopyFromBuffer
TfLiteTensorData
TfLiteTensorDim
TfLiteTensorName
TfLiteTensorNumDims
TfLiteTensorQuantizationParams
TfLiteTensorType
TfLiteVersion
TfLiteXNNPackDelegateCreate
TfLiteXNNPackDelegateDelete
TfLiteXNNPackDelegateOptionsDefault
LIST

cat >use.c <<'C'
#include <TensorFlowLiteC/TensorFlowLiteC.h>
int main(void) {
  TfLiteModel* model = TfLiteModelCreateFromFile("m.tflite");
  TfLiteInterpreter* interpreter = TfLiteInterpreterCreate(model, 0);
  if (!interpreter || TfLiteInterpreterAllocateTensors(interpreter) != kTfLiteOk) return 1;
  return TfLiteInterpreterInvoke(interpreter) == kTfLiteOk ? 0 : 2;
}
C
cat >use_module.m <<'C'
@import TensorFlowLiteC;
const char* Version(void) { return TfLiteVersion(); }
C

python=$root/.venv/bin/python
"$python" -c 'import numpy as np
x = np.random.default_rng(1).uniform(-1, 1, (1, 32, 32, 3)).astype(np.float32)
x.tofile("in.raw"); np.savez("in.npz", in0=x)'
"$tare" run --model=m.tflite --inputs=in.npz --outputs=out.npz

# check_numbers LIBRARY
check_numbers() {
  for threads in 1 3; do
    rm -f out.raw
    timeout 120 python3 "$root/tests/e2e/macho.py" "$1" ${case}m.tflite ${case}in.raw out.raw $threads ||
      fail "$what: does not run"
    same_numbers ${case}out.npz out.raw 2e-6 || fail "$what: other numbers"
  done
}

# What the libraries may need, for a program's own stub of libSystem.
system=$(sed '/^#/d; s/ .*//; s/^/_/' "$root/packaging/stubs/apple/libSystem.txt")
# All that others see of a library; members of a static one see each other's private symbols.
exports() { llvm-nm-19 -m --defined-only "$1" | grep ') external \|) weak external ' | awk '{ print $NF }' | sort -u; }

# check_slice SLICE ARCHITECTURE TRIPLE PLATFORM OLDEST: `llvm-objdump --private-headers` names a platform by number.
check_slice() {
  slice=$1 architecture=$2 triple=$3 platform=$4 oldest=$5
  cat >system.tbd <<TBD
--- !tapi-tbd
tbd-version: 4
targets: [ $architecture-$platform ]
install-name: '/usr/lib/libSystem.B.dylib'
exports:
  - targets: [ $architecture-$platform ]
    symbols: [ $(for name in $system; do printf '%s, ' "$name"; done)dyld_stub_binder ]
...
TBD
  clang-19 --target="$triple" -nostdlibinc -std=c99 -Wall -Wextra -Werror -F${case}static/TensorFlowLiteC.xcframework/"$slice" \
    -c use.c -o use.o
  clang-19 --target="$triple" -nostdlibinc -fmodules -fmodules-cache-path=modules -Werror \
    -F${case}static/TensorFlowLiteC.xcframework/"$slice" -c use_module.m -o use_module.o
  for linkage in static dynamic; do
    framework=$case$linkage/TensorFlowLiteC.xcframework/$slice/TensorFlowLiteC.framework
    what="$case$linkage $slice $architecture"
    llvm-lipo-19 "$framework/TensorFlowLiteC" -thin "$architecture" -output thin 2>/dev/null ||
      cp "$framework/TensorFlowLiteC" thin
    # Frameworks are searched for as an app's linker does it; -dead_strip as Xcode's release builds have it.
    ld64.lld-19 -arch "$architecture" -platform_version "$platform" "$oldest" "$oldest" -dead_strip -fatal_warnings \
      -F"$case$linkage/TensorFlowLiteC.xcframework/$slice" -framework TensorFlowLiteC use.o use_module.o system.tbd -o use
    exports thin >exports.txt
    llvm-otool-19 -L use >needs.txt
    if [ $linkage = dynamic ]; then
      case $platform in macos) version=Versions/A/ ;; *) version= ;; esac
      name="@rpath/TensorFlowLiteC.framework/${version}TensorFlowLiteC"
      grep -qF "$name " needs.txt || fail "$what: the program needs $(cat needs.txt)"
      llvm-otool-19 -D thin | grep -qxF "$name" || fail "$what: $(llvm-otool-19 -D thin)"
      [ "$(llvm-otool-19 -L thin | tail -n +3 | grep -vc libSystem)" = 0 ] || fail "$what: $(llvm-otool-19 -L thin)"
      llvm-otool-19 -l thin >commands.txt
      grep -A4 'LC_BUILD_VERSION\|LC_VERSION_MIN' commands.txt | grep -q "\(minos\|version\) $oldest\$" ||
        fail "$what: oldest system: $(cat commands.txt)"
      grep -q LC_CODE_SIGNATURE commands.txt || fail "$what: not signed"
      grep -q LC_UUID commands.txt || fail "$what: no UUID"
      llvm-nm-19 --undefined-only --format=just-symbols thin | sort -u >imports.txt
      [ -s imports.txt ] || fail "$what: no imports"
      sed 's/^_//' exports.txt >names.txt
      [ -z "$(comm -23 swift.txt names.txt)" ] || fail "$what: TensorFlowLiteSwift lacks $(comm -23 swift.txt names.txt)"
      [ "$architecture" = arm64 ] || check_numbers thin
    else
      grep -q TensorFlowLiteC needs.txt && fail "$what: the program needs $(cat needs.txt)"
      llvm-nm-19 --undefined-only --format=just-symbols thin | grep '^_' | sort -u >undefined.txt
      llvm-nm-19 --defined-only --format=just-symbols thin | sort -u >defined.txt
      comm -23 undefined.txt defined.txt >imports.txt
    fi
    grep -qv '^_TfLite' exports.txt && fail "$what: exports $(grep -v '^_TfLite' exports.txt)"
    grep -q '^_TfLiteInterpreterInvoke$' exports.txt || fail "$what: no C API"
    # The linker itself gives the last two.
    for name in $(cat imports.txt); do
      printf '%s\n' "$system" dyld_stub_binder ___dso_handle | grep -qxF -- "$name" || fail "$what: needs $name"
    done
    [ $linkage = static ] && cp exports.txt static_exports.txt
  done
  cmp static_exports.txt exports.txt || fail "$slice: static and dynamic export other functions"
}
sort -o swift.txt swift.txt
# check_slices CASE: the frameworks in CASEstatic and CASEdynamic, of CASEm.tflite.
check_slices() {
  case=$1
  check_slice ios-arm64 arm64 arm64-apple-ios12.0 ios 12.0
  check_slice ios-arm64_x86_64-simulator arm64 arm64-apple-ios14.0-simulator ios-simulator 14.0
  check_slice ios-arm64_x86_64-simulator x86_64 x86_64-apple-ios12.0-simulator ios-simulator 12.0
  check_slice macos-arm64_x86_64 arm64 arm64-apple-macos11.0 macos 11.0
  check_slice macos-arm64_x86_64 x86_64 x86_64-apple-macos10.15 macos 10.15
}
check_slices ''
if [ -n "${TARE_MODELS:-}" ]; then
  cp "$TARE_MODELS/files/systems/spice_mobile_tf23.tflite" spice_m.tflite
  "$python" -c 'import sys, numpy as np
x = np.load(sys.argv[1])["in0"].astype(np.float32)
x.tofile("spice_in.raw"); np.savez("spice_in.npz", in0=x)' "$TARE_MODELS/golden/systems/spice_mobile_tf23.npz"
  "$tare" run --model=spice_m.tflite --inputs=spice_in.npz --outputs=spice_out.npz
  for linkage in static dynamic; do
    "$tare" build_xcframework --quiet --input_models=spice_m.tflite --linkage=$linkage --output_dir=spice_$linkage
  done
  check_slices spice_
fi

# Users' custom ops: C and C++ with its library (threads, containers, global objects), which the system's loader is asked to
# construct.
. "$root/tests/custom_ops/common.inc"
python3 "$custom_ops/models.py" models
cp models/scaled_sum.tflite custom_m.tflite
models=custom_m.tflite,models/cxx_library.tflite,models/histogram.tflite
"$python" -c 'import numpy as np
x = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
x.tofile("custom_in.raw"); np.savez("custom_out.npz", out0=x.sum(-1) / 2 + 3)
np.float32([3]).tofile("one.raw")'
# All headers for such sources, with the structures' layouts.
{
  (cd "$root/api/cpp" && find tensorflow -name '*.h') | sort | sed 's/.*/#include "&"/'
  printf '#include "%s"\n' "$root/tests/c_api/layouts.h"
} >headers.cc
for linkage in static dynamic; do
  "$tare" build_xcframework --quiet --platforms=macos,ios "--input_models=$models" --linkage=$linkage --output_dir=custom_$linkage \
    "--tflite_custom_ops_srcs=$custom_ops/scaled_sum.cc,$custom_ops/cxx_library.cc,$custom_ops/histogram.c,headers.cc"
done
user=$(sed '/^#/d; s/^/_/' "$root/packaging/stubs/user/apple/libSystem.txt")
case=custom_ system="$system $user"
system=$(printf '%s\n' $system)
check_slice ios-arm64 arm64 arm64-apple-ios12.0 ios 12.0
check_slice macos-arm64_x86_64 x86_64 x86_64-apple-macos10.15 macos 10.15
timeout 120 python3 "$root/tests/e2e/macho.py" thin models/cxx_library.tflite one.raw out.raw 1 || fail "CxxLibrary does not run"
"$python" -c 'import numpy as np; got = np.fromfile("out.raw", np.float32); assert got.tolist() == [1] * 9, got' ||
  fail "the C++ library does other things than elsewhere"

# The bundle: descriptions, links, headers without copies of each other, sizes as printed.
python3 - <<'PY'
import os, plistlib, re, subprocess
for linkage in ("static", "dynamic"):
    top = linkage + "/TensorFlowLiteC.xcframework"
    info = plistlib.load(open(top + "/Info.plist", "rb"))
    assert info["CFBundlePackageType"] == "XFWK" and info["XCFrameworkFormatVersion"] == "1.0", info
    slices = {s["LibraryIdentifier"]: s for s in info["AvailableLibraries"]}
    assert set(slices) == {"ios-arm64", "ios-arm64_x86_64-simulator", "macos-arm64_x86_64"}, slices
    printed = open(linkage + ".txt").read().split("\n")
    for name, s in slices.items():
        assert s["SupportedPlatform"] == name.split("-")[0], s
        assert s.get("SupportedPlatformVariant") == ("simulator" if "simulator" in name else None), s
        framework = os.path.join(top, name, s["LibraryPath"])
        binary = os.path.join(top, name, s["BinaryPath"])
        headers = subprocess.check_output(["llvm-readobj-19", "--file-headers", binary], text=True)
        archs = {"arm64" if arch == "aarch64" else arch for arch in re.findall(r"Arch: (\S+)", headers)}
        assert archs == set(s["SupportedArchitectures"]), (archs, s)
        assert os.path.samefile(binary, framework + "/TensorFlowLiteC")
        mac = name.startswith("macos")
        assert os.path.islink(framework + "/TensorFlowLiteC") == mac
        if mac:
            assert sorted(os.listdir(framework)) == ["Headers", "Modules", "Resources", "TensorFlowLiteC", "Versions"]
            assert os.readlink(framework + "/Versions/Current") == "A"
        resources = framework + ("/Resources/" if mac else "/")
        own = plistlib.load(open(resources + "Info.plist", "rb"))
        assert own["CFBundleExecutable"] == "TensorFlowLiteC" and own["CFBundlePackageType"] == "FMWK", own
        assert own["CFBundleShortVersionString"] == "2.16.1", own
        assert own["LSMinimumSystemVersion" if mac else "MinimumOSVersion"] == ("10.15" if mac else "12.0"), own
        privacy = plistlib.load(open(resources + "PrivacyInfo.xcprivacy", "rb"))
        assert privacy["NSPrivacyTracking"] is False and privacy["NSPrivacyAccessedAPITypes"] == [], privacy
        assert any(line.split()[:2] == [name, str(os.path.getsize(binary))] for line in printed), printed
PY

[ "$(ls custom_dynamic/TensorFlowLiteC.xcframework | sort | tr '\n' ' ')" = "Info.plist LICENSE ios-arm64 macos-arm64_x86_64 " ] ||
  fail "--platforms=macos,ios: $(ls custom_dynamic/TensorFlowLiteC.xcframework)"

# Exports narrowed; what a wrong command line says, and static libraries of custom ops, which have no place yet.
"$tare" build_xcframework --quiet --linkage=dynamic --platforms=ios --input_models=m.tflite --output_dir=few \
  --c_functions=TfLiteVersion,TfLiteModelCreate
llvm-nm-19 --defined-only --extern-only --format=just-symbols --arch=arm64 \
  few/TensorFlowLiteC.xcframework/ios-arm64/TensorFlowLiteC.framework/TensorFlowLiteC | sort | tr '\n' ' ' >few.txt
[ "$(cat few.txt)" = "_TfLiteModelCreate _TfLiteVersion " ] || fail "exports: $(cat few.txt)"
refuses "unknown value of --linkage 'shared'" "$tare" build_xcframework --linkage=shared --output_dir=no
refuses "unknown platform 'iso'" "$tare" build_xcframework --platforms=ios,iso --output_dir=no
refuses "nothing.tflite: no such file" "$tare" build_xcframework --quiet --input_models=nothing.tflite --output_dir=no
mkdir -p libraries/arm64-v8a
: >libraries/arm64-v8a/libx.a
refuses "libraries: has no static library for ios-arm64" "$tare" build_xcframework --quiet --output_dir=no \
  "--tflite_custom_ops_srcs=$custom_ops/scaled_sum.cc" --tflite_custom_ops_deps=libraries
[ ! -e no ] || fail "a failed build leaves something behind"

# Again in place of the first, from an empty cache elsewhere.
for linkage in static dynamic; do
  cp -a $linkage first
  TARE_CACHE=$PWD/cache "$tare" build_xcframework --quiet --input_models=m.tflite --linkage=$linkage --output_dir=$linkage
  diff -r --no-dereference first $linkage || fail "$linkage: a rebuild differs"
  rm -r first
  [ "$(ls -A $linkage)" = TensorFlowLiteC.xcframework ] || fail "left behind: $(ls -A $linkage)"
done
