#!/bin/sh
# Make this machine fit: Debian packages (fonts, Pango, Chromium for the tests), then a virtual environment.
#   tools/setup.sh VENV LOCK [test]
set -eu
venv=$1 lock=$2 purpose=${3:-report}

packages="python3-venv fontconfig fonts-inter fonts-noto-cjk fonts-hanazono libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
if [ "$purpose" = test ]; then
    packages="$packages chromium libatomic1 poppler-utils postgresql"  # libatomic1: the browser tests' driver
    # It opens and calculates the workbooks that are handed out; where there is an office already, that one does.
    command -v soffice >/dev/null 2>&1 || packages="$packages libreoffice-calc-nogui"
    packages="$packages fonts-lato fonts-vollkorn"  # the faces of themes/harbour.toml
fi

missing=""
for package in $packages; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
done
if [ -n "$missing" ]; then
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "this machine has no apt-get; install what corresponds to:$missing" >&2
        exit 2
    fi
    as_root=""
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 || { echo "as root, run: apt-get install$missing" >&2; exit 2; }
        as_root=sudo
    fi
    echo "installing$missing"
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

python=python3
for candidate in python3.11 python3.12 python3.13 python3; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed" >&2; exit 2; }

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$lock"
PYTHONWARNINGS=ignore "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
