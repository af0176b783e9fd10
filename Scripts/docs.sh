#!/usr/bin/env bash
# Builds the pages of docs/TraceVeil.docc as a web site in .build-docs. A warning is an error.
#
# docc comes with the toolchain. The pages need no symbols, so nothing is compiled.
set -euo pipefail
cd "$(dirname "$0")/.."

find_docc() {
  command -v docc && return
  local beside
  beside=$(dirname "$(readlink -f "$(command -v swift)")")/docc
  [ -x "$beside" ] && echo "$beside" && return
  command -v xcrun >/dev/null && xcrun --find docc
}

docc=$(find_docc) || {
  echo "docs: there is no 'docc' in the PATH or beside 'swift'; it is a part of Swift's toolchains" >&2
  exit 1
}
rm -rf .build-docs
"$docc" convert docs/TraceVeil.docc --output-path .build-docs --warnings-as-errors "$@"
