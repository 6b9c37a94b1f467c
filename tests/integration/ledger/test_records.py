"""What people enter is kept, corrected and withdrawn, and the newest word holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from dunghen.exceptions import UnknownKeyError
from dunghen.records import Realm, Record
from dunghen.testing import NOON, a_cycle_key

if TYPE_CHECKING:
    from dunghen.ports import Ledger

HELD = Record(a_cycle_key(), "programme", "hoa-nhac", date(2026, 5, 9), "Chuyên viên trực", NOON, {"people": 500})


def test_an_entry_reads_back_as_it_was_made(ledger: Ledger) -> None:
    ledger.add_record(HELD)
    assert ledger.records(HELD.cycle.plan) == (HELD,)


def test_the_same_thing_entered_again_replaces_what_was_said_before(ledger: Ledger) -> None:
    ledger.add_record(HELD)
    corrected = replace(HELD, values={"people": 450}, day=date(2026, 5, 10))
    ledger.add_record(corrected)
    assert ledger.records(HELD.cycle.plan) == (corrected,)


def test_a_withdrawn_entry_does_not_hold_and_may_be_made_again(ledger: Ledger) -> None:
    ledger.add_record(HELD)
    ledger.withdraw_record(HELD.cycle, "programme", "hoa-nhac", by="Chuyên viên trực", now=NOON)
    assert ledger.records(HELD.cycle.plan) == ()
    ledger.add_record(HELD)
    assert ledger.records(HELD.cycle.plan) == (HELD,)


def test_withdrawing_what_was_never_entered_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UnknownKeyError, match="hoa-nhac"):
        ledger.withdraw_record(HELD.cycle, "programme", "hoa-nhac", by="Chuyên viên trực", now=NOON)


def test_entries_are_found_by_what_they_are_and_by_their_cycle_oldest_day_first(ledger: Ledger) -> None:
    later = replace(HELD, subject="trien-lam", day=date(2026, 8, 1))
    other_kind = replace(HELD, what="partner", subject="kagawa")
    other_cycle = replace(HELD, cycle=a_cycle_key("2027"))
    for one in (later, HELD, other_kind, other_cycle):
        ledger.add_record(one)
    assert ledger.records(HELD.cycle.plan, what="programme", cycle=HELD.cycle) == (HELD, later)
    assert len(ledger.records(HELD.cycle.plan)) == 4


def test_a_rehearsal_sees_nothing_of_what_is_recorded_live(ledger: Ledger) -> None:
    ledger.add_record(HELD)
    other = Realm.LIVE if ledger.realm is Realm.REHEARSAL else Realm.REHEARSAL
    assert ledger.with_realm(other).records(HELD.cycle.plan) == ()  # type: ignore[attr-defined]


def test_the_history_tells_every_entry_and_every_withdrawal_oldest_first(ledger: Ledger) -> None:
    corrected, later = replace(HELD, values={"people": 450}), NOON + timedelta(hours=1)
    ledger.add_record(HELD)
    ledger.add_record(corrected)
    ledger.withdraw_record(HELD.cycle, "programme", "hoa-nhac", by="Chuyên viên khác", now=later)
    ledger.add_record(replace(HELD, what="partner"))
    gone = Record(HELD.cycle, "programme", "hoa-nhac", HELD.day, "Chuyên viên khác", later)
    told = [(one.record, one.withdrawn) for one in ledger.record_history(HELD.cycle.plan, what="programme")]
    assert told == [(HELD, False), (corrected, False), (gone, True)]
    assert len(ledger.record_history(HELD.cycle.plan, cycle=HELD.cycle)) == 4
    assert ledger.record_history(HELD.cycle.plan, cycle=a_cycle_key("2027")) == ()
    assert ledger.with_realm(Realm.LIVE).record_history(HELD.cycle.plan) == ()  # type: ignore[attr-defined]
