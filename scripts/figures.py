#!/usr/bin/env python3
"""Writes the README's figures between its markers and the op table docs/ops.md, or with --check fails when they are not
what the sources say.

Sizes come from tests/size_budget.tsv and bench/systems.tsv (which test.sh checks against the build), speed from
bench/speed.tsv and bench/systems_speed.tsv, build times from bench/build_time.tsv (written by the scripts of these names with
--record), ops from `tare explain --coverage --json`. Nothing is typed by hand.
"""
import csv
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"
# AARs of one ABI that TensorFlow Lite's own selective build gives for this model (its guide "Reduce binary size").
REFERENCE_AAR = {("mobilenet_v1", "arm64-v8a"): 382892, ("mobilenet_v1", "armeabi-v7a"): 296635}
# The two AARs that it gives for models with Select TF ops: core and Select TF.
REFERENCE_PAIR = {("spice", "armeabi-v7a"): (375813, 1676380), ("spice", "arm64-v8a"): (421826, 2298630),
                  ("i3d_kinetics400", "armeabi-v7a"): (240085, 1708597), ("i3d_kinetics400", "arm64-v8a"): (273713, 2339697)}
SYSTEMS = {"spice": "SPICE", "i3d_kinetics400": "I3D Kinetics-400"}
TITLES = {"mobilenet_v1": "MobileNet v1 float32", "mobilenet_v1_int8": "MobileNet v1 int8"}


def rows(path):
    with open(ROOT / path, newline="") as f:
        return list(csv.DictReader(f, delimiter="\t"))


def sizes():
    yield "| AAR of one ABI | Tare, bytes | of these the `.so`, not compressed | TensorFlow Lite, bytes |"
    yield "|---|--:|--:|--:|"
    for r in rows("tests/size_budget.tsv"):
        if r["abi"].startswith("c:"):  # a C library, not an AAR
            continue
        reference = REFERENCE_AAR.get((r["model"], r["abi"]))
        theirs = f"{reference:,} ({reference / int(r['aar']):.1f}×)" if reference else ""
        yield f"| {TITLES[r['model']]}, {r['abi']} | {int(r['aar']):,} | {int(r['so']):,} | {theirs} |"


def systems():
    yield "| both AARs of a model with Select TF ops, one ABI | Tare, bytes | TensorFlow Lite, bytes |"
    yield "|---|--:|--:|"
    for r in rows("bench/systems.tsv"):
        core, select_tf = int(r["core"]), int(r["select_tf"])
        pair = REFERENCE_PAIR[r["system"], r["abi"]]
        ratio = sum(pair) / (core + select_tf)
        yield (
            f"| {SYSTEMS[r['system']]}, {r['abi']} | {core:,} + {select_tf:,} = {core + select_tf:,} | "
            f"{pair[0]:,} + {pair[1]:,} ({ratio:.0f}×) |"
        )


def speed():
    yield "| against LiteRT with XNNPACK, x86-64 (above 1: Tare is better) | threads | steady state | load + first run | memory |"
    yield "|---|--:|--:|--:|--:|"
    for r in rows("bench/speed.tsv"):
        yield f"| {TITLES[r['model']]} | {r['threads']} | {r['steady']}× | {r['load_first']}× | {r['memory']}× |"


def systems_speed():
    yield (
        "| full size, against TensorFlow's interpreter with Flex and XNNPACK, x86-64 | threads | steady state | load + first run | "
        "memory | outputs differ by, of their range |"
    )
    yield "|---|--:|--:|--:|--:|--:|"
    for r in rows("bench/systems_speed.tsv"):
        ratios = " | ".join(f"{r[c]}×" for c in ("steady", "load_first", "memory"))
        yield f"| {SYSTEMS[r['system']]} | {r['threads']} | {ratios} | {r['error']} |"


