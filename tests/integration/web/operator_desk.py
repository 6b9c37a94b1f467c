"""An operator at the pages of NQ 59, at an instant, over the real ledger and file store.

Kỳ 2026: requested thứ Tư 28/10, deadline thứ Sáu 27/11, late from thứ Hai 30/11, compiled thứ Sáu 04/12.
"""

from __future__ import annotations

import html
import re
from datetime import datetime
from typing import TYPE_CHECKING

from fastapi import FastAPI, HTTPException
from fastapi.testclient import TestClient

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.web import access
from dunghen.entrypoints.web.installation import installation
from dunghen.keys import CycleKey
from dunghen.links.unit_link import upload_url
from dunghen.wording.dates import HANOI
from tests.integration.web.browser import token_on
from tests.integration.web.made_pages import pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from httpx import Response

    from dunghen.records import Message, Submission

CYCLE = CycleKey("nq59-2025-2030", "annual-report", "2026")
UNIT, OTHER = "cuc-dien-anh", "cuc-bao-chi"
PUBLIC = "https://dung-hen.invalid"
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=HANOI)
HEAT_MAP = "/dunghen/tinh-hinh-nop?nhiem-vu=nq59-2025-2030/annual-report&den-ky=2026"
ALL = f"/dunghen/nhac-nop/{CYCLE}"


class Operator:
    """Somebody who is logged in and may act, with a browser, at an instant."""

    def __init__(self, person: Callable[[], object]) -> None:
        self.now = TUESDAY
        self.pages = pages("operator")
        self.pages.dependency_overrides = {
            now_in_hanoi: lambda: self.now,
            access.READS.dependency: lambda: None,
            access.ACTS.dependency: lambda: None,
            access.MAY_ACT.dependency: lambda: True,
            access.WHO.dependency: person,
        }
        served = FastAPI()
        served.mount("/dunghen", self.pages)
        self.browser = TestClient(served)

    def become_a_viewer(self) -> None:
        def refuse() -> None:
            raise HTTPException(403, "Forbidden")

        self.pages.dependency_overrides[access.ACTS.dependency] = refuse
        self.pages.dependency_overrides[access.MAY_ACT.dependency] = lambda: False

    def path(self, unit: str = UNIT) -> str:
        return f"/dunghen/tinh-hinh-nop/{CYCLE}/{unit}"

    def page(self, unit: str = UNIT) -> str:
        return shown(self.browser.get(self.path(unit)))

    def csrf(self) -> str:
        return token_on(self.browser, self.path())

    def do(self, act: str, unit: str = UNIT, file: bytes | None = None, **fields: str) -> Response:
        data = {"csrf": self.csrf(), **fields}
        files = {"tep": ("bieu.xlsx", file)} if file is not None else {}
        return self.browser.post(f"{self.path(unit)}/{act}", data=data, files=files)

    def extend(self, until: str = "2026-12-02", reason: str = "chờ số liệu") -> Response:
        return self.do("gia-han", until=until, reason=reason)

    def versions(self, unit: str = UNIT) -> list[Submission]:
        with installation() as (app, _):
            return list(app.ledger.submissions(CYCLE, (unit,)))

    def messages(self, unit: str = UNIT) -> dict[str, Message]:
        with installation() as (app, _):
            return {one.key.step: one for one in app.ledger.messages(plan=CYCLE.plan, recipient=unit)}

    def unit_path(self, unit: str = UNIT) -> str:
        with installation() as (app, _):
            url = upload_url(app, CYCLE, unit)
        assert url
        return url.removeprefix(PUBLIC)

    def form(self, unit: str = UNIT) -> bytes:
        return self.browser.get(f"{self.unit_path(unit)}/bieu-mau.xlsx").content

    def as_the_unit(self, way: str = "", **files: bytes) -> Response:
        path = self.unit_path()
        token = token_on(self.browser, path)
        sent = {"tep": ("bieu.xlsx", files["tep"])} if files else {}
        return self.browser.post(f"{path}{way}", data={"csrf": token}, files=sent)


def shown(response: Response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())
