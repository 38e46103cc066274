# `--features=delegates`: a delegate written against the public headers only takes its nodes over, on this machine and
# under qemu-user; without the feature it is refused with a message; custom ops may then be left to the app.
"$root/tests/packaged/prepare.sh"
packaged=$root/build/packaged
"$tare" make_model mobilenet_v1 --width=0.25 --size=32 --output=m.tflite >/dev/null
"$tare" build_c --quiet --input_models=m.tflite --features=delegates --output_dir=c \
  --targets=linux-x86_64,linux-arm64,android-x86,android-armeabi-v7a
python=$root/.venv/bin/python
"$python" -c 'import numpy as np
x = np.random.default_rng(1).uniform(-1, 1, (1, 32, 32, 3)).astype(np.float32)
x.tofile("in.raw"); np.savez("in.npz", in0=x)'
"$tare" run --model=m.tflite --inputs=in.npz --outputs=out.npz

check() { # check COMMAND...
  rm -f out.raw
  "$@" m.tflite in.raw out.raw || fail "$*"
  same_numbers out.npz out.raw 1e-5 || fail "$*: other numbers"
}

program=$root/tests/c_api/delegate.c
for target in linux-x86_64 linux-arm64; do
  case $target in
    linux-x86_64) triple=x86_64-linux-gnu sysroot=/usr emulator= crt=$(dirname "$(clang-19 --print-file-name=crt1.o)") ;;
    *) triple=aarch64-linux-gnu sysroot=/usr/aarch64-linux-gnu emulator="qemu-aarch64 -L $sysroot" crt=$sysroot/lib ;;
  esac
  clang-19 --target=$triple -std=c99 -O1 -Wall -Wextra -Werror "-Ic/$target/include" -isystem "$sysroot/include" \
    -fuse-ld=lld-19 -nostdlib "$crt/crt1.o" "$crt/crti.o" "$program" "-Lc/$target/lib" -ltensorflowlite_c "-L$crt" -lc \
    -lm "$crt/crtn.o" -o "delegate-$target"
  # shellcheck disable=SC2086
  LD_LIBRARY_PATH=$PWD/c/$target/lib check $emulator "./delegate-$target"
done
for abi in x86 armeabi-v7a; do
  [ $abi = x86 ] && triple=i686-linux-musl emulator= ||
    { triple="armv7a-linux-musleabi -mfloat-abi=softfp" emulator=qemu-arm; }
  # shellcheck disable=SC2086
  clang-19 --target=$triple -std=c99 -O1 -Wall -Wextra -Werror "-Ic/android-$abi/include" -nostdinc \
    -isystem "$packaged/$abi/musl/include" -isystem "$(clang-19 -print-resource-dir)/include" -fuse-ld=lld-19 -nostdlib \
    "$packaged/$abi/musl/crt1.o" "$program" "-Lc/android-$abi/lib" -ltensorflowlite_c "$packaged/$abi/lib/liblog.so" \
    "-L$packaged/$abi/musl" -lc -o "delegate-$abi"
  # shellcheck disable=SC2086
  check $emulator "$packaged/$abi/loader" --library-path "$packaged/$abi/lib:c/android-$abi/lib" "./delegate-$abi"
done

# Without the feature, but with all functions.
"$tare" build_c --quiet --input_models=m.tflite --c_functions=all --targets=linux-x86_64 --output_dir=plain
LD_LIBRARY_PATH=$PWD/plain/linux-x86_64/lib ./delegate-linux-x86_64 m.tflite in.raw out.raw 2>said.txt &&
  fail "a delegate is accepted without the feature"
grep -q 'Delegates were not selected for this library' said.txt || fail "$(cat said.txt)"

# A custom op that nobody has a kernel for.
PYTHONPATH=$root/tests/e2e "$python" -c 'import tiny_model
open("custom.tflite", "wb").write(tiny_model.tiny_model(custom="AppsOwn"))'
"$tare" build_c --quiet --input_models=custom.tflite --targets=linux-x86_64 --output_dir=no 2>said.txt && fail "built"
grep -q 'AppsOwn' said.txt || fail "$(cat said.txt)"
"$tare" build_c --quiet --input_models=custom.tflite --features=delegates --targets=linux-x86_64 --output_dir=yes ||
  fail "with delegates"
