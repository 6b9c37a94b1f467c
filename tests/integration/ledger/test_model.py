"""Any sequence of acts leaves a database where it leaves the ledger in memory, and its history without a gap."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.exceptions import LedgerError
from dunghen.records import MessageState, Realm, SubmissionState
from dunghen.testing import NOON, MemoryLedger, a_cycle_key, a_draft, a_key, a_not_sent, a_submission

UNITS = ["cuc-bao-chi", "cuc-dien-anh", "vu-dao-tao"]
_examples = count()

some_units = st.lists(st.sampled_from(UNITS), max_size=4)
states = st.sampled_from(MessageState)
outcomes = st.sampled_from([MessageState.SENT, MessageState.REFUSED, MessageState.UNKNOWN, MessageState.QUEUED])
reasons = st.sampled_from([None, "450 thử lại sau", "đơn vị đã báo cáo"])


class TwoLedgers(RuleBasedStateMachine):
    """Does the same to a ledger in a database and to one in memory. Every example has a plan of its own."""

    sql: SqlLedger

    def __init__(self) -> None:
        super().__init__()
        self.plan = f"plan-{next(_examples)}"
        self.memory = MemoryLedger(Realm.REHEARSAL)
        self.now = NOON
        self.cycle = a_cycle_key(plan=self.plan)

    def key(self, unit: str) -> str:
        return str(a_key(unit, plan=self.plan))

    def both(self, act):
        """The result of the act, or the sort of its error; it is the same for both."""
        self.now += timedelta(minutes=1)
        found = []
        for ledger in (self.sql, self.memory):
            try:
                found.append(act(ledger))
            except LedgerError as error:
                found.append(type(error))
        assert found[0] == found[1]
        return found[0]

    @rule(units=some_units, subject=st.sampled_from(["Thư đầu", "Thư sau"]))
    def queue(self, units, subject):
        drafts = [a_draft(key=a_key(unit, plan=self.plan), subject=subject) for unit in units]
        already = set(self.memory.known(self.plan))
        written = self.both(lambda ledger: ledger.queue(drafts, now=self.now))
        assert set(written) == {self.key(unit) for unit in units} - already
        assert self.both(lambda ledger: ledger.queue(drafts, now=self.now)) == ()

    @rule(unit=st.sampled_from(UNITS), state=st.sampled_from([MessageState.EXPIRED, MessageState.SUPPRESSED]))
    def note(self, unit, state):
        record = a_not_sent(key=a_key(unit, plan=self.plan), state=state)
        self.both(lambda ledger: ledger.note([record], now=self.now))

    @rule(days=st.integers(0, 40), back=st.booleans())
    def set_the_clock(self, days, back):
        self.now += timedelta(days=-days if back else days)

    @rule()
    def revive(self):
        revived = self.both(
            lambda ledger: sorted(one for one in ledger.revive(now=self.now, by="Lan") if self.plan in one)
        )
        assert self.both(lambda ledger: [one for one in ledger.revive(now=self.now, by="Lan") if one in revived]) == []

    @rule(units=some_units)
    def claim(self, units):
        keys = [self.key(unit) for unit in units]
        taken = self.both(lambda ledger: ledger.claim(keys, message_id=f"<{self.now}>", now=self.now, by="dag"))
        assert self.both(lambda ledger: ledger.claim(taken, message_id="<2>", now=self.now, by="dag")) == ()

    @rule(units=some_units, state=outcomes, reason=reasons, minutes=st.integers(0, 5))
    def settle(self, units, state, reason, minutes):
        keys = [self.key(unit) for unit in units]
        not_before = self.now + timedelta(minutes=minutes)
        self.both(
            lambda ledger: ledger.settle(keys, state, now=self.now, by="dag", reason=reason, not_before=not_before)
        )

    @rule(unit=st.sampled_from(UNITS), state=states, automatic=st.booleans(), reason=reasons)
    def change(self, unit, state, automatic, reason):
        key = self.key(unit)
        self.both(
            lambda ledger: ledger.change(key, state, now=self.now, by="chuyên viên", reason=reason, automatic=automatic)
        )

    @rule(unit=st.sampled_from(UNITS), content=st.integers(0, 3), state=st.sampled_from(SubmissionState))
    def submit(self, unit, content, state):
        given = a_submission(unit, cycle=self.cycle, sha256=str(content), state=state, received_at=self.now)
        self.both(lambda ledger: ledger.add_submission(given))

    @invariant()
    def both_tell_the_same(self):
        assert self.sql.known(self.plan) == self.memory.known(self.plan)
        assert self.sql.messages(plan=self.plan) == self.memory.messages(plan=self.plan)
        assert self.sql.sendable(self.plan, now=self.now) == self.memory.sendable(self.plan, now=self.now)
        assert self.sql.submissions(self.cycle) == self.memory.submissions(self.cycle)

    @invariant()
    def every_history_is_without_a_gap(self):
        for key, state in self.sql.known(self.plan).items():
            events = self.sql.events(key)
            assert events == self.memory.events(key)
            assert [one.before for one in events] == [None, *(one.after for one in events[:-1])]
            assert events[-1].after is state

    @invariant()
    def versions_are_consecutive_for_each_unit(self):
        for unit in UNITS:
            versions = [one.version for one in self.sql.submissions(self.cycle) if one.unit == unit]
            assert versions == list(range(1, len(versions) + 1))


@pytest.mark.parametrize("examples", [40])
def test_a_database_and_the_memory_ledger_agree_after_any_sequence_of_acts(sql_ledger, examples):
    machine = type("Machine", (TwoLedgers,), {"sql": sql_ledger})
    few = settings(
        max_examples=examples, stateful_step_count=20, suppress_health_check=list(HealthCheck), deadline=None
    )
    # The assertions are the machine's own: in its steps and its invariants.
    run_state_machine_as_test(machine, settings=few)
