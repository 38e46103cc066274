#!/usr/bin/env python3
"""Measures how long ./build_aar.sh takes for MobileNet v1 float and all four ABIs, with the host program built.

  bench/build_time.py [--record]

Once with an empty cache of objects, libraries and packages, once with the full one that the first run leaves. --record
writes bench/build_time.tsv, from which the README's figures come.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
ABIS = "x86,x86_64,arm64-v8a,armeabi-v7a"


def main():
    if sys.argv[1:] not in ([], ["--record"]):
        raise SystemExit(__doc__)
    model = ROOT / "examples" / "mobilenet_v1.tflite"
    if not model.exists():
        subprocess.run([ROOT / "tare", "make_model", "mobilenet_v1", f"--output={model}"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([ROOT / "tare", "--help"], check=True, stdout=subprocess.DEVNULL)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        command = [ROOT / "build_aar.sh", f"--input_models={model}", f"--target_archs={ABIS}", f"--output_dir={folder}/out", "--quiet"]
        for cache in ("empty", "full"):
            start = time.monotonic()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"TARE_CACHE": f"{folder}/cache"})
            rows.append((cache, f"{time.monotonic() - start:.1f}", str(os.cpu_count())))
            print(f"cache {rows[-1][0]}: {rows[-1][1]} s on {rows[-1][2]} cores")
    if sys.argv[1:]:
        lines = ["\t".join(r) for r in [("cache", "seconds", "cores"), *rows]]
        (ROOT / "bench" / "build_time.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
