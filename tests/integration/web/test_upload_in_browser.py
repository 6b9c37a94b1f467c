"""Sending a file from the unit's page: by a button or by a drop, without a script; and what a script adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dunghen.entrypoints.web.installation import installation
from dunghen.keys import CycleKey
from dunghen.links.unit_link import upload_url
from tests.chromium import PHONE, drag, drop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

CYCLE = CycleKey("ke-hoach", "bao-cao", "2026")
UNIT = "u-1"


@pytest.fixture
def link(served: str) -> str:
    with installation() as (app, _):
        return upload_url(app, CYCLE, UNIT) or ""


@pytest.fixture
def bare(browser: Browser, link: str) -> Iterator[Page]:
    """The unit's page in a browser that runs no script."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(link)
    yield page
    context.close()


@pytest.fixture
def page(browser: Browser, link: str) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(link)
    yield page
    context.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "bao-cao.xlsx"
    made.write_bytes(b"no workbook, but a file")
    return made


def names(count: int) -> list[str]:
    """What the ledger has of the unit; it must be so many."""
    with installation() as (app, _):
        found = [one.original_name for one in app.ledger.submissions(CYCLE)]
    assert len(found) == count
    return found


@pytest.mark.parametrize("at", [0.03, 0.5, 0.97], ids=["upper edge", "middle", "lower edge"])
def test_without_a_script_a_file_dropped_anywhere_on_the_card_is_sent(bare: Page, file: Path, at: float) -> None:
    drop(file, bare.locator(".drop"), at)
    bare.get_by_role("button", name="Gửi báo cáo").click()
    expect(bare.get_by_role("heading", name="Lần gửi thứ 1")).to_be_visible()
    assert names(1) == ["bao-cao.xlsx"]


def test_without_a_script_the_button_chooses_a_file(bare: Page, file: Path) -> None:
    with bare.expect_file_chooser() as chooser:
        bare.locator(".drop").click()
    chooser.value.set_files(file)
    bare.get_by_role("button", name="Gửi báo cáo").click()
    expect(bare.get_by_role("heading", name="Lần gửi thứ 1")).to_be_visible()
    assert names(1) == ["bao-cao.xlsx"]


def test_the_card_shows_that_it_would_take_the_file(page: Page, file: Path) -> None:
    card = page.locator(".drop")
    drag(file, card, "dragEnter", "dragOver")
    expect(card).to_have_class("card drop over")
    drag(file, card, "drop")
    expect(card).to_have_class("card drop")
    expect(page.get_by_role("status")).to_have_text("Đã chọn «bao-cao.xlsx» (1 KB). Bấm «Gửi báo cáo» để gửi.")


def test_a_file_that_misses_the_card_is_taken_and_does_not_replace_the_page(page: Page, file: Path, link: str) -> None:
    drop(file, page.get_by_role("heading", level=1))
    expect(page.get_by_role("status")).to_contain_text("Đã chọn «bao-cao.xlsx»")
    assert page.url == link


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(page: Page, tmp_path: Path) -> None:
    large = tmp_path / "lon.xlsx"
    large.write_bytes(b"x" * (5 * 1024 * 1024 + 1))
    page.get_by_label("Biểu đã điền").set_input_files(large)
    expect(page.get_by_role("status")).to_have_text(
        "Tệp «lon.xlsx» (5 MB) lớn quá 5 MB: hãy bỏ ảnh, chọn đúng biểu rồi chọn lại."
    )
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_role("button", name="Gửi báo cáo")).to_be_visible()
    assert names(0) == []


def test_while_it_is_sent_the_page_says_so_and_a_second_click_sends_nothing(page: Page, file: Path) -> None:
    sent: list[str] = []

    def stay(route: Route) -> None:
        """The answer is long in coming: the page stays."""
        sent.append(route.request.method)
        route.fulfill(status=204)

    page.get_by_label("Biểu đã điền").set_input_files(file)
    page.route("**/dunghen/nop/*", stay)
    button = page.locator(".upload button")
    button.click()
    expect(button).to_have_text("Đang gửi…")
    expect(page.get_by_role("status")).to_have_text("Đang gửi tệp, xin chờ và đừng đóng trang.")
    button.click(force=True)
    assert sent == ["POST"]
