"""The tasks of a plan's DAG. Each opens the installation, lets a use case do the work, and reports one line.

The id of the plan is the id of the DAG; a task only adds its duty and its act. Nothing here is templated: titles and
letters are data, and Jinja must never read them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from airflow.providers.standard.utils.skipmixin import SkipMixin
from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from dunghen.entrypoints.context import Run, plan_run
from dunghen.plans.cycle import Act

if TYPE_CHECKING:
    from airflow.sdk import Context

ASK = "ask"
"""The task that prepares an outward letter and asks for leave to send it."""
ANSWER = Act.APPROVE.value
"""The task that waits for the answer."""

NOT_OURS = "diễn tập không lấy bài nộp thật"

log = logging.getLogger(__name__)


def starter(duty_id: str, act: Act) -> str:
    """The id of the task that the gate lets through for one act of a duty."""
    return f"{duty_id}.{ASK if act is Act.APPROVE else act.value}"


class GateOperator(BaseOperator, SkipMixin):
    """Asks what is to be done now and skips every other task, without starting a process for any of them.

    Unlike a branch it also skips what lies downstream of a chosen task: compiling today does not mean delivering today.
    """

    inherits_from_skipmixin = True
    ui_color = "#e9f5db"

    def execute(self, context: Context) -> list[str]:
        """Returns the ids of the tasks that may run (while nothing else is skipped, else nothing is returned)."""
        from dunghen.running.gate import gate

        with plan_run(context) as run:
            found = gate(run.app, run.plan, run.now, clock=run.clock)
        chosen = {starter(duty_id, act) for duty_id, act in found.acts}
        log.info("Việc hôm nay: %s; đã quá hạn, ghi sổ: %d", ", ".join(sorted(chosen)) or "không có", found.overtaken)
        self.skip(context["ti"], [task for task in self.downstream_list if task.node_id not in chosen])
        return sorted(chosen)


class ActOperator(BaseOperator):
    """Does one act of one duty: queues its letters, compiles, delivers. Doing it again does nothing more."""

    ui_color = "#eaf4fb"

    def __init__(self, *, duty_id: str, act: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.duty_id = duty_id
        self.act = act

    def execute(self, context: Context) -> str:
        """Returns the use case's one line.

        Raises:
            UnfinishedError: it failed for some; the retry does only what is left.
        """
        from dunghen.running.run import perform

        with plan_run(context) as run:
            if self.act == Act.COLLECT and not run.takes_submissions:
                raise AirflowSkipException(NOT_OURS)
            line = perform(run.app, run.plan, self.duty_id, Act(self.act), run.now, clock=run.clock)
        log.info(line)
        return line


class SendOperator(BaseOperator):
    """Sends what the plan has queued, one mail per recipient. What fails for now stays queued and is retried."""

    ui_color = "#fdf3d8"

    def execute(self, context: Context) -> str:
        """Returns what was sent.

        Raises:
            UnsentMailError: some mails could not be handed over now; the retry sends only those.
        """
        with plan_run(context) as run:
            return send_waiting(run, run.plan.id, context)


class BrokenPlanOperator(BaseOperator):
    """Fails with what is wrong in a plan file."""

    ui_color = "#f8d7da"

    def __init__(self, *, problems: Iterable[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.problems = list(problems)

    def execute(self, context: Context) -> None:  # noqa: ARG002
        """Raises AirflowFailException with every problem: file, line, value, remedy."""
        raise AirflowFailException("\n".join(["Tệp kế hoạch có lỗi, chưa chạy được:", *self.problems]))


def send_waiting(run: Run, plan_id: str | None, context: Context) -> str:
    """Send what waits and may go, of one plan or of all; a line about it, also in the task's log."""
    from dunghen.running.send import send

    report = str(send(run.app, plan_id, run.now, by=f"airflow:{context['dag_run'].run_id}"))
    log.info(report)
    return report
