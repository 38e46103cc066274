# The C++ classes that run models, FlatBufferModel to SignatureRunner, and those that delegates derive from: programs that
# use them are compiled with the installed headers, in C++17 and C++20, with and without exceptions, and linked with C
# libraries, shared and static, that take an app's operators and that do not.
PYTHONPATH=$root/tests/e2e "$root/.venv/bin/python" - <<'PY'
from tiny_model import code, model, tensor

open("sub.tflite", "wb").write(model(
    [tensor(0, [1, 2], [-1, 2]), tensor(0, [1, 2], [-1, 2]), tensor(0, [1, 2]), tensor(0, [1, 2])], [0, 1], [2, 3],
    [(0, [0, 1], [2]), (1, [2], [3])], [code(41), code(19)],
    [("swapped", [("b", 1), ("a", 0)], [("relu", 3), ("difference", 2)]), ("plain", [("a", 0), ("b", 1)], [("z", 2)])]))
open("custom.tflite", "wb").write(model([tensor(0, [1, 2]), tensor(0, [1, 2])], [0], [1], [(0, [0], [1])],
                                        [code(32, 1, "Doubled")]))
open("strings.tflite", "wb").write(model([tensor(5, [2], [-1]), tensor(5, [2], [-1]), tensor(6, [2])], [0, 1], [2],
                                         [(0, [0, 1], [2])], [code(71)]))
PY
"$tare" build_c --quiet --input_models=sub.tflite,strings.tflite --targets=linux-x86_64 --output_dir=usual
"$tare" build_c --quiet --input_models=sub.tflite,strings.tflite,custom.tflite --targets=linux-x86_64 --c_functions=all --features=delegates \
  --output_dir=all
for kind in usual all; do
  prefix=$kind/linux-x86_64
  argument=takes_ops flags='-std=c++17 -fno-exceptions -fno-rtti' library="-L$prefix/lib -ltensorflowlite_c"
  [ $kind = all ] || argument=none flags='-std=c++20 -fsanitize=address,undefined -fno-sanitize-recover=all'
  for link in shared static; do
    [ $link = shared ] || library="$prefix/lib/libtensorflowlite_c.a -lpthread -lm"
    # shellcheck disable=SC2086
    clang++-19 $flags -g1 -O1 -Wall -Wextra -Werror -I "$prefix/include" "$root/tests/cpp_api/program.cc" \
      -fuse-ld=lld-19 $library -o program || fail "$kind, $link: does not compile"
    LD_LIBRARY_PATH=$PWD/$prefix/lib ./program $argument >said.txt 2>&1 || fail "$kind, $link: $(cat said.txt)"
    grep -q '^0 failed' said.txt || fail "$kind, $link: $(cat said.txt)"
    [ $kind = usual ] || {
      # shellcheck disable=SC2086
      clang++-19 $flags -g1 -O1 -Wall -Wextra -Werror -I "$prefix/include" "$root/tests/cpp_api/delegates.cc" \
        -fuse-ld=lld-19 $library -o delegates || fail "$link: delegates do not compile"
      LD_LIBRARY_PATH=$PWD/$prefix/lib ./delegates >delegates.txt 2>&1 || fail "$link: $(cat delegates.txt)"
      grep -q '^0 failed' delegates.txt || fail "$link: $(cat delegates.txt)"
    }
    grep -q '^Outputs: \[2, 3\]$' said.txt && grep -q '^Tensor 3: .*FLOAT32 \[1, 2\], 8 bytes$' said.txt || fail "$(cat said.txt)"
  done
done
# Under the newer prefix, and with CMake's package.
sed 's|tensorflow/lite/|tflite/|' "$root/tests/cpp_api/program.cc" >newer.cc
cp "$root/tests/cpp_api/check.h" .
cat >CMakeLists.txt <<'CMAKE'
cmake_minimum_required(VERSION 3.13)
project(newer CXX)
set(CMAKE_CXX_STANDARD 17)
find_package(tensorflowlite_c CONFIG REQUIRED)
add_executable(newer newer.cc)
target_link_libraries(newer PRIVATE tensorflowlite_c::tensorflowlite_c)
CMAKE
cmake -G Ninja -S . -B cmake -DCMAKE_CXX_COMPILER=clang++-19 "-DCMAKE_PREFIX_PATH=$PWD/all/linux-x86_64" >/dev/null
cmake --build cmake >cmake.txt || fail "$(cat cmake.txt)"
./cmake/newer takes_ops >said.txt 2>&1 || fail "newer: $(cat said.txt)"
