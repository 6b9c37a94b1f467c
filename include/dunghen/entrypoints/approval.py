"""Leave to send a letter out of the house, as three tasks: ask, wait for a person, act on the answer.

The task that delivers reads the answer itself. Airflow's own skipping of what follows a rejection is not relied on:
inside mapped groups it does not work, and a rejected letter would go.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import BaseOperator, Param
from airflow.sdk.exceptions import AirflowSkipException

from dunghen.agenda.action import Act
from dunghen.entrypoints.context import plan_run
from dunghen.entrypoints.operators import sender
from dunghen.records import ApprovalState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from airflow.sdk import Context

    from dunghen.entrypoints.context import PlanRun

APPROVE = "Duyệt"
REJECT = "Không duyệt"
REASON = "reason"
_AT_LEAST = timedelta(minutes=1)

log = logging.getLogger(__name__)


class AskOperator(BaseOperator):
    """Writes the outward letters, held back, and hands the question on to the task that waits for the answer."""

    ui_color = "#fbe9d7"

    def __init__(self, *, duty_id: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.duty_id = duty_id

    def execute(self, context: Context) -> dict[str, Any]:
        """Returns ``{"key", "subject", "body", "seconds"}``: the approval, what the person reads, and for how long.

        Raises:
            AirflowSkipException: there is nothing to approve now.
        """
        from dunghen.execution.approve import ask_approvals, question

        with plan_run(context) as run:
            approval = next(iter(ask_approvals(run.app, run.plan, self.duty_id, run.now)), None)
            if approval is None:
                raise AirflowSkipException("không có thư nào chờ duyệt")
            return {
                "key": approval.key,
                "subject": f"Duyệt thư gửi ra ngoài: {approval.subject}",
                "body": question(run.app, approval),
                "seconds": (approval.expires_at - run.now).total_seconds(),
            }


class AnswerOperator(HITLOperator):
    """Waits for a person's answer, without holding a worker. Silence until the expiry is «Không duyệt»."""

    # The letter is quoted in the body: a template engine must not read it.
    template_fields = ()
    ui_color = "#fbe9d7"

    def __init__(self, *, ask: str, **kwargs: Any) -> None:
        # Airflow hands the DAG's params down in kwargs; the answer's form is to have its own field only.
        kwargs["params"] = {REASON: Param("", type=["null", "string"], title="Lý do (khi không duyệt)")}
        super().__init__(subject="Duyệt thư gửi ra ngoài", options=[APPROVE, REJECT], defaults=[REJECT], **kwargs)
        self.ask = ask

    def execute(self, context: Context) -> Any:
        """Puts the question that the task ``ask`` has prepared."""
        asked = context["ti"].xcom_pull(task_ids=self.ask)
        self.subject, self.body = asked["subject"], asked["body"]
        self.response_timeout = max(_AT_LEAST, timedelta(seconds=asked["seconds"]))
        return super().execute(context)


class DeliverOutwardOperator(BaseOperator):
    """Acts on the answer: records it under the person's name, then sends the letters, or ends them."""

    ui_color = "#fbe9d7"

    def __init__(self, *, duty_id: str, ask: str, answer: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.duty_id = duty_id
        self.ask = ask
        self.answer = answer

    def execute(self, context: Context) -> str:
        """Returns what was sent.

        Raises:
            AirflowSkipException: not approved, or nothing approved waits.
            UnsentMailError: some mails could not be handed over now; the retry sends only those.
        """
        from dunghen.execution.run import perform
        from dunghen.execution.send import send

        asked, answer = (context["ti"].xcom_pull(task_ids=task) for task in (self.ask, self.answer))
        with plan_run(context) as run:
            if asked and answer and not self._record(run, asked["key"], answer):
                raise AirflowSkipException("không được duyệt: không gửi")
            told = perform(run.app, run.plan, self.duty_id, Act.DELIVER_OUTWARD, run.now)
            report = send(run.app, run.plan.id, run.now, by=sender(context))
        log.info("%s; %s", told, report)
        return f"{told}; {report}"

    def _record(self, run: PlanRun, key: str, answer: Mapping[str, Any]) -> bool:
        """Write the answer into the ledger, once; returns whether a person approved."""
        from dunghen.execution.approve import decide

        approval = run.app.ledger.approval(key)
        if approval and approval.state is ApprovalState.REQUESTED:
            user = answer.get("responded_by_user")
            approval = decide(
                run.app,
                key,
                approved=answer["chosen_options"] == [APPROVE] and bool(user),
                by=_name(user),
                automatic=not user,
                reason=(answer.get("params_input") or {}).get(REASON) or None,
                now=run.now,
            )
        return approval is not None and approval.state is ApprovalState.APPROVED


def _name(user: Mapping[str, str] | None) -> str | None:
    """The name under which a person logged in to Airflow."""
    return cast("str | None", user and (user.get("name") or user.get("id")))
