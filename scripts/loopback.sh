# For load tests on loopback: the server of benches/http_server.rs on one processor, wrk on another.
# What is compared is requests per second of the server's processor time, which a noisy machine does
# not disturb as it does the clock. Sourced.

rounds=${ROUNDS:-5}
seconds=${SECONDS_EACH:-3}
connections=${CONNECTIONS:-32}
port=${PORT:-18473}
base=http://127.0.0.1:$port
work=$(mktemp -d)
# What other programs read there may belong to somebody else.
chmod 755 "$work"
pid=

stop_server() {
    [ -n "$pid" ] || return 0
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    pid=
}

leave() {
    stop_server
    [ -z "${pg:-}" ] || kill -INT "$pg" 2>/dev/null || true
    rm -rf "$work"
}
trap leave EXIT

build_server() {
    echo "building the server"
    server=$(cargo bench --locked --profile "${PROFILE:-bench}" --bench http_server --no-run 2>&1 |
        sed -nE 's/.*Executable benches\/http_server.rs \((.*)\)/\1/p')
    [ -x "$server" ] || { echo "the server was not built" >&2; exit 1; }
}

start_server() { # how many stations
    taskset -c 0 "$server" "127.0.0.1:$port" "$1" >"$work/log" 2>&1 &
    pid=$!
    for _ in $(seq 600); do
        grep -q "^serving" "$work/log" && return
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.2
    done
    cat "$work/log" >&2
    exit 1
}

ticks() { # processor time of the server so far, in clock ticks
    awk '{ sub(/^.*\) /, ""); print $12 + $13 }' "/proc/$pid/stat"
}

measure() { # name, bytes of a constant answer, path: one run of wrk, noted in the name's file
    local before after out requests p99
    before=$(ticks)
    out=$(KIND=${1%%_z*} BYTES=${2:-0} TARGET=${3:-} taskset -c 1 wrk -t1 -c"$connections" \
        -d"${seconds}s" --latency -s scripts/bench_http.lua "$base")
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

ratios() { # stations, the constant's name, further names: a line for each; forgets the runs
    local size=$1 constant name rate p99
    shift
    read -r constant _ <<<"$(summary "$1")"
    for name in "$@"; do
        read -r rate p99 <<<"$(summary "$name")"
        printf '%-9s %-12s %16s %8s %9s\n' "$size" "$name" "$rate" \
            "$(awk -v a="$rate" -v b="$constant" 'BEGIN { printf "%.2f", a / b }')" "$p99"
    done
    for name in "$@"; do rm -f "${work:?}/$name"; done
}
