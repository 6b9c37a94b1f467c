"""What the use cases need from the world outside: a ledger, a mailer, a site to post on, a file store.

``dunghen.testing`` has an in-memory implementation of each; one contract test runs against it and against the real one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol

from dunghen.decision import Decision
from dunghen.marks import KeptMark
from dunghen.ports.ledger import ALL, Ledger

__all__ = [
    "ALL",
    "FileStore",
    "Ledger",
    "LeftLying",
    "MailConnection",
    "Mailer",
    "MarkStore",
    "OfficeFiles",
    "Post",
    "Publisher",
]


class MarkStore(Protocol):
    """Where the ledger's mark is kept outside of the ledger. Every method raises SettingsError where the place is unusable."""

    def alone(self) -> AbstractContextManager[None]:
        """No other process reads and then writes meanwhile."""

    def read(self) -> KeptMark | None:
        """The mark; None where there is none. One that cannot be made out is the mark of no ledger."""

    def write(self, kept: KeptMark) -> None:
        """Put this one in its place, whole and durably."""


class MailConnection(Protocol):
    """One open connection to a mail server."""

    def send(self, mail: EmailMessage, *, to: str) -> str:
        """Hand over one mail for one envelope recipient; returns the server's answer.

        Raises:
            TemporaryMailError, PermanentMailError, UnknownMailError: see ``dunghen.exceptions``.
        """


class Mailer(Protocol):
    """Opens connections to the mail server."""

    def connect(self) -> AbstractContextManager[MailConnection]:
        """One connection, logged in once, for any number of mails.

        Raises:
            TemporaryMailError: the server cannot be reached now.
            PermanentMailError: it refuses the login or cannot be trusted.
        """


@dataclass(frozen=True, slots=True)
class Post:
    """What is posted on the office's site."""

    key: str
    """The ledger key: the same at every try of the same post."""
    slug: str
    title: str
    text: str
    html: str


class Publisher(Protocol):
    """The office's site."""

    @property
    def address(self) -> str:
        """Where it is posted to: an http(s) URL."""

    def publish(self, post: Post) -> str:
        """Post it once; returns the server's answer.

        Raises:
            TemporaryMailError: nothing was accepted; try again later.
            PermanentMailError: it will never be accepted as it is.
            UnknownMailError: nobody knows whether it was accepted.
        """


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
