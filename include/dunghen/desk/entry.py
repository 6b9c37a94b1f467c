"""What people enter: that a stage is done, a review passed, a programme was held. Checked against the plan, then kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dunghen.app import App
from dunghen.exceptions import EntryError
from dunghen.plans.cycle import Cycle
from dunghen.plans.plan import Duty, Plan
from dunghen.records import Record
from dunghen.wording.characters import sound_in
from dunghen.wording.dates import local_day, short_date
from dunghen.wording.nearest import nearest

LARGEST = 10**15 - 1
"""The largest number that may be entered: spreadsheets keep so many digits exactly, and every database more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry that was kept.

    Attributes:
        label: what people call the thing entered.
        replaced: the entry of the same name that it replaces.
        doubts: what is odd about it, in Vietnamese.
    """

    record: Record
    label: str
    replaced: Record | None
    doubts: tuple[str, ...]


def enter(app: App, record: Record) -> Kept:
    """Check an entry against the plan and keep it; its texts are made sound (``wording.characters``).

    Raises:
        EntryError: the plan has no such duty, the duty no such cycle, nothing of that name is entered for it, or a number
            is larger than any that people count.
    """
    record = sound_in(record)
    if any(isinstance(value, int) and abs(value) > LARGEST for value in record.values.values()):
        raise EntryError(f"số quá lớn: tối đa {len(str(LARGEST))} chữ số")
    plan = app.plans[record.cycle.plan]
    duty = _duty(plan, record.cycle.duty)
    cycle = _cycle(app, plan, duty, record.cycle.cycle)
    label = _label(duty, record.what)
    known = app.ledger.records(plan.id, what=record.what, cycle=record.cycle)
    replaced = next((one for one in known if one.subject == record.subject), None)
    doubts = [*duty.doubts(record, cycle), *_lost_subject(app, plan, duty, cycle, record)]
    if record.day > local_day(record.recorded_at):
        doubts.append(f"ngày {short_date(record.day)} chưa tới")
    app.ledger.add_record(record)
    return Kept(record, label, replaced, tuple(doubts))


def _duty(plan: Plan, duty_id: str) -> Duty:
    found = next((one for one in plan.duties if one.id == duty_id), None)
    if found is None:
        raise EntryError(_unknown(f"kế hoạch {plan.id} không có nhiệm vụ", duty_id, [one.id for one in plan.duties]))
    return found


def _cycle(app: App, plan: Plan, duty: Duty, name: str) -> Cycle:
    cycles = {one.name: one for one in duty.cycles(plan, app.office)}
    if not cycles:
        gaps = "; ".join(map(str, duty.waits(plan)))
        waiting = f": còn chờ {gaps}" if gaps else ""
        raise EntryError(f"nhiệm vụ {duty.id} chưa có kỳ nào{waiting}")
    if name not in cycles:
        raise EntryError(_unknown(f"nhiệm vụ {duty.id} không có kỳ", name, cycles))
    return cycles[name]


def _label(duty: Duty, what: str) -> str:
    names = duty.enterable()
    if not names:
        raise EntryError(f"nhiệm vụ {duty.id} ({duty.kind}) không nhận ghi nhận nào")
    if what not in names:
        valid = "; ".join(f"{name} ({label})" for name, label in names.items())
        hint = nearest(what, names)
        raise EntryError(
            f"nhiệm vụ {duty.id} không nhận «{what}»{f', gần nhất: {hint}' if hint else ''}. Nhận: {valid}"
        )
    return names[what]


def _unknown(what: str, name: str, valid: Iterable[str]) -> str:
    known = list(valid)
    hint = nearest(name, known)
    return f"{what} «{name}»" + (f", gần nhất: {hint}" if hint else f". Có: {', '.join(known)}")


def _lost_subject(app: App, plan: Plan, duty: Duty, cycle: Cycle, record: Record) -> list[str]:
    """A subject that is none of those asked ends no reminder: most likely a slip of the pen."""
    steps = duty.steps(cycle, plan, app.office)
    asked = {slug for step in steps if step.settled_by == record.what for slug in step.recipients}
    if not record.subject or not asked or record.subject in asked:
        return []
    hint = nearest(record.subject, asked)
    if hint is None and duty.free_subjects:
        return []
    meant = f"có phải «{hint}»?" if hint else f"nơi được nhắc: {', '.join(sorted(asked))}"
    return [f"«{record.subject}» không phải nơi được nhắc, nên không lời nhắc nào dừng; {meant}"]
