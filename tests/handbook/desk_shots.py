"""The pictures for operators, in the order of the handbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.handbook.airflow import PASSWORD, run_plan_until_it_asks
from tests.handbook.stage import DESK, Area, Shot
from tests.handbook.story import CLOSING, COLLECTING, CYCLE, NAME, OVERDUE, PLAN, STILL_OWED

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from playwright.sync_api import Page

    from tests.handbook.stage import Stage

SHOTS: list[Shot] = []
_UNIT_PAGE = f"/dunghen/tinh-hinh-nop/{NAME}/{CYCLE}/"
_OF_PLAN = f"?ke-hoach={PLAN}"


def shot(name: str, now: datetime) -> Callable[[Callable[[Stage], Area | None]], Callable[[Stage], Area | None]]:
    """Put a picture of the desk on the list."""

    def put(take: Callable[[Stage], Area | None]) -> Callable[[Stage], Area | None]:
        SHOTS.append(Shot(name, now, DESK, take))
        return take

    return put


@shot("dang-nhap", COLLECTING)
def _login(stage: Stage) -> Area:
    page = stage.open("/auth/login")
    page.get_by_label("Username").fill("op")
    page.get_by_label("Password").fill(PASSWORD)
    return Area(page.get_by_role("button", name="Sign in"), page.get_by_text("Sign into Airflow"))


@shot("airflow", COLLECTING)
def _airflow(stage: Stage) -> None:
    page = stage.open("/")
    page.get_by_role("link", name="Đúng Hẹn").click()
    page.frame_locator("iframe").get_by_role("heading", name="Lịch việc", level=1).wait_for()


@shot("lich-viec", COLLECTING)
def _agenda(stage: Stage) -> Area:
    page = stage.open(f"/dunghen/lich-viec{_OF_PLAN}", "Lịch việc")
    return Area(page.locator("article.card").nth(2), tallest=1250)


@shot("lich-viec-thang", COLLECTING)
def _month(stage: Stage) -> Area:
    page = stage.open(f"/dunghen/lich-viec{_OF_PLAN}&thang=2026-11", "Lịch việc")
    return Area(page.locator("table.month"), tallest=1000)


@shot("ke-hoach", CLOSING)
def _plan(stage: Stage) -> Area:
    _until_asked(stage)
    page = stage.open(f"/dunghen/ke-hoach/{PLAN}")
    return Area(page.locator(".panels"))


@shot("tinh-hinh-nop", OVERDUE)
def _heat_map(stage: Stage) -> Area:
    page = stage.open(f"/dunghen/tinh-hinh-nop?nhiem-vu={NAME}", "Tình hình nộp")
    return Area(page.locator("table.grid"), tallest=1150)


@shot("bai-nop", OVERDUE)
def _versions(stage: Stage) -> Area:
    page = stage.open(_UNIT_PAGE + "cuc-dien-anh", "Cục Điện ảnh")
    return Area(page.locator("article.card").last, tallest=1300)


def _act(stage: Stage, summary: str) -> Area:
    page = stage.open(_UNIT_PAGE + STILL_OWED)
    card = page.locator("details").filter(has=page.locator("summary", has_text=summary)).first
    card.locator("summary").click()
    return Area(card)


@shot("gia-han", OVERDUE)
def _extend(stage: Stage) -> Area:
    area = _act(stage, "Gia hạn")
    stage.page.locator("input[name=until]").fill("2026-12-03")
    stage.page.locator("form:has(input[name=until]) input[name=reason]").fill("đơn vị đang sáp nhập, xin lùi một ngày")
    return area


@shot("nhac-ngay", OVERDUE)
def _remind(stage: Stage) -> Area:
    return _act(stage, "Nhắc ngay")


@shot("nhac-moi-don-vi", OVERDUE)
def _remind_all(stage: Stage) -> Area:
    page = stage.open(f"/dunghen/nhac-nop/{NAME}/{CYCLE}")
    return Area(page.locator("main button").last)


@shot("ban-giay", OVERDUE)
def _paper(stage: Stage) -> Area:
    area = _act(stage, "Ghi nhận bản giấy")
    stage.page.locator("input[name=day]").fill("2026-12-01")
    stage.page.locator("input[name=reference]").fill("152/BC-VVH")
    return area


@shot("so-thu", OVERDUE)
def _outbox(stage: Stage) -> Area:
    page = stage.open(f"/dunghen/so-thu{_OF_PLAN}", "Sổ thư")
    return Area(page.locator("article.card").nth(3), tallest=960)


@shot("so-thu-mot-thu", OVERDUE)
def _message(stage: Stage) -> None:
    stage.open(f"/dunghen/so-thu/thu/{NAME}/{CYCLE}/overdue-1/{STILL_OWED}")


@shot("dien-tap", COLLECTING)
def _rehearsals(stage: Stage) -> Area:
    page = stage.open("/dunghen/dien-tap", "Diễn tập")
    return Area(page.locator("h2").first)


def _rehearse(stage: Stage) -> Page:
    page = stage.open("/dunghen/dien-tap", "Diễn tập")
    if not page.locator("article.card").count():
        page.locator("input[name=tu]").fill("2026-11-01")
        page.locator("input[name=den]").fill("2026-12-31")
        page.locator("select[name=ke-hoach]").select_option(PLAN)
        page.get_by_role("button", name="Bắt đầu diễn tập").click()
        page.get_by_role("link", name="Tải tất cả (.zip)").wait_for(timeout=180_000)
        return page
    page.locator("article.card a").first.click()
    return page


@shot("dien-tap-ket-qua", COLLECTING)
def _rehearsal(stage: Stage) -> Area:
    page = _rehearse(stage)
    return Area(page.locator("#tung-thu"), tallest=1100)


@shot("dien-tap-thu", COLLECTING)
def _rehearsed_mail(stage: Stage) -> None:
    page = _rehearse(stage)
    page.locator("article.card a[href*='/thu/']").first.click()
    page.get_by_role("heading", name="Vì sao có thư này").wait_for()


@shot("can-cau-hinh", COLLECTING)
def _decisions(stage: Stage) -> None:
    stage.open("/dunghen/can-cau-hinh", "Cần cấu hình")


@shot("sua", COLLECTING)
def _edit(stage: Stage) -> Area:
    page = stage.open("/dunghen/sua", "Sửa")
    return Area(page.locator("main li").last)


@shot("sua-van-phong", COLLECTING)
def _edit_office(stage: Stage) -> Area:
    page = _filled(stage)
    return Area(page.get_by_role("button", name="Xem sẽ đổi những gì"), page.locator("fieldset").last, tallest=700)


def _filled(stage: Stage) -> Page:
    page = stage.open("/dunghen/sua/van-phong", "văn phòng")
    page.get_by_label("Lý do, căn cứ").fill("Hải Phòng là nơi đặt văn phòng điều phối")
    page.locator("#place input").fill("Hải Phòng")
    return page


@shot("sua-xem-truoc", COLLECTING)
def _preview(stage: Stage) -> Area:
    page = _filled(stage)
    page.get_by_role("button", name="Xem sẽ đổi những gì").click()
    return Area(page.get_by_role("button", name="Ghi quyết định này"))


@shot("sua-nhat-ky", COLLECTING)
def _journal(stage: Stage) -> Area:
    page = stage.open("/dunghen/sua/nhat-ky", "Nhật ký")
    if not page.locator("li.card").count():
        _filled(stage)
        page.get_by_role("button", name="Xem sẽ đổi những gì").click()
        page.get_by_role("button", name="Ghi quyết định này").click()
        page.get_by_role("status").wait_for()
        stage.open("/dunghen/sua/nhat-ky", "Nhật ký")
    page.locator("summary").first.click()
    return Area(page.locator("li.card").first)


@shot("duyet", CLOSING)
def _required_actions(stage: Stage) -> Area:
    _until_asked(stage)
    page = stage.open("/required_actions")
    link = page.get_by_role("link", name="Bộ Ngoại giao").first
    link.wait_for()
    return Area(link)


@shot("duyet-mot-thu", CLOSING)
def _approval(stage: Stage) -> Area:
    _until_asked(stage)
    page = stage.open("/required_actions")
    page.set_viewport_size({"width": DESK, "height": 980})  # Airflow scrolls within; the buttons come last
    page.get_by_role("link", name="Bộ Ngoại giao").first.click()
    button = page.get_by_role("button", name="Không duyệt")
    button.wait_for()
    page.wait_for_timeout(1000)  # the letter is laid out after the buttons
    return Area(button, tallest=980)


def _until_asked(stage: Stage) -> None:
    if not stage.asked:
        run_plan_until_it_asks(stage.running)
        stage.asked = True
