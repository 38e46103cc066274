#!/usr/bin/env python3
"""Checks the bytes of AARs against tests/size_budget.tsv: AAR, raw .so and class bytes, per model and ABI. Lines whose
ABI begins with "c:" are C libraries of a target, which have only a .so.

  tests/size_budget.py          builds one AAR per line (links come from the cache) and fails when a number is above, or
                                the int8 AAR of an ABI is larger than the float one
  tests/size_budget.py --lower  also writes numbers that went down (and new lines) into the budget
  tests/size_budget.py --record writes all numbers; say in the commit why one may rise
"""
import csv
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUDGET = ROOT / "tests" / "size_budget.tsv"
MODELS = ["mobilenet_v1", "mobilenet_v1_int8"]
ABIS = ["arm64-v8a", "armeabi-v7a", "x86", "x86_64"]
C_LIBRARIES = [("mobilenet_v1", "c:android-arm64-v8a"), ("mobilenet_v1", "c:linux-x86_64")]
COLUMNS = ["aar", "so", "classes"]
NOISE = {"aar": 32, "so": 0, "classes": 0}  # the build id, a hash, and the bits around it deflate to more or less


def measure(model, abi):
    """Bytes of the AAR, of its library as installed, and of its class files."""
    path = ROOT / "examples" / f"{model}.tflite"
    if not path.exists():
        subprocess.run([ROOT / "tare", "make_model", model, f"--output={path}"], check=True, stdout=subprocess.DEVNULL)
    out = ROOT / "build" / "size" / model / abi
    if abi.startswith("c:"):
        command = [ROOT / "tare", "build_c", "--json", f"--input_models={path}", f"--targets={abi[2:]}", f"--output_dir={out}"]
        (library,) = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        return {"aar": 0, "so": library["library_bytes"], "classes": 0}
    command = [ROOT / "tare", "build_aar", "--json", f"--input_models={path}", f"--target_archs={abi}", f"--output_dir={out}"]
    built = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    (library,) = built["abis"]
    return {"aar": built["bytes"], "so": library["installed"], "classes": built["class_bytes"]}


def read_budget():
    with open(BUDGET, newline="") as f:
        return {(r["model"], r["abi"]): {c: int(r[c]) for c in COLUMNS} for r in csv.DictReader(f, delimiter="\t")}


def main():
    mode = sys.argv[1] if len(sys.argv) > 1 else ""
    if mode not in ("", "--lower", "--record"):
        raise SystemExit(__doc__)
    budget = read_budget() if BUDGET.exists() else {}
    above = 0
    written = {}
    print(f"{'model':24}{'abi':20}" + "".join(f"{c:>9} {'budget':>9}" for c in COLUMNS))
    for model, abi in [(m, a) for m in MODELS for a in ABIS] + C_LIBRARIES:
        got, limit = measure(model, abi), budget.get((model, abi))
        if limit is None and not mode:
            raise SystemExit(f"{BUDGET.name} has no line for {model} on {abi}; write it with --lower")
        limit = limit or got
        above += sum(got[c] > limit[c] + NOISE[c] for c in COLUMNS)
        written[model, abi] = got if mode == "--record" else {c: min(got[c], limit[c]) for c in COLUMNS}
        cells = "".join(f"{got[c]:>9}{'!' if got[c] > limit[c] + NOISE[c] else ' '}{limit[c]:>9}" for c in COLUMNS)
        print(f"{model:24}{abi:20}{cells}")
    if mode:
        with open(BUDGET, "w", newline="") as f:
            w = csv.writer(f, delimiter="\t", lineterminator="\n")
            w.writerow(["model", "abi", *COLUMNS])
            w.writerows([m, a, *(v[c] for c in COLUMNS)] for (m, a), v in written.items())
    if above and mode != "--record":
        raise SystemExit(f"{above} numbers are above the budget")
    for abi in ABIS:
        if written["mobilenet_v1_int8", abi]["aar"] > written["mobilenet_v1", abi]["aar"]:
            raise SystemExit(f"{abi}: the int8 AAR is larger than the float one")


if __name__ == "__main__":
    main()
