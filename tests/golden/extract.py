#!/usr/bin/env python3
"""Writes the models of golden cases, for tests that run them elsewhere than in test_golden.

  extract.py FOLDER [FAMILY CASE...]...    e.g. extract.py out tf_volume FlexConv3D/f32_plain_same
  extract.py FOLDER --each                 a case of each op that is no Select TF op: the last of each of its families
A case's model becomes FOLDER/CASE.tflite, with - for each slash and "comma" for a comma, and its inputs CASE.npz, if it
has any and runs once. Prints the models' paths, separated by commas, as --input_models takes them. Words without a slash
are families.
"""
import io
import pathlib
import sys
import zipfile

DATA = pathlib.Path(__file__).resolve().parent / "data"


def open_family(name):
    with zipfile.ZipFile(DATA / f"{name}.zip") as archive:
        return zipfile.ZipFile(io.BytesIO(archive.read("cases.zip")))


def each():
    """Family archives and cases."""
    for path in sorted(DATA.glob("*.zip")):
        if path.stem.startswith("tf_") and not path.stem.startswith("tf_custom"):
            continue
        family, last = open_family(path.stem), {}
        for name in family.namelist():
            case, _, entry = name.rpartition("/")
            if entry in ("out0.npy", "out0_0.npy"):  # of cases that are not refused, of one run or of several
                last[case.split("/")[0]] = case
        for case in last.values():
            yield family, case


def write(folder, family, case):
    path = folder / (case.replace("/", "-").replace(",", "comma") + ".tflite")
    path.write_bytes(family.read(f"{case}/model.tflite"))
    inputs = [n for n in family.namelist() if n.startswith(f"{case}/in") and "_" not in n[len(case):]]
    if inputs:
        with zipfile.ZipFile(path.with_suffix(".npz"), "w") as archive:
            for name in inputs:
                archive.writestr(name.rpartition("/")[2], family.read(name))
    return str(path)


def main():
    if len(sys.argv) < 3 or "/" in sys.argv[2]:
        raise SystemExit(__doc__)
    folder, paths = pathlib.Path(sys.argv[1]), []
    if sys.argv[2] == "--each":
        paths = [write(folder, family, case) for family, case in each()]
    else:
        for word in sys.argv[2:]:
            if "/" not in word:
                family = open_family(word)
            else:
                paths.append(write(folder, family, word))
    print(",".join(paths))


if __name__ == "__main__":
    main()
