"""The file ``config/events/<plan>.yaml``: what it may say, and each mistake told with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from dunghen.loading.load import load_config
from dunghen.plans.plan import Plan
from tests.unit.events.plans import an_event

FILES = {
    "units.yaml": """\
units:
  - {slug: cuc-hop-tac-quoc-te, name: Cục Hợp tác quốc tế, email: htqt@dunghen.invalid, house: bo}
  - {slug: cuc-dien-anh, name: Cục Điện ảnh, email: dien-anh@dunghen.invalid, house: bo}
  - {slug: bo-ngoai-giao, name: Bộ Ngoại giao, email: bng@dunghen.invalid, house: bo-ngoai-giao}
""",
    "settings.yaml": """\
sender: {name: Đúng Hẹn, email: dung-hen@dunghen.invalid}
operator: {name: Chuyên viên trực, email: truc@dunghen.invalid}
rehearsal: {name: Diễn tập, email: dien-tap@dunghen.invalid}
message_id_domain: dunghen.invalid
""",
    "calendar.yaml": "announced: []\n",
    "plans/ke-hoach.yaml": """\
id: ke-hoach
title: Kế hoạch thử
short_title: Kế hoạch thử
document: {seed: seed.txt, issuer: cuc-hop-tac-quoc-te}
status: active
period: {from: 2025-01-01, to: 2027-12-31}
effective_from: 2026-01-01
house: bo
lead: cuc-hop-tac-quoc-te
duties:
  - {id: ngay-van-hoa, kind: event, title: Ngày Văn hóa, facts: [a], lead: cuc-dien-anh, year: 2026,
     source: {lines: 1, quote: năm 2026, basis: stated}, waiting_for: [ngày]}
  - {id: ky-niem, kind: event, title: Kỷ niệm, facts: [b], source: {lines: 2, quote: năm 2027, basis: stated}}
  - {id: tuyen-truyen, kind: event, title: Tuyên truyền, facts: [c], phases: [before], lead: cuc-dien-anh,
     source: {lines: 3, quote: trước, basis: stated}}
""",
}
GOOD = "{id: tuan-phim, duty: ngay-van-hoa, title: Tuần phim, status: planned, from: 2026-05-12}"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "events").mkdir()
    return tmp_path


def told(config: Path, events: str) -> list[tuple[str, int, str, str | None]]:
    """The problems of an events file: file, line, place, nearest valid value."""
    (config / "events" / "ke-hoach.yaml").write_text(events, encoding="utf-8")
    return [(one.file, one.line, one.where, one.suggestion) for one in load_config(config).problems]


def test_a_plan_without_an_event_file_has_no_events(config: Path) -> None:
    loaded = load_config(config)
    assert loaded.problems == ()
    (plan,) = loaded.plans
    assert isinstance(plan, Plan)
    assert plan.events == ()


def test_the_events_and_the_offices_days_are_the_plans(config: Path) -> None:
    assert told(config, f"steps: {{inform: [-3wd], press: [bo-ngoai-giao]}}\nevents:\n  - {GOOD}\n") == []
    (plan,) = load_config(config).plans
    assert isinstance(plan, Plan)
    assert [event.id for event in plan.events] == ["tuan-phim"]
    assert [str(one) for one in plan.event_steps.inform] == ["-3wd"]
    assert "events" not in plan.model_dump()


def entry(**keys: str) -> str:
    """The good entry with other keys."""
    values = {
        "id": "b",
        "duty": "ngay-van-hoa",
        "title": "Tuần phim",
        "status": "planned",
        "from": "2026-05-12",
        **keys,
    }
    inner = ", ".join(f"{key}: {value}" for key, value in values.items())
    return f"events:\n  - {GOOD}\n  - {{{inner}}}\n"


@pytest.mark.parametrize(
    ("events", "where", "suggestion"),
    [
        (entry(id="tuan-phim"), "events[1].id", None),
        (entry(duty="ngay-van-hoas"), "events[1].duty", "ngay-van-hoa"),
        (entry(duty="tuyen-truyen"), "events[1].duty", None),
        (entry(duty="ky-niem"), "events[1].lead", None),
        (entry(**{"from": "2027-05-12"}), "events[1].from", None),
        (entry(to="2028-01-01"), "events[1].to", "từ 2025-01-01 đến 2027-12-31"),
        (entry(**{"with": "[cuc-dien-an]"}), "events[1].with", "cuc-dien-anh"),
        (entry(partner="nhk"), "events[1].partner", None),
        (entry(stauts="idea"), "events[1].stauts", "status"),
        (entry(status="plan"), "events[1].status", "planned"),
    ],
)
def test_each_mistake_in_an_entry_is_told_where_it_stands(
    config: Path, events: str, where: str, suggestion: str | None
) -> None:
    problems = told(config, events)
    assert ("events/ke-hoach.yaml", 3, where, suggestion) in problems


def test_who_reviews_must_be_of_the_house(config: Path) -> None:
    problems = told(config, "steps: {reviewers: [bo-ngoai-giao]}\n")
    assert problems == [("events/ke-hoach.yaml", 1, "steps.reviewers", None)]


def test_an_event_calendar_without_a_plan_is_a_mistake(config: Path) -> None:
    (config / "events" / "ke-hoch.yaml").write_text("events: []\n", encoding="utf-8")
    (problem,) = load_config(config).problems
    assert (problem.file, problem.suggestion) == ("events/ke-hoch.yaml", "ke-hoach")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"from": None, "to": None}, "cần ngày bắt đầu"),
        ({"to": date(2026, 5, 11)}, "trước ngày bắt đầu"),
        ({"status": "cancelled"}, "ngày quyết định"),
        ({"status": "postponed"}, "ngày quyết định"),
        ({"changes": [{"on": date(2026, 3, 2)}, {"on": date(2026, 3, 1)}]}, "thứ tự"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(changes: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        an_event(**changes)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "từ thứ Ba, 12/05/2026 đến thứ Sáu, 15/05/2026"),
        ({"to": None}, "ngày thứ Ba, 12/05/2026"),
        ({"to": date(2026, 5, 12)}, "ngày thứ Ba, 12/05/2026"),
    ],
)
def test_the_days_of_an_event_in_words(changes: dict[str, object], words: str) -> None:
    assert an_event(**changes).when == words
