"""Nhắc ngay: one reminder to a unit at an operator's word, within the rule of one mail a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dunghen.agenda.action import Action
from dunghen.agenda.due import Owed
from dunghen.agenda.prompt import REMIND_NOW, prompt
from dunghen.app import App
from dunghen.collecting.asking_letter import asking_letter
from dunghen.cycles.reported import who_reported
from dunghen.desk.unit_case import open_request, unit_case
from dunghen.exceptions import EntryError
from dunghen.keys import CycleKey
from dunghen.letters.needed import HAS_REPORTED
from dunghen.letters.writing import party_of, write_letters
from dunghen.records import Message, MessageState, Record
from dunghen.wording.dates import clock_time, local_day

AT_ONCE = 200
"""Reminders queued by one click: each carries a form of its own, and a page has to answer."""
ONE_A_DAY = "hôm nay đã có thư về kỳ này tới đơn vị (một ngày không quá một thư)"
WAITING = "đang có thư về kỳ này chờ gửi tới đơn vị"
NO_ADDRESS = "đơn vị chưa có địa chỉ thư"
_ARRIVED = (MessageState.SENT, MessageState.CLAIMED, MessageState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Reminding:
    """Who can be reminded now, in the plan's order, and why the others cannot, by slug."""

    ready: tuple[str, ...]
    barred: Mapping[str, str]


def remind_now(app: App, cycle: CycleKey, unit: str, *, by: str, now: datetime) -> None:
    """Queue one reminder to this unit; it goes with the next sending run.

    Raises:
        EntryError: it cannot be reminded now; says why.
    """
    case = unit_case(app, cycle, unit)
    if why := reminding(app, cycle, now, only=case.unit).barred.get(case.unit):
        raise EntryError(f"Không nhắc được: {why}.")
    _remind(app, case.request, [case.unit], by, now)


def remind_all(app: App, cycle: CycleKey, *, by: str, now: datetime) -> tuple[int, int]:
    """Queue a reminder to every unit that can be reminded, ``AT_ONCE`` at most; how many were, and how many remain.

    Raises:
        EntryError: nobody of this cycle can be reminded now.
    """
    ready = reminding(app, cycle, now).ready
    _remind(app, open_request(app, cycle), ready[:AT_ONCE], by, now)
    return len(ready[:AT_ONCE]), len(ready[AT_ONCE:])


def reminding(app: App, cycle: CycleKey, now: datetime, *, only: str | None = None) -> Reminding:
    """Who of a cycle (or whether this one unit) can be reminded now.

    Raises:
        EntryError: nobody can: the plan is a draft, the request is not due yet, or the books are closed.
    """
    request = open_request(app, cycle)
    if now < request.due_at:
        raise EntryError(f"Không nhắc được: chưa tới lúc đề nghị báo cáo ({clock_time(request.due_at)}).")
    if now >= request.expires_at:
        raise EntryError(f"Không nhắc được: kỳ này đã khóa để tổng hợp từ {clock_time(request.expires_at)}.")
    if own := _asks_today(app, request, now):
        raise EntryError(f"Không nhắc được: lúc {clock_time(own.due_at)} kế hoạch tự gửi thư hỏi ({own.step.name}).")
    units = (only,) if only else request.step.recipients
    barred = {unit: why for unit, why in _barred(app, cycle, units, now) if unit in units}
    return Reminding(tuple(unit for unit in units if unit not in barred), barred)


def _asks_today(app: App, request: Action, now: datetime) -> Action | None:
    """The plan's own asking of today whose hour has not come: with a reminder it would make two mails on one day."""
    steps = request.duty.steps(request.cycle, request.plan, app.office)
    own = (replace(request, step=step) for step in steps if step.act.asks and step.due == local_day(now))
    return next((one for one in own if now < one.due_at), None)


def _until(app: App, request: Action, today: date) -> date:
    """The day on which the plan asks next, or the lock: a reminder that could not go until then is overtaken."""
    steps = request.duty.steps(request.cycle, request.plan, app.office)
    return min((step.due for step in steps if step.act.asks and step.due > today), default=request.step.expires)


def _barred(app: App, cycle: CycleKey, units: Iterable[str], now: datetime) -> Iterator[tuple[str, str]]:
    """The weightiest reason comes last."""
    today = local_day(now)
    for unit in units:
        party = party_of(app, unit, today)
        if party is None or party.address_on(today) is None:
            yield unit, NO_ADDRESS
    only = next(iter(units)) if isinstance(units, tuple) and len(units) == 1 else None
    for message in _of_today(app, cycle, only, now):
        yield message.key.recipient, WAITING if message.state is MessageState.QUEUED else ONE_A_DAY
    for unit in who_reported(app, cycle):
        yield unit, HAS_REPORTED


def _of_today(app: App, cycle: CycleKey, unit: str | None, now: datetime) -> list[Message]:
    """The mails of this cycle that wait; then those that went or may have gone today."""
    of_cycle, today = app.ledger.of_cycle(cycle, unit), local_day(now)
    waiting = [message for message in of_cycle if message.state is MessageState.QUEUED]
    arrived = [message for message in of_cycle if message.state in _ARRIVED]
    return [*waiting, *(message for message in arrived if local_day(message.changed_at) == today)]


def _remind(app: App, request: Action, units: Sequence[str], by: str, now: datetime) -> None:
    today, expires = local_day(now), _until(app, request, local_day(now))
    steps = [prompt(f"{REMIND_NOW}-{today:%Y%m%d}", unit, today, expires) for unit in units]
    owed = [Owed(replace(request, step=step, effective=True), unit) for step, unit in zip(steps, units, strict=True)]
    batch = write_letters(app, owed, now, asking_letter)
    batch.enter(app.ledger, now)
    for draft in batch.drafts:
        app.ledger.add_record(Record(request.cycle_key, REMIND_NOW, draft.key.recipient, today, by, now))
    batch.failures.tell(f"đã nhắc {len(batch.drafts)} đơn vị")
