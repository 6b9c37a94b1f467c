"""What a clerk types becomes what YAML says, and back; what it cannot be is told in Vietnamese."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dunghen.fields.choice import Choice, Several
from dunghen.fields.days import Day, Days, Hour, MonthDay
from dunghen.fields.field import Field, Flag, Number
from dunghen.fields.offsets import OffsetDays, OffsetList
from dunghen.fields.rows import Rows

UNITS = (("cuc-dien-anh", "Cục Điện ảnh"), ("cuc-hop-tac-quoc-te", "Cục Hợp tác quốc tế"))
MEETINGS = Rows(
    path=("x",),
    label="Ngày họp",
    columns=(
        Day(path=("day",), label="Ngày", required=True),
        Hour(path=("at",), label="Giờ"),
        Field(path=("place",), label="Nơi họp"),
    ),
)


def of(kind: type[Field], **more: Any) -> Field:
    return kind(path=("x",), label="Mục", **more)


@pytest.mark.parametrize(
    ("field", "sent", "value", "told"),
    [
        (of(Field), {"x": [" Hải Phòng "]}, "Hải Phòng", "Hải Phòng"),
        (of(Field), {"x": [""]}, None, "—"),
        (of(Day), {"x": ["2026-11-27"]}, date(2026, 11, 27), "27/11/2026"),
        (of(MonthDay), {"x": ["30/11"]}, "11-30", "30/11"),
        (of(MonthDay), {"x": ["29/2"]}, "02-29", "29/02"),
        (of(Hour), {"x": ["08:30"]}, "08:30", "08:30"),
        (of(Number, most=366), {"x": ["30"]}, 30, "30"),
        (of(Flag), {"x": ["1"]}, True, "có"),
        (of(Flag), {}, False, "không"),
        (of(Choice, choices=UNITS), {"x": ["cuc-dien-anh"]}, "cuc-dien-anh", "Cục Điện ảnh"),
        (of(Several, choices=UNITS), {"x": ["cuc-dien-anh", "cuc-hop-tac-quoc-te"]}, ["cuc-dien-anh", "cuc-hop-tac-quoc-te"], "Cục Điện ảnh; Cục Hợp tác quốc tế"),
        (of(Several, choices=UNITS), {}, None, "—"),
        (of(Days), {"x": ["2027-06-29", "", "2026-06-30"]}, [date(2027, 6, 29), date(2026, 6, 30)], "29/06/2027; 30/06/2026"),
        (of(OffsetDays), {"x": ["7"], "x.side": ["-wd"]}, "-7wd", "7 ngày làm việc trước"),
        (of(OffsetDays), {"x": ["30"], "x.side": ["+d"]}, "+30d", "30 ngày sau"),
        (of(OffsetDays), {"x": ["0"], "x.side": ["-wd"]}, "0wd", "đúng ngày"),
        (of(OffsetList), {"x": ["14", "", "3"], "x.side": ["-wd", "-wd", "-d"]}, ["-14wd", "-3d"], "14 ngày làm việc trước; 3 ngày trước"),
        (of(OffsetList), {"x": ["", ""], "x.side": ["-wd", "-wd"]}, [], "—"),
        (MEETINGS, {"x.day": ["2027-03-15", ""], "x.at": ["08:30", ""], "x.place": ["Hà Nội", ""]}, [{"day": date(2027, 3, 15), "at": "08:30", "place": "Hà Nội"}], "15/03/2027, 08:30, Hà Nội"),
        (MEETINGS, {"x.day": ["", ""], "x.at": ["", ""], "x.place": ["", ""]}, None, "—"),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_a_value_that_shows_as_it_was_typed(
    field: Field, sent: dict[str, list[str]], value: Any, told: str
) -> None:
    read = field.read(sent)

    assert read == value
    assert field.text(read) == told
    # What is shown and sent back is the same value again.
    assert field.content(read) == field.content(value)


@pytest.mark.parametrize(
    ("field", "sent", "said"),
    [
        (of(Day), {"x": ["27/11/2026"]}, "không phải một ngày"),
        (of(MonthDay), {"x": ["31/11"]}, "ví dụ 30/11"),
        (of(MonthDay), {"x": ["30 tháng 11"]}, "ví dụ 30/11"),
        (of(Hour), {"x": ["25:00"]}, "ví dụ 08:30"),
        (of(Number, most=366), {"x": ["400"]}, "từ 0 đến 366"),
        (of(Number), {"x": ["1e9"]}, "không phải số nguyên"),
        (of(Choice, choices=UNITS), {"x": ["bo-khac"]}, "không có trong danh sách"),
        (of(Several, choices=UNITS), {"x": ["bo-khac"]}, "không có trong danh sách"),
        (of(OffsetDays), {"x": ["7"], "x.side": ["sau"]}, "không có trong danh sách"),
        (of(OffsetList), {"x": ["-7"], "x.side": ["-wd"]}, "từ 0 đến 9999"),
        (MEETINGS, {"x.day": [""], "x.at": ["08:30"], "x.place": [""]}, "dòng 1 còn thiếu: ngày"),
    ],
)
def test_what_it_cannot_be_is_told(field: Field, sent: dict[str, list[str]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        field.read(sent)


@pytest.mark.parametrize(
    ("field", "written", "shown"),
    [
        (of(Hour), 840, "14:00"),  # YAML 1.1 reads a plain 14:00 so
        (of(Day), "2027-03-15", "2027-03-15"),
        (of(OffsetDays), "-7wd", ["7", "-wd"]),
        (of(OffsetDays), "+30d", ["30", "+d"]),
        (of(OffsetDays), None, ["", ""]),
        (of(Days), date(2027, 6, 29), ["2027-06-29"]),
        (MEETINGS, [{"day": date(2027, 3, 15)}], [["2027-03-15", "", ""]]),
    ],
)
def test_what_was_signed_shows_in_the_form(field: Field, written: Any, shown: Any) -> None:
    assert field.content(written) == shown
