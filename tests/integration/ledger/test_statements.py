"""Each question about many letters is asked once, however many there are."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dunghen.records import ApprovalState, Message, MessageState
from dunghen.running.release import awaiting, deliverable, fingerprint, released
from dunghen.testing import NOON, a_draft, a_key, an_approval

OUTSIDE = ("bo-ngoai-giao", "dai-su-quan-ha-lan")
PLAN = a_key().plan


def ask(ledger: Any, cycle: str) -> str:
    """Letters to two partners, and their approval by a person."""
    keys = [a_key(one, cycle=cycle, step="deliver-outward") for one in OUTSIDE]
    name = f"{keys[0].cycle_key}/deliver-outward"
    ledger.queue([a_draft(key=key, outward=True, approval=name) for key in keys], now=NOON)
    asked = an_approval(key=name, content_sha256=fingerprint(ledger.of_approvals([name])))
    ledger.request_approval(asked)
    ledger.decide(name, ApprovalState.APPROVED, by="Cục trưởng", automatic=False, reason=None, now=NOON)
    return name


@pytest.mark.parametrize("approvals", [1, 40])
def test_what_may_leave_the_house_costs_the_same_for_one_approval_and_for_many(sql_ledger, statements, approvals):
    app: Any = SimpleNamespace(ledger=sql_ledger)
    names = [ask(sql_ledger, str(2000 + number)) for number in range(approvals)]
    letters = sql_ledger.in_state(MessageState.QUEUED)
    statements.clear()
    assert released(app, letters) == set(names)
    assert len(statements) == 2
    statements.clear()
    assert len(deliverable(app, PLAN, NOON)) == 2 * approvals
    assert len(statements) == 2


def test_the_letters_of_an_approval_are_found_by_its_name(sql_ledger, statements):
    app: Any = SimpleNamespace(ledger=sql_ledger)
    names = [ask(sql_ledger, str(2000 + number)) for number in range(10)]
    statements.clear()
    found = awaiting(app, names[3])
    assert {one.approval for one in found} == {names[3]}
    assert len(statements) == 1


def test_a_letter_that_was_changed_or_added_since_holds_back_all_of_its_approval_and_no_other(ledger):
    app: Any = SimpleNamespace(ledger=ledger)
    changed, sound = ask(ledger, "2026"), ask(ledger, "2027")
    late = a_key("bao-ban", cycle="2026", step="deliver-outward")
    ledger.queue([a_draft(key=late, outward=True, approval=changed)], now=NOON + timedelta(hours=1))
    letters: tuple[Message, ...] = ledger.in_state(MessageState.QUEUED)
    assert released(app, letters) == {sound}
