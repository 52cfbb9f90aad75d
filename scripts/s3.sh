#!/usr/bin/env bash
# Photos in a bucket: uploaded, read and read again by another start of the program, with a service
# that speaks S3 (moto, a package of PyPI) on loopback. It is no part of `make test`: the program is
# built with the feature `s3`, whose libraries nothing else needs.
# Usage: scripts/s3.sh
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/serving.sh

tool=target/tools/moto
if [ ! -x $tool/bin/moto_server ]; then
    echo "s3: installing into $tool"
    python3 -m venv $tool
    $tool/bin/pip install --quiet --disable-pip-version-check 'moto[server]==5.1.22'
fi
echo "s3: building the program"
cargo build --quiet --locked --features s3,static-maps --bin yizhan
# A copy: the next build for tests puts another program there.
cp target/debug/yizhan "$work/yizhan"

service=http://127.0.0.1:$((17600 + $$ % 1500))
$tool/bin/moto_server -H 127.0.0.1 -p "${service##*:}" >"$work/moto" 2>&1 &
moto=$!
trap 'kill $moto 2>/dev/null || true; stop' EXIT
export AWS_ENDPOINT=$service AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
export AWS_ALLOW_HTTP=true
for _ in $(seq 100); do curl -sf "$service/" >/dev/null && break; sleep 0.2; done
bucket() { # what to do with the client of S3
    $tool/bin/python -c "import boto3; s3 = boto3.client('s3', endpoint_url='$service'); $1"
}
bucket "s3.create_bucket(Bucket='photos')"

serve "$work/yizhan" --photos s3://photos/yizhan
file=$($tool/bin/python scripts/s3_client.py "$base" "$work/log")
bucket "
names = [each['Key'] for each in s3.list_objects_v2(Bucket='photos')['Contents']]
assert len(names) == 2 and all(name.startswith('yizhan/') for name in names), names
print('s3: in the bucket:', *names)"
# It is published within a second.
before=$(curl -fsS --retry 9 --retry-delay 1 --retry-all-errors "$base/photos/$file" | sha256sum)
kill $pid; wait $pid 2>/dev/null || true
serve "$work/yizhan" --photos s3://photos/yizhan
[ "$(curl -fsS "$base/photos/$file" | sha256sum)" = "$before" ] || { echo "s3: another picture" >&2; exit 1; }
# A service that is gone is said to be, and the rest of the program serves.
kill $moto; wait $moto 2>/dev/null || true
sleep 1
status=$(curl -s -o /dev/null -w '%{http_code}' --max-time 60 "$base/photos/${file/.webp/-small.webp}" || true)
[ "$status" = 503 ] || { echo "s3: with the service gone, a picture answers $status" >&2; exit 1; }
curl -fsS "$base/api/v1/stations?limit=1" >/dev/null
echo "s3: photos were kept in and read from the bucket"
