"""Reading what the mail server answers, within bounds: of time, lines and bytes for each answer.

The protocol library waits anew for every piece that arrives, so that a server which says a byte now and then, or one line
after another, is listened to for ever. Here an answer is heard whole within the socket's time-out or not at all.
"""

from __future__ import annotations

import socket
import ssl
import time
from functools import cache
from typing import Any

import yagmail

MOST_LINES = 100
"""Of one answer; the longest that are known (EHLO) have some twenty."""
MOST_BYTES = 64 * 1024


class EndlessAnswerError(OSError):
    """An answer that does not come to its end; the protocol library takes it for a lost connection, and closes it."""


class AnswerReader:
    """What the protocol object reads from, in place of ``socket.makefile``.

    ``begin`` comes before each answer; ``readline`` then keeps to that answer's bounds.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._heard = bytearray()
        self.begin()

    def begin(self) -> None:
        """A new answer: from now on it has the socket's time-out, in seconds, until its end."""
        self._within = self._sock.gettimeout() or 0.0
        self._until = time.monotonic() + self._within
        self._lines = self._bytes = 0

    def heard_within(self, seconds: float) -> bool:
        """Whether anything is said in so many seconds; nothing of it is lost.

        Raises:
            OSError: the connection is lost.
        """
        if self._heard:
            return True
        try:
            self._hear(seconds)
        except (TimeoutError, BlockingIOError, ssl.SSLWantReadError):
            return False
        return True

    def readline(self, limit: int) -> bytes:
        """The next line with its end, at most ``limit`` bytes; nothing where the server has hung up.

        Raises:
            EndlessAnswerError: the answer is longer, or takes longer, than an answer can.
        """
        while b"\n" not in self._heard and len(self._heard) < limit:
            left = self._until - time.monotonic()
            if left <= 0:
                raise EndlessAnswerError(f"trả lời không dứt sau {self._within:g} giây")
            if not self._hear(left):
                break
        end = self._heard.find(b"\n") + 1
        if not end and len(self._heard) >= limit:
            raise EndlessAnswerError(f"trả lời có dòng dài quá {limit} byte")
        line = bytes(self._heard[: end or len(self._heard)])
        del self._heard[: len(line)]
        self._count(line)
        return line

    def close(self) -> None:
        """As a file is closed; the socket is the protocol object's to close."""
        self._heard.clear()

    def _hear(self, seconds: float) -> int:
        """Take in what arrives next; 0 where the server has hung up."""
        usual = self._sock.gettimeout()
        self._sock.settimeout(seconds)
        try:
            piece = self._sock.recv(4096)
        finally:
            self._sock.settimeout(usual)
        self._heard += piece
        return len(piece)

    def _count(self, line: bytes) -> None:
        self._lines += 1
        self._bytes += len(line)
        if self._lines > MOST_LINES or self._bytes > MOST_BYTES:
            raise EndlessAnswerError(f"trả lời dài quá {MOST_LINES} dòng")


class BoundedClient(yagmail.SMTP):  # type: ignore[misc]  # yagmail has no types
    """yagmail's client; every answer that its protocol object reads, from the greeting on, is bounded."""

    @property
    def connection(self) -> Any:
        """The class of the protocol object."""
        return _bounded(super().connection)


@cache
def _bounded(protocol: Any) -> Any:
    class Bounded(protocol):  # type: ignore[misc]  # of the library that yagmail chose
        file: Any

        def getreply(self) -> Any:
            if self.file is None:
                self.file = AnswerReader(self.sock)
            self.file.begin()
            return super().getreply()

    return Bounded
