#!/usr/bin/env bash
# Makes .venv-detection: the packages that make-up values for the measurements of detection come from, at the
# versions pinned in Benchmarks/detection. Does nothing when it already is what the pinned file describes.
set -euo pipefail
cd "$(dirname "$0")/.."

environment=.venv-detection
pins=Benchmarks/detection/requirements.txt
# A virtual environment holds absolute paths: in another place it has to be made again.
wanted=$({ pwd; python3 --version; cat "$pins"; } | sha256sum | cut -d' ' -f1)
[ "$(cat "$environment/.stamp" 2>/dev/null)" = "$wanted" ] && exit 0
rm -rf "$environment"
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement "$pins"
# Written last, so that a broken installation is not taken for a finished one.
echo "$wanted" >"$environment/.stamp"
