#!/usr/bin/env bash
# The real services and readers that the tests start themselves: PostgreSQL, LibreOffice, pdftoppm, MIME::Parser, Chromium.
set -euo pipefail

missing=()
need() { # need PACKAGE TEST…: the package is wanted unless the test succeeds
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}

has_postgres() { command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb'; }
has_libreoffice_part() { compgen -G "/usr/lib/libreoffice/program/lib$1.so"; }
has_libatomic() { compgen -G '/usr/lib/*/libatomic.so.1'; }
has_serif_font() { fc-list | grep -qiE 'Liberation ?Serif|Times New Roman'; }

need postgresql has_postgres
need libreoffice-writer-nogui has_libreoffice_part swlo
need libreoffice-calc-nogui has_libreoffice_part sclo
need poppler-utils command -v pdftoppm
need fonts-liberation has_serif_font
need libmime-tools-perl perl -MMIME::Parser -e 1
need chromium test -x /usr/bin/chromium
# Playwright's driver is a Node.js that is linked against it.
need libatomic1 has_libatomic

[ ${#missing[@]} -eq 0 ] && exit 0

echo "Cài cho kiểm thử tích hợp / installing for the integration tests: ${missing[*]}"
if ! command -v apt-get >/dev/null; then
    echo "Hãy cài PostgreSQL, LibreOffice (Writer, Calc), poppler-utils, Chromium, phông Liberation rồi chạy lại. / Install them, then try again." >&2
    exit 1
fi
if [ "$(id -u)" -eq 0 ]; then
    run=()
elif sudo -n true 2>/dev/null; then
    run=(sudo -n)
else
    echo "Không có quyền cài; hãy chạy / no right to install; please run: sudo apt-get install ${missing[*]}" >&2
    exit 1
fi
"${run[@]}" apt-get update -qq
"${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends \
    "${missing[@]}" </dev/null >/dev/null
