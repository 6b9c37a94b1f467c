"""What becomes of a mail when the mail server fails: nothing is lost, nothing goes twice, the others go."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from dunghen.exceptions import PermanentMailError, TemporaryMailError, UnknownMailError, UnsentMailError
from dunghen.intake.collect import collect
from dunghen.records import MessageState, Realm
from dunghen.running.run import run_day
from dunghen.running.send import send
from dunghen.testing import MemoryLedger, a_unit, an_office, default_units
from tests.unit.conftest import CYCLE, morning

if TYPE_CHECKING:
    from tests.unit.conftest import Desk

CINEMA = f"{CYCLE}/request/cuc-dien-anh"
REQUEST_DAY = morning("2026-10-28")


@pytest.fixture
def live(desk: Desk) -> Desk:
    """The same desk, where mails go to their true recipients."""
    desk.ledger = MemoryLedger(Realm.LIVE)
    return desk


def state_of(desk: Desk, key: str) -> MessageState:
    message = desk.ledger.message(key)
    assert message is not None
    return message.state


def test_a_temporary_failure_is_told_by_name_after_the_others_have_gone(live: Desk) -> None:
    live.mailer.fail("cuc-dien-anh@bo.invalid", TemporaryMailError("450 thử lại sau"))
    with pytest.raises(UnsentMailError, match="cuc-dien-anh"):
        run_day(live.app, live.plan, REQUEST_DAY, "test")
    assert [one.to for one in live.mailer.sent] == ["cuc-bao-chi@bo.invalid", "cuc-hop-tac-quoc-te@bo.invalid"]
    assert state_of(live, CINEMA) is MessageState.QUEUED


def test_the_retry_sends_only_what_is_left_and_under_the_same_message_id(live: Desk) -> None:
    live.mailer.fail("cuc-dien-anh@bo.invalid", TemporaryMailError("450"), times=1)
    with pytest.raises(UnsentMailError):
        run_day(live.app, live.plan, REQUEST_DAY, "test")
    first = live.ledger.message(CINEMA)
    send(live.app, live.plan.id, REQUEST_DAY + timedelta(minutes=6), "test")
    second = live.ledger.message(CINEMA)
    assert first is not None
    assert second is not None
    assert (second.state, second.message_id) == (MessageState.SENT, first.message_id)
    assert live.mailer.tried.count("cuc-bao-chi@bo.invalid") == 1


@pytest.mark.parametrize(("tries", "minutes"), [(1, 5), (2, 15), (3, 45), (4, 135), (5, 240), (6, 240)])
def test_each_failure_waits_longer_up_to_four_hours(live: Desk, tries: int, minutes: int) -> None:
    live.mailer.fail("cuc-dien-anh@bo.invalid", TemporaryMailError("450"))
    now = REQUEST_DAY
    for _ in range(tries):
        with pytest.raises(UnsentMailError):
            run_day(live.app, live.plan, now, "test")
        message = live.ledger.message(CINEMA)
        assert message is not None
        assert message.not_before is not None
        waited = message.not_before - now
        now = message.not_before
    assert waited == timedelta(minutes=minutes)


def test_a_permanent_failure_is_recorded_with_its_reason_and_stops_nobody(live: Desk) -> None:
    live.mailer.fail("cuc-dien-anh@bo.invalid", PermanentMailError("550 không có hộp thư"))
    run_day(live.app, live.plan, REQUEST_DAY, "test")
    message = live.ledger.message(CINEMA)
    assert message is not None
    assert (message.state, message.reason) == (MessageState.REFUSED, "550 không có hộp thư")
    assert len(live.mailer.sent) == 2


def test_an_unknown_outcome_inside_the_house_is_sent_again_under_the_same_message_id(live: Desk) -> None:
    live.mailer.fail("cuc-dien-anh@bo.invalid", UnknownMailError("mất kết nối sau dấu chấm"), times=1)
    run_day(live.app, live.plan, REQUEST_DAY, "test")
    assert state_of(live, CINEMA) is MessageState.UNKNOWN
    run_day(live.app, live.plan, REQUEST_DAY + timedelta(hours=1), "test")
    copies = [str(one.mail["Message-ID"]) for one in live.mailer.sent if one.to == "cuc-dien-anh@bo.invalid"]
    assert len(copies) == 2
    assert len(set(copies)) == 1


def test_while_the_server_is_away_nothing_is_claimed_and_everything_goes_when_it_is_back(live: Desk) -> None:
    live.mailer.fail_to_connect(TemporaryMailError("không kết nối được"))
    with pytest.raises(UnsentMailError, match="không kết nối được"):
        run_day(live.app, live.plan, REQUEST_DAY, "test")
    assert set(live.states("request").values()) == {MessageState.QUEUED}
    live.mailer.fail_to_connect(None)
    send(live.app, None, REQUEST_DAY + timedelta(minutes=1), "test")
    assert set(live.states("request").values()) == {MessageState.SENT}
    assert len(live.mailer.sent) == 3


def test_a_reminder_that_waited_too_long_dies_unsent_and_a_newer_one_takes_its_place(live: Desk) -> None:
    live.run("2026-10-28")
    live.mailer.fail_to_connect(TemporaryMailError("không kết nối được"))
    with pytest.raises(UnsentMailError):
        live.run("2026-11-17")
    live.mailer.fail_to_connect(None)
    live.run("2026-11-23")
    assert set(live.states("remind-7").values()) == {MessageState.EXPIRED}
    assert set(live.states("remind-3").values()) == {MessageState.SENT}


def test_a_unit_that_reports_while_its_reminder_waits_does_not_get_it(live: Desk) -> None:
    live.run("2026-10-28")
    live.mailer.fail("cuc-dien-anh@bo.invalid", TemporaryMailError("450"), times=1)
    with pytest.raises(UnsentMailError):
        live.run("2026-11-06")
    live.hand_in("cuc-dien-anh")
    collect(live.app, morning("2026-11-09"))
    live.run("2026-11-09")
    assert live.states("remind-14")["cuc-dien-anh"] is MessageState.SUPPRESSED


def test_what_a_dead_sender_left_claimed_is_found_and_sent_again(live: Desk) -> None:
    live.mailer.fail_to_connect(TemporaryMailError("không kết nối được"))
    with pytest.raises(UnsentMailError):
        live.run("2026-10-28")
    live.mailer.fail_to_connect(None)
    live.ledger.claim([CINEMA], message_id="<dead@bo.invalid>", now=REQUEST_DAY, by="tiến trình đã chết")
    send(live.app, live.plan.id, REQUEST_DAY + timedelta(minutes=5), "test")
    assert state_of(live, CINEMA) is MessageState.CLAIMED
    send(live.app, live.plan.id, REQUEST_DAY + timedelta(minutes=31), "test")
    assert state_of(live, CINEMA) is MessageState.SENT
    assert [str(one.mail["Message-ID"]) for one in live.mailer.sent if one.to == "cuc-dien-anh@bo.invalid"] == [
        "<dead@bo.invalid>"
    ]


def test_one_connection_carries_all_mails_of_a_day(live: Desk) -> None:
    live.run("2026-10-28")
    assert (live.mailer.connections, len(live.mailer.sent)) == (1, 3)
    live.run("2026-10-29")
    assert live.mailer.connections == 1


def test_a_unit_without_an_address_is_asked_once_the_office_has_entered_one(live: Desk) -> None:
    units = [unit for unit in default_units() if unit.slug != "cuc-dien-anh"]
    live.office = an_office(units=[*units, a_unit("cuc-dien-anh", name="Cục Điện ảnh", email=None)])
    report = live.run("2026-10-28")
    assert any("thiếu địa chỉ: Cục Điện ảnh" in line for line in report.lines)
    live.office = an_office()
    live.run("2026-10-30")
    assert live.states("request")["cuc-dien-anh"] is MessageState.SENT
