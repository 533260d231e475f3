#!/bin/sh
# Refresh the vendored files from npm: htmx, the reader of QR codes and the icons named in static/icons/names.txt.
# The product runs without npm; run this only after changing package.json or the list of icons.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT

cp "$here/package.json" "$here/package-lock.json" "$there"
(cd "$there" && npm ci --ignore-scripts --no-audit --no-fund)

htmx="$here/static/vendor/htmx-2.0.11"
mkdir -p "$htmx"
cp "$there/node_modules/htmx.org/dist/htmx.min.js" "$there/node_modules/htmx.org/LICENSE" "$htmx"

qr="$here/static/vendor/qr-0.7.0"
mkdir -p "$qr"
(cd "$there/node_modules/qr" && cp decode.js index.js LICENSE LICENSE-MIT "$qr")

icons="$there/node_modules/@tabler/icons"
cp "$icons/LICENSE" "$here/static/icons/LICENSE"
sprite="$here/static/icons/sprite.svg"
{
  echo '<svg xmlns="http://www.w3.org/2000/svg">'
  echo '<!-- Tabler Icons 3.51.0, MIT licence, see LICENSE beside this file. Made by scripts/vendor.sh. -->'
  while read -r name; do
    printf '<symbol id="%s" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">' "$name"
    grep '<path' "$icons/icons/outline/$name.svg" | grep -v 'M0 0h24v24H0z' | sed 's/^ *//' | tr -d '\n'
    echo '</symbol>'
  done <"$here/static/icons/names.txt"
  echo '</svg>'
} >"$sprite"

cd "$here"
sha256sum static/vendor/htmx-2.0.11/* static/vendor/qr-0.7.0/* static/icons/sprite.svg static/icons/LICENSE static/fonts/* >static/vendor/HASHES.txt
