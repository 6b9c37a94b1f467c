"""No page reads the clock: whoever wants the time takes what ``page.NOW`` hands it, so that a test sets one day for all."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READERS = {"now_in_hanoi", "moment", "now", "today", "utcnow", "localtime", "gmtime", "time_ns"}
"""What tells the time, whatever it is called on; ``monotonic`` tells none."""


def readings(source: str) -> Iterator[str]:
    """Each place that names the clock, or asks a class for the time."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.lineno}: {name.name}" for name in node.names if name.name in READERS)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS:
            yield f"{node.lineno}: {ast.unparse(node.func)}"


def test_the_pages_have_one_clock(root: Path) -> None:
    web = root / "include/dunghen/entrypoints/web"
    found = {
        path.relative_to(web).as_posix(): list(readings(path.read_text(encoding="utf-8")))
        for path in sorted(web.rglob("*.py"))
    }
    assert [name for name, lines in found.items() if lines] == ["page.py"]
    assert len(found["page.py"]) == 1


@pytest.mark.parametrize(
    "source",
    [
        "from dunghen.entrypoints.clock import now_in_hanoi",
        "day = datetime.now(HANOI).date()",
        "day = date.today()",
        "from time import localtime",
    ],
)
def test_a_page_that_reads_it_is_found(source: str) -> None:
    assert list(readings(source))


def test_the_time_that_is_handed_on_is_no_reading() -> None:
    assert not list(readings("def page(now: datetime = NOW):\n    return run(now=now, today=now.date())"))
