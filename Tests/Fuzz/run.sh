#!/usr/bin/env bash
# Builds the fuzz targets with libFuzzer and AddressSanitizer and runs each for some time.
# FUZZ_RUNS bounds the runs too, and has them start from the same seed, so that they are the same each time.
#
#   Tests/Fuzz/run.sh SECONDS [TARGET...]
#
# A target is a folder of Sources; its seeds are in the folder of corpus that is
# named beside it here. Inputs that were found to reach new code, and those that
# failed, stay in .build-fuzz.
set -euo pipefail
seconds=${1:?usage: run.sh SECONDS [TARGET...]}
shift
here=$(cd "$(dirname "$0")" && pwd)
build=$here/../../.build-fuzz
declare -A corpus=([FuzzDecoding]=otlp [FuzzDecompression]=compressed [FuzzRedaction]=redaction)

for target in "${@:-${!corpus[@]}}"; do
  seeds=${corpus[$target]:?no corpus is named for $target}
  swift build --package-path "$here" --scratch-path "$build" -c release --product "$target" \
    -Xswiftc -enable-testing -Xswiftc -sanitize=fuzzer,address -Xcc -fsanitize=fuzzer-no-link,address
  mkdir -p "$build/corpus/$seeds" "$build/failures"
  "$build/release/$target" -max_total_time="$seconds" ${FUZZ_RUNS:+-runs="$FUZZ_RUNS" -seed=1} \
    -rss_limit_mb=2048 -timeout=10 -max_len=65536 \
    -artifact_prefix="$build/failures/$target-" -print_final_stats=1 "$build/corpus/$seeds" "$here/corpus/$seeds"
done
