#!/usr/bin/env python3
"""Pairs Tare with the reference runtime (LiteRT with XNNPACK) on this machine and prints ratios; above 1, Tare is better.

  .venv/bin/pip install -r tests/golden/requirements.txt   (once, for the reference)
  .venv/bin/python bench/speed.py [--threads 1,2] [--rounds 5] [--runs 40] [--record] [MODEL...]

Each round starts each side in a fresh process, alternating, so that noise of the machine hits both; the medians of the
rounds are compared: fastest run (steady state), load + first run, and peak memory above the process without a model.
Without models, the examples are measured. --record writes bench/speed.tsv, from which the README's figures come.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXAMPLES = ["mobilenet_v1", "mobilenet_v1_int8"]
COLUMNS = ["model", "threads", "steady", "load_first", "memory"]

REFERENCE = r"""
import json, sys, time
import numpy as np
try:
    from ai_edge_litert.interpreter import Interpreter
except ImportError:
    import tensorflow
    Interpreter = tensorflow.lite.Interpreter

def status(key):
    return int(next(l for l in open("/proc/self/status") if l.startswith(key)).split()[1])

model, threads, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
arrays = dict(np.load(sys.argv[4])) if sys.argv[4:] else {}
open("/proc/self/clear_refs", "w").write("5")
before = status("VmRSS")
start = time.perf_counter()
it = Interpreter(model_path=model, num_threads=threads)
inputs = it.get_input_details()
for i in range(len(arrays)):
    it.resize_tensor_input(inputs[i]["index"], arrays[f"in{i}"].shape)
it.allocate_tensors()
load = time.perf_counter() - start
rng = np.random.default_rng(0)
for i, d in enumerate(inputs):
    t = np.dtype(d["dtype"])
    it.set_tensor(d["index"], arrays[f"in{i}"] if arrays else (rng.uniform(-1, 1, d["shape"]) if t.kind == "f" else rng.integers(0, 100, d["shape"])).astype(t))

def timed():
    start = time.perf_counter()
    it.invoke()
    return time.perf_counter() - start

first = timed()
fastest = min(timed() for _ in range(runs))
if sys.argv[5:]:
    np.savez(sys.argv[5], **{f"out{i}": it.get_tensor(d["index"]) for i, d in enumerate(it.get_output_details())})
print(json.dumps({"load_ms": load * 1e3, "first_ms": first * 1e3, "min_ms": fastest * 1e3, "peak_rss_kb": status("VmHWM") - before}))
"""


def measure(command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def ratios(model, threads, rounds, runs, arrays=None, outputs=None):
    """Reference / Tare of steady state, load + first run and memory: the ratios, and with the values behind them.
    `arrays`: an .npz with inputs and their shapes; `outputs`: an .npz for what the reference computes from them."""
    sides = ([], [])
    for _ in range(rounds):
        ours = [ROOT / "tare", "bench", "--json", "--model", model, "--threads", threads, "--runs", runs]
        sides[0].append(measure(ours + (["--inputs", arrays] if arrays else [])))
        more = [p for p in (arrays, outputs) if p]
        sides[1].append(measure([sys.executable, "-c", REFERENCE, model, threads, runs, *more]))
    row, cells = [], []
    for of in (lambda r: r["min_ms"], lambda r: r["load_ms"] + r["first_ms"], lambda r: r["peak_rss_kb"] / 1024):
        ours, theirs = (statistics.median(map(of, side)) for side in sides)
        row.append(f"{theirs / ours:.2f}")
        cells.append(f"{theirs / ours:.2f} ({ours:.1f}/{theirs:.1f})")
    return row, cells


def example(name):
    path = ROOT / "examples" / f"{name}.tflite"
    if not path.exists():
        subprocess.run([ROOT / "tare", "make_model", name, f"--output={path}"], check=True, stdout=subprocess.DEVNULL)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("models", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    rows = []
    print(f"{'model':32}{'threads':>8}{'steady':>18}{'load + first':>18}{'memory':>18}   ratio (Tare / reference)")
    for model in args.models or [example(name) for name in EXAMPLES]:
        for threads in args.threads.split(","):
            row, cells = ratios(model, threads, args.rounds, args.runs)
            row = [model.stem, threads, *row]
            rows.append(row)
            print(f"{row[0]:32}{threads:>8}" + "".join(f"{c:>18}" for c in cells), flush=True)
    if args.record:
        lines = ["\t".join(r) for r in [COLUMNS, *rows]]
        (ROOT / "bench" / "speed.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
