"""A plan as an Airflow DAG that reads like the plan: a gate, one group per duty, one task per act, and the sending.

::

    gate ─► duty A: collect ─► request · remind · overdue · escalate ─► compile ─► deliver ─► ask ─► [approve ─► act]…
         ─► chờ cấu hình: duty B · duty C                                           └──────► send

The sending does not wait for the approval: a letter to be approved goes in its own task, days later if need be.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pendulum
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, TaskGroup, TriggerRule, chain, task_group

from dunghen.agenda.action import Action
from dunghen.agenda.build import agenda, fire_days
from dunghen.entrypoints.approval import ActOnAnswerOperator, AnswerOperator, AskOperator, DeliverOutwardOperator
from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.context import run_params
from dunghen.entrypoints.dag_doc import RUNS, broken_doc, duty_state, plan_doc, status, where_stated
from dunghen.entrypoints.dag_names import broken_dag_id, is_broken_dag
from dunghen.entrypoints.operators import ANSWER, ASK, ActOperator, BrokenPlanOperator, GateOperator, SendOperator
from dunghen.entrypoints.timetable import DutyDaysTimetable
from dunghen.kinds.registry import kind_named
from dunghen.loading.config import BrokenPlan
from dunghen.loading.load import load_config
from dunghen.plans.cycle import SUBMISSION, Act, Step
from dunghen.plans.office import Office
from dunghen.plans.plan import Duty, Plan
from dunghen.settings import Settings
from dunghen.terms import ACTS
from dunghen.values.problem import ConfigProblem
from dunghen.wording.dates import HANOI
from dunghen.wording.slug import slug

if TYPE_CHECKING:
    from airflow.sdk import BaseOperator

RETRIES: dict[str, Any] = {
    "retries": 3,
    "retry_delay": timedelta(minutes=1),
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(minutes=30),
}
# 5, 10, 20, 40, 80, then every 120 minutes: a mail server may be away for a working day before the task turns red.
SENDING_RETRIES: dict[str, Any] = {
    "retries": 9,
    "retry_delay": timedelta(minutes=5),
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(hours=2),
}

_OUTWARD = frozenset({Act.APPROVE, Act.DELIVER_OUTWARD})
_TITLE_WIDTH = 56
_TAG_WIDTH = 100
# A run that waits for an approval stays open for weeks; it must not hold up the days after it.
_OPEN_RUNS = 64
# The longest that compiling and handing in may be made up for (``ReportSteps.closing``).
_CLOSING = timedelta(days=90)


def plan_dags(only: str | None = None) -> list[DAG]:
    """The DAG of every plan file; of one alone where ``only`` names its DAG (a task needs no other).

    A plan that cannot be loaded, or of which no DAG can be made, becomes ``broken_plan__<file>``.

    Raises:
        SettingsError: an environment setting is unusable.
    """
    # The name of a broken plan's DAG is not always that of its file; such a task may read all plans.
    stem = None if only and is_broken_dag(only) else only
    with _without_collection():
        config = load_config(Settings.from_environment().config, only=stem)
        dags = [dag_for(entry, config.office) for entry in config.plans]
    return [dag for dag in dags if only in (None, dag.dag_id)]


@contextmanager
def _without_collection() -> Iterator[None]:
    """No garbage collection: one full pass over all that Airflow has loaded costs as much as reading ten plans."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def dag_for(entry: Plan | BrokenPlan, office: Office) -> DAG:
    """The DAG of one plan; of a broken one, the DAG that tells what is wrong. Never raises."""
    if isinstance(entry, BrokenPlan):
        return _broken_dag(entry)
    try:
        return _plan_dag(entry, office)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong with one plan must not hide the others
        what = f"không dựng được DAG: {type(error).__name__}: {error}"
        return _broken_dag(BrokenPlan(entry.id, (ConfigProblem(f"plans/{entry.id}.yaml", 1, "(cả tệp)", what),)))


def _plan_dag(plan: Plan, office: Office) -> DAG:
    today = now_in_hanoi().date()
    actions = agenda(plan, office)
    with DAG(
        dag_id=plan.id,
        dag_display_name=plan.short_title,
        schedule=DutyDaysTimetable(_days(plan, office, today), plan.at),
        start_date=pendulum.datetime(*plan.effective_from.timetuple()[:3], tz=HANOI.key),
        catchup=False,
        max_active_runs=_OPEN_RUNS,
        tags=_tags(plan, office, status(plan, today)),
        doc_md=plan_doc(plan, office, actions, today),
        default_args={"owner": "dunghen", **RETRIES},
        # Registered by the loop of dags/plans.py: a DAG that breaks half-way must not be found by Airflow.
        auto_register=False,
    ) as dag:
        gate = GateOperator(task_id="gate", task_display_name="Hôm nay có việc gì")
        queueing = _duty_groups(plan, actions, gate)
        if queueing:
            send = SendOperator(
                task_id="send",
                task_display_name="Gửi thư",
                trigger_rule=TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS,
                **SENDING_RETRIES,
            )
            send.set_upstream(queueing)
    # Set last: Airflow copies the params that a DAG has into each task as it is made, half of a big plan's parse time.
    dag.params.update(run_params())
    return dag


def _days(plan: Plan, office: Office, today: date) -> list[date]:
    """The days that the plan fires on. Of a plan that has ended, only those on which its last cycle is still closed."""
    first = today - _CLOSING if plan.is_ended(today) else date.min
    return [day for day in fire_days(plan, office) if day >= first]


