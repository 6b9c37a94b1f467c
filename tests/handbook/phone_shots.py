"""The pictures for unit heads: the mail, and the page that its link opens, on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunghen.tools.demo_story import Manner, filled_in
from tests.handbook.stage import PHONE, Area, PageMissingError, Shot
from tests.handbook.story import COLLECTING, NIL, OVERDUE, RIGHT, STILL_OWED, WRONG, form_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.handbook.stage import Stage

SHOTS: list[Shot] = []


def shot(name: str) -> Callable[[Callable[[Stage], Area | None]], Callable[[Stage], Area | None]]:
    """Put a picture of the phone on the list."""

    def put(take: Callable[[Stage], Area | None]) -> Callable[[Stage], Area | None]:
        SHOTS.append(Shot(name, OVERDUE if "qua-han" in name else COLLECTING, PHONE, take))
        return take

    return put


@shot("dt-thu")
def _mail(stage: Stage) -> Area:
    body = stage.office.mail_to(RIGHT).get_body(("html",))
    if body is None:
        raise PageMissingError("the mail has no HTML")
    stage.page.set_content(body.get_content())
    # Below the banner of the rehearsal, which no unit head is to see.
    return Area(stage.page.get_by_role("link", name="Gửi báo cáo").first, stage.page.get_by_text("Kính gửi").first)


@shot("dt-trang")
def _top(stage: Stage) -> Area:
    return Area(stage.open_link_of().locator("main ol").first, tallest=860)


@shot("dt-chon-tep")
def _chosen(stage: Stage) -> Area:
    page = _choose(stage, RIGHT, Manner.WELL)
    return Area(page.get_by_role("button", name="Gửi báo cáo"), page.get_by_role("heading", name="Nộp báo cáo"))


@shot("dt-bien-nhan")
def _receipt(stage: Stage) -> Area:
    page = _choose(stage, RIGHT, Manner.WELL)
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.get_by_role("heading", name="Đã nhận").wait_for()
    return Area(page.locator("section.card").first)


@shot("dt-can-sua")
def _problems(stage: Stage) -> Area:
    page = _choose(stage, WRONG, Manner.WRONG)
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.get_by_role("heading", name="cần sửa rồi gửi lại").wait_for()
    return Area(page.locator("ol.problems li").first)


@shot("dt-khong-phat-sinh")
def _nil(stage: Stage) -> Area:
    page = stage.open(stage.link_of(NIL) + "/khong-phat-sinh", "Báo không phát sinh")
    return Area(page.locator("main"))


@shot("dt-chuyen")
def _delegate(stage: Stage) -> Area:
    page = stage.open(stage.link_of(STILL_OWED) + "/chuyen", "Chuyển cho người làm thay")
    return Area(page.get_by_role("button").last, tallest=960)


@shot("dt-qua-han")
def _late(stage: Stage) -> Area:
    return Area(stage.open_link_of(STILL_OWED).locator("section.card"))


@shot("dt-het-han")
def _closed(stage: Stage) -> Area:
    page = stage.page
    page.goto(f"{stage.running.url}/dunghen/nop/duong-dan-da-het-han")
    page.get_by_role("heading", name="Đường dẫn không mở được").wait_for()
    return Area(page.get_by_role("button"))


def _choose(stage: Stage, unit: str, manner: Manner) -> Page:
    page = stage.open_link_of(unit)
    name, form = form_in(stage.office.mail_to(unit))
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": media_type, "buffer": filled_in(form, manner)}
    )
    return page
