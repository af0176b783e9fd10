#!/usr/bin/env bash
# Installs the system packages that building and testing need and that are missing.
#
#   Scripts/install-system-packages.sh run          what `make run` needs
#   Scripts/install-system-packages.sh test         that, and what `make test` and `make lint` need
#   Scripts/install-system-packages.sh libdeflate   what `make run` needs, and the trait Libdeflate
#   Scripts/install-system-packages.sh package      what `make run` needs, and what makes and tests the .deb
#   Scripts/install-system-packages.sh bench-check  what `make run` needs, and what counts instructions
#
# When nothing is missing it says nothing and asks no package server. As root, or
# through sudo where that asks for no password, it installs; otherwise it prints the
# one command to run and fails.
set -euo pipefail

packages=(libprotobuf-c-dev zlib1g-dev libzstd-dev liblz4-dev libre2-dev libyaml-dev pkg-config curl)
case "${1:-}" in
  run) ;;
  test) packages+=(protobuf-c-compiler python3-venv chromium) ;;
  libdeflate) packages+=(libdeflate-dev) ;;
  package) packages+=(binutils debian-archive-keyring debootstrap dpkg-dev python3-venv systemd) ;;
  bench-check) packages+=(valgrind binutils) ;;
  *)
    sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "$0" >&2
    exit 64
    ;;
esac

say() { echo "install-system-packages: $*" >&2; }

# Swift is not in Debian's packages; the toolchain's own page says how to get it.
if ! command -v swift >/dev/null; then
  say "Swift 6.1 or later is needed and there is no 'swift' here: see https://www.swift.org/install/linux/"
  exit 1
fi

if ! command -v dpkg-query >/dev/null; then
  say "this is not a Debian or Ubuntu: make sure that the equivalents of ${packages[*]} are there"
  exit 0
fi

is_installed() {
  case "$(dpkg-query --show --showformat '${db:Status-Abbrev}' "$1" 2>/dev/null)" in
    ?i*) return 0 ;;
    *) return 1 ;;
  esac
}

missing=()
for package in "${packages[@]}"; do
  # Programs may come from elsewhere than Debian's packages.
  case "$package" in
    curl | pkg-config) command -v "$package" >/dev/null && continue ;;
    protobuf-c-compiler) command -v protoc-c >/dev/null && continue ;;
    chromium) command -v chromium >/dev/null && continue ;;
    valgrind) command -v valgrind >/dev/null && continue ;;
    binutils) command -v strip >/dev/null && continue ;;
    python3-venv) python3 -c 'import ensurepip, venv' 2>/dev/null && continue ;;
  esac
  is_installed "$package" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

command=(apt-get install --yes --no-install-recommends "${missing[@]}")
if [ "$(id -u)" -eq 0 ]; then
  as_root=()
elif sudo --non-interactive true 2>/dev/null; then
  as_root=(sudo)
else
  say "packages are missing; run this, and then the same make command again:"
  echo "    sudo apt-get update && sudo ${command[*]}" >&2
  exit 1
fi

say "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
# The lists may be missing or old: fetch them only when the installation does not work without.
"${as_root[@]}" "${command[@]}" >/dev/null 2>&1 || {
  "${as_root[@]}" apt-get update >/dev/null
  "${as_root[@]}" "${command[@]}" >/dev/null
}
