#!/usr/bin/env python3
"""Records the golden cases of kernels: tests/golden/cases/<family>.py -> tests/golden/data/<family>.zip.

Usage: generate.py [--check] [--verbose] [FAMILY...]     (default: all; `pip install -r requirements.txt` first)
Each module's `cases()` yields single_op.Case objects; the reference interpreter says what they give. --check writes
nothing and fails where the committed archive differs from what would be written.

An archive holds one deflated entry that is itself a zip of stored files, so that the cases, which are much alike, are
compressed as one: <case>/model.tflite, in0.npy..., out0.npy..., or `refused` where the reference fails. Of cases with
state, in<step>_0.npy... and out<step>_0.npy... of runs one after the other.
"""
import argparse
import importlib
import io
import pathlib
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import reference  # noqa: E402
import single_op  # noqa: E402

LIMIT = 1 << 20  # bytes of an archive


def archive(entries, compression):
    """A zip whose bytes depend on the entries only."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in entries:
            z.writestr(zipfile.ZipInfo(name), data, compression, 9)
    return out.getvalue()


def record(family, verbose):
    names, entries, problems = set(), [], []
    for case in importlib.import_module(f"cases.{family}").cases():
        name = f"{case.op}/{case.name}"
        if name in names:
            raise SystemExit(f"{family}: two cases are named {name}")
        names.add(name)
        if verbose:  # the last name before the reference crashes
            print(name, flush=True)
        try:
            model, feeds, outputs = single_op.record(case)
        except Exception as error:
            problems.append(f"{family}: {name}: {error}")
            continue
        files = [("model.tflite", model)]
        steps = [("", outputs)] if not case.steps else [(f"{s}_", out) for s, out in enumerate(outputs)]
        for step, out in steps:
            files += [(f"in{step}{i}.npy", single_op.npy(x)) for i, x in enumerate(feeds)]
            files += [("refused", b"")] if out is None else [
                (f"out{step}{i}.npy", single_op.npy(x)) for i, x in enumerate(out)]
        entries += [(f"{name}/{file}", data) for file, data in files]
    if problems:
        raise SystemExit("\n".join(problems))
    return len(names), archive([("cases.zip", archive(entries, zipfile.ZIP_STORED))], zipfile.ZIP_DEFLATED)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("families", nargs="*", metavar="FAMILY")
    args = parser.parse_args()
    # Families tf_... are recorded with requirements-tf.txt, the others with requirements.txt.
    known = sorted(p.stem for p in (HERE / "cases").glob("*.py") if p.stem.startswith("tf_") == reference.HAS_FLEX)
    stale = False
    for family in args.families or known:
        if family not in known:
            raise SystemExit(f"no family {family}; there are {' '.join(known)}")
        count, data = record(family, args.verbose)
        if len(data) > LIMIT:
            raise SystemExit(f"{family}: {len(data)} bytes; an archive may have {LIMIT}")
        path = HERE / "data" / f"{family}.zip"
        same = path.exists() and path.read_bytes() == data
        if not args.check and not same:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        stale |= not same
        print(f"{family}: {count} cases, {len(data)} bytes{'' if same else ' (changed)'}", flush=True)
    return 1 if args.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
