#!/bin/sh
# Checks the format of all C and C++ files of the clone, or with --fix corrects it.
set -eu
cd "$(dirname "$(readlink -f -- "$0")")/.."
mode="--dry-run -Werror"
[ "${1:-}" != --fix ] || mode=-i
# shellcheck disable=SC2086
git ls-files -z --cached --others --exclude-standard '*.cc' '*.h' '*.c' | xargs -0 clang-format-19 $mode
