"""The way to the office's site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


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
