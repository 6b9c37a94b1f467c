"""Hostile names, files and cells in a real browser: nothing runs, nothing leaves for another host, nothing is injected."""

from __future__ import annotations

import csv
import socket
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from dunghen.entrypoints.web.installation import installation
from dunghen.exceptions import UnsentMailError
from dunghen.keys import CycleKey
from dunghen.links.unit_link import upload_url
from dunghen.running.run import run_day
from dunghen.testing import a_draft
from dunghen.tools.filled_form import fill
from tests.chromium import PHONE
from tests.integration.web.conftest import MONDAY
from tests.integration.web.office import write_config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

    from dunghen.adapters.ledger.sql_ledger import SqlLedger

# Nobody can have a domain that ends so (RFC 2606).
EVIL = "<img src=//e.invalid onerror=alert(1)>"
UNIT_NAME = f"Cục {EVIL}\u202egpj.exe</title></textarea><svg onload=alert(2)>"
FORMULA = '=HYPERLINK("http://e.invalid/b";"Bấm")'
FILE_NAMES = {
    "markup": ("<img src=x onerror=alert(1)>.xlsx", "<img src=x onerror=alert(1)>.xlsx"),
    "RTL override": ("bao-cao\u202excod.xlsx", "bao-cao xcod.xlsx"),
    "path": ("../../etc/passwd", "passwd"),
    "300 characters": ("a" * 295 + ".xlsx", "a" * 199 + "…"),
    "line break": ("a\nb<script>alert(3)</script>.xlsx", "b<script>alert(3)"),
}
"""What is sent → a part of what is shown."""
CYCLE = CycleKey("ke-hoach", "bao-cao", "2026")
UNIT = "u-1"
# The drawings of the pages have a viewBox; the hostile one has none.
INJECTED = """home => [...document.querySelectorAll(
    "img, svg:not([viewBox]), object, embed, base, meta[http-equiv], script:not([src='/dunghen/static/upload.js'])")].map(e => e.outerHTML)
  .concat([...document.querySelectorAll("*")].filter(e => [...e.attributes].some(a => a.name.startsWith("on")))
  .map(e => e.outerHTML)).concat([...document.querySelectorAll("a[href]")]
  .filter(e => new URL(e.href).host && new URL(e.href).host !== home).map(e => e.outerHTML))"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office in which a unit has a hostile name and tasks."""
    units = (("u-0", "Cục Hợp tác quốc tế"), (UNIT, UNIT_NAME))
    config = write_config(tmp_path / "config", units, '{year: {before: "11-30"}}')
    plan = config / "plans" / "ke-hoach.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("duties:", "tasks: viec.csv\nduties:"), encoding="utf-8")
    with (config / "plans" / "viec.csv").open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(["tt", "nhiem_vu", "don_vi_chu_tri", "don_vi_phoi_hop", "san_pham", "thoi_gian"])
        rows.writerow(["1", f"Nhiệm vụ {EVIL}", UNIT_NAME, "", "Báo cáo", "Hằng năm"])
    monkeypatch.setenv("DUNGHEN_CONFIG", str(config))
    monkeypatch.setenv("DUNGHEN_FILES", str(tmp_path / "var"))
    monkeypatch.setenv("DUNGHEN_SMTP_PORT", "1")
    return tmp_path / "var"


class Watched:
    """A page, and what it did that it must not."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self._home = page, urlsplit(home).netloc
        self.dialogs: list[str] = []
        self.abroad: list[str] = []
        page.on("dialog", self._dismiss)
        page.context.on("request", lambda request: self._note(request.url))

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _note(self, url: str) -> None:
        if urlsplit(url).netloc not in (self._home, ""):
            self.abroad.append(url)

    def open(self, url: str) -> None:
        self.page.goto(url)
        self.assert_harmless()

    def assert_harmless(self) -> None:
        """In the page and in the frame that shows a mail."""
        self.page.wait_for_load_state("networkidle")
        for frame in self.page.frames:
            assert frame.evaluate(INJECTED, self._home) == [], frame.url
        assert self.dialogs == []
        assert self.abroad == []


@pytest.fixture
def watched(browser: Browser, served: str) -> Iterator[Watched]:
    context = browser.new_context(viewport=PHONE, locale="vi-VN")
    yield Watched(context.new_page(), served)
    context.close()


@pytest.fixture
def link(served: str) -> str:
    with installation() as (app, _):
        return upload_url(app, CYCLE, UNIT) or ""


def send(watched: Watched, name: str, content: bytes) -> None:
    watched.page.get_by_label("Biểu đã điền").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    watched.assert_harmless()
    watched.page.get_by_role("button", name="Gửi báo cáo").click()
    watched.page.wait_for_url("**lan=*")
    watched.assert_harmless()


def hostile_form(watched: Watched, link: str) -> bytes:
    """The unit's own form, each of its cells filled in by somebody who means harm."""
    form = watched.page.request.get(f"{link}/bieu-mau.xlsx").body()
    return fill(form, statuses=lambda _: EVIL, results=lambda _: FORMULA, difficulties={"1": f'">{EVIL}'})


