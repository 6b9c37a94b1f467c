"""What operators have done about one unit in one cycle, in words (pure)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dunghen.agenda.extension import EXTENSION, UNTIL
from dunghen.agenda.prompt import REMIND_NOW
from dunghen.directory.delegate import DELEGATE, Way
from dunghen.records import TAKEN_BACK, Record, RecordEvent
from dunghen.wording.dates import long_date

LINK_REVOKED, LINK_SENT = "link-revoked", "link-sent"
"""``Record.what`` of what was done with the link of a unit's page; the subject is the unit."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act: at which instant, what, by whom, and what the person noted."""

    at: datetime
    words: str
    by: str
    note: str


def history_lines(events: Iterable[RecordEvent], units: Collection[str]) -> list[HistoryLine]:
    """The acts about these units (one unit under all its names), newest first; ``events`` are the cycle's."""
    found = [
        HistoryLine(one.record.recorded_at, words, one.record.by, one.record.note or "")
        for one in events
        if one.record.subject.partition("/")[0] in units and (words := _words(one))
    ]
    return found[::-1]


def taken_back(events: Iterable[RecordEvent]) -> Mapping[str, Record]:
    """The notes that take a version back and hold, by their subject."""
    found: dict[str, Record] = {}
    for one in events:
        if one.record.what == TAKEN_BACK:
            found.pop(one.record.subject, None)
            if not one.withdrawn:
                found[one.record.subject] = one.record
    return found


def _words(event: RecordEvent) -> str:
    one = event.record
    if one.what == EXTENSION:
        return "Thôi gia hạn" if event.withdrawn else f"Gia hạn đến hết {_until(one)}"
    if one.what == TAKEN_BACK:
        number = one.subject.rpartition("/")[2]
        return f"Khôi phục bản giấy, lần nộp {number}" if event.withdrawn else f"Rút bản giấy, lần nộp {number}"
    if one.what == DELEGATE:
        act = "Giao đường dẫn cho" if one.values["way"] == Way.MAIL else "Đề nghị giao đường dẫn cho"
        return f"{act} {one.values['post']}, {one.values['address']}"
    return _DONE.get(one.what, "")


def _until(one: Record) -> str:
    return long_date(date.fromisoformat(str(one.values[UNTIL])))


_DONE = {REMIND_NOW: "Nhắc ngay", LINK_REVOKED: "Thu hồi đường dẫn", LINK_SENT: "Gửi đường dẫn mới"}
