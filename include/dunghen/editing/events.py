"""The form of one event of a plan's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dunghen.decision import ABSENT, Change, value_at
from dunghen.directory.directory import Directory
from dunghen.editing.entry import Entry, Read
from dunghen.editing.named_list import NamedList, including
from dunghen.events.event import Event, EventStatus
from dunghen.events.notice import Standing, is_forgotten, notice_of
from dunghen.fields.choice import Choice, Choices
from dunghen.fields.days import Day
from dunghen.fields.field import Field, Flag, Section, Sent
from dunghen.fields.of_model import inputs_of
from dunghen.fields.rows import Rows
from dunghen.plans.plan import Plan
from dunghen.terms import EVENT_STATUSES
from dunghen.wording.dates import long_date, short_date

_SLIP, _TOLD_WHY = "chi-sua-loi-go", "ly-do-bao-lai"
_STATUS = Choice(
    path=("status",),
    label="Trạng thái",
    choices=tuple((str(status), name) for status, name in EVENT_STATUSES.items()),
    hint="Chỉ sự kiện dự kiến, đã chốt, đã tổ chức mới có việc chạy. Ý tưởng thì chưa cần ngày.",
    required=True,
)
_CHANGES = Rows(
    path=("changes",),
    label="Các lần đổi lịch",
    columns=(
        Day(path=("on",), label="quyết định"),
        Day(path=("from",), label="ngày đầu cũ"),
        Day(path=("to",), label="ngày cuối cũ"),
        Field(path=("why",), label="lý do"),
    ),
)
_SINCE = Day(path=("from",), label="Ngày đầu")
_UNTIL = Day(path=("to",), label="Ngày cuối", hint="Một ngày thì bỏ trống.")


def events_file(plan_id: str) -> str:
    """Where the event calendar of a plan stands, below ``config/``."""
    return f"events/{plan_id}.yaml"


def own_duties(plan: Plan) -> Choices:
    """The duties of the plan that an event can belong to."""
    return tuple((duty.id, duty.title) for duty in plan.duties if duty.owns_events)


@dataclass(frozen=True, kw_only=True)
class EventEntry(Entry):
    """One event; whoever was told of it is told once more when it moves (ADR 0013).

    ``today``: the day of the decision. ``informed``: the names of those whom the ledger says were told.
    """

    today: date
    informed: tuple[str, ...] = ()

    def read(self, sent: Sent) -> Read:
        read = super().read(sent)
        if not read.faults:
            self._tell_again(read, sent)
        return read

    def leaving(self) -> Read:
        read = super().leaving()
        if self.informed:
            off = EVENT_STATUSES[EventStatus.CANCELLED]
            read.problems.append(
                f"Đã báo sự kiện này tới {len(self.informed)} nơi: sửa ngày, hoặc chọn trạng thái «{off}», để những nơi ấy "
                "được báo lại."
            )
        return read

    def _tell_again(self, read: Read, sent: Sent) -> None:
        old, new = self._standing(None), self._standing(sent)
        slip = Flag(path=(_SLIP,), label="").read(sent)
        if old is None or new is None:
            return
        if is_forgotten(old, new) and not slip:
            said = "sự kiện đã vào lịch: chọn hoãn hoặc hủy để nơi đã được báo thì được báo lại"
            read.faults[_STATUS.name] = [said]
            return
        why = Field(path=(_TOLD_WHY,), label="").read(sent)
        line = notice_of(old, new, self.today, why, only_a_slip=slip)
        if line is None:
            return
        before = value_at(self.decided, ("changes",))
        known = self.signed.get("changes") if before is ABSENT else before
        read.changes.append(Change((*self.path, "changes"), before, [*(known or []), line]))
        read.summary.append(("Báo lại cho nơi đã biết lịch cũ", "—", self._notice(line)))

    def _standing(self, sent: Sent | None) -> Standing | None:
        """As it stands, or as it was sent."""
        fields = (_STATUS, _SINCE, _UNTIL)
        status, since, until = [self.value(one) if sent is None else one.read(sent) for one in fields]
        return Standing(EventStatus(status), since, until) if status in list(EventStatus) else None

    def _notice(self, line: dict[str, Any]) -> str:
        former = " - ".join(short_date(line[key]) for key in ("from", "to") if key in line)
        whom = (
            f"{len(self.informed)} nơi đã được báo" if self.informed else "chưa nơi nào được báo, nên không thư nào đi"
        )
        return f"quyết định {long_date(line['on'])}{f', lịch cũ {former}' if former else ''}; {whom}"


def event_entry(
    plan: Plan, events: NamedList, called: str, directory: Directory, today: date, informed: tuple[str, ...]
) -> Entry:
    """The form of an event that stands in the calendar."""
    plain = events.entry(called, "", ())
    title = str(plain.value(Field(path=("title",), label="")) or called)
    sections = _sections(plan, directory, plain)
    if plain.value(_SINCE):
        sections = (*sections, _telling(informed))
    own = {"today": today, "informed": informed, "unshown": (_CHANGES,)}
    return events.entry(called, title, sections, _about(plain), EventEntry, **own)


def new_event_entry(plan: Plan, events: NamedList, called: str, directory: Directory, today: date) -> Entry:
    """The form of an event that is about to be added under this id."""
    sections = _sections(plan, directory, events.added(called, "", ()))
    about = ("Ngày không văn bản nào nêu thì chỉ nhập khi có quyết định; chưa có thì ghi là ý tưởng.",)
    return events.added(called, "Sự kiện mới", sections, about, EventEntry, today=today)


def _sections(plan: Plan, directory: Directory, entry: Entry) -> tuple[Section, ...]:
    def now(key: str) -> Any:
        return entry.value(Field(path=(key,), label=""))

    units = [(one.slug, one.name) for one in directory.units]
    several = [*((one.slug, one.name) for one in directory.groups), *units]
    partners = [(one.slug, one.name) for one in directory.partners]
    choices = {
        "duty": including(own_duties(plan), now("duty")),
        "lead": including(several, now("lead")),
        "with": including(several, now("with")),
        "partner": including(partners, now("partner")),
    }
    title, duty, place = inputs_of(Event, "title", "duty", "place", choices=choices)
    return (
        Section("Sự kiện", (title, duty, _STATUS, _SINCE, _UNTIL, place)),
        Section("Ai làm, ai dự", inputs_of(Event, "lead", "with", "partner", "audience", choices=choices)),
        Section("Căn cứ, lời giới thiệu", inputs_of(Event, "source", "summary", "note")),
    )


def _telling(informed: tuple[str, ...]) -> Section:
    whom = f"Đã báo: {'; '.join(informed)}." if informed else "Chưa nơi nào được báo sự kiện này."
    note = f"{whom} Đổi ngày, hoãn, hủy thì mỗi nơi đã được báo nhận đúng một thông báo, kèm lịch cũ."
    return Section(
        "Khi đổi ngày, hoãn, hủy",
        (
            Field(path=(_TOLD_WHY,), label="Lý do, ghi trong thông báo", kept=False),
            Flag(
                path=(_SLIP,),
                label="Chỉ sửa lỗi gõ, chưa báo ai: không gửi thông báo đổi lịch",
                kept=False,
            ),
        ),
        note,
    )


def _about(entry: Entry) -> tuple[str, ...]:
    changes = entry.value(Field(path=("changes",), label="")) or []
    told = []
    for one in changes:
        former = " - ".join(short_date(one[key]) for key in ("from", "to") if one.get(key))
        why = f": {one['why']}" if one.get("why") else ""
        told.append(f"Đã đổi {long_date(one['on'])}{f', lịch cũ {former}' if former else ''}{why}")
    return tuple(told)
