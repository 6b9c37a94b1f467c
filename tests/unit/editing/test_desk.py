"""The form of a duty is what its kind brings: a kind that is a folder has one, and each offers the steps by which it runs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dunghen.editing.duties import duty_entry
from dunghen.kinds import registry
from dunghen.testing import report_steps
from tests.toy import inspection
from tests.unit.kinds.agendas import OFFICE, a_duty, plan_of

if TYPE_CHECKING:
    from dunghen.editing.entry import Entry
    from dunghen.plans.plan import Plan

TODAY = date(2026, 11, 22)
COLLECT = {"from": {"units": "all"}, "to": "cuc-hop-tac-quoc-te", "steps": report_steps()}


def form(plan: Plan, **signed: object) -> Entry:
    duty = plan.duties[0]
    return duty_entry(plan, duty, OFFICE, {"duties": [a_duty(duty.kind, **signed)]}, None, TODAY)


@pytest.fixture
def _with_the_toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "KINDS", (*registry.KINDS, inspection.KIND))


@pytest.mark.usefixtures("_with_the_toy")
def test_a_kind_that_is_a_folder_has_a_form() -> None:
    entry = form(plan_of("inspection"))

    assert [one.title for one in entry.sections] == ["Kiểm tra", "Đơn vị", "Các mốc", "Ghi chú"]
    assert [(one.name, one.label, one.hint) for one in entry.sections[0].fields + entry.sections[2].fields] == [
        ("day", "Ngày kiểm tra", "Chưa có thì bỏ trống."),
        ("steps.inform", "Báo trước khi kiểm tra", "Để trống thì theo mặc định: 5 ngày làm việc trước."),
    ]
    assert "Kết luận kiểm tra không nhập ở đây." in entry.about


@pytest.mark.usefixtures("_with_the_toy")
def test_what_is_entered_for_it_is_decided() -> None:
    read = form(plan_of("inspection")).read(
        {"day": ["2027-05-20"], "steps.inform": ["7"], "steps.inform.side": ["-wd"]}
    )

    decided = {change.path[2:]: change.after for change in read.changes}
    assert decided[("day",)] == date(2027, 5, 20)
    assert decided[("steps", "inform")] == "-7wd"


def test_a_review_that_collects_offers_the_steps_of_what_it_collects() -> None:
    on = date(2027, 12, 10)
    entry = form(plan_of("review", on=on, collect=COLLECT), on=on, collect=COLLECT)

    steps = {one.name: one for one in entry.sections[2].fields}
    assert [name.removeprefix("collect.steps.") for name in steps] == [
        *("request", "remind", "overdue", "compile", "closing", "escalate", "deliver.to", "deliver.at", "deliver.then"),
    ]
    assert entry.value(steps["collect.steps.request"]) == "-30d"
    (change,) = entry.read(_as_shown(entry) | {"collect.steps.request": ["45"]}).changes
    assert (change.path[2:], change.after) == (("collect", "steps", "request"), "-45d")


def test_a_review_that_collects_nothing_offers_those_of_a_document() -> None:
    entry = form(plan_of("review"))

    assert [one.name for one in entry.sections[2].fields] == [
        f"steps.{name}" for name in ("remind", "overdue", "monthly", "lock", "escalate")
    ]


def _as_shown(entry: Entry) -> dict[str, list[str]]:
    """The form as a browser sends it untouched."""
    sent: dict[str, list[str]] = {}
    for one in entry.fields:
        columns = getattr(one, "columns", None)
        values = (
            zip(columns, one.content(entry.value(one)), strict=True)
            if columns
            else [(one, one.content(entry.value(one)))]
        )
        for field, shown in values:
            if field.kind in ("offset", "offsets"):
                pairs = [shown] if field.kind == "offset" else shown
                sent[field.name], sent[f"{field.name}.side"] = [list(each) for each in zip(*pairs, strict=True)] or [
                    [],
                    [],
                ]
            else:
                sent[field.name] = shown if isinstance(shown, list) else [shown]
    return sent
