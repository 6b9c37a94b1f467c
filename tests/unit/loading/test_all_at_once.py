"""No fault hides another: each of a pair is told, with file, line, value and remedy, and nothing that is none is told."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import pytest

from dunghen.loading.config import BrokenPlan
from dunghen.loading.load import load_config

if TYPE_CHECKING:
    from pathlib import Path

PLAN_FILE, EVENTS = "plans/ke-hoach.yaml", "events/ke-hoach.yaml"
SECOND_DUTY = """\
  - id: su-kien
    kind: event
    title: Ngày Văn hóa
    facts: [ngay-van-hoa]
    lead: cuc-dien-anh
    with: [lanh-dao-bo]
    source: {lines: 11, quote: Ngày Văn hóa, basis: stated}
    waiting_for: [ngày]
  - {id: chien-luoc, kind: deliverable, title: Chiến lược, facts: [chien-luoc], year: 2027, waiting_for: [ngày],
     source: {lines: 496, quote: Chiến lược, basis: stated}}
not_scheduled:
  - {fact: muc-tieu, lines: 12, title: Mục tiêu, quote: Mục tiêu, reason: objective}
"""
FILES = {
    EVENTS: """\
steps: {reviewers: [cuc-dien-anh]}
events:
  - {id: ngay-2027, duty: su-kien, title: Ngày Văn hóa, status: planned, from: 2027-05-05}
  - {id: ngay-hai, duty: su-kien, title: Ngày thứ hai, status: planned, from: 2027-05-06}
""",
    "partners.yaml": """\
partners:
  - {slug: incheon, name: Incheon, class: foreign-locality, country: KR}
  - {slug: kagawa, name: Kagawa, class: foreign-locality, country: JP}
""",
    "countries.yaml": """\
countries:
  - {iso: KR, name: Đại Hàn Dân Quốc, name_en: Korea, languages: [ko]}
  - {iso: JP, name: Nhật Bản, name_en: Japan, languages: [ja]}
""",
    "occasions.yaml": """\
occasions:
  - {slug: ket-nghia, kind: twin-day, name: ngày kết nghĩa, classes: [foreign-locality], partners: [incheon], countries: [KR], basis: setting}
  - {slug: quoc-khanh, kind: national-day, name: Quốc khánh, classes: [foreign-locality], basis: setting}
