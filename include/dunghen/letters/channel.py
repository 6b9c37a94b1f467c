"""The office's site as a recipient: what is approved for it is posted, not mailed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dunghen.app import App
from dunghen.events.steps import WEBSITE


@dataclass(frozen=True, slots=True)
class Channel:
    """Implements ``dunghen.letters.writing.Party``."""

    slug: str
    name: str
    address: str | None

    @property
    def head(self) -> str:
        """There is no post to address."""
        return self.name

    def address_on(self, day: date) -> str | None:  # noqa: ARG002 - a party may move, a site does not
        """Where it is posted; None while no site is configured (``DUNGHEN_PUBLISH_URL``)."""
        return self.address


def channel(app: App, recipient: str) -> Channel | None:
    """The site, where the recipient is the site."""
    if recipient != WEBSITE:
        return None
    return Channel(WEBSITE, "trang thông tin điện tử", app.publisher.address if app.publisher else None)
