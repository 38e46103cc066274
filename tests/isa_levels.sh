#!/bin/sh
# Proves on a build's symbols (<abi>/*.so in a zip) that no x86 instruction is outside its ISA level's functions: what is
# not in a level's namespace must run on the ABI's baseline, or old processors die with SIGILL. (AVX-512 VNNI has no
# namespace: its functions are in AVX2's and carry Vnni in their names.) Instructions are judged by their bytes, because
# the disassembler and the assembler know every extension and refuse none. The other ABIs have one level. Prints one line
# per violation.
set -eu
[ $# = 1 ] || { echo "usage: $0 SYMBOLS_ZIP" >&2 && exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unzip -q "$1" -d "$work"
count=0 failed=0
for abi in x86 x86_64; do
  for file in "$work/$abi"/*.so; do
    [ -e "$file" ] || continue
    count=$((count + 1))
    llvm-objdump-19 -d "$file" >"$work/code"
    # A line is "address: bytes <tab> instruction"; two-digit hexadecimal numbers compare as strings.
    awk -v abi="$abi" '
      /^[0-9a-f]+ <.*>:$/ {
        name = $2
        level = name !~ /4tare4avx2/ ? "base" : name ~ /Vnni/ ? "avx512vnni" : "avx2"
        functions[level]++
        next
      }
      /^ *[0-9a-f]+:/ {
        split($0, fields, "\t")
        n = split(fields[1], byte, " ")
        instructions[level]++
        legacy = ""  # 66, f2, f3: part of the opcode where there is one
        for (i = 2; i <= n && byte[i] ~ /^(2e|36|3e|26|64|65|66|67|f0|f2|f3)$/; i++) {
          if (byte[i] ~ /^(66|f2|f3)$/) legacy = byte[i]
        }
        if (abi == "x86_64" && byte[i] ~ /^4[0-9a-f]$/) i++  # REX
        why = ""
        if (byte[i] == "62") { if (level != "avx512vnni") why = "EVEX"; wide++ }
        else if (byte[i] == "d5") why = "REX2"
        else if (byte[i] == "c4" || byte[i] == "c5") { if (level == "base") why = "VEX"; wide++ }
        else if (byte[i] == "0f") {
          op = byte[i + 1]
          if (op == "38") {
            op = byte[i + 2]
            sse = op <= "0b" || (op >= "1c" && op <= "1e")
            if (abi == "x86_64") sse = sse || op <= "41" || (legacy == "f2" && (op == "f0" || op == "f1"))
            if (!sse) why = "0f 38 " op
          } else if (op == "3a") {
            op = byte[i + 2]
            sse = op == "0f"
            if (abi == "x86_64") sse = sse || op <= "22" || (op >= "40" && op <= "42") || (op >= "60" && op <= "63")
            if (!sse) why = "0f 3a " op
          } else if (legacy == "f3" && (op == "bd" || (op == "b8" && abi == "x86"))) why = "f3 0f " op
        }
        if (why) { print abi ": " why " in " name " " fields[2] " " fields[3]; bad = 1 }
      }
      END {
        printf "%s: functions of the baseline %d, AVX2 %d, AVX-512 VNNI %d; wide instructions %d\n",
          abi, functions["base"], functions["avx2"], functions["avx512vnni"], wide
        if (!functions["base"] || !instructions["base"]) { print abi ": no code found"; bad = 1 }
        exit bad
      }' "$work/code" || failed=1
  done
done
[ "$count" -gt 0 ] || { echo "$1: holds no symbols of x86 or x86_64" && exit 1; }
[ "$failed" = 0 ]
