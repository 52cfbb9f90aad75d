#!/usr/bin/env bash
# Says where a Python with openpyxl is, and makes it under target/tools when there is none: the
# tests edit our spreadsheets with a library that is not ours.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=$PWD/target/tools/openpyxl
if ! "$venv/bin/python" -c 'import openpyxl' 2>/dev/null; then
    scripts/need.sh python >&2
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5
fi
echo "$venv/bin/python"
