# Custom ops that cannot be built stop the build with what is wrong, and nothing is written.
. "$root/tests/custom_ops/common.inc"
python3 "$custom_ops/models.py" models
build() { "$tare" build_aar --quiet --target_archs=arm64-v8a --output_dir=out "$@"; }
op='custom op ScaledSum version 1 (FLOAT32 -> FLOAT32) is not supported'
at='models/scaled_sum.tflite: subgraph 0, node 0:'
expected='tflite::ops::custom::Register_SCALED_SUM() or, in C, Register_SCALED_SUM()'

# No source, a source without the symbol, one whose function is elsewhere.
refuses "$at $op: give its source with --tflite_custom_ops_srcs" build --input_models=models/scaled_sum.tflite
refuses "$at $op: the custom-op sources do not define $expected" build --input_models=models/scaled_sum.tflite \
  "--tflite_custom_ops_srcs=$custom_ops/histogram.c"
sed 's/Register_SCALED_SUM/RegisterScaledSum/' "$custom_ops/scaled_sum.cc" >elsewhere.cc
refuses "$expected (did you mean --custom_op=ScaledSum=tflite::ops::custom::RegisterScaledSum?)" build \
  --input_models=models/scaled_sum.tflite --tflite_custom_ops_srcs=elsewhere.cc
refuses "example.sine version 1 (FLOAT32 -> FLOAT32) is not supported: the custom-op sources do not define a function of your choice, named by --custom_op=example.sine=SYMBOL" \
  build --input_models=models/sine.tflite "--tflite_custom_ops_deps=$custom_ops/shared"

# Defined twice: in two sources, and in C as well as in C++.
cp "$custom_ops/scaled_sum.cc" again.cc
refuses "custom op ScaledSum: its registration is defined twice: tflite::ops::custom::Register_SCALED_SUM() in $custom_ops/scaled_sum.cc; tflite::ops::custom::Register_SCALED_SUM() in $PWD/again.cc" \
  build --input_models=models/scaled_sum.tflite "--tflite_custom_ops_srcs=$custom_ops/scaled_sum.cc,again.cc"
sed 's/HISTOGRAM/SCALED_SUM/' "$custom_ops/histogram.c" >again.c
refuses "Register_SCALED_SUM() (C) in $PWD/again.c" build --input_models=models/scaled_sum.tflite \
  "--tflite_custom_ops_srcs=$custom_ops/scaled_sum.cc,again.c"
grep -q "defined twice" stderr.txt || fail "$(cat stderr.txt)"

# --custom_op: malformed, of a symbol that is missing, given two, without code.
give() { build --input_models=models/sine.tflite "--tflite_custom_ops_deps=$custom_ops/shared" "$@"; }
refuses "--custom_op=example.sine: must be NAME=SYMBOL" give --custom_op=example.sine
refuses "--custom_op=a=b-c: must be NAME=SYMBOL" give --custom_op=a=b-c
refuses "--custom_op=example.sine=example::Nothing: no custom-op source defines example::Nothing()" give \
  --custom_op=example.sine=example::Nothing
refuses "op example.sine is given example::RegisterSine and RegisterSine" give \
  --custom_op=example.sine=example::RegisterSine --custom_op=example.sine=RegisterSine
refuses "--custom_op=a=b: there is no code" build --input_models=models/sine.tflite --custom_op=a=b

# Files and deps.
refuses "nothing.cc: no such file" build --tflite_custom_ops_srcs=nothing.cc
refuses "models: is a folder" build --tflite_custom_ops_srcs=models
echo text >text.txt
refuses "text.txt: is no C or C++ source or header" build --tflite_custom_ops_srcs=text.txt
refuses "again.cc: a dep is a folder" build --tflite_custom_ops_deps=again.cc
refuses "nowhere: no such folder" build --tflite_custom_ops_deps=nowhere
mkdir empty
refuses "empty: has no source, no header and no static library <ABI>/lib*.a" build --tflite_custom_ops_deps=empty
refuses "unknown dep '//tensorflow/lite/kernels:ops'" build --tflite_custom_ops_deps=//tensorflow/lite/kernels:ops
for label in kernels:custom_ops kernels/perception:perception_ops kernels/parse_example:parse_example \
  kernels/ctc:ctc_beam_search_decoder_op; do
  grep -q "//tensorflow/lite/$label" stderr.txt || fail "$label is not named: $(cat stderr.txt)"
done
refuses "empty-ndk: is no Android NDK of r19 or later" build --input_models=models/histogram.tflite \
  "--tflite_custom_ops_srcs=$custom_ops/histogram.c" --ndk=empty-ndk

# What the compiler says about a source, and what is said of exceptions and RTTI.
compile() {
  status=0
  build --input_models=models/scaled_sum.tflite "--tflite_custom_ops_srcs=$1" 2>stderr.txt || status=$?
  [ "$status" = 1 ] || fail "exit status $status: $(cat stderr.txt)"
  grep -qF -- "$2" stderr.txt || fail "no \"$2\" in: $(cat stderr.txt)"
}
{ cat "$custom_ops/scaled_sum.cc" && echo 'int unfinished() { return 1 }'; } >bad.cc
compile bad.cc "$PWD/bad.cc:$(wc -l <bad.cc):28: error: expected ';' after return statement"
sed '1i #include "no_such_header.h"' "$custom_ops/scaled_sum.cc" >header.cc
compile header.cc "$PWD/header.cc:1:10: fatal error: 'no_such_header.h' file not found"
{ cat "$custom_ops/scaled_sum.cc" && echo 'void f(int i) { if (i) throw i; }'; } >throw.cc
compile throw.cc "$PWD/throw.cc: needs C++ exceptions ('throw')"
{ echo '#include <typeinfo>' && cat "$custom_ops/scaled_sum.cc" && echo 'struct A { virtual ~A(); }; struct B : A {};
B* f(A* a) { return dynamic_cast<B*>(a); }'; } >rtti.cc
compile rtti.cc "$PWD/rtti.cc: needs C++ run-time type information ('dynamic_cast')"

sed '1i #include <sstream>' "$custom_ops/scaled_sum.cc" >streams.cc
compile streams.cc "$PWD/streams.cc: needs C++ streams or locales, which are there only with an Android NDK (--ndk)"
refuses "unknown C++ standard 'c++11' (did you mean 'c++17'?); valid: c++17, c++20" build --custom_ops_std=c++11

# Functions that the system lacks, or nobody has.
{ cat "$custom_ops/scaled_sum.cc" && echo 'extern "C" int no_such_function(int);
int (*used)(int) = no_such_function;'; } >undefined.cc
sed -i 's/sum += in\[/sum += used(0) + in[/; s/^namespace tflite {/extern int (*used)(int);\n&/' undefined.cc
compile undefined.cc "undefined symbol: no_such_function"
sed 's/float sum = 0;/static thread_local float calls; float sum = ++calls;/' "$custom_ops/scaled_sum.cc" >local.cc
compile local.cc "thread_local"
[ ! -e out ] || fail "a failed build leaves something behind"
