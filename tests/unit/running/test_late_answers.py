"""A mail server that is silent about one mail, or a batch that takes long: no other mail waits, no claim is taken away."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from dunghen.app import App
from dunghen.exceptions import (
    LateAnswerError,
    PermanentMailError,
    TemporaryMailError,
    UnknownMailError,
    UnsentMailError,
)
from dunghen.records import MessageState, Realm
from dunghen.running.send import CLAIM_LASTS, send
from dunghen.testing import NOON, ListMailer, MemoryFiles, MemoryLedger, a_draft, a_key, a_plan, an_office

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.records import Message
    from dunghen.running.dispatch import SendReport

QUEUED, CLAIMED, SENT = MessageState.QUEUED, MessageState.CLAIMED, MessageState.SENT
FIRST, SECOND, THIRD = "cuc-dien-anh", "cuc-hop-tac-quoc-te", "vu-bao-chi"


@dataclass
class Silent(ListMailer):
    """Silent about the mails to one address: says of each how it ended when it is waited for, or once ``answers_after`` others."""

    address: str = ""
    ends: Exception | None = None
    answers_after: int | None = None
    waited: list[int] = field(default_factory=list)
    """How many mails had been handed over when a silent one was waited for."""

    def __post_init__(self) -> None:
        super().__init__()

    def send(self, mail, *, to):
        answer = super().send(mail, to=to)
        if not to.startswith(self.address):
            return answer
        begun = len(self.tried)

        def answered() -> bool:
            return self.answers_after is not None and len(self.tried) - begun >= self.answers_after

        def wait() -> str:
            self.waited.append(len(self.tried))
            if self.ends:
                raise self.ends
            return "250 at last"

        raise LateAnswerError(answered, wait)


@dataclass
class Batch:
    """Three messages, queued in a live ledger, in this order."""

    mailer: ListMailer
    ticks: list[float] = field(default_factory=lambda: [0.0])
    ledger: MemoryLedger = field(default_factory=lambda: MemoryLedger(Realm.LIVE))

    def __post_init__(self) -> None:
        for at, unit in enumerate((FIRST, SECOND, THIRD)):
            due = NOON - timedelta(hours=3 - at)
            self.ledger.queue([a_draft(unit, key=a_key(unit), address=f"{unit}@bo.invalid", due_at=due)], now=NOON)

    def send(self) -> SendReport:
        plan = a_plan()
        app = App(an_office(), {plan.id: plan}, {}, self.ledger, self.mailer, MemoryFiles(), "bí mật")
        return send(replace(app, ticks=lambda: self.ticks[0]), None, NOON, "test")

    def messages(self) -> list[Message]:
        found = [self.ledger.message(str(a_key(unit))) for unit in (FIRST, SECOND, THIRD)]
        return [message for message in found if message]

    def states(self) -> list[MessageState]:
        return [message.state for message in self.messages()]


def test_the_others_go_before_a_silent_one_is_waited_for():
    mailer = Silent(address=FIRST)
    batch = Batch(mailer)
    report = batch.send()
    assert batch.states() == [SENT, SENT, SENT]
    assert report.counts[SENT] == 3
    assert mailer.waited == [3]


def test_one_that_answers_meanwhile_is_written_down_before_the_batch_has_ended():
    mailer = Silent(address=FIRST, answers_after=1)
    batch = Batch(mailer)
    batch.send()
    assert mailer.waited == [2]
    assert batch.states() == [SENT, SENT, SENT]


@pytest.mark.parametrize(
    ("ends", "state"),
    [
        (UnknownMailError("không trả lời"), MessageState.UNKNOWN),
        (PermanentMailError("550"), MessageState.REFUSED),
        (RuntimeError("điều không ai ngờ"), MessageState.UNKNOWN),
    ],
)
def test_what_was_waited_for_ends_as_any_other(ends, state):
    batch = Batch(Silent(address=FIRST, ends=ends))
    batch.send()
    assert batch.states() == [state, SENT, SENT]


def test_one_that_was_not_taken_in_the_end_is_tried_again_and_the_run_says_so():
    batch = Batch(Silent(address=FIRST, ends=TemporaryMailError("452 đầy")))
    with pytest.raises(UnsentMailError, match="452 đầy"):
        batch.send()
    assert batch.states() == [QUEUED, SENT, SENT]


class Slow(ListMailer):
    """Each hand-over takes twenty minutes by the batch's clock; what others do meanwhile is done in between."""

    def __init__(self) -> None:
        super().__init__()
        self.batch = Batch(self)
        self.meanwhile: Callable[[], None] = lambda: None

    def send(self, mail, *, to):
        self.meanwhile()
        self.batch.ticks[0] += 20 * 60
        return super().send(mail, to=to)


def test_a_claim_is_as_old_as_itself_and_not_as_the_batch():
    slow = Slow()
    batch = slow.batch
    claims: list[Message] = []
    slow.meanwhile = lambda: claims.extend(
        batch.ledger.abandoned(before=NOON + timedelta(seconds=batch.ticks[0]) - CLAIM_LASTS)
    )
    batch.send()
    assert claims == []
    assert [one.sent_at for one in batch.messages()] == [NOON + timedelta(minutes=minutes) for minutes in (20, 40, 60)]


def test_a_sender_taken_for_dead_that_finds_its_mail_sent_is_no_error():
    """A machine that slept: another run has taken its claim, and sent the mail under the same Message-ID."""
    slow = Slow()
    batch = slow.batch

    def the_other() -> None:
        if batch.ticks[0] == 0:
            (claimed,) = batch.ledger.abandoned(before=NOON + timedelta(days=1))
            key = [str(claimed.key)]
            batch.ledger.settle(key, MessageState.UNKNOWN, now=NOON, by="khác")
            batch.ledger.change(key[0], QUEUED, now=NOON, by="khác", reason="gửi lại", automatic=True)
            batch.ledger.claim(key, message_id=claimed.message_id or "", now=NOON, by="khác")
            batch.ledger.settle(key, SENT, now=NOON, by="khác", reason="250")

    slow.meanwhile = the_other
    batch.send()
    assert batch.states() == [SENT, SENT, SENT]
