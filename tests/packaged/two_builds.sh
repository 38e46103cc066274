#!/bin/sh
# Two AARs with names of their own, each with a Select TF library, loaded into one process, for every ABI, in emulators: the
# first runs its model, then the second, then the first again; the outputs are the golden ones. SPICE and I3D where
# TARE_MODELS has them, else two golden cases.
set -eu
root=$(readlink -f -- "$(dirname "$(readlink -f -- "$0")")/../..")
out=$root/build/test/two_builds
rm -rf "$out"
mkdir -p "$out"
"$root/tests/packaged/prepare.sh"
"$root/.venv/bin/python" - "$root" "$out" <<'PY'
import io, os, pathlib, struct, subprocess, sys, zipfile
import numpy as np
root, out = map(pathlib.Path, sys.argv[1:])
ABIS = {"arm64-v8a": ["qemu-aarch64"], "armeabi-v7a": ["qemu-arm"], "x86": [], "x86_64": []}
FLOAT = 1  # as TfLiteType


def golden(family, case):
    packed = zipfile.ZipFile(root / "tests/golden/data" / f"{family}.zip").read("cases.zip")
    files = zipfile.ZipFile(io.BytesIO(packed))
    names = [n for n in files.namelist() if n.startswith(case + "/") and n.endswith(".npy")]
    return files.read(case + "/model.tflite"), {pathlib.Path(n).stem: np.load(io.BytesIO(files.read(n))) for n in names}


def system(name):
    models = pathlib.Path(os.environ["TARE_MODELS"])
    return (models / f"files/systems/{name}.tflite").read_bytes(), dict(np.load(models / f"golden/systems/{name}.npz"))


def tensors(arrays, prefix):
    """As the driver reads and writes them (builder/cli/verify.cc)."""
    of_prefix = [arrays[f"{prefix}{i}"] for i in range(sum(name.startswith(prefix) for name in arrays))]
    assert of_prefix and all(a.dtype == np.float32 for a in of_prefix)
    return struct.pack("<I", len(of_prefix)) + b"".join(
        struct.pack(f"<{3 + a.ndim}I", FLOAT, a.ndim, *a.shape, a.nbytes) + a.tobytes() for a in of_prefix)


def compare(got, want):
    """Headers are equal, floats within 2e-6 of the largest."""
    assert len(got) == len(want), (len(got), len(want))
    at = 4
    for _ in range(struct.unpack_from("<I", want)[0]):
        rank = struct.unpack_from("<I", want, at + 4)[0]
        header = 4 * (3 + rank)
        assert got[at : at + header] == want[at : at + header]
        size = struct.unpack_from("<I", want, at + header - 4)[0]
        a, b = (np.frombuffer(x, np.float32, size // 4, at + header).astype(float) for x in (got, want))
        assert np.abs(a - b).max() <= 4e-6 * np.abs(b).max() + 1e-7, np.abs(a - b).max()
        at += header + size


both = ([system("spice_mobile_tf23"), system("i3d_kinetics400_slim8_dyn_tf23")] if os.environ.get("TARE_MODELS")
        else [golden("tf_arithmetic", "FlexAddV2/f32_same"), golden("tf_volume", "FlexConv3D/f32_plain_same")])
for side, (model, arrays) in zip(("left", "right"), both):
    (out / f"{side}.tflite").write_bytes(model)
    (out / f"{side}.in").write_bytes(tensors(arrays, "in"))
    np.savez(out / f"{side}.npz", **{name: array for name, array in arrays.items() if name.startswith("in")})
    flags = ["--java_package_suffix=left"] if side == "left" else ["--java_package_suffix=right_2", "--library_name=right", "--debug_info"]
    subprocess.run([root / "tare", "build_aar", "--quiet", f"--input_models={out / side}.tflite", f"--output_dir={out}", *flags,
                    "--target_archs=" + ",".join(ABIS)], check=True)
for aar in out.glob("*.aar"):
    zipfile.ZipFile(aar).extractall(out / "unpacked")
for abi, emulator in ABIS.items():
    libraries, tools = out / "unpacked/jni" / abi, root / "build/packaged" / abi
    runs = [["--package", f"org_tensorflow_lite_{package}", "--select_tf", libraries / f"{flex}.so", libraries / f"{core}.so",
             out / f"{side}.tflite", out / f"{side}.in", out / f"{side}.{time}"] for side, package, core, flex, time in (
        ("left", "left", "libtensorflowlite_jni_left", "libtensorflowlite_flex_jni_left", "first"),
        ("right", "right_12", "libright", "libright_flex", "first"),
        ("left", "left", "libtensorflowlite_jni_left", "libtensorflowlite_flex_jni_left", "again"))]
    command = [*emulator, tools / "loader", "--library-path", tools / "lib", tools / "driver"]
    for i, run in enumerate(runs):
        command += (["--"] if i else []) + run
    subprocess.run(command, check=True)
    for side, (_, arrays) in zip(("left", "right"), both):
        compare((out / f"{side}.first").read_bytes(), tensors(arrays, "out"))
    assert (out / "left.first").read_bytes() == (out / "left.again").read_bytes()
    print(f"{abi}: ok")
PY

# Each by itself, as a user would: names are found in the AARs.
for pair in left=left right=right_2; do
  "$root/tare" verify "--aar=$out/tensorflow-lite-${pair#*=}.aar" "--input_models=$out/${pair%=*}.tflite" \
    "--inputs=$out/${pair%=*}.npz" --target_archs=arm64-v8a,x86_64
done
