#!/usr/bin/env bash
# Other houses' tools against the real program with the data that ship: GDAL (OGC API – Features,
# FlatGeobuf) and OWSLib. What they read is compared with what the API counts.
# Usage: scripts/clients.sh [PROGRAM]   (default target/debug/yizhan)
set -euo pipefail
cd "$(dirname "$0")/.."

source scripts/serving.sh

serve "${1:-target/debug/yizhan}"

fail() {
    echo "clients: $*" >&2
    exit 1
}

same() { # what, found, expected
    [ "$2" = "$3" ] || fail "$1: found $2, expected $3"
    echo "clients: $1: $2"
}

features() { # a GeoJSON file -> how many features
    python3 -c 'import json,sys; print(len({json.dumps(f["properties"], sort_keys=True) for f in json.load(open(sys.argv[1]))["features"]}))' "$1"
}

layers() { ogrinfo -q "OAPIF:$base/ogc" | grep -cE '^[0-9]+: '; }
count() { # layer, further arguments -> ogrinfo's feature count
    ogrinfo -ro -so "OAPIF:$base/ogc" "$@" | sed -nE 's/^Feature Count: //p'
}

stations=$(matched kind=union_station)
same "GDAL, layers" "$(layers)" 4
same "GDAL, stations" "$(count stations)" "$stations"
same "GDAL, homes" "$(count homes)" "$(matched kind=worker_home)"
same "GDAL, areas" "$(count areas)" "$(curl -sf "$base/api/v1/areas?geometry=none" | python3 -c 'import json,sys; print(len(json.load(sys.stdin)["features"]))')"

# Pages of GDAL's own size, until none is left.
ogr2ogr -f GeoJSON "$work/all.json" "OAPIF:$base/ogc" stations -oo PAGE_SIZE=500
same "ogr2ogr, all pages" "$(features "$work/all.json")" "$stations"
box=(116.44 39.90 116.50 39.95)
ogr2ogr -f GeoJSON "$work/box.json" "OAPIF:$base/ogc" stations -spat "${box[@]}"
same "ogr2ogr, -spat" "$(features "$work/box.json")" "$(matched "kind=union_station&bbox=$(IFS=,; echo "${box[*]}")")"
ogr2ogr -f GPKG "$work/where.gpkg" "OAPIF:$base/ogc" stations -where "round_the_clock = 1"
same "ogr2ogr, -where into a GeoPackage" \
    "$(ogrinfo -ro -so "$work/where.gpkg" stations | sed -nE 's/^Feature Count: //p')" \
    "$(matched "kind=union_station&round_the_clock=true")"
ogr2ogr -f GeoJSON "$work/gaps.json" "OAPIF:$base/ogc" coverage-gaps
[ "$(features "$work/gaps.json")" -gt 0 ] || fail "GDAL reads no gap"
curl -sf "$base/feeds/stations.fgb" -o "$work/stations.fgb"
same "ogrinfo, FlatGeobuf feed" \
    "$(ogrinfo -ro -so "$work/stations.fgb" stations | sed -nE 's/^Feature Count: //p')" \
    "$(matched '')"
ogrinfo -ro -so "$work/stations.fgb" stations | grep -q 'verified_on: String' ||
    fail "the FlatGeobuf feed has no column verified_on"
# The same where it lies, read in parts by its index: less than half of it for a small box.
remote=/vsicurl/$base/feeds/stations.fgb
same "ogrinfo, FlatGeobuf by ranges" \
    "$(ogrinfo -ro -so "$remote" stations | sed -nE 's/^Feature Count: //p')" "$(matched '')"
small=(116.45 39.90 116.47 39.92)
same "ogrinfo, FlatGeobuf by ranges, -spat" \
    "$(CPL_VSIL_SHOW_NETWORK_STATS=YES ogrinfo -ro -so -spat "${small[@]}" "$remote" stations 2>"$work/stats" |
        sed -nE 's/^Feature Count: //p')" \
    "$(matched "bbox=$(IFS=,; echo "${small[*]}")")"

venv=target/tools/clients
if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check owslib==0.35.0
fi
"$venv/bin/python" scripts/owslib_client.py "$base/ogc" "$stations"
echo "clients: all read what the API counts"
