#!/usr/bin/env bash
# Runs the integration tests against the debug build; arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."

python=$PWD/.venv-integration/bin/python
[ -x "$python" ] || {
  echo "integration-tests: run Scripts/integration-environment.sh first" >&2
  exit 1
}
cd Tests/Integration
exec "$python" -m pytest "$@"
