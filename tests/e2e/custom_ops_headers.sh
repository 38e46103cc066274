# The headers for custom ops: each of them under both prefixes, and the structures' layouts, in sources for every target;
# and what they compute, under the sanitizers, with a library of this machine's behind them.
. "$root/tests/custom_ops/common.inc"
cpp=$root/api/cpp
python3 "$custom_ops/models.py" models
headers=$(cd "$cpp" && find tensorflow -name '*.h' && cd "$root/include" && find tensorflow -name '*.h')
[ "$(printf '%s\n' "$headers" | wc -l)" -gt 120 ] || fail "few headers: $headers"
{
  printf '#include "%s"\n' fixedpoint/fixedpoint.h ruy/profiler/instrumentation.h
  for header in $headers; do printf '#include "%s"\n' "$header"; done
} | sort >old.cc
for header in $headers; do printf '#include "tflite/%s"\n' "${header#tensorflow/lite/}"; done | sort -r >new.cc
printf '#include "%s"\n' "$root/tests/c_api/layouts.h" >layouts.cc
echo '#include "tensorflow/lite/c/common.h"
#include "tflite/c/builtin_op_data.h"' >in_c.c
"$tare" build_c --quiet --c_functions=all --input_models=models/histogram.tflite --output_dir=out \
  "--tflite_custom_ops_srcs=$custom_ops/histogram.c,old.cc,new.cc,layouts.cc,in_c.c"

lib=$PWD/out/linux-x86_64/lib
clang++-19 -std=c++17 -g1 -Wall -Wextra -fsanitize=address,undefined -fno-sanitize-recover=all -fuse-ld=lld-19 \
  -I "$cpp" -I "$root/include" "$custom_ops"/*_check.cc "$cpp"/tensorflow/lite/*.cc "$cpp"/tensorflow/lite/kernels/*.cc \
  "$cpp"/tensorflow/lite/kernels/internal/*.cc -L "$lib" -ltensorflowlite_c -o check
LD_LIBRARY_PATH=$lib ./check >check.txt 2>&1 || fail "$(cat check.txt)"
grep -q '^0 failed' check.txt || fail "$(cat check.txt)"
