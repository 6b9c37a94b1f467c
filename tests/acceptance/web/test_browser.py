"""The pages in a browser: found in Airflow's navigation, readable on a phone, open to those who cannot see or click.

The screenshots of each run are kept in ``var/screenshots``.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.acceptance.web.conftest import log_in
from tests.acceptance.web.routes import PREFIX, Route
from tests.chromium import DESK, PHONE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from httpx import Response
    from playwright.sync_api import Browser, Page, ViewportSize

    from tests.acceptance.conftest import Standalone
    from tests.acceptance.web.conftest import Client

GRAVE = {"serious", "critical"}
FILTERED = f"{PREFIX}/lich-viec?ke-hoach=nq59-2025-2030&loai=report"


@pytest.fixture(scope="module")
def page(browser: Browser, standalone: Standalone) -> Iterator[Page]:
    """A browser in which the operator has logged in by Airflow's form."""
    context = browser.new_context(viewport=DESK, locale="vi-VN")
    opened = context.new_page()
    opened.goto(standalone.url + FILTERED)
    log_in(opened, standalone, "op")
    yield opened
    context.close()


Sort = tuple[str, ...]
"""Pages of one sort look alike: they are of one route, asked for the same things."""


def sort_of(address: str, routes: list[Route]) -> Sort:
    parts = urlsplit(address)
    route = next((one.path for one in routes if one.answers(parts.path)), parts.path)
    return (route, *sorted({name for name, _ in parse_qsl(parts.query)}))


@pytest.fixture(scope="module")
def linked(client: Client, routes: list[Route], rehearsed: list[str]) -> dict[Sort, Response]:
    """One of each sort of what the pages lead to by a link or a choice, in two steps from those that need none."""
    got = [one for one in routes if one.method == "GET"]
    todo = [one.filled() for one in got if one.is_page and one.path != "/"]
    seen: dict[Sort, Response] = {}
    for _ in range(3):
        found: list[str] = []
        for address in todo:
            if (sort := sort_of(address, got)) not in seen:
                seen[sort] = client("op").get(address)
                found += _links(seen[sort])
        todo = found
    return seen


_CHOICE = re.compile(r'<select name="([^"]+)">(?:(?!</select>).)*?<option value="([^"]+)"', re.DOTALL)
"""The first thing that can be chosen from a list."""
_ASKING = re.compile(r'<form\b[^>]*\bmethod="get".*?</form>', re.DOTALL)
"""A form that asks for a page; one that is sent leads nowhere by what is chosen in it."""


def _links(answer: Response) -> list[str]:
    if not _is_page(answer):
        return []
    found = [unescape(link) for link in re.findall(r'<a\b[^>]*?\bhref="([^"#]+)', answer.text)]
    asking = "".join(_ASKING.findall(answer.text))
    found += [f"?{name}={value}" for name, value in _CHOICE.findall(asking)]
    return [link for one in found if (link := urljoin(answer.url.path, one)).startswith(PREFIX + "/")]


def _is_page(answer: Response) -> bool:
    return answer.headers.get("content-type", "").startswith("text/html")


@pytest.fixture(scope="module")
def pages(linked: dict[Sort, Response]) -> dict[str, str]:
    """Of what is linked, the pages: a name for the screenshot, and the address."""
    found = {sort: answer.url.raw_path.decode() for sort, answer in linked.items() if _is_page(answer)}
    return {re.sub(r"[^a-z0-9-]+", "_", "_".join(sort)).strip("_"): address for sort, address in found.items()}


def test_after_the_login_the_reader_is_where_the_link_led(page: Page, standalone: Standalone) -> None:
    assert page.url == standalone.url + FILTERED
    assert page.get_by_role("heading", level=1).inner_text() == "Lịch việc"
    assert page.get_by_label("Loại").input_value() == "report"


def test_the_pages_are_found_in_airflows_own_navigation(page: Page, standalone: Standalone, screenshots: Path) -> None:
    page.set_viewport_size(DESK)
    page.goto(standalone.url)
    page.get_by_role("link", name="Đúng Hẹn").click()
    inside = page.frame_locator("iframe")
    inside.get_by_role("heading", name="Lịch việc", level=1).wait_for()
    inside.get_by_role("link", name="Cần cấu hình").click()
    inside.get_by_role("heading", name="Cần cấu hình", level=1).wait_for()
    page.screenshot(path=screenshots / "airflow_1440.png")

    assert inside.get_by_role("link", name="Cần cấu hình").get_attribute("aria-current") == "page"


def test_a_dag_has_a_tab_that_shows_its_plan_and_leads_on_inside_it_and_out_to_airflow(
    page: Page, standalone: Standalone, screenshots: Path
) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{standalone.url}/dags/nq59-2025-2030")
    page.locator('a[href$="/plugin/dunghen-ke-hoach"]', has_text="Đúng Hẹn").click()
    inside = page.frame_locator("iframe")
    inside.get_by_role("heading", name="Kế hoạch triển khai Nghị quyết 59-NQ/TW", level=1).wait_for()
    inside.get_by_role("heading", name="Đang thu", level=2).wait_for()
    page.screenshot(path=screenshots / "airflow_dag_1440.png")
    page.set_viewport_size({"width": 1024, "height": 740})
    page.screenshot(path=screenshots / "airflow_dag_1024.png")
    narrow = inside.locator("html").evaluate("html => html.scrollWidth - html.clientWidth")

    # Our own pages stay in the frame.
    inside.get_by_label("Các trang của kế hoạch này").get_by_role("link", name="Sổ thư").click()
    inside.get_by_role("heading", name="Sổ thư", level=1).wait_for()
    assert inside.locator("select[name=ke-hoach]").input_value() == "nq59-2025-2030"
    page.goto(f"{standalone.url}/dags/nq59-2025-2030/plugin/dunghen-ke-hoach")

    # Airflow's open in the whole window, though its frame lets no page replace the one around it.
    inside.get_by_role("link", name="Mở trang duyệt thư của Airflow").click()
    page.wait_for_url("**/dags/nq59-2025-2030/required_actions**")
    assert page.locator("iframe").count() == 0
    assert narrow == 0


def test_on_a_phone_the_page_of_a_plan_is_read_by_itself(page: Page, standalone: Standalone, screenshots: Path) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{standalone.url}{PREFIX}/ke-hoach/nq59-2025-2030")
    page.screenshot(path=screenshots / "ke-hoach_nq59_360.png", full_page=True)

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.get_by_role("heading", name="Sắp tới", level=2).is_visible()


def test_no_page_links_to_nothing(linked: dict[Sort, Response]) -> None:
    assert [str(answer.url) for answer in linked.values() if answer.status_code >= 400] == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1440"])
def test_every_page_fits_the_screen_and_has_no_serious_fault_for_those_who_cannot_see(
    page: Page, standalone: Standalone, pages: dict[str, str], screenshots: Path, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    faults = {}
    for name, address in pages.items():
        page.goto(standalone.url + address)
        page.screenshot(path=screenshots / f"{name}_{size['width']}.png", full_page=True)
        violations = Axe().run(page).response["violations"]
        found = [f"{it['id']}: {it['nodes'][0]['html'][:120]}" for it in violations if it["impact"] in GRAVE]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"{wide} px wider than the screen")
        if found:
            faults[address] = found

    assert faults == {}


def test_every_page_can_be_reached_and_used_by_keyboard(
    page: Page, standalone: Standalone, pages: dict[str, str]
) -> None:
    for address in pages.values():
        page.goto(standalone.url + address)
        page.keyboard.press("Tab")

        assert page.evaluate("document.activeElement.hash") == "#main", address
