"""Which rows of the plan's task table a unit finds on its form."""

from __future__ import annotations

from datetime import date

import pytest

from dunghen.directory.directory import Directory
from dunghen.directory.unit import Group
from dunghen.plans.plan import Plan
from dunghen.plans.task_table import TaskRow
from dunghen.submissions.form import form_rows
from dunghen.testing.builders import a_plan, a_unit

DAY = date(2026, 10, 28)


def task(tt: str, leads: tuple[str, ...], coordinators: tuple[str, ...] = ()) -> TaskRow:
    return TaskRow(tt=tt, task=f"Việc {tt}", leads=leads, coordinators=coordinators, product="Báo cáo", time="Hàng năm")


@pytest.fixture
def directory() -> Directory:
    merged = a_unit("cuc-xuat-ban", valid_to=date(2026, 6, 30), successor="cuc-bao-chi")
    return Directory(
        units=(a_unit("cuc-dien-anh"), a_unit("cuc-bao-chi"), a_unit("cuc-di-san"), merged),
        groups=(
            Group(
                slug="don-vi-thuoc-bo",
                name="Các đơn vị thuộc Bộ",
                members=("cuc-dien-anh", "cuc-bao-chi", "cuc-di-san"),
            ),
            Group(slug="don-vi-lien-quan", name="Các đơn vị liên quan"),
        ),
    )


@pytest.fixture
def plan() -> Plan:
    return a_plan().model_copy(
        update={
            "task_rows": (
                task("1", ("don-vi-thuoc-bo",), ("don-vi-thuoc-bo",)),
                task("3", ("cuc-bao-chi",), ("don-vi-thuoc-bo",)),
                task("11", ("cuc-di-san",), ("don-vi-lien-quan",)),
                task("14", ("cuc-xuat-ban",)),
                task("21", ("cuc-dien-anh",), ("don-vi-lien-quan",)),
            )
        }
    )


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("cuc-dien-anh", [("1", "Chủ trì"), ("3", "Phối hợp"), ("21", "Chủ trì")]),
        ("cuc-bao-chi", [("1", "Chủ trì"), ("3", "Chủ trì"), ("14", "Chủ trì")]),
        ("cuc-di-san", [("1", "Chủ trì"), ("3", "Phối hợp"), ("11", "Chủ trì")]),
        ("cuc-khong-co", []),
    ],
)
def test_a_unit_finds_what_it_leads_and_coordinates_in_the_order_of_the_table(
    plan: Plan, directory: Directory, unit: str, expected: list[tuple[str, str]]
) -> None:
    assert [(row.tt, row.role) for row in form_rows(plan, unit, directory, DAY)] == expected


def test_a_merged_unit_still_answers_for_its_own_rows_before_the_merger(plan: Plan, directory: Directory) -> None:
    rows = form_rows(plan, "cuc-xuat-ban", directory, date(2026, 6, 1))
    assert [row.tt for row in rows] == ["14"]


def test_last_cycle_s_status_stands_beside_its_task(plan: Plan, directory: Directory) -> None:
    rows = form_rows(plan, "cuc-dien-anh", directory, DAY, {"21": "Đang thực hiện", "11": "Đã hoàn thành"})
    assert [row.previous_status for row in rows] == [None, None, "Đang thực hiện"]


def test_a_row_carries_the_words_of_the_plan(plan: Plan, directory: Directory) -> None:
    row = form_rows(plan, "cuc-dien-anh", directory, DAY)[0]
    assert (row.task, row.product, row.time) == ("Việc 1", "Báo cáo", "Hàng năm")
