"""Leave to send letters out of the house: ask, then for each letter wait for a person and act on the answer.

The task that acts reads the answer itself. Airflow's own skipping of what follows a rejection is not relied on:
inside mapped groups it does not work, and a rejected letter would go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import BaseOperator, Param
from airflow.sdk.configuration import conf
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from dunghen.entrypoints.context import PlanRun, plan_run
from dunghen.entrypoints.operators import SendOperator, send_waiting
from dunghen.exceptions import ApproverError
from dunghen.records import ApprovalState

if TYPE_CHECKING:
    from airflow.sdk import Context
    from airflow.sdk.execution_time.hitl import HITLUser

APPROVE = "Duyệt"
REJECT = "Không duyệt"
REASON = "reason"
_AT_LEAST = timedelta(minutes=1)


class AskOperator(BaseOperator):
    """Writes the outward letters, held back, and hands on one question for each: the tasks that wait are mapped over them."""

    ui_color = "#fbe9d7"

    def __init__(self, *, duty_id: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.duty_id = duty_id

    def execute(self, context: Context) -> list[dict[str, Any]]:
        """Returns a list of ``{"key", "subject", "body", "seconds", "approvers"}``, one for each approval to be answered.

        That is: the approval, what the person reads, for how long, the login names of who may approve (empty: anybody).

        What could not be asked is an entry ``{"subject", "failure"}``: its own mapped task turns red, the others wait for
        their answers.

        Raises:
            AirflowSkipException: there is nothing to approve now.
            UnfinishedError: there is, and nothing of it could be asked.
        """
        from dunghen.running.approve import ask_approvals, heading, question

        with plan_run(context) as run:
            asked, failures = ask_approvals(run.app, run.plan, self.duty_id, run.now, clock=run.clock)
            questions: list[dict[str, Any]] = []
            for approval in asked:
                with failures.apart(f"duyệt {approval.key}"):
                    questions.append(
                        {
                            "key": approval.key,
                            "subject": heading(run.app, approval),
                            "body": question(run.app, approval),
                            "seconds": (approval.expires_at - run.now).total_seconds(),
                            "approvers": list(run.app.office.settings.approvers),
                        }
                    )
            if not questions:
                failures.tell("không hỏi được ý kiến duyệt nào")
                raise AirflowSkipException("không có thư nào chờ duyệt")
            return questions + [
                {"subject": "Chưa trình duyệt được", "failure": sentence} for sentence in failures.sentences
            ]


class AnswerOperator(HITLOperator):
    """Waits for a person's answer, without holding a worker. Silence until the expiry is «Không duyệt»."""

    # Only the mapped question is resolved. The letter is quoted in it: a template engine must not read it.
    template_fields = ("question",)
    ui_color = "#fbe9d7"

    def __init__(self, *, question: Any, **kwargs: Any) -> None:
        # Airflow hands the DAG's params down in kwargs; the answer's form is to have its own field only.
        kwargs["params"] = {REASON: Param("", type=["null", "string"], title="Lý do (khi không duyệt)")}
        # The mapped tasks of a run are told apart by the letter that each is about.
        kwargs.setdefault("map_index_template", "{{ task.subject }}")
        super().__init__(subject="Duyệt thư gửi ra ngoài", options=[APPROVE, REJECT], defaults=[REJECT], **kwargs)
        self.question = question

    def execute(self, context: Context) -> Any:
        """Puts the question that the task ``ask`` has prepared.

        Raises:
            AirflowFailException: this one could not be prepared; the next run of the plan tries it again.
        """
        if failure := self.question.get("failure"):
            raise AirflowFailException(failure)
        self.subject, self.body = self.question["subject"], self.question["body"]
        self.assigned_users = _assigned(self.question.get("approvers", ()))
        self.response_timeout = max(_AT_LEAST, timedelta(seconds=self.question["seconds"]))
        return super().execute(context)

    def execute_complete(self, context: Context, event: dict[str, Any]) -> Any:
        """Hands the answer on; where somebody has approved who is no approver of the office, the question is put anew."""
        by, approvers = _name(event.get("responded_by_user")), self.question.get("approvers")
        if by and approvers and event.get("chosen_options") == [APPROVE] and by not in approvers:
            self.log.warning("«%s» không có trong danh sách người duyệt (%s): vẫn chờ duyệt.", by, ", ".join(approvers))
            return self.execute(context)
        return super().execute_complete(context, event)


class ActOnAnswerOperator(BaseOperator):
    """Acts on the answer: records it under the person's name, then sends the letter, or ends it."""

    template_fields = ("question", "answer")
    ui_color = "#fbe9d7"

    def __init__(self, *, question: Any, answer: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.question = question
        self.answer = answer

    def execute(self, context: Context) -> str:
        """Returns what was sent.

        Raises:
            AirflowFailException: approved by somebody who is no approver of the office; the next run asks anew.
            AirflowSkipException: not approved.
            UnsentMailError: the mail could not be handed over now; the retry tries it again.
        """
        with plan_run(context) as run:
            if not self._record(run):
                raise AirflowSkipException("không được duyệt: không gửi")
            return send_waiting(run, run.plan.id, context)

    def _record(self, run: PlanRun) -> bool:
        """Write the answer into the ledger, once; returns whether a person approved."""
        from dunghen.running.approve import decide

        approval = run.app.ledger.approval(self.question["key"])
        if approval and approval.state is ApprovalState.REQUESTED:
            user = self.answer.get("responded_by_user")
            try:
                approval = decide(
                    run.app,
                    approval.key,
                    approved=self.answer["chosen_options"] == [APPROVE] and bool(user),
                    by=_name(user),
                    automatic=not user,
                    reason=(self.answer.get("params_input") or {}).get(REASON) or None,
                    now=run.now,
                )
            except ApproverError as error:
                raise AirflowFailException(str(error)) from error
        return approval is not None and approval.state is ApprovalState.APPROVED


class DeliverOutwardOperator(SendOperator):
    """Sends what has been approved already: at the prompt, or early for a later day."""

    ui_color = "#fbe9d7"


def _assigned(approvers: Sequence[str]) -> list[HITLUser] | None:
    """Whom Airflow's own page lets answer; None: whoever may act.

    FAB knows people there by a number only: the answer of who is no approver is refused afterwards
    by name, and the question is put anew.
    """
    by_name = "SimpleAuthManager" in conf.get("core", "auth_manager")
    return [{"id": login, "name": login} for login in approvers] if by_name and approvers else None


def _name(user: Mapping[str, str] | None) -> str | None:
    """The name under which a person logged in to Airflow."""
    return cast("str | None", user and (user.get("name") or user.get("id")))
