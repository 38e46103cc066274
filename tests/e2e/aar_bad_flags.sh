# Unknown words are answered with the valid ones and the near miss.
build() { "$tare" build_aar --quiet --output_dir=out "$@"; }
refuses "unknown arch 'arm64-v8'" build --target_archs=x86,arm64-v8
grep -q "arm64-v8a" stderr.txt || fail "no suggestion: $(cat stderr.txt)"
grep -q "armeabi-v7a" stderr.txt || fail "no list of archs: $(cat stderr.txt)"
refuses "unknown API 'cc'" build --apis=java,cc
refuses "unknown flag '--input_model'" build --input_model=a.tflite
grep -q -- "--input_models" stderr.txt || fail "no suggestion: $(cat stderr.txt)"
refuses "unknown argument 'a.tflite'" build a.tflite
refuses "no-such-launcher is not installed" build --compiler_launcher=no-such-launcher
: >file
refuses "file: is not a folder" "$tare" build_aar --quiet --output_dir=file
[ ! -e out ] || fail "made an output folder"