""",
}


class Fault(NamedTuple):
    """One change to one file, and what is told of it."""

    file: str
    old: str
    new: str
    line: int
    where: str
    value: str | None
    suggestion: str | None

    def place(self, other: Fault) -> tuple[str, int, str]:
        """Where it is told: one line further down for each that the other fault has added above it."""
        added = other.new.count("\n") if other.file == self.file and other.line <= self.line else 0
        return self.file, self.line + added, self.where


FAULTS = {
    "an unknown key at the head": Fault(PLAN_FILE, "status: active", "status: active\nzzz: 1", 6, "zzz", "zzz", None),
    "a misspelt key at the head": Fault(PLAN_FILE, "short_title:", "short_titel:", 3, "short_titel", "short_titel", "short_title"),
    "a wrong word at the head": Fault(PLAN_FILE, "status: active", "status: actve", 5, "status", "actve", "active"),
    "a wrong day at the head": Fault(PLAN_FILE, "to: 2030-12-31", "to: 2030-02-30", 6, "period.to", "2030-02-30", None),
    "an unknown lead": Fault(PLAN_FILE, "lead: cuc-hop-tac-quoc-te", "lead: cuc-hop-tac-quoc-ta", 9, "lead", "cuc-hop-tac-quoc-ta", "cuc-hop-tac-quoc-te"),
    "an unknown key in a duty": Fault(PLAN_FILE, "title: Báo cáo năm", "title: Báo cáo năm\n    zzz: 1", 15, "duties[0].zzz", "zzz", None),
    "a wrong offset in a duty": Fault(PLAN_FILE, "request: -30d", "request: 30 days", 22, "duties[0].steps.request", "30 days", None),
    "an unknown unit in a duty": Fault(PLAN_FILE, "to: [lanh-dao-bo], then", "to: [lanh-dao], then", 25, "duties[0].steps.deliver.to", "lanh-dao", "lanh-dao-bo"),
    "a deadline past its bound": Fault(PLAN_FILE, "previous-working-day", "next-working-day", 17, "duties[0].every", None, None),
    "an unknown variable": Fault(PLAN_FILE, "    every:", '    introduction: "{{ unt }}"\n    every:', 17, "duties[0].introduction", "unt", "unit"),
    "another duty of no kind": Fault(PLAN_FILE, "kind: event", "kind: evnt", 27, "duties[1].kind", "evnt", "event"),
    "an unknown unit in another duty": Fault(PLAN_FILE, "with: [lanh-dao-bo]", "with: [lanh-dao]", 31, "duties[1].with", "lanh-dao", "lanh-dao-bo"),
    "a year outside the plan": Fault(PLAN_FILE, "year: 2027", "year: 2031", 34, "duties[2].year", "2031", "từ 2025-01-01 đến 2030-12-31"),
    "an unknown fact": Fault(PLAN_FILE, "reason: objective", "reason: same-as, same_as: bao-cao-nm", 37, "not_scheduled[0].same_as", "bao-cao-nm", "bao-cao-nam"),
    "an unknown key in an event": Fault(EVENTS, "title: Ngày Văn hóa,", "title: Ngày Văn hóa, zzz: 1,", 3, "events[0].zzz", "zzz", None),
    "a wrong day of an event": Fault(EVENTS, "from: 2027-05-05", "from: 2027-02-30", 3, "events[0].from", "2027-02-30", None),
    "an unknown duty of an event": Fault(EVENTS, "id: ngay-hai, duty: su-kien", "id: ngay-hai, duty: su-kin", 4, "events[1].duty", "su-kin", "su-kien"),
    "an unknown reviewer": Fault(EVENTS, "reviewers: [cuc-dien-anh]", "reviewers: [cuc-dien-an]", 1, "steps.reviewers", "cuc-dien-an", "cuc-dien-anh"),
    "a wrong address of a unit": Fault("units.yaml", "email: dien-anh@dunghen.invalid", "email: dien-anh", 3, "units[1].email", "dien-anh", None),
    "an unknown superior": Fault("units.yaml", "name: Lãnh đạo Bộ,", "name: Lãnh đạo Bộ, superior: bo-ngoai-gia,", 4, "units[2].superior", "bo-ngoai-gia", "bo-ngoai-giao"),
    "an unknown member": Fault("units.yaml", "[cuc-hop-tac-quoc-te, cuc-dien-anh]", "[cuc-hop-tac-quoc-te, cuc-dien-anhh]", 7, "groups[0].members[1]", "cuc-dien-anhh", "cuc-dien-anh"),
    "a partner of no class": Fault("partners.yaml", "name: Incheon, class: foreign-locality", "name: Incheon, class: foreign-localiti", 2, "partners[0].class", "foreign-localiti", "foreign-locality"),
    "an unknown key of a country": Fault("countries.yaml", "name_en: Korea", "name_en: Korea, zzz: 1", 2, "countries[0].zzz", "zzz", None),
    "an unknown partner of an occasion": Fault("occasions.yaml", "partners: [incheon]", "partners: [incheonn]", 2, "occasions[0].partners[0]", "incheonn", "incheon"),
    "a wrong basis of an occasion": Fault("occasions.yaml", "name: Quốc khánh, classes: [foreign-locality], basis: setting", "name: Quốc khánh, classes: [foreign-locality], basis: seting", 3, "occasions[1].basis", "seting", "setting"),
    "a wrong word in the calendar": Fault("calendar.yaml", 'day: "off"', "day: nghi", 4, "overrides[0].day", "nghi", None),
    "a wrong address of the operator": Fault("settings.yaml", "email: truc@dunghen.invalid", "email: truc", 2, "operator.email", "truc", None),
}  # fmt: skip
IN_A_DUTY = ("a wrong offset in a duty", "a deadline past its bound")
UNJUDGED = {
    # What the one takes away, the other is about: a duty that lacks what it must have, a period, a class.
    *((fault, "an unknown variable") for fault in IN_A_DUTY),
    ("an unknown unit in a duty", "a deadline past its bound"),
    ("a wrong offset in a duty", "an unknown unit in a duty"),
    ("a wrong day at the head", "a year outside the plan"),
    ("another duty of no kind", "an unknown unit in another duty"),
}
WITHOUT_A_REMEDY = {
    # What the one would be told as the nearest, the other has spoilt.
    *((fault, "an unknown fact") for fault in IN_A_DUTY),
    ("another duty of no kind", "an unknown duty of an event"),
    ("an unknown reviewer", "a wrong address of a unit"),
    ("a wrong address of a unit", "an unknown member"),
    ("a partner of no class", "an unknown partner of an occasion"),
}


@pytest.fixture
def whole(config: Path) -> Path:
    """A sound configuration with all files there are."""
    (config / "events").mkdir()
    for file, text in FILES.items():
        (config / file).write_text(text, encoding="utf-8")
    with (config / PLAN_FILE).open("a", encoding="utf-8") as plan:
        plan.write(SECOND_DUTY)
    assert load_config(config).problems == ()
    return config


def change(config: Path, fault: Fault) -> None:
    path = config / fault.file
    text = path.read_text(encoding="utf-8")
    assert fault.old in text
    path.write_text(text.replace(fault.old, fault.new, 1), encoding="utf-8")


PAIRS = [
    pair for pair in combinations(FAULTS, 2) if pair not in UNJUDGED and FAULTS[pair[0]].old != FAULTS[pair[1]].old
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_of_two_faults_both_are_told_and_nothing_else(whole: Path, first: str, second: str) -> None:
    one, other = FAULTS[first], FAULTS[second]
    change(whole, one)
    change(whole, other)
    told = {(problem.file, problem.line, problem.where): problem for problem in load_config(whole).problems}
    both = {one.place(other): one, other.place(one): other}
    assert set(told) == set(both)
    for place, fault in both.items():
        assert told[place].value == fault.value or fault.value is None
        assert told[place].suggestion == fault.suggestion or (first, second) in WITHOUT_A_REMEDY


def test_of_many_unknown_names_in_one_list_each_is_told(whole: Path) -> None:
    change(whole, Fault(PLAN_FILE, "with: [lanh-dao-bo]", "with: [lanh-dao, cuc-dien-an]", 0, "", None, None))
    assert [(problem.where, problem.value) for problem in load_config(whole).problems] == [
        ("duties[1].with", "cuc-dien-an"),
        ("duties[1].with", "lanh-dao"),
    ]


@pytest.mark.parametrize(
    "fault", ["a wrong address of a unit", "an unknown member", "a partner of no class", "an unknown key of a country"]
)
def test_what_is_faulty_itself_is_not_unknown_where_it_is_named(whole: Path, fault: str) -> None:
    change(whole, FAULTS[fault])
    assert [problem.file for problem in load_config(whole).problems] == [FAULTS[fault].file]


@pytest.mark.parametrize("fault", ["a wrong address of a unit", "an unknown member"])
def test_a_plan_that_names_what_is_faulty_stands_still_and_says_what_is_wrong_there(whole: Path, fault: str) -> None:
    change(whole, FAULTS[fault])
    (plan,) = load_config(whole).plans
    assert isinstance(plan, BrokenPlan)
    assert {problem.file for problem in plan.problems} >= {"units.yaml"}


@pytest.mark.parametrize("file", ["units.yaml", "partners.yaml", "office/units.yaml"])
def test_of_a_file_that_cannot_be_read_nothing_is_called_unknown(whole: Path, file: str) -> None:
    (whole / "office").mkdir()
    (whole / file).write_text("units: [", encoding="utf-8")
    loaded = load_config(whole)
    assert [problem.file for problem in loaded.problems] == [file]
    # Nobody knows whom the plan names: it stands still, but where it names units only, which are known.
    assert bool(list(loaded.broken_plans)) == (file != "partners.yaml")


def test_behind_a_decision_that_cannot_be_read_the_signed_plan_is_judged(whole: Path) -> None:
    (whole / "office" / "plans").mkdir(parents=True)
    (whole / "office" / PLAN_FILE).write_text("duties: [", encoding="utf-8")
    change(whole, FAULTS["an unknown lead"])
    assert [problem.file for problem in load_config(whole).problems] == [f"office/{PLAN_FILE}", PLAN_FILE]
