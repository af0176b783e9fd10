#!/usr/bin/env bash
# Runs the Swift tests that were built; arguments go to `swift test`. What failed, or had not ended when the process
# did, is said once more at the end: tests of preconditions print whole crash reports in between. What failed comes
# last, since some readers show the end alone. The cases of a test print no line when they end, so they don't count.
set -uo pipefail
cd "$(dirname "$0")/.."

output=$(mktemp)
trap 'rm -f "$output"' EXIT
# Without arguments in several processes: all cases of one begin at once and share a few threads, first come, first
# served. A test that waits for a socket would wait behind minutes of those that compute, or behind a thousand others that
# wait for sockets, and the time-outs of servers would strike meanwhile.
status=0
if [ $# -gt 0 ]; then
  swift test --skip-build "$@" 2>&1 | tee "$output" || status=$?
else
  sockets=(HTTPServerTests TraceVeilTests TraceVeilGatewayTests)
  for target in "${sockets[@]}"; do
    swift test --skip-build --filter "^$target\\." 2>&1 | tee -a "$output" || status=$?
  done
  swift test --skip-build --skip "^($(IFS='|'; echo "${sockets[*]}"))\\." 2>&1 | tee -a "$output" || status=$?
fi
if [ "$status" != 0 ]; then
  awk '
    /^◇ Test (case|run) / { next }
    /^◇ Test .* started\.$/ { sub(/^◇ /, ""); sub(/ started\.$/, ""); open[$0] = 1 }
    /^(✔|➜|✘) Test .* (passed|skipped|failed) after/ {
      sub(/^[^ ]+ /, ""); sub(/ (passed|skipped|failed) after.*$/, ""); sub(/ with [0-9]+ test cases$/, ""); delete open[$0]
    }
    /^➜ Test .* skipped/ { sub(/^[^ ]+ /, ""); sub(/ skipped.*$/, ""); delete open[$0] }
    END { for (name in open) print "had not ended: " name }' "$output" | tail -n 30 >&2
  grep -E '^error: |unexpected signal' "$output" | tail -n 5 >&2
  grep -E -A 3 '^✘ Test ' "$output" | cut -c 1-400 | tail -n 60 >&2
fi
exit "$status"
