# `tare build_c`: a C program written against the public headers only gives the complete library's numbers with the
# shared and the static library of every target, each in its own C library (GNU on Linux, musl's loader in Android's
# place), under qemu-user on ARM.
"$root/tests/packaged/prepare.sh"
packaged=$root/build/packaged
"$tare" make_model mobilenet_v1 --width=0.25 --size=32 --output=m.tflite >/dev/null
"$tare" build_c --input_models=m.tflite --output_dir=c >sizes.txt
python=$root/.venv/bin/python
"$python" -c 'import numpy as np
x = np.random.default_rng(1).uniform(-1, 1, (1, 32, 32, 3)).astype(np.float32)
x.tofile("in.raw"); np.savez("in.npz", in0=x)'
"$tare" run --model=m.tflite --inputs=in.npz --outputs=out.npz

# check COMMAND...: runs the program, with one thread and with three, and compares.
check() {
  for threads in 1 3; do
    rm -f out.raw
    "$@" m.tflite in.raw out.raw $threads >said.txt || fail "$*"
    grep -q ' FLOAT32$' said.txt || fail "$*: $(cat said.txt)"
    same_numbers out.npz out.raw 2e-6 || fail "$*: other numbers"
  done
}

program=$root/tests/c_api/program.c
for target in linux-x86_64 linux-arm64 linux-armv7; do
  case $target in
    linux-x86_64) triple=x86_64-linux-gnu sysroot=/usr emulator= ;;
    linux-arm64) triple=aarch64-linux-gnu sysroot=/usr/aarch64-linux-gnu emulator="qemu-aarch64 -L $sysroot" ;;
    linux-armv7) triple=armv7-linux-gnueabihf sysroot=/usr/arm-linux-gnueabihf emulator="qemu-arm -L $sysroot" ;;
  esac
  crt=$sysroot/lib
  [ $target != linux-x86_64 ] || crt=$(dirname "$(clang-19 --print-file-name=crt1.o)")
  prefix=c/$target
  for kind in shared static; do
    [ $kind = shared ] && library="-L$prefix/lib -ltensorflowlite_c" || library=$prefix/lib/libtensorflowlite_c.a
    # Without compiler-rt: the library brings what it needs of it.
    # shellcheck disable=SC2086
    clang-19 --target=$triple -std=c99 -O1 -Wall -Wextra -Werror "-I$prefix/include" -isystem "$sysroot/include" \
      -fuse-ld=lld-19 -nostdlib "$crt/crt1.o" "$crt/crti.o" "$program" $library "-L$crt" -lc -lm "$crt/crtn.o" \
      -o "program-$target-$kind"
    # shellcheck disable=SC2086
    LD_LIBRARY_PATH=$PWD/$prefix/lib check $emulator "./program-$target-$kind"
  done
  ! llvm-readelf-19 --dyn-syms "$prefix/lib/libtensorflowlite_c.so" | grep -q '@GLIBC' || fail "$target: symbol versions"
done

for abi in arm64-v8a armeabi-v7a x86 x86_64; do
  case $abi in
    arm64-v8a) triple=aarch64-linux-musl emulator=qemu-aarch64 ;;
    armeabi-v7a) triple="armv7a-linux-musleabi -mfloat-abi=softfp" emulator=qemu-arm ;;
    x86) triple=i686-linux-musl emulator= ;;
    x86_64) triple=x86_64-linux-musl emulator= ;;
  esac
  prefix=c/android-$abi
  for kind in shared static; do
    [ $kind = shared ] && library="-L$prefix/lib -ltensorflowlite_c" || library=$prefix/lib/libtensorflowlite_c.a
    # shellcheck disable=SC2086
    clang-19 --target=$triple -std=c99 -O1 -Wall -Wextra -Werror "-I$prefix/include" -nostdinc \
      -isystem "$packaged/$abi/musl/include" -isystem "$(clang-19 -print-resource-dir)/include" -fuse-ld=lld-19 -nostdlib \
      "$packaged/$abi/musl/crt1.o" "$program" $library "$packaged/$abi/lib/liblog.so" "-L$packaged/$abi/musl" -lc \
      -o "program-$abi-$kind"
    check $emulator "$packaged/$abi/loader" --library-path "$packaged/$abi/lib:$prefix/lib" "./program-$abi-$kind"
  done
done

# What the issue of a library is: sizes as printed, headers and descriptions in every prefix.
[ "$(grep -c '^android-\|^linux-' sizes.txt)" = 7 ] || fail "$(cat sizes.txt)"
for target in c/*; do
  grep -q "$(basename "$target") *$(stat -c %s "$target/lib/libtensorflowlite_c.so") " sizes.txt || fail "$(cat sizes.txt)"
  # Beside the C headers there are the C++ classes.
  [ -z "$(diff -r "$root/include" "$target/include" | grep -v "^Only in $target/include")" ] || fail "$target: other headers"
  cmp "$root/api/cpp/tensorflow/lite/interpreter.h" "$target/include/tensorflow/lite/interpreter.h"
done
