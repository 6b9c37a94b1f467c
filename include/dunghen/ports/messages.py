"""The two books of messages: looking them up, and writing what becomes of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from dunghen.keys import CycleKey
from dunghen.records import Draft, Message, MessageEvent, MessageState, NotSent


class Messages(Protocol):
    """What is written of every act, looked up."""

    def known(self, plan: str) -> Mapping[str, MessageState]:
        """Every message key of the plan, with its state; but not an act that was revived and is to be written anew."""

    def message(self, key: str) -> Message | None:
        """One message."""

    def messages(
        self,
        *,
        plan: str | None = None,
        state: MessageState | None = None,
        recipient: str | None = None,
        limit: int = 1000,
        offset: int = 0,
    ) -> tuple[Message, ...]:
        """A page of messages, newest change first; ``offset``: so many of them are passed over."""

    def message_count(
        self, *, plan: str | None = None, state: MessageState | None = None, recipient: str | None = None
    ) -> int:
        """How many messages ``messages`` would return without a limit."""

    def state_counts(self, plan: str) -> Mapping[MessageState, int]:
        """How many messages of the plan are in each state; a state that none is in is left out."""

    def in_state(self, state: MessageState, plan: str | None = None) -> tuple[Message, ...]:
        """Every message in this state, of one plan or of all, newest change first."""

    def of_cycle(self, cycle: CycleKey, recipient: str | None = None) -> tuple[Message, ...]:
        """Every message of a cycle, to one recipient or to all, newest change first."""

    def of_approvals(self, keys: Collection[str]) -> tuple[Message, ...]:
        """Every letter, in whatever state, that one of these approvals is asked for, newest change first."""

    def sendable(self, plan: str | None, *, now: datetime) -> tuple[Message, ...]:
        """Queued messages whose ``not_before`` has come, oldest due first (expired ones among them: the caller ends them)."""

    def abandoned(self, *, before: datetime) -> tuple[Message, ...]:
        """Messages claimed before that instant and never settled: their sender died."""

    def events(self, key: str) -> tuple[MessageEvent, ...]:
        """The history of a message, oldest first."""


class Outbox(Protocol):
    """Messages on their way: written, claimed, settled."""

    def queue(self, drafts: Sequence[Draft], *, now: datetime) -> tuple[str, ...]:
        """Write the drafts as ``queued``; a key that is ``known`` is left as it is. Returns the keys newly written."""

    def note(self, records: Sequence[NotSent], *, now: datetime) -> tuple[str, ...]:
        """Write acts that will not be done; a key that is ``known`` is left as it is. Returns the keys newly written."""

    def revive(self, *, now: datetime, by: str) -> tuple[str, ...]:
        """Take back what a clock that ran ahead has ended: what expired at an instant when its time, by ``now``, is yet to pass.

        What was written is queued again as it was. An act that was never written leaves ``known``: ``queue`` and ``note``
        write it anew, under the same history. Returns the keys.
        """

    def claim(self, keys: Sequence[str], *, message_id: str, now: datetime, by: str) -> tuple[str, ...]:
        """Take queued messages for one mail, durably, before the socket is written; returns those that were really taken.

        A message that already bears a Message-ID keeps it.
        """

    def settle(
        self,
        keys: Sequence[str],
        state: MessageState,
        *,
        now: datetime,
        by: str,
        reason: str | None = None,
        not_before: datetime | None = None,
        mail_sha256: str | None = None,
    ) -> None:
        """End the claim: ``sent``, ``refused``, ``unknown``, or ``queued`` again (not before an instant)."""

    def set_aside(
        self,
        keys: Sequence[str],
        state: MessageState,
        *,
        now: datetime,
        by: str,
        reason: str,
        not_before: datetime | None = None,
    ) -> tuple[str, ...]:
        """Write down a try that ended before anything was handed over: still ``queued`` (not before an instant), or ``refused``.

        What is not queued any more (another process has claimed it) is left as it is. Returns the keys that were written.

        Raises:
            TransitionError: that is no end of such a try.
        """

    def change(
        self,
        key: str,
        state: MessageState,
        *,
        now: datetime,
        by: str,
        reason: str | None = None,
        automatic: bool = False,
    ) -> Message:
        """A transition outside a claim: an operator's resend (``queued``, a new attempt) or suppress; an automatic end.

        Raises:
            UnknownKeyError: no such message.
            TransitionError: the state does not allow it (a claimed message, or one that is in that state).
        """
