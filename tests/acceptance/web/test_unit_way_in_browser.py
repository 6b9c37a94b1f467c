"""The unit head's whole way in a browser on a phone, from the mail of a real run to the green cell of the heat-map.

The screenshots of each stage are kept in ``var/screenshots``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.mail.compose import KEYS_HEADER
from dunghen.mail.rehearsal import RECIPIENT_HEADER
from dunghen.tools.filled_form import Breakage, fill
from tests.acceptance import own_plan
from tests.acceptance.web.conftest import log_in
from tests.acceptance.web.routes import PREFIX
from tests.chromium import DESK, PHONE, drop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from tests.acceptance.conftest import Standalone

GRAVE = {"serious", "critical"}
HEAT_MAP = f"{PREFIX}/tinh-hinh-nop?nhiem-vu={own_plan.PLAN}%2F{own_plan.DUTY}"


@pytest.fixture(scope="module")
def asked(standalone: Standalone) -> Standalone:
    """The units have been asked: by the plan's own DAG, on the day of the asking."""
    standalone.run(own_plan.PLAN, as_of=str(own_plan.asking_day(now_in_hanoi().date())))
    return standalone


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="vi-VN")
    yield context.new_page()
    context.close()


@pytest.fixture
def operator(browser: Browser, asked: Standalone) -> Iterator[Page]:
    """Somebody of the office before the heat-map."""
    context = browser.new_context(viewport=DESK, locale="vi-VN")
    page = context.new_page()
    page.goto(asked.url + HEAT_MAP)
    log_in(page, asked, "op")
    expect(page).to_have_url(asked.url + HEAT_MAP)
    yield page
    context.close()


def mails_to(standalone: Standalone, address: str) -> list[EmailMessage]:
    """What the tests' own plan sent to this address, oldest first."""
    ours = [one for one in standalone.mails() if one[KEYS_HEADER].startswith(f"{own_plan.PLAN}/")]
    return [one for one in ours if one[RECIPIENT_HEADER] == address]


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def link_of(mail: EmailMessage) -> str:
    """The page that the mail leads to."""
    return re.findall(r"https?://\S+/dunghen/nop/[^\s/]+", text_of(mail))[0]


