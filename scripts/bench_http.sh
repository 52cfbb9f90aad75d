#!/usr/bin/env bash
# Load test on loopback: the nearest five stations against a constant answer of the same size
# from the same server in the same rounds.
# Usage: scripts/bench_http.sh [STATIONS …]   (default 2166 200000; 2000000 takes 3 GB)
# Environment: ROUNDS (5), SECONDS_EACH (3), CONNECTIONS (32).
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/loopback.sh

sizes=("$@")
[ "${#sizes[@]}" -gt 0 ] || sizes=(2166 200000)
build_server

printf '%-9s %-12s %16s %8s %9s\n' stations answer "req/cpu-second" ratio "p99 ms"
for size in "${sizes[@]}"; do
    start_server "$size"
    bytes=$(curl -fsS "$base/api/v1/stations/nearest?lat=39.95&lon=116.48&limit=5" | wc -c)
    for _ in $(seq "$rounds"); do
        measure constant "$bytes"
        measure any
        measure one_percent
    done
    ratios "$size" constant any one_percent
    stop_server
done
