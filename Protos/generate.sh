#!/usr/bin/env bash
# Makes Sources/COTLP/generated from the protocol files beside this script.
#
#   Protos/generate.sh            writes the files
#   Protos/generate.sh --check    fails when the committed files differ
#
# Needs protoc-c 1.4 (Debian: protobuf-c-compiler).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
target=$here/../Sources/COTLP/generated
files=(
  google/protobuf/any.proto
  google/rpc/status.proto
  opentelemetry/proto/common/v1/common.proto
  opentelemetry/proto/resource/v1/resource.proto
  opentelemetry/proto/trace/v1/trace.proto
  opentelemetry/proto/logs/v1/logs.proto
  opentelemetry/proto/metrics/v1/metrics.proto
  opentelemetry/proto/collector/trace/v1/trace_service.proto
  opentelemetry/proto/collector/logs/v1/logs_service.proto
  opentelemetry/proto/collector/metrics/v1/metrics_service.proto
)

command -v protoc-c >/dev/null || {
  echo "generate.sh: protoc-c is missing; install protobuf-c-compiler" >&2
  exit 1
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/protos" "$work/out" "$work/flat"
cp -R "$here/google" "$here/opentelemetry" "$work/protos/"

# protoc-c 1.4 refuses proto3 `optional`. A oneof of one member has the same
# wire format and keeps the presence, which is how protoc itself treats it.
metrics=$work/protos/opentelemetry/proto/metrics/v1/metrics.proto
sed -E -i 's/^( *)optional double (sum|min|max) = ([0-9]+);$/\1oneof _\2 { double \2 = \3; }/' "$metrics"
rewritten=$(grep -cE '^ *oneof _(sum|min|max) \{ double ' "$metrics")
if [ "$rewritten" -ne 6 ] || grep -qE '^ *optional ' "$metrics"; then
  echo "generate.sh: metrics.proto has other optional fields than the six known ones ($rewritten rewritten)" >&2
  exit 1
fi

(cd "$work/protos" && protoc-c -I. --c_out="$work/out" "${files[@]}")

# One flat folder: the C target then needs no header search path of its own.
for file in "${files[@]}"; do
  for ending in h c; do
    made=$work/out/${file%.proto}.pb-c.$ending
    [ -s "$made" ] || {
      echo "generate.sh: protoc-c made no $made" >&2
      exit 1
    }
    sed -E 's|#include "(google\|opentelemetry)/.*/([a-z_]+\.pb-c\.h)"|#include "\2"|' \
      "$made" >"$work/flat/$(basename "$made")"
  done
done

if [ "${1:-}" = --check ]; then
  diff -r "$work/flat" "$target" || {
    echo "generate.sh: Sources/COTLP/generated is not what Protos/ makes; run 'make generate'" >&2
    exit 1
  }
else
  rm -rf "$target"
  mkdir -p "$target"
  cp "$work/flat/"* "$target/"
fi
