# Disk full and killed builds: no partial AAR under the final name, an earlier one stays, the next run works.
model=$root/examples/mobilenet_v1.tflite
[ -e "$model" ] || "$tare" make_model mobilenet_v1 "--output=$model"
build() { "$tare" build_aar --quiet --target_archs=arm64-v8a --output_dir=out "--input_models=$model"; }
build
cp out/tensorflow-lite.aar good
echo earlier >out/tensorflow-lite.aar
cp out/tensorflow-lite.aar earlier

# A file of at most 8 blocks of 512 bytes: writing the AAR fails in the middle. Everything else is in the cache.
refuses "cannot write $PWD/out/tensorflow-lite" sh -c \
  'ulimit -f 8; exec "$tare" build_aar --quiet --target_archs=arm64-v8a --output_dir=out "--input_models=$0"' "$model"
equal_files earlier out/tensorflow-lite.aar
[ "$(ls -A out | wc -l)" = 2 ] || fail "left behind: $(ls -A out)"

# Killed at several moments of a build from nothing.
export TARE_CACHE=$PWD/cache
for seconds in 0.05 0.5 2; do
  build & pid=$!
  sleep $seconds
  kill -9 $pid 2>/dev/null || :
  wait $pid || :
  cmp -s out/tensorflow-lite.aar earlier || cmp -s out/tensorflow-lite.aar good || fail "a partial AAR"
done
# What such a build may leave beside the AAR is removed once it is old.
touch -d '1 hour ago' out/.tensorflow-lite.aar.Abc123
touch out/.tensorflow-lite.aar.Def456
build
equal_files good out/tensorflow-lite.aar
[ ! -e out/.tensorflow-lite.aar.Abc123 ] || fail "a stale file stayed"
[ -e out/.tensorflow-lite.aar.Def456 ] || fail "a file that may still be written was removed"
