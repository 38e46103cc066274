#!/bin/sh
# Installs what a Debian 12 machine lacks to build (`bootstrap.sh build`, the default) or also to test
# (`bootstrap.sh test`) Tare. Needs are probed by the file or command that is used, not by package name, so another JDK
# or a tool from elsewhere counts as present, and a run with nothing to do starts no process at all.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
level=${1:-build}

say() { printf 'bootstrap: %s\n' "$*" >&2; }
die() {
  say "$*"
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

# need PROBE PACKAGE...: PROBE is a command, or a path (* allowed) that must exist.
missing=
need() {
  case $1 in
    /*)
      for path in $1; do
        if [ -e "$path" ]; then return; fi
      done
      ;;
    *) if has "$1"; then return; fi ;;
  esac
  shift
  missing="$missing $*"
}

need_build() {
  need clang++-19 clang-19
  need ld.lld-19 lld-19 # ld64.lld-19, too
  need llvm-objcopy-19 llvm-19
  need /usr/lib/llvm-19/include/c++/v1/vector libc++-19-dev # headers for users' custom ops
  need cmake cmake
  need ninja ninja-build
  need flock util-linux
  need find findutils
  need flatc flatbuffers-compiler
  need javac openjdk-17-jdk-headless # any JDK from 11 on will do
  need proguard proguard-cli
  need /usr/include/flatbuffers/flatbuffers.h libflatbuffers-dev
  need /usr/include/CLI/CLI.hpp libcli11-dev
  need /usr/include/nlohmann/json.hpp nlohmann-json3-dev
  need /usr/include/zopfli/zopfli.h libzopfli-dev
  need /usr/include/minizip/unzip.h libminizip-dev
  need /usr/include/zlib.h zlib1g-dev
  need /usr/include/protozero/pbf_message.hpp libprotozero-dev
  need /usr/include/fmt/core.h libfmt-dev
  need /usr/include/xxhash.h libxxhash-dev
  need /usr/include/openssl/evp.h libssl-dev
}

need_test() {
  need clang-format-19 clang-format-19
  need /usr/lib/llvm-19/lib/clang/19/lib/linux/libclang_rt.asan-*.a libclang-rt-19-dev
  need /usr/include/gtest/gtest.h libgtest-dev
  need qemu-aarch64 qemu-user
  need /usr/aarch64-linux-gnu/lib/crt1.o libc6-dev-arm64-cross
  need /usr/arm-linux-gnueabihf/lib/crt1.o libc6-dev-armhf-cross
  need pkg-config pkgconf
  need mmdebstrap mmdebstrap
  need mvn maven
  need aapt2 aapt # packs the sample Android project's assets
  need git git
  need unzip unzip
  need /etc/ssl/certs/ca-certificates.crt ca-certificates
  need python3 python3
  need /usr/lib/python3*/ensurepip/__main__.py python3-venv
}

install_packages() {
  command="apt-get update && apt-get install -y --no-install-recommends$missing"
  has apt-get || die "this is no Debian machine; please install the equivalents of:$missing"
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif has sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    as_root=sudo
  else
    die "packages are missing; as root, run: $command"
  fi
  say "installing:$missing"
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600"
  # The package lists are only refreshed when they do not know a package, or know a version that is gone.
  # shellcheck disable=SC2086
  if apt-cache show $missing >/dev/null 2>&1 && $apt install -y --no-install-recommends $missing >"$log" 2>&1; then
    return
  fi
  say "refreshing the package lists"
  # shellcheck disable=SC2086
  if ! { $apt update && $apt install -y --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    die "installing failed; the command was: $command"
  fi
}

# Python packages of the test scripts, pinned, in a virtual environment inside the clone.
install_python() {
  venv=$root/.venv
  wanted=$root/scripts/requirements.txt
  if [ -e "$venv/installed.txt" ] && cmp -s "$wanted" "$venv/installed.txt"; then return; fi
  say "installing Python packages into .venv"
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check -r "$wanted" || die "pip failed (see above)"
  cp "$wanted" "$venv/installed.txt"
}

case $level in
  build) need_build ;;
  test)
    need_build
    need_test
    ;;
  *) die "usage: scripts/bootstrap.sh [build|test]" ;;
esac
if [ -n "$missing" ]; then install_packages; fi
if [ "$level" = test ]; then install_python; fi
