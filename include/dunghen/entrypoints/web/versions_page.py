"""One unit in one cycle: every version that it has handed in, what operators have done about it, and may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from dunghen.agenda.extension import Extensions, extended
from dunghen.app import App
from dunghen.consolidation.versions import versions_by_unit
from dunghen.cycles.request import request_of
from dunghen.desk.unit_case import asked_as
from dunghen.entrypoints.web.collected import HERE, NO_CYCLE, Collected, cycle_named
from dunghen.entrypoints.web.csrf import TOKEN
from dunghen.entrypoints.web.download import download
from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.page import NOW, absent, page
from dunghen.keys import CycleKey
from dunghen.links.delegate import Delegate, delegates
from dunghen.links.unit_link import opening
from dunghen.loading.config import Config
from dunghen.plans.cycle import Cycle
from dunghen.records import Record, Submission, taken_back_subject
from dunghen.submissions.paper import ENTERED_BY, REFERENCE, received_on
from dunghen.terms import CHANNELS, SEVERITIES, VERDICTS
from dunghen.views.heat_map import EVERYTHING, answered_for, column
from dunghen.views.unit_history import history_lines, taken_back
from dunghen.views.unit_report import is_late
from dunghen.wording.dates import local_day

router = APIRouter(prefix="/tinh-hinh-nop/{plan}/{duty}/{cycle}/{unit}")

_SOON = (
    "Thư đã xếp vào sổ, chưa gửi. Lượt gửi chạy 10 phút một lần, từ 06:00 đến 22:00, khi DAG «Nhận bài nộp, gửi thư chờ» "
    "đang bật; xem kết quả ở Sổ thư."
)
DONE: Mapping[str, str] = {
    "gia-han": f"Đã ghi nhận gia hạn. Đơn vị chưa nộp thì được báo bằng thư. {_SOON}",
    "thoi-gia-han": "Đã thôi gia hạn: ngày cuối chung có hiệu lực trở lại. Đơn vị đã nhận thư báo gia hạn thì được báo lại.",
    "nhac-ngay": f"Đã soạn thư nhắc. {_SOON}",
    "ban-giay": "Đã ghi nhận bản giấy. Đơn vị được gửi biên nhận, và không bị nhắc nữa.",
    "ban-giay-loi": "Biểu nhập thay đơn vị còn lỗi phải sửa nên chưa tính là đã nộp: xem lần nộp mới nhất dưới đây, sửa rồi "
    "ghi nhận lại. Chưa sửa được ngay thì ghi nhận bản giấy không kèm biểu.",
    "ban-giay-cu": "Bản giấy này đã được ghi nhận từ trước; không ghi thêm.",
    "rut-ban-giay": "Đã rút bản giấy. Lời nhắc đã thôi gửi vì bản ấy không tự gửi lại: cần thì bấm «Nhắc ngay».",
    "thu-hoi": "Đã thu hồi: mọi đường dẫn đã phát cho đơn vị trong kỳ này không mở được nữa. Thư sau mang đường dẫn mới.",
    "gui-duong-dan": f"Đã soạn thư mang đường dẫn mới. {_SOON}",
    "giao": f"Đã soạn thư mang đường dẫn cho người làm thay, và bản sao cho đơn vị. {_SOON}",
    "gui-duong-dan-cu": "Trong giờ này đã có thư mang đường dẫn mới cho đơn vị; không soạn thêm.",
}
"""What a page says after an act, by the word in its address."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One version, whether it came late, the letter's day where it came on paper, and the note that took it back."""

    one: Submission
    is_late: bool
    paper_day: date | None
    back: Record | None

    @property
    def by(self) -> str:
        """Who entered it, where it came on paper."""
        return self.one.remarks.get(ENTERED_BY, "") if self.paper_day else ""

    @property
    def reference(self) -> str:
        """Number and sign of the letter."""
        return self.one.remarks.get(REFERENCE, "") if self.paper_day else ""


@router.get("")
def versions_page(
    plan: str,
    duty: str,
    cycle: str,
    unit: str,
    done: Annotated[str, Query(alias="xong")] = "",
    token: str = TOKEN,
    now: datetime = NOW,
) -> HTMLResponse:
    """Every version that the unit has handed in for the cycle, the newest first, with what was wrong with it."""
    with installation() as (app, config):
        return case_page(app, config, (plan, duty, cycle, unit), token, now, done=DONE.get(done, ""))


