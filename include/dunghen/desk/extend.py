"""Gia hạn: granting a unit more time, or taking that back; the unit is told each time."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from dunghen.agenda.action import Action
from dunghen.agenda.due import Owed
from dunghen.agenda.extension import EXTENSION, UNTIL, why_not_extendable
from dunghen.agenda.prompt import EXTENDED, EXTENSION_WITHDRAWN, prompt
from dunghen.app import App
from dunghen.collecting.asking_letter import asking_letter
from dunghen.cycles.extensions import extensions
from dunghen.cycles.reported import who_reported
from dunghen.desk.unit_case import UnitCase, unit_case
from dunghen.exceptions import EntryError, TransitionError
from dunghen.keys import CycleKey
from dunghen.letters.needed import DEADLINE
from dunghen.letters.writing import queue_letters
from dunghen.records import MessageState, Record
from dunghen.wording.dates import local_day, long_date

_WENT = frozenset({MessageState.CLAIMED, MessageState.SENT, MessageState.UNKNOWN, MessageState.BOUNCED})


def extend(app: App, cycle: CycleKey, unit: str, until: date, reason: str, *, by: str, now: datetime) -> None:
    """Grant the unit time until the end of this day in Hà Nội, and queue a mail that tells it so.

    Raises:
        EntryError: the day does not do, the reason is missing, or the unit has time until that very day already.
    """
    case, reason = unit_case(app, cycle, unit), reason.strip()
    if why := why_not_extendable(case.request.cycle, until, local_day(now)):
        raise EntryError(why)
    if until < local_day(now) and case.unit not in who_reported(app, cycle):
        raise EntryError(f"{long_date(until)} đã qua mà đơn vị chưa nộp: chọn ngày từ hôm nay trở đi.")
    if not reason:
        raise EntryError("Cần ghi lý do gia hạn.")
    if extensions(app, cycle.plan, cycle).until(cycle, case.unit) == until:
        raise EntryError(f"Đơn vị đã được gia hạn đến hết {long_date(until)} rồi.")
    values = {UNTIL: until.isoformat()}
    app.ledger.add_record(Record(cycle, EXTENSION, case.unit, local_day(now), by, now, values, note=reason))
    _tell(app, case, f"{EXTENDED}-{until:%Y%m%d}", now)


def withdraw_extension(app: App, cycle: CycleKey, unit: str, *, by: str, now: datetime) -> None:
    """The deadline of all holds again for the unit. If it has been told of the extension, it is told of this too.

    Raises:
        EntryError: the unit owes nothing in this cycle.
        UnknownKeyError: it has not been granted more time.
    """
    case = unit_case(app, cycle, unit)
    until = extensions(app, cycle.plan, cycle).until(cycle, case.unit)
    app.ledger.withdraw_record(cycle, EXTENSION, case.unit, by=by, now=now)
    if _knows(app, case, until):
        _tell(app, case, f"{EXTENSION_WITHDRAWN}-{extensions(app, cycle.plan, cycle).moves(cycle, case.unit)}", now)


def _knows(app: App, case: UnitCase, until: date | None) -> bool:
    """Whether the unit was told of more time: by the word of it, or by a letter that names the day."""
    went = [one for one in app.ledger.of_cycle(case.cycle, case.unit) if one.state in _WENT]
    return any(
        one.key.step.startswith(f"{EXTENDED}-") or (until and (one.facts or {}).get(DEADLINE) == until.isoformat())
        for one in went
    )


def _tell(app: App, case: UnitCase, name: str, now: datetime) -> None:
    """Queue the word to the unit; a unit that has reported, or has no address, is told nothing."""
    request = case.request
    if before := app.ledger.message(str(case.cycle.action(name, case.unit))):
        if before.state is MessageState.QUEUED:
            # Granted, taken back and granted again before any mail has gone: one word of it is enough, the newest.
            with suppress(TransitionError):
                why = "đã soạn lại"
                app.ledger.change(
                    str(before.key), MessageState.SUPPRESSED, now=now, by="tự động", reason=why, automatic=True
                )
        name = f"{name}-{extensions(app, case.cycle.plan, case.cycle).moves(case.cycle, case.unit)}"
    step = prompt(name, case.unit, local_day(now), request.cycle.lock or date.max)
    action = Action(request.plan, request.duty, request.cycle, step, effective=True)
    queue_letters(app, [Owed(action, case.unit)], now, asking_letter)
