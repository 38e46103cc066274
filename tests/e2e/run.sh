#!/bin/sh
# Runs end-to-end scripts: tests/e2e/run.sh [SCRIPT...], all of this folder by default. Each runs in an empty folder of
# its own with $root (the clone), $tare (the launcher) and the helpers of common.inc, under `set -eu`; it passes when it
# ends with status 0. The last line says how many did.
set -u
root=$(dirname "$(readlink -f -- "$0")")/../..
root=$(readlink -f -- "$root")
tare=$root/tare
export root tare
out=$root/build/e2e
passed=0 failed=0
"$tare" --help >/dev/null || exit 1 # built here, so that no script sees it being built
[ $# -gt 0 ] || set -- "$root"/tests/e2e/*.sh
for script in "$@"; do
  case $script in */run.sh) continue ;; esac
  name=$(basename "$script" .sh)
  script=$(readlink -f -- "$script")
  rm -rf "${out:?}/$name"
  mkdir -p "$out/$name"
  if (cd "$out/$name" && sh -euc '. "$root/tests/e2e/common.inc"; . "$0"' "$script") >"$out/$name.log" 2>&1; then
    passed=$((passed + 1))
    echo "pass $name"
    rm -rf "${out:?}/$name"
  else
    failed=$((failed + 1))
    echo "FAIL $name"
    sed 's/^/    /' "$out/$name.log" | tail -n 40
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
