#!/usr/bin/env bash
# What can be checked without building. Goes through all checks and fails at the end.
set -uo pipefail
cd "$(dirname "$0")/.."

failures=0
check() {
  local name=$1
  shift
  echo "--- $name"
  "$@" || {
    echo "lint: failed: $name" >&2
    failures=$((failures + 1))
  }
}

# Every file of the tree that people write, by the endings given.
sources() {
  git ls-files --cached --others --exclude-standard -- "$@" | grep -v '^Sources/COTLP/generated/'
}

swift_format() {
  sources '*.swift' | xargs -d '\n' swift-format lint --strict --parallel --configuration .swift-format
}

shell_syntax() {
  local status=0 file
  while read -r file; do
    bash -n "$file" || status=1
  done < <(sources '*.sh' .ci/run)
  return $status
}

python_syntax() {
  sources '*.py' | xargs -d '\n' python3 -c '
import ast, sys
for name in sys.argv[1:]:
    ast.parse(open(name).read(), name)'
}

# A file longer than this is about more than one thing.
file_lengths() {
  sources '*.swift' '*.c' '*.h' '*.cpp' '*.py' '*.sh' | xargs -d '\n' wc -l |
    awk '$2 != "total" && $1 > 400 { print $2 ": " $1 " lines, 400 at most"; long = 1 } END { exit long }'
}

# On a file system that does not tell A from a, files or folders with such names are one.
case_only_differences() {
  local twins
  twins=$(sources '*' | awk -F/ '{ path = ""; for (i = 1; i <= NF; i++) { path = path (i > 1 ? "/" : "") $i; print path } }' |
    sort -u | tr '[:upper:]' '[:lower:]' | sort | uniq -d)
  [[ -z $twins ]] || { printf 'names that differ in case alone: %s\n' $twins; return 1; }
}

# No path of somebody's machine, and no trace of a merge.
stray_text() {
  ! sources '*' | xargs -d '\n' grep -nIE '^(<<<<<<<|>>>>>>>) |[=" ]/(home|root|work)/[a-z]' --
}

check "swift-format" swift_format
check "generated protobuf-c code" Protos/generate.sh --check
check "shell syntax" shell_syntax
check "Python syntax" python_syntax
check "file lengths" file_lengths
check "names that differ in case alone" case_only_differences
check "folders that use each other" python3 Scripts/check-folders.py
check "imports that no manifest names" python3 Scripts/check-imports.py
check "stray text" stray_text
check "documentation: pages" Scripts/docs.sh
check "documentation: links, files, names" python3 Scripts/check-documentation.py

[ "$failures" -eq 0 ] || exit 1
echo "lint: everything is fine"
