#!/bin/sh
# Runs every check from a fresh clone, in stages; `./test.sh STAGE...` runs only those, `./test.sh --list` names them.
# What a check prints is kept in build/test-logs/ and shown only when it fails. The last line counts the checks.
set -u
cd "$(dirname "$(readlink -f -- "$0")")" || exit 1
root=$PWD
logs=$root/build/test-logs
out=$root/build/test
more="container" # only where it is named: it installs and builds everything anew
stages="format bootstrap builder unit tidy aar e2e elf rebuild size java models packaged unidbg figures"
passed=0 failed=0 skipped=0

# check NAME COMMAND...: one check; its output goes to a log.
check() {
  name=$1
  shift
  log=$logs/$(printf '%s' "$name" | tr -c 'A-Za-z0-9_.-' '_').log
  start=$(date +%s)
  if "$@" >"$log" 2>&1; then
    passed=$((passed + 1))
    printf 'pass  %s (%d s)\n' "$name" $(($(date +%s) - start))
  else
    failed=$((failed + 1))
    printf 'FAIL  %s (%d s), all output in %s\n' "$name" $(($(date +%s) - start)) "$log"
    tail -n 40 "$log" | sed 's/^/      /'
  fi
}

# start NAME COMMAND...: runs beside the checks that follow, few of which need more than one core. `finish NAME` waits for it
# and has its status and output.
started=
start() {
  name=$1
  shift
  setsid "$@" >"$logs/$name.out" 2>&1 &
  eval "process_$name=\$!"
  started="$started -$!"
  trap '[ -z "$started" ] || kill -- $started' EXIT # groups of their own: interrupts from the terminal do not reach them
  trap 'exit 1' INT TERM
}
finish() {
  eval "process=\$process_$1"
  wait "$process"
  status=$?
  started=$(printf '%s\n' $started | grep -vx -- "-$process" | tr '\n' ' ')
  cat "$logs/$1.out"
  return "$status"
}

skip() {
  skipped=$((skipped + 1))
  printf 'skip  %s\n' "$*"
}

stage_format() {
  check "format" scripts/format.sh
  check "page of errors" tests/errors_page.py
}

# The second run of bootstrap must find nothing to do; main() below made the first.
stage_bootstrap() { check "bootstrap" tests/e2e/run.sh tests/e2e/bootstrap.sh; }

stage_builder() { check "host program" ./tare --help; }

build_debug() { cmake --preset debug && cmake --build --preset debug; }

# Unit tests and golden vectors of the kernels, under ASan and UBSan; each program counts.
stage_unit() {
  check "building the unit tests" build_debug
  for test in $(cd build/debug && ctest --show-only=json-v1 | python3 -c 'import json,sys
for test in json.load(sys.stdin)["tests"]: print(test["name"])'); do
    check "unit: $test" ctest --test-dir build/debug --output-on-failure -R "^$test\$"
  done
}

# Takes what the stages after it leave over; its result comes at the end.
stage_tidy() { start tidy nice -n 19 scripts/tidy.sh; }

# The AARs that later stages look at.
abis="arm64-v8a armeabi-v7a x86 x86_64"
models="mobilenet_v1 mobilenet_v1_int8"
make_aar() {
  mkdir -p "$out/$1" &&
    { [ -e "examples/$1.tflite" ] || ./tare make_model "$1" "--output=examples/$1.tflite"; } &&
    ./build_aar.sh "--input_models=examples/$1.tflite" --target_archs=x86,x86_64,arm64-v8a,armeabi-v7a \
      "--output_dir=$out/$1"
}
stage_aar() {
  for model in $models; do check "AAR of $model" make_aar "$model"; done
}
need_aars() {
  for model in $models; do
    [ -e "$out/$model/tensorflow-lite.aar" ] || check "AAR of $model" make_aar "$model"
  done
}

# A model with the operators of another and little work, for what runs in emulators many times; prints its path.
small_model() {
  small=$out/$1/small.tflite
  [ -e "$small" ] || ./tare make_model "$1" --width=0.5 --size=32 "--output=$small" >/dev/null
  printf '%s' "$small"
}

stage_e2e() {
  need_aars
  for script in tests/e2e/*.sh; do
    case $script in
      */run.sh | */bootstrap.sh) ;;
      *) check "e2e: $(basename "$script" .sh)" tests/e2e/run.sh "$script" ;;
    esac
  done
}

# Every kernel and every API, for every ABI: proves that all of it links.
make_complete_aar() {
  mkdir -p "$out/complete" && ./build_aar.sh --apis=java,c --target_archs=x86,x86_64,arm64-v8a,armeabi-v7a \
    "--output_dir=$out/complete"
}
# One platform's: the others' objects differ by their triple only, and the small frameworks of e2e are for all.
make_complete_xcframework() {
  ./tare build_xcframework --linkage=dynamic --platforms=macos "--output_dir=$out/complete"
}
stage_elf() {
  need_aars
  check "AAR of every kernel" make_complete_aar
  check "XCFramework of every kernel" make_complete_xcframework
  for aar in $models complete; do
    check "ELF contract of $aar" tests/elf_contract.sh "$out/$aar/tensorflow-lite.aar"
    check "ISA levels of $aar" tests/isa_levels.sh "$out/$aar/tensorflow-lite-symbols.zip"
  done
}

