#!/usr/bin/env bash
# What must not stand in the project: addresses of package registries, files past their size.
set -euo pipefail
cd "$(dirname "$0")/.."

bad=0
if grep -nE '"resolved": *"https?:' web/package-lock.json; then
    echo "hygiene: web/package-lock.json holds addresses; see web/.npmrc" >&2
    bad=1
fi
if git grep -nE 'registry\.npm[j]s|static\.crat[e]s\.io|files\.pythonhost[e]d' -- . ':!Cargo.lock'; then
    echo "hygiene: a file names a package registry's host" >&2
    bad=1
fi
while read -r lines file; do
    if [ "$lines" -gt 450 ] && [ "$file" != total ]; then
        echo "hygiene: $file has $lines lines; is it two things?" >&2
        bad=1
    fi
done < <(git ls-files 'src/*.rs' 'web/src/*.ts' 'web/src/*.vue' ':!web/src/api/*schema.ts' | xargs wc -l)
exit "$bad"