def test_the_units_page_shows_hostile_names_as_text(watched: Watched, link: str) -> None:
    for way in ("", "/khong-phat-sinh", "/chuyen", "/thu-hoi"):
        watched.open(link + way)
        assert EVIL in watched.page.locator("main").inner_text()


@pytest.mark.parametrize(("name", "shown"), FILE_NAMES.values(), ids=FILE_NAMES.keys())
def test_a_hostile_file_name_is_text_wherever_it_is_shown(watched: Watched, link: str, name: str, shown: str) -> None:
    watched.open(link)
    send(watched, name, b"no workbook")
    assert shown in watched.page.locator("main").inner_text()
    watched.open(f"{link.split('/nop/', maxsplit=1)[0]}/tinh-hinh-nop/{CYCLE}/{UNIT}")
    text = watched.page.locator("main").inner_text()
    assert shown in text
    assert "\u202e" not in text.replace(UNIT_NAME, "")


def test_hostile_cells_are_text_on_every_page_and_in_the_mail(watched: Watched, link: str) -> None:
    pages = link.split("/nop/", maxsplit=1)[0]
    watched.open(link)
    send(watched, "bao-cao.xlsx", hostile_form(watched, link))
    assert EVIL in watched.page.locator("ol.problems").first.inner_text()
    with installation() as (app, _), pytest.raises(UnsentMailError):
        run_day(app, app.plans[CYCLE.plan], MONDAY, "test")
    watched.open(f"{pages}/tinh-hinh-nop/{CYCLE}/{UNIT}")
    assert EVIL in watched.page.locator("article ul").first.inner_text()
    for address in ("/so-thu", "/tinh-hinh-nop", "/lich-viec", "/can-cau-hinh"):
        watched.open(pages + address)
    for step in ("request", "rejection-1"):
        watched.open(f"{pages}/so-thu/thu/{CYCLE}/{step}/{UNIT}")
        mail = watched.page.frames[1]
        assert EVIL in mail.locator("body").inner_text()


def heard(listening: socket.socket) -> bytes:
    """Whatever anybody has said at that port."""
    said = b""
    while True:
        try:
            connection, _ = listening.accept()
        except BlockingIOError:
            return said
        with connection, suppress(TimeoutError):
            connection.settimeout(1)
            said += connection.recv(1000)


def test_what_these_tests_look_for_is_found_where_it_is(watched: Watched, served: str) -> None:
    watched.page.goto(f"{served}/")  # of this origin, and without the policy of the pages
    watched.page.set_content(f"{EVIL}<svg onload=alert(2)></svg><a href='http://e.invalid/b'>x</a>")
    with pytest.raises(AssertionError):
        watched.assert_harmless()
    assert len(watched.page.evaluate(INJECTED, urlsplit(served).netloc)) == 5  # two elements, two handlers, a link
    assert set(watched.dialogs) == {"1", "2"}
    assert watched.abroad == ["http://e.invalid/"]


@pytest.fixture
def elsewhere() -> Iterator[socket.socket]:
    """Another host: a port that nobody may knock at."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening


def test_a_mail_that_would_run_and_load_something_does_neither(
    watched: Watched, served: str, ledger: SqlLedger, elsewhere: socket.socket
) -> None:
    """The frame's sandbox and the page's policy hold even where the escaping of the mail itself has failed."""
    there = f"http://127.0.0.1:{elsewhere.getsockname()[1]}"
    html = (
        f'<img src="{there}/a" onerror="alert(1)"><script src="{there}/b"></script><script>alert(2)</script>'
        f'<iframe src="{there}/c"></iframe><link rel="stylesheet" href="{there}/d">'
    )
    draft = a_draft(UNIT, key=CYCLE.action("request", UNIT), html=html)
    ledger.queue([draft], now=MONDAY)
    watched.page.goto(f"{served}/dunghen/so-thu/thu/{draft.key}")
    watched.page.wait_for_load_state("networkidle")
    assert watched.page.frames[1].locator("img").count() == 1
    assert watched.dialogs == []
    # For the frame in the frame Chromium makes a connection before the policy refuses it; nothing is said there.
    assert heard(elsewhere) == b""
