#!/usr/bin/env bash
# Makes the Python environments of the integration tests, at the versions pinned in Tests/Integration:
# .venv-integration has a real MLflow, the OpenTelemetry SDK and pytest; each .venv-NAME-VERSION has another
# version of MLflow, or Arize Phoenix, and what that needs in other versions, over the packages of the first.
# Does nothing for an environment that already is what the pinned files describe.
set -euo pipefail
cd "$(dirname "$0")/.."

environment=.venv-integration
pins=(Tests/Integration/requirements.txt Tests/Integration/constraints.txt)
# A virtual environment holds absolute paths: in another place it has to be made again.
wanted=$({ pwd; python3 --version; cat "${pins[@]}"; } | sha256sum | cut -d' ' -f1)
stamp=$environment/.stamp
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
  echo "integration-environment: installing $(grep -c '==' "${pins[1]}") packages into $environment" >&2
  rm -rf "$environment"
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet --disable-pip-version-check \
    --requirement "${pins[0]}" --constraint "${pins[1]}"
  # Written last, so that a broken installation is not taken for a finished one.
  echo "$wanted" >"$stamp"
fi

shared=$("$environment/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
for pins in Tests/Integration/requirements-*.txt; do
  other=.venv-${pins#*/requirements-}
  other=${other%.txt}
  wanted_there=$({ echo "$wanted"; cat "$pins"; } | sha256sum | cut -d' ' -f1)
  [ "$(cat "$other/.stamp" 2>/dev/null)" = "$wanted_there" ] && continue
  echo "integration-environment: installing $(grep -c '==' "$pins") packages into $other" >&2
  rm -rf "$other"
  python3 -m venv --without-pip "$other"
  "$environment/bin/pip" --python "$other/bin/python" install --quiet --disable-pip-version-check \
    --no-deps --requirement "$pins"
  # Behind its own packages in the order of the search.
  echo "$shared" >"$(echo "$other"/lib/python*/site-packages)/shared.pth"
  echo "$wanted_there" >"$other/.stamp"
done
