"""A plan with an event duty of its own, a content review, publicity around every event, and collecting afterwards."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dunghen.directory.directory import Directory
from dunghen.directory.partner import Partner
from dunghen.events.event import Event
from dunghen.events.steps import EventSteps
from dunghen.testing import a_plan, an_office

if TYPE_CHECKING:
    from dunghen.plans.office import Office
    from dunghen.plans.plan import Plan

OWN = "ngay-van-hoa"
"""Of 2026: thứ Ba 12/05 to thứ Sáu 15/05 in ``an_event``."""


def a_duty(duty_id: str = OWN, **changes: Any) -> dict[str, Any]:
    """An event duty as a plan file writes it."""
    return {
        "id": duty_id,
        "kind": "event",
        "title": "Ngày Văn hóa Kazakhstan tại Việt Nam",
        "facts": [duty_id],
        "source": {"lines": "11; 17", "quote": "năm 2026", "basis": "stated"},
        "lead": "cuc-hop-tac-quoc-te",
        "waiting_for": ["ngày bắt đầu, ngày kết thúc"],
        **changes,
    }


def an_event(**changes: Any) -> Event:
    """Four days of May 2026, thứ Ba 12/05 to thứ Sáu 15/05, with the cinema department."""
    values: dict[str, Any] = {
        "id": "ngay-van-hoa-kz",
        "duty": OWN,
        "title": "Ngày Văn hóa Kazakhstan tại Việt Nam",
        "status": "confirmed",
        "from": date(2026, 5, 12),
        "to": date(2026, 5, 15),
        "place": "Nhà hát Lớn Hà Nội",
        "with": ["cuc-dien-anh"],
    }
    return Event.model_validate({**values, **changes})


def an_event_plan(*events: Event, duties: list[dict[str, Any]] | None = None, **steps: Any) -> Plan:
    """The plan with these events; the keywords are the office's days around every event."""
    plan = a_plan(
        id="kazakhstan-2025-2027",
        duties=duties or [a_duty()],
        period={"from": date(2025, 1, 1), "to": date(2027, 12, 31)},
    )
    return plan.model_copy(update={"events": events, "event_steps": EventSteps.model_validate(steps)})


def an_event_office() -> Office:
    """The office of ``a_plan``, with a newspaper among its partners."""
    office = an_office()
    paper = Partner.model_validate({"slug": "bao-ban", "name": "Báo Bạn", "class": "media", "email": "bao@ban.invalid"})
    directory = Directory(office.directory.units, office.directory.groups, (paper,))
    return type(office)(settings=office.settings, directory=directory, calendar=office.calendar)
