"""A ledger that may have forgotten what was sent sends nothing live, until a named person has accepted it."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunghen.exceptions import HeldError, PermanentMailError, TemporaryMailError, UnknownMailError, UnsentMailError
from dunghen.keys import ActionKey
from dunghen.mail.compose import MODE_HEADER, compose, keys_header
from dunghen.marks import Hold, KeptMail
from dunghen.plans.office import Mailbox
from dunghen.records import Approval, ApprovalState, MessageState, Realm
from dunghen.running.accept import accept, compare
from dunghen.running.kept_mail import live_mails, text_of
from dunghen.running.mark import hold_of, keep_mode
from dunghen.testing import NOON, MemoryFiles, MemoryLedger, MemoryMarks, a_draft, a_key
from tests.unit.conftest import CYCLE, morning

if TYPE_CHECKING:
    from tests.unit.conftest import Desk

DAY, NEXT_DAY = "2026-10-28", "2026-10-29"
UNITS = ["cuc-bao-chi@bo.invalid", "cuc-dien-anh@bo.invalid", "cuc-hop-tac-quoc-te@bo.invalid"]
CINEMA = f"{CYCLE}/request/cuc-dien-anh"


@pytest.fixture
def live(desk: Desk) -> Desk:
    """The desk where mails go to their true recipients and the ledger's mark is kept."""
    desk.ledger, desk.marks = MemoryLedger(Realm.LIVE), MemoryMarks()
    return desk


def marks(desk: Desk) -> MemoryMarks:
    assert desk.marks is not None
    return desk.marks


def lose_the_ledger(desk: Desk) -> None:
    desk.ledger = MemoryLedger(Realm.LIVE)


def accepted(desk: Desk, day: str = NEXT_DAY):
    return accept(desk.ledger, marks(desk), desk.files, by="Lan", now=morning(day))


def sent_to(desk: Desk) -> list[str]:
    return sorted(one.to for one in desk.mailer.sent)


class TestTheMark:
    def test_a_new_installation_sends_and_leaves_its_mark(self, live: Desk):
        live.run(DAY)
        assert sent_to(live) == UNITS
        kept = marks(live).kept
        assert kept is not None
        assert kept.mark == live.ledger.mark()
        assert kept.mark.number == 2

    def test_it_is_written_for_a_batch_and_not_for_a_mail(self, live: Desk):
        live.run(DAY)
        assert [one.mark.number for one in marks(live).written] == [0, 1, 2]
        live.run("2026-11-06")
        assert len(live.mailer.sent) == 6
        assert [one.mark.number for one in marks(live).written] == [0, 1, 2, 3, 4]

    def test_a_day_on_which_nothing_waits_leaves_it_as_it_is(self, live: Desk):
        live.run(DAY)
        live.run(NEXT_DAY)
        assert [one.mark.number for one in marks(live).written] == [0, 1, 2]

    def test_it_is_raised_before_the_first_mail_and_after_a_batch_that_failed(self, live: Desk):
        live.mailer.fail_to_connect(TemporaryMailError("không kết nối được"))
        with pytest.raises(UnsentMailError):
            live.run(DAY)
        assert [one.mark.number for one in marks(live).written] == [0, 1, 2]
        live.mailer.fail_to_connect(None)
        live.run(NEXT_DAY)
        assert sent_to(live) == UNITS

    def test_a_rehearsal_leaves_none_and_is_never_held(self, desk: Desk):
        desk.marks = MemoryMarks()
        desk.run(DAY)
        assert desk.marks.kept is None
        live = MemoryLedger(Realm.LIVE)
        keep_mode(live, desk.marks, Realm.LIVE)
        assert hold_of(desk.ledger, desk.marks) is None
        assert hold_of(desk.ledger.with_realm(Realm.LIVE), desk.marks) is Hold.OTHER

    def test_the_mode_is_kept_and_never_ends_a_hold(self, live: Desk):
        keep_mode(live.ledger, marks(live), Realm.LIVE)
        lose_the_ledger(live)
        for mode in (Realm.REHEARSAL, Realm.LIVE):
            keep_mode(live.ledger, marks(live), mode)
            kept = marks(live).kept
            assert kept is not None
            assert kept.mode is mode
            assert hold_of(live.ledger, live.marks) is Hold.OTHER
        live.ledger.advance()
        live.marks = MemoryMarks()
        keep_mode(live.ledger, live.marks, Realm.LIVE)
        assert hold_of(live.ledger, live.marks) is Hold.UNMARKED


