"""What a clock that ran ahead has ended is taken back, under the same history; held by every ledger."""

from __future__ import annotations

from datetime import timedelta

from dunghen.records import MessageEvent, MessageState, Realm
from dunghen.testing import NOON, a_draft, a_key, a_not_sent

AHEAD = NOON + timedelta(days=400)
BACK = NOON + timedelta(days=1)
REVIVED = "bị bỏ khi đồng hồ chạy trước, nay lại phải làm"
KEY = a_key()
NAME = str(KEY)
EXPIRED, QUEUED = MessageState.EXPIRED, MessageState.QUEUED


def written_off(ledger, *, now=AHEAD, **changes) -> None:
    ledger.note([a_not_sent(key=KEY, **changes)], now=now)


def test_an_act_that_was_never_written_is_free_to_be_written(ledger):
    written_off(ledger)
    assert ledger.revive(now=BACK, by="Lan") == (NAME,)
    assert ledger.known(KEY.plan) == {}
    assert ledger.sendable(KEY.plan, now=BACK) == ()
    assert ledger.queue([a_draft(key=KEY)], now=BACK) == (NAME,)
    assert ledger.known(KEY.plan) == {NAME: QUEUED}
    assert (ledger.message(NAME).text, ledger.message(NAME).attempt) == ("Kính gửi đồng chí,", 0)
    assert ledger.events(NAME) == (
        MessageEvent(AHEAD, None, EXPIRED, "dunghen", automatic=True, reason="hết hiệu lực trước khi gửi được"),
        MessageEvent(BACK, EXPIRED, EXPIRED, "Lan", automatic=False, reason=REVIVED),
        MessageEvent(BACK, EXPIRED, QUEUED, "dunghen", automatic=True, reason=None),
    )


def test_it_is_written_once(ledger):
    written_off(ledger)
    ledger.revive(now=BACK, by="Lan")
    ledger.queue([a_draft(key=KEY)], now=BACK)
    assert ledger.queue([a_draft(key=KEY, text="khác")], now=BACK) == ()
    assert ledger.revive(now=BACK, by="Lan") == ()
    assert ledger.message(NAME).text == "Kính gửi đồng chí,"


def test_it_may_be_written_off_again_when_its_time_has_come(ledger):
    written_off(ledger)
    ledger.revive(now=BACK, by="Lan")
    passed = NOON + timedelta(days=7)
    assert ledger.note([a_not_sent(key=KEY)], now=passed) == (NAME,)
    assert ledger.known(KEY.plan) == {NAME: EXPIRED}
    assert ledger.revive(now=passed, by="Lan") == ()


def test_a_letter_that_was_written_waits_again_as_it_did(ledger):
    later = BACK + timedelta(days=2)
    ledger.queue([a_draft(key=KEY, not_before=later)], now=NOON)
    ledger.change(NAME, EXPIRED, now=AHEAD, by="tự động", automatic=True)
    assert ledger.revive(now=BACK, by="Lan") == (NAME,)
    message = ledger.message(NAME)
    assert (message.state, message.attempt, message.not_before) == (QUEUED, 0, later)


def test_what_was_replaced_within_its_time_stays_void(ledger):
    written_off(ledger, now=BACK, reason="đã có «request» thay")
    assert ledger.revive(now=NOON, by="Lan") == ()
    assert ledger.known(KEY.plan) == {NAME: EXPIRED}


def test_what_has_passed_by_now_stays_void(ledger):
    written_off(ledger)
    assert ledger.revive(now=NOON + timedelta(days=7), by="Lan") == ()


def test_what_an_operator_stopped_stays_so(ledger):
    written_off(ledger, state=MessageState.SUPPRESSED)
    assert ledger.revive(now=BACK, by="Lan") == ()


def test_the_other_realm_is_left_alone(ledger):
    written_off(ledger)
    assert ledger.with_realm(Realm.LIVE).revive(now=BACK, by="Lan") == ()
