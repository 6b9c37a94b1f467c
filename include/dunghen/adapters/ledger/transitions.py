"""Which message may go from which state to which. The rules alone, without a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime

from dunghen.exceptions import TransitionError, UnknownKeyError
from dunghen.marks import KeptMail, is_forgotten
from dunghen.records import Draft, Message, MessageState, NotSent
from dunghen.terms import MESSAGE_STATES

SYSTEM = "dunghen"
"""Who writes what no person has asked for."""
REVIVED = "bị bỏ khi đồng hồ chạy trước, nay lại phải làm"

_STOPPABLE = frozenset({MessageState.QUEUED, MessageState.UNKNOWN, MessageState.REFUSED})
_BY_OPERATOR: Mapping[MessageState, frozenset[MessageState]] = {
    MessageState.QUEUED: frozenset(MessageState) - {MessageState.QUEUED, MessageState.CLAIMED},
    MessageState.SUPPRESSED: _STOPPABLE,
    MessageState.UNKNOWN: frozenset({MessageState.CLAIMED}),
}
_AUTOMATIC: Mapping[MessageState, frozenset[MessageState]] = {
    MessageState.QUEUED: frozenset({MessageState.UNKNOWN}),
    MessageState.SUPPRESSED: _STOPPABLE,
    MessageState.EXPIRED: frozenset({MessageState.QUEUED, MessageState.UNKNOWN}),
    MessageState.UNKNOWN: frozenset({MessageState.CLAIMED}),
}
_SETTLED: Mapping[MessageState, frozenset[MessageState]] = {
    # A sender thought dead may still report how it ended, as long as nobody has acted upon «unknown».
    MessageState.SENT: frozenset({MessageState.CLAIMED, MessageState.UNKNOWN}),
    MessageState.REFUSED: frozenset({MessageState.CLAIMED, MessageState.UNKNOWN}),
    MessageState.UNKNOWN: frozenset({MessageState.CLAIMED}),
    MessageState.QUEUED: frozenset({MessageState.CLAIMED}),
}

_SET_ASIDE: Mapping[MessageState, frozenset[MessageState]] = {
    MessageState.QUEUED: frozenset({MessageState.QUEUED}),
    MessageState.REFUSED: frozenset({MessageState.QUEUED}),
}


def opened(act: Draft | NotSent, *, now: datetime) -> Message:
    """The message as it is first written: a draft is queued, an act that will not be done ends at once."""
    said = {each.name: getattr(act, each.name) for each in fields(act)}
    return Message(**{"state": MessageState.QUEUED, "queued_at": now, "changed_at": now, **said})


def changed(message: Message, state: MessageState, *, now: datetime, reason: str | None, automatic: bool) -> Message:
    """The message after a transition outside a claim.

    An operator's resend is a new attempt under a new Message-ID; an automatic retry of an unknown outcome keeps both,
    so that a mail server or a reader can tell the second copy.

    Raises:
        TransitionError: the state does not allow it, or the message was never written and so cannot be sent.
    """
    _require(str(message.key), message.state, state, _AUTOMATIC if automatic else _BY_OPERATOR)
    after = replace(message, state=state, reason=reason, changed_at=now)
    if state is not MessageState.QUEUED:
        return after
    if message.address is None:
        raise TransitionError(
            f"Thư «{message.key}» chưa từng được soạn nên không gửi lại được; hãy nhắc đơn vị bằng thư mới."
        )
    if automatic:
        return replace(after, not_before=None)
    return replace(after, not_before=None, attempt=message.attempt + 1, message_id=None)


def revived(message: Message, *, now: datetime) -> Message:
    """The message taken back from such an end; never written, it stays ended until it is written anew (``messages.OPEN``)."""
    if message.address is None:
        return replace(message, attempt=message.attempt + 1, reason=REVIVED, changed_at=now)
    return replace(message, state=MessageState.QUEUED, reason=REVIVED, changed_at=now)


def possible(message: Message) -> frozenset[MessageState]:
    """What an operator may make of the message now: have it sent again (``queued``), stop it (``suppressed``)."""
    offered = {MessageState.SUPPRESSED} | ({MessageState.QUEUED} if message.address is not None else set())
    return frozenset(state for state in offered if message.state in _BY_OPERATOR[state])


def require_set_aside(keys: Sequence[str], state: MessageState) -> None:
    """Let the end of a try pass that handed nothing over.

    Raises:
        TransitionError: that is no end of such a try.
    """
    for key in keys:
        _require(key, MessageState.QUEUED, state, _SET_ASIDE)


def acknowledged(before: Message | None, mail: KeptMail, *, now: datetime, reason: str) -> Message | None:
    """The message after a person has taken the mail store's word that it went; None where the ledger knows better."""
    if not is_forgotten(before, mail):
        return None
    if before is None:
        noted = opened(NotSent(mail.key, MessageState.SENT, reason, mail.sent_at, mail.sent_at), now=now)
        before = replace(noted, tries=1, subject=mail.subject, text=mail.text)
    return replace(
        before,
        state=MessageState.SENT,
        reason=reason,
        changed_at=now,
        not_before=None,
        sent_at=mail.sent_at,
        message_id=mail.message_id,
        mail_sha256=mail.sha256,
    )


def require_settled(key: str, current: MessageState, state: MessageState) -> None:
    """Let the end of a claim pass.

    Raises:
        TransitionError: the message is not claimed, or that is no outcome of a send.
    """
    _require(key, current, state, _SETTLED)


def unknown_key(key: str) -> UnknownKeyError:
    """The error for a name that the ledger does not have."""
    return UnknownKeyError(f"Sổ không có thư nào tên «{key}».")


def _require(
    key: str, current: MessageState, state: MessageState, rules: Mapping[MessageState, frozenset[MessageState]]
) -> None:
    if current in rules.get(state, frozenset()):
        return
    possible = [f"«{_name(target)}»" for target, origins in rules.items() if current in origins]
    raise TransitionError(
        f"Thư «{key}» đang ở trạng thái «{_name(current)}», không thể chuyển sang «{_name(state)}». "
        f"Từ đây có thể chuyển sang: {', '.join(possible) or 'không trạng thái nào'}."
    )


def _name(state: MessageState) -> str:
    return f"{MESSAGE_STATES[state]} ({state.value})"
