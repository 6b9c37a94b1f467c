"""*Cần cấu hình*: every open decision once, with the file and the key to enter it in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dunghen.directory.unit import Group
from dunghen.loading.config import Config
from dunghen.plans.plan import Plan
from dunghen.testing.builders import a_plan, a_unit, an_office
from dunghen.views.decisions import Decisions, decisions

TODAY = date(2026, 11, 22)  # Chủ nhật


def a_waiting(kind: str, *what: str, **changes: Any) -> dict[str, Any]:
    source = {"lines": 375, "quote": "theo yêu cầu", "basis": "stated"}
    duty = {"id": "viec", "kind": kind, "title": "Việc chưa định", "facts": ["viec"], "source": source}
    addressed = {"from": {"units": "all"}, "to": "cuc-hop-tac-quoc-te"} if kind == "report" else {}
    return {**duty, **addressed, "waiting_for": list(what), **changes}


def open_in(*plans: Plan, **office: Any) -> Decisions:
    return decisions(Config(an_office(**office), plans, (), {}), TODAY)


@pytest.mark.parametrize(
    ("kind", "what", "file", "keys"),
    [
        ("deliverable", "hạn hoàn thành (due)", "plans/nq59-2025-2030.yaml", ("due",)),
        ("deliverable", "cấp phê duyệt", "plans/nq59-2025-2030.yaml", ()),
        ("report", "ngày nộp (every, covers, steps)", "plans/nq59-2025-2030.yaml", ("every", "covers", "steps")),
        ("report", "ngày nộp hằng năm", "plans/nq59-2025-2030.yaml", ()),
        ("report", "ngày nộp hằng năm [every]", "plans/nq59-2025-2030.yaml", ("every",)),
        ("report", "nơi nhận (Phụ lục không nêu)", "plans/nq59-2025-2030.yaml", ()),
        ("event", "đơn vị chủ trì (văn bản không nêu) [lead]", "plans/nq59-2025-2030.yaml", ("lead",)),
        ("event", "ngày bắt đầu, ngày kết thúc", "events/nq59-2025-2030.yaml", ("events",)),
        ("event", "địa điểm", "events/nq59-2025-2030.yaml", ("events",)),
        ("meeting", "ngày họp [dates]", "plans/nq59-2025-2030.yaml", ("dates",)),
    ],
)
def test_it_says_which_file_and_which_key(kind: str, what: str, file: str, keys: tuple[str, ...]) -> None:
    found = open_in(a_plan(duties=[a_waiting(kind, what)])).plans[0].waiting[0].entries[0]

    assert (found.file, found.keys) == (file, keys)


PLAN = "ke-hoach=nq59-2025-2030"
DUTY = f"/dunghen/sua/nhiem-vu?{PLAN}&nhiem-vu=viec"


@pytest.mark.parametrize(
    ("kind", "what", "more", "form"),
    [
        ("deliverable", "hạn hoàn thành (due)", {}, f"{DUTY}#due"),
        ("deliverable", "cấp phê duyệt", {}, f"{DUTY}#waiting_for"),
        ("report", "các mốc nhắc (steps)", {}, f"{DUTY}#steps.request"),
        ("report", "ngày nộp (every, covers, steps)", {}, f"{DUTY}#every"),
        ("event", "đơn vị chủ trì (văn bản không nêu) [lead]", {}, f"{DUTY}#lead"),
        ("event", "ngày bắt đầu, ngày kết thúc", {}, f"/dunghen/sua/su-kien/moi?{PLAN}&nhiem-vu=viec"),
        ("event", "số ngày trước sự kiện [steps.inform]", {"phases": ["before"]}, f"{DUTY}#steps.inform"),
        ("event", "kênh và người duyệt tin", {"phases": ["before"]}, f"{DUTY}#waiting_for"),
    ],
)
def test_it_leads_to_the_input_that_settles_it(kind: str, what: str, more: dict[str, Any], form: str) -> None:
    (of_plan,) = open_in(a_plan(duties=[a_waiting(kind, what, **more)])).plans

    assert of_plan.waiting[0].entries[0].form == form
    assert of_plan.waiting[0].form == DUTY


def test_progress_counts_what_the_signed_files_leave_open_and_what_is_open_no_more() -> None:
    signed = Config(an_office(), (a_plan(duties=[a_waiting("deliverable", "hạn (due)", "cấp phê duyệt")]),), (), {})
    now = Config(an_office(), (a_plan(duties=[a_waiting("deliverable", "hạn (due)")]),), (), {})

    found = decisions(now, TODAY, signed)

    assert (found.plans[0].progress.decided, found.plans[0].progress.of) == (1, 2)


def test_a_plan_of_which_all_is_decided_still_shows_how_far_it_has_come() -> None:
    signed = Config(an_office(), (a_plan(duties=[a_waiting("deliverable", "hạn (due)")]),), (), {})
    done = a_waiting("deliverable", "hạn (due)", outcome="Quyết định số 1")
    now = Config(an_office(), (a_plan(duties=[done]),), (), {})

    (of_plan,) = decisions(now, TODAY, signed).plans

    assert (of_plan.waiting, of_plan.progress.decided, of_plan.progress.of) == ((), 1, 1)


def test_a_duty_is_told_once_with_all_that_it_waits_for_and_the_lines_that_leave_it_open() -> None:
    plan = a_plan(duties=[a_waiting("deliverable", "hạn hoàn thành (due)", "cấp phê duyệt")])

    (of_plan,) = open_in(plan).plans
    (waiting,) = of_plan.waiting

    assert [one.what for one in waiting.entries] == ["hạn hoàn thành", "cấp phê duyệt"]
    assert (waiting.seed, waiting.lines) == ("003_0a4df062fe43253d.txt", "375")
    assert of_plan.count == 2


def test_what_serves_all_plans_stands_apart() -> None:
    members = Group(slug="cac-don-vi", name="Các đơn vị")
    units = [a_unit("cuc-hop-tac-quoc-te", email=None), a_unit("cuc-dien-anh"), a_unit("cuc-bao-chi")]
    units += [a_unit("lanh-dao-bo"), a_unit("bo-ngoai-giao")]

    found = open_in(a_plan(units=["cuc-hop-tac-quoc-te", "cac-don-vi"]), units=units, groups=[members])

    assert [(one.file, one.keys) for one in found.office] == [
        ("units.yaml", ("cac-don-vi: members",)),
        ("units.yaml", ("cuc-hop-tac-quoc-te: email",)),
        ("units.yaml", ("email",)),
        ("calendar.yaml", ("announced", "overrides")),
    ]
    assert [one.form.removeprefix("/dunghen/sua/") for one in found.office] == [
        "nhom?ma=cac-don-vi",
        "don-vi?ma=cuc-hop-tac-quoc-te",
        "don-vi",
        "ngay-nghi?nam=2027",
    ]
    assert found.plans == ()
    assert found.count == 4


def test_a_plan_that_has_ended_asks_for_nothing() -> None:
    ended = a_plan(
        period={"from": date(2024, 1, 1), "to": date(2025, 12, 31)},
        effective_from=date(2024, 1, 1),
        duties=[a_waiting("deliverable", "hạn hoàn thành (due)")],
    )

    assert open_in(ended).count == 0
