"""Counting a yearly minimum: how many there are, how many there ought to be by now, told to the leading unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from dunghen.agenda.action import Action
from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.keys import CycleKey
from dunghen.kinds.quota.count import Counted, count, from_records
from dunghen.kinds.quota.model import CountedFrom, QuotaDuty
from dunghen.kinds.quota.pace import Pace, Verdict
from dunghen.letters.matter import plan_words
from dunghen.letters.performers import Performers
from dunghen.letters.writing import Letter, Party, queue_letters
from dunghen.mail.render import render
from dunghen.plans.cycle import Act, Cycle
from dunghen.plans.plan import Plan

TEMPLATES = __package__ or ""


def check_pace(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue the figures of each minimum to its leading unit; a one-line summary."""
    return queue_letters(app, owed, now, pace_letter)


def pace_letter(app: App, one: Owed, party: Party, now: datetime) -> Letter:
    """The figures at a checkpoint; a warning in its subject where the pace does not hold."""
    action = one.action
    duty = action.duty
    assert isinstance(duty, QuotaDuty)
    checkpoint = next(each for each in duty.checkpoints(action.cycle) if each.name == action.step.name)
    counted = counted_in(app, action.plan, duty, action.cycle, checkpoint.through)
    pace = Pace(checkpoint, counted, duty.minimum, duty.upper)
    context = {
        **plan_words(action.plan),
        "duty_title": duty.title,
        "cycle_name": action.cycle.name,
        "unit_name": party.name,
        "head": party.head,
        "counts": duty.counts,
        "pace": pace,
        "verdict": pace.verdict,
        "through": checkpoint.through,
        "counted_at": now,
        "missing": max(duty.minimum - pace.number, 0),
        "total": _total(app, action, checkpoint.through) if checkpoint.is_final else None,
        "expected_total": duty.expected_total,
        "todo": _todo(pace),
        "quote": duty.source.quote,
        "clause": duty.source.clause,
        "lines": duty.source.lines,
        "operator": app.office.settings.operator,
    }
    return Letter(render("quota-check", context, TEMPLATES))


def counted_in(app: App, plan: Plan, duty: QuotaDuty, cycle: Cycle, through: date) -> tuple[Counted, ...]:
    """What counts in a cycle up to a day, each thing once."""
    found: list[Counted] = []
    if CountedFrom.RECORDS in duty.counts_from:
        key = CycleKey(plan.id, duty.id, cycle.name)
        found += from_records(app.ledger.records(plan.id, what=duty.record, cycle=key), duty.record)
    return count([*found, *duty.held(plan)], cycle.covers[0], min(through, cycle.covers[1]))


def _total(app: App, action: Action, through: date) -> int:
    """How many count over the whole plan up to this day."""
    duty, plan = action.duty, action.plan
    assert isinstance(duty, QuotaDuty)
    cycles = [cycle for cycle in duty.cycles(plan, app.office) if cycle.covers[0] <= through]
    return sum(len(counted_in(app, plan, duty, cycle, through)) for cycle in cycles)


def _todo(pace: Pace) -> list[str]:
    steps = ["Mục nào đã có mà chưa nằm trong danh sách: xin trả lời thư này (tên, ngày) để ghi nhận thêm."]
    if pace.verdict is Verdict.BEHIND:
        steps.append("Cho biết dự kiến bù phần thiếu trong các quý còn lại.")
    if pace.verdict is Verdict.MISSED:
        steps.append("Cho biết lý do chưa đạt, để lưu cùng số liệu của năm.")
    return steps


PERFORMERS = Performers(acts={Act.CHECK: check_pace})
