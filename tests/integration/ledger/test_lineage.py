"""What the port promises of the ledger's mark and of mails that it has forgotten, held by every ledger."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.exceptions import TransitionError
from dunghen.marks import KeptMail
from dunghen.records import MessageEvent, MessageState, Realm
from dunghen.testing import NOON, MemoryLedger, a_draft, a_key

LATER = NOON + timedelta(hours=3)
WENT = NOON + timedelta(minutes=1)


def mail(recipient: str = "cuc-dien-anh", **changes) -> KeptMail:
    values = {"sent_at": WENT, "message_id": "<1@bo.invalid>", "sha256": "e" * 64, "subject": "Đề nghị", "text": "Kính"}
    return KeptMail(a_key(recipient), **{**values, **changes})


def acknowledged(ledger, *mails: KeptMail) -> tuple[str, ...]:
    return ledger.acknowledge(mails, now=LATER, by="Lan", reason="theo kho thư")


def test_a_new_ledger_has_a_name_of_its_own_and_has_come_nowhere(ledger):
    assert ledger.mark().number == 0
    assert len(ledger.mark().ledger) == 32
    assert ledger.mark() == ledger.mark()
    assert ledger.mark().ledger != MemoryLedger().mark().ledger


def test_it_advances_by_one_under_its_name_for_both_realms(ledger):
    name = ledger.mark().ledger
    assert [ledger.advance().number, ledger.with_realm(Realm.LIVE).advance().number] == [1, 2]
    assert ledger.mark() == ledger.with_realm(Realm.LIVE).mark()
    assert ledger.mark().ledger == name


def test_a_new_name_is_another_one_and_does_not_go_back(ledger):
    old = ledger.advance()
    new = ledger.rename(by="Lan", now=NOON)
    assert new == ledger.mark()
    assert new.ledger != old.ledger
    assert new.number == 2
    assert ledger.advance().number == 3


def test_processes_that_advance_at_once_get_different_numbers(url):
    found: list[int] = []

    def run() -> None:
        ledger = SqlLedger(url, Realm.LIVE)
        found.extend(ledger.advance().number for _ in range(10))
        ledger.dispose()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(1, 41))


class TestAcknowledging:
    def test_a_queued_message_that_went_stands_as_sent_under_the_person_s_name(self, ledger):
        ledger.queue([a_draft()], now=NOON)
        assert acknowledged(ledger, mail()) == (str(a_key()),)
        message = ledger.message(str(a_key()))
        assert (message.state, message.reason, message.sent_at) == (MessageState.SENT, "theo kho thư", WENT)
        assert (message.message_id, message.mail_sha256) == ("<1@bo.invalid>", "e" * 64)
        assert message.address == "cuc-dien-anh@bo.invalid"
        assert ledger.events(str(a_key()))[-1] == MessageEvent(
            LATER, MessageState.QUEUED, MessageState.SENT, "Lan", automatic=False, reason="theo kho thư"
        )
        assert ledger.sendable(None, now=LATER) == ()

    def test_a_message_that_the_ledger_never_had_gets_a_row_and_is_not_queued_again(self, ledger):
        assert acknowledged(ledger, mail()) == (str(a_key()),)
        message = ledger.message(str(a_key()))
        assert (message.state, message.address, message.subject, message.text) == (
            MessageState.SENT,
            None,
            "Đề nghị",
            "Kính",
        )
        assert [one.before for one in ledger.events(str(a_key()))] == [None]
        assert ledger.queue([a_draft()], now=LATER) == ()
        with pytest.raises(TransitionError, match="chưa từng được soạn"):
            ledger.change(str(a_key()), MessageState.QUEUED, now=LATER, by="Lan")

    def test_what_the_ledger_knows_better_stays(self, ledger):
        ledger.queue([a_draft(), a_draft("cuc-bao-chi")], now=NOON)
        ledger.change(str(a_key()), MessageState.SUPPRESSED, now=NOON, by="Lan", reason="thôi")
        assert acknowledged(ledger, mail()) == ()
        assert ledger.message(str(a_key())).state is MessageState.SUPPRESSED
        assert ledger.message(str(a_key("cuc-bao-chi"))).state is MessageState.QUEUED

    def test_done_again_it_does_nothing(self, ledger):
        acknowledged(ledger, mail(), mail("cuc-bao-chi"))
        assert acknowledged(ledger, mail("cuc-bao-chi"), mail()) == ()
        assert len(ledger.events(str(a_key()))) == 1

    def test_the_keys_come_back_in_the_order_in_which_they_were_given(self, ledger):
        keys = acknowledged(ledger, mail("cuc-dien-anh"), mail("cuc-bao-chi"))
        assert keys == (str(a_key("cuc-dien-anh")), str(a_key("cuc-bao-chi")))

    def test_the_other_realm_sees_nothing_of_it(self, ledger):
        acknowledged(ledger, mail())
        assert ledger.with_realm(Realm.LIVE).message(str(a_key())) is None
