"""Calendar files (RFC 5545) as entries of the event calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunghen.events.calendar import EventsFile
from dunghen.events.event import EventStatus
from dunghen.events.ics import as_yaml, read_ics, with_entries
from dunghen.exceptions import CalendarFileError
from dunghen.values.yaml_lines import parse_yaml
from dunghen.wording.characters import sound
from tests.unit.events.plans import OWN, an_event

TODAY = date(2026, 3, 2)


def a_file(*lines: str) -> bytes:
    """A calendar file with one entry of these lines."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//VI", "BEGIN:VEVENT", "DTSTAMP:20260301T000000Z"]
    return "\r\n".join([*head, *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


WHOLE_DAYS = ("DTSTART;VALUE=DATE:20260512", "DTEND;VALUE=DATE:20260516")
NAMED = ("UID:a@ban.invalid", "SUMMARY:Tuần phim Kazakhstan", *WHOLE_DAYS)


def test_an_entry_becomes_an_event_with_its_place_and_uid() -> None:
    (event,) = read_ics(a_file(*NAMED, "LOCATION:Hà Nội", "STATUS:CONFIRMED"), OWN, (), TODAY).events
    assert (event.id, event.title) == ("tuan-phim-kazakhstan", "Tuần phim Kazakhstan")
    assert (event.duty, event.status) == (OWN, EventStatus.CONFIRMED)
    assert (event.place, event.uid) == ("Hà Nội", "a@ban.invalid")


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (WHOLE_DAYS, (date(2026, 5, 12), date(2026, 5, 15))),
        (("DTSTART;VALUE=DATE:20260512",), (date(2026, 5, 12), date(2026, 5, 12))),
        (("DTSTART;VALUE=DATE:20260512", "DURATION:P2D"), (date(2026, 5, 12), date(2026, 5, 13))),
        # 18:00 UTC is 01:00 of the next day in Hà Nội.
        (("DTSTART:20260512T180000Z", "DTEND:20260512T190000Z"), (date(2026, 5, 13), date(2026, 5, 13))),
        (("DTSTART:20260512T010000Z", "DTEND:20260512T170000Z"), (date(2026, 5, 12), date(2026, 5, 12))),
        (("DTSTART:20260512T080000", "DTEND:20260514T170000"), (date(2026, 5, 12), date(2026, 5, 14))),
    ],
)
def test_days_are_days_in_hanoi_and_the_end_of_whole_days_is_the_day_before(
    lines: tuple[str, ...], days: tuple[date, date]
) -> None:
    (event,) = read_ics(a_file("SUMMARY:Tuần phim", *lines), OWN, (), TODAY).events
    assert event.days == days


def test_every_calendar_of_a_file_is_read() -> None:
    second = a_file("UID:b@ban.invalid", "SUMMARY:Triển lãm ảnh", *WHOLE_DAYS)
    for between in (b"", b"\r\n", b"\n\n"):
        read = read_ics(a_file(*NAMED) + between + second, OWN, (), TODAY)
        assert [event.title for event in read.events] == ["Tuần phim Kazakhstan", "Triển lãm ảnh"]
    again = read_ics(a_file(*NAMED) + a_file(*NAMED), OWN, (), TODAY)
    assert len(again.events) == len(again.left_out) == 1


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
@pytest.mark.parametrize("margin", [b" ", b"\t"])
def test_a_line_folded_anywhere_is_whole_again(end: bytes, margin: bytes) -> None:
    """RFC 5545 §3.1: also within the bytes of a letter."""
    whole = a_file(*NAMED).replace(b"\r\n", end)
    title = "Tuần phim Kazakhstan".encode()
    for place in range(1, len(title)):
        folded = whole.replace(title, title[:place] + end + margin + title[place:])
        (event,) = read_ics(folded, OWN, (), TODAY).events
        assert (event.title, event.id) == ("Tuần phim Kazakhstan", "tuan-phim-kazakhstan")


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_calendar(mark: str) -> None:
    (event,) = read_ics(a_file(*NAMED).decode().encode(mark), OWN, (), TODAY).events
    assert event.title == "Tuần phim Kazakhstan"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (a_file(*NAMED).replace("ầ".encode(), b"\xe2\xcc"), "không phải mã UTF-8"),
        (b"", "không đúng dạng iCalendar"),
        (b"PK\x03\x04", "không đúng dạng iCalendar"),
        (b"BEGIN:VCALENDAR\r\n", "không đúng dạng iCalendar"),
        (b"BEGIN:VEVENT\r\nEND:VCALENDAR\r\n", "không đúng dạng iCalendar"),
        # Zones are looked up as files.
        (a_file(f"DTSTART;TZID={'A' * 1000}:20260512T080000", "SUMMARY:x"), "không đúng dạng iCalendar"),
    ],
)
def test_what_is_no_calendar_is_told_in_one_language_with_a_remedy(content: bytes, said: str) -> None:
    with pytest.raises(CalendarFileError, match=said) as refused:
        read_ics(content, OWN, (), TODAY)
    assert "Hãy xuất lại" in str(refused.value)


