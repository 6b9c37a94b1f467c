"""Which transitions an operator and the system may make, and what each leaves behind; held by every ledger."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from dunghen.exceptions import TransitionError, UnknownKeyError
from dunghen.records import MessageEvent, MessageState
from dunghen.testing import a_draft, a_not_sent
from dunghen.wording.dates import HANOI

MORNING = datetime(2026, 10, 28, 8, 0, tzinfo=HANOI)
LATER = MORNING + timedelta(hours=1)
DIEN_ANH = "nq59-2025-2030/annual-report/2026/request/cuc-dien-anh"

QUEUED, CLAIMED, SENT, REFUSED = (
    MessageState.QUEUED,
    MessageState.CLAIMED,
    MessageState.SENT,
    MessageState.REFUSED,
)
BOUNCED, EXPIRED, SUPPRESSED, UNKNOWN = (
    MessageState.BOUNCED,
    MessageState.EXPIRED,
    MessageState.SUPPRESSED,
    MessageState.UNKNOWN,
)
BY_OPERATOR = {
    (SENT, QUEUED),
    (REFUSED, QUEUED),
    (EXPIRED, QUEUED),
    (SUPPRESSED, QUEUED),
    (UNKNOWN, QUEUED),
    (QUEUED, SUPPRESSED),
    (UNKNOWN, SUPPRESSED),
    (REFUSED, SUPPRESSED),
    (CLAIMED, UNKNOWN),
}
AUTOMATIC = {
    (UNKNOWN, QUEUED),
    (QUEUED, SUPPRESSED),
    (UNKNOWN, SUPPRESSED),
    (REFUSED, SUPPRESSED),
    (QUEUED, EXPIRED),
    (UNKNOWN, EXPIRED),
    (CLAIMED, UNKNOWN),
}
REACHABLE = [QUEUED, CLAIMED, SENT, REFUSED, EXPIRED, SUPPRESSED, UNKNOWN]
"""Bounces come in with the mailbox; until then no message gets into that state."""


def bring(ledger, state: MessageState) -> None:
    """One message, brought into the state as it comes about in life."""
    ledger.queue([a_draft("cuc-dien-anh")], now=MORNING)
    if state in (EXPIRED, SUPPRESSED):
        ledger.change(DIEN_ANH, state, now=MORNING, by="dunghen", automatic=True)
    if state in (CLAIMED, SENT, REFUSED, UNKNOWN):
        ledger.claim([DIEN_ANH], message_id="<1@bo.invalid>", now=MORNING, by="dag")
    if state in (SENT, REFUSED, UNKNOWN):
        ledger.settle([DIEN_ANH], state, now=MORNING, by="dag")
    assert ledger.message(DIEN_ANH).state is state


@pytest.mark.parametrize("automatic", [False, True], ids=["operator", "automatic"])
@pytest.mark.parametrize("before", REACHABLE)
def test_only_the_transitions_of_the_table_are_made_and_each_leaves_one_event(ledger, before, automatic):
    allowed = AUTOMATIC if automatic else BY_OPERATOR
    bring(ledger, before)
    history = ledger.events(DIEN_ANH)
    unchanged = ledger.message(DIEN_ANH)
    targets = [one for one in MessageState if (before, one) in allowed]
    for after in set(MessageState) - set(targets):
        with pytest.raises(TransitionError, match=DIEN_ANH):
            ledger.change(DIEN_ANH, after, now=LATER, by="chuyên viên", automatic=automatic)
    assert ledger.events(DIEN_ANH) == history
    assert ledger.message(DIEN_ANH) == unchanged
    if targets:
        after = targets[0]
        assert (
            ledger.change(DIEN_ANH, after, now=LATER, by="chuyên viên", reason="vì", automatic=automatic).state is after
        )
        assert ledger.events(DIEN_ANH) == (*history, MessageEvent(LATER, before, after, "chuyên viên", automatic, "vì"))


@pytest.mark.parametrize(("before", "after"), sorted(BY_OPERATOR))
def test_every_transition_that_an_operator_may_make_is_kept(ledger, before, after):
    bring(ledger, before)
    returned = ledger.change(DIEN_ANH, after, now=LATER, by="chuyên viên", reason="vì")
    assert ledger.message(DIEN_ANH) == returned
    assert (returned.state, returned.reason, returned.changed_at) == (after, "vì", LATER)


@pytest.mark.parametrize("before", [SENT, REFUSED, EXPIRED, SUPPRESSED, UNKNOWN])
def test_a_resend_is_a_new_attempt_under_a_new_message_id(ledger, before):
    bring(ledger, before)
    again = ledger.change(DIEN_ANH, QUEUED, now=LATER, by="chuyên viên")
    assert (again.attempt, again.message_id, again.not_before) == (1, None, None)
    assert ledger.claim([DIEN_ANH], message_id="<2@bo.invalid>", now=LATER, by="dag") == (DIEN_ANH,)
    assert ledger.message(DIEN_ANH).message_id == "<2@bo.invalid>"


def test_an_automatic_retry_of_an_unknown_outcome_keeps_attempt_and_message_id(ledger):
    bring(ledger, UNKNOWN)
    again = ledger.change(DIEN_ANH, QUEUED, now=LATER, by="dunghen", automatic=True)
    assert (again.attempt, again.message_id, again.tries) == (0, "<1@bo.invalid>", 1)


@pytest.mark.parametrize("automatic", [False, True])
def test_what_was_never_written_cannot_be_sent(ledger, automatic):
    ledger.note([a_not_sent("cuc-dien-anh", state=UNKNOWN)], now=MORNING)
    key = "nq59-2025-2030/annual-report/2026/remind-14/cuc-dien-anh"
    with pytest.raises(TransitionError, match="chưa từng được soạn"):
        ledger.change(key, QUEUED, now=LATER, by="chuyên viên", automatic=automatic)
    assert ledger.message(key).state is UNKNOWN


def test_a_refusal_names_the_message_its_state_and_what_is_possible(sql_ledger):
    bring(sql_ledger, QUEUED)
    with pytest.raises(TransitionError) as refused:
        sql_ledger.change(DIEN_ANH, QUEUED, now=LATER, by="chuyên viên")
    assert str(refused.value) == (
        "Thư «nq59-2025-2030/annual-report/2026/request/cuc-dien-anh» đang ở trạng thái «chờ gửi (queued)», "
        "không thể chuyển sang «chờ gửi (queued)». Từ đây có thể chuyển sang: «thôi gửi (suppressed)»."
    )


def test_a_message_that_does_not_exist_cannot_change(ledger):
    with pytest.raises(UnknownKeyError, match="Sổ không có thư nào tên «a/b/2026/c/d»"):
        ledger.change("a/b/2026/c/d", SUPPRESSED, now=LATER, by="chuyên viên")


def test_a_whole_life_is_told_by_its_events_in_order(ledger):
    bring(ledger, UNKNOWN)
    ledger.change(DIEN_ANH, QUEUED, now=LATER, by="dunghen", reason="thử lại", automatic=True)
    ledger.claim([DIEN_ANH], message_id="<1@bo.invalid>", now=LATER, by="dag")
    ledger.settle([DIEN_ANH], SENT, now=LATER, by="dag", reason="250 OK")
    assert ledger.events(DIEN_ANH) == (
        MessageEvent(MORNING, None, QUEUED, "dunghen", automatic=True, reason=None),
        MessageEvent(MORNING, QUEUED, CLAIMED, "dag", automatic=True, reason=None),
        MessageEvent(MORNING, CLAIMED, UNKNOWN, "dag", automatic=True, reason=None),
        MessageEvent(LATER, UNKNOWN, QUEUED, "dunghen", automatic=True, reason="thử lại"),
        MessageEvent(LATER, QUEUED, CLAIMED, "dag", automatic=True, reason=None),
        MessageEvent(LATER, CLAIMED, SENT, "dag", automatic=True, reason="250 OK"),
    )
