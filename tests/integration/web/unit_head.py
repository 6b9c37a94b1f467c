"""A unit head with a browser, before the real ledger and file store: what the tests of the public pages share."""

from __future__ import annotations

import html
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.testclient import TestClient

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.web.installation import installation
from dunghen.keys import CycleKey
from dunghen.links.unit_link import upload_url
from dunghen.wording.dates import HANOI
from tests.integration.web.browser import token_on
from tests.integration.web.made_pages import pages

if TYPE_CHECKING:
    from httpx import Response

    from dunghen.records import Message, Record, Submission

CONFIG = Path(__file__).resolve().parents[3] / "config"
CYCLE = CycleKey("nq59-2025-2030", "annual-report", "2026")
UNIT, OTHER = "cuc-dien-anh", "cuc-bao-chi"
PUBLIC = "https://dung-hen.invalid"
MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=HANOI)


class Head:
    """A unit head with a browser, at an instant."""

    def __init__(self) -> None:
        self.now = MONDAY
        made = pages("unit head")
        made.dependency_overrides[now_in_hanoi] = lambda: self.now
        served = FastAPI()
        served.mount("/dunghen", made)
        self.browser = TestClient(served)

    def path(self, unit: str = UNIT, cycle: CycleKey = CYCLE) -> str:
        with installation() as (app, _):
            url = upload_url(app, cycle, unit)
        assert url
        return url.removeprefix(PUBLIC)

    def csrf(self, path: str) -> str:
        return token_on(self.browser, path)

    def upload(self, content: bytes, name: str = "bao-cao.xlsx", path: str = "") -> Response:
        path = path or self.path()
        return self.browser.post(path, data={"csrf": self.csrf(path)}, files={"tep": (name, content)})

    def form(self, unit: str = UNIT) -> bytes:
        return self.browser.get(f"{self.path(unit)}/bieu-mau.xlsx").content

    def versions(self, unit: str = UNIT) -> list[Submission]:
        with installation() as (app, _):
            return [one for one in app.ledger.submissions(CYCLE) if one.unit == unit]

    def messages(self, step: str) -> list[Message]:
        """The messages of this year's cycle whose step begins so."""
        with installation() as (app, _):
            known = sorted(app.ledger.known(CYCLE.plan))
            found = [app.ledger.message(key) for key in known if key.startswith(f"{CYCLE}/{step}")]
        return [one for one in found if one]

    def records(self) -> list[Record]:
        with installation() as (app, _):
            return list(app.ledger.records(CYCLE.plan))

    def mails(self, step: str) -> list[str]:
        with installation() as (app, _):
            found = [app.ledger.message(key) for key in app.ledger.known(CYCLE.plan) if f"/{step}" in key]
        return [one.text or "" for one in found if one]


def shown(response: Response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())
