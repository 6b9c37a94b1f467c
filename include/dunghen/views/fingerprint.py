"""What a reader sees of a file, as one text to compare: nothing in it changes by itself from one making to the next."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile

_MADE_AT = re.compile(rb"^(?:DTSTAMP|CREATED|LAST-MODIFIED)[:;].*\r?\n", re.MULTILINE)
_NOT_SEEN = frozenset({"docProps/core.xml", "docProps/app.xml"})
"""Parts of an Office file that tell who made it and when."""


def fingerprint(name: str, content: bytes) -> str:
    """A digest of what the file shows.

    Of an Office file these are its parts, without the times of the archive; of a calendar its entries, without the
    instants at which they were made; of any other file the bytes.

    Args:
        name: what the file is called; its ending tells what it is.
        content: its bytes.
    """
    if name.lower().endswith((".xlsx", ".docx")) and zipfile.is_zipfile(io.BytesIO(content)):
        return _of_parts(content)
    if name.lower().endswith(".ics"):
        content = _MADE_AT.sub(b"", content)
    return hashlib.sha256(content).hexdigest()


def _of_parts(content: bytes) -> str:
    digest = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in sorted(set(archive.namelist()) - _NOT_SEEN):
            digest.update(f"{part}\0{hashlib.sha256(archive.read(part)).hexdigest()}\n".encode())
    return digest.hexdigest()
