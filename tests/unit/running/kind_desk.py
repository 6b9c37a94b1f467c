"""A desk with a plan of one duty, and what its mails say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dunghen.keys import CycleKey
from dunghen.records import Realm, Record
from dunghen.testing import ListMailer, MemoryFiles, MemoryLedger, an_office
from tests.unit.conftest import Desk, morning
from tests.unit.kinds.agendas import plan_of

if TYPE_CHECKING:
    from dunghen.plans.office import Office
    from dunghen.records import Message, MessageState


def desk_of(kind: str, office: Office | None = None, **keys: Any) -> Desk:
    """A rehearsing desk whose plan holds this duty alone, in effect from 2026 on."""
    plan = plan_of(kind, {"effective_from": date(2026, 1, 1)}, **keys)
    return Desk(plan, office or an_office(), MemoryLedger(Realm.REHEARSAL), ListMailer(), MemoryFiles())


def enter(desk: Desk, cycle: str, what: str, day: str, subject: str = "", **values: str) -> None:
    """Somebody enters that this has happened."""
    key = CycleKey(desk.plan.id, "viec-thu", cycle)
    desk.ledger.add_record(Record(key, what, subject, date.fromisoformat(day), "Văn thư", morning(day), values))


def message(desk: Desk, cycle: str, step: str, recipient: str) -> Message:
    """The letter of one step."""
    found = desk.ledger.message(f"{desk.plan.id}/viec-thu/{cycle}/{step}/{recipient}")
    assert found is not None
    return found


def told(desk: Desk, cycle: str) -> dict[str, MessageState]:
    """Every letter of a cycle by «step/recipient», with its state."""
    known = desk.ledger.known(desk.plan.id)
    return {key.split(f"/{cycle}/")[1]: state for key, state in known.items() if f"/{cycle}/" in key}
