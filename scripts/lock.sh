#!/usr/bin/env bash
# Resolves requirements*.in into locked files with hashes. No registry address and no machine path enters them:
# the files must serve behind any mirror.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=$(command -v .venv/bin/uv || command -v uv) || { echo "Chạy «make setup» trước: cần uv." >&2; exit 1; }

lock() {
    UV_NO_CONFIG=1 "$uv" pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
        --custom-compile-command "make lock" \
        "$1.in" --output-file "$1.txt" "${@:2}"
}

lock requirements-bootstrap "$@"
lock requirements "$@"
lock requirements-dev "$@"

if grep -nE 'https?://|file:|--(index-url|extra-index-url|find-links)| @ ' requirements*.txt; then
    echo "Tệp khoá chứa địa chỉ kho gói; xem các dòng trên." >&2
    exit 1
fi
