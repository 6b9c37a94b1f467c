"""From which state a message may go to which, for the ledger in memory: a table of its own, apart from the real one's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime

from dunghen.exceptions import TransitionError
from dunghen.records import Draft, Message, MessageState, NotSent

QUEUED, CLAIMED, SENT, REFUSED = MessageState.QUEUED, MessageState.CLAIMED, MessageState.SENT, MessageState.REFUSED
BOUNCED, EXPIRED, SUPPRESSED = MessageState.BOUNCED, MessageState.EXPIRED, MessageState.SUPPRESSED
UNKNOWN = MessageState.UNKNOWN

OPERATOR: Mapping[MessageState, set[MessageState]] = {
    QUEUED: {SUPPRESSED},
    CLAIMED: {UNKNOWN},
    SENT: {QUEUED},
    REFUSED: {QUEUED, SUPPRESSED},
    BOUNCED: {QUEUED},
    EXPIRED: {QUEUED},
    SUPPRESSED: {QUEUED},
    UNKNOWN: {QUEUED, SUPPRESSED},
}
AUTOMATIC: Mapping[MessageState, set[MessageState]] = {
    QUEUED: {SUPPRESSED, EXPIRED},
    CLAIMED: {UNKNOWN},
    REFUSED: {SUPPRESSED},
    UNKNOWN: {QUEUED, SUPPRESSED, EXPIRED},
}
SENDER: Mapping[MessageState, set[MessageState]] = {
    CLAIMED: {QUEUED, SENT, REFUSED, UNKNOWN},
    UNKNOWN: {SENT, REFUSED},
}
NOT_HANDED_OVER: Mapping[MessageState, set[MessageState]] = {QUEUED: {QUEUED, REFUSED}}


def is_free(one: Message) -> bool:
    """Never written, and revived: written anew it goes on under the same name."""
    return one.state is EXPIRED and one.address is None and one.attempt > 0


def opened(act: Draft | NotSent, now: datetime) -> Message:
    """The message as it is first written: what the act says, and nothing else."""
    message = Message(act.key, QUEUED, act.due_at, act.expires_at, queued_at=now, changed_at=now)
    return replace(message, **{each.name: getattr(act, each.name) for each in fields(act)})


def require(one: Message, state: MessageState, table: Mapping[MessageState, set[MessageState]]) -> None:
    """Let a move of the table pass.

    Raises:
        TransitionError: it is none.
    """
    if state not in table.get(one.state, ()):
        raise TransitionError(f"Thư «{one.key}»: {one.state.value} → {state.value}")
