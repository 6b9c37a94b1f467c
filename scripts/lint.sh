#!/usr/bin/env bash
# Every check that reads the sources and runs nothing of them. All are run; the exit status tells whether one failed.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=()

check() { # check NAME COMMAND…
    local name=$1
    shift
    printf -- '-- %s\n' "$name"
    "$@" || failed+=("$name")
}

check "ruff check" $bin/ruff check --quiet
check "ruff format" $bin/ruff format --check --quiet
check "mypy" $bin/mypy
check "import-linter" $bin/lint-imports --no-cache
check "circles, back-running imports" $bin/python scripts/imports.py
check "advisories" $bin/python scripts/advisories.py check
check "generated pages" $bin/python -m dunghen.tools.reference --check

if [ ${#failed[@]} -gt 0 ]; then
    echo "Chưa đạt: ${failed[*]}" >&2
    exit 1
fi
