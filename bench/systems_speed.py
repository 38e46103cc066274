#!/usr/bin/env python3
"""Pairs Tare with TensorFlow's interpreter (Flex and XNNPACK) on full-size models with Select TF ops, as bench/speed.py
does: time and memory as ratios, above 1 Tare is better, and how far outputs are apart, as part of their range.

  bench/systems_speed.py FOLDER [--threads 1,2] [--rounds 3] [--runs 5] [--record]

Needs a Python with tensorflow (tests/golden/requirements-tf.txt) and, in FOLDER, the models named below. Fails when
outputs are further apart than 2e-6. --record writes bench/systems_speed.tsv, from which the README's figures come.
"""
import argparse
import pathlib
import subprocess
import tempfile

import numpy as np
import speed

# File and input: a second of sound of 16 kHz; 16 frames of a video.
SYSTEMS = {"spice": ("spice_paper.tflite", [16000]), "i3d_kinetics400": ("i3d_kinetics_400.tflite", [1, 16, 224, 224, 3])}
COLUMNS = ["system", "threads", "steady", "load_first", "memory", "error"]
LIMIT = 2e-6


def error(model, arrays, wanted, got):
    """The largest difference of the outputs, as part of each output's range."""
    subprocess.run([speed.ROOT / "tare", "run", "--model", model, "--inputs", arrays, "--outputs", got], check=True)
    with np.load(wanted) as a, np.load(got) as b:
        return max(np.abs(a[k].astype(np.float64) - b[k]).max() / np.abs(a[k]).max() for k in a.files)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    rows = []
    print(f"{'system':20}{'threads':>8}{'steady':>22}{'load + first':>22}{'memory':>22}{'error':>10}")
    with tempfile.TemporaryDirectory() as out:
        out = pathlib.Path(out)
        for name, (file, shape) in SYSTEMS.items():
            model, arrays = args.folder / file, out / "in.npz"
            np.savez(arrays, in0=np.random.default_rng(1).uniform(-1, 1, shape).astype(np.float32))
            for threads in args.threads.split(","):
                row, cells = speed.ratios(model, threads, args.rounds, args.runs, arrays, out / "reference.npz")
                apart = error(model, arrays, out / "reference.npz", out / "tare.npz")
                rows.append([name, threads, *row, f"{apart:.1e}"])
                print(f"{name:20}{threads:>8}" + "".join(f"{c:>22}" for c in cells) + f"{apart:10.1e}", flush=True)
                if apart > LIMIT:
                    raise SystemExit(f"{name}: outputs are further apart than {LIMIT}")
    if args.record:
        lines = ["\t".join(r) for r in [COLUMNS, *rows]]
        (speed.ROOT / "bench" / "systems_speed.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
