#!/bin/sh
# Asserts what every packaged library of an AAR must be, read back with llvm-readelf and so independent of the builder's
# own check: right machine, 16 KiB segments, read-only relocations, nothing that Android 5 cannot load, exactly the
# promised exports, only promised imports. Prints one line per violation. With "user" after the AAR, a user's code is in
# the libraries: it may have global objects and import what packaging/stubs/user/ lists.
set -eu
root=$(readlink -f -- "$(dirname "$0")/..")
[ $# = 1 ] || [ "${2:-}" = user ] || { echo "usage: $0 AAR [user]" >&2 && exit 2; }
user=${2:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unzip -q "$1" 'jni/*' AndroidManifest.xml -d "$work"
# The package of the Java classes, as it stands in the names of native methods. A Select TF AAR's has one.
package=$(sed -n 's/.* package="\([^"]*\)".*/\1/p' "$work/AndroidManifest.xml" | sed 's/_/_1/g; s/\./_/g')
case $package in
  *_flex) methods=FlexDelegate_nativeCreateDelegate ;;
  *) methods="Interpreter_call Interpreter_get" ;;
esac
# The C API's names: what its headers declare as exported.
find "$root/include" -name "*.h" -exec cat {} + | tr "\n" " " | grep -oE "TFL_CAPI_EXPORT [^;]*;" | sed "s/(.*//" |
  grep -oE "TfLite[A-Za-z0-9]+$" | sort -u >"$work/c_api"
violations=0
library=

violate() {
  echo "$library: $*"
  violations=$((violations + 1))
}
has() { grep -Eq -- "$1" "$work/$2" || violate "lacks $3"; }
lacks() { ! grep -Eq -- "$1" "$work/$2" || violate "has $3: $(grep -E -m 1 -- "$1" "$work/$2")"; }

count=0
for file in "$work"/jni/*/*.so; do
  [ -e "$file" ] || break
  count=$((count + 1))
  library=${file#"$work/"}
  abi=$(basename "$(dirname "$file")")
  llvm-readelf-19 -h "$file" >"$work/header"
  llvm-readelf-19 -lW "$file" >"$work/segments"
  llvm-readelf-19 -SW "$file" >"$work/sections"
  llvm-readelf-19 -d "$file" >"$work/dynamic"
  llvm-readelf-19 --dyn-syms -W "$file" >"$work/symbols"

  case $abi in
    arm64-v8a) has 'Machine: +AArch64' header "machine AArch64" ;;
    armeabi-v7a)
      has 'Machine: +ARM' header "machine ARM"
      lacks 'hard-float ABI' header "the hard-float ABI"
      ;;
    x86) has 'Machine: +Intel 80386' header "machine i386" ;;
    x86_64) has 'Machine: +Advanced Micro Devices X86-64' header "machine x86-64" ;;
    *) violate "unknown ABI" ;;
  esac
  has 'Type: +DYN' header "type DYN"

  # Android 15 devices with 16 KiB pages; no segment writable and executable; no executable stack.
  awk '$1 == "LOAD" && $NF != "0x4000" { bad = 1 } $1 == "LOAD" { seen = 1 } END { exit bad || !seen }' "$work/segments" ||
    violate "segment alignment is not 16 KiB"
  lacks '^ +LOAD.* (RWE|WE) ' segments "a segment that is writable and executable"
  has '^ +GNU_RELRO' segments "RELRO"
  has '^ +GNU_STACK.* RW +0' segments "a stack that is not executable"
  lacks '^ +TLS' segments "thread-local storage"

  # Android 5 (API 21): SysV hash, no packed relative relocations, none in code.
  has '\(HASH\)' dynamic "a SysV hash table"
  lacks '\((ANDROID_)?RELR' dynamic "RELR relocations"
  lacks 'TEXTREL' dynamic "text relocations"
  has "\(SONAME\).*\[$(basename "$file")\]" dynamic "its file name as soname"
  has 'BIND_NOW|NOW' dynamic "immediate binding"
  [ "$user" ] || lacks '\((INIT_ARRAY|INIT)\)' dynamic "global constructors"
  lacks '\((RPATH|RUNPATH)\)' dynamic "a search path"
  # Crash reports need the build-id; section headers are read by Android's loader.
  has '\.note\.gnu\.build-id' sections "a build-id"
  has '\.dynstr' sections "section headers"
  lacks ' \.symtab ' sections "a symbol table"
  lacks ' \.(debug_|eh_frame|ARM\.ex)' sections "unwind or debug data"

  # Exports; columns: Num Value Size Type Bind Vis Ndx Name. Exactly the native methods, and all of the C API or
  # nothing of it.
  awk '$7 ~ /^[0-9]+$/ && $5 != "LOCAL" { print $8 }' "$work/symbols" | sort >"$work/exports"
  printf "Java_${package}_%s\n" $methods >"$work/wanted"
  ! grep -q '^TfLite' "$work/exports" || cat "$work/c_api" >>"$work/wanted"
  sort -o "$work/wanted" "$work/wanted"
  comm -3 "$work/exports" "$work/wanted" >"$work/differing"
  [ ! -s "$work/differing" ] || violate "exports too many (left) or too few (right): $(tr '\n' ' ' <"$work/differing")"

  # Imports: only from libraries it names, only functions that these promise, and no library for nothing.
  awk '$7 == "UND" && $8 != "" { sub("@.*", "", $8); print $8 }' "$work/symbols" | sort >"$work/imports"
  : >"$work/allowed"
  for needed in $(sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' "$work/dynamic"); do
    stub=$root/packaging/stubs/${needed%.so}.txt
    if [ ! -e "$stub" ]; then violate "needs $needed" && continue; fi
    cat "$stub" ${user:+"$root/packaging/stubs/user/${needed%.so}.txt"} | sed 's/#.*//' | awk -v abi="$abi" 'NF && (NF == 1 || index("," $2 ",", "," abi ",")) { print $1 }' | sort >"$work/stub"
    [ -n "$(comm -12 "$work/imports" "$work/stub")" ] || violate "needs $needed for nothing"
    cat "$work/stub" >>"$work/allowed"
  done
  sort -o "$work/allowed" "$work/allowed"
  comm -23 "$work/imports" "$work/allowed" >"$work/differing"
  [ ! -s "$work/differing" ] || violate "imports $(tr '\n' ' ' <"$work/differing")"
done
[ "$count" -gt 0 ] || { echo "$1: holds no library" && exit 1; }
echo "$count libraries, $violations violations"
[ "$violations" = 0 ]