def test_what_neither_the_file_nor_the_ledger_holds_is_taken_out_of_every_text() -> None:
    lines = ("UID:a\x00b", "SUMMARY:Tuần\x00phim\uffff", *WHOLE_DAYS, "LOCATION:Hà\x1bNội")
    (event,) = read_ics(a_file(*lines), OWN, (), TODAY).events
    assert (event.uid, event.title, event.place) == ("a b", "Tuần phim\ufffd", "Hà Nội")
    assert parse_yaml(as_yaml([event])).data[0]["title"] == event.title


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("DTSTART;VALUE=DATE:99991231",), "ngày phải trong các năm 1900 đến 2999"),
        (("DTSTART;VALUE=DATE:20260512", "DTEND;VALUE=DATE:30000102"), "ngày phải trong các năm 1900 đến 2999"),
        (("DTSTART;VALUE=DATE:18991231",), "ngày phải trong các năm 1900 đến 2999"),
        (("DTSTART:99991231T235959Z",), "ngày vượt ra ngoài lịch"),
        (("DTSTART;VALUE=DATE:99990101", "DURATION:P9999D"), "ngày vượt ra ngoài lịch"),
        (("DTSTART;VALUE=DATE:00010101", "DTEND;VALUE=DATE:00010101"), "ngày phải trong các năm 1900 đến 2999"),
        (("DTSTART;VALUE=DATE:100000101",), "không đọc được DTSTART"),
        (("DTSTART;VALUE=DATE:20260512", "DURATION:P99999999999D"), "không đọc được DURATION"),
    ],
)
def test_a_day_outside_of_any_calendar_leaves_out_its_entry_alone(lines: tuple[str, ...], told: str) -> None:
    odd = "\r\n".join(["BEGIN:VEVENT", "SUMMARY:Xa quá", *lines, "END:VEVENT", "END:VCALENDAR"])
    found = read_ics(a_file(*NAMED).replace(b"END:VCALENDAR", odd.encode()), OWN, (), TODAY)
    assert [one.title for one in found.events] == ["Tuần phim Kazakhstan"]
    assert found.left_out == (f"«Xa quá»: {told}",)


