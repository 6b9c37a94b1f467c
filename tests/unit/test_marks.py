"""When a ledger is held, and which mail it has forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dunghen.adapters.ledger.transitions import opened
from dunghen.marks import HOLDS, Hold, KeptMail, KeptMark, Mark, is_forgotten, why_held
from dunghen.records import MessageState
from dunghen.testing import NOON, a_draft, a_key

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("own", "kept", "hold"),
    [
        (Mark("a", 0), None, None),
        (Mark("a", 4), None, Hold.UNMARKED),
        (Mark("a", 4), Mark("a", 4), None),
        (Mark("a", 5), Mark("a", 4), None),
        (Mark("a", 3), Mark("a", 4), Hold.OLDER),
        (Mark("b", 0), Mark("a", 4), Hold.OTHER),
        (Mark("b", 9), Mark("a", 4), Hold.OTHER),
        (Mark("b", 0), Mark("a", 0), Hold.OTHER),
    ],
)
def test_only_the_ledger_that_sent_last_or_the_first_one_is_not_held(own: Mark, kept: Mark | None, hold: Hold | None):
    assert why_held(own, KeptMark(kept, None) if kept else None) is hold


def test_every_hold_is_told():
    assert set(HOLDS) == set(Hold)


@pytest.mark.parametrize(
    ("state", "tries", "attempt", "mail_after", "forgotten"),
    [
        (MessageState.QUEUED, 0, 0, -SECOND, True),  # queued anew by a ledger that never sent it
        (MessageState.QUEUED, 1, 0, SECOND, True),  # tried before the copy was made, gone after it
        (MessageState.QUEUED, 1, 0, -SECOND, False),  # the try that the ledger knows of
        (MessageState.QUEUED, 0, 1, -SECOND, False),  # an operator wants it to go again
        (MessageState.QUEUED, 1, 1, SECOND, True),
        (MessageState.CLAIMED, 1, 0, timedelta(0), True),  # the copy was made while it went
        (MessageState.UNKNOWN, 1, 0, SECOND, True),
        (MessageState.SENT, 1, 0, SECOND, False),
        (MessageState.REFUSED, 1, 0, SECOND, False),
        (MessageState.SUPPRESSED, 0, 0, SECOND, False),
        (MessageState.EXPIRED, 0, 0, SECOND, False),
    ],
)
def test_a_mail_is_forgotten_where_the_ledger_would_send_it_and_has_not_written_of_it_since(
    state: MessageState, tries: int, attempt: int, mail_after: timedelta, forgotten: bool
):
    known = replace(opened(a_draft(), now=NOON), state=state, tries=tries, attempt=attempt)
    mail = KeptMail(a_key(), NOON + mail_after, "<1@bo.invalid>", "e" * 64, "Thư")
    assert is_forgotten(known, mail) is forgotten


def test_a_mail_of_a_message_that_the_ledger_does_not_have_is_forgotten():
    assert is_forgotten(None, KeptMail(a_key(), NOON, "<1@bo.invalid>", "e" * 64, "Thư"))
