#!/usr/bin/env bash
# Makes the fonts of pictures again: src/pictures/fonts. They are committed, so that a build needs
# neither Python nor the full font. What is in them, src/pictures/fonts/README.md says.
set -euo pipefail
cd "$(dirname "$0")/.."

package=@expo-google-fonts/noto-sans-sc@0.4.3
tools=target/tools/fonts
to=src/pictures/fonts
mkdir -p "$tools" "$to"
[ -x "$tools/venv/bin/pyftsubset" ] || {
    python3 -m venv "$tools/venv"
    "$tools/venv/bin/pip" install --quiet --disable-pip-version-check fonttools==4.60.1
}
[ -d "$tools/package" ] || {
    (cd "$tools" && npm pack --silent "$package" >/dev/null && tar -xzf ./*.tgz && rm ./*.tgz)
}
"$tools/venv/bin/python" scripts/font_characters.py >"$tools/characters.txt"
for weight in regular:400Regular bold:700Bold; do
    name=${weight%%:*} folder=${weight##*:}
    "$tools/venv/bin/pyftsubset" "$tools/package/$folder/NotoSansSC_$folder.ttf" \
        --text-file="$tools/characters.txt" --output-file="$tools/$name.ttf" \
        --no-hinting --layout-features=kern,mark,ccmp,locl --drop-tables+=vhea,vmtx,VORG,BASE,DSIG
    zstd -19 --ultra --quiet --force "$tools/$name.ttf" -o "$to/$name.ttf.zst"
done
cp "$tools/package/LICENSE_FONT" "$to/OFL.txt"
ls -l "$to"
