"""A file store in memory."""

# ruff: noqa: D102 - the port says what each method promises
from __future__ import annotations

import errno
from collections.abc import Iterator
from hashlib import sha256

from dunghen.ports.files import LeftLying


class MemoryFiles:
    """Implements ``dunghen.ports.FileStore`` with dictionaries; ``dropped`` is the drop folder.

    While ``full``, it keeps nothing more, as a full disk does.
    """

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.dropped: dict[str, bytes] = {}
        self.full = False
        self.lying: list[LeftLying] = []

    def put(self, content: bytes) -> str:
        digest = sha256(content).hexdigest()
        if self.full and digest not in self.kept:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.kept[digest] = content
        return digest

    def get(self, sha256: str) -> bytes:
        if sha256 not in self.kept:
            raise LookupError(f"Kho tệp không có tệp {sha256}.")
        return self.kept[sha256]

    def remove(self, sha256: str) -> None:
        self.kept.pop(sha256, None)

    def heads(self, size: int) -> Iterator[tuple[str, bytes]]:
        for digest in sorted(self.kept):
            yield digest, self.kept[digest][:size]

    def drop(self, name: str, content: bytes) -> None:
        """Lay a finished file into the drop folder."""
        self.dropped[name] = content

    def inbox(self) -> Iterator[tuple[str, bytes]]:
        yield from list(self.dropped.items())

    def left_lying(self) -> Iterator[LeftLying]:
        yield from self.lying

    def take(self, name: str) -> None:
        self.dropped.pop(name, None)
