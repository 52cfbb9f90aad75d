#!/usr/bin/env bash
# Load test on loopback: the nearest five stations against a constant answer of the same size
# from the same server in the same rounds. What is compared is requests per second of the
# server's processor time, which a noisy machine does not disturb as it does the clock.
# Usage: scripts/bench_http.sh [STATIONS …]   (default 2166 200000; 2000000 takes 3 GB)
# Environment: ROUNDS (5), SECONDS_EACH (3), CONNECTIONS (32).
set -euo pipefail
cd "$(dirname "$0")/.."

sizes=("$@")
[ "${#sizes[@]}" -gt 0 ] || sizes=(2166 200000)
rounds=${ROUNDS:-5}
seconds=${SECONDS_EACH:-3}
connections=${CONNECTIONS:-32}
port=${PORT:-18473}
base=http://127.0.0.1:$port

echo "building the server"
server=$(cargo bench --locked --bench http_server --no-run 2>&1 |
    sed -nE 's/.*Executable benches\/http_server.rs \((.*)\)/\1/p')
[ -x "$server" ] || { echo "the server was not built" >&2; exit 1; }
work=$(mktemp -d)
pid=
stop() {
    [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT

ticks() { # processor time of the server so far, in clock ticks
    awk '{ sub(/^.*\) /, ""); print $12 + $13 }' "/proc/$pid/stat"
}

measure() { # name: one run of wrk; appends requests, ticks and p99 to the name's file
    local before after out requests p99
    before=$(ticks)
    out=$(KIND=$1 BYTES=${2:-0} taskset -c 1 wrk -t1 -c"$connections" -d"${seconds}s" --latency \
        -s scripts/bench_http.lua "$base")
    after=$(ticks)
    requests=$(awk '/requests in/ { print $1 }' <<<"$out")
    p99=$(awk '$1 == "99%" { v = $2; if (v ~ /us$/) f = 0.001; else if (v ~ /ms$/) f = 1; else f = 1000; print v * f }' <<<"$out")
    if grep -q "Non-2xx" <<<"$out"; then
        echo "the server refused requests:" >&2
        echo "$out" >&2
        exit 1
    fi
    echo "$requests $((after - before)) $p99" >>"$work/$1"
}

summary() { # name -> requests per processor second, mean p99 in ms
    awk -v hz="$(getconf CLK_TCK)" '{ r += $1; t += $2; p += $3 } END { printf "%.0f %.2f", r / (t / hz), p / NR }' "$work/$1"
}

printf '%-9s %-12s %16s %8s %9s\n' stations answer "req/cpu-second" ratio "p99 ms"
for size in "${sizes[@]}"; do
    taskset -c 0 "$server" "127.0.0.1:$port" "$size" >"$work/log" 2>&1 &
    pid=$!
    for _ in $(seq 600); do
        grep -q "^serving" "$work/log" && break
        kill -0 "$pid" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
        sleep 0.2
    done
    bytes=$(curl -fsS "$base/api/v1/stations/nearest?lat=39.95&lon=116.48&limit=5" | wc -c)
    rm -f "$work"/{constant,any,one_percent}
    for _ in $(seq "$rounds"); do
        measure constant "$bytes"
        measure any
        measure one_percent
    done
    read -r constant _ <<<"$(summary constant)"
    for kind in constant any one_percent; do
        read -r rate p99 <<<"$(summary "$kind")"
        printf '%-9s %-12s %16s %8s %9s\n' "$size" "$kind" "$rate" \
            "$(awk -v a="$rate" -v b="$constant" 'BEGIN { printf "%.2f", a / b }')" "$p99"
    done
    kill "$pid"
    wait "$pid" 2>/dev/null || true
    pid=
done
