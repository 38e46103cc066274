#!/bin/sh
# Makes what executing packaged libraries needs, in build/packaged/<abi>/: a musl sysroot (its loader takes the names
# libc.so and libm.so as its own, so it loads libraries linked for Android), a stand-in liblog.so, the driver, and what
# other programs are built with.
# The musl packages of four architectures are downloaded with apt into a state folder of their own and unpacked:
# nothing is installed, and the machine's package settings stay as they are. Needs no root. A second run does nothing.
set -eu
here=$(dirname "$(readlink -f -- "$0")")
root=$(readlink -f -- "$here/../..")
out=$root/build/packaged
mkdir -p "$out"
exec 9>"$out/lock"
flock 9

die() {
  echo "prepare: $*" >&2
  exit 1
}

for tool in qemu-aarch64 apt-get dpkg-deb javac; do
  command -v $tool >/dev/null || die "$tool is missing; scripts/bootstrap.sh test installs what this needs"
done

# Debian's architecture, musl's triple and the compiler's target of each ABI.
settings() {
  case $1 in
    arm64-v8a) arch=arm64 triple=aarch64-linux-musl target="aarch64-linux-musl -mno-outline-atomics" ;;
    armeabi-v7a)
      arch=armel triple=arm-linux-musleabi
      target="armv7a-linux-musleabi -mcpu=cortex-a15 -mfloat-abi=softfp"
      ;;
    x86) arch=i386 triple=i386-linux-musl target=i686-linux-musl ;;
    x86_64) arch=amd64 triple=x86_64-linux-musl target=x86_64-linux-musl ;;
  esac
}
abis="arm64-v8a armeabi-v7a x86 x86_64"
jdk=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")") # for jni.h

download() {
  state=$out/apt
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$out/packages"
  cat >"$state/apt.conf" <<CONF
Dir::State "$state";
Dir::State::Lists "$state/lists";
Dir::State::status "/dev/null";
Dir::Cache "$state/cache";
APT::Architectures { "amd64"; "arm64"; "armel"; "i386"; };
APT::Sandbox::User "$(id -un)";
Acquire::Languages "none";
CONF
  echo "prepare: downloading musl for four architectures" >&2
  # A list that fails to download matters only if the packages are then not found.
  APT_CONFIG=$state/apt.conf apt-get -q update >"$state/log" 2>&1 || echo "prepare: some package lists failed" >>"$state/log"
  (
    cd "$out/packages"
    for abi in $abis; do
      settings "$abi"
      APT_CONFIG=$state/apt.conf apt-get -q download "musl:$arch" "musl-dev:$arch" >>"$state/log" 2>&1
    done
  ) || {
    tail -n 20 "$state/log" >&2
    die "downloading musl failed"
  }
  rm -rf "$state/lists" "$state/cache"
}

build() {
  settings "$1"
  abi_out=$out/$1
  rm -rf "$abi_out.new"
  mkdir -p "$abi_out.new/lib"
  for package in "$out/packages"/musl_*_"$arch".deb "$out/packages"/musl-dev_*_"$arch".deb; do
    dpkg-deb -x "$package" "$abi_out.new/sysroot"
  done
  libraries=$abi_out.new/sysroot/usr/lib/$triple
  loaders=$abi_out.new/sysroot/lib
  # shellcheck disable=SC2086
  set -- --target=$target -std=c11 -D_GNU_SOURCE -O1 -Wall -Wextra -Werror -fPIC -nostdinc \
    -isystem "$abi_out.new/sysroot/usr/include/$triple" -isystem "$(clang-19 -print-resource-dir)/include" \
    -isystem "$jdk/include" -isystem "$jdk/include/linux" -fuse-ld=lld-19 -nostdlib
  clang-19 "$@" -shared "$here/liblog.c" -o "$abi_out.new/lib/liblog.so"
  # Everything exported, so that the program's malloc is the library's.
  clang-19 "$@" -Wl,--export-dynamic "$libraries/crt1.o" "$here/driver.c" "$here/checks.c" "$here/entry.c" "$here/bionic.c" \
    "$here/heap.c" "$here/jni_env.c" -L "$loaders/$triple" -lc -o "$abi_out.new/driver"
  cp "$loaders/$triple/libc.so" "$abi_out.new/loader"
  # What programs in tests/c_api are built with.
  mkdir "$abi_out.new/musl"
  mv "$abi_out.new/sysroot/usr/include/$triple" "$abi_out.new/musl/include"
  cp "$libraries/crt1.o" "$abi_out.new/musl/"
  cp "$loaders/$triple/libc.so" "$abi_out.new/musl/libc.so"
  rm -rf "$abi_out.new/sysroot" "$abi_out"
  mv "$abi_out.new" "$abi_out"
}

stamp=$out/stamp
if [ -e "$stamp" ] && [ -z "$(find "$here" -maxdepth 1 -cnewer "$stamp" -print -quit)" ]; then exit 0; fi
ls "$out"/packages/musl-dev_*_amd64.deb >/dev/null 2>&1 || download # the last that download() fetches
touch "$stamp.new"
for abi in $abis; do build "$abi"; done
mv "$stamp.new" "$stamp"
