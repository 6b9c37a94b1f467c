"""Handing a link on where the world is in memory: partners, live work, two at the same moment, the mail as it goes."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dunghen.directory.directory import Directory
from dunghen.directory.partner import Partner
from dunghen.exceptions import EntryError
from dunghen.links.delegate import delegates, hand_on
from dunghen.links.unit_link import Opened
from dunghen.records import Realm
from dunghen.running.send import send
from dunghen.testing import MemoryLedger, a_unit
from tests.unit.conftest import morning

if TYPE_CHECKING:
    from dunghen.app import App
    from tests.unit.conftest import Desk

NOW = morning("2026-11-02")


def opened(app: App, unit: str = "cuc-dien-anh") -> Opened:
    from dunghen.cycles.request import request_of
    from dunghen.keys import CycleKey

    action = request_of(app, CycleKey("nq59-2025-2030", "annual-report", "2026"))
    assert action is not None
    found = app.office.directory.unit(unit, NOW.date())
    assert found is not None
    return Opened(action, found, morning("2027-01-03").date())


@pytest.fixture
def app(desk: Desk) -> App:
    return replace(desk.app, base_url="https://dung-hen.invalid")


def test_a_partner_of_the_same_domain_gets_no_mail_by_a_link(app: App):
    partner = Partner.model_validate(
        {"slug": "doi-tac", "name": "Đối tác", "class": "association", "email": "doi-tac@bo.invalid"}
    )
    office = replace(app.office, directory=Directory(app.office.directory.units, partners=(partner,)))
    with pytest.raises(EntryError, match="Không chuyển được tới địa chỉ này"):
        hand_on(replace(app, office=office), opened(app), "Doi-Tac@bo.invalid", "", NOW)
    assert app.ledger.messages() == ()


def test_a_placeholder_gets_no_mail_in_live_work(app: App):
    live = replace(app, ledger=MemoryLedger(Realm.LIVE))
    with pytest.raises(EntryError, match="Không chuyển được tới địa chỉ này"):
        hand_on(live, opened(live), "pho@bo.invalid", "", NOW)
    assert live.ledger.messages() == ()


def test_a_unit_without_an_address_on_file_hands_nothing_on(app: App):
    bare = a_unit("cuc-dien-anh", email=None)
    office = replace(app.office, directory=Directory((bare,)))
    with pytest.raises(EntryError, match="chưa có địa chỉ thư đã đăng ký"):
        hand_on(replace(app, office=office), Opened(opened(app).action, bare, NOW.date()), "pho@bo.invalid", "", NOW)
    assert app.ledger.messages() == ()


def test_of_those_entered_at_the_same_moment_no_more_than_three_get_a_mail(app: App):
    """The limit is the ledger's unique key, not the count that a request had read before."""
    for number in range(3):
        hand_on(app, opened(app), f"nguoi-{number}@bo.invalid", "", NOW)
    for one in app.ledger.records("nq59-2025-2030"):
        app.ledger.withdraw_record(one.cycle, one.what, one.subject, by="test", now=NOW)
    with pytest.raises(EntryError, match="nhiều nhất 3 người"):
        hand_on(app, opened(app), "nguoi-3@bo.invalid", "", NOW)
    assert len([one for one in app.ledger.messages() if one.key.step.startswith("delegate-")]) == 3


def test_the_mail_names_the_delegate_and_the_rehearsal_its_true_recipient(app: App, desk: Desk):
    hand_on(app, opened(app), "pho@bo.invalid", "Phó Cục trưởng", NOW)
    send(app, None, NOW, "test")
    mail = next(one.mail for one in desk.mailer.sent if one.mail["X-Dung-Hen-Recipient"] == "pho@bo.invalid")
    part = mail.get_body(("plain",))
    assert part is not None
    text = part.get_content()
    assert mail["To"].addresses[0].addr_spec == "dien-tap@bo.invalid"
    assert "Người nhận thật: Phó Cục trưởng, Cục Điện ảnh, pho@bo.invalid." in text
    assert "Kính gửi: Phó Cục trưởng, Cục Điện ảnh" in text


def test_what_the_operator_is_told_is_addressed_to_the_operator(app: App, desk: Desk):
    hand_on(app, opened(app), "ai-do@noi-khac.invalid", "", NOW)
    send(app, None, NOW, "test")
    told = [one.mail for one in desk.mailer.sent if one.mail["X-Dung-Hen-Recipient"] == "dieu-phoi@bo.invalid"]
    assert len(told) == 1
    part = told[0].get_body(("plain",))
    assert part is not None
    assert "Kính gửi: Chuyên viên điều phối" in part.get_content()


def test_the_delegates_of_a_unit_are_its_own(app: App):
    hand_on(app, opened(app), "pho@bo.invalid", "", NOW)
    assert [one.address for one in delegates(app, opened(app))] == ["pho@bo.invalid"]
    assert delegates(app, opened(app, "cuc-bao-chi")) == ()


def test_a_post_is_kept_as_it_reads_however_its_letters_are_composed(app: App):
    made = hand_on(app, opened(app), "pho@bo.invalid", unicodedata.normalize("NFD", "  Phó  Cục trưởng "), NOW)
    assert made.post == "Phó Cục trưởng"
