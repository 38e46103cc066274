# Every public header compiles alone, as C99 and C++11, without a warning, for every target; structures have the layouts
# of the official ones; and the paths of older and newer releases name the same headers.
include=$root/include
layouts=$root/tests/c_api/layouts.h
headers=$(cd "$include" && find . -name '*.h' | sort)
[ "$(printf '%s\n' "$headers" | grep -c .)" -ge 16 ] || fail "too few headers: $headers"

compiles() { # compiles TARGET FILE: as C and as C++
  clang-19 "--target=$1" -std=c99 -x c -Wall -Wextra -Werror -ffreestanding -fsyntax-only "-I$include" "$2" &&
    clang-19 "--target=$1" -std=c++11 -x c++ -nostdinc++ -Wall -Wextra -Werror -ffreestanding -fsyntax-only "-I$include" "$2"
}
for target in aarch64-linux-android21 armv7a-linux-androideabi21 i686-linux-android21 x86_64-linux-android21 \
  x86_64-linux-gnu aarch64-linux-gnu armv7-linux-gnueabihf; do
  {
    cat "$layouts"
    for header in $headers; do
      printf '#include "%s"\n' "${header#./}" >alone.inc
      compiles "$target" alone.inc || fail "$header for $target"
      cat alone.inc
    done
  } >all.inc
  compiles "$target" all.inc || fail "all headers and layouts for $target"
done

# The check sees what it is for.
sed 's/SIZE(TfLiteTensor, 112/SIZE(TfLiteTensor, 113/' "$layouts" >wrong.inc
compiles x86_64-linux-gnu wrong.inc 2>/dev/null && fail "a wrong size passes"

# Both prefixes, and core/c: every header of tensorflow/lite/c is there under all paths.
for header in "$include"/tensorflow/lite/c/*.h; do
  for folder in tensorflow/lite/core/c tflite/c tflite/core/c; do
    [ -e "$include/$folder/$(basename "$header")" ] || fail "no $folder/$(basename "$header")"
  done
done