def build_times():
    seconds = {r["cache"]: r for r in rows("bench/build_time.tsv")}
    yield (
        f"An AAR for all four ABIs, MobileNet v1 float32: {seconds['empty']['seconds']} s with an empty cache and "
        f"{seconds['full']['seconds']} s with a full one, on {seconds['full']['cores']} cores, the host program built."
    )


def coverage():
    command = [ROOT / "tare", "explain", "--coverage", "--json"]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def counts(coverage):
    ops, select_tf = coverage["ops"], coverage["select_tf_ops"]
    done = [o for o in ops if o["status"] == "done"]
    wanted = len(done) + sum(o["status"] == "missing" for o in ops)
    variants = sum(len(o["kernels"]) for o in done)
    tf_done = sum(o["status"] == "done" for o in select_tf)
    yield (
        f"{len(done)} of the {wanted} built-in ops, in {variants} variants (op × types), and {tf_done} of the {len(select_tf)} "
        f"Select TF ops; {len(coverage['custom_ops'])} custom ops that TensorFlow Lite, TensorFlow Text and MediaPipe have sources of; "
        "each library gets only those its models need. [Table](docs/ops.md)"
    )


OPS_HEAD = """# Ops

Written by `scripts/figures.py` from `kernels/catalogue.inc`; `./tare explain --coverage` prints the same. Versions are
those of the op in the file format. Types: `f32` float activations and weights; `i8`, `u8`, `i16`: quantized activations
of that type; `hybrid`: float activations, int8 weights; `any`, `bytes`: the kernel moves values of any type, or of any
but strings and types narrower than a byte; other types are the first input's. `shape` and `shape_…`: the
first input is a shape, the type is the weights'; `str`, `variant`, `resource`: tensors of strings, lists and the like,
handles. `kernels/signature.h` has the exact rule.

| code | op | types and versions |
|--:|---|---|
"""


SELECT_TF_HEAD = """
## Select TF ops

| op | types |
|---|---|
"""


CUSTOM_HEAD = """
## Custom ops

Those that TensorFlow Lite, its Support library, LiteRT, TensorFlow Text and MediaPipe have sources of, by the name in the
model.

| op | types |
|---|---|
"""


def op_table(coverage):
    rows = []
    for o in coverage["ops"]:
        kernels = ", ".join(f"{k['types']} {k['min_version']}–{k['max_version']}" for k in o["kernels"])
        rows.append(f"| {o['code']} | `{o['op']}` | {kernels or '*' + o['status'] + '*'} |\n")
    done = [o for o in coverage["select_tf_ops"] if o["status"] == "done"]
    missing = [f"`{o['op'][4:]}`" for o in coverage["select_tf_ops"] if o["status"] != "done"]
    select_tf = [f"| `{o['op']}` | {', '.join(sorted({k['types'] for k in o['kernels']}))} |\n" for o in done]
    not_yet = f"\nNot yet ({len(missing)}): {', '.join(missing)}.\n"
    custom = [f"| `{o['op']}` | {', '.join(sorted({k['types'] for k in o['kernels']}))} |\n" for o in coverage["custom_ops"]]
    return OPS_HEAD + "".join(rows) + SELECT_TF_HEAD + "".join(select_tf) + not_yet + CUSTOM_HEAD + "".join(custom)


def main():
    if sys.argv[1:] not in ([], ["--check"]):
        raise SystemExit(__doc__)
    ops = coverage()
    readme = ROOT / "README.md"
    head, rest = readme.read_text().split(BEGIN)
    _, tail = rest.split(END)
    figures = "\n".join([*sizes(), "", *systems(), "", *speed(), "", *systems_speed(), "", *build_times(), "", *counts(ops)])
    wanted = {
        readme: f"{head}{BEGIN}\n{figures}\n{END}{tail}",
        ROOT / "docs" / "ops.md": op_table(ops),
    }
    for path, text in wanted.items():
        if sys.argv[1:] != ["--check"]:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            raise SystemExit(f"{path.relative_to(ROOT)} is not current; run scripts/figures.py")


if __name__ == "__main__":
    main()
