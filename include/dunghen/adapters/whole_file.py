"""A file that is written whole: whoever reads meanwhile sees the old content or the new one, also after a power cut."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write it into a folder that is there. What could not be written leaves nothing behind.

    Args:
        path: of the file.
        content: all of it.
        mode: who may read it.

    Raises:
        OSError: it cannot be written; what was there, is there.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        written.chmod(mode)
        written.replace(path)
    except BaseException:
        written.unlink()
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
