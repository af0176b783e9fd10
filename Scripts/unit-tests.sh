#!/usr/bin/env bash
# Runs the Swift tests that were built; arguments go to `swift test`. What failed, or had not ended when the process
# did, is said once more at the end: tests of preconditions print whole crash reports in between.
set -uo pipefail
cd "$(dirname "$0")/.."

output=$(mktemp)
trap 'rm -f "$output"' EXIT
swift test --skip-build "$@" 2>&1 | tee "$output"
status=${PIPESTATUS[0]}
[ "$status" = 0 ] || awk '
  /^✘ / { print }
  /^◇ Test .* started\.$/ { sub(/^◇ /, ""); sub(/ started\.$/, ""); open[$0] = 1 }
  /^(✔|➜|✘) Test .* (passed|skipped|failed after)/ {
    sub(/^[^ ]+ /, ""); sub(/ (passed|skipped|failed after).*$/, ""); delete open[$0]
  }
  END { for (name in open) print "had not ended: " name }' "$output" | tail -n 60 >&2
exit "$status"
