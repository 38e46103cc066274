# build_aar_with_docker.sh against a stand-in for docker that records how it is called and does with the arguments of `run`
# what the image would: mounts, user and flags are right, the AAR lands in the current folder, and mistakes are told.
mkdir bin "models of mine" work
cat >bin/docker <<'SH'
#!/bin/sh
case "$1" in --version) echo "$(basename "$0") version 1" && exit ;; esac
for argument; do printf '%s\n' "$argument"; done >>"$RECORD"
echo "--" >>"$RECORD"
[ "$1" = run ] || exit 0
while [ "${1#tare-builder:}" = "$1" ]; do shift; done
shift
[ $# -eq 0 ] || exec "$TARE" build_aar "$@"
SH
chmod +x bin/docker
cp bin/docker bin/podman
# Who calls: root, or somebody else.
printf '#!/bin/sh\n[ "$1" = -u ] && [ -n "${CALLER:-}" ] && echo "$CALLER" && exit\nexec %s "$@"\n' "$(command -v id)" >bin/id
chmod +x bin/id
RECORD=$PWD/record.txt TARE=$tare PATH=$PWD/bin:$PATH
export RECORD TARE
"$tare" make_model mobilenet_v1 --width=0.25 --size=32 "--output=models of mine/m.tflite" >/dev/null
here=$(pwd -P)
script=$root/build_aar_with_docker.sh

# has LINE...: the lines stand in the record, one after the other.
has() {
  python3 -c 'import sys
lines = open("../record.txt").read().split("\n")
want = sys.argv[1:]
assert any(lines[i:i + len(want)] == want for i in range(len(lines))), (want, lines)' "$@" || fail "not recorded: $*"
}

cd work
sh "$script" --input_models="../models of mine/m.tflite" --target_archs arm64-v8a --quiet </dev/null
[ -s tensorflow-lite.aar ] || fail "no AAR"
has build --file
has "tare-builder:local"
has run --rm --security-opt label=disable --user "$(id -u):$(id -g)" --env TARE_CACHE=/cache --volume tare-cache:/cache \
  --volume "$here/work:$here/work" --workdir "$here/work"
has --volume "$here/models of mine:$here/models of mine:ro"
has "--input_models=$here/models of mine/m.tflite" --target_archs=arm64-v8a --quiet "--output_dir=$here/work"
grep -q -- '--tty' ../record.txt && fail "a terminal is asked for without one"

# Other flags are forwarded, a commit is built as it is in git, the cache is the caller's.
rm ../record.txt tensorflow-lite.aar
if git -C "$root" rev-parse --verify --quiet HEAD >/dev/null; then
  sh "$script" --checkpoint=HEAD --cache_dir=../cache --maven_repo=repo --input_models="../models of mine/m.tflite" \
    --target_archs=x86 --quiet --apis=java,c --output_dir=../out </dev/null
  has "tare-builder:$(git -C "$root" rev-parse HEAD | cut -c1-12)"
  has --volume "$here/cache:/cache"
  has --volume "$here/work/repo:$here/work/repo"
  has --apis=java,c
  [ -s ../out/tensorflow-lite.aar ] || fail "no AAR in the output folder"
  [ -s repo/org/tare/tensorflow-lite/maven-metadata.xml ] || fail "nothing published"
  refuses "'nowhere' is no commit" sh "$script" --checkpoint=nowhere --input_models="../models of mine/m.tflite"
fi

# podman keeps the caller's identity, also where it is called docker, but not root's; --debug opens a shell.
rm -f ../record.txt
CALLER=1234 CONTAINER_ENGINE=podman sh "$script" --debug --input_models="../models of mine/m.tflite" </dev/null
has run --rm --security-opt label=disable --userns=keep-id --user "1234:$(id -g)"
has --interactive --tty --entrypoint /bin/sh tare-builder:local
rm -f ../record.txt
mkdir ../alias
sed 's/basename "$0"/echo podman/' ../bin/docker >../alias/docker
chmod +x ../alias/docker
CALLER=1234 PATH=$here/alias:$PATH sh "$script" --debug --input_models="../models of mine/m.tflite" </dev/null
has --userns=keep-id
rm -f ../record.txt
CALLER=0 CONTAINER_ENGINE=podman sh "$script" --debug --input_models="../models of mine/m.tflite" </dev/null
grep -q keep-id ../record.txt && fail "a user namespace for root"

# Another clone to build with.
rm -f ../record.txt
mkdir -p ../clone/packaging/docker
cp "$root/packaging/docker/Dockerfile" ../clone/packaging/docker
sh "$script" --src_dir=../clone --input_models="../models of mine/m.tflite" --target_archs=x86 --quiet </dev/null
has "tare-builder:local"
refuses "no clone of Tare" sh "$script" --src_dir=.. --input_models="../models of mine/m.tflite"

# Flags without a value are known to be such: what follows them is a flag of its own.
rm -f ../record.txt
switches=$("$tare" build_aar --help | sed -n 's/^  *\(--[a-z_]*\)  *[A-Z][a-z].*/\1/p' | grep -v help)
for switch in --quiet --without_api_classes; do
  printf '%s\n' "$switches" | grep -qx -- "$switch" || fail "switches: $switches"
done
for switch in $switches; do
  [ $switch = --verbose ] && quiet= || quiet=--quiet
  sh "$script" --input_models="../models of mine/m.tflite" $switch --target_archs=x86 $quiet >../out.txt 2>&1 </dev/null ||
    fail "$switch: $(cat ../out.txt)"
  has $switch --target_archs=x86
done

# The two AARs of a system.
if [ -n "${TARE_MODELS:-}" ]; then
  rm -f ../record.txt
  sh "$script" --input_models="$TARE_MODELS/files/systems/spice_mobile_tf23.tflite" --target_archs=arm64-v8a --quiet </dev/null
  models=$(cd "$TARE_MODELS/files/systems" && pwd -P)
  has --volume "$models:$models:ro"
  [ -s tensorflow-lite.aar ] && [ -s tensorflow-lite-select-tf-ops.aar ] || fail "not both AARs: $(ls)"
fi

rm -f ../record.txt
refuses "missing.tflite: no such file" sh "$script" --input_models=missing.tflite
refuses "unexpected argument 'm.tflite'" sh "$script" m.tflite
refuses "no-engine: not found" env CONTAINER_ENGINE=no-engine sh "$script" --input_models="../models of mine/m.tflite"
[ ! -e ../record.txt ] || fail "a container is started in spite of a mistake"
