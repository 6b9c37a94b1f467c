"""Sending what is queued: one digest for each recipient, plan and day, over one connection.

Each mail is claimed in the ledger before the socket is written and settled after it, so that whatever dies in between
leaves a trace. A partial failure is raised only after all the others have gone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from dunghen.exceptions import MailError, PermanentMailError, TemporaryMailError, UnknownMailError, UnsentMailError
from dunghen.letters.needed import Settled
from dunghen.letters.writing import why_barred
from dunghen.records import MessageState
from dunghen.running.approve import ALL, release
from dunghen.running.envelope import Envelope, mail_of
from dunghen.running.kept_mail import hand
from dunghen.running.mark import marked
from dunghen.running.publicise import is_post, publicise
from dunghen.wording.dates import local_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from dunghen.app import App
    from dunghen.ports import MailConnection
    from dunghen.records import Message

CLAIM_LASTS = timedelta(minutes=15)
"""A claim older than this was left behind by a sender that died."""
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=4)


@dataclass(slots=True)
class SendReport:
    """What became of the messages of one call."""

    counts: Counter[MessageState] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = [f"{count} {state.value}" for state, count in sorted(self.counts.items()) if count]
        return ", ".join(told) or "không có thư chờ gửi"


@marked
def send(app: App, plan_id: str | None, now: datetime, by: str) -> SendReport:
    """Send the queued messages of one plan (of every plan, where None) whose time has come.

    Raises:
        HeldError: this ledger may have forgotten what was sent; nothing has gone.
        UnsentMailError: some messages stay queued after a temporary failure; the others have gone.
    """
    report = SendReport()
    _recover(app, plan_id, now, by, report)
    queued = app.ledger.sendable(plan_id, now=now)
    settled = Settled(app)
    holding = [one for one in queued if _may_go(app, one, settled, now, report)]
    mails = _envelopes([one for one in holding if not is_post(app, one)], app, now)
    if mails:
        _send_all(app, mails, now, by, report)
    for post in _envelopes([one for one in holding if is_post(app, one)], app, now):
        _hand_over(app, post, partial(publicise, app, post), now, by, report)
    waiting = app.ledger.messages(plan=plan_id, state=MessageState.QUEUED, limit=ALL)
    unsent = [message for message in waiting if message.tries or (report.failures and not message.approval)]
    if unsent:
        names = ", ".join(sorted({message.key.recipient for message in unsent}))
        raise UnsentMailError(f"{report}. Chưa gửi được, sẽ gửi lại: {names}. {'; '.join(report.failures)}".strip())
    return report


def _recover(app: App, plan_id: str | None, now: datetime, by: str, report: SendReport) -> None:
    """What a dead sender left claimed is *unknown*; inside the house it is sent again under the same Message-ID."""
    for message in app.ledger.abandoned(before=now - CLAIM_LASTS):
        if plan_id in (None, message.key.plan):
            app.ledger.settle([str(message.key)], MessageState.UNKNOWN, now=now, by=by, reason="tiến trình gửi bị ngắt")
            report.counts[MessageState.UNKNOWN] += 1
    for message in app.ledger.messages(plan=plan_id, state=MessageState.UNKNOWN, limit=ALL):
        if not message.outward and now < message.expires_at:
            reason = "gửi lại cùng Message-ID"
            app.ledger.change(str(message.key), MessageState.QUEUED, now=now, by=by, reason=reason, automatic=True)


def _may_go(app: App, message: Message, settled: Settled, now: datetime, report: SendReport) -> bool:
    """Whether the message still holds at this moment; what does not is ended, with the reason."""
    plan = app.plans.get(message.key.plan)
    if plan is not None and plan.is_draft:
        return _end(app, message, MessageState.SUPPRESSED, "kế hoạch còn là dự thảo", now, report)
    # An operator who sends something again wants it sent, late as it is.
    if now >= message.expires_at and message.attempt == 0:
        return _end(app, message, MessageState.EXPIRED, "hết hiệu lực trước khi gửi được", now, report)
    outdated = settled.why_outdated(message)
    if outdated and message.attempt == 0:
        return _end(app, message, MessageState.SUPPRESSED, outdated, now, report)
    step = settled.step_of(message.key)
    why = settled.why_needless(step, message.key.cycle_key, message.key.recipient) if step else None
    if why := why or why_barred(app.office.directory.partner(message.key.recipient), local_day(now)):
        return _end(app, message, MessageState.SUPPRESSED, why, now, report)
    return not message.outward or release(app, message)


def _end(app: App, message: Message, state: MessageState, reason: str, now: datetime, report: SendReport) -> bool:
    app.ledger.change(str(message.key), state, now=now, by="tự động", reason=reason, automatic=True)
    report.counts[state] += 1
    return False


def _envelopes(messages: Iterable[Message], app: App, now: datetime) -> list[Envelope]:
    """Put together what goes in one mail. A mail that was tried before stays the same mail; an outward letter is alone."""
    together: dict[tuple[str, ...], list[Message]] = defaultdict(list)
    for message in messages:
        key = str(message.key)
        alone = (key,) if message.outward else ()
        together[message.key.plan, message.address or "", message.message_id or "", *alone].append(message)
    return [Envelope.of(group, app, now) for group in together.values()]


def _send_all(app: App, envelopes: list[Envelope], now: datetime, by: str, report: SendReport) -> None:
    try:
        with app.mailer.connect() as connection:
            for envelope in envelopes:
                _hand_over(app, envelope, partial(_mail, app, connection, envelope, now), now, by, report)
    except MailError as error:
        # The server cannot be reached or does not let us in: nothing of what is left has been claimed.
        report.failures.append(str(error))


def _mail(app: App, connection: MailConnection, envelope: Envelope, now: datetime) -> tuple[str, str | None]:
    """Hand a mail to the mail server; its answer, and under which hash the mail is kept."""
    return hand(app, connection, mail_of(envelope, app, now), envelope.to)


def _hand_over(
    app: App,
    envelope: Envelope,
    hand: Callable[[], tuple[str, str | None]],
    now: datetime,
    by: str,
    report: SendReport,
) -> None:
    """Claim the messages of one mail or post, hand it over, and write down how that ended."""
    keys = app.ledger.claim(envelope.keys, message_id=envelope.message_id, now=now, by=by)
    if len(keys) < len(envelope.keys):
        # Another process took some of it; what we hold goes back and is put together anew next time.
        app.ledger.settle(keys, MessageState.QUEUED, now=now, by=by, reason="tiến trình khác đang gửi")
        return
    try:
        answer, sha256 = hand()
    except TemporaryMailError as error:
        pause = min(_FIRST_PAUSE * 3 ** envelope.messages[0].tries, _LONGEST_PAUSE)
        app.ledger.settle(keys, MessageState.QUEUED, now=now, by=by, reason=str(error), not_before=now + pause)
        report.failures.append(f"{envelope.to}: {error}")
    except PermanentMailError as error:
        app.ledger.settle(keys, MessageState.REFUSED, now=now, by=by, reason=str(error))
        report.counts[MessageState.REFUSED] += len(keys)
    except UnknownMailError as error:
        app.ledger.settle(keys, MessageState.UNKNOWN, now=now, by=by, reason=str(error))
        report.counts[MessageState.UNKNOWN] += len(keys)
    else:
        app.ledger.settle(keys, MessageState.SENT, now=now, by=by, reason=answer, mail_sha256=sha256)
        report.counts[MessageState.SENT] += len(keys)
