#!/usr/bin/env bash
# Sees that the named tools are here; installs Debian's package for what is missing when it may,
# and otherwise says what to install.
# Usage: scripts/need.sh rust|cc|node|python|postgres|postgis|chromium|gdal|qgis|poppler|vulkan|wrk …
set -euo pipefail

install() { # package…
    local run=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
            echo "missing: please install with your system's packages: $*" >&2
            exit 1
        fi
        run=(sudo)
    fi
    if ! command -v apt-get >/dev/null; then
        echo "missing: please install the equivalents of Debian's packages: $*" >&2
        exit 1
    fi
    echo "installing Debian's packages: $*"
    "${run[@]}" apt-get -qq update
    DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get -qq install -y --no-install-recommends "$@" >/dev/null
}

need_rust() {
    command -v cargo >/dev/null || {
        echo "missing: Rust (cargo). Install the stable toolchain with rustup." >&2
        exit 1
    }
}

need_cc() {
    command -v cc >/dev/null || install gcc libc6-dev
}

need_node() {
    local major
    major=$(node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/' || true)
    if [ "${major:-0}" -lt 20 ] || ! command -v npm >/dev/null; then
        echo "missing: Node.js 20 or newer with npm (found: ${major:-none})." >&2
        exit 1
    fi
}

need_python() {
    python3 -c 'import venv, ensurepip' 2>/dev/null || install python3 python3-venv
}

need_postgres() {
    local found=(/usr/lib/postgresql/*/bin/initdb)
    if ! command -v initdb >/dev/null && [ ! -x "${found[0]}" ]; then
        # The package starts a server of its own unless told not to; the tests start theirs.
        install postgresql
    fi
    command -v setpriv >/dev/null || install util-linux
}

need_postgis() {
    need_postgres
    local found=(/usr/share/postgresql/*/extension/postgis.control)
    if [ ! -e "${found[0]}" ]; then
        local version
        version=$(basename "$(dirname "$(dirname "$(ls -d /usr/lib/postgresql/*/bin/initdb | tail -1)")")")
        install "postgresql-$version-postgis-3"
    fi
}

need_chromium() {
    command -v chromium >/dev/null || [ -x "${YIZHAN_CHROMIUM:-}" ] || install chromium fonts-noto-cjk
}

need_wrk() {
    command -v wrk >/dev/null || install wrk
    command -v taskset >/dev/null || install util-linux
}

need_gdal() {
    command -v ogr2ogr >/dev/null || install gdal-bin
    command -v curl >/dev/null || install curl
}

need_qgis() {
    /usr/bin/python3 -c 'import qgis.core' 2>/dev/null || install python3-qgis
    command -v curl >/dev/null || install curl
}

need_poppler() {
    command -v pdftotext >/dev/null || install poppler-utils
}

# Vulkan in software, for machines without a graphics adapter. Without it there are no maps in
# pictures, which the tests of maps say and pass over.
need_vulkan() {
    local found=(/usr/share/vulkan/icd.d/*.json /etc/vulkan/icd.d/*.json)
    for driver in "${found[@]}"; do
        [ -e "$driver" ] && return
    done
    (install mesa-vulkan-drivers libvulkan1) || echo "maps of pictures are not tested"
}

for tool in "$@"; do
    "need_$tool"
done
