# Any order and form of flags; paths with spaces and commas; two models with one base name: always the same AAR.
model=$root/examples/mobilenet_v1.tflite
int8=$root/examples/mobilenet_v1_int8.tflite
[ -e "$model" ] || "$tare" make_model mobilenet_v1 "--output=$model"
[ -e "$int8" ] || "$tare" make_model mobilenet_v1_int8 "--output=$int8"
mkdir "a b" c,d
ln -s "$model" "a b/model.tflite"
ln -s "$int8" c,d/model.tflite

"$tare" build_aar "--input_models=a b/model.tflite,c,d/model.tflite" --target_archs=x86,arm64-v8a --output_dir=1 >1.txt 2>1.err
"$tare" build_aar --quiet --output_dir "2 x/y" --input_models "a b/model.tflite" --target_archs arm64-v8a \
  --input_models c,d/model.tflite --target_archs x86 >2.txt 2>&1
(mkdir 3 && cd 3 && "$tare" build_aar --verbose --target_archs=arm64-v8a,x86,x86 --apis=java \
  --input_models="$int8,$model,$model" >../3.txt 2>../3.err)
equal_files 1/tensorflow-lite.aar "2 x/y/tensorflow-lite.aar"
equal_files 1/tensorflow-lite.aar 3/tensorflow-lite.aar
equal_files 1/tensorflow-lite-symbols.zip 3/tensorflow-lite-symbols.zip

[ ! -s 2.txt ] || fail "not quiet: $(cat 2.txt)"
grep -q "$PWD/1/tensorflow-lite.aar: $(stat -c %s 1/tensorflow-lite.aar) bytes" 1.txt || fail "no path and size: $(cat 1.txt)"
grep -q "arm64-v8a" 1.txt || fail "no size per ABI: $(cat 1.txt)"
! grep -q "$(printf '\r')" 1.err || fail "a bar where there is no terminal"
grep -q "kernel CONV_2D" 3.err || fail "--verbose does not name kernels: $(cat 3.err)"
[ "$(unzip -Z1 1/tensorflow-lite.aar | grep -c '^jni/')" = 2 ] || fail "$(unzip -Z1 1/tensorflow-lite.aar)"
