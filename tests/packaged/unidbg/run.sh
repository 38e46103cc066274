#!/bin/sh
# Runs models in the packaged ARM libraries of an AAR under unidbg, which has the C library, linker and JNI of a real
# Android, and compares as `tare verify` does. Maven fetches unidbg once.
#   tests/packaged/unidbg/run.sh AAR MODELS [--inputs=ARRAYS]    models are separated by commas
set -eu
here=$(dirname "$(readlink -f -- "$0")")
root=$(readlink -f -- "$here/../../..")
[ $# -ge 2 ] || { echo "usage: $0 AAR MODELS [--inputs=ARRAYS]" >&2 && exit 2; }
aar=$1 models=$2
shift 2
jar=$root/build/unidbg/unidbg-driver-1.jar
if [ ! -e "$jar" ] || [ -n "$(find "$here" -newer "$jar" -print -quit)" ]; then
  mvn -q -B -f "$here/pom.xml" "-DbuildDirectory=$root/build/unidbg" package
fi
exec "$root/tare" verify "--aar=$aar" "--input_models=$models" --target_archs=arm64-v8a,armeabi-v7a \
  "--driver=$here/driver.sh" "$@"
