#!/usr/bin/env bash
# Makes .venv-integration, the Python environment of the integration tests: a real
# MLflow, the OpenTelemetry SDK and pytest, at the versions pinned in Tests/Integration.
# Does nothing when the environment already is what the pinned files describe.
set -euo pipefail
cd "$(dirname "$0")/.."

environment=.venv-integration
pins=(Tests/Integration/requirements.txt Tests/Integration/constraints.txt)
# A virtual environment holds absolute paths: in another place it has to be made again.
wanted=$({ pwd; python3 --version; cat "${pins[@]}"; } | sha256sum | cut -d' ' -f1)
stamp=$environment/.stamp
[ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && exit 0

echo "integration-environment: installing $(grep -c '==' "${pins[1]}") packages into $environment" >&2
rm -rf "$environment"
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check \
  --requirement "${pins[0]}" --constraint "${pins[1]}"
# Written last, so that a broken installation is not taken for a finished one.
echo "$wanted" >"$stamp"
