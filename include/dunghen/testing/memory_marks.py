"""A mark in memory."""

# ruff: noqa: D102 - the port says what each method promises
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dunghen.marks import KeptMark


class MemoryMarks:
    """Implements ``dunghen.ports.MarkStore``; ``written`` is every mark in its order."""

    def __init__(self, kept: KeptMark | None = None) -> None:
        self.kept = kept
        self.written: list[KeptMark] = []

    @contextmanager
    def alone(self) -> Iterator[None]:
        yield

    def read(self) -> KeptMark | None:
        return self.kept

    def write(self, kept: KeptMark) -> None:
        self.kept = kept
        self.written.append(kept)
