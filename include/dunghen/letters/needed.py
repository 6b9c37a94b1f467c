"""Whether an act is still needed, and whether what it waits for is there. Asked when it is queued and when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, partial

from dunghen.agenda.extension import Extensions
from dunghen.agenda.prompt import REMIND_NOW, prompted
from dunghen.app import App
from dunghen.cycles.extensions import extensions
from dunghen.cycles.reported import who_reported
from dunghen.keys import ActionKey, CycleKey
from dunghen.plans.cycle import ANY_SUBJECT, SUBMISSION, Act, Cycle, Step
from dunghen.plans.plan import Duty
from dunghen.records import Facts, Message, MessageState, Record
from dunghen.wording.dates import long_date

REMINDED_TODAY = "hôm nay đã nhắc đơn vị theo yêu cầu của người vận hành (một ngày không quá một thư)"
HAS_REPORTED = "đơn vị đã nộp báo cáo"
NAMES_EXTENDED = "thư nêu tên đơn vị được gia hạn sau khi soạn thư"
OTHER_DAY = "ngày cuối của đơn vị đã đổi sau khi soạn thư"

DEADLINE = "deadline"
"""The fact of an asking letter: the recipient's last day that is on time."""
MISSING = "missing"
"""The fact of a list of those who have not reported: their slugs."""

_GOES = frozenset({MessageState.QUEUED, MessageState.CLAIMED, MessageState.SENT, MessageState.UNKNOWN})


class Needed:
    """What is known of cycles at one moment; each is looked up once."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._who_reported = cache(partial(who_reported, app))
        self._extended = cache(partial(_extensions, app))
        self._known = cache(app.ledger.known)
        self._recorded = cache(self._records_of)
        self._steps = cache(self._steps_of)
        self._cycle = cache(self._cycle_of)

    def why_needless(self, step: Step, cycle: CycleKey, recipient: str) -> str | None:
        """Why the act towards this recipient is needless; None while it is needed."""
        if step.settled_by is None:
            return None
        if step.settled_by == SUBMISSION:
            return HAS_REPORTED if recipient in self._who_reported(cycle) else self._why_early(step, cycle, recipient)
        done = self._find(cycle, step.settled_by, recipient)
        return f"đã ghi nhận «{done.what}» ngày {done.day:%d/%m/%Y}" if done else None

    def why_reminded(self, step: Step, cycle: CycleKey, recipient: str, day: date) -> str | None:
        """Why the plan's own asking of this day is needless: a run came late, and an operator has reminded meanwhile."""
        if step.settled_by != SUBMISSION or prompted(step.name, recipient):
            return None
        state = self._known(cycle.plan).get(str(cycle.action(f"{REMIND_NOW}-{day:%Y%m%d}", recipient)))
        return REMINDED_TODAY if state in _GOES else None

    def _why_early(self, step: Step, cycle: CycleKey, recipient: str) -> str | None:
        """Why an overdue notice comes too early for a unit that has been granted more time."""
        until = self._extended(cycle).until(cycle, recipient) if step.act is Act.OVERDUE else None
        return f"được gia hạn đến hết {long_date(until)}" if until and step.due <= until else None

    def may_begin(self, step: Step, cycle: CycleKey) -> bool:
        """Whether what the act requires has been recorded."""
        return step.requires is None or any(one.what == step.requires for one in self._recorded(cycle))

    def facts(self, key: ActionKey) -> Facts:
        """What a letter of this act depends on, as it stands now."""
        duty, plan, step = self._duty(key.cycle_key), self._app.plans.get(key.plan), self.step_of(key)
        if duty is None or plan is None:
            return {}
        own = duty.facts_of(key, plan, self._app.office)
        day = self._last_day(key) if step and step.settled_by == SUBMISSION else None
        return {**own, DEADLINE: day.isoformat()} if day else own

    def why_outdated(self, message: Message) -> str | None:
        """Why a letter that was written earlier no longer holds; None while it does, or where its facts are not known.

        Its event was moved or called off, or its recipient's last day is another.
        """
        duty, plan = self._duty(message.key.cycle_key), self._app.plans.get(message.key.plan)
        if duty is None or plan is None or message.facts is None:
            return None
        changed = self._why_other_day(message.key, message.facts) or self._why_wrongly_named(message.key, message.facts)
        return changed or duty.outdated(message.key, message.facts, plan, self._app.office)

    def _why_other_day(self, key: ActionKey, facts: Facts) -> str | None:
        """Why an asking letter must not go whose last day is another since it was written: granted to the unit, or decided."""
        step = self.step_of(key)
        if step is None or step.settled_by != SUBMISSION or DEADLINE not in facts:
            return None
        day = self._last_day(key)
        return None if day is None or facts[DEADLINE] == day.isoformat() else OTHER_DAY

    def _last_day(self, key: ActionKey) -> date | None:
        """The recipient's last day that is on time."""
        cycle = self._cycle(key.cycle_key)
        return self._extended(key.cycle_key).until(key.cycle_key, key.recipient) or (cycle.deadline if cycle else None)

    def _why_wrongly_named(self, key: ActionKey, facts: Facts) -> str | None:
        """Why a list of those who are missing must not go: it names a unit that has been given more time since."""
        step, cycle, named = self.step_of(key), key.cycle_key, facts.get(MISSING)
        if step is None or not isinstance(named, tuple):
            return None
        granted = self._extended(cycle).in_cycle(cycle)
        return NAMES_EXTENDED if any(unit in named and step.due <= until for unit, until in granted.items()) else None

    def step_of(self, key: ActionKey) -> Step | None:
        """The step that a ledger key names; None for an answer (a receipt) or what the plan no longer has."""
        return self._steps(key.cycle_key).get(key.step) or prompted(key.step, key.recipient)

    def _find(self, cycle: CycleKey, what: str, recipient: str) -> Record | None:
        """An entry for the cycle as a whole (no subject), or for this recipient; with «/*» whatever it is about."""
        name, anything, _ = what.partition(ANY_SUBJECT)
        entered = (one for one in self._recorded(cycle) if one.what == name)
        return next((one for one in entered if anything or one.subject in ("", recipient)), None)

    def _records_of(self, cycle: CycleKey) -> tuple[Record, ...]:
        duty = self._duty(cycle)
        if duty and duty.shares_records:
            kept = self._app.ledger.records(cycle.plan)
            return tuple(record for record in kept if self._is_same_thing(record.cycle, cycle))
        return self._app.ledger.records(cycle.plan, cycle=cycle)

    def _is_same_thing(self, one: CycleKey, other: CycleKey) -> bool:
        duty = self._duty(one)
        return one.cycle == other.cycle and duty is not None and duty.shares_records

    def _duty(self, key: CycleKey) -> Duty | None:
        plan = self._app.plans.get(key.plan)
        return next((one for one in plan.duties if one.id == key.duty), None) if plan else None

    def _steps_of(self, key: CycleKey) -> Mapping[str, Step]:
        plan, duty, cycle = self._app.plans.get(key.plan), self._duty(key), self._cycle(key)
        if plan is None or duty is None or cycle is None:
            return {}
        return {step.name: step for step in duty.steps(cycle, plan, self._app.office)}

    def _cycle_of(self, key: CycleKey) -> Cycle | None:
        plan, duty = self._app.plans.get(key.plan), self._duty(key)
        cycles = duty.cycles(plan, self._app.office) if plan and duty else ()
        return next((cycle for cycle in cycles if cycle.name == key.cycle), None)


def _extensions(app: App, cycle: CycleKey) -> Extensions:
    return extensions(app, cycle.plan, cycle)
