"""What the port promises of approvals, held by every ledger."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dunghen.exceptions import TransitionError, UnknownKeyError
from dunghen.records import ApprovalState, Realm
from dunghen.testing import NOON, an_approval

KEY = "nq59-2025-2030/annual-report/2026/deliver-outward"
LATER = NOON + timedelta(hours=2)


def decide(ledger, state=ApprovalState.APPROVED, *, by="chuyên viên", automatic=False, reason=None):
    return ledger.decide(KEY, state, by=by, automatic=automatic, reason=reason, now=LATER)


def test_an_approval_is_asked_for_and_kept(ledger):
    assert ledger.request_approval(an_approval()) == an_approval()
    assert ledger.approval(KEY) == an_approval()


def test_an_approval_that_was_never_asked_for_is_none(ledger):
    assert ledger.approval(KEY) is None


def test_nobody_can_hand_in_an_answer_with_the_request(ledger):
    asked = ledger.request_approval(an_approval(state=ApprovalState.APPROVED, by="chuyên viên", decided_at=NOON))
    assert (asked.state, asked.by, asked.decided_at) == (ApprovalState.REQUESTED, None, None)
    assert ledger.approval(KEY) == asked


@pytest.mark.parametrize("state", [ApprovalState.APPROVED, ApprovalState.REJECTED])
def test_a_person_answers_and_the_answer_stays(ledger, state):
    ledger.request_approval(an_approval())
    answer = decide(ledger, state, reason="đã xem")
    assert (answer.state, answer.by, answer.reason) == (state, "chuyên viên", "đã xem")
    assert (answer.automatic, answer.decided_at, answer.requested_at) == (False, LATER, NOON)
    assert ledger.approval(KEY) == answer


def test_silence_ends_as_expired_and_is_recorded_as_automatic(ledger):
    ledger.request_approval(an_approval())
    answer = decide(ledger, ApprovalState.EXPIRED, by=None, automatic=True, reason="không có trả lời")
    assert (answer.state, answer.by, answer.automatic) == (ApprovalState.EXPIRED, None, True)


@pytest.mark.parametrize(("by", "automatic"), [(None, False), ("", False), ("chuyên viên", True)])
def test_nothing_is_approved_without_a_person(ledger, by, automatic):
    ledger.request_approval(an_approval())
    with pytest.raises(TransitionError, match=KEY):
        decide(ledger, by=by, automatic=automatic)
    assert ledger.approval(KEY).state is ApprovalState.REQUESTED


def test_an_answer_is_given_once(ledger):
    ledger.request_approval(an_approval())
    decide(ledger, ApprovalState.REJECTED)
    with pytest.raises(TransitionError, match=KEY):
        decide(ledger, ApprovalState.APPROVED)
    assert ledger.approval(KEY).state is ApprovalState.REJECTED


def test_requested_is_no_answer(ledger):
    ledger.request_approval(an_approval())
    with pytest.raises(TransitionError, match=KEY):
        decide(ledger, ApprovalState.REQUESTED)
    assert ledger.approval(KEY).decided_at is None


def test_a_refused_answer_says_why(sql_ledger):
    sql_ledger.request_approval(an_approval())
    with pytest.raises(TransitionError, match="người có tên"):
        decide(sql_ledger, by=None)
    with pytest.raises(TransitionError, match="cần kết quả"):
        decide(sql_ledger, ApprovalState.REQUESTED)
    decide(sql_ledger, ApprovalState.REJECTED)
    with pytest.raises(TransitionError, match="đã có kết quả «không duyệt»"):
        decide(sql_ledger)


def test_what_was_never_asked_cannot_be_answered(ledger):
    with pytest.raises(UnknownKeyError, match=KEY):
        decide(ledger)
    assert ledger.approvals() == ()


def test_asking_again_for_the_same_content_gives_the_answer_that_exists(ledger):
    ledger.request_approval(an_approval())
    answer = decide(ledger)
    assert ledger.request_approval(an_approval(requested_at=LATER)) == answer


def test_other_content_asks_anew_and_the_old_answer_does_not_count_for_it(ledger):
    ledger.request_approval(an_approval(content_sha256="1" * 64))
    decide(ledger)
    asked = ledger.request_approval(an_approval(content_sha256="2" * 64))
    assert asked.state is ApprovalState.REQUESTED
    assert ledger.approval(KEY) == asked
    assert ledger.approvals() == (asked,)


def test_approvals_come_newest_first_and_by_state(ledger):
    other = "nq59-2025-2030/annual-report/2027/deliver-outward"
    ledger.request_approval(an_approval())
    ledger.request_approval(an_approval(key=other))
    decide(ledger)
    assert [one.key for one in ledger.approvals()] == [other, KEY]
    assert [one.key for one in ledger.approvals(state=ApprovalState.REQUESTED)] == [other]
    assert [one.key for one in ledger.approvals(state=ApprovalState.APPROVED)] == [KEY]
    assert [one.key for one in ledger.approvals(keys=[KEY, "a/b/c/d"])] == [KEY]
    assert ledger.approvals(state=ApprovalState.APPROVED, keys=[other]) == ledger.approvals(keys=[]) == ()


def test_a_rehearsed_approval_is_no_leave_to_send(ledger):
    ledger.request_approval(an_approval())
    decide(ledger)
    live = ledger.with_realm(Realm.LIVE)
    assert live.approval(KEY) is None
    assert live.approvals() == ()
