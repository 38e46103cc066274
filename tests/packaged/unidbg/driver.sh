#!/bin/sh
# The driver that run.sh gives to `tare verify`: ABI, library, model, inputs, outputs.
set -eu
built=$(dirname "$(readlink -f -- "$0")")/../../../build/unidbg
exec java -cp "$built/unidbg-driver-1.jar:$built/dependency/*" Driver "$@"
