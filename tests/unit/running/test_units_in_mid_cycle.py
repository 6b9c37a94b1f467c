"""A unit that is renamed while a report is owed: it is asked on under its old name, and what comes in counts."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dunghen.agenda.build import agenda
from dunghen.collecting.compile import consolidation
from dunghen.collecting.escalate import missing_units
from dunghen.desk.hand_link import send_new
from dunghen.keys import CycleKey
from dunghen.links.unit_link import PAGE, open_link
from dunghen.records import MessageState, SubmissionState
from dunghen.testing import a_unit, an_office
from dunghen.testing.builders import default_units
from dunghen.tools.filled_form import fill
from tests.unit.conftest import CYCLE, morning

if TYPE_CHECKING:
    from tests.unit.conftest import Desk

OLD, NEW = "cuc-dien-anh", "cuc-dien-anh-va-sang-tao"
ASKED_AND_REMINDED = ("request", "remind-14", "remind-7")


def rename(desk: Desk, last: date, first: date) -> None:
    """From this day on the unit bears another name and has another address."""
    units = [
        one.model_copy(update={"valid_to": last, "successor": NEW}) if one.slug == OLD else one
        for one in default_units()
    ]
    desk.office = an_office(units=[*units, a_unit(NEW, name="Cục Điện ảnh và Sáng tạo", valid_from=first)])


def form_in(desk: Desk, step: str, unit: str = OLD) -> bytes:
    message = desk.ledger.message(f"{CYCLE}/{step}/{unit}")
    assert message is not None
    return desk.files.get(next(one.sha256 for one in message.attachments if one.name.endswith(".xlsx")))


def submitted(desk: Desk) -> list[tuple[str, SubmissionState, int]]:
    found = desk.ledger.submissions(CycleKey.parse(CYCLE))
    return [(one.unit, one.state, len(one.rows)) for one in found]


def missing(desk: Desk) -> tuple[str, ...]:
    """The units that the escalation and the compiled report tell as missing; both tell the same."""
    action = next(one for one in agenda(desk.plan, desk.office) if str(one.cycle_key) == CYCLE)
    told = missing_units(desk.app, action)[1]
    compiled = consolidation(desk.app, action, morning("2026-12-04"))
    assert told == tuple(unit.slug for unit in compiled.units if unit.standing.is_missing)
    return told


@pytest.mark.parametrize("step", ["request", "remind-7"])
def test_the_form_that_was_sent_is_taken_whoever_hands_it_in(desk: Desk, step: str) -> None:
    desk.run("2026-10-28")
    rename(desk, date(2026, 11, 9), date(2026, 11, 10))
    desk.run("2026-11-06")
    desk.run("2026-11-17")
    desk.files.drop("a.xlsx", fill(form_in(desk, step)))
    desk.run("2026-11-23")
    desk.run("2026-11-30")
    assert submitted(desk) == [(OLD, SubmissionState.ACCEPTED_WITH_WARNINGS, 2)]
    assert [desk.states(one) for one in ASKED_AND_REMINDED] == [
        dict.fromkeys(("cuc-hop-tac-quoc-te", OLD, "cuc-bao-chi"), MessageState.SENT)
    ] * 3
    assert desk.states("overdue-1")[OLD] is MessageState.SUPPRESSED
    assert missing(desk) == ("cuc-hop-tac-quoc-te", "cuc-bao-chi")


def test_after_the_change_the_reminder_goes_to_the_one_that_took_over(desk: Desk) -> None:
    desk.run("2026-10-28")
    rename(desk, date(2026, 11, 9), date(2026, 11, 10))
    desk.run("2026-11-17")
    message = desk.ledger.message(f"{CYCLE}/remind-7/{OLD}")
    assert message is not None
    assert message.address == f"{NEW}@bo.invalid"


def test_who_reported_under_the_old_name_is_not_asked_again_under_the_new_one(desk: Desk) -> None:
    desk.run("2026-10-28")
    desk.hand_in(OLD)
    desk.run("2026-11-06")
    # Entered late: by now the unit had the new name before it was ever asked.
    rename(desk, date(2026, 10, 14), date(2026, 10, 15))
    for day in ("2026-11-17", "2026-11-23", "2026-11-26", "2026-11-30"):
        desk.run(day)
    sent = [state for step in ("request", "remind-1", "overdue-1") if (state := desk.states(step).get(NEW))]
    assert sent == [MessageState.SUPPRESSED] * 3
    assert missing(desk) == ("cuc-hop-tac-quoc-te", "cuc-bao-chi")


def test_a_form_of_the_old_name_is_taken_after_the_new_one_owes(desk: Desk) -> None:
    desk.run("2026-10-28")
    rename(desk, date(2026, 10, 14), date(2026, 10, 15))
    desk.hand_in(OLD)
    desk.run("2026-11-06")
    assert submitted(desk) == [(OLD, SubmissionState.ACCEPTED_WITH_WARNINGS, 2)]
    assert desk.states("request")[NEW] is MessageState.SUPPRESSED


def link_in(desk: Desk, step: str, unit: str) -> str:
    """What stands behind the address of the page in this letter."""
    message = desk.ledger.message(f"{CYCLE}/{step}/{unit}")
    assert message is not None
    found = re.search(rf"{PAGE}/(\S+)", message.text or "")
    assert found is not None
    return found[1]


@pytest.mark.parametrize("step", ["request", "remind-7"])
def test_the_link_in_every_letter_opens_after_the_change(desk: Desk, step: str) -> None:
    desk.base_url = "https://dung-hen.invalid"
    desk.run("2026-10-28")
    rename(desk, date(2026, 11, 9), date(2026, 11, 10))
    desk.run("2026-11-17")
    opened = open_link(desk.app, link_in(desk, step, OLD), morning("2026-11-18"))
    assert opened is not None
    assert opened.unit.slug == OLD


def test_a_new_link_goes_to_the_one_that_took_over_and_opens(desk: Desk) -> None:
    desk.base_url = "https://dung-hen.invalid"
    desk.run("2026-10-28")
    rename(desk, date(2026, 11, 9), date(2026, 11, 10))
    now = morning("2026-11-18")
    assert send_new(desk.app, CycleKey.parse(CYCLE), NEW, by="Lan", now=now)
    (message,) = [one for one in desk.ledger.messages() if one.key.step.startswith("link-")]
    assert message.address == f"{NEW}@bo.invalid"
    assert open_link(desk.app, link_in(desk, message.key.step, OLD), now) is not None
