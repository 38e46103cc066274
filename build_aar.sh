#!/bin/sh
# Builds tensorflow-lite.aar from .tflite models: installs what this machine lacks, builds the host program once, and
# hands over to `tare build_aar` (see its --help for the flags).
set -eu
root=$(dirname "$(readlink -f -- "$0")")
"$root/scripts/bootstrap.sh" build

# The README's example model is not in the repository; it is made when first asked for.
case " $*" in
  *examples/mobilenet_v1.tflite*)
    example=$root/examples/mobilenet_v1.tflite
    if [ ! -e "$example" ]; then "$root/tare" make_model mobilenet_v1 "--output=$example"; fi
    ;;
esac
exec "$root/tare" build_aar "$@"
