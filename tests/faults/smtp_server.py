"""A mail server that does what no mail server should, once, at one stage of the conversation; it speaks through a raw socket."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

ANSWERS = {
    "CONNECT": b"220 may-chu-thu.invalid\r\n",
    "EHLO": b"250-may-chu-thu.invalid\r\n250 AUTH PLAIN\r\n",
    "AUTH": b"235 2.7.0 welcome\r\n",
    "MAIL": b"250 2.1.0 OK\r\n",
    "RCPT": b"250 2.1.5 OK\r\n",
    "DATA": b"354 go ahead\r\n",
    "DOT": b"250 2.0.0 queued\r\n",
    "RSET": b"250 2.0.0 OK\r\n",
    "QUIT": b"221 2.0.0 bye\r\n",
}


def saying(line: str) -> Callable[[], Iterator[bytes]]:
    """One line."""
    return lambda: iter([f"{line}\r\n".encode()])


def nothing() -> Iterator[bytes]:
    """The line goes dead."""
    yield b""
    raise ConnectionAbortedError


def silence() -> Iterator[bytes]:
    """Not a word, and the line stays open."""
    time.sleep(4)
    yield b""


def without_end() -> Iterator[bytes]:
    """One line after another, none of which is the last."""
    return (f"250-line {number}\r\n".encode() for number in itertools.count())


def without_line_end() -> Iterator[bytes]:
    """A line that never ends."""
    return itertools.repeat(b"250 " + b"x" * 1000)


def drop_by_drop() -> Iterator[bytes]:
    """A byte now and then: no time-out that starts anew with every piece ever ends."""
    for _ in range(40):
        yield b"2"
        time.sleep(0.1)


@dataclass
class OddServer:
    """A server that at ``stage`` says ``babble`` the first time, and then is as good as any.

    ``had``: whose mails it has had whole; ``accepted``: to whose it has said yes.
    """

    stage: str
    babble: Callable[[], Iterator[bytes]]
    had: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    identities: set[tuple[str, bytes]] = field(default_factory=set)
    is_odd: bool = True
    port: int = 0

    @contextmanager
    def running(self) -> Iterator[OddServer]:
        """Serve on loopback."""
        with socket.create_server(("127.0.0.1", 0)) as listening:
            self.port = listening.getsockname()[1]
            threading.Thread(target=self._accept, args=[listening], daemon=True).start()
            yield self

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._serve, args=[listening.accept()[0]], daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with suppress(OSError, StopIteration), line, line.makefile("rb") as heard:
            self._say(line, "CONNECT")
            recipient = ""
            for said in heard:
                command = said[:4].decode("ascii", "replace").strip().upper()
                if command == "RCPT":
                    recipient = said.decode().partition("<")[2].partition(">")[0]
                odd = self._say(line, command if command in ANSWERS else "RSET")
                if command == "DATA" and not odd:
                    self._take(line, heard, recipient)
                if command == "QUIT":
                    return

    def _take(self, line: socket.socket, heard: BinaryIO, recipient: str) -> None:
        content = list(itertools.takewhile(lambda text: text != b".\r\n", iter(heard.readline, b"")))
        self.had.append(recipient)
        identity = next(text for text in content if text.lower().startswith(b"message-id"))
        self.identities.add((recipient, identity))
        if not self._say(line, "DOT"):
            self.accepted.append(recipient)

    def _say(self, line: socket.socket, stage: str) -> bool:
        """Returns whether it was odd."""
        odd = self.is_odd and stage == self.stage
        if odd:
            self.is_odd = False
        for piece in self.babble() if odd else [ANSWERS[stage]]:
            line.sendall(piece)
        return odd
