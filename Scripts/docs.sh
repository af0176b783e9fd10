#!/usr/bin/env bash
# Builds the documentation as a web site in .build-docs. A warning is an error.
#
#   Scripts/docs.sh         the pages of docs/TraceVeil.docc; compiles nothing
#   Scripts/docs.sh --api   these, and the reference of the libraries' public declarations; builds the package
set -euo pipefail
cd "$(dirname "$0")/.."

modules=(OTLP Redaction TraceVeil TraceVeilTestSupport)
site=.build-docs

case "${1:-}" in
  "") with_api=false ;;
  --api) with_api=true ;;
  *)
    sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "$0" >&2
    exit 64
    ;;
esac

# It comes with the toolchain.
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

convert() { "$docc" convert "$@" --warnings-as-errors; }

# Under a name of their own: the pages of a module TraceVeil would be at the same addresses.
convert_pages() { convert docs/TraceVeil.docc --fallback-display-name Manual --output-path "$1"; }

rm -rf "$site"
if ! $with_api; then
  convert_pages "$site"
  exit
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
swift build
graphs=$(swift build --show-bin-path)
graphs=${graphs%/*}/symbolgraph
rm -rf "$graphs"
# Ends with an error after all modules, because it hands the C targets a flag for C++. What counts is what is there.
swift package dump-symbol-graph --minimum-access-level public --skip-synthesized-members >"$work/log" 2>&1 || true
for module in "${modules[@]}"; do
  [ -f "$graphs/$module.symbols.json" ] || {
    cat "$work/log" >&2
    echo "docs: no symbol graph of $module was made" >&2
    exit 1
  }
done
convert_pages "$work/pages.doccarchive"
archives=("$work/pages.doccarchive")
for module in "${modules[@]}"; do
  mkdir "$work/$module"
  # Beside the module's own, those of its extensions of others.
  cp "$graphs/$module.symbols.json" "$work/$module"
  cp "$graphs/$module"@*.symbols.json "$work/$module" 2>/dev/null || true
  # A parameter may do without a line of its own where its name says enough.
  convert --additional-symbol-graph-dir "$work/$module" --fallback-display-name "$module" \
    --fallback-bundle-identifier "reference.$module" --output-path "$work/$module.doccarchive" \
    --disable-parameters-and-returns-validation
  archives+=("$work/$module.doccarchive")
done
"$docc" merge "${archives[@]}" --synthesized-landing-page-name TraceVeil --output-path "$site"