class TestHeld:
    def test_a_ledger_that_was_lost_sends_nothing_and_says_why(self, live: Desk):
        live.run(DAY)
        lose_the_ledger(live)
        with pytest.raises(HeldError, match=r"sổ cũ bị xóa.*dunghen ledger accept"):
            live.run(DAY)
        assert sent_to(live) == UNITS
        assert set(live.states("request").values()) == {MessageState.QUEUED}

    def test_a_copy_from_before_the_batch_sends_nothing(self, live: Desk):
        copy = deepcopy(live.ledger)
        live.run(DAY)
        live.ledger = copy
        with pytest.raises(HeldError, match="khôi phục từ bản sao"):
            live.run(DAY)
        assert sent_to(live) == UNITS

    def test_a_copy_made_while_the_batch_was_going_sends_nothing(self, live: Desk):
        copies: list[MemoryLedger] = []
        put = live.files.put

        class Copying(MemoryFiles):
            def put(self, content: bytes) -> str:
                copies.append(deepcopy(live.ledger))
                return put(content)

        files, live.files = live.files, Copying()
        live.files.kept = files.kept
        live.run(DAY)
        assert len(copies) >= 3
        for copy in copies:
            assert hold_of(copy, live.marks) is Hold.OLDER

    def test_a_mark_that_is_gone_holds_a_ledger_that_has_sent(self, live: Desk):
        live.run(DAY)
        live.marks = MemoryMarks()
        with pytest.raises(HeldError, match=r"không thấy ledger-mark\.json"):
            live.run("2026-11-06")
        assert sent_to(live) == UNITS

    def test_asking_again_does_not_wear_a_hold_out(self, live: Desk):
        live.run(DAY)
        before = marks(live).kept
        lose_the_ledger(live)
        for _ in range(3):
            with pytest.raises(HeldError):
                live.run(DAY)
        assert marks(live).kept == before


class TestAccepting:
    def test_what_went_is_not_sent_again_and_what_did_not_goes_once(self, live: Desk):
        live.mailer.fail("cuc-dien-anh@bo.invalid", TemporaryMailError("450 thử lại sau"))
        with pytest.raises(UnsentMailError):
            live.run(DAY)
        lose_the_ledger(live)
        live.mailer.accept("cuc-dien-anh@bo.invalid")
        with pytest.raises(HeldError):
            live.run(NEXT_DAY)
        done = accepted(live)
        assert [one.key.recipient for one in done.forgotten] == ["cuc-hop-tac-quoc-te", "cuc-bao-chi"]
        assert [one.key.recipient for one in done.waiting] == ["cuc-dien-anh"]
        live.run(NEXT_DAY)
        assert sent_to(live) == UNITS

    def test_it_may_come_before_the_first_run(self, live: Desk):
        live.run(DAY)
        lose_the_ledger(live)
        assert len(accepted(live, DAY).forgotten) == 3
        live.run(DAY)
        live.run(NEXT_DAY)
        assert sent_to(live) == UNITS
        assert set(live.states("request").values()) == {MessageState.SENT}

    def test_it_is_told_in_the_ledger_by_whom_and_by_what(self, live: Desk):
        live.run(DAY)
        lose_the_ledger(live)
        accepted(live)
        event = live.ledger.events(CINEMA)[-1]
        assert (event.by, event.automatic, event.reason) == ("Lan", False, "theo kho thư")
        message = live.ledger.message(CINEMA)
        assert message is not None
        assert message.sent_at == morning(DAY)
        assert message.text is not None
        assert "Kính gửi" in message.text
        assert live.files.get(message.mail_sha256 or "").startswith(b"From: ")

    def test_where_nothing_is_held_nothing_is_done(self, live: Desk):
        live.run(DAY)
        before = live.ledger.mark()
        assert accepted(live) is None
        assert live.ledger.mark() == before

    def test_neither_the_ledger_that_was_replaced_nor_an_old_copy_passes_afterwards(self, live: Desk):
        copy = deepcopy(live.ledger)
        live.run(DAY)
        replaced = deepcopy(live.ledger)
        for _ in range(9):
            replaced.advance()
        live.ledger = deepcopy(copy)
        accepted(live)
        assert hold_of(live.ledger, live.marks) is None
        assert hold_of(replaced, live.marks) is Hold.OTHER
        assert hold_of(copy, live.marks) is Hold.OTHER

    def test_the_mode_that_was_in_force_stays_in_force(self, live: Desk):
        live.ledger.set_switch("mode", "live", by="Lan", now=NOON)
        keep_mode(live.ledger, marks(live), Realm.LIVE)
        lose_the_ledger(live)
        accepted(live)
        assert live.ledger.switch("mode") == "live"

    def test_an_outcome_that_nobody_knows_counts_as_gone_and_a_refusal_does_not(self, live: Desk):
        live.mailer.fail("cuc-dien-anh@bo.invalid", UnknownMailError("mất kết nối sau dấu chấm"))
        live.mailer.fail("cuc-bao-chi@bo.invalid", PermanentMailError("550 không có hộp thư"))
        live.run(DAY)
        lose_the_ledger(live)
        went = {one.key.recipient for one in compare(live.ledger, live.files).forgotten}
        assert went == {"cuc-dien-anh", "cuc-hop-tac-quoc-te"}

    def test_a_rehearsed_mail_is_no_evidence(self, desk: Desk):
        desk.run(DAY)
        assert len(desk.mailer.sent) == 3
        assert live_mails(desk.files) == {}

    def test_an_approved_post_is_stopped_since_no_store_tells_whether_it_was_posted(self, live: Desk):
        def draft(recipient: str, approval: str) -> None:
            url = "https://trang.invalid/posts"
            live.ledger.queue([a_draft(recipient, address=url, outward=True, approval=approval)], now=NOON)

        for name, state in (("duyet", ApprovalState.APPROVED), ("cho", None)):
            asked = Approval(name, ApprovalState.REQUESTED, NOON, NOON, "Thông cáo", "c" * 64)
            live.ledger.request_approval(asked)
            if state:
                live.ledger.decide(name, state, by="Lan", automatic=False, reason=None, now=NOON)
        draft("cuc-dien-anh", "duyet")
        draft("cuc-bao-chi", "cho")
        live.ledger.advance()
        accepted(live)
        assert live.states("request") == {
            "cuc-dien-anh": MessageState.SUPPRESSED,
            "cuc-bao-chi": MessageState.QUEUED,
        }


