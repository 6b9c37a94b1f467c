"""Reads a file of ``config/``, whatever lies there: never more than a plan can need, and never waiting for anybody."""

from __future__ import annotations

import errno
from pathlib import Path
from stat import S_ISDIR, S_ISREG

MOST_BYTES = 1_000_000
"""Twenty times the largest plan. What people write by hand is smaller; a dump or a picture is not read to its end."""
_WHY = {
    errno.EACCES: "không có quyền đọc",
    errno.EPERM: "không có quyền đọc",
    errno.ELOOP: "liên kết quay vòng",
    errno.ENAMETOOLONG: "tên tệp quá dài",
    errno.ENOENT: "không có tệp này",
}


def read_bounded(path: Path) -> bytes:
    """All bytes of a plain file.

    Raises:
        FileNotFoundError: there is none, or the link to it leads nowhere.
        OSError: it is a folder, a pipe or a device, may not be read, or is larger than ``MOST_BYTES``; see ``why``.
    """
    mode = path.stat().st_mode
    if not S_ISREG(mode):
        # Opening a pipe would wait until somebody writes into it.
        raise OSError(errno.EINVAL, "là thư mục, không phải tệp" if S_ISDIR(mode) else "không phải tệp thường")
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise OSError(errno.EFBIG, f"lớn hơn {MOST_BYTES // 1_000_000} MB")
    return content


def why(error: OSError) -> str:
    """Why a file could not be read, in Vietnamese."""
    return _WHY.get(error.errno or 0) or error.strerror or str(error)
