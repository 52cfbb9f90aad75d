#!/usr/bin/env bash
# QGIS, without a screen, against the real program with the data that ship. It is no part of
# `make test`: QGIS and what it needs are 200 MB to fetch and almost a gigabyte on the disk.
# Usage: scripts/qgis.sh [PROGRAM]   (default target/debug/yizhan)
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/serving.sh

serve "${1:-target/debug/yizhan}"
stations=$(matched kind=union_station)
# The system's Python has QGIS's modules, whatever other Python comes first.
QT_QPA_PLATFORM=offscreen /usr/bin/python3 scripts/qgis_client.py "$base/ogc" "$stations"
echo "qgis: it reads what the API counts"
