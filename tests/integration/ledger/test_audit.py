"""The trail of acts: each act of a person is one entry, the chain shows every gap, and no row of it can be changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from dunghen.adapters.ledger import database
from dunghen.audit import Act, Deed, Head, done_from, first_fault
from dunghen.exceptions import LedgerError
from dunghen.records import ApprovalState, MessageState, Realm, Record
from dunghen.testing import NOON, a_cycle_key, a_draft, a_submission, an_approval
from tests.integration.ledger.test_concurrency import at_once

KEY = "nq59-2025-2030/annual-report/2026/request/cuc-dien-anh"
LAN = "Lan"


def told(ledger) -> list[tuple[str, Deed, str, str]]:
    """Who, what, to what, and the detail, newest first."""
    return [(one.act.by, one.act.deed, one.act.subject, one.act.detail) for one in ledger.acts()]


class TestWhatIsWrittenDown:
    def test_an_answer_of_a_person(self, ledger):
        asked = ledger.request_approval(an_approval())
        ledger.decide(asked.key, ApprovalState.REJECTED, by=LAN, automatic=False, reason="sai tên", now=NOON)
        assert told(ledger) == [(LAN, Deed.REJECTED, asked.key, "sai tên")]

    def test_silence_is_no_act(self, ledger):
        asked = ledger.request_approval(an_approval())
        ledger.decide(asked.key, ApprovalState.EXPIRED, by=None, automatic=True, reason=None, now=NOON)
        assert told(ledger) == []

    def test_a_letter_stopped_and_sent_again_by_hand_and_none_that_the_engine_moved(self, ledger):
        ledger.queue([a_draft()], now=NOON)
        ledger.change(KEY, MessageState.SUPPRESSED, now=NOON, by=LAN, reason="thừa")
        ledger.change(KEY, MessageState.QUEUED, now=NOON, by=LAN, reason="nhầm")
        ledger.change(KEY, MessageState.EXPIRED, now=NOON, by="dunghen", automatic=True)
        assert told(ledger) == [(LAN, Deed.RESENT, KEY, "nhầm"), (LAN, Deed.STOPPED, KEY, "thừa")]

    def test_an_entry_and_its_withdrawal(self, ledger):
        cycle = a_cycle_key()
        ledger.add_record(Record(cycle, "paper", "x", NOON.date(), LAN, NOON, {"số tiền": 5}, note="ghi chú"))
        ledger.withdraw_record(cycle, "paper", "x", by="Minh", now=NOON)
        subject = "nq59-2025-2030/annual-report/2026 paper x"
        day = f"ngày {NOON.date()}"
        assert told(ledger) == [
            ("Minh", Deed.WITHDRAWN, subject, day),
            (LAN, Deed.RECORDED, subject, f"{day}; số tiền: 5; ghi chú"),
        ]

    def test_a_report_handed_in_once_however_often_the_same_file_comes(self, ledger):
        for _ in range(2):
            ledger.add_submission(a_submission(sha256="ab"))
        assert [(by, deed) for by, deed, *_ in told(ledger)] == [("cuc-dien-anh", Deed.HANDED_IN)]

    def test_a_switch_set_by_a_person_and_none_by_which_the_engine_remembers(self, ledger):
        ledger.set_switch("mode", "live", by=LAN, now=NOON)
        ledger.set_switch("run", "now", by="airflow", now=NOON, automatic=True)
        assert told(ledger) == [(LAN, Deed.SWITCHED, "mode", "live")]

    def test_a_ledger_accepted_by_a_person(self, ledger):
        mark = ledger.rename(by=LAN, now=NOON)
        assert told(ledger) == [(LAN, Deed.ACCEPTED, mark.ledger, "")]

    def test_from_where_it_was_done(self, ledger):
        with done_from("trang web, 10.0.0.7"):
            ledger.note_act(Act(NOON, LAN, Deed.DECIDED, "units.yaml"))
        ledger.note_act(Act(NOON, LAN, Deed.DECIDED, "units.yaml"))
        assert [one.act.origin for one in ledger.acts()] == ["", "trang web, 10.0.0.7"]

    def test_the_realm_in_which_it_was_done_in_one_chain(self, ledger):
        ledger.note_act(Act(NOON, LAN, Deed.DECIDED, "a"))
        ledger.with_realm(Realm.LIVE).note_act(Act(NOON, LAN, Deed.DECIDED, "b"))
        assert [(one.number, one.realm) for one in ledger.acts()] == [(2, Realm.LIVE), (1, Realm.REHEARSAL)]


@pytest.fixture
def twelve(ledger):
    for number in range(12):
        ledger.note_act(Act(NOON + timedelta(seconds=number), LAN, Deed.DECIDED, f"tệp {number}", "100 %_"))
    return ledger


class TestLookingUp:
    def test_pages_follow_each_other_without_a_gap(self, twelve):
        first = twelve.acts(limit=5)
        second = twelve.acts(before=first[-1].number, limit=5)
        assert [one.number for one in (*first, *second)] == [12, 11, 10, 9, 8, 7, 6, 5, 4, 3]

    def test_a_word_is_looked_for_as_it_stands(self, twelve):
        assert [one.act.subject for one in twelve.acts(word="tệp 11")] == ["tệp 11"]
        assert len(twelve.acts(word="%_")) == 12
        assert twelve.acts(word="%x") == ()


class TestTheChain:
    def test_a_trail_as_it_was_written_has_no_fault(self, twelve):
        assert first_fault(twelve.acts_after(0), twelve.audit_head()) is None

    def test_a_missing_entry_shows(self, twelve):
        entries = [one for one in twelve.acts_after(0) if one.number != 5]
        assert first_fault(entries) == "thiếu mục số 5"

    @pytest.mark.parametrize(
        "change",
        [{"by": "Minh"}, {"at": NOON}, {"origin": "x"}, {"subject": "x"}, {"detail": ""}, {"deed": Deed.RESENT}],
    )
    def test_a_changed_entry_shows(self, twelve, change):
        entries = list(twelve.acts_after(0))
        entries[6] = replace(entries[6], act=replace(entries[6].act, **change))
        assert first_fault(entries) == "mục số 7 không còn như khi ghi"

    def test_a_trail_cut_off_at_its_end_shows_by_the_head_kept_elsewhere(self, twelve):
        wanted = "nhật ký dừng ở mục số 9, dấu ngoài sổ cho biết đã có mục số 12"
        assert first_fault(twelve.acts_after(0)[:9], twelve.audit_head()) == wanted

    def test_a_trail_written_anew_shows_by_the_head_kept_elsewhere(self, twelve):
        wanted = "mục số 8 khác với dấu giữ ngoài sổ: nhật ký đã bị viết lại"
        assert first_fault(twelve.acts_after(0), Head(8, "0" * 64)) == wanted


@pytest.mark.parametrize("statement", ["UPDATE audit SET detail = ''", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_a_row(url, sql_ledger, statement):
    sql_ledger.note_act(Act(NOON, LAN, Deed.DECIDED, "a", "b"))
    engine = database.open_engine(url)
    with pytest.raises(LedgerError, match="append-only"), database.transaction(engine) as connection:
        connection.execute(text(statement))
    engine.dispose()
    assert told(sql_ledger) == [(LAN, Deed.DECIDED, "a", "b")]


def test_acts_of_many_at_once_make_one_chain(url, sql_ledger):
    def work(ledger, turn: int) -> None:
        for number in range(10):
            ledger.note_act(Act(NOON, f"người {turn}", Deed.DECIDED, f"{number}"))

    assert at_once(url, 6, work) == [None] * 6
    assert sql_ledger.audit_head().number == 60
    assert first_fault(sql_ledger.acts_after(0)) is None
