"""What somebody called a file: data for people to read, never a path."""

from __future__ import annotations

import re

from dunghen.mail.header import clean

LONGEST = 200
"""Characters."""
_BYTES = re.compile("[\udc80-\udcff]")


def shown_name(name: str) -> str:
    """The name on one line, printable and of bearable length, so that every ledger, page and mail can show it.

    Bytes of a name that is not UTF-8 (unpacked from an archive of another system) are written out, as the drop folder does.
    """
    written_out = _BYTES.sub(lambda byte: f"\\x{ord(byte[0]) - 0xDC00:02x}", name)
    return clean(written_out, LONGEST) or "không tên"
