#!/usr/bin/env bash
# Starts the gateway on its default ports with the console as destination, sends it one
# trace full of personal data, and shows what comes out.
#
#   Scripts/run-sample.sh GATEWAY_BINARY [--once]
#
# The gateway stays up until Ctrl-C. With --once it ends after the sample, and the exit
# code is not 0 when a planted value came out or the redacted span did not.
set -euo pipefail
cd "$(dirname "$0")/.."

binary=${1:?"usage: run-sample.sh GATEWAY_BINARY [--once]"}
once=false
case "${2:-}" in
  "") ;;
  --once) once=true ;;
  *)
    echo "run-sample: unknown argument: $2 (there is only --once)" >&2
    exit 64
    ;;
esac

sample=Samples/pii-trace.binpb
planted=Samples/pii-trace.planted
work=$(mktemp -d)
output=$work/output
log=$work/log
gateway=

fail() {
  echo "run-sample: $*" >&2
  sed 's/^/    /' "$log" "$output" >&2
  exit 1
}

clean_up() {
  if [ -n "$gateway" ] && kill -0 "$gateway" 2>/dev/null; then
    kill -TERM "$gateway"
    wait "$gateway" || true
  fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Asks up to 30 seconds long whether a command succeeds, while the gateway lives.
eventually() {
  for _ in $(seq 300); do
    "$@" && return 0
    kill -0 "$gateway" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

# The sample goes to the console and nowhere else, whatever else this shell exports.
for variable in $(compgen -e | grep -E '^(OTEL|TRACEVEIL_EXPORTER)_' || true); do
  unset "$variable"
done
export OTEL_TRACES_EXPORTER=console

"$binary" gateway >"$output" 2>"$log" &
gateway=$!

http_address() { sed -nE 's/.*\bhttp=([^ ]+:[0-9]+).*/\1/p' "$log" | head -n 1; }
is_up() { [ -n "$(http_address)" ]; }
eventually is_up || fail "the gateway did not start:"
address=$(http_address)

echo "==> sending Samples/pii-trace.binpb, which holds among others:"
sed 's/^/      /' "$planted"
status=$(curl --silent --show-error --max-time 10 --output "$work/answer" --write-out '%{http_code}' \
  --header 'content-type: application/x-protobuf' --data-binary "@$sample" "http://$address/v1/traces") ||
  fail "the gateway does not answer on $address:"
[ "$status" = 200 ] || fail "the gateway answered $status:"

came_out() { grep -qF '<EMAIL_ADDRESS>' "$output" && grep -qF '<CREDIT_CARD>' "$output" && grep -qF 'order' "$output"; }
eventually came_out || fail "the redacted span did not come out within 30 seconds:"

if $once; then
  # Everything has to be out before it is judged.
  kill -TERM "$gateway"
  wait "$gateway" || fail "the gateway ended with $?:"
  gateway=
fi

if leaked=$(grep --only-matching --ignore-case --fixed-strings --no-filename --file "$planted" "$output" "$log"); then
  echo "run-sample: LEAKED: $(echo "$leaked" | sort -u | tr '\n' ' ')" >&2
  fail "the gateway's log and output:"
fi
echo "==> what came out:"
cat "$output"
echo "==> none of the $(grep -c . "$planted") planted values is in it, nor in the log."

if ! $once; then
  echo "==> the gateway listens on http://$address; Ctrl-C ends it."
  tail --lines 0 --follow --pid="$gateway" "$output" &
  wait "$gateway"
fi
