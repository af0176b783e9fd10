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
declare -A corpus=([FuzzDecoding]=otlp [FuzzDecompression]=compressed [FuzzRedaction]=redaction [FuzzTagger]=redaction)

for target in "${@:-${!corpus[@]}}"; do
  seeds=${corpus[$target]:?no corpus is named for $target}
  if [ "$target" = FuzzTagger ]; then
    # C alone: without the package, whose build takes minutes.
    tagger=$here/../../Sources/CTagger
    program=$build/c/$target
    mkdir -p "$build/c"
    clang -fuse-ld=lld -g -O1 -fsanitize=fuzzer,address -I"$tagger/include" -I"$tagger/weights" "$here/Sources/$target/$target.c" \
      "$tagger"/*.c "$tagger/weights.S" -lm -o "$program"
  else
    program=$build/release/$target
    swift build --package-path "$here" --scratch-path "$build" -c release --product "$target" \
      -Xswiftc -enable-testing -Xswiftc -sanitize=fuzzer,address -Xcc -fsanitize=fuzzer-no-link,address
  fi
  mkdir -p "$build/corpus/$target" "$build/failures"
  "$program" -max_total_time="$seconds" ${FUZZ_RUNS:+-runs="$FUZZ_RUNS" -seed=1} \
    -rss_limit_mb=2048 -timeout=10 -max_len=65536 \
    -artifact_prefix="$build/failures/$target-" -print_final_stats=1 "$build/corpus/$target" "$here/corpus/$seeds"
done
