#!/bin/sh
# Sets up what the Makefile's commands need: the virtual environment with the locked libraries of
# LOCK, and Pango for the booklet. Usage: tools/set_up.sh LOCK. Safe to run again at any time.
set -eu

lock=$1
cd "$(dirname "$0")/.."

fail() {
    printf 'error: %s\nhint: %s\n' "$1" "$2" >&2
    exit 2
}

recent() { # whether $1 is a Python that we support
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Runs apt-get where that is allowed without a question: as root, or by sudo without a password.
apt() {
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as="sudo -n"; else return 1; fi
    $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$@" >/dev/null 2>&1 && return 0
    $as apt-get update -q >/dev/null 2>&1 || true
    $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$@" >/dev/null 2>&1
}

if [ ! -x .venv/bin/python ] || ! recent .venv/bin/python; then
    python=""
    for name in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && recent "$name"; then python=$name; break; fi
    done
    [ -n "$python" ] || fail "Cimaise needs Python 3.11 or newer" \
        "install it (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python)"
    rm -rf .venv
    # Debian keeps venv in a package of its own.
    "$python" -m venv .venv >/dev/null 2>&1 || {
        rm -rf .venv
        apt python3-venv || true
        "$python" -m venv .venv >/dev/null 2>&1 || {
            rm -rf .venv
            fail "$python cannot make a virtual environment" "run: sudo apt install python3-venv"
        }
    }
fi

if ! cmp -s "$lock" ".venv/$(basename "$lock").installed"; then
    echo "installing the libraries of $lock" >&2
    # pyvips comes as Python source alone; its libvips is a wheel.
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes \
        --only-binary :all: --no-binary pyvips --requirement "$lock" ||
        fail "the libraries of $lock could not be installed" "see pip's message above"
    cp "$lock" ".venv/$(basename "$lock").installed"
fi

# Python is often told not to write what it compiled; each command would then compile all of it.
.venv/bin/python -m compileall -q cimaise || true

# The booklet is set by WeasyPrint, which loads Pango and HarfBuzz from the system. Debian's Pango
# comes without the library of HarfBuzz that makes font subsets, for whose lack WeasyPrint warns.
.venv/bin/python - <<'END' || apt libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ||
import sys
from ctypes.util import find_library
wanted = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
sys.exit(not all(map(find_library, wanted)))
END
    echo "note: Pango or a part of HarfBuzz is missing, and the booklet needs both; install them with:" \
        "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (macOS: brew install pango)" >&2