@router.get("/tep/{sha256}")
def version_file(plan: str, duty: str, cycle: str, unit: str, sha256: str) -> Response:
    """One version as it came in. Only what this unit handed in for this cycle is found under this address."""
    with installation() as (app, config):
        found = cycle_named(config, plan, duty, cycle)
        one, its_cycle = found or (None, None)
        if one is None or its_cycle is None:
            return absent(HERE, "Không có tệp nào như vậy.")
        names = answered_for(unit, config.office.directory, its_cycle.anchor)
        versions = app.ledger.submissions(one.key(its_cycle), names, taken_back=True)
        version = next((one for one in versions if one.sha256 == sha256), None)
        if version is None:
            return absent(HERE, "Không có tệp nào như vậy.")
        try:
            return download(app.files.get(version.sha256), version.original_name)
        except LookupError:
            return absent(HERE, "Lần nộp này không có tệp trong kho.")


def case_page(
    app: App,
    config: Config,
    place: tuple[str, str, str, str],
    token: str,
    now: datetime,
    *,
    done: str = "",
    refused: str = "",
) -> HTMLResponse:
    """The page of a unit (plan, duty, cycle, unit); ``refused`` says why what was just asked for is not done."""
    *names, unit = place
    found = cycle_named(config, *names)
    if found is None:
        return absent(HERE, NO_CYCLE)
    one, cycle = found
    case = _case(app, config, one, cycle, unit, local_day(now))
    if case is None:
        return absent(HERE, "Đơn vị này không phải nộp trong kỳ này.")
    return page(
        "versions.html",
        status=409 if refused else 200,
        here=HERE,
        one=one,
        unit=unit,
        verdicts=VERDICTS,
        severities=SEVERITIES,
        channels=CHANNELS,
        may_act=bool(token) and case["state"] is not None and not one.plan.is_draft,
        csrf=token,
        is_open=cycle.lock is not None and local_day(now) < cycle.lock,
        first_day=cycle.deadline and max(cycle.deadline + timedelta(days=1), local_day(now)),
        last_day=cycle.lock and cycle.lock - timedelta(days=1),
        today=local_day(now),
        done=done,
        refused=refused,
        **case,
    )


def _case(app: App, config: Config, one: Collected, cycle: Cycle, unit: str, today: date) -> dict[str, object] | None:
    """What the ledger knows of the unit in this cycle; None where it owed nothing and handed in nothing."""
    directory, key = config.office.directory, one.key(cycle)
    slugs = answered_for(unit, directory, cycle.anchor)
    events = app.ledger.record_history(key.plan, cycle=key)
    granted, back = Extensions.of(events, directory), taken_back(events)
    kept = app.ledger.submissions(key, slugs, taken_back=True)
    held = [each for each in kept if taken_back_subject(each.unit, each.version) not in back]
    standing = column(cycle, one.collecting, one.plan, config.office, held, granted.in_cycle(key))
    if unit not in standing.lines and not kept:
        return None
    own = extended(cycle, granted.until(key, unit))
    versions = versions_by_unit(kept, directory, cycle.anchor, EVERYTHING).get(unit, [])
    newest_first = sorted(versions, key=lambda each: (each.received_at, each.version), reverse=True)
    return {
        "cycle": own,
        "unit_name": directory.name(unit, cycle.anchor),
        "directory": directory,
        "state": standing.state(unit, today),
        "versions": [
            HandedIn(each, is_late(own, each), received_on(each), back.get(taken_back_subject(each.unit, each.version)))
            for each in newest_first
        ],
        "history": history_lines(events, {unit, *slugs}),
        "delegates": _delegates(app, key, unit, today),
    }


def _delegates(app: App, key: CycleKey, unit: str, today: date) -> tuple[Delegate, ...]:
    """Those who were given the link or for whom it was asked; none where no link opens."""
    request = request_of(app, key)
    asked = asked_as(app, request, unit) if request else None
    found = opening(app, key, asked, today) if asked else None
    return delegates(app, found) if found else ()
