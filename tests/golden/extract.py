#!/usr/bin/env python3
"""Writes the models of golden cases, for tests that run them elsewhere than in test_golden.

  extract.py FOLDER [FAMILY CASE...]...    e.g. extract.py out tf_volume FlexConv3D/f32_plain_same
A case's model becomes FOLDER/CASE.tflite, with - for each slash and "comma" for a comma. Prints the paths, separated by
commas, as --input_models takes them. Words without a slash are families.
"""
import io
import pathlib
import sys
import zipfile

DATA = pathlib.Path(__file__).resolve().parent / "data"


def main():
    if len(sys.argv) < 4 or "/" in sys.argv[2]:
        raise SystemExit(__doc__)
    folder, paths = pathlib.Path(sys.argv[1]), []
    for word in sys.argv[2:]:
        if "/" not in word:
            with zipfile.ZipFile(DATA / f"{word}.zip") as archive:
                cases = zipfile.ZipFile(io.BytesIO(archive.read("cases.zip")))
            continue
        path = folder / (word.replace("/", "-").replace(",", "comma") + ".tflite")
        path.write_bytes(cases.read(f"{word}/model.tflite"))
        paths.append(str(path))
    print(",".join(paths))


if __name__ == "__main__":
    main()
