# A library runs other models with the needs of those it was built for, and refuses what their shapes would need beyond
# that, by name, when the model is prepared.
"$tare" make_model mobilenet_v1_int8 --width=0.5 --size=32 --output=m.tflite >/dev/null
"$tare" make_model mobilenet_v1_int8 --width=0.75 --size=64 --output=wider.tflite >/dev/null
"$tare" make_model mobilenet_v1_int8 --width=0.25 --size=32 --output=narrow.tflite >/dev/null
"$tare" build_host --input_models=m.tflite --output_dir=lib >/dev/null
library=$(find lib -name '*.so')
"$root/.venv/bin/python" - <<'PY'
import numpy as np
for name, size in (("wider", 64), ("narrow", 32)):
    np.savez(name + ".npz", in0=np.zeros((1, size, size, 3), np.int8))
PY
"$tare" run --model=wider.tflite --inputs=wider.npz --outputs=here.npz "--library=$PWD/$library"
"$tare" run --model=wider.tflite --inputs=wider.npz --outputs=complete.npz
cmp here.npz complete.npz || fail "other results than the complete library"
refuses 'its shapes were not selected for this library' \
  "$tare" run --model=narrow.tflite --inputs=narrow.npz --outputs=no.npz "--library=$PWD/$library"
grep -q 'DEPTHWISE_CONV_2D' stderr.txt || fail "$(cat stderr.txt)"
"$tare" run --model=narrow.tflite --inputs=narrow.npz --outputs=yes.npz
