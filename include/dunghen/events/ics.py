"""Reads a calendar file (.ics, RFC 5545) into entries of the event calendar (pure).

Not imported when plans are loaded: parsing a DAG never pays for it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import yaml
from icalendar import Calendar

from dunghen.events.event import Event, EventStatus, misfit
from dunghen.exceptions import CalendarFileError
from dunghen.values.yaml_faults import told
from dunghen.values.yaml_lines import parse_yaml
from dunghen.values.yaml_text import yaml_text
from dunghen.wording.characters import sound
from dunghen.wording.dates import local_day
from dunghen.wording.slug import free_slug, slug

_FOLD = re.compile(rb"\r?\n[ \t]")
_ANEW = "Hãy xuất lại lịch (.ics) từ chương trình lịch rồi nhập lại; chưa có gì được ghi."
_NO_CALENDAR = f"Không đọc được tệp lịch: tệp không đúng dạng iCalendar (.ics). {_ANEW}"
_STATUS = {"CONFIRMED": EventStatus.CONFIRMED, "CANCELLED": EventStatus.CANCELLED}
_REPEATS = ("RRULE", "RDATE", "RECURRENCE-ID")
_KEY_AT_HEAD = re.compile(r"[^\s#-]")
_ONCE = ("SUMMARY", "UID", "DTSTART", "DTEND", "DURATION", "LOCATION", "STATUS")


@dataclass(frozen=True, slots=True)
class Imported:
    """What a calendar file holds: entries for the event calendar, and what was left out with the reason."""

    events: tuple[Event, ...]
    left_out: tuple[str, ...]


def read_ics(content: bytes, duty: str, known: Collection[Event], today: date) -> Imported:
    """The events of a calendar file as entries of a duty.

    Args:
        content: the file.
        duty: the id of the event duty that they belong to.
        known: the entries that the calendar has already; the same event is not taken in twice.
        today: the day of the reading; a cancelled entry counts as decided on it.

    Raises:
        CalendarFileError: the file is no calendar.
    """
    entries = [entry for calendar in _calendars(content) for entry in calendar.walk("VEVENT")]
    events: list[Event] = []
    left_out: list[str] = []
    for entry in entries:
        title = _text(entry, "SUMMARY")
        try:
            _refuse_odd(entry, title)
            _refuse_known(entry, title, [*known, *events])
        except _OddEntryError as why:
            left_out.append(f"«{title or _text(entry, 'UID') or '?'}»: {why}")
        else:
            events.append(_event(entry, title, duty, {event.id for event in [*known, *events]}, today))
    return Imported(tuple(events), tuple(left_out))


def _calendars(content: bytes) -> list[Any]:
    """Every calendar of the file: one may follow another (RFC 5545 §3.4)."""
    try:
        # A line may be folded within a letter (§3.1): the bytes come together before they are read as letters.
        text = _FOLD.sub(b"", _decoded(content)).decode()
        if found := [one for one in Calendar.from_ical(text, multiple=True) if one.name == "VCALENDAR"]:
            return found
    except UnicodeDecodeError as error:
        why = f"Không đọc được tệp lịch: byte thứ {error.start + 1} không phải mã UTF-8. {_ANEW}"
        raise CalendarFileError(why) from error
    # What the library says is English, and of its own insides; a zone is looked up as a file, whose name may be too long.
    except (ValueError, IndexError, KeyError, AttributeError, OSError) as error:
        raise CalendarFileError(_NO_CALENDAR) from error
    raise CalendarFileError(_NO_CALENDAR)


def _decoded(content: bytes) -> bytes:
    """In UTF-8, without a byte order mark; some programs write UTF-16 with one."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace").encode()
    return content.removeprefix(codecs.BOM_UTF8)


def _text(entry: Any, name: str) -> str:
    """A text of the entry, sound: it goes into a file, the ledger, mails and documents."""
    return sound(str(entry.get(name, ""))).strip()


class _OddEntryError(Exception):
    """Why an entry is left out, for people to read."""


def _refuse_odd(entry: Any, title: str) -> None:
    twice = [name for name in _ONCE if isinstance(entry.get(name), list)]
    odd = {
        f"ghi {', '.join(twice)} hai lần": twice,
        "không có tên": len(title) < 3 or not slug(title),
        "không có ngày": "DTSTART" not in entry,
        "sự kiện lặp lại: ghi từng kỳ vào lịch bằng tay": any(key in entry for key in _REPEATS),
    }
    if why := next((what for what, is_so in odd.items() if is_so), None) or misfit(*_days(entry)):
        raise _OddEntryError(why)


def _refuse_known(entry: Any, title: str, known: Iterable[Event]) -> None:
    """The same UID is the same event, whatever its days; without a UID, the same title on the same day is."""
    uid, days = _text(entry, "UID"), _days(entry)
    for event in known:
        is_same = event.uid == uid if uid else (event.title, event.since) == (title, days[0])
        if not is_same:
            continue
        if uid and event.since and event.days != days:
            raise _OddEntryError(
                f"đã có ({event.id}) nhưng nay là {days[0]} đến {days[1]}: sửa from, to và ghi ngày cũ vào "
                f"changes: [{{on: ..., from: {event.days[0]}, to: {event.days[1]}}}]"
            )
        if event.fires and _status(entry) is EventStatus.CANCELLED:
            raise _OddEntryError(
                f"đã có ({event.id}) nhưng nay đã hủy: ghi status: cancelled và changes: [{{on: ...}}]"
            )
        raise _OddEntryError(f"đã có ({event.id})")


