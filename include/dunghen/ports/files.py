"""Files by content, and what the office decided over the signed ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from dunghen.decision import Decision


class OfficeFiles(Protocol):
    """What the office decided over the signed files (``config/office/``), and the journal of it.

    ``file`` is the name of the signed file below ``config/``.
    """

    @property
    def folder(self) -> Path:
        """The configuration folder."""

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else writes meanwhile."""

    def decided(self, file: str) -> Any:
        """The data of what the office decided over the file; None where it decided nothing.

        Raises:
            DecisionError: it cannot be read.
        """

    def journal(self, file: str) -> tuple[Decision, ...]:
        """What was decided over the file, oldest first."""

    def journal_name(self, file: str) -> str:
        """Where that journal lies, below ``office/``."""

    def write(self, file: str, text: str, journal: str) -> None:
        """Write both, whole.

        Raises:
            DecisionError: nothing can be written there.
        """


@dataclass(frozen=True, slots=True)
class LeftLying:
    """Something in the drop folder that is no file to read."""

    name: str
    what: str
    """The rest of a sentence that begins with the name."""
    since: datetime


class FileStore(Protocol):
    """Files by content. A name that somebody gave a file is data, never a path."""

    def put(self, content: bytes) -> str:
        """Keep the content; returns its SHA-256 in hex."""

    def get(self, sha256: str) -> bytes:
        """The content.

        Raises:
            LookupError: nothing of that hash is kept.
        """

    def remove(self, sha256: str) -> None:
        """Keep the content no longer; nothing happens where it is not kept."""

    def heads(self, size: int) -> Iterator[tuple[str, bytes]]:
        """Everything that is kept: its hash, and its first ``size`` bytes."""

    def inbox(self) -> Iterator[tuple[str, bytes]]:
        """The finished files of the drop folder: name and content, oldest first.

        Raises:
            OSError: some cannot be read, or the folder cannot; whatever can be read has been shown by then.
        """

    def left_lying(self) -> Iterator[LeftLying]:
        """What lies in the drop folder and will never be taken: a folder, a link, a pipe, a file too large to be a report.

        What programs and systems leave in any folder (``desktop.ini``) is nobody's and is not among it.
        """

    def take(self, name: str) -> None:
        """Remove a file that ``inbox`` has shown, once it has been recorded. What has taken its place since stays."""
