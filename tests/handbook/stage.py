"""One browser on the running Airflow: opens pages as a person does, and keeps pictures of what matters on them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.handbook.airflow import PASSWORD
from tests.handbook.story import RIGHT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from playwright.sync_api import Browser, BrowserContext, FloatRect, Locator, Page

    from tests.handbook.airflow import Running
    from tests.handbook.story import Office

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
DESK, PHONE = 1280, 390
"""CSS pixels: what operators and unit heads look at."""
SHARP = 2
"""Pixels of a picture for each of a phone's, for the sheet is printed."""
MARGIN = 12
PATIENCE = 15_000
"""Milliseconds for a page to show what it is asked for."""
TALLEST = {DESK: 860, PHONE: 760}
_LINK = re.compile(r"https?://\S+/dunghen/nop/\S+")


class PageMissingError(Exception):
    """A page that a picture is to show does not answer."""


@dataclass(frozen=True)
class Shot:
    """One picture of the handbook.

    Attributes:
        name: of the file in ``docs/so-tay/hinh``, without ending.
        now: the instant in the office's story.
        width: ``DESK`` or ``PHONE``.
        take: brings the page up; returns what the picture ends with, or None for the top of the page.
    """

    name: str
    now: datetime
    width: int
    take: Callable[[Stage], Area | None]


@dataclass(frozen=True)
class Area:
    """The part of a page that a picture shows, in its whole width: from the first to the last of these."""

    last: Locator
    first: Locator | None = None
    tallest: int | None = None


@dataclass
class Stage:
    """What the shots share.

    Attributes:
        forms: the forms that units have filled in, by name.
    """

    browser: Browser
    running: Running
    office: Office
    asked: bool = False
    _contexts: dict[int, BrowserContext] = field(default_factory=dict)
    _pages: dict[int, Page] = field(default_factory=dict)
    width: int = DESK

    @property
    def page(self) -> Page:
        """The desk's page, in which an operator is logged in; the phone's, in which nobody is."""
        if self.width not in self._pages:
            context = self.context(self.width)
            self._pages[self.width] = context.new_page()
            context.set_default_timeout(PATIENCE)
            if self.width == DESK:
                self._log_in()
        return self._pages[self.width]

    def context(self, width: int) -> BrowserContext:
        """A browser of its own: nobody is logged in."""
        if width not in self._contexts:
            self._contexts[width] = self.browser.new_context(
                viewport={"width": width, "height": TALLEST[width]},
                device_scale_factor=SHARP if width == PHONE else 1,
                locale="vi-VN",
                timezone_id="Asia/Ho_Chi_Minh",
                reduced_motion="reduce",
            )
        return self._contexts[width]

    def open(self, address: str, heading: str | None = None) -> Page:
        """Open an address of the running Airflow.

        Raises:
            PageMissingError: there is no such page, or it has another heading.
        """
        answer = self.page.goto(self.running.url + address)
        if answer is None or answer.status not in (200, 304):
            raise PageMissingError(f"{address}: {answer.status if answer else 'no answer'}")
        if heading and heading not in (found := self.page.locator("h1").first.inner_text()):
            raise PageMissingError(f"{address}: «{found}» and not «{heading}»")
        return self.page

    def open_link_of(self, unit: str = RIGHT) -> Page:
        """Open the page that the unit's mail leads to."""
        return self.open(self.link_of(unit))

    def link_of(self, unit: str) -> str:
        """The address in the unit's mail, without the host."""
        body = self.office.mail_to(unit).get_body(("plain",))
        found = _LINK.search(body.get_content()) if body else None
        if found is None:
            raise PageMissingError(f"no link in the mail to {unit}")
        return urlsplit(found[0]).path

    def keep(self, area: Area | None) -> bytes:
        """The picture as PNG."""
        self.page.evaluate("document.activeElement && document.activeElement.blur()")
        top, bottom = 0.0, float(TALLEST[self.width])
        if area:
            first = area.first.bounding_box() if area.first else None
            last = area.last.bounding_box()
            if last is None:
                raise PageMissingError("what the picture ends with is not there")
            scrolled = float(self.page.evaluate("window.scrollY"))
            top = max(0.0, first["y"] + scrolled - MARGIN) if first else 0.0
            bottom = min(last["y"] + last["height"] + scrolled + MARGIN, top + (area.tallest or TALLEST[self.width]))
        clip: FloatRect = {"x": 0.0, "y": top, "width": float(self.width), "height": bottom - top}
        picture = self.page.screenshot(full_page=True, clip=clip)
        self.page.set_viewport_size({"width": self.width, "height": TALLEST[self.width]})
        return picture

    def _log_in(self) -> None:
        page = self._pages[DESK]
        page.goto(f"{self.running.url}/auth/login?next=/dunghen/lich-viec")
        page.get_by_label("Username").fill("op")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(re.compile(r"^(?!.*/auth/login)"))
