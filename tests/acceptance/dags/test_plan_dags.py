"""The DAGs of the configuration in the repository, as Airflow finds them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from dunghen.entrypoints.timetable import DutyDaysTimetable
from tests.acceptance.dags.installation import ROOT, dags_of
from tests.integration.greetings.estimated import with_estimated_days

if TYPE_CHECKING:
    from pathlib import Path

    from airflow.sdk import DAG

PLANS = {
    "hai-phong-2024-2025",
    "kazakhstan-2025-2027",
    "ngoai-giao-van-hoa-2030",
    "nq59-2025-2030",
    "quoc-te-hoa-van-hoa-du-thao",
}


def duty_days(dag: DAG) -> DutyDaysTimetable:
    assert isinstance(dag.timetable, DutyDaysTimetable)
    return dag.timetable


def test_there_is_one_dag_for_each_of_the_five_plans_and_one_for_the_intake(shipped: dict[str, DAG]) -> None:
    assert set(shipped) == {*PLANS, "dunghen_intake"}


def test_no_dag_makes_up_missed_days_one_by_one(shipped: dict[str, DAG]) -> None:
    assert {dag_id for dag_id, dag in shipped.items() if dag.catchup} == set()


def test_a_run_that_waits_for_an_approval_holds_up_no_other_day(shipped: dict[str, DAG]) -> None:
    assert {shipped[plan].max_active_runs for plan in PLANS} == {64}


def test_every_task_is_tried_again_at_least_twice(shipped: dict[str, DAG]) -> None:
    impatient = [
        f"{dag.dag_id}.{task.task_id}" for dag in shipped.values() for task in dag.tasks if (task.retries or 0) < 2
    ]

    assert impatient == []


def test_sending_is_tried_for_a_working_day_before_it_turns_red(shipped: dict[str, DAG]) -> None:
    send = shipped["nq59-2025-2030"].get_task("send")

    pauses = [min(send.retry_delay * 2**attempt, send.max_retry_delay) for attempt in range(send.retries or 0)]

    assert pauses[0] == timedelta(minutes=5)
    assert timedelta(hours=8) < sum(pauses, timedelta()) < timedelta(hours=24)


def test_the_graph_reads_like_the_plan(shipped: dict[str, DAG]) -> None:
    dag = shipped["nq59-2025-2030"]
    group = dag.task_group.get_task_group_dict()["annual-report"]

    assert dag.dag_display_name == "Kế hoạch triển khai Nghị quyết 59-NQ/TW giai đoạn 2025-2030"
    assert group.group_display_name == "Báo cáo năm tình hình thực hiện Kế hoạch"
    assert "điểm d khoản 1 mục IV (dòng 371-377)" in group.tooltip
    letter = dag.task_group.get_task_group_dict()["annual-report.letter"]
    assert [dag.get_task(task).task_display_name for task in letter.children] == [
        "Duyệt thư gửi ra ngoài",
        "Gửi hoặc huỷ theo ý kiến duyệt",
    ]
    tasks = [task for task in group.children if task != "annual-report.letter"]
    assert [dag.get_task(task).task_display_name for task in tasks] == [
        "Nhận bài nộp",
        "Đề nghị",
        "Nhắc trước hạn",
        "Nhắc khi quá hạn",
        "Báo cấp trên",
        "Tổng hợp",
        "Trình trong cơ quan",
        "Soạn thư, trình duyệt",
        "Gửi thư đã duyệt từ trước",
    ]


def test_a_duty_that_waits_for_the_office_is_one_idle_task_behind_the_gate(shipped: dict[str, DAG]) -> None:
    dag = shipped["nq59-2025-2030"]
    groups = dag.task_group.get_task_group_dict()
    waiting = groups["duties-cho-cau-hinh"].children

    assert len(waiting) > 20
    assert all(dag.get_task(f"{duty}.idle").operator_name == "EmptyOperator" for duty in waiting)
    assert all(dag.get_task(f"{duty}.idle").upstream_task_ids == {"gate"} for duty in waiting)


def test_the_sending_does_not_wait_for_the_approval(shipped: dict[str, DAG]) -> None:
    before_sending = shipped["nq59-2025-2030"].get_task("send").get_flat_relative_ids(upstream=True)

    assert "annual-report.deliver" in before_sending
    assert not before_sending & {"annual-report.ask", "annual-report.approve", "annual-report.deliver-outward"}


def test_nq_59_runs_on_its_eight_days_of_2026_and_ends_with_the_plan(shipped: dict[str, DAG]) -> None:
    timetable = duty_days(shipped["nq59-2025-2030"])

    assert [day for day in timetable.days if day.year == 2026] == [
        date(2026, 10, 28),  # thứ Tư: 30 days before thứ Sáu 27/11
        date(2026, 11, 6),  # thứ Sáu
        date(2026, 11, 17),  # thứ Ba: 24/11 is a day off
        date(2026, 11, 23),  # thứ Hai
        date(2026, 11, 26),  # thứ Năm
        date(2026, 11, 30),  # thứ Hai, the first day that is late
        date(2026, 12, 2),  # thứ Tư
        date(2026, 12, 4),  # thứ Sáu
    ]
    assert timetable.days[-1] == date(2030, 12, 6)
    assert timetable.summary == "40 ngày có việc, 28/10/2026 – 06/12/2030, 08:00"


@pytest.mark.parametrize(
    ("plan", "tag"), [("hai-phong-2024-2025", "đã kết thúc"), ("quoc-te-hoa-van-hoa-du-thao", "dự thảo")]
)
def test_an_ended_plan_and_a_draft_are_tagged_so_and_never_run_by_themselves(
    shipped: dict[str, DAG], plan: str, tag: str
) -> None:
    assert tag in shipped[plan].tags
    assert duty_days(shipped[plan]).days == ()


def test_the_page_of_a_plan_tells_its_basis_its_days_and_what_is_open(shipped: dict[str, DAG]) -> None:
    page = shipped["nq59-2025-2030"].doc_md

    assert page is not None
    assert "Quyết định số 570/QĐ-BVHTTDL ngày 11/3/2024" in page
    assert "| năm 2026 | thứ Sáu, 27/11/2026 | đề nghị 28/10 · nhắc trước hạn 06/11 ·" in page
    assert "## Cần cấu hình" in page
    assert "## Không đưa vào lịch" in page


def test_every_dag_survives_the_way_through_airflows_database(shipped: dict[str, DAG]) -> None:
    from airflow.serialization.serialized_objects import DagSerialization

    for dag in shipped.values():
        copy = DagSerialization.from_dict(DagSerialization.to_dict(dag))

        assert copy.task_ids == dag.task_ids
        assert copy.doc_md == dag.doc_md


def test_the_days_of_a_plan_survive_it_too(shipped: dict[str, DAG]) -> None:
    from airflow.serialization.decoders import decode_timetable
    from airflow.serialization.encoders import encode_timetable

    timetable = duty_days(shipped["nq59-2025-2030"])

    assert decode_timetable(encode_timetable(timetable)) == timetable


def test_a_task_builds_its_own_dag_alone(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    from dunghen.entrypoints.dag import plan_dags

    monkeypatch.setenv("DUNGHEN_CONFIG", str(root / "config"))

    assert [dag.dag_id for dag in plan_dags("nq59-2025-2030")] == ["nq59-2025-2030"]


def test_a_greeting_on_an_estimated_day_breaks_no_dag(
    airflow: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_estimated_days(ROOT / "config", tmp_path / "config")

    dags = dags_of(tmp_path / "config", monkeypatch)

    assert set(dags) == {*PLANS, "dunghen_intake"}
    assert "chuc-mung-le-tet" in dags["hai-phong-2024-2025"].task_group.get_task_group_dict()
