"""Sending what is queued: one digest for each recipient, plan and day, over one connection.

Each mail is put together, then claimed in the ledger before the socket is written and settled after it, so that whatever
dies in between leaves a trace. A partial failure is raised only after all the others have gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from dunghen.app import App
from dunghen.exceptions import TransitionError, UnsentMailError
from dunghen.letters.attempt import attempt
from dunghen.letters.needed import Needed
from dunghen.letters.writing import why_barred
from dunghen.records import Message, MessageState, Realm
from dunghen.running.dispatch import Dispatch, SendReport
from dunghen.running.envelope import by_mail, by_post
from dunghen.running.mark import marked
from dunghen.running.release import released
from dunghen.wording.dates import local_day

CLAIM_LASTS = timedelta(minutes=30)
"""A claim older than this was left behind by a sender that died: one that lives has ended it by then. Handing over a mail of
10 MB takes at most three answers of a minute, eleven minutes for its content, and ten for the answer to the final dot."""


@marked
def send(app: App, plan_id: str | None, now: datetime, by: str) -> SendReport:
    """Send the queued messages of one plan (of every plan, where None) whose time has come.

    Where live mail is switched off meanwhile, what is left stays queued; the report says so, and it is no failure.

    Raises:
        HeldError: this ledger may have forgotten what was sent; nothing has gone.
        UnsentMailError: something went wrong with some messages, or they wait after a failure; the others have gone.
    """
    dispatch = Dispatch.of(app, now, by)
    report = dispatch.report
    _recover(app, plan_id, now, by, report)
    holding = _holding(app, plan_id, dispatch)
    posts = [message for message in holding if message.is_for_web and app.realm is Realm.LIVE]
    _send_mails(dispatch, _together(message for message in holding if message not in posts))
    dispatch.hand_over([[post] for post in posts], partial(by_post, app=app))
    _require_sent(app, plan_id, report)
    return report


def _require_sent(app: App, plan_id: str | None, report: SendReport) -> None:
    waiting = app.ledger.in_state(MessageState.QUEUED, plan_id)
    unsent = [message for message in waiting if message.tries or (report.failures and not message.approval)]
    if unsent or report.failures:
        names = ", ".join(sorted({message.key.recipient for message in unsent})) or "không có"
        raise UnsentMailError(f"{report}. Chưa gửi được, sẽ gửi lại: {names}. {report.failures}".strip())


def _recover(app: App, plan_id: str | None, now: datetime, by: str, report: SendReport) -> None:
    """What a dead sender left claimed is *unknown*; inside the house it is sent again under the same Message-ID."""
    for message in app.ledger.abandoned(before=now - CLAIM_LASTS):
        if plan_id in (None, message.key.plan):
            # Thought dead, it may settle the message at this very moment: then that is how it ended.
            with suppress(TransitionError):
                why = "tiến trình gửi bị ngắt"
                app.ledger.settle([str(message.key)], MessageState.UNKNOWN, now=now, by=by, reason=why)
                report.counts[MessageState.UNKNOWN] += 1
    for message in app.ledger.in_state(MessageState.UNKNOWN, plan_id):
        if not message.outward and now < message.expires_at:
            reason = "gửi lại cùng Message-ID"
            with suppress(TransitionError):
                app.ledger.change(str(message.key), MessageState.QUEUED, now=now, by=by, reason=reason, automatic=True)


def _holding(app: App, plan_id: str | None, dispatch: Dispatch) -> list[Message]:
    """What is queued and may go now; a message about which that cannot be told is set aside."""
    needed, holding = Needed(app), []
    sendable = app.ledger.sendable(plan_id, now=dispatch.now)
    approved = released(app, sendable)
    for message in sendable:
        with attempt(str(message.key)) as asking:
            if ending := _ending(app, message, needed, dispatch.now):
                _end(dispatch, message, *ending)
            elif not message.outward or message.approval in approved:
                holding.append(message)
        if asking.error:
            with dispatch.report.failures.apart(message.key.recipient):
                dispatch.set_aside([message], asking.error)
    return holding


def _ending(app: App, message: Message, needed: Needed, now: datetime) -> tuple[MessageState, str] | None:
    """How and why the message ends at this moment; None where it still holds."""
    plan = app.plans.get(message.key.plan)
    if plan is not None and plan.is_draft:
        return MessageState.SUPPRESSED, "kế hoạch còn là dự thảo"
    # An operator who sends something again wants it sent, late as it is.
    if now >= message.expires_at and message.attempt == 0:
        return MessageState.EXPIRED, "hết hiệu lực trước khi gửi được"
    why = needed.why_outdated(message) if message.attempt == 0 else None
    if why is None and (step := needed.step_of(message.key)):
        why = needed.why_needless(step, message.key.cycle_key, message.key.recipient)
    why = why or why_barred(app.office.directory.partner(message.key.recipient), local_day(now))
    return (MessageState.SUPPRESSED, why) if why else None


def _end(dispatch: Dispatch, message: Message, state: MessageState, reason: str) -> None:
    # Another process may have claimed it a moment ago; then it is that one's.
    with suppress(TransitionError):
        dispatch.app.ledger.change(
            str(message.key), state, now=dispatch.now, by="tự động", reason=reason, automatic=True
        )
        dispatch.report.counts[state] += 1


def _together(messages: Iterable[Message]) -> list[list[Message]]:
    """Put together what goes in one mail. A mail that was tried before stays the same mail; an outward letter is alone."""
    together: dict[tuple[str, ...], list[Message]] = defaultdict(list)
    for message in messages:
        key = str(message.key)
        alone = (key,) if message.outward else ()
        together[message.key.plan, message.address or "", message.message_id or "", *alone].append(message)
    return list(together.values())


def _send_mails(dispatch: Dispatch, groups: list[list[Message]]) -> None:
    if not groups:
        return
    # Where the server cannot be reached or does not let us in, nothing of what is left has been claimed.
    with dispatch.report.failures.apart("máy chủ thư"), dispatch.app.mailer.connect() as connection:
        pack = partial(by_mail, app=dispatch.app, connection=connection, now=dispatch.now)
        dispatch.hand_over(groups, pack)
