"""Debian's Chromium, as the browser tests use it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import ViewportSize, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

PROGRAM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1440, "height": 900}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Started once; contexts of it share nothing."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=PROGRAM, args=FLAGS)
        yield opened
        opened.close()


def drag(file: Path, over: Locator, *kinds: str, at: float = 0.5) -> None:
    """What the browser is told while a person drags a file: ``dragEnter``, ``dragOver``, ``drop``; ``at``: how far down."""
    over.scroll_into_view_if_needed()
    box = over.bounding_box()
    assert box is not None
    where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] * at}
    data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
    session = over.page.context.new_cdp_session(over.page)
    for kind in kinds:
        session.send("Input.dispatchDragEvent", {"type": kind, **where, "data": data})


def drop(file: Path, onto: Locator, at: float = 0.5) -> None:
    """A person lets go of the file there."""
    drag(file, onto, "dragEnter", "dragOver", "drop", at=at)
