"""One bad plan never hides the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dunghen.entrypoints.dag import dag_for, plan_dags
from dunghen.entrypoints.operators import BrokenPlanOperator
from dunghen.testing.builders import a_plan, an_office
from tests.acceptance.dags.installation import plan_file

if TYPE_CHECKING:
    from tests.acceptance.dags.installation import Installation

BROKEN = "broken_plan__ke-hoach-hong"


def a_broken_plan(installation: Installation) -> None:
    installation.write("plans/ke-hoach-hong.yaml", plan_file(id="ke-hoach-hong", lead="cuc-dien-an"))


def test_a_broken_plan_becomes_a_dag_of_its_own_and_the_sound_one_lives(installation: Installation) -> None:
    a_broken_plan(installation)

    dags = installation.dags()

    assert set(dags) == {"nq59-2025-2030", BROKEN, "dunghen_intake"}
    assert dags[BROKEN].tags == {"lỗi cấu hình"}
    assert dags[BROKEN].schedule is None


def test_its_page_and_its_task_name_the_file_the_line_the_value_and_what_is_near(installation: Installation) -> None:
    a_broken_plan(installation)
    dag = installation.dags()[BROKEN]
    lines = (installation.config / "plans/ke-hoach-hong.yaml").read_text(encoding="utf-8").splitlines()
    line = lines.index("lead: cuc-dien-an") + 1

    task = dag.get_task("problems")
    assert isinstance(task, BrokenPlanOperator)
    (told,) = task.problems

    assert told.startswith(f"plans/ke-hoach-hong.yaml:{line}: lead: ")
    assert "«cuc-dien-an»" in told
    assert "Gợi ý: cuc-dien-anh" in told
    assert dag.doc_md is not None
    assert told in dag.doc_md


def test_run_by_hand_it_fails_at_once_and_is_not_tried_again(installation: Installation) -> None:
    a_broken_plan(installation)

    state = installation.run(BROKEN)

    assert state == "failed"
    assert installation.states == {"problems": "failed"}


def test_a_file_that_is_no_yaml_at_all_is_told_too(installation: Installation) -> None:
    (installation.config / "plans/hong-han.yaml").write_text("id: [\n", encoding="utf-8")

    dags = installation.dags()

    assert set(dags) == {"nq59-2025-2030", "broken_plan__hong-han", "dunghen_intake"}


@pytest.mark.parametrize(
    "content",
    [
        b"id: ke-hoach-hong\nsubject: {{ duty_title }}\n",
        b"year: " + b"9" * 5_000,
        b"- " * 60_000,
        b"a: &a [*a]\n",
        b"".join(b"k%d: 1\n" % n for n in range(15_000)),
        bytes(range(256)),
    ],
    ids=["braces without quotes", "5000 digits", "dashes", "an alias within itself", "keys", "bytes"],
)
def test_whatever_a_plan_file_holds_it_becomes_a_dag_and_the_sound_one_lives(
    installation: Installation, content: bytes
) -> None:
    (installation.config / "plans/ke-hoach-hong.yaml").write_bytes(content)

    dags = installation.dags()

    assert set(dags) == {"nq59-2025-2030", BROKEN, "dunghen_intake"}
    assert "plans/ke-hoach-hong.yaml:" in (dags[BROKEN].doc_md or "")


def test_a_file_name_that_is_no_name_of_a_dag_breaks_nothing(installation: Installation) -> None:
    (installation.config / "plans/Kế hoạch (bản 2).yaml").write_text("id: x\n", encoding="utf-8")

    dags = installation.dags()

    assert set(dags) == {"nq59-2025-2030", "broken_plan__Kế-hoạch-bản-2-", "dunghen_intake"}
    assert [dag.dag_id for dag in plan_dags("broken_plan__Kế-hoạch-bản-2-")] == ["broken_plan__Kế-hoạch-bản-2-"]


def test_nor_does_a_file_name_longer_than_a_dags_may_be(installation: Installation) -> None:
    (installation.config / f"plans/{'x' * 250}.yaml").write_text("id: x\n", encoding="utf-8")

    assert set(installation.dags()) == {"nq59-2025-2030", f"broken_plan__{'x' * 237}", "dunghen_intake"}


def test_a_plan_of_which_no_dag_can_be_made_is_broken_too(airflow: None) -> None:
    unusable = a_plan(short_title="x" * 10_000, tags=["y" * 10], duties=[])
    dag = dag_for(unusable.model_copy(update={"effective_from": None}), an_office())

    assert dag.dag_id == "broken_plan__nq59-2025-2030"
    assert "không dựng được DAG" in (dag.doc_md or "")