def _duty_groups(plan: Plan, actions: Sequence[Action], gate: BaseOperator) -> list[BaseOperator]:
    """A group for each duty, those that do not fire gathered apart; returns the tasks that may queue letters to send."""
    steps, idle = defaultdict[str, list[Step]](list), defaultdict[str, list[Duty]](list)
    for action in actions:
        steps[action.duty.id].append(action.step)
    queueing: list[BaseOperator] = []
    for duty in plan.duties:
        if duty.id not in steps:
            idle[_idle_state(duty, plan)].append(duty)
            continue
        with _group(duty):
            queueing += _act_tasks(duty.id, steps[duty.id], gate)
    for state, duties in idle.items():
        _idle_groups(state, duties, plan, gate)
    return queueing


def _idle_state(duty: Duty, plan: Plan) -> str:
    state = duty_state(duty, plan)
    return "không có kỳ nào" if state == RUNS else state


def _idle_groups(state: str, duties: Sequence[Duty], plan: Plan, gate: BaseOperator) -> None:
    """Duties that wait for the office, or for a version that runs them: shown, never let through by the gate."""
    with TaskGroup(
        group_id=f"duties-{slug(state)}",
        group_display_name=f"{state.capitalize()} ({len(duties)} nhiệm vụ)",
        prefix_group_id=False,
        tooltip="Không tự chạy; lý do ghi ở từng nhiệm vụ.",
    ):
        for duty in duties:
            with _group(duty):
                why = "; ".join(map(str, duty.waits(plan))) or state
                idle = EmptyOperator(
                    task_id="idle", task_display_name=_shortened(why), doc_md=f"**{duty.title}**\n\n{why}"
                )
                gate >> idle


def _group(duty: Duty) -> TaskGroup:
    kind = kind_named(duty.kind).title
    return TaskGroup(
        group_id=duty.id,
        group_display_name=_shortened(duty.title),
        tooltip=f"{duty.title} — {kind}; {where_stated(duty.source)}",
    )


def _act_tasks(duty_id: str, steps: Sequence[Step], gate: BaseOperator) -> list[BaseOperator]:
    """Collecting first where something is handed in, then each act by itself, compiling before delivering."""
    acts = _acts_of(steps)
    tasks = {
        act: _after(gate, ActOperator(task_id=act.value, task_display_name=ACTS[act], duty_id=duty_id, act=act.value))
        for act in sorted(acts - _OUTWARD, key=list(Act).index)
    }
    collecting = [tasks[Act.COLLECT]] if Act.COLLECT in acts else []
    closing = [tasks[act] for act in (Act.COMPILE, Act.DELIVER) if act in acts]
    chain(*closing)
    for task in tasks.values() if collecting else ():
        if task not in [*collecting, *closing[1:]]:
            task.set_upstream(collecting)
            # One file that cannot be taken turns «collect» red; it must not keep the others from being asked or compiled.
            task.trigger_rule = TriggerRule.ALL_DONE
    if Act.DELIVER_OUTWARD in acts:
        _outward_tasks(duty_id, [*collecting, *closing][-1:], gate)
    return list(tasks.values())


def _acts_of(steps: Sequence[Step]) -> set[Act]:
    collecting = {Act.COLLECT for step in steps if step.settled_by == SUBMISSION}
    return collecting | {step.act for step in steps}


def _outward_tasks(duty_id: str, before: Sequence[BaseOperator], gate: BaseOperator) -> None:
    """The question, and for each letter the wait for its answer; and what had been approved before."""
    ask = _after(gate, AskOperator(task_id=ASK, task_display_name="Soạn thư, trình duyệt", duty_id=duty_id))
    ask.set_upstream(list(before))

    @task_group(group_id="letter", group_display_name="Từng thư")
    def letter(question: Any) -> None:
        answer = AnswerOperator(task_id=ANSWER, task_display_name=ACTS[Act.APPROVE], question=question)
        ActOnAnswerOperator(
            task_id="act-on-answer",
            task_display_name="Gửi hoặc huỷ theo ý kiến duyệt",
            question=question,
            answer=answer.output,
            **SENDING_RETRIES,
        )

    letter.expand(question=ask.output)
    approved = DeliverOutwardOperator(
        task_id=Act.DELIVER_OUTWARD.value, task_display_name="Gửi thư đã duyệt từ trước", **SENDING_RETRIES
    )
    _after(gate, approved)


def _after(gate: BaseOperator, task: BaseOperator) -> BaseOperator:
    """Put a task behind the gate: it runs when let through, once what lies before it is done or skipped, not failed."""
    task.trigger_rule = TriggerRule.NONE_FAILED
    gate >> task
    return task


def _broken_dag(broken: BrokenPlan) -> DAG:
    with DAG(
        dag_id=broken_dag_id(broken.file_stem),
        dag_display_name=f"Lỗi cấu hình: {broken.file_stem}",
        schedule=None,
        catchup=False,
        tags=["lỗi cấu hình"],
        doc_md=broken_doc(broken.file_stem, broken.problems),
        default_args={"owner": "dunghen", **RETRIES},
    ) as dag:
        BrokenPlanOperator(task_id="problems", task_display_name="Cấu hình có lỗi", problems=map(str, broken.problems))
    return dag


def _tags(plan: Plan, office: Office, state: str) -> list[str]:
    names = [*plan.tags, office.directory.name(plan.lead), *(kind_named(duty.kind).title for duty in plan.duties)]
    names += [state] if state != "đang thực hiện" else []
    return [name[:_TAG_WIDTH] for name in dict.fromkeys(names)]


def _shortened(title: str) -> str:
    """At most so many characters, cut between words: the graph's boxes grow with their names."""
    if len(title) <= _TITLE_WIDTH:
        return title
    return title[: _TITLE_WIDTH - 1].rsplit(" ", 1)[0].rstrip(",;:– ") + "…"
