#!/usr/bin/env bash
# Vector tiles, twice:
# 1. on loopback: a kept tile of z10 and one of z14 against a constant answer of the same size from
#    the same server, in requests per second of the server's processor time (as bench_http.sh);
# 2. a fresh tile of z10, made in this program and by PostGIS (ST_AsMVT) of the same positions, in
#    tiles per second of one connection or thread.
# Usage: scripts/bench_tiles.sh [STATIONS …]   (default 2166)
# Environment: ROUNDS (5), SECONDS_EACH (3), CONNECTIONS (32), PROFILE (bench; dev only tries it out).
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/loopback.sh

sizes=("$@")
[ "${#sizes[@]}" -gt 0 ] || sizes=(2166)
build_server
postgis=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | tail -1)")

# The tiles over the middle of the sample: z10 has clusters, z14 stations.
z10=/tiles/stations/10/843/387.mvt
z14=/tiles/stations/14/13491/6207.mvt

# A private cluster that goes with this script; PostgreSQL refuses to run as root.
start_postgis() { # a file of stations: code, kind, lon, lat
    local as=()
    [ "$(id -u)" -ne 0 ] || { as=(setpriv --reuid=postgres --regid=postgres --clear-groups); chown postgres "$work/pg"; }
    "${as[@]}" "$postgis/initdb" --auth=trust --username=yizhan --no-sync --encoding=UTF8 --locale=C \
        --pgdata "$work/pg/data" >"$work/pg.log" 2>&1
    "${as[@]}" "$postgis/postgres" -D "$work/pg/data" -k "$work/pg" -c listen_addresses= -c fsync=off \
        -c jit=off >>"$work/pg.log" 2>&1 &
    pg=$!
    for _ in $(seq 100); do
        psql -h "$work/pg" -U yizhan -c '' postgres >/dev/null 2>&1 && break
        sleep 0.2
    done
    psql -q -v ON_ERROR_STOP=1 -h "$work/pg" -U yizhan postgres <<SQL
SET client_min_messages = warning;
CREATE EXTENSION postgis;
CREATE TABLE given (code text, kind text, lon float8, lat float8);
\copy given FROM '$1' CSV
CREATE TABLE stations AS
    SELECT code, kind, 'open' AS state, ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 3857) AS at
    FROM given;
CREATE INDEX ON stations USING gist (at);
VACUUM ANALYZE stations;
SQL
    # Clusters by the cells of a grid of 8 by 8 on the tile, as ours.
    cat >"$work/tile.sql" <<'SQL'
WITH tile AS (SELECT ST_TileEnvelope(10, 843, 387) AS box),
cells AS (
    SELECT ST_SnapToGrid(at, (ST_XMax(box) - ST_XMin(box)) / 8) AS cell, count(*) AS point_count,
        count(*) FILTER (WHERE kind = 'union_station') AS union_station,
        count(*) FILTER (WHERE state = 'open') AS open, ST_Centroid(ST_Collect(at)) AS at
    FROM stations, tile WHERE at && ST_Expand(box, (ST_XMax(box) - ST_XMin(box)) / 8) GROUP BY cell
),
placed AS (
    SELECT ST_AsMVTGeom(at, box, 4096, 64, true) AS geom, point_count, union_station, open
    FROM cells, tile
)
SELECT length(ST_AsMVT(placed, 'stations', 4096, 'geom')) FROM placed;
SQL
}

printf '%-9s %-12s %16s %8s %9s\n' stations answer "req/cpu-second" ratio "p99 ms"
for size in "${sizes[@]}"; do
    start_server "$size"
    for tile in z10 z14; do
        path=${!tile}
        bytes=$(curl -fsS "$base$path" | wc -c)
        for _ in $(seq "$rounds"); do
            measure "constant_$tile" "$bytes"
            measure "$tile" 0 "$path"
        done
        ratios "$size" "constant_$tile" "$tile"
    done
    curl -fsS "$base/feeds/stations.csv" |
        python3 -c 'import csv,sys
w = csv.writer(sys.stdout)
for r in csv.DictReader(sys.stdin): w.writerow([r["code"], r["kind"], r["lon"], r["lat"]])' >"$work/stations.csv"
    stop_server

    ours=$(taskset -c 0 "$server" tiles "$size" | awk '/^fresh z10/ { print $3 }')
    mkdir -p "$work/pg"
    start_postgis "$work/stations.csv"
    theirs=$("$postgis/pgbench" -n -h "$work/pg" -U yizhan -c 1 -T "$seconds" -f "$work/tile.sql" postgres |
        awk '/^latency average/ { print $4 }')
    kill -INT "$pg"
    wait "$pg" 2>/dev/null || true
    rm -rf "$work/pg"
    awk -v size="$size" -v ours="$ours" -v theirs="$theirs" 'BEGIN {
        printf "%-9s a fresh tile of z10: %.3f ms here, %.3f ms by PostGIS: %.1f times\n", size, ours, theirs, theirs / ours
    }'
done
