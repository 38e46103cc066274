# The size budget: passes at or below its numbers, fails above, --lower only lowers, --record writes all. And the figures
# that come from it: --check fails until they are written. A stand-in for `tare` says the sizes.
mkdir -p tests scripts bench docs examples
cp "$root/tests/size_budget.py" tests/
cp "$root/scripts/figures.py" scripts/
touch examples/mobilenet_v1.tflite examples/mobilenet_v1_int8.tflite
cat >tare <<'SH'
#!/bin/sh
case $* in
  *--coverage*) echo '{"ops": [{"op": "ADD", "code": 0, "status": "done", "kernels": [{"types": "f32", "min_version": 1, "max_version": 6}]},
    {"op": "GELU", "code": 150, "status": "missing", "kernels": []}],
    "select_tf_ops": [{"op": "FlexNeg", "code": 32, "status": "done", "kernels": [{"types": "f32"}]}], "custom_ops": []}' ;;
  *build_c*) echo '[{"library_bytes": 400}]' ;;
  *build_aar*int8*) [ -e aar_int8 ] && cp aar_int8 aar_now || cp aar aar_now ;;
  *) cp aar aar_now ;;
esac
case $* in
  *--coverage* | *build_c*) ;;
  *) echo "{\"bytes\": $(cat aar_now), \"class_bytes\": 300, \"abis\": [{\"abi\": \"x\", \"in_aar\": 1, \"installed\": 200}]}" ;;
esac
SH
chmod +x tare
budget() { python3 tests/size_budget.py "$@" >out.txt 2>&1; }

echo 1000 >aar
budget && fail "passes without a budget"
grep -q 'has no line for mobilenet_v1 on arm64-v8a' out.txt || fail "$(cat out.txt)"
budget --lower || fail "$(cat out.txt)"
[ "$(wc -l <tests/size_budget.tsv)" = 11 ] || fail "$(cat tests/size_budget.tsv)"
budget || fail "equal numbers do not pass: $(cat out.txt)"
echo 1032 >aar
budget || fail "noise does not pass: $(cat out.txt)"
echo 1033 >aar
budget && fail "passes above the budget"
grep -q '8 numbers are above the budget' out.txt || fail "$(cat out.txt)"
budget --lower && fail "--lower passes above the budget"
grep -q '1033' tests/size_budget.tsv && fail "--lower raised a number"
echo 999 >aar
budget || fail "a smaller AAR does not pass: $(cat out.txt)"
budget --lower || fail "$(cat out.txt)"
grep -qP '^mobilenet_v1\tx86\t999\t200\t300$' tests/size_budget.tsv || fail "$(cat tests/size_budget.tsv)"
echo 1001 >aar
budget --record || fail "$(cat out.txt)"
grep -qP '^mobilenet_v1_int8\tarm64-v8a\t1001\t200\t300$' tests/size_budget.tsv || fail "$(cat tests/size_budget.tsv)"
grep -qP '^mobilenet_v1\tc:linux-x86_64\t0\t400\t0$' tests/size_budget.tsv || fail "$(cat tests/size_budget.tsv)"
echo 1002 >aar_int8
budget --record && fail "an int8 AAR larger than the float one passes"
grep -q 'arm64-v8a: the int8 AAR is larger than the float one' out.txt || fail "$(cat out.txt)"
rm aar_int8
budget --record || fail "$(cat out.txt)"
budget --unknown && fail "takes an unknown flag"

printf 'Top\n<!-- figures:begin -->\n<!-- figures:end -->\nBottom\n' >README.md
printf 'model\tthreads\tsteady\tload_first\tmemory\nmobilenet_v1\t2\t1.10\t2.00\t3.00\n' >bench/speed.tsv
printf 'cache\tseconds\tcores\nempty\t30.0\t2\nfull\t0.5\t2\n' >bench/build_time.tsv
printf 'system\tabi\tcore\tselect_tf\nspice\tarm64-v8a\t40000\t5000\n' >bench/systems.tsv
printf 'system\tthreads\tsteady\tload_first\tmemory\terror\nspice\t1\t1.5\t2.0\t2.5\t1e-07\n' >bench/systems_speed.tsv
python3 scripts/figures.py --check 2>out.txt && fail "empty figures pass"
grep -q 'README.md is not current' out.txt || fail "$(cat out.txt)"
python3 scripts/figures.py
python3 scripts/figures.py --check || fail "written figures do not pass"
grep -qF '| MobileNet v1 float32, arm64-v8a | 1,001 | 200 | 382,892 (382.5×) |' README.md || fail "$(cat README.md)"
grep -qF '| MobileNet v1 float32 | 2 | 1.10× | 2.00× | 3.00× |' README.md || fail "$(cat README.md)"
grep -qF '| SPICE, arm64-v8a | 40,000 + 5,000 = 45,000 | 421,826 + 2,298,630 (60×) |' README.md || fail "$(cat README.md)"
grep -qF '1 of the 2 built-in ops, in 1 variants (op × types), and 1 of the 1 Select TF ops' README.md || fail "$(cat README.md)"
[ "$(head -n 1 README.md) $(tail -n 1 README.md)" = "Top Bottom" ] || fail "the rest of the README changed"
grep -qF '| 0 | `ADD` | f32 1–6 |' docs/ops.md || fail "$(cat docs/ops.md)"
grep -qF '| 150 | `GELU` | *missing* |' docs/ops.md || fail "$(cat docs/ops.md)"
grep -qF '| `FlexNeg` | f32 |' docs/ops.md || fail "$(cat docs/ops.md)"
sed -i 's/1.10/1.20/' bench/speed.tsv
python3 scripts/figures.py --check 2>/dev/null && fail "old figures pass"
:
