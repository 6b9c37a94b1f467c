"""The money of programmes: asking who does a stage, and the table of amounts for the lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from dunghen.agenda.action import Action
from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.kinds.budget.amounts import Entered, entered, unfinished
from dunghen.kinds.budget.model import LABELS, BudgetAct, BudgetDuty
from dunghen.kinds.budget.table import BudgetTable
from dunghen.letters.matter import plan_words
from dunghen.letters.performers import Performers
from dunghen.letters.writing import Letter, Party, queue_letters
from dunghen.mail.media_types import XLSX
from dunghen.mail.render import render
from dunghen.plans.cycle import Act
from dunghen.records import Attachment
from dunghen.wording.amounts import dong
from dunghen.wording.dates import clock_time, local_day
from dunghen.wording.periods import period_name

TEMPLATES = __package__ or ""


def remind_stage(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue a letter to each who has yet to do a stage; a one-line summary."""
    return queue_letters(app, owed, now, stage_letter)


def check_amounts(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue the table of amounts to the lead; a one-line summary."""
    return queue_letters(app, owed, now, table_letter)


def stage_letter(app: App, one: Owed, party: Party, now: datetime) -> Letter | str:
    """The reminder or overdue notice of one stage; needless once every programme of the stage before has come through."""
    action, today = one.action, local_day(now)
    duty = _duty(action)
    acts = [stage.act.value for stage in duty.stages]
    lines = _entered(app, action)
    before = acts[acts.index(action.step.thread) - 1] if action.step.thread != acts[0] else None
    ready = [line for line in lines if line.programme and line.act == before]
    left = unfinished(lines, before, action.step.thread) if before else []
    if ready and not left:
        return f"cả {len(ready)} chương trình đã ghi nhận đều qua bước này"
    deadline = duty.day_of(action.cycle, action.step.thread)
    context = {
        **_common(app, action, party),
        "deadline": deadline,
        "days_left": app.office.calendar.days_left(today, deadline),
        "left_over": left,
        "expected": str(duty.expected) if duty.expected and action.step.thread == BudgetAct.ESTIMATE else None,
    }
    late = action.step.act is Act.OVERDUE
    return Letter(render("budget-overdue" if late else "budget-remind", context, TEMPLATES))


def table_letter(app: App, one: Owed, party: Party, now: datetime) -> Letter:
    """How far the stages have come, and the amounts entered: in words, and as a workbook where there are any."""
    # pandas and the writer load here, not when a DAG is parsed.
    from dunghen.kinds.budget.table import tabulate

    action = one.action
    duty, lines = _duty(action), _entered(app, action)
    table = tabulate(lines, [stage.act.value for stage in duty.stages])
    doubts = _doubts(duty, table)
    files = (_workbook(app, action, table, doubts, now),) if table.has_amounts else ()
    context = {
        **_common(app, action, party),
        "stages": _stages(app, action, lines, table),
        "doubts": [f"{row.title}: {doubts[row.programme]}" for row in table.rows if row.programme in doubts],
        "file_name": files[0].name if files else None,
    }
    return Letter(render("budget-check", context, TEMPLATES), files)


def _common(app: App, action: Action, party: Party) -> dict[str, object]:
    source = action.duty.source
    return {
        **plan_words(action.plan),
        "duty_title": action.duty.title,
        "cycle_name": action.cycle.name,
        "unit_name": party.name,
        "head": party.head,
        "item": "chương trình" if _duty(action).per == "programme" else "khoản",
        "stage": LABELS[BudgetAct(action.step.thread)],
        "quote": source.quote,
        "clause": source.clause,
        "lines": source.lines,
        "operator": app.office.settings.operator,
    }


def _duty(action: Action) -> BudgetDuty:
    assert isinstance(action.duty, BudgetDuty)
    return action.duty


def _entered(app: App, action: Action) -> list[Entered]:
    """What was entered in the cycle; an entry of a unit's own, without a title, is called by the unit's name."""
    records = app.ledger.records(action.plan.id, cycle=action.cycle_key)
    lines = entered(records, [stage.act.value for stage in _duty(action).stages])
    name = app.office.directory.name
    return [replace(one, title=name(one.programme)) if one.title == one.programme else one for one in lines]


def _stages(app: App, action: Action, lines: list[Entered], table: BudgetTable) -> list[dict[str, object]]:
    """Each stage: who does it, by when, how many programmes have come through, what they add up to."""
    duty = _duty(action)
    days = duty.dates[int(action.cycle.name)]
    done = {one.act: one.day for one in lines if not one.programme}
    return [
        {
            "label": LABELS[stage.act],
            "by": app.office.directory.name(stage.by, action.step.due),
            "day": days.get(stage.act),
            "done": done.get(stage.act.value),
            "count": sum(row.amounts[place] is not None for row in table.rows),
            "sum": _written(table.sums[place]),
            "overall": _written(table.overall[place]),
        }
        for place, stage in enumerate(duty.stages)
    ]


def _written(amount: int | None) -> str | None:
    return None if amount is None else dong(amount)


def _doubts(duty: BudgetDuty, table: BudgetTable) -> dict[str, str]:
    """Programmes whose first known amount lies outside what the document expects."""
    found: dict[str, str] = {}
    for row in table.rows:
        amount = next((one for one in row.amounts if one is not None), None)
        doubt = duty.expected.doubt(amount) if duty.expected and amount is not None else None
        if doubt:
            found[row.programme] = doubt
    return found


def _workbook(app: App, action: Action, table: BudgetTable, doubts: dict[str, str], now: datetime) -> Attachment:
    from dunghen.kinds.budget.workbook import to_xlsx

    content = to_xlsx(
        table,
        title=f"Kinh phí {period_name(action.cycle.name)}: {action.duty.title}",
        note=f"{action.plan.title}. Theo số đã ghi nhận đến {clock_time(now)}. Đơn vị: đồng.",
        labels={act.value: label for act, label in LABELS.items()},
        doubts=doubts,
        as_of=now,
    )
    name = f"bang-{action.duty.id}-{action.cycle.name}-{action.step.thread}.xlsx"
    return Attachment(name, XLSX, app.files.put(content))


PERFORMERS = Performers(acts={Act.REMIND: remind_stage, Act.OVERDUE: remind_stage, Act.CHECK: check_amounts})
