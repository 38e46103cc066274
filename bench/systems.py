#!/usr/bin/env python3
"""Checks the bytes of both AARs of models with Select TF ops against bench/systems.tsv, which the README shows.

  bench/systems.py           builds them and fails when a number is above by more than what deflating makes of addresses
                             that moved
  bench/systems.py --record  writes all numbers; say in the commit why one may rise
Needs TARE_MODELS, a folder that holds the models under files/.
"""
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "bench" / "systems.tsv"
SYSTEMS = {"spice": "systems/spice_mobile_tf23.tflite", "i3d_kinetics400": "systems/i3d_kinetics400_slim8_tf23.tflite"}
SLACK = 64
COLUMNS = ["system", "abi", "core", "select_tf"]


def measure(path, abi):
    """Bytes of the two AARs. A model's weights do not count, so that a slim one stands for the whole."""
    with tempfile.TemporaryDirectory() as out:
        command = [ROOT / "tare", "build_aar", "--json", f"--input_models={path}", f"--target_archs={abi}", f"--output_dir={out}"]
        built = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return built["bytes"], built["select_tf"]["bytes"]


def main():
    if sys.argv[1:] not in ([], ["--record"]) or "TARE_MODELS" not in os.environ:
        raise SystemExit(__doc__)
    models = pathlib.Path(os.environ["TARE_MODELS"]) / "files"
    got = [dict(zip(COLUMNS, [name, abi, *measure(models / path, abi)])) for name, path in SYSTEMS.items()
           for abi in ("armeabi-v7a", "arm64-v8a")]
    for row in got:
        print(*row.values(), sep="\t")
    if sys.argv[1:]:
        with open(TABLE, "w", newline="") as f:
            writer = csv.DictWriter(f, COLUMNS, delimiter="\t", lineterminator="\n")
            writer.writeheader()
            writer.writerows(got)
        return
    with open(TABLE, newline="") as f:
        limits = list(csv.DictReader(f, delimiter="\t"))
    above = [r for r, limit in zip(got, limits, strict=True) if any(r[c] > int(limit[c]) + SLACK for c in COLUMNS[2:])]
    if above:
        raise SystemExit(f"above {TABLE.relative_to(ROOT)}: {above}")


if __name__ == "__main__":
    main()
