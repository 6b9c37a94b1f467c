"""What the port promises of messages, held by every ledger."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest

from dunghen.exceptions import TransitionError, UnknownKeyError
from dunghen.records import Attachment, MessageEvent, MessageState, Realm
from dunghen.testing import a_draft, a_key, a_not_sent
from dunghen.wording.dates import HANOI

MORNING = datetime(2026, 10, 28, 8, 0, tzinfo=HANOI)
LATER = MORNING + timedelta(hours=1)
DIEN_ANH = "nq59-2025-2030/annual-report/2026/request/cuc-dien-anh"
BAO_CHI = "nq59-2025-2030/annual-report/2026/request/cuc-bao-chi"


def claimed(ledger, *keys: str, message_id: str = "<1@bo.invalid>", now: datetime = MORNING) -> None:
    assert ledger.claim(keys, message_id=message_id, now=now, by="dag") == keys


class TestQueue:
    def test_a_queued_draft_keeps_all_that_it_says(self, ledger):
        form = Attachment("Biểu mẫu báo cáo.xlsx", "application/vnd.ms-excel", "f" * 64)
        draft = a_draft(
            "cuc-dien-anh", attachments=(form,), outward=True, approval="nq59-2025-2030/annual-report/2026/x"
        )
        ledger.queue([draft], now=MORNING)
        kept = asdict(ledger.message(DIEN_ANH))
        assert {name: kept[name] for name in asdict(draft)} == asdict(draft)
        assert kept["state"] is MessageState.QUEUED
        assert (kept["attempt"], kept["tries"], kept["message_id"], kept["sent_at"]) == (0, 0, None, None)
        assert kept["queued_at"] == kept["changed_at"] == MORNING

    def test_an_instant_comes_back_aware_and_the_same(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh", due_at=MORNING)], now=MORNING)
        found = ledger.message(DIEN_ANH).due_at
        assert found.utcoffset() is not None
        assert found == datetime(2026, 10, 28, 1, 0, tzinfo=UTC)

    def test_a_letter_that_waits_for_its_day_is_not_to_be_sent_before(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh", not_before=LATER)], now=MORNING)
        assert ledger.sendable(None, now=LATER - timedelta(seconds=1)) == ()
        assert [str(one.key) for one in ledger.sendable(None, now=LATER)] == [DIEN_ANH]

    def test_the_keys_newly_written_come_back_in_the_order_given(self, ledger):
        assert ledger.queue([a_draft("cuc-dien-anh"), a_draft("cuc-bao-chi")], now=MORNING) == (DIEN_ANH, BAO_CHI)

    def test_a_key_that_exists_is_left_as_it_is(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh", subject="Thư đầu")], now=MORNING)
        again = [a_draft("cuc-dien-anh", subject="Thư sau"), a_draft("cuc-bao-chi")]
        assert ledger.queue(again, now=LATER) == (BAO_CHI,)
        assert ledger.message(DIEN_ANH).subject == "Thư đầu"
        assert len(ledger.events(DIEN_ANH)) == 1

    def test_of_one_key_given_twice_the_first_is_written(self, ledger):
        twice = [a_draft("cuc-dien-anh", subject="Thư đầu"), a_draft("cuc-dien-anh", subject="Thư sau")]
        assert ledger.queue(twice, now=MORNING) == (DIEN_ANH,)
        assert ledger.message(DIEN_ANH).subject == "Thư đầu"

    def test_what_no_database_takes_is_mended_so_that_one_letter_keeps_no_batch_out(self, ledger):
        odd = a_draft("cuc-dien-anh", subject="a\0b", text="nửa \ud800", html="\0")
        assert ledger.queue([odd, a_draft("cuc-bao-chi")], now=MORNING) == (DIEN_ANH, BAO_CHI)
        kept = ledger.message(DIEN_ANH)
        assert (kept.subject, kept.text, kept.html) == ("a b", "nửa \ufffd", " ")

    def test_nothing_to_queue_is_nothing_written(self, ledger):
        assert ledger.queue([], now=MORNING) == ()

    def test_what_will_not_be_done_is_kept_with_its_reason(self, ledger):
        record = a_not_sent("cuc-dien-anh", state=MessageState.SUPPRESSED, reason="đơn vị đã báo cáo")
        key = "nq59-2025-2030/annual-report/2026/remind-14/cuc-dien-anh"
        assert ledger.note([record], now=MORNING) == (key,)
        kept = ledger.message(key)
        assert (kept.state, kept.reason, kept.address) == (MessageState.SUPPRESSED, "đơn vị đã báo cáo", None)
        assert ledger.events(key) == (
            MessageEvent(MORNING, None, MessageState.SUPPRESSED, "dunghen", automatic=True, reason="đơn vị đã báo cáo"),
        )

    def test_a_note_never_replaces_a_message(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh")], now=MORNING)
        assert ledger.note([a_not_sent(key=a_key("cuc-dien-anh"))], now=LATER) == ()
        assert ledger.message(DIEN_ANH).state is MessageState.QUEUED

    def test_what_is_known_of_a_plan_is_every_key_with_its_state(self, ledger):
        other = a_draft(key=a_key(plan="hai-phong-2024-2025"))
        ledger.queue([a_draft("cuc-dien-anh"), a_draft("cuc-bao-chi"), other], now=MORNING)
        claimed(ledger, BAO_CHI)
        assert ledger.known("nq59-2025-2030") == {DIEN_ANH: MessageState.QUEUED, BAO_CHI: MessageState.CLAIMED}
        assert ledger.known("khong-co") == {}


class TestSendable:
    def test_oldest_due_comes_first_and_what_has_expired_is_among_them(self, ledger):
        old = a_draft("cuc-bao-chi", due_at=MORNING - timedelta(days=60), expires_at=MORNING - timedelta(days=30))
        ledger.queue([a_draft("cuc-dien-anh"), old], now=MORNING)
        found = ledger.sendable("nq59-2025-2030", now=LATER)
        assert [str(one.key) for one in found] == [BAO_CHI, DIEN_ANH]

    def test_a_message_put_off_waits_for_its_instant(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh")], now=MORNING)
        claimed(ledger, DIEN_ANH)
        ledger.settle([DIEN_ANH], MessageState.QUEUED, now=MORNING, by="dag", reason="450", not_before=LATER)
        assert ledger.sendable(None, now=LATER - timedelta(microseconds=1)) == ()
        assert [str(one.key) for one in ledger.sendable(None, now=LATER)] == [DIEN_ANH]

    def test_without_a_plan_all_plans_are_meant(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh"), a_draft(key=a_key(plan="hai-phong-2024-2025"))], now=MORNING)
        assert len(ledger.sendable(None, now=LATER)) == 2
        assert len(ledger.sendable("hai-phong-2024-2025", now=LATER)) == 1

    def test_what_was_claimed_or_noted_is_not_sendable(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh")], now=MORNING)
        ledger.note([a_not_sent("cuc-bao-chi")], now=MORNING)
        claimed(ledger, DIEN_ANH)
        assert ledger.sendable(None, now=LATER) == ()


class TestClaim:
    def test_a_claim_counts_a_try_and_gives_the_message_id(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh")], now=MORNING)
        claimed(ledger, DIEN_ANH, message_id="<abc@bo.invalid>", now=LATER)
        kept = ledger.message(DIEN_ANH)
        assert (kept.state, kept.tries, kept.message_id) == (MessageState.CLAIMED, 1, "<abc@bo.invalid>")
        assert kept.changed_at == LATER

    def test_a_message_is_claimed_once(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh"), a_draft("cuc-bao-chi")], now=MORNING)
        claimed(ledger, DIEN_ANH)
        assert ledger.claim([DIEN_ANH, BAO_CHI], message_id="<2@bo.invalid>", now=LATER, by="other") == (BAO_CHI,)
        assert ledger.claim([DIEN_ANH, BAO_CHI], message_id="<3@bo.invalid>", now=LATER, by="other") == ()
        assert ledger.message(DIEN_ANH).message_id == "<1@bo.invalid>"

    def test_keys_that_do_not_exist_are_not_taken(self, ledger):
        assert ledger.claim(["a/b/2026/c/d"], message_id="<1@bo.invalid>", now=MORNING, by="dag") == ()
        assert ledger.claim([], message_id="<1@bo.invalid>", now=MORNING, by="dag") == ()

    def test_the_next_try_of_a_mail_bears_the_same_message_id(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh")], now=MORNING)
        claimed(ledger, DIEN_ANH, message_id="<first@bo.invalid>")
        ledger.settle([DIEN_ANH], MessageState.QUEUED, now=MORNING, by="dag", reason="450")
        claimed(ledger, DIEN_ANH, message_id="<second@bo.invalid>")
        kept = ledger.message(DIEN_ANH)
        assert (kept.message_id, kept.tries) == ("<first@bo.invalid>", 2)


class TestSettle:
    @pytest.fixture(autouse=True)
    def _claimed(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh"), a_draft("cuc-bao-chi")], now=MORNING)
        claimed(ledger, DIEN_ANH)

    def test_a_sent_message_knows_when_and_what(self, ledger):
        ledger.settle([DIEN_ANH], MessageState.SENT, now=LATER, by="dag", reason="250 OK", mail_sha256="e" * 64)
        kept = ledger.message(DIEN_ANH)
        assert (kept.state, kept.sent_at, kept.mail_sha256, kept.reason) == (
            MessageState.SENT,
            LATER,
            "e" * 64,
            "250 OK",
        )

    @pytest.mark.parametrize("state", [MessageState.REFUSED, MessageState.UNKNOWN])
    def test_another_end_has_its_reason_and_no_date_of_sending(self, ledger, state):
        ledger.settle([DIEN_ANH], state, now=LATER, by="dag", reason="550 không có hộp thư")
        kept = ledger.message(DIEN_ANH)
        assert (kept.state, kept.sent_at, kept.reason) == (state, None, "550 không có hộp thư")

    def test_all_keys_of_one_mail_end_together(self, ledger):
        claimed(ledger, BAO_CHI)
        ledger.settle([DIEN_ANH, BAO_CHI], MessageState.SENT, now=LATER, by="dag")
        assert set(ledger.known("nq59-2025-2030").values()) == {MessageState.SENT}

    def test_where_one_message_is_not_claimed_none_of_them_changes(self, ledger):
        with pytest.raises(TransitionError, match=BAO_CHI):
            ledger.settle([DIEN_ANH, BAO_CHI], MessageState.SENT, now=LATER, by="dag")
        assert ledger.known("nq59-2025-2030") == {DIEN_ANH: MessageState.CLAIMED, BAO_CHI: MessageState.QUEUED}
        assert len(ledger.events(DIEN_ANH)) == 2

    def test_a_message_that_does_not_exist_cannot_end(self, ledger):
        with pytest.raises(UnknownKeyError, match="a/b/2026/c/d"):
            ledger.settle([DIEN_ANH, "a/b/2026/c/d"], MessageState.SENT, now=LATER, by="dag")
        assert ledger.message(DIEN_ANH).state is MessageState.CLAIMED

    @pytest.mark.parametrize("state", [MessageState.EXPIRED, MessageState.SUPPRESSED, MessageState.CLAIMED])
    def test_a_claim_ends_with_the_outcome_of_a_send_and_nothing_else(self, ledger, state):
        with pytest.raises(TransitionError):
            ledger.settle([DIEN_ANH], state, now=LATER, by="dag")
        assert ledger.message(DIEN_ANH).state is MessageState.CLAIMED

    @pytest.mark.parametrize("state", [MessageState.SENT, MessageState.REFUSED])
    def test_a_sender_thought_dead_may_still_tell_the_outcome(self, ledger, state):
        ledger.change(DIEN_ANH, MessageState.UNKNOWN, now=LATER, by="gate", automatic=True)
        ledger.settle([DIEN_ANH], state, now=LATER, by="dag")
        assert ledger.message(DIEN_ANH).state is state
        assert ledger.events(DIEN_ANH)[-1].before is MessageState.UNKNOWN

    def test_a_sender_thought_dead_may_not_put_the_message_back(self, ledger):
        ledger.change(DIEN_ANH, MessageState.UNKNOWN, now=LATER, by="gate", automatic=True)
        with pytest.raises(TransitionError):
            ledger.settle([DIEN_ANH], MessageState.QUEUED, now=LATER, by="dag")
        assert ledger.message(DIEN_ANH).state is MessageState.UNKNOWN


class TestSetAside:
    @pytest.fixture(autouse=True)
    def _queued(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh"), a_draft("cuc-bao-chi")], now=MORNING)

    def test_what_was_handed_to_nobody_waits_with_its_reason_and_counts_a_try(self, ledger):
        aside = ledger.set_aside(
            [DIEN_ANH], MessageState.QUEUED, now=MORNING, by="dag", reason="thiếu tệp", not_before=LATER
        )
        assert aside == (DIEN_ANH,)
        kept = ledger.message(DIEN_ANH)
        assert (kept.state, kept.reason, kept.tries, kept.message_id) == (MessageState.QUEUED, "thiếu tệp", 1, None)
        assert [str(one.key) for one in ledger.sendable(None, now=MORNING)] == [BAO_CHI]
        assert len(ledger.sendable(None, now=LATER)) == 2
        assert ledger.events(DIEN_ANH)[-1] == MessageEvent(
            MORNING, MessageState.QUEUED, MessageState.QUEUED, "dag", automatic=True, reason="thiếu tệp"
        )

    def test_what_can_never_be_sent_is_refused_without_a_claim(self, ledger):
        ledger.set_aside([DIEN_ANH], MessageState.REFUSED, now=LATER, by="dag", reason="địa chỉ hỏng", not_before=LATER)
        kept = ledger.message(DIEN_ANH)
        assert (kept.state, kept.not_before, kept.sent_at) == (MessageState.REFUSED, None, None)

    def test_what_another_process_has_claimed_is_left_to_it(self, ledger):
        claimed(ledger, DIEN_ANH)
        keys = [DIEN_ANH, BAO_CHI, "a/b/2026/c/d"]
        assert ledger.set_aside(keys, MessageState.QUEUED, now=LATER, by="dag", reason="x") == (BAO_CHI,)
        assert ledger.message(DIEN_ANH).state is MessageState.CLAIMED
        assert len(ledger.events(DIEN_ANH)) == 2

    @pytest.mark.parametrize("state", sorted(set(MessageState) - {MessageState.QUEUED, MessageState.REFUSED}))
    def test_nothing_else_can_come_of_it(self, ledger, state):
        with pytest.raises(TransitionError):
            ledger.set_aside([DIEN_ANH], state, now=LATER, by="dag", reason="x")
        assert ledger.message(DIEN_ANH).state is MessageState.QUEUED


class TestAbandoned:
    def test_a_claim_that_was_never_settled_is_found_after_a_while(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh"), a_draft("cuc-bao-chi")], now=MORNING)
        claimed(ledger, DIEN_ANH, now=MORNING)
        claimed(ledger, BAO_CHI, now=LATER)
        assert [str(one.key) for one in ledger.abandoned(before=LATER)] == [DIEN_ANH]
        assert ledger.abandoned(before=MORNING) == ()

    def test_what_was_settled_is_not_abandoned(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh")], now=MORNING)
        claimed(ledger, DIEN_ANH)
        ledger.settle([DIEN_ANH], MessageState.SENT, now=MORNING, by="dag")
        assert ledger.abandoned(before=LATER) == ()


class TestLookingUp:
    def test_the_newest_change_comes_first(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh")], now=MORNING)
        ledger.queue([a_draft("cuc-bao-chi")], now=LATER)
        assert [str(one.key) for one in ledger.messages()] == [BAO_CHI, DIEN_ANH]
        ledger.change(DIEN_ANH, MessageState.SUPPRESSED, now=LATER + timedelta(hours=1), by="chuyên viên")
        assert [str(one.key) for one in ledger.messages()] == [DIEN_ANH, BAO_CHI]

    def test_plan_state_and_limit_narrow_the_list(self, ledger):
        other = a_draft(key=a_key(plan="hai-phong-2024-2025"))
        ledger.queue([a_draft("cuc-dien-anh"), a_draft("cuc-bao-chi"), other], now=MORNING)
        claimed(ledger, BAO_CHI)
        assert [one.key.plan for one in ledger.messages(plan="hai-phong-2024-2025")] == ["hai-phong-2024-2025"]
        assert [str(one.key) for one in ledger.messages(state=MessageState.CLAIMED)] == [BAO_CHI]
        assert len(ledger.messages(limit=2)) == 2

    def test_a_name_that_the_ledger_does_not_have_gives_nothing(self, ledger):
        assert ledger.message("a/b/2026/c/d") is None
        assert ledger.events("a/b/2026/c/d") == ()


class TestRealms:
    def test_what_was_rehearsed_is_unknown_to_live(self, ledger):
        live = ledger.with_realm(Realm.LIVE)
        ledger.queue([a_draft("cuc-dien-anh")], now=MORNING)
        assert (live.realm, ledger.realm) == (Realm.LIVE, Realm.REHEARSAL)
        assert live.known("nq59-2025-2030") == {}
        assert live.sendable(None, now=LATER) == live.messages() == live.events(DIEN_ANH) == ()
        assert live.claim([DIEN_ANH], message_id="<1@bo.invalid>", now=LATER, by="dag") == ()
        assert live.queue([a_draft("cuc-dien-anh")], now=MORNING) == (DIEN_ANH,)
        with pytest.raises(UnknownKeyError):
            live.change(BAO_CHI, MessageState.SUPPRESSED, now=LATER, by="chuyên viên")


class TestPaging:
    def test_so_many_are_passed_over_and_so_many_come(self, ledger):
        for number in range(5):
            at = MORNING + timedelta(minutes=number)
            ledger.queue([a_draft(key=a_key("cuc-dien-anh", step=f"remind-{number}"))], now=at)
        found = ledger.messages(limit=2, offset=1)
        assert [one.key.step for one in found] == ["remind-3", "remind-2"]
        assert ledger.messages(limit=2, offset=5) == ()

    def test_messages_are_chosen_and_counted_by_plan_state_and_recipient(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh"), a_draft("cuc-bao-chi")], now=MORNING)
        ledger.note([a_not_sent("cuc-dien-anh")], now=MORNING)
        for chosen, count in (
            ({}, 3),
            ({"recipient": "cuc-dien-anh"}, 2),
            ({"recipient": "cuc-dien-anh", "state": MessageState.QUEUED}, 1),
            ({"plan": "another-plan"}, 0),
        ):
            assert ledger.message_count(**chosen) == len(ledger.messages(**chosen)) == count
        assert ledger.with_realm(Realm.LIVE).message_count() == 0

    def test_each_question_about_many_messages_is_answered_whole_and_within_its_realm(self, ledger):
        of_2027, other_plan = a_key("cuc-dien-anh", cycle="2027"), a_key("cuc-dien-anh", plan="another-plan")
        letters = [a_draft(name, approval="a/b/c/d") for name in ("cuc-dien-anh", "cuc-bao-chi")]
        ledger.queue([*letters, a_draft(key=of_2027, approval="a/b/c/e"), a_draft(key=other_plan)], now=MORNING)
        ledger.change(BAO_CHI, MessageState.SUPPRESSED, now=LATER, by="chuyên viên")
        cycle = a_key("cuc-dien-anh").cycle_key
        for found, keys in (
            (ledger.in_state(MessageState.QUEUED), {DIEN_ANH, str(of_2027), str(other_plan)}),
            (ledger.in_state(MessageState.QUEUED, "another-plan"), {str(other_plan)}),
            (ledger.of_cycle(cycle), {BAO_CHI, DIEN_ANH}),
            (ledger.of_cycle(cycle, "cuc-dien-anh"), {DIEN_ANH}),
            (ledger.of_approvals(["a/b/c/d", "a/b/c/f"]), {BAO_CHI, DIEN_ANH}),
            (ledger.of_approvals([]), set()),
        ):
            assert {str(one.key) for one in found} == keys
        assert [str(one.key) for one in ledger.of_cycle(cycle)] == [BAO_CHI, DIEN_ANH]  # the newest change first
        live = ledger.with_realm(Realm.LIVE)
        assert live.in_state(MessageState.QUEUED) == live.of_cycle(cycle) == live.of_approvals(["a/b/c/d"]) == ()

    def test_each_state_of_a_plan_is_counted_within_its_realm(self, ledger):
        ledger.queue([a_draft("cuc-dien-anh"), a_draft("cuc-bao-chi")], now=MORNING)
        ledger.note([a_not_sent("cuc-dien-anh")], now=MORNING)
        assert ledger.state_counts("nq59-2025-2030") == {MessageState.QUEUED: 2, MessageState.EXPIRED: 1}
        assert ledger.state_counts("another-plan") == {}
        assert ledger.with_realm(Realm.LIVE).state_counts("nq59-2025-2030") == {}
