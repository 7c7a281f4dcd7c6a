#!/bin/sh
# Makes data/headwords/headwords.bin again, from the Debian package of Dicollecte.
# Usage: scripts/headwords.sh [package.deb]      (without it, apt-get downloads the package)
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
expected=95492f44ddfef23a4cea1981aaa64610bee84ca3da8d5aa68552310873659d8d
if [ $# -ge 1 ]; then
    cp "$1" "$work/package.deb"
else
    (cd "$work" && apt-get download hunspell-fr-comprehensive && mv ./*.deb package.deb)
fi
found=$(sha256sum "$work/package.deb" | cut -d' ' -f1)
echo "sha256 $found  hunspell-fr-comprehensive"
[ "$found" = "$expected" ] || { echo "not the package expected: $expected" >&2; exit 1; }
dpkg-deb -x "$work/package.deb" "$work/unpacked"
words=$work/unpacked/usr/share/hunspell
python3 "$root/scripts/headwords.py" "$words/fr.dic" "$words/fr.aff" \
    "$root/data/headwords/exceptions.tsv" "${HEADWORDS_OUT:-$work/out}"
cd "$root"
cargo run --quiet --release --example headwords -- data/headwords/headwords.bin < "${HEADWORDS_OUT:-$work/out}/headwords.tsv"
sha256sum data/headwords/headwords.bin
