"""What a sent form decides: only what differs from the signed file, merged as the loader merges it."""

from __future__ import annotations

import pytest

from dunghen.decision import ABSENT, Change
from dunghen.editing.entry import Entry, Read
from dunghen.fields.choice import Several
from dunghen.fields.compound import Checklist, Part, YesNo
from dunghen.fields.deadlines import covered_days, recurring
from dunghen.fields.field import Field, Number, Section
from dunghen.fields.offsets import AFTER, BEFORE, OffsetDays, OffsetList
from dunghen.values.problem import ConfigProblem

EVERY = recurring("every", "Nhịp và hạn nộp", ("year", "half", "quarter", "month"))
ESCALATE = Part(
    path=("steps", "escalate"),
    label="Báo cấp trên",
    columns=(
        OffsetDays(path=("steps", "escalate", "at"), label="Vào lúc", sides=AFTER, required=True),
        Several(path=("steps", "escalate", "to"), label="Báo cho", choices=(("bo", "Lãnh đạo Bộ"),), required=True),
    ),
)


def entry(*fields: Field, signed: dict, decided: object = ABSENT) -> Entry:
    return Entry("plans/k.yaml", ("duties", "viec"), "Việc", (Section("", fields),), signed, decided)


def test_a_part_left_empty_takes_away_what_was_signed() -> None:
    of = entry(ESCALATE, signed={"steps": {"escalate": {"at": "+3wd", "to": ["bo"]}}})

    (change,) = of.read({}).changes

    assert change == Change(("duties", "viec", "steps", "escalate"), ABSENT, None)


def test_a_part_of_which_one_input_is_missing_says_which() -> None:
    read = entry(ESCALATE, signed={}).read({"steps.escalate.at": ["3"], "steps.escalate.at.side": ["+wd"]})

    assert read.faults == {"steps.escalate": ["còn thiếu: báo cho"]}


def test_another_frequency_takes_the_former_one_away() -> None:
    of = entry(EVERY, signed={"every": {"year": {"on": "12-15"}, "basis": "setting"}})

    (change,) = of.read({"every.nhip": ["quarter"], "every.ngay": ["20"], "every.cua-thang": ["next"]}).changes

    assert change.after == {"quarter": {"on": 20, "of_month": "next"}, "year": None}


def test_what_was_decided_over_a_mapping_is_shown_merged_and_stays_as_it_is_written() -> None:
    decided = {"every": {"quarter": {"on": 20}, "year": None}}
    of = entry(EVERY, signed={"every": {"year": {"on": "12-15"}, "basis": "setting"}}, decided=decided)

    assert of.value(EVERY) == {"basis": "setting", "quarter": {"on": 20}}
    assert EVERY.text(of.value(EVERY)) == "mỗi quý, chậm nhất ngày 20 của tháng cuối kỳ"
    assert of.read({"every.nhip": ["quarter"], "every.ngay": ["20"]}).changes == []


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        ({"covers.regime": ["decree-09"]}, {"regime": "decree-09"}),
        (
            {"covers.regime": ["own"], "covers.from": ["01/12"], "covers.to": ["30/11"]},
            {"from": "12-01", "to": "11-30"},
        ),
        ({}, None),
    ],
)
def test_the_days_a_report_covers(sent: dict[str, list[str]], value: object) -> None:
    assert covered_days().read(sent) == value


def test_a_rule_and_days_of_its_own_do_not_go_together() -> None:
    with pytest.raises(ValueError, match="để trống hai ô"):
        covered_days().read({"covers.regime": ["calendar"], "covers.from": ["01/12"]})


def test_what_is_ticked_off_is_no_longer_waited_for_and_can_be_unticked() -> None:
    lines = (("hạn (due)", "Hạn"), ("cấp duyệt", "Cấp duyệt"))
    of = Checklist(path=("waiting_for",), label="Đã quyết", choices=lines)

    assert of.read({"waiting_for": ["cấp duyệt"]}) == ["hạn (due)"]
    assert of.read({"waiting_for": ["cấp duyệt", "hạn (due)"]}) == []
    assert of.content(["hạn (due)"]) == ["cấp duyệt"]
    assert of.text([]) == "đã quyết hết"
    assert of.read({}) == ["hạn (due)", "cấp duyệt"]


