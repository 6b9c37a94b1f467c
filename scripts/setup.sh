#!/usr/bin/env bash
# Makes .venv from the locked files: `setup.sh run` what the programme needs, `setup.sh dev` also what tests need.
# Each lock that is installed leaves a copy of itself in .venv, so a second call has nothing to do.
set -euo pipefail
cd "$(dirname "$0")/.."

# Without .pyc files Airflow starts two to three times slower.
unset PYTHONDONTWRITEBYTECODE

case "${1:-run}" in
    run) lock=requirements.txt ;;
    dev) lock=requirements-dev.txt ;;
    *) echo "setup.sh: «${1}»? run | dev" >&2; exit 2 ;;
esac
state=.venv/installed
python=.venv/bin/python

stop() { # stop VIETNAMESE ENGLISH
    printf '\n%s\n%s\n' "$1" "$2" >&2
    exit 1
}

installed() { in_place && cmp -s "$1" "$state/$1" && cmp -s pyproject.toml "$state/pyproject.toml"; }

# An environment names its own folder in every script; a project that was copied or moved needs a new one.
in_place() { [ "$(cat "$state/place" 2>/dev/null)" = "$PWD" ]; }

is_usable() { [ -x "$python" ] && fits "$python" && "$python" -m pip --version >/dev/null 2>&1; }

fits() { "$1" -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }

choose_python() {
    local name
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if command -v "$name" >/dev/null && fits "$name"; then
            command -v "$name"
            return
        fi
    done
    local found
    found=$(python3 --version 2>/dev/null || echo "python3: –")
    stop "Cần Python 3.11, 3.12 hoặc 3.13 (máy này: $found). Đã có ở chỗ khác thì chỉ đường dẫn: make run PYTHON=/đường/dẫn/python3.12" \
        "Python 3.11, 3.12 or 3.13 is needed (here: $found). If one lies elsewhere: make run PYTHON=/path/to/python3.12"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else command -v sudo >/dev/null && sudo -n "$@"; fi
}

make_environment() {
    local chosen
    chosen=$(choose_python)
    if "$chosen" -m venv .venv >/dev/null 2>&1; then return; fi
    # Debian ships Python without ensurepip; python3-venv brings it.
    rm -rf .venv
    if command -v apt-get >/dev/null && as_root apt-get update -qq >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o Dpkg::Use-Pty=0 python3-venv >/dev/null &&
        "$chosen" -m venv .venv; then return; fi
    rm -rf .venv
    stop "Python này không tạo được môi trường (python -m venv). Debian/Ubuntu: sudo apt-get install python3-venv, rồi chạy lại." \
        "This Python cannot make an environment (python -m venv). Debian/Ubuntu: sudo apt-get install python3-venv, then try again."
}

# uv is fast but knows nothing of pip's configuration (PIP_INDEX_URL, pip.conf); where it fails, pip does the same work.
install_locked() {
    if "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bootstrap.txt &&
        .venv/bin/uv pip install --quiet --python "$python" --require-hashes --compile-bytecode -r "$lock"; then return; fi
    echo "uv không cài được; thử lại bằng pip. / uv could not install; trying pip." >&2
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" ||
        stop "Không cài được các gói trong $lock. Máy cần nối mạng tới kho gói Python, hoặc một bản sao (đặt PIP_INDEX_URL)." \
            "The packages in $lock could not be installed. A Python package index must be reachable, or a mirror (set PIP_INDEX_URL)."
}

install_project() {
    "$python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
}

if installed "$lock"; then exit 0; fi
[ -w . ] || stop "Thư mục $PWD chỉ đọc. Hãy chép dự án sang một thư mục ghi được rồi chạy lại." \
    "The folder $PWD is read-only. Copy the project to a folder that can be written, then try again."
if ! in_place || ! is_usable; then
    rm -rf .venv
    make_environment
    mkdir -p "$state"
    printf '%s' "$PWD" >"$state/place"
fi
echo "Cài các gói đã khoá trong $lock … / installing the locked packages …"
install_locked
install_project
# What development needs contains what running needs.
if [ "$lock" = requirements-dev.txt ]; then cp requirements.txt "$state/"; fi
cp "$lock" pyproject.toml "$state/"
