# Bad model files: one line says which file, what is wrong and where; exit 1; nothing written, an earlier AAR untouched.
model=$root/examples/mobilenet_v1.tflite
[ -e "$model" ] || "$tare" make_model mobilenet_v1 "--output=$model"
mkdir out
echo earlier >out/tensorflow-lite.aar
cp out/tensorflow-lite.aar earlier

: >empty.tflite
head -c 100000 "$model" >truncated.tflite
printf 'this is no model, just text' >text.tflite
# patched NAME OFFSET BYTES: the model with other bytes there.
patched() {
  cp "$model" "$1"
  printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}
patched identifier.tflite 4 'TFL2'
patched root.tflite 0 '\377\377\377\177'
# The root table's vtable tells where the version (field 0) and the operator codes (field 1) are.
at() { od -A n -t u"$3" -j "$2" -N "$3" "$1" | tr -d ' '; }
table=$(at "$model" 0 4)
vtable=$((table - $(od -A n -t d4 -j "$table" -N 4 "$model")))
patched version.tflite $((table + $(at "$model" $((vtable + 4)) 2))) '\2'
patched offsets.tflite $((table + $(at "$model" $((vtable + 6)) 2))) '\377\377\377\017'

build() { "$tare" build_aar --quiet --target_archs=arm64-v8a --output_dir=out "--input_models=$1"; }
refuses "missing.tflite: no such file" build missing.tflite
refuses "empty.tflite: the file is empty" build empty.tflite
refuses "text.tflite: not a .tflite file: identifier at byte 4" build text.tflite
refuses "identifier.tflite: not a .tflite file: identifier at byte 4 is 'TFL2'" build identifier.tflite
refuses "version.tflite: schema version 2 is not supported" build version.tflite
refuses "truncated.tflite: truncated or corrupt (100000 bytes)" build truncated.tflite
refuses "at byte 0" build root.tflite
refuses "offsets.tflite: truncated or corrupt" build offsets.tflite
equal_files earlier out/tensorflow-lite.aar
[ "$(ls out)" = tensorflow-lite.aar ] || fail "left behind: $(ls -A out)"