def _days(entry: Any) -> tuple[date, date]:
    try:
        return _reckoned_days(entry)
    except OverflowError as error:
        raise _OddEntryError("ngày vượt ra ngoài lịch") from error


def _reckoned_days(entry: Any) -> tuple[date, date]:
    """First and last day in Hà Nội; the end of an entry of whole days is the day after (RFC 5545 §3.6.1)."""
    start, end = _moment(entry, "DTSTART"), _moment(entry, "DTEND") if "DTEND" in entry else None
    if end is None and "DURATION" in entry:
        span = entry.decoded("DURATION")
        if not isinstance(span, timedelta):
            raise _OddEntryError("không đọc được DURATION")
        end = start + span
    first = _day(start)
    if end is None or end == start:
        return first, first
    return first, _day(end - timedelta(seconds=1)) if isinstance(end, datetime) else end - timedelta(days=1)


def _moment(entry: Any, name: str) -> date:
    """A day, or a moment whose zone is known; what the library could not read it hands on as text."""
    found = entry.decoded(name)
    if not isinstance(found, date):
        raise _OddEntryError(f"không đọc được {name}")
    zone = entry[name].params.get("TZID")
    if zone and isinstance(found, datetime) and found.tzinfo is None:
        raise _OddEntryError(f"không biết múi giờ «{zone}»")
    return found


def _day(moment: date) -> date:
    """The day in Hà Nội; a moment without a zone is local."""
    if isinstance(moment, datetime):
        return local_day(moment) if moment.tzinfo else moment.date()
    return moment


def _status(entry: Any) -> EventStatus:
    return _STATUS.get(str(entry.get("STATUS", "")).upper(), EventStatus.PLANNED)


def _event(entry: Any, title: str, duty: str, taken: Collection[str], today: date) -> Event:
    first, last = _days(entry)
    status = _status(entry)
    cancelled = [{"on": today}] if status is EventStatus.CANCELLED else []
    return Event.model_validate(
        {
            "id": free_slug(title, taken),
            "duty": duty,
            "title": title,
            "status": status,
            "from": first,
            "to": last,
            "place": _text(entry, "LOCATION") or None,
            "uid": _text(entry, "UID") or None,
            "changes": cancelled,
        }
    )


def as_entry(event: Event) -> dict[str, Any]:
    """The event as it stands in the file, in what YAML can say."""
    plain = event.model_dump(by_alias=True, mode="python", exclude_defaults=True)
    lists = {key: list(value) for key, value in plain.items() if isinstance(value, tuple)}
    return plain | lists | {"status": str(event.status)}


def as_yaml(events: Iterable[Event]) -> str:
    """The entries as they stand under ``events:`` in the file."""
    plain = [as_entry(event) for event in events]
    return _at(_MARGIN, yaml_text(plain).split("\n")) if plain else ""


_MARGIN = "  "


def _at(margin: str, lines: Iterable[str]) -> str:
    # Lines end with "\n" only: what else splitlines() takes for an end may stand within a title.
    return "\n".join(margin + line if line else "" for line in lines)


def with_entries(text: str, entries: str) -> str:
    """The text of an events file with these entries added at the end of its list, comments untouched.

    Raises:
        CalendarFileError: the list is not the last thing in the file, or the file would not hold just these entries more.
    """
    written = _appended(text, entries)
    try:
        before, added, after = (parse_yaml(one).data for one in (text, entries, written))
    except yaml.YAMLError as error:
        raise CalendarFileError(f"Tệp lịch sự kiện không thêm tự động được: {told(error)}.") from error
    known = before if isinstance(before, dict) else {}
    if after != known | {"events": [*(known.get("events") or ()), *added]}:
        raise CalendarFileError(
            "Tệp lịch sự kiện viết theo cách không thêm tự động được: hãy chép các mục vào bằng tay."
        )
    return written


def _appended(text: str, entries: str) -> str:
    lines = text.split("\n")
    place = next((index for index, line in enumerate(lines) if line.startswith("events:")), None)
    if place is None:
        return f"{text.rstrip()}\nevents:\n{entries}".lstrip("\n")
    below = lines[place + 1 :]
    if any(_KEY_AT_HEAD.match(line) for line in below):
        raise CalendarFileError("Danh sách events phải đứng cuối tệp thì mới thêm tự động được.")
    if lines[place].partition("#")[0].strip() == "events: []":
        lines[place] = "events:"
    first = next((line for line in below if line.lstrip().startswith("- ")), f"{_MARGIN}- ")
    margin = first[: len(first) - len(first.lstrip())]
    return "\n".join(lines).rstrip() + "\n" + _at(margin, (line.removeprefix(_MARGIN) for line in entries.split("\n")))
