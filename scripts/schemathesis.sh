#!/usr/bin/env bash
# Asks the program at random, as Schemathesis makes questions of its two descriptions: no answer
# may be a 5xx, have a status that is not described, or not be as its schema says.
# Usage: scripts/schemathesis.sh [CASES]   (default 400, about a minute; by hand 10000)
# Environment: YIZHAN_BIN (target/debug/yizhan), SEED (1).
set -euo pipefail
cd "$(dirname "$0")/.."

cases=${1:-400}
bin=${YIZHAN_BIN:-target/debug/yizhan}
seed=${SEED:-1}
tool=target/tools/schemathesis
if [ ! -x $tool/bin/schemathesis ]; then
    echo "schemathesis: installing into $tool"
    python3 -m venv $tool
    $tool/bin/pip install --quiet --disable-pip-version-check schemathesis==4.32.5
fi

# A build for tests takes long over whole weeks of coverage: it is given the time.
work=$(mktemp -d)
"$bin" serve --listen 127.0.0.1:0 --database "$work/yizhan.db" \
    --rate-limit 0 --write-limit 0 --request-time-s 60 >"$work/out" 2>"$work/log" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$work"' EXIT

# The first administrator sets a password by the link that is printed, and makes a token.
python3 - "$work" >"$work/access" <<'PY'
import json, re, sys, time, urllib.request

work = sys.argv[1]
for _ in range(300):
    found = re.search(r"(http://[^/]+)/staff#setup=([A-Za-z0-9_-]+)", open(f"{work}/out").read())
    if found:
        break
    time.sleep(0.2)
else:
    sys.exit("the server did not start: " + open(f"{work}/log").read()[-2000:])
base, secret = found.groups()

def send(path, body, headers={}):
    request = urllib.request.Request(
        base + path, json.dumps(body).encode(), {"content-type": "application/json", **headers}
    )
    try:
        return urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        sys.exit(f"{path}: {error.read().decode()}")

password = "correct horse battery staple"
send("/admin/v1/setup", {"token": secret, "name": "tester", "password": password})
answer = send("/admin/v1/session", {"name": "tester", "password": password})
cookies = "; ".join(c.split(";")[0] for c in answer.headers.get_all("set-cookie"))
session = json.load(answer)
scopes = ["ledger:read", "ledger:write", "reports", "verification", "analysis", "district", "audit"]
token = json.load(send(
    "/admin/v1/account/tokens",
    {"name": "schemathesis", "scopes": scopes, "expires_at": time.strftime(
        "%Y-%m-%dT00:00:00Z", time.gmtime(time.time() + 30 * 86400))},
    {"cookie": cookies, "x-csrf-token": session["csrf"]},
))
print(base, token["secret"])
PY
read -r base token <"$work/access"

checks=not_a_server_error,status_code_conformance,content_type_conformance
checks+=,response_schema_conformance,response_headers_conformance
failed=0
# Where nothing can draw maps, these addresses say so with 503, as they should.
without=()
if ! curl -sf -o /dev/null "$base/static-map.png"; then
    echo "schemathesis: no map can be drawn here; those addresses are left out"
    without=(--exclude-operation-id get_static_map --exclude-operation-id get_coverage_map)
fi
for document in openapi.json admin/openapi.json; do
    operations=$(python3 - "$base/$document" <<'PY'
import json, sys, urllib.request
paths = json.load(urllib.request.urlopen(sys.argv[1]))["paths"]
print(sum(len(methods) for methods in paths.values()))
PY
    )
    each=$((cases / 2 / operations + 1))
    echo "schemathesis: /$document, $operations operations, at most $each cases of each kind"
    $tool/bin/schemathesis --no-color run "$base/$document" --url "$base" \
        --header "Authorization: Bearer $token" --checks "$checks" --max-examples "$each" \
        --phases examples,coverage,fuzzing --seed "$seed" --no-shrink --continue-on-failure \
        --suppress-health-check all --warnings off --request-timeout 70 "${without[@]}" || failed=1
done
if ! kill -0 $server 2>/dev/null || grep -q '"level":"ERROR"\|panicked\| ERROR ' "$work/log"; then
    tail -20 "$work/log"
    failed=1
fi
exit $failed
