"""What the office decides is laid over the signed file: entry by entry, each problem at the file and line it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dunghen.kinds.report.model import ReportDuty
from dunghen.loading.config import BrokenPlan
from dunghen.loading.load import load_config
from dunghen.loading.overlay import overlaid
from dunghen.values.yaml_lines import parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

PLAN_FILE = "plans/ke-hoach.yaml"


def decide(config: Path, file: str, text: str) -> None:
    path = config / "office" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("signed", "decided", "merged"),
    [
        ("place: Hà Nội", "place: Hải Phòng", {"place": "Hải Phòng"}),
        ("place: Hà Nội", "link_days: 5", {"place": "Hà Nội", "link_days": 5}),
        ("operator: {name: A, email: a}", "operator: {email: b}", {"operator": {"name": "A", "email": "b"}}),
        ("operator: {name: A, email: a}", "operator: {email: null}", {"operator": {"name": "A"}}),
        ("place: Hà Nội", "place: null", {}),
        ("operator: [1, 2]", "operator: [3]", {"operator": [3]}),
        ("operator: {name: A}", "operator: B", {"operator": "B"}),
    ],
)
def test_mappings_are_merged_all_else_is_replaced_and_null_takes_away(
    signed: str, decided: str, merged: dict[str, object]
) -> None:
    assert overlaid(parse_yaml(signed), parse_yaml(decided), "settings.yaml", "office/settings.yaml").data == merged


def test_entries_are_merged_by_their_names_and_added_ones_come_last() -> None:
    signed = parse_yaml("units:\n- {slug: a, name: A}\n- {slug: b, name: B, head: H}\n")
    decided = parse_yaml("units:\n  c: {name: C}\n  b: {name: B2}\n")

    merged = overlaid(signed, decided, "units.yaml", "office/units.yaml")

    assert merged.data == {
        "units": [{"slug": "a", "name": "A"}, {"slug": "b", "name": "B2", "head": "H"}, {"slug": "c", "name": "C"}]
    }
    assert merged.place(("units", 1, "name"), "units.yaml") == ("office/units.yaml", 3)
    assert merged.place(("units", 1, "head"), "units.yaml") == ("units.yaml", 3)
    assert merged.place(("units", 2), "units.yaml") == ("office/units.yaml", 2)


def test_of_two_records_of_a_unit_the_newest_is_meant() -> None:
    signed = parse_yaml("units:\n- {slug: a, name: cũ, valid_to: 2026-06-30}\n- {slug: a, name: mới}\n")

    merged = overlaid(signed, parse_yaml("units: {a: {email: x}}"), "units.yaml", "office/units.yaml").data

    assert [one.get("email") for one in merged["units"]] == [None, "x"]


def test_a_decision_shows_in_the_plan_and_the_signed_file_stays_as_it_is(config: Path) -> None:
    before = (config / PLAN_FILE).read_bytes()
    decide(config, PLAN_FILE, "duties:\n  annual-report:\n    steps: {request: -45d}\n")

    loaded = load_config(config)

    assert loaded.problems == ()
    (plan,) = loaded.sound_plans
    duty = plan.duty("annual-report")
    assert isinstance(duty, ReportDuty)
    assert duty.steps_
    assert (str(duty.steps_.request), [str(one) for one in duty.steps_.remind]) == ("-45d", ["-7wd"])
    assert (config / PLAN_FILE).read_bytes() == before


def test_a_cycle_remembers_under_which_decisions_it_was_opened(config: Path) -> None:
    signed = load_config(config).plan_sha256["ke-hoach"]
    decide(config, PLAN_FILE, "duties:\n  annual-report:\n    steps: {request: -45d}\n")

    assert load_config(config).plan_sha256["ke-hoach"] not in ("", signed)


@pytest.mark.parametrize(
    ("file", "text", "line", "where", "value"),
    [
        (PLAN_FILE, "duties:\n  annual-report:\n    steps: {request: 45}\n", 3, "duties[0].steps.request", "45"),
        (PLAN_FILE, "duties:\n  annual-report:\n    every: {year: {before: '12-15'}}\n", 3, "duties.annual-report.every", "every"),
        (PLAN_FILE, "duties:\n  annual-report:\n    title: Khác\n", 3, "duties.annual-report.title", "title"),
        (PLAN_FILE, "duties:\n  anual-report:\n    note: x\n", 2, "duties.anual-report", "anual-report"),
        (PLAN_FILE, "status: draft\n", 1, "status", "status"),
        (PLAN_FILE, "duties: [annual-report]\n", 1, "duties", None),
        ("units.yaml", "units:\n  cuc-dien-anh:\n    email: sai(at)bo\n", 3, "units[1].email", "sai(at)bo"),
        ("units.yaml", "units:\n  cuc-dien-anh: {house: khac}\n", 2, "units.cuc-dien-anh.house", "house"),
        ("units.yaml", "units:\n  cuc-dien-anh: null\n", 2, "units.cuc-dien-anh", "cuc-dien-anh"),
        ("units.yaml", "groups:\n  nhom-moi: {members: []}\n", 2, "groups.nhom-moi", "nhom-moi"),
        ("calendar.yaml", "overrides:\n  2026-08-31: {day: nghi, document: x}\n", 2, "overrides[1].day", "nghi"),
        ("plans/khong-co.yaml", "duties: {}\n", 1, "(tên tệp)", "plans/khong-co.yaml"),
        (PLAN_FILE, "duties: {annual-report: {note: 'hở\n", 2, "(cú pháp)", None),
    ],
)  # fmt: skip
def test_a_mistake_in_a_decision_names_its_own_file_and_line(
    config: Path, file: str, text: str, line: int, where: str, value: str | None
) -> None:
    decide(config, file, text)

    found = [one for one in load_config(config).problems if one.file == f"office/{file}"]

    assert [(one.line, one.where, one.value) for one in found] == [(line, where, value)]


def test_a_plan_whose_decisions_cannot_be_used_stands_still_and_hides_no_other(config: Path) -> None:
    other = (config / PLAN_FILE).read_text(encoding="utf-8").replace("id: ke-hoach", "id: ke-hoach-2")
    (config / "plans" / "ke-hoach-2.yaml").write_text(other, encoding="utf-8")
    decide(config, PLAN_FILE, "duties: [")

    loaded = load_config(config)

    assert [one.file_stem for one in loaded.plans if isinstance(one, BrokenPlan)] == ["ke-hoach"]
    assert [one.id for one in loaded.sound_plans] == ["ke-hoach-2"]


def test_a_bad_decision_about_a_unit_breaks_only_what_needs_the_unit(config: Path) -> None:
    other = (config / PLAN_FILE).read_text(encoding="utf-8")
    other = other.replace("id: ke-hoach", "id: ke-hoach-2").replace("[cac-don-vi]", "[cuc-hop-tac-quoc-te]")
    (config / "plans" / "ke-hoach-2.yaml").write_text(other, encoding="utf-8")
    decide(config, "units.yaml", "units:\n  cuc-dien-anh: {house: khac}\n")

    loaded = load_config(config)

    assert [one.file_stem for one in loaded.plans if isinstance(one, BrokenPlan)] == ["ke-hoach"]
    assert [one.id for one in loaded.sound_plans] == ["ke-hoach-2"]


def test_an_event_may_be_decided_where_no_event_calendar_was_kept(config: Path) -> None:
    duty = (
        "  - {id: su-kien, kind: event, title: Ngày Văn hóa, facts: [ngay-van-hoa], lead: cuc-dien-anh,\n"
        "     source: {lines: 11, quote: Ngày Văn hóa, basis: stated}, waiting_for: [ngày]}\n"
    )
    text = (config / PLAN_FILE).read_text(encoding="utf-8").replace("duties:\n", "duties:\n" + duty)
    (config / PLAN_FILE).write_text(text, encoding="utf-8")
    event = "events:\n  ngay-2027:\n    {duty: su-kien, title: Ngày Văn hóa 2027, status: planned, from: 2027-05-05}\n"
    decide(config, "events/ke-hoach.yaml", event)

    loaded = load_config(config)

    assert loaded.problems == ()
    assert [one.id for plan in loaded.sound_plans for one in plan.events] == ["ngay-2027"]


@pytest.mark.parametrize("basis", ["", ", basis: stated"])
def test_a_day_of_the_office_never_passes_for_the_documents(config: Path, basis: str) -> None:
    path = config / PLAN_FILE
    text = path.read_text(encoding="utf-8")
    assert "before:" in text
    signed = text.replace("    every:", "    ad_hoc: []\n    unused:", 1)
    path.write_text(signed, encoding="utf-8")
    decide(config, PLAN_FILE, f"duties: {{annual-report: {{every: {{year: {{before: 12-20}}{basis}}}}}}}\n")

    found = [one for one in load_config(config).problems if one.file == f"office/{PLAN_FILE}"]

    assert [(one.line, one.suggestion) for one in found] == [(1, "setting")]
    assert "không phải của văn bản" in found[0].what
