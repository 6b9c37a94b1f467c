"""The deadline in the recipient's calendar, and the agenda as a feed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from dunghen.agenda.build import agenda
from dunghen.keys import CycleKey
from dunghen.mail.invitation import agenda_calendar, deadline_event
from dunghen.testing import a_plan, an_office
from dunghen.wording.dates import HANOI

CYCLE = CycleKey("nq59-2025-2030", "annual-report", "2026")


def event(unit: str = "cuc-dien-anh", day: date = date(2026, 11, 27), sequence: int = 0, cycle: CycleKey = CYCLE):
    content = deadline_event(
        cycle,
        unit,
        day=day,
        summary="Chậm nhất: Báo cáo năm",
        description="trước ngày 30 tháng 11 hàng năm; điểm d khoản 1 mục IV",
        stamp=datetime(2026, 10, 28, 8, 0, tzinfo=HANOI),
        sequence=sequence,
    )
    calendar = Calendar.from_ical(content)
    (found,) = calendar.walk("VEVENT")
    return calendar, found, content


class TestDeadline:
    def test_it_fills_the_last_day_that_is_on_time_and_blocks_no_other_business(self):
        calendar, found, _ = event()
        assert calendar["METHOD"] == "PUBLISH"
        assert found.decoded("dtstart") == date(2026, 11, 27)
        assert found.decoded("dtend") == date(2026, 11, 28)
        assert found["SUMMARY"] == "Chậm nhất: Báo cáo năm"
        assert found["TRANSP"] == "TRANSPARENT"
        assert found.decoded("dtstamp") == datetime(2026, 10, 28, 1, 0, tzinfo=UTC)

    def test_it_rings_at_eight_on_the_day_before(self):
        _, found, _ = event()
        (alarm,) = found.walk("VALARM")
        assert alarm["ACTION"] == "DISPLAY"
        assert alarm.decoded("trigger") == timedelta(hours=-16)

    def test_what_no_calendar_holds_is_taken_out_of_its_words(self):
        stamp, hostile = datetime(2026, 10, 28, 8, 0, tzinfo=HANOI), "Báo\x00cáo\ud800\x1b"
        content = deadline_event(
            CYCLE, "u", day=date(2026, 11, 27), summary=hostile, description=hostile, stamp=stamp
        ).decode()
        assert content.count("Báo cáo\ufffd") == 3
        assert "\x00" not in content
        assert "\x1b" not in content

    def test_a_moved_deadline_moves_the_same_entry(self):
        _, before, _ = event()
        _, after, _ = event(day=date(2026, 12, 4), sequence=1)
        assert before["UID"] == after["UID"]
        assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)

    @pytest.mark.parametrize(
        "other", [{"unit": "vu-dao-tao"}, {"cycle": CycleKey("nq59-2025-2030", "annual-report", "2027")}]
    )
    def test_every_unit_and_cycle_has_an_entry_of_its_own(self, other):
        assert event()[1]["UID"] != event(**other)[1]["UID"]

    def test_the_same_deadline_is_the_same_bytes_on_short_lines(self):
        _, _, content = event()
        assert content == event()[2]
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))


class TestAgenda:
    def test_it_has_one_entry_for_each_action_at_its_hour(self):
        content = agenda_calendar(agenda(a_plan(), an_office(), date(2026, 11, 30), date(2026, 12, 2)))
        found = Calendar.from_ical(content).walk("VEVENT")
        title = "Báo cáo năm tình hình thực hiện Kế hoạch, kỳ năm 2026"
        assert [(str(one["SUMMARY"]), one.decoded("dtstart")) for one in found] == [
            (f"overdue-1: {title}", datetime(2026, 11, 30, 1, 0, tzinfo=UTC)),
            (f"overdue-3: {title}", datetime(2026, 12, 2, 1, 0, tzinfo=UTC)),
            (f"escalate-3: {title}", datetime(2026, 12, 2, 1, 0, tzinfo=UTC)),
        ]
        assert len({str(one["UID"]) for one in found}) == 3

    def test_each_entry_says_to_whom_and_why(self):
        (entry,) = Calendar.from_ical(
            agenda_calendar(agenda(a_plan(), an_office(), date(2026, 11, 30), date(2026, 11, 30)))
        ).walk("VEVENT")
        assert str(entry["DESCRIPTION"]).splitlines()[1:] == [
            "Nơi nhận: cuc-hop-tac-quoc-te, cuc-dien-anh, cuc-bao-chi",
            "Căn cứ: điểm d khoản 1 mục IV, «trước ngày 30 tháng 11 hàng năm», dòng 371-377",
        ]

    def test_the_same_agenda_is_the_same_bytes(self):
        actions = agenda(a_plan(), an_office(), date(2026, 1, 1), date(2026, 12, 31))
        assert agenda_calendar(actions) == agenda_calendar(actions)


def test_an_agenda_without_actions_is_an_empty_calendar():
    calendar = Calendar.from_ical(agenda_calendar([]))
    assert calendar["PRODID"] == "-//Dung Hen//Lich cong viec//VI"
    assert calendar.walk("VEVENT") == []
