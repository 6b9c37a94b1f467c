"""Accepting a ledger that has forgotten what it sent: what the mail store shows is written into it, by a named person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from dunghen.marks import MAY_STILL_GO, KeptMail, is_forgotten
from dunghen.ports import FileStore, Ledger, MarkStore
from dunghen.ports.messages import Messages
from dunghen.records import Message, MessageState
from dunghen.running.kept_mail import live_mails, text_of
from dunghen.running.mark import MODE_SWITCH, hold_of, write_mark
from dunghen.running.release import approved

BY_THE_STORE = "theo kho thư"
"""Why a message that nobody saw being sent stands as sent."""
NOT_POSTED_AGAIN = "không rõ đã đăng hay chưa; muốn đăng thì gửi lại"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The ledger beside the mail store.

    Attributes:
        kept: how many messages the store shows as sent.
        forgotten: those of them that the ledger would send again, or does not have; the newest first.
        posts: approved posts for the office's site that wait; the store does not tell whether they were posted.
        waiting: what else waits, and would go once.
    """

    kept: int
    forgotten: tuple[KeptMail, ...]
    posts: tuple[Message, ...]
    waiting: tuple[Message, ...]


def compare(ledger: Ledger, files: FileStore) -> Comparison:
    """What this ledger has forgotten, as far as the mail store can tell."""
    mails = live_mails(files)
    forgotten = _forgotten(ledger, mails)
    names = {str(one.key) for one in forgotten}
    queued = [one for one in ledger.in_state(MessageState.QUEUED) if str(one.key) not in names]
    posts = tuple(approved(ledger, (letter for letter in queued if letter.is_for_web)))
    newest_first = sorted(forgotten, key=lambda one: (one.sent_at, one.key), reverse=True)
    return Comparison(len(mails), tuple(newest_first), posts, tuple(one for one in queued if one not in posts))


def accept(ledger: Ledger, marks: MarkStore, files: FileStore, *, by: str, now: datetime) -> Comparison | None:
    """Let a held ledger send again, after writing into it what the store shows was sent.

    The ledger takes a new name: neither a copy of it from before nor the one that it replaces passes for it later. Done
    again after it was cut short, it does what is left.

    Returns:
        What was written; None where nothing is held.
    """
    with marks.alone():
        if hold_of(ledger, marks) is None:
            return None
        compared = compare(ledger, files)
        mails = [replace(one, text=text_of(files, one)) for one in compared.forgotten]
        ledger.acknowledge(mails, now=now, by=by, reason=BY_THE_STORE)
        for post in compared.posts:
            ledger.change(str(post.key), MessageState.SUPPRESSED, now=now, by=by, reason=NOT_POSTED_AGAIN)
        kept = marks.read()
        if kept and kept.mode and kept.mode != ledger.switch(MODE_SWITCH):
            # The ledger's own switch is as old as the ledger; what was in force while it was held stays in force.
            ledger.set_switch(MODE_SWITCH, kept.mode.value, by=by, now=now)
        ledger.rename(by=by, now=now)
        write_mark(ledger, marks)
    return compared


def _forgotten(ledger: Messages, mails: Mapping[str, KeptMail]) -> list[KeptMail]:
    known = {key for plan in {one.key.plan for one in mails.values()} for key in ledger.known(plan)}
    may_go = {str(one.key): one for state in MAY_STILL_GO for one in ledger.in_state(state)}
    return [one for key, one in mails.items() if key not in known or (key in may_go and is_forgotten(may_go[key], one))]
