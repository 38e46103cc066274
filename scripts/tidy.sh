#!/bin/sh
# clang-tidy over the C++ files that the debug preset compiles, or over those given, as that preset compiles them but
# without precompiled headers, which would hide missing includes. A file whose preprocessed text and rules passed before
# is not checked again, in any clone: Tare's cache holds an empty file per passed hash.
set -eu
cd "$(dirname "$(readlink -f -- "$0")")/.."
database=build/tidy/compile_commands.json
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
  hash=$({ cat scripts/requirements.txt scripts/tidy.sh .clang-tidy builder/.clang-tidy tests/.clang-tidy && (cd build/tidy && eval "$command -E -C -P -w -fmacro-prefix-map=$root/="); } | sha256sum | cut -d' ' -f1)
  if [ -e "$passed/$hash" ]; then touch "$passed/$hash" && exit 0; fi
  # Headers of the sanitizers are not in the package. Path-sensitive analysis ends earlier than by default: a quarter of
  # the time, and nothing was found after that.
  .venv/bin/clang-tidy --quiet -p build/tidy --extra-arg=-idirafter --extra-arg="$(clang++-19 -print-resource-dir)/include" \
    --extra-arg=-Xclang --extra-arg=-analyzer-config --extra-arg=-Xclang --extra-arg=max-nodes=50000 "$file" 2>"$passed/errors.$$" || {
    grep -v 'warnings generated\|warnings treated as errors' "$passed/errors.$$" >&2 || :
    rm -f "$passed/errors.$$"
    exit 1
  }
  rm -f "$passed/errors.$$"
  : >"$passed/$hash"
  exit 0
fi

cmake --preset debug -B build/tidy -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON >/dev/null
ninja -C build/tidy builder/model/tflite_generated.h >/dev/null
if [ $# -gt 0 ]; then printf '%s\0' "$@"; else git ls-files -z '*.cc'; fi |
  xargs -0 -P "$(nproc)" -n 1 "$0" --one
