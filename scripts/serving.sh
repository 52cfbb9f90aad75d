# For scripts that ask the real program: starts it with the data that ship on a port of its own, and
# ends it with the script. Sourced; sets base (its address) and work (a folder that goes with it).

work=$(mktemp -d)
pid=

stop() {
    [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT

# A build for tests takes long over gaps of coverage: it is given the time.
serve() { # program, further arguments
    local program=$1 port=${PORT:-$((16000 + $$ % 1500))}
    shift
    base=http://127.0.0.1:$port
    "$program" serve --listen "127.0.0.1:$port" --database "$work/yizhan.db" --rate-limit 0 \
        --request-time-s 60 "$@" \
        >"$work/log" 2>&1 &
    pid=$!
    for _ in $(seq 300); do
        curl -sf "$base/readyz" >/dev/null && return
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.2
    done
    cat "$work/log" >&2
    exit 1
}

matched() { # query of the API -> how many stations it counts
    curl -sf "$base/api/v1/stations?limit=1&$1" |
        python3 -c 'import json,sys; print(json.load(sys.stdin)["matched"])'
}
