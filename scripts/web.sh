#!/usr/bin/env bash
# Builds web/dist when a source is newer than it.
set -euo pipefail
cd "$(dirname "$0")/../web"

stamp=node_modules/.installed
if [ ! -e "$stamp" ] || [ package-lock.json -nt "$stamp" ]; then
    echo "web: installing packages"
    npm ci --no-audit --no-fund --loglevel=error
    touch "$stamp"
fi
newer=$(find . -path ./node_modules -prune -o -path ./dist -prune -o -type f -newer dist/.built -print -quit 2>/dev/null || echo all)
if [ -n "$newer" ] || [ ! -e dist/.built ]; then
    echo "web: building pages"
    npm run --silent build
    touch dist/.built
fi