def look(page: Page, screenshots: Path, stage: str) -> None:
    """Keep the page as it looks on a phone and on a desk; it must fit both, and hold no serious fault."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        page.screenshot(path=screenshots / f"nop_{stage}_{size['width']}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{stage}: {wide} px wider than {size['width']}"
    violations = Axe().run(page).response["violations"]
    assert [one["id"] for one in violations if one["impact"] in GRAVE] == [], stage


def choose(page: Page, file: Path) -> None:
    page.get_by_label("Biểu đã điền").set_input_files(file)
    page.get_by_role("button", name="Gửi báo cáo").click()


def cell(page: Page, unit: str) -> Locator:
    return page.get_by_role("row").filter(has_text=unit).get_by_role("cell").first


def test_from_the_mail_of_a_run_to_the_green_cell(
    asked: Standalone, phone: Page, operator: Page, screenshots: Path, tmp_path: Path
) -> None:
    expect(cell(operator, "Cục Điện ảnh")).to_have_text("Chưa nộp, còn hạn")
    look(operator, screenshots, "0_heat_map_before")
    (request,) = mails_to(asked, f"{own_plan.UNIT}@dunghen.invalid")
    assert request["Subject"].startswith("[DIỄN TẬP]")

    phone.goto(link_of(request))
    expect(phone.get_by_text("Chưa nộp; chậm nhất")).to_be_visible()
    look(phone, screenshots, "1_opened")
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Tải biểu mẫu").click()
    form = download.value.path().read_bytes()

    note = tmp_path / "ghi-chu.pdf"
    note.write_bytes(b"%PDF-1.7 not a workbook")
    choose(phone, note)
    expect(phone.get_by_role("heading", name="Lần gửi thứ 1: cần sửa rồi gửi lại")).to_be_visible()
    expect(phone.get_by_text("Đây là tệp PDF")).to_be_visible()
    look(phone, screenshots, "2_no_workbook")

    wrong = tmp_path / "bao-cao-sai.xlsx"
    wrong.write_bytes(fill(form, breakages=[Breakage.STATUS_MISSPELT, Breakage.TASK_ALTERED]))
    drop(wrong, phone.locator(".drop"))
    expect(phone.get_by_text("Đã chọn «bao-cao-sai.xlsx»")).to_be_visible()
    look(phone, screenshots, "3_dropped")
    phone.get_by_role("button", name="Gửi báo cáo").click()
    expect(phone.get_by_role("heading", name="Lần gửi thứ 2: cần sửa rồi gửi lại")).to_be_visible()
    places = phone.locator("ol.problems b").all_inner_texts()
    assert {"Trang «Báo cáo», ô B7", "Trang «Báo cáo», ô F7"} <= set(places)
    look(phone, screenshots, "4_problems")

    right = tmp_path / "bao-cao-da-sua.xlsx"
    right.write_bytes(fill(form))
    choose(phone, right)
    expect(phone.get_by_role("heading", name="Đã nhận, lần gửi thứ 3")).to_be_visible()
    expect(phone.get_by_text("Đã nhận báo cáo (lần gửi thứ 3), đúng hạn.")).to_be_visible()
    look(phone, screenshots, "5_receipt")

    asked.run("dunghen_intake")
    (_, answers) = mails_to(asked, f"{own_plan.UNIT}@dunghen.invalid")
    assert f"/receipt-3/{own_plan.UNIT}" in answers[KEYS_HEADER]
    assert "Đúng hạn (chậm nhất" in text_of(answers)
    operator.reload()
    expect(cell(operator, "Cục Điện ảnh")).to_have_text("Đúng hạn")
    expect(cell(operator, "Cục Điện ảnh")).to_have_class(re.compile(r"\bgood\b"))
    expect(cell(operator, "Cục Báo chí")).to_have_text("Chưa nộp, còn hạn")
    look(operator, screenshots, "6_heat_map_after")


def test_the_link_is_handed_on_and_taken_back(asked: Standalone, phone: Page, screenshots: Path) -> None:
    head, delegate = f"{own_plan.OTHER}@dunghen.invalid", "pho-cuc-truong@dunghen.invalid"
    (request,) = mails_to(asked, head)
    link = link_of(request)
    phone.goto(link)
    phone.get_by_role("link", name="Chuyển cho người làm thay").click()
    look(phone, screenshots, "7_hand_on")
    phone.get_by_label("Địa chỉ thư").fill(delegate)
    phone.get_by_label("Chức danh").fill("Phó Cục trưởng")
    phone.get_by_role("button", name="Xem lại").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Chuyển đường dẫn?")
    look(phone, screenshots, "8_sure")
    phone.get_by_role("button", name="Đúng, chuyển đường dẫn").click()
    expect(phone.get_by_role("heading", name="Đã chuyển", exact=True)).to_be_visible()
    look(phone, screenshots, "9_handed_on")

    asked.run("dunghen_intake")
    (given,) = mails_to(asked, delegate)
    copy = mails_to(asked, head)[-1]
    assert "Kính gửi: Phó Cục trưởng, Cục Báo chí" in text_of(given)
    assert "DIỄN TẬP" in text_of(given)
    assert link_of(given) == link
    assert delegate in text_of(copy)
    for mail, name in ((given, "delegate"), (copy, "copy")):
        part = mail.get_body(("html",))
        assert part is not None
        phone.goto("about:blank")  # without the policy of the pages
        phone.set_content(part.get_content())
        look(phone, screenshots, f"mail_{name}")

    (back,) = re.findall(r"\S+/thu-hoi", text_of(copy))
    phone.goto(back)
    look(phone, screenshots, "10_take_back")
    phone.get_by_role("button", name="Thu hồi").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đã thu hồi đường dẫn")
    look(phone, screenshots, "11_taken_back")
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đường dẫn không mở được")
    look(phone, screenshots, "12_closed")
    asked.run("dunghen_intake")
    new = link_of(mails_to(asked, head)[-1])
    phone.goto(new)
    expect(phone.get_by_text("Chưa nộp; chậm nhất")).to_be_visible()
    assert new != link