def test_what_is_not_confirmed_is_planned_and_what_is_cancelled_is_decided_today() -> None:
    (planned,) = read_ics(a_file(*NAMED), OWN, (), TODAY).events
    (cancelled,) = read_ics(a_file(*NAMED, "STATUS:CANCELLED"), OWN, (), TODAY).events
    assert planned.status is EventStatus.PLANNED
    assert [change.on for change in cancelled.changes] == [TODAY]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ((*NAMED, "RRULE:FREQ=YEARLY"), "lặp lại"),
        (WHOLE_DAYS, "không có tên"),
        (("SUMMARY:Tuần phim",), "không có ngày"),
        (("SUMMARY:Tuần phim", "DTSTART;VALUE=DATE:20260532"), "không đọc được DTSTART"),
        (("SUMMARY:Tuần phim", "DTSTART;VALUE=DATE:20260512", "DURATION:lâu"), "không đọc được DURATION"),
        (("SUMMARY:Tuần phim", "DTSTART;VALUE=DATE:20260512", "DTSTART;VALUE=DATE:20260513"), "ghi DTSTART hai lần"),
        (("SUMMARY:Tuần phim", "DTSTART;VALUE=DATE:20260512", "DTEND;VALUE=DATE:20260510"), "trước ngày bắt đầu"),
        (("SUMMARY:Tuần phim", "DTSTART;TZID=Sao Hỏa:20260512T200000"), "không biết múi giờ «Sao Hỏa»"),
    ],
)
def test_what_cannot_be_an_event_is_left_out_with_the_reason(lines: tuple[str, ...], why: str) -> None:
    imported = read_ics(a_file(*lines), OWN, (), TODAY)
    assert imported.events == ()
    assert why in imported.left_out[0]


def test_the_same_entry_is_not_taken_in_twice() -> None:
    known = an_event(uid="a@ban.invalid")
    assert read_ics(a_file(*NAMED), OWN, [known], TODAY).left_out == (
        "«Tuần phim Kazakhstan»: đã có (ngay-van-hoa-kz)",
    )


def test_without_a_uid_the_same_title_on_the_same_day_is_the_same_event() -> None:
    nameless = a_file("SUMMARY:Tuần phim Kazakhstan", *WHOLE_DAYS)
    (event,) = read_ics(nameless, OWN, (), TODAY).events
    assert read_ics(nameless, OWN, [event], TODAY).left_out == ("«Tuần phim Kazakhstan»: đã có (tuan-phim-kazakhstan)",)


def test_one_file_that_names_an_event_twice_gives_it_once() -> None:
    once = a_file(*NAMED)
    twice = once.replace(b"END:VCALENDAR", once[once.index(b"BEGIN:VEVENT") :])
    imported = read_ics(twice, OWN, (), TODAY)
    assert [event.id for event in imported.events] == ["tuan-phim-kazakhstan"]
    assert imported.left_out == ("«Tuần phim Kazakhstan»: đã có (tuan-phim-kazakhstan)",)


def test_an_entry_that_was_cancelled_since_tells_what_to_write() -> None:
    known = an_event(uid="a@ban.invalid")
    (why,) = read_ics(a_file(*NAMED, "STATUS:CANCELLED"), OWN, [known], TODAY).left_out
    assert why == (
        "«Tuần phim Kazakhstan»: đã có (ngay-van-hoa-kz) nhưng nay đã hủy: ghi status: cancelled và changes: [{on: ...}]"
    )


def test_a_moment_of_another_zone_is_the_day_that_it_is_in_hanoi() -> None:
    # 20:00 in New York (summer time) is 07:00 of the next day in Hà Nội.
    evening = a_file("SUMMARY:Tuần phim", "DTSTART;TZID=America/New_York:20260512T200000")
    (event,) = read_ics(evening, OWN, (), TODAY).events
    assert event.days == (date(2026, 5, 13), date(2026, 5, 13))


def test_an_entry_that_has_moved_since_tells_what_to_write() -> None:
    known = an_event(**{"uid": "a@ban.invalid", "from": date(2026, 6, 2), "to": date(2026, 6, 5)})
    (why,) = read_ics(a_file(*NAMED), OWN, [known], TODAY).left_out
    assert "from: 2026-06-02, to: 2026-06-05" in why


def test_two_events_of_one_name_have_two_ids() -> None:
    known = an_event(id="tuan-phim-kazakhstan")
    (event,) = read_ics(a_file(*NAMED), OWN, [known], TODAY).events
    assert event.id == "tuan-phim-kazakhstan-2"