def test_saying_nothing_is_not_no() -> None:
    of = YesNo(path=("monthly",), label="Mỗi tháng")

    assert [of.read({"monthly": [text]}) for text in ("", "true", "false")] == [None, True, False]
    assert [of.text(value) for value in (None, True, False)] == ["—", "có", "không"]


def test_an_offset_on_the_wrong_side_says_which_side_is_meant() -> None:
    of = OffsetList(path=("remind",), label="Nhắc", sides=BEFORE)

    with pytest.raises(ValueError, match="«3 ngày sau»: phải là ngày làm việc trước hoặc ngày trước"):
        of.read({"remind": ["3"], "remind.side": ["+d"]})


def test_the_order_of_choices_is_no_change() -> None:
    of = entry(Several(path=("with",), label="", choices=(("a", "A"), ("b", "B"))), signed={"with": ["b", "a"]})

    assert of.read({"with": ["a", "b"]}).changes == []


@pytest.mark.parametrize(
    ("where", "what", "beside"),
    [
        ("duties[3].ad_hoc[0].covers", "kỳ số liệu kết thúc trước khi bắt đầu", "ad_hoc"),
        ("duties[3].covers", "kỳ số liệu cần from và to", "covers"),
        ("duties[3].steps.remind[1]", "sai", "steps.remind"),
        ("duties[3].steps", "remind phải trước hạn", "steps.lock"),
        ("duties[3].steps", "hai mốc nhắc trùng nhau", "steps.lock"),
        ("duties[3]", "covers thiếu", "steps.lock"),
        ("duties[3].review", "covers không đi cùng ad_hoc", "steps.lock"),
    ],
)
def test_a_problem_lands_at_its_place_or_beside_what_was_changed_there_whatever_its_words(
    where: str, what: str, beside: str
) -> None:
    fields = [
        Field(path=("covers",), label="Kỳ"),
        Field(path=("ad_hoc",), label="Yêu cầu"),
        OffsetList(path=("steps", "remind"), label="Nhắc"),
        OffsetDays(path=("steps", "lock"), label="Thôi nhắc"),
    ]
    read = Read([Change(("duties", "viec", "steps", "lock"), ABSENT, "+5wd")])

    read.add([ConfigProblem("office/plans/k.yaml", 7, where, what)], fields)

    assert list(read.faults) == [beside]


def test_a_problem_of_another_file_lies_beside_nothing_that_was_changed() -> None:
    read = Read([Change(("duties", "viec", "steps", "lock"), ABSENT, "+5wd")])

    read.add(
        [ConfigProblem("events/k.yaml", 7, "events[0]", "steps.lock sai")], [Field(path=("steps", "lock"), label="")]
    )

    assert (read.faults, len(read.problems)) == ({}, 1)


def test_a_problem_is_told_in_the_words_of_the_form_with_days_as_people_write_them() -> None:
    read = Read()
    problem = ConfigProblem("office/plans/k.yaml", 7, "duties[0].due", "nằm ngoài", "2032-01-01", "từ 2025-01-01")

    read.add([problem], [Field(path=("due",), label="Hạn")])

    assert read.faults == {"due": ["nằm ngoài (01/01/2032) (gợi ý: từ 01/01/2025)"]}


def test_what_breaks_elsewhere_keeps_its_file_and_line() -> None:
    read = Read()

    read.add(
        [ConfigProblem("events/k.yaml", 7, "events[0].duty", "không có nhiệm vụ này")], [Number(path=("n",), label="")]
    )

    assert read.problems == ["events/k.yaml:7: events[0].duty: không có nhiệm vụ này."]
