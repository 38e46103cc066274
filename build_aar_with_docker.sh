#!/bin/sh
# Builds tensorflow-lite.aar inside a container: for machines that have Docker or podman and shall get nothing else. All
# flags but the ones below are build_aar.sh's. Models (and sources of custom ops) may lie anywhere: the folders of files
# that flags name are mounted, read-only, at the same paths.
set -eu

usage() {
  cat <<USAGE
Usage: sh build_aar_with_docker.sh --input_models=a.tflite,b.tflite [--target_archs=...] [flags of build_aar.sh]

  --checkpoint=REF   build with this commit, branch or tag of the clone (default: the files as they are)
  --src_dir=DIR      another clone to build with (default: the one of this script)
  --cache_dir=DIR    where compiled kernels are kept between runs (default: a volume named tare-cache)
  --output_dir=DIR   where the AARs go (default: the current folder)
  --debug            open a shell in the container instead of building
Environment: CONTAINER_ENGINE, docker or podman (default: the first that is there)
USAGE
}

die() {
  echo "build_aar_with_docker.sh: $*" >&2
  exit 1
}

src=$(dirname "$(readlink -f -- "$0")")
checkpoint='' cache='' output=$PWD debug=''
# The flags for build_aar.sh, one per line; a path may hold anything but a newline.
forward=$(mktemp)
folders=$(mktemp)
context=''
trap 'rm -rf "$forward" "$folders" ${context:+"$context"}' EXIT

# absolute PATH: the path without `.`, `..` and links of its folder.
absolute() {
  [ -e "$1" ] || die "$1: no such file"
  if [ -d "$1" ]; then
    (cd "$1" && pwd -P)
  else
    printf '%s/%s' "$(cd "$(dirname "$1")" && pwd -P)" "$(basename "$1")"
  fi
}

# paths FLAG LIST: forwards the list with absolute paths, and notes the folders to mount. Labels stay as they are.
paths() {
  list=''
  rest=$2,
  while [ -n "$rest" ]; do
    item=${rest%%,*}
    rest=${rest#*,}
    [ -n "$item" ] || continue
    case $item in
      //*) ;;
      *)
        item=$(absolute "$item") || exit 1
        if [ -d "$item" ]; then echo "$item"; else dirname "$item"; fi >>"$folders"
        ;;
    esac
    list=${list:+$list,}$item
  done
  printf '%s=%s\n' "$1" "$list" >>"$forward"
}

while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage && exit 0 ;;
    --debug) debug=1 ;;
    --*=*)
      flag=${1%%=*} value=${1#*=}
      ;;
    --quiet | --verbose | --json | --debug_info | --without_api_classes) printf '%s\n' "$1" >>"$forward" ;;
    --*)
      flag=$1
      [ $# -gt 1 ] || die "$1 needs a value"
      shift
      value=$1
      ;;
    *) die "unexpected argument '$1'" ;;
  esac
  if [ -n "${flag:-}" ]; then
    case $flag in
      --checkpoint) checkpoint=$value ;;
      --src_dir) src=$(absolute "$value") || exit 1 ;;
      --cache_dir) mkdir -p "$value" && cache=$(absolute "$value") || exit 1 ;;
      --output_dir) mkdir -p "$value" && output=$(absolute "$value") || exit 1 ;;
      --input_models | --tflite_custom_ops_srcs | --tflite_custom_ops_deps | --ndk) paths "$flag" "$value" ;;
      --maven_repo)
        mkdir -p "$value"
        repo=$(absolute "$value") || exit 1
        printf '%s=%s\n' "$flag" "$repo" >>"$forward"
        ;;
      *) printf '%s=%s\n' "$flag" "$value" >>"$forward" ;;
    esac
  fi
  flag=''
  shift
done

engine=${CONTAINER_ENGINE:-}
for program in docker podman; do
  [ -n "$engine" ] || ! command -v $program >/dev/null 2>&1 || engine=$program
done
[ -n "$engine" ] || die "neither docker nor podman is installed"
command -v "$engine" >/dev/null 2>&1 || die "$engine: not found"
[ -e "$src/packaging/docker/Dockerfile" ] || die "$src: no clone of Tare"

# The sources: those of a commit without what is not in it, or the clone as it is, less what is built.
if [ -n "$checkpoint" ]; then
  commit=$(git -C "$src" rev-parse --verify --quiet "$checkpoint^{commit}") ||
    die "--checkpoint: '$checkpoint' is no commit, branch or tag of $src"
  context=$(mktemp -d)
  git -C "$src" archive "$commit" | tar -x -C "$context"
  tag=$(printf '%.12s' "$commit")
else
  context=$(mktemp -d)
  (cd "$src" && tar -c --exclude=./build --exclude=./.git --exclude=./.venv --exclude=./examples .) | tar -x -C "$context"
  tag=local
fi
image=tare-builder:$tag
"$engine" build --file "$context/packaging/docker/Dockerfile" --tag "$image" "$context"

# What runs inside is the caller, so that what it writes is the caller's. With podman as a user, root inside would be the
# caller; a command called docker may be podman, too. Mounted folders keep their SELinux labels.
set -- run --rm --security-opt label=disable
case "$engine $("$engine" --version 2>/dev/null)" in
  *podman*) [ "$(id -u)" = 0 ] || set -- "$@" --userns=keep-id ;;
esac
set -- "$@" --user "$(id -u):$(id -g)" --env TARE_CACHE=/cache --volume "${cache:-tare-cache}:/cache"
set -- "$@" --volume "$output:$output" --workdir "$output"
if [ -n "${repo:-}" ]; then set -- "$@" --volume "$repo:$repo"; fi
while IFS= read -r folder; do
  # Mounted once; the output folder is there already.
  case "$folder" in "$output" | "${repo:-/}") continue ;; esac
  case " $* " in *" $folder:$folder:ro "*) continue ;; esac
  set -- "$@" --volume "$folder:$folder:ro"
done <"$folders"
if [ -n "$debug" ]; then
  set -- "$@" --interactive --tty --entrypoint /bin/sh "$image"
else
  if [ -t 0 ] && [ -t 1 ]; then set -- "$@" --tty; fi
  set -- "$@" "$image"
  while IFS= read -r flag; do set -- "$@" "$flag"; done <"$forward"
  set -- "$@" "--output_dir=$output"
fi
"$engine" "$@"
