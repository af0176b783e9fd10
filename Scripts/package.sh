#!/usr/bin/env bash
# Makes a .deb of a program that `make package` has built, and beside it its symbols and its bill of materials.
#
#   Scripts/package.sh PROGRAM FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:?program} folder=${2:?folder}

version=$(sed -n 's/.*current = "\(.*\)"/\1/p' Sources/TraceVeil/Requests/LibraryVersion.swift)
architecture=$(dpkg --print-architecture)
# The time of files in it, so that the same sources make the same bytes.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -p "$folder" "$work/debian"

put() { install -D --mode "$1" "$2" "$root/$3"; }

put 0755 "$program" usr/bin/traceveil
objcopy --only-keep-debug "$program" "$folder/traceveil.debug"
strip --strip-all --remove-section=.comment "$root/usr/bin/traceveil"
put 0644 Deploy/debian/traceveil.service usr/lib/systemd/system/traceveil.service
put 0644 Deploy/debian/traceveil.yaml etc/traceveil/traceveil.yaml
put 0644 Deploy/traceveil.schema.json usr/share/traceveil/traceveil.schema.json
documentation=usr/share/doc/traceveil
put 0644 README.md $documentation/README.md
put 0644 SECURITY.md $documentation/SECURITY.md
cat LICENSE NOTICE Models/LICENSES.md >"$work/copyright"
put 0644 "$work/copyright" $documentation/copyright
python3 Scripts/bill_of_materials.py "$root/usr/bin/traceveil" >"$folder/traceveil.cdx.json"
put 0644 "$folder/traceveil.cdx.json" $documentation/traceveil.cdx.json

# What the program is linked with decides what it depends on; dpkg-shlibdeps wants a source package around it. It does not see
# the packed relocations, which glibc reads since 2.36: Deploy/debian/control asks for that.
printf 'Source: traceveil\n\nPackage: traceveil\nArchitecture: any\n' >"$work/debian/control"
depends=$(cd "$work" && dpkg-shlibdeps -O -e"$root/usr/bin/traceveil" 2>"$work/shlibdeps" |
  sed -n 's/^shlibs:Depends=//p') || { cat "$work/shlibdeps" >&2; exit 1; }

mkdir "$root/DEBIAN"
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@DEPENDS@/$depends/" \
  -e "s/@SIZE@/$(du --summarize --apparent-size --block-size=1024 "$root" | cut -f1)/" \
  Deploy/debian/control >"$root/DEBIAN/control"
install --mode 0644 Deploy/debian/conffiles "$root/DEBIAN/conffiles"
install --mode 0755 Deploy/debian/{postinst,prerm,postrm} "$root/DEBIAN"
(cd "$root" && find usr -type f | LC_ALL=C sort | xargs md5sum) \
  >"$root/DEBIAN/md5sums"
find "$root" -newermt "@$SOURCE_DATE_EPOCH" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
package=$folder/traceveil_${version}_$architecture.deb
dpkg-deb --root-owner-group --build "$root" "$package" >/dev/null
echo "$package"
