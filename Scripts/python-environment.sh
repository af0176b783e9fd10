#!/usr/bin/env bash
# Makes a virtual environment with the packages that a pinned file names, each in one version.
# Does nothing when it already is what the pinned file describes.
#
#   Scripts/python-environment.sh .venv-deployment Tests/Deployment/requirements.txt
set -euo pipefail
cd "$(dirname "$0")/.."

environment=${1:?environment} pins=${2:?pinned file}
# A virtual environment holds absolute paths: in another place it has to be made again.
wanted=$({ pwd; python3 --version; cat "$pins"; } | sha256sum | cut -d' ' -f1)
[ "$(cat "$environment/.stamp" 2>/dev/null)" = "$wanted" ] && exit 0
rm -rf "$environment"
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement "$pins"
# Written last, so that a broken installation is not taken for a finished one.
echo "$wanted" >"$environment/.stamp"
