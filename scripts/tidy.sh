#!/bin/sh
# clang-tidy over the C++ files that the debug preset compiles, or over those given. A file whose preprocessed text and
# rules passed before is not checked again, in any clone: Tare's cache holds an empty file per passed hash.
set -eu
cd "$(dirname "$(readlink -f -- "$0")")/.."
database=build/debug/compile_commands.json
root=$PWD
passed=${TARE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/tare}/tidy
mkdir -p "$passed"

if [ "${1:-}" = --one ]; then
  file=$2
  # The first command of the database that compiles this file, without its output.
  command=$(python3 - "$database" "$file" <<'PY'
import json, os, shlex, sys
for entry in json.load(open(sys.argv[1])):
    if entry["file"] == os.path.abspath(sys.argv[2]):
        words = shlex.split(entry["command"])
        at = words.index("-o")
        print(shlex.join(words[:at] + words[at + 2:]))
        break
PY
)
  [ -n "$command" ] || exit 0
  hash=$({ cat .clang-tidy builder/.clang-tidy tests/.clang-tidy && (cd build/debug && eval "$command -E -C -P -w -fmacro-prefix-map=$root/="); } | sha256sum | cut -d' ' -f1)
  if [ -e "$passed/$hash" ]; then touch "$passed/$hash" && exit 0; fi
  clang-tidy-19 --quiet -p build/debug "$file" 2>"$passed/errors.$$" || {
    grep -v 'warnings generated\|warnings treated as errors' "$passed/errors.$$" >&2 || :
    rm -f "$passed/errors.$$"
    exit 1
  }
  rm -f "$passed/errors.$$"
  : >"$passed/$hash"
  exit 0
fi

cmake --preset debug >/dev/null
ninja -C build/debug builder/model/tflite_generated.h >/dev/null
if [ $# -gt 0 ]; then printf '%s\0' "$@"; else git ls-files -z '*.cc'; fi |
  xargs -0 -P "$(nproc)" -n 1 "$0" --one
