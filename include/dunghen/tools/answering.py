"""Answers the questions of a DAG run beside ``dag.test()``, as a person would in Airflow's *Required Actions*.

The demonstration and the tests use it; a served Airflow takes the answers from its pages.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, repeat

from dunghen.entrypoints.approval import APPROVE, REASON

_PAUSE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Answer:
    """What a named person decides."""

    name: str
    option: str = APPROVE
    reason: str | None = None


@contextmanager
def answering(dag_id: str, *answers: Answer, before: Callable[[], None] = lambda: None) -> Iterator[list[str]]:
    """Give these answers to the questions of the DAG while the block runs; yields the subjects answered so far.

    One after the other, and the last one to every other question.

    ``before`` is called when a question is waiting, before it is answered.
    """
    stop, answered = threading.Event(), list[str]()
    in_turn = chain(answers[:-1], repeat(answers[-1]))
    thread = threading.Thread(target=_keep_answering, args=(dag_id, in_turn, before, answered, stop), daemon=True)
    thread.start()
    try:
        yield answered
    finally:
        stop.set()
        thread.join()


def _keep_answering(
    dag_id: str, answers: Iterator[Answer], before: Callable[[], None], answered: list[str], stop: threading.Event
) -> None:
    while not stop.wait(_PAUSE_SECONDS):
        answered += _answer_waiting(dag_id, answers, before)


def _answer_waiting(dag_id: str, answers: Iterator[Answer], before: Callable[[], None]) -> list[str]:
    """What the API server does with an answer: keep it beside the question, and let the task go on."""
    from airflow.models.hitl import HITLDetail
    from airflow.models.taskinstance import TaskInstance
    from airflow.models.trigger import handle_event_submit
    from airflow.sdk.timezone import utcnow
    from airflow.triggers.base import TriggerEvent
    from airflow.utils.session import create_session

    subjects = []
    with create_session() as session:
        for task in session.query(TaskInstance).filter_by(dag_id=dag_id, state="awaiting_input"):
            question = session.get(HITLDetail, task.id)
            if question is None:
                continue
            before()
            answer = next(answers)
            question.chosen_options = [answer.option]
            question.params_input = {REASON: answer.reason}
            question.responded_at = utcnow()
            question.responded_by = {"id": answer.name, "name": answer.name}
            event = TriggerEvent(question.as_resume_event_payload())  # type: ignore[no-untyped-call]
            handle_event_submit(event, task_instance=task, session=session)
            subjects.append(question.subject)
    return subjects
