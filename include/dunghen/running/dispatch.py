"""Handing over, one mail or post after another: whatever goes wrong with one of them, the others go.

Everything that can fail on our side (an attachment, a header, the copy for the file store) is done before the ledger row is
claimed: what fails there has been handed to nobody, stays queued with the reason, and is never *unknown* (ADR 0020).
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from dunghen.app import App
from dunghen.exceptions import LateAnswerError, PermanentMailError, TemporaryMailError, TransitionError
from dunghen.letters.attempt import Failures, attempt, sentence_of
from dunghen.mail.header import clean
from dunghen.records import Message, MessageState, Realm
from dunghen.running.envelope import Envelope, Parcel

_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 45, 135, 240))
"""After each failure three times longer; the last one stays."""
_ANSWER_LIMIT = 500

log = logging.getLogger(__name__)


@dataclass(slots=True)
class SendReport:
    """What became of the messages of one call.

    ``held`` counts those that stayed queued because live mail was switched off meanwhile.
    """

    counts: Counter[MessageState] = field(default_factory=Counter)
    failures: Failures = field(default_factory=Failures)
    held: int = 0

    def __str__(self) -> str:
        parts = [f"{count} {state.value}" for state, count in sorted(self.counts.items()) if count]
        parts += [f"gửi thật đã tắt giữa chừng, {self.held} thư còn lại vẫn nằm chờ"] if self.held else []
        return ", ".join(parts) or "không có thư chờ gửi"


@dataclass(frozen=True, slots=True)
class _Late:
    """A mail that the server has and is silent about."""

    envelope: Envelope
    keys: Sequence[str]
    sha256: str | None
    error: LateAnswerError


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One call's hand-overs, written into the ledger under ``by``."""

    app: App
    now: datetime
    by: str
    report: SendReport
    begun: float
    """By ``App.ticks``, when it was ``now``."""
    late: list[_Late] = field(default_factory=list)
    """What the server has been handed and has not answered yet."""

    @classmethod
    def of(cls, app: App, now: datetime, by: str) -> Dispatch:
        """A dispatch that begins at this moment."""
        return cls(app, now, by, SendReport(), app.ticks())

    def hand_over(self, groups: Sequence[Sequence[Message]], pack: Callable[[Envelope], Parcel]) -> None:
        """Put each group of messages together with ``pack``, and hand it over while live mail stays on.

        One that is not answered holds up no other: it is waited for at the end.
        """
        for group in groups:
            if self.report.held:
                self.report.held += len(group)
                continue
            with self.report.failures.apart(_recipients(group)):
                parcel = self._packed(group, pack)
                if parcel:
                    self._hand_over(parcel)
            self._conclude_late(one for one in self.late if one.error.answered())
        self._conclude_late(self.late)

    def set_aside(self, messages: Sequence[Message], error: Exception) -> None:
        """Nothing was handed over: the messages stay queued for a later try, or are refused, with the reason."""
        refused = isinstance(error, PermanentMailError)
        state = MessageState.REFUSED if refused else MessageState.QUEUED
        later = self.now + pause_after(max(one.tries for one in messages))
        keys, why = [str(one.key) for one in messages], sentence_of(error)
        written = self.app.ledger.set_aside(keys, state, now=self.now, by=self.by, reason=why, not_before=later)
        if refused:
            self.report.counts[state] += len(written)
        elif written:
            self.report.failures.sentences.append(f"{_recipients(messages)}: {why}")

    def _still_goes(self) -> bool:
        """Asked right before each claim: what is switched off in mid-batch is off (ADR 0009)."""
        return self.app.realm is Realm.REHEARSAL or self.app.still_live()

    def _packed(self, group: Sequence[Message], pack: Callable[[Envelope], Parcel]) -> Parcel | None:
        """The parcel, without those messages that cannot even be put together alone; None where none is left."""
        parcel: Parcel | None = None
        with attempt(_recipients(group)) as packing:
            parcel = pack(Envelope.of(group, self.app, self.now))
        if packing.error is None:
            return parcel
        # A mail that was tried before stays the same mail: it goes whole, or waits whole.
        if len(group) == 1 or group[0].message_id:
            self.set_aside(group, packing.error)
            return None
        sound = [one for one in group if self._packed([one], pack)]
        if len(sound) == len(group):
            self.set_aside(group, packing.error)
            return None
        return self._packed(sound, pack) if sound else None

    def _hand_over(self, parcel: Parcel) -> None:
        """Keep a copy, claim the messages, hand the parcel over, and write down how that ended."""
        app, envelope = self.app, parcel.envelope
        with attempt(envelope.to) as keeping:
            sha256 = app.files.put(parcel.kept) if parcel.kept is not None else None
        if keeping.error:
            self.set_aside(envelope.messages, keeping.error)
            return
        if not self._still_goes():
            self._forget(sha256)
            self.report.held += len(envelope.keys)
            return
        keys = app.ledger.claim(envelope.keys, message_id=envelope.message_id, now=self._moment(), by=self.by)
        if len(keys) < len(envelope.keys):
            # Another process took some of it; what we hold goes back and is put together anew next time.
            back = "tiến trình khác đang gửi"
            app.ledger.settle(keys, MessageState.QUEUED, now=self.now, by=self.by, reason=back)
            return
        self._conclude(envelope, keys, sha256, parcel.hand)

    def _conclude(self, envelope: Envelope, keys: Sequence[str], sha256: str | None, hand: Callable[[], str]) -> None:
        """Hand it over, or wait for the answer, and write down how that ended."""
        with attempt(envelope.to) as handing:
            answer = hand()
        if isinstance(handing.error, LateAnswerError):
            self.late.append(_Late(envelope, keys, sha256, handing.error))
        elif handing.error:
            self._not_sent(envelope, keys, handing.error, sha256)
        else:
            self._settle(keys, MessageState.SENT, clean(answer, _ANSWER_LIMIT), mail_sha256=sha256)

    def _conclude_late(self, over: Iterable[_Late]) -> None:
        for one in tuple(over):
            self.late.remove(one)
            with self.report.failures.apart(one.envelope.to):
                self._conclude(one.envelope, one.keys, one.sha256, one.error.wait)

    def _not_sent(self, envelope: Envelope, keys: Sequence[str], error: Exception, sha256: str | None) -> None:
        why = sentence_of(error)
        if isinstance(error, TemporaryMailError | PermanentMailError):
            self._forget(sha256)
        if isinstance(error, TemporaryMailError):
            later = self.now + pause_after(envelope.messages[0].tries)
            self._write(keys, MessageState.QUEUED, why, not_before=later)
            self.report.failures.sentences.append(f"{envelope.to}: {why}")
        elif isinstance(error, PermanentMailError):
            self._settle(keys, MessageState.REFUSED, why)
        else:
            # Also what nobody foresaw: it came while the server was on the line, and may have taken the mail.
            self._settle(keys, MessageState.UNKNOWN, why)

    def _forget(self, sha256: str | None) -> None:
        """The copy of a mail that was certainly not accepted goes again: what is kept is evidence that a mail went."""
        if sha256 is not None:
            self.app.files.remove(sha256)

    def _settle(self, keys: Sequence[str], state: MessageState, reason: str, mail_sha256: str | None = None) -> None:
        self._write(keys, state, reason, mail_sha256=mail_sha256)
        self.report.counts[state] += len(keys)

    def _write(self, keys: Sequence[str], state: MessageState, reason: str, **more: Any) -> None:
        """End the claim. Of a sender that was taken for dead, somebody else has said meanwhile how it ended."""
        outcome = {"now": self._moment(), "by": self.by, "reason": reason, **more}
        try:
            self.app.ledger.settle(keys, state, **outcome)
        except TransitionError as error:
            log.warning("%s", error)
            for key in keys if len(keys) > 1 else ():
                self._write([key], state, reason, **more)

    def _moment(self) -> datetime:
        """Now, by a clock that goes on while a long batch goes out: a claim is as old as it is, not as its run."""
        return self.now + timedelta(seconds=self.app.ticks() - self.begun)


def pause_after(tries: int) -> timedelta:
    """How long a message waits after its failure, having failed so many times before."""
    return _PAUSES[min(tries, len(_PAUSES) - 1)]


def _recipients(messages: Sequence[Message]) -> str:
    return ", ".join(sorted({one.key.recipient for one in messages}))
