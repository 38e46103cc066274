#!/bin/sh
# Runs the README's two commands in a bare Debian 12: a new root by mmdebstrap, a clone of HEAD in it, nothing else. Must
# be called as root, and takes as long as installing everything, building and testing take together.
#   tests/fresh_machine.sh [--stages "STAGE..."] [--dockerfile] [--keep] [FOLDER]
# With TARE_MODELS its tests have the models, too. --stages limits what ./test.sh runs there; --dockerfile instead takes the steps of packaging/docker/Dockerfile and builds
# an AAR (and SPICE's two, where TARE_MODELS has it) as the container would, by a user who is not known inside; FOLDER is where the root is made (default:
# build/fresh).
set -eu
repo=$(readlink -f -- "$(dirname "$0")/..")
stages= keep= dockerfile= fresh=$repo/build/fresh
while [ $# -gt 0 ]; do
  case $1 in
    --stages) stages=$2 && shift ;;
    --keep) keep=yes ;;
    --dockerfile) dockerfile=yes ;;
    -*) echo "usage: $0 [--stages \"STAGE...\"] [--dockerfile] [--keep] [FOLDER]" >&2 && exit 1 ;;
    *) fresh=$1 ;;
  esac
  shift
done
[ "$(id -u)" = 0 ] || { echo "$0: must be root" >&2 && exit 1; }

# In a mount namespace of its own, so that nothing stays mounted whatever happens.
if [ -z "${TARE_FRESH_INSIDE:-}" ]; then
  export TARE_FRESH_INSIDE=yes
  exec unshare --mount --propagation private sh "$0" ${keep:+--keep} ${dockerfile:+--dockerfile} --stages "$stages" "$fresh"
fi

say() { printf 'fresh machine: %s\n' "$*"; }
rm -rf "$fresh"
mkdir -p "$fresh"
say "making a bare Debian in $fresh"
mmdebstrap --quiet --variant=apt --mode=root bookworm "$fresh" ||
  { say "mmdebstrap failed" && exit 1; }

# How this machine reaches its package sources: apt's and pip's settings, certificates, name resolution, proxies.
copy() {
  for path in "$@"; do
    [ -e "$path" ] || continue
    mkdir -p "$fresh$(dirname "$path")"
    rm -rf "${fresh:?}$path"
    cp -rL "$path" "$fresh$path"
  done
}
copy /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/apt/preferences.d /etc/apt/keyrings \
  /etc/apt/trusted.gpg.d /usr/share/keyrings /usr/local/share/ca-certificates /etc/ssl/certs /etc/resolv.conf /etc/hosts \
  /etc/pip.conf "$HOME/.m2/settings.xml" /etc/maven/settings.xml
set -- "HOME=$HOME" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_CERT \
  SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE CURL_CA_BUNDLE MAVEN_OPTS JAVA_TOOL_OPTIONS; do
  value=$(printenv "$name" || :)
  [ -z "$value" ] || set -- "$@" "$name=$value"
done
mkdir -p "$fresh/proc" "$fresh/sys" "$fresh/dev"
mount -t proc proc "$fresh/proc"
mount --rbind /dev "$fresh/dev"
mount --rbind /sys "$fresh/sys"

finish() {
  umount -R -l "$fresh/proc" "$fresh/dev" "$fresh/sys"
  [ -n "$keep" ] || rm -rf "$fresh"
  [ "$status" = 0 ] && say "passed" || say "FAILED"
  exit "$status"
}

inside() { chroot "$fresh" /usr/bin/env -i "$@"; }
status=0
if [ -n "$dockerfile" ]; then
  mkdir -p "$fresh/opt/tare"
  git -C "$repo" archive HEAD | tar -x -C "$fresh/opt/tare"
  chown -R root:root "$fresh/opt/tare"
  [ -z "${TARE_MODELS:-}" ] || cp "$TARE_MODELS/files/systems/spice_mobile_tf23.tflite" "$fresh/opt/spice.tflite"
  steps=$fresh/opt/tare/packaging/docker/Dockerfile
  sed -n 's/^RUN //p' "$steps" >"$fresh/steps.txt"
  entrypoint=$(sed -n 's/^ENTRYPOINT //p' "$steps" | tr -d '[],"')
  while IFS= read -r step; do
    say "RUN $step"
    inside "$@" sh -ec "$step" || status=1
  done <"$fresh/steps.txt"
  say "$entrypoint"
  # shellcheck disable=SC2046
  chroot --userspec=12345:12345 "$fresh" /usr/bin/env -i "$@" $(sed -n 's/^ENV //p' "$steps") sh -ec "
    mkdir /tmp/work && cd /tmp/work
    /opt/tare/build/release/tare make_model mobilenet_v1 --output=m.tflite
    $entrypoint --input_models=m.tflite --output_dir=/tmp/work && ls -ln tensorflow-lite.aar
    [ ! -e /opt/spice.tflite ] || {
      $entrypoint --input_models=/opt/spice.tflite --output_dir=/tmp/work
      ls -ln tensorflow-lite.aar tensorflow-lite-select-tf-ops.aar
    }" || status=1
  finish
fi
if [ -n "${TARE_MODELS:-}" ]; then
  mkdir -p "$fresh/opt/shared"
  cp -rL "$TARE_MODELS" "$fresh/opt/shared/models"
  cp -rL "$TARE_MODELS/../tools" "$fresh/opt/shared/tools"
  set -- "$@" "TARE_MODELS=/opt/shared/models"
fi
mkdir -p "$fresh$HOME"
git clone -q --no-hardlinks "$repo" "$fresh$HOME/tare"
rm -rf "${fresh:?}$HOME/tare/.git/objects/info/alternates"

started=$(date +%s)
say "./build_aar.sh --input_models=examples/mobilenet_v1.tflite --target_archs=x86,x86_64,arm64-v8a,armeabi-v7a"
inside "$@" sh -ec 'cd ~/tare && ./build_aar.sh --input_models=examples/mobilenet_v1.tflite \
  --target_archs=x86,x86_64,arm64-v8a,armeabi-v7a && ls -l tensorflow-lite.aar' || status=1
say "build_aar.sh took $(($(date +%s) - started)) s"
started=$(date +%s)
say "./test.sh $stages"
inside "$@" sh -ec "cd ~/tare && ./test.sh $stages" || status=1
say "test.sh took $(($(date +%s) - started)) s"

finish