def test_a_file_that_is_no_calendar_is_refused() -> None:
    with pytest.raises(CalendarFileError, match="tệp lịch"):
        read_ics(b"khong phai lich", OWN, (), TODAY)


@pytest.mark.parametrize(
    "text", ["", "# ghi chú\nsteps: {}\nevents: []\n", "events:\n  - {id: a, duty: b, title: Việc, status: idea}\n"]
)
def test_entries_are_added_to_the_file_and_its_comments_stay(text: str) -> None:
    written = with_entries(text, as_yaml([an_event()]))
    last = parse_yaml(written).data["events"][-1]
    assert last == {
        "id": "ngay-van-hoa-kz",
        "duty": OWN,
        "title": "Ngày Văn hóa Kazakhstan tại Việt Nam",
        "status": "confirmed",
        "from": date(2026, 5, 12),
        "to": date(2026, 5, 15),
        "place": "Nhà hát Lớn Hà Nội",
        "with": ["cuc-dien-anh"],
    }
    assert all(line in written for line in text.splitlines() if line.startswith(("#", "  -")))


def test_entries_are_not_added_where_something_follows_the_list() -> None:
    with pytest.raises(CalendarFileError, match="cuối tệp"):
        with_entries("events: []\nsteps: {}\n", as_yaml([an_event()]))


def test_two_calendar_files_of_one_day_events_are_read_one_after_the_other() -> None:
    text = ""
    for uid, day in (("a", "20260512"), ("b", "20260513")):
        (event,) = read_ics(a_file(f"UID:{uid}", "SUMMARY:Tọa đàm", f"DTSTART;VALUE=DATE:{day}"), OWN, (), TODAY).events
        text = with_entries(text, as_yaml([event]))

    read = EventsFile.model_validate(parse_yaml(text).data).events

    assert [one.days for one in read] == [(date(2026, 5, day), date(2026, 5, day)) for day in (12, 13)]
    assert not set("&*") & set(text)


def test_what_an_older_version_wrote_with_the_same_anchor_twice_is_read() -> None:
    entry = "  - {{id: {0}, duty: b, title: Tọa đàm, status: planned, from: &id001 2026-05-{1}, to: *id001}}\n"
    text = "events:\n" + entry.format("mot", 12) + entry.format("hai", 13)
    read = EventsFile.model_validate(parse_yaml(text).data).events
    assert [one.until for one in read] == [date(2026, 5, 12), date(2026, 5, 13)]


TITLES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(
    lambda text: sound(f"Hội {text.strip()}").strip()
)
LISTS = (
    "",
    "events: []\n",
    "steps: {}\nevents:\n- {id: x, duty: b, title: Cũ hơn, status: idea}\n",
    "events:\n    - id: x\n      duty: b\n      title: Cũ hơn\n      status: idea\n# cuối\n",
)


@given(text=st.sampled_from(LISTS), first=TITLES, second=TITLES, day=st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_whatever_is_added_is_read_again_beside_what_stood_there(text: str, first: str, second: str, day: date) -> None:
    days = {"from": day, "to": day}
    one, other = an_event(id="mot", title=first, **days), an_event(id="hai", title=second, **days)
    known = EventsFile.model_validate(parse_yaml(text).data or {"events": []})

    written = with_entries(with_entries(text, as_yaml([one])), as_yaml([other]))

    assert EventsFile.model_validate(parse_yaml(written).data).events == (*known.events, one, other)


@pytest.mark.parametrize("text", ["events: [{id: x, duty: b, title: Cũ hơn, status: idea}]\n", "events: [\n", "- a\n"])
def test_a_file_that_would_be_spoilt_is_left_alone(text: str) -> None:
    with pytest.raises(CalendarFileError, match="không thêm tự động được"):
        with_entries(text, as_yaml([an_event()]))