class TestKeptMails:
    def test_of_two_copies_the_newer_one_counts(self):
        files = MemoryFiles()
        for minute in (5, 30, 10):
            files.put(a_live_mail(["p/d/2026/request/u"], minute))
        (found,) = live_mails(files).values()
        assert found.sent_at.minute == 30

    @pytest.mark.parametrize("count", [1, 2, 300])
    def test_every_message_of_a_mail_is_found(self, count: int):
        files = MemoryFiles()
        keys = [str(a_key(f"don-vi-co-ten-rat-dai-{number}")) for number in range(count)]
        files.put(a_live_mail(keys, 5))
        found = live_mails(files)
        assert sorted(found) == sorted(keys)
        assert all(one.subject == "Đề nghị báo cáo" for one in found.values())

    @given(st.binary(max_size=300), st.text(max_size=60))
    def test_a_file_that_somebody_handed_in_stops_nothing(self, tail: bytes, word: str):
        files = MemoryFiles()
        headers = f"{MODE_HEADER}: live\r\nDate: {word}\r\nSubject: =?utf-8?b?{word}?=\r\n".encode(errors="replace")
        for content in (tail, b"From: " + tail, b"From: x\r\n" + headers + tail, b"From: x\r\n" + tail + headers):
            sha256 = files.put(content)
            text_of(files, KeptMail(a_key(), NOON, "", sha256, ""))
        files.put(a_live_mail(["p/d/2026/request/u"], 5))
        assert "p/d/2026/request/u" in live_mails(files)


def a_live_mail(keys: list[str], minute: int) -> bytes:
    assert all(ActionKey.parse(key) for key in keys)
    box = Mailbox(name="Văn phòng", email="van-phong@bo.invalid")
    return compose(
        sender=box,
        to=box,
        subject="Đề nghị báo cáo",
        text="Kính gửi",
        html="<p>Kính gửi</p>",
        message_id="<1@bo.invalid>",
        date=NOON.replace(minute=minute),
        headers={MODE_HEADER: "live", **keys_header(keys)},
    ).as_bytes()
