#!/usr/bin/env python3
"""Writes the README's figures between its markers, or with --check fails when they are not what the sources say.

Sizes come from tests/size_budget.tsv (which test.sh checks against the build), speed from bench/speed.tsv (which
bench/speed.py --record writes), counts from kernels/catalogue.inc. Nothing is typed by hand.
"""
import csv
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"
# AARs of one ABI that TensorFlow Lite's own selective build gives for this model (its guide "Reduce binary size").
REFERENCE_AAR = {("mobilenet_v1", "arm64-v8a"): 382892, ("mobilenet_v1", "armeabi-v7a"): 296635}
TITLES = {"mobilenet_v1": "MobileNet v1 float32", "mobilenet_v1_int8": "MobileNet v1 int8"}


def rows(path):
    with open(ROOT / path, newline="") as f:
        return list(csv.DictReader(f, delimiter="\t"))


def sizes():
    yield "| AAR of one ABI | Tare, bytes | of these the `.so`, not compressed | TensorFlow Lite, bytes |"
    yield "|---|--:|--:|--:|"
    for r in rows("tests/size_budget.tsv"):
        reference = REFERENCE_AAR.get((r["model"], r["abi"]))
        theirs = f"{reference:,} ({reference / int(r['aar']):.1f}×)" if reference else ""
        yield f"| {TITLES[r['model']]}, {r['abi']} | {int(r['aar']):,} | {int(r['so']):,} | {theirs} |"


def speed():
    yield "| against LiteRT with XNNPACK, x86-64 (above 1: Tare is better) | threads | steady state | load + first run | memory |"
    yield "|---|--:|--:|--:|--:|"
    for r in rows("bench/speed.tsv"):
        yield f"| {TITLES[r['model']]} | {r['threads']} | {r['steady']}× | {r['load_first']}× | {r['memory']}× |"


def counts():
    lines = re.findall(r"^KERNEL\((\w+),", (ROOT / "kernels/catalogue.inc").read_text(), re.M)
    yield f"{len(set(lines))} ops in {len(lines)} variants (op × types); each model gets only those it needs."


def main():
    readme = ROOT / "README.md"
    text = readme.read_text()
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    figures = "\n".join([*sizes(), "", *speed(), "", *counts()])
    wanted = f"{head}{BEGIN}\n{figures}\n{END}{tail}"
    if sys.argv[1:] == ["--check"]:
        if text != wanted:
            raise SystemExit("README.md's figures are not current; run scripts/figures.py")
    elif not sys.argv[1:]:
        readme.write_text(wanted)
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