# Again from nothing: other cache, other output folder, same bytes.
rebuild() {
  rm -rf "$out/again" "$out/cache"
  mkdir -p "$out/again"
  TARE_CACHE=$out/cache ./build_aar.sh --input_models=examples/mobilenet_v1.tflite \
    --target_archs=x86,x86_64,arm64-v8a,armeabi-v7a "--output_dir=$out/again" &&
    cmp "$out/again/tensorflow-lite.aar" "$out/mobilenet_v1/tensorflow-lite.aar"
}
stage_rebuild() {
  need_aars
  check "byte-identical rebuild" rebuild
}

stage_size() {
  need_aars
  check "size budget" tests/size_budget.py
}

stage_java() {
  check "Java API (JUnit)" tests/java/run.sh
  check "Select TF libraries through Java (JUnit)" tests/java/select_tf.sh
  check "custom ops through Java (JUnit)" tests/java/custom_ops.sh
  check "a delegate through Java (JUnit)" tests/java/delegate.sh
  check "two builds in one process (JUnit)" tests/java/two_builds.sh
  check "sample Android project (Robolectric)" tests/android/run.sh
}

stage_packaged() {
  need_aars
  for model in $models; do
    check "packaged libraries: $model" ./tare verify "--aar=$out/$model/tensorflow-lite.aar" \
      "--input_models=examples/$model.tflite"
    check "packaged libraries, errors and memory: $model" ./tare verify --checks "--aar=$out/$model/tensorflow-lite.aar" \
      "--input_models=$(small_model "$model")"
  done
  check "packaged libraries: Select TF" tests/packaged/select_tf.sh
  check "packaged libraries: two builds in one process" tests/packaged/two_builds.sh
  check "packaged libraries: custom ops" tests/packaged/custom_ops.sh
  check "packaged libraries: a golden case of each op" tests/packaged/kernels.sh
}

stage_unidbg() {
  need_aars
  for model in $models; do
    check "unidbg: $model" tests/packaged/unidbg/run.sh "$out/$model/tensorflow-lite.aar" "$(small_model "$model")"
  done
  check "unidbg: Select TF" tests/packaged/unidbg/select_tf.sh
}

# A whole system: `$1` as packaged, one library or the pair, every ABI, with the golden inputs `$2`.
verify_system() {
  rm -rf "${out:?}/$1" && mkdir -p "$out/$1" && ./build_aar.sh "--input_models=$TARE_MODELS/files/systems/$1.tflite" --target_archs=x86,x86_64,arm64-v8a,armeabi-v7a \
    "--output_dir=$out/$1" &&
    ./tare verify "--aar=$out/$1/tensorflow-lite.aar" "--input_models=$TARE_MODELS/files/systems/$1.tflite" \
      "--inputs=$TARE_MODELS/golden/systems/$2.npz"
}
stage_models() {
  if [ -z "${TARE_MODELS:-}" ]; then
    skip "models: TARE_MODELS is not set to a folder of models with golden outputs"
    return
  fi
  python=$root/.venv/bin/python
  ./tare --help >/dev/null # then the program itself will do: its launcher costs as much as a small model
  start single_ops "$python" "$TARE_MODELS/../tools/check_models.py" --ops --supported --tare build/release/tare
  check "models: first" "$python" "$TARE_MODELS/../tools/check_models.py" --first
  check "models: both AARs of SPICE and I3D" bench/systems.py
  for pair in $(cat tests/systems.txt); do # a model, and whose golden arrays are its own, too
    check "models: packaged libraries of ${pair%=*}" verify_system "${pair%=*}" "${pair#*=}"
  done
}

stage_figures() {
  need_aars
  check "README figures" scripts/figures.py --check
}

# The steps of the container's description in a bare Debian, and AARs built by them; must be called as root.
stage_container() { check "Dockerfile's steps in a bare Debian" tests/fresh_machine.sh --dockerfile; }

case ${1:-} in
  --list) printf '%s\n' $stages $more && exit 0 ;;
  -*) echo "usage: ./test.sh [STAGE...]; stages: $stages; only where named: $more" >&2 && exit 1 ;;
esac
for stage in "$@"; do
  case " $stages $more " in
    *" $stage "*) ;;
    *) echo "test.sh: no stage \"$stage\"; there are: $stages $more" >&2 && exit 1 ;;
  esac
done
scripts/bootstrap.sh test || exit 1
mkdir -p "$logs" "$out"
[ $# -gt 0 ] || { set -- $stages && rm -rf "${logs:?}"/* "${out:?}"/*; }
for stage in "$@"; do "stage_$stage"; done
[ -z "${process_single_ops:-}" ] || check "models: single ops" finish single_ops
[ -z "${process_tidy:-}" ] || check "clang-tidy" finish tidy

[ "$skipped" = 0 ] && tail= || tail=", $skipped skipped"
printf '%d passed, %d failed%s\n' "$passed" "$failed" "$tail"
[ "$failed" = 0 ]
