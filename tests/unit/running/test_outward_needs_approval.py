"""Nothing leaves the house without the approval of a named person: tried with every kind of duty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

import pytest

from dunghen.exceptions import ApproverError
from dunghen.kinds.registry import kind_names
from dunghen.plans.plan import MORNING
from dunghen.records import ApprovalState, MessageState
from dunghen.running.approve import decide
from dunghen.running.run import run_day
from dunghen.running.send import send
from dunghen.testing import NOON, a_draft, a_key, a_report, an_approval
from dunghen.wording.dates import at_hour
from tests.unit.conftest import morning
from tests.unit.kinds.greeting.test_letters import a_desk as greeting_desk
from tests.unit.running.event_desk import EventDesk
from tests.unit.running.kind_desk import desk_of, enter

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.app import App
    from tests.unit.conftest import Desk

OUTSIDE = ("bo-ngoai-giao", "dai-su-quan-ha-lan", "bao-ban", "trang-tin")
"""Whoever in these plans does not belong to the house: a ministry, an embassy, a newspaper, the public site."""


class AnyDesk(Protocol):
    """A desk of either sort."""

    @property
    def app(self) -> App:
        """The installation."""


def a_report_desk() -> Desk:
    report = a_report()
    return desk_of("report", **{key: report[key] for key in ("every", "covers", "from", "to", "steps", "source")})


def a_bulletin_desk() -> Desk:
    desk = desk_of("bulletin", every={"months": 3, "day": 25}, to=["cuc-bao-chi", "bo-ngoai-giao"])
    enter(desk, "2026-06", "bulletin-text", "2026-06-18", title="Thông tin quý II", text="Tin.")
    return desk


def an_event_desk() -> EventDesk:
    desk = EventDesk()
    desk.reviewed()
    return desk


STAGES = [{"act": "estimate", "by": "cuc-hop-tac-quoc-te"}, {"act": "approval", "by": "bo-ngoai-giao"}]
DESKS: dict[str, tuple[Callable[[], AnyDesk], date, date]] = {
    "report": (a_report_desk, date(2026, 10, 28), date(2026, 12, 18)),
    "greeting": (greeting_desk, date(2025, 4, 4), date(2025, 5, 2)),
    "event": (an_event_desk, date(2026, 4, 10), date(2026, 6, 10)),
    "bulletin": (a_bulletin_desk, date(2026, 6, 1), date(2026, 7, 10)),
    "deliverable": (lambda: desk_of("deliverable", due=date(2026, 9, 30)), date(2026, 8, 25), date(2026, 11, 20)),
    "meeting": (lambda: desk_of("meeting", dates=[date(2026, 6, 10)]), date(2026, 5, 20), date(2026, 7, 20)),
    "review": (lambda: desk_of("review", on=date(2026, 9, 30)), date(2026, 8, 25), date(2026, 11, 20)),
    "quota": (
        lambda: desk_of("quota", per="year", counts="chương trình", record="programme", minimum=20),
        date(2026, 4, 1),
        date(2026, 10, 30),
    ),
    "budget": (
        lambda: desk_of("budget", per="year", stages=STAGES, dates={2026: {"estimate": date(2026, 7, 15)}}),
        date(2026, 6, 25),
        date(2026, 8, 10),
    ),
}
GOES_OUT = {"report", "greeting", "event", "bulletin"}


def live_through(desk: AnyDesk, first: date, last: date, answer: Callable[[AnyDesk, date], None] | None = None) -> None:
    """Run every day of the window; a person answers where ``answer`` is given."""
    day = first
    while day <= last:
        (plan,) = desk.app.plans.values()
        run_day(desk.app, plan, at_hour(day, MORNING), "test")
        if answer:
            answer(desk, day)
        day += timedelta(days=1)


def approve_all(desk: AnyDesk, day: date) -> None:
    for asked in desk.app.ledger.approvals(state=ApprovalState.REQUESTED):
        now = at_hour(day, MORNING)
        decide(desk.app, asked.key, approved=True, by="Cục trưởng", automatic=False, reason=None, now=now)
        send(desk.app, None, now, "test")


def sent_outside(desk: AnyDesk) -> list[str]:
    """What went to somebody outside, whatever the ledger calls it."""
    sent = desk.app.ledger.in_state(MessageState.SENT)
    return [str(one.key) for one in sent if one.outward or one.key.recipient in OUTSIDE]


def test_every_kind_is_tried() -> None:
    assert set(DESKS) == set(kind_names())


@pytest.mark.parametrize("kind", DESKS)
def test_without_an_answer_nothing_leaves_the_house(kind: str) -> None:
    make, first, last = DESKS[kind]
    desk = make()
    live_through(desk, first, last)
    assert sent_outside(desk) == []
    assert desk.app.ledger.messages(state=MessageState.SENT) != ()


@pytest.mark.parametrize("kind", DESKS)
def test_what_leaves_the_house_was_approved_by_a_named_person(kind: str) -> None:
    make, first, last = DESKS[kind]
    desk = make()
    live_through(desk, first, last, approve_all)
    outside = sent_outside(desk)
    assert bool(outside) is (kind in GOES_OUT)
    for key in outside:
        message = desk.app.ledger.message(key)
        assert message is not None
        assert message.outward
        approval = desk.app.ledger.approval(message.approval or "")
        assert approval is not None
        assert (approval.state, approval.by, approval.automatic) == (ApprovalState.APPROVED, "Cục trưởng", False)


def test_an_outward_letter_that_names_no_approval_stays_where_it_is() -> None:
    desk = a_report_desk()
    key = a_key("bo-ngoai-giao", duty="viec-thu", step="deliver-outward")
    desk.ledger.queue([a_draft("bo-ngoai-giao", key=key, outward=True, approval=None)], now=morning("2026-10-28"))
    send(desk.app, None, morning("2026-10-29"), "test")
    assert desk.ledger.known(desk.plan.id)[str(key)] is MessageState.QUEUED


@pytest.mark.parametrize(("by", "may"), [("vu-truong", True), ("Vu-truong", False), ("chuyen-vien", False)])
def test_where_the_office_names_its_approvers_nobody_else_approves(by: str, may: bool) -> None:
    desk = a_report_desk()
    asked = _asked(desk.app)
    office = replace(
        desk.app.office, settings=desk.app.office.settings.model_copy(update={"approvers": ("vu-truong",)})
    )
    app = replace(desk.app, office=office)
    if may:
        decide(app, asked, approved=True, by=by, automatic=False, reason=None, now=NOON)
    else:
        with pytest.raises(ApproverError, match=r"vu-truong.*thư vẫn chờ duyệt"):
            decide(app, asked, approved=True, by=by, automatic=False, reason=None, now=NOON)
    approval = app.ledger.approval(asked)
    assert approval
    assert approval.state is (ApprovalState.APPROVED if may else ApprovalState.REQUESTED)


def test_anybody_may_refuse() -> None:
    desk = a_report_desk()
    asked = _asked(desk.app)
    office = replace(
        desk.app.office, settings=desk.app.office.settings.model_copy(update={"approvers": ("vu-truong",)})
    )
    answer = decide(
        replace(desk.app, office=office),
        asked,
        approved=False,
        by="chuyen-vien",
        automatic=False,
        reason="sai",
        now=NOON,
    )
    assert answer.state is ApprovalState.REJECTED


def _asked(app: App) -> str:
    asked = an_approval()
    return app.ledger.request_approval(asked).key
