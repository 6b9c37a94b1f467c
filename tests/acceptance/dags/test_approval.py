"""What goes out of the house waits for a named person; silence is no."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import yaml
from airflow.sdk.exceptions import AirflowFailException

from dunghen.entrypoints.approval import REJECT, AnswerOperator
from dunghen.records import ApprovalState, MessageState
from dunghen.tools.answering import Answer, answering

if TYPE_CHECKING:
    from tests.acceptance.dags.installation import Installation

APPROVAL = "nq59-2025-2030/annual-report/2026/deliver-outward"
LETTER = f"{APPROVAL}/bo-ngoai-giao"
COMPILED = "2026-12-04"  # thứ Sáu: five working days after the deadline


@pytest.fixture
def ready(installation: Installation) -> Installation:
    """The units have been asked."""
    installation.run(as_of="2026-10-28")
    return installation


def test_an_approved_letter_goes_and_the_ledger_knows_who_approved_it(ready: Installation) -> None:
    with answering("nq59-2025-2030", Answer("Chuyên viên điều phối")) as subjects:
        state = ready.run(as_of=COMPILED)

    assert state == "success"
    assert len(subjects) == 1
    assert ready.recipients()[-1] == "bo-ngoai-giao@bo.invalid"
    with ready.app() as app:
        approval, letter = app.ledger.approval(APPROVAL), app.ledger.message(LETTER)
    assert approval is not None
    assert (approval.state, approval.by, approval.automatic) == (ApprovalState.APPROVED, "Chuyên viên điều phối", False)
    assert letter is not None
    assert letter.state is MessageState.SENT


def test_an_answer_of_who_is_no_approver_is_refused_and_the_letter_is_asked_about_anew(ready: Installation) -> None:
    settings = yaml.safe_load((ready.config / "settings.yaml").read_text(encoding="utf-8"))
    ready.write("settings.yaml", {**settings, "approvers": ["vu-truong"]})
    with answering("nq59-2025-2030", Answer("chuyen-vien"), Answer("vu-truong")) as subjects:
        state = ready.run(as_of=COMPILED)

    assert state == "success"
    assert len(subjects) == 2
    with ready.app() as app:
        approval = app.ledger.approval(APPROVAL)
    assert approval is not None
    assert approval.by == "vu-truong"
    assert ready.recipients()[-1] == "bo-ngoai-giao@bo.invalid"


def test_airflow_lets_only_the_approvers_answer(ready: Installation) -> None:
    from airflow.models.hitl import HITLDetail
    from airflow.utils.session import create_session

    settings = yaml.safe_load((ready.config / "settings.yaml").read_text(encoding="utf-8"))
    ready.write("settings.yaml", {**settings, "approvers": ["vu-truong"]})
    with answering("nq59-2025-2030", Answer("vu-truong", REJECT)):
        ready.run(as_of=COMPILED)

    with create_session() as session:
        question = session.query(HITLDetail).order_by(HITLDetail.responded_at.desc()).first()
        assert question is not None
        assert question.assignees == [{"id": "vu-truong", "name": "vu-truong"}]


def test_a_rejected_letter_never_goes_and_the_reason_is_kept(ready: Installation) -> None:
    with answering("nq59-2025-2030", Answer("Chuyên viên điều phối", REJECT, "thiếu phụ lục")):
        state = ready.run(as_of=COMPILED)

    assert state == "success"
    assert ready.states["annual-report.letter.act-on-answer"] == "skipped"
    assert "bo-ngoai-giao@bo.invalid" not in ready.recipients()
    with ready.app() as app:
        approval, letter = app.ledger.approval(APPROVAL), app.ledger.message(LETTER)
    assert approval is not None
    assert (approval.state, approval.reason) == (ApprovalState.REJECTED, "thiếu phụ lục")
    assert letter is not None
    assert letter.state is MessageState.SUPPRESSED


def test_silence_until_the_expiry_is_a_no_that_is_recorded_as_automatic(ready: Installation) -> None:
    sweep = threading.Thread(target=_let_the_time_run_out)
    sweep.start()
    try:
        state = ready.run(as_of=COMPILED)
    finally:
        sweep.join()

    assert state == "success"
    assert "bo-ngoai-giao@bo.invalid" not in ready.recipients()
    with ready.app() as app:
        approval, letter = app.ledger.approval(APPROVAL), app.ledger.message(LETTER)
    assert approval is not None
    assert (approval.state, approval.by, approval.automatic) == (ApprovalState.EXPIRED, None, True)
    assert letter is not None
    assert letter.state is MessageState.SUPPRESSED


def test_the_units_own_mails_do_not_wait_for_the_approval(ready: Installation) -> None:
    seen: list[list[str]] = []
    with answering(
        "nq59-2025-2030", Answer("Chuyên viên điều phối", REJECT), before=lambda: seen.append(ready.recipients())
    ):
        ready.run(as_of=COMPILED)

    assert "lanh-dao-bo@bo.invalid" in seen[0]


def test_the_question_shows_the_letter_word_for_word_and_is_read_by_no_template_engine(ready: Installation) -> None:
    from airflow.models.hitl import HITLDetail
    from airflow.utils.session import create_session

    with answering("nq59-2025-2030", Answer("Chuyên viên điều phối", REJECT)):
        ready.run(as_of=COMPILED)

    with create_session() as session:
        question = session.query(HITLDetail).order_by(HITLDetail.responded_at.desc()).first()
        assert question is not None
        shown = {"subject": question.subject, "body": question.body or ""}
        choices: dict[str, object] = {"options": question.options, "defaults": question.defaults}
    assert shown["subject"].startswith("Duyệt thư gửi ra ngoài: Bộ Ngoại giao (")
    assert "**Gửi tới:** Bộ Ngoại giao (bo-ngoai-giao@bo.invalid)" in shown["body"]
    assert choices == {"options": ["Duyệt", "Không duyệt"], "defaults": ["Không duyệt"]}


def test_the_answer_is_awaited_until_the_letter_expires(ready: Installation) -> None:
    from airflow.models.xcom import XComModel
    from airflow.utils.session import create_session

    with answering("nq59-2025-2030", Answer("Chuyên viên điều phối", REJECT)):
        ready.run(as_of=COMPILED)

    with create_session() as session:
        asked = session.query(XComModel).filter_by(task_id="annual-report.ask", key="return_value")
        newest = XComModel.deserialize_value(asked.order_by(XComModel.timestamp.desc()).first())
    assert timedelta(seconds=newest[0]["seconds"]) == timedelta(days=60)


def test_what_could_not_be_asked_fails_in_its_own_task_with_its_reason(airflow: None) -> None:
    question = {"subject": "Chưa trình duyệt được", "failure": "Bộ Ngoại giao: kho tệp đã đầy"}
    with pytest.raises(AirflowFailException, match="Bộ Ngoại giao: kho tệp đã đầy"):
        AnswerOperator(task_id="approve", question=question).execute({})


def _let_the_time_run_out() -> None:
    """Put the deadline of the waiting task into the past and do what the scheduler does about it."""
    from airflow.jobs.job import Job
    from airflow.jobs.scheduler_job_runner import SchedulerJobRunner
    from airflow.models.taskinstance import TaskInstance
    from airflow.sdk.timezone import utcnow
    from airflow.utils.session import create_session

    for _ in range(300):
        time.sleep(0.2)
        with create_session() as session:
            waiting = session.query(TaskInstance).filter_by(dag_id="nq59-2025-2030", state="awaiting_input").first()
            if waiting is None:
                continue
            waiting.trigger_timeout = utcnow() - timedelta(seconds=1)
        with create_session() as session:
            SchedulerJobRunner(job=Job()).check_awaiting_input_timeouts(session=session)
        return
