"""A clock is believed as far as a missed month; what one that ran ahead has ended is taken back when a person vouches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dunghen.agenda.build import agenda
from dunghen.exceptions import ClockError
from dunghen.plans.plan import MORNING
from dunghen.records import MessageState, Realm
from dunghen.running.gate import gate
from dunghen.running.heartbeat import accept, believe, newest_run
from dunghen.running.run import run_day
from dunghen.testing import ListMailer, MemoryFiles, MemoryLedger
from dunghen.wording.dates import at_hour
from tests.unit.conftest import CYCLE, Desk, morning

if TYPE_CHECKING:
    from collections.abc import Iterable

LAST_RUN = morning("2026-10-28")
WRONG_DAYS = st.dates(date(2026, 1, 1), date(2031, 12, 31))


def live(desk: Desk) -> Desk:
    """The same installation with an empty world, where mails go to their true recipients."""
    return replace(desk, ledger=MemoryLedger(Realm.LIVE), mailer=ListMailer(), files=MemoryFiles())


def run_by_clock(desk: Desk, now: datetime) -> bool:
    """A run as the entrypoints start it; whether it was let through."""
    try:
        believe(desk.ledger, now)
    except ClockError:
        return False
    run_day(desk.app, desk.plan, now, "test")
    return True


def vouch(desk: Desk, now: datetime) -> tuple[str, ...]:
    """What ``dunghen clock accept`` does."""
    accept(desk.ledger, now, "Lan")
    return desk.ledger.revive(now=now, by="Lan")


@pytest.mark.parametrize(
    "now",
    ["2026-10-28", "2026-10-29", "2026-11-04", "2026-11-28", "2026-12-02", "2026-10-27", "2026-09-28"],
    ids=["the same day", "a day", "a week", "a month", "35 days", "a day back", "a month back"],
)
def test_a_run_within_a_month_of_the_newest_is_let_through(now: str) -> None:
    ledger = MemoryLedger()
    believe(ledger, LAST_RUN)
    believe(ledger, morning(now))
    assert newest_run(ledger) == max(LAST_RUN, morning(now))


@pytest.mark.parametrize(
    ("now", "days"),
    [("2026-12-03", 36), ("2027-01-28", 92), ("2027-10-28", 365), ("2031-10-28", 1826), ("2026-07-28", 92)],
    ids=["a day too many", "three months", "a year", "five years", "three months back"],
)
def test_a_run_farther_away_is_held_with_what_was_noticed_and_what_to_do(now: str, days: int) -> None:
    ledger = MemoryLedger()
    believe(ledger, LAST_RUN)
    with pytest.raises(ClockError, match=rf" {days} ngày.*chỉnh lại.*dunghen clock accept --by"):
        believe(ledger, morning(now))
    assert newest_run(ledger) == LAST_RUN


def test_a_new_ledger_begins_at_whatever_instant_it_is() -> None:
    assert believe(MemoryLedger(), morning("2031-10-28")) is None


def test_a_clock_that_has_gone_back_is_told_of_and_the_newest_run_stays() -> None:
    ledger = MemoryLedger()
    believe(ledger, LAST_RUN)
    assert "trước lượt chạy gần nhất" in str(believe(ledger, morning("2026-10-20")))
    assert newest_run(ledger) == LAST_RUN


def test_the_heartbeat_is_written_once_a_day_however_often_it_runs() -> None:
    ledger = MemoryLedger()
    believe(ledger, LAST_RUN)
    believe(ledger, LAST_RUN + timedelta(hours=10))
    assert newest_run(ledger) == LAST_RUN


def test_a_clock_a_year_ahead_does_nothing_and_when_it_is_back_all_goes_on(desk: Desk) -> None:
    office = live(desk)
    assert run_by_clock(office, morning("2026-10-27"))
    assert not run_by_clock(office, morning("2027-11-20"))
    assert (office.ledger.messages(), office.mailer.sent) == ((), [])
    assert run_by_clock(office, morning("2026-10-28"))
    assert set(office.states("request").values()) == {MessageState.SENT}


def test_after_three_months_without_power_a_person_vouches_and_what_still_holds_is_done(desk: Desk) -> None:
    office = live(desk)
    run_by_clock(office, morning("2026-08-20"))
    assert not run_by_clock(office, morning("2026-11-20"))
    assert vouch(office, morning("2026-11-20")) == ()
    assert run_by_clock(office, morning("2026-11-20"))
    assert set(office.states("request").values()) == {MessageState.SENT}


def test_what_a_new_ledger_wrote_off_on_a_wrong_clock_is_owed_again(desk: Desk) -> None:
    office = live(desk)
    run_by_clock(office, morning("2027-02-01"))  # the whole cycle of 2026 is void
    assert set(office.states("request").values()) == {MessageState.EXPIRED}
    assert not run_by_clock(office, morning("2026-10-28"))

    vouch(office, morning("2026-10-28"))
    assert run_by_clock(office, morning("2026-10-28"))

    assert set(office.states("request").values()) == {MessageState.SENT}
    told = [(one.before, one.after, one.by) for one in office.ledger.events(f"{CYCLE}/request/cuc-dien-anh")]
    assert told[:3] == [
        (None, MessageState.EXPIRED, "dunghen"),
        (MessageState.EXPIRED, MessageState.EXPIRED, "Lan"),
        (MessageState.EXPIRED, MessageState.QUEUED, "dunghen"),
    ]


def test_a_simulated_day_to_come_writes_nothing_off_for_its_time(desk: Desk) -> None:
    assert gate(desk.app, desk.plan, morning("2027-02-01"), clock=morning("2026-10-01")).overtaken == 0
    assert desk.ledger.messages() == ()


def test_a_simulated_day_writes_off_what_has_really_passed(desk: Desk) -> None:
    gate(desk.app, desk.plan, morning("2027-02-01"), clock=morning("2026-11-21"))
    # By 21/11 only the reminder of 06/11 had passed.
    assert {one.key.step for one in desk.ledger.messages()} == {"remind-14"}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wrong=st.lists(st.tuples(WRONG_DAYS, st.booleans()), max_size=5),
    today=st.dates(date(2026, 10, 28), date(2026, 12, 20)),
)
def test_whatever_clocks_there_were_nothing_due_is_void_once_one_is_right_and_vouched_for(
    desk: Desk, wrong: list[tuple[date, bool]], today: date
) -> None:
    office, now = live(desk), at_hour(today, MORNING)
    for day, vouched in wrong:
        if vouched:
            vouch(office, at_hour(day, MORNING))
        run_by_clock(office, at_hour(day, MORNING))
    vouch(office, now)
    assert run_by_clock(office, now)
    assert list(_void_without_a_stand_in(office, now)) == []


def _void_without_a_stand_in(office: Desk, now: datetime) -> Iterable[str]:
    """Acts that are due now and void, though nothing went in their place: a reminder may give way to a request that went."""
    requested = office.states("request")
    for action in (one for one in agenda(office.plan, office.office) if one.is_due(now)):
        for recipient in action.step.recipients:
            message = office.ledger.message(str(action.key(recipient)))
            went = action.step.act.asks and requested.get(recipient) is MessageState.SENT
            if message is None or (
                message.state is MessageState.EXPIRED and not (went and action.step.name != "request")
            ):
                yield str(action.key(recipient))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wrong=st.lists(st.dates(date(2026, 12, 3), date(2031, 12, 31)), min_size=1, max_size=5))
def test_by_a_clock_too_far_ahead_nothing_is_ever_sent_or_written(desk: Desk, wrong: list[date]) -> None:
    office = live(desk)
    run_by_clock(office, LAST_RUN)
    before = office.ledger.messages()
    assert not any(run_by_clock(office, at_hour(day, MORNING)) for day in wrong)
    assert office.ledger.messages() == before
    assert len(office.mailer.sent) == 3
