"""Handing out a file from the file store: always as a download, never as something the browser opens in our origin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path, PurePath
from urllib.parse import quote

from fastapi.responses import FileResponse, Response

_OCTETS = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES: Mapping[str, str] = {
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".doc": "application/msword",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".ics": "text/calendar; charset=utf-8",
    ".eml": "message/rfc822",
}
"""What a file's ending says; anything else is bytes."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_LONGEST = 150


def download(content: bytes, name: str) -> Response:
    """The content as an attachment; ``name`` is whatever somebody called the file (RFC 6266, RFC 8187)."""
    return Response(content, media_type=_media_type(name), headers=_headers(name))


def download_file(path: Path, name: str) -> Response:
    """The same for a file on disk, sent piece by piece."""
    return FileResponse(path, media_type=_media_type(name), headers=_headers(name))


def _media_type(name: str) -> str:
    return MEDIA_TYPES.get(PurePath(safe_name(name)).suffix.lower(), _OCTETS)


def _headers(name: str) -> dict[str, str]:
    safe = safe_name(name)
    plain = unicodedata.normalize("NFD", safe.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore").decode()
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"
    return {**_HEADERS, "Content-Disposition": disposition}


def safe_name(name: str) -> str:
    """A name for a file in the reader's folder: no path, no control or formatting characters, no leading dot."""
    last = re.split(r"[\\/]", name)[-1]
    printable = "".join(one for one in last if unicodedata.category(one)[0] != "C")
    stripped = re.sub(r'[<>:"|?*;%]', "_", printable).strip(" .")
    stem, dot, suffix = stripped.rpartition(".")
    return (f"{stem[:_LONGEST]}{dot}{suffix[:10]}" if stem else stripped[:_LONGEST]) or "tep"
