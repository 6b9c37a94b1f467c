"""The doubles and builders that other tests stand on."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from dunghen.agenda.build import agenda
from dunghen.exceptions import PermanentMailError, TemporaryMailError, UnknownMailError
from dunghen.records import Realm
from dunghen.testing import ListMailer, MemoryFiles, MemoryLedger, a_plan, a_task, a_unit, an_office

if TYPE_CHECKING:
    from dunghen.ports import FileStore, Ledger, Mailer


def a_mail(subject: str = "Đề nghị báo cáo") -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = subject
    return mail


def test_the_doubles_are_what_the_ports_ask_for():
    # mypy holds the types; here it is only shown that they can be made without anything.
    ledger: Ledger = MemoryLedger()
    mailer: Mailer = ListMailer()
    files: FileStore = MemoryFiles()
    assert (ledger.realm, mailer, files) == (Realm.REHEARSAL, mailer, files)


class TestBuilders:
    def test_a_plan_asks_reminds_compiles_and_delivers_the_report_of_2026(self):
        steps = [
            (action.step.name, action.step.due)
            for action in agenda(a_plan(), an_office(), date(2026, 1, 1), date(2026, 12, 31))
        ]
        assert steps == [
            ("request", date(2026, 10, 28)),  # thứ Tư, 30 ngày trước 27/11
            ("remind-14", date(2026, 11, 6)),  # thứ Sáu; 24/11 là ngày nghỉ
            ("remind-7", date(2026, 11, 17)),  # thứ Ba
            ("remind-3", date(2026, 11, 23)),  # thứ Hai
            ("remind-1", date(2026, 11, 26)),  # thứ Năm
            ("overdue-1", date(2026, 11, 30)),  # thứ Hai
            ("overdue-3", date(2026, 12, 2)),  # thứ Tư
            ("escalate-3", date(2026, 12, 2)),  # thứ Tư
            ("compile", date(2026, 12, 4)),  # thứ Sáu
            ("deliver", date(2026, 12, 4)),  # thứ Sáu
            ("deliver-outward", date(2026, 12, 4)),  # thứ Sáu
        ]

    def test_what_a_test_names_replaces_the_default(self):
        plan = a_plan(status="draft", task_rows=(a_task("10"),))
        assert (plan.is_draft, plan.task_rows[0].tt) == (True, "10")
        assert a_unit("cuc-bao-chi", email=None).email is None

    def test_everybody_whom_the_plan_names_is_in_the_office(self):
        known = an_office().directory.slugs
        for duty in a_plan().duties:
            assert {slug for _, slug in duty.named_slugs()} <= known

    def test_no_builder_gives_an_address_that_mail_could_reach(self):
        office = an_office()
        addresses = [unit.email for unit in office.directory.units]
        addresses += [office.settings.sender.email, office.settings.operator.email, office.settings.rehearsal.email]
        assert all(address and address.endswith(".invalid") for address in addresses)


class TestListMailer:
    def test_what_is_sent_is_kept_in_order(self):
        mailer = ListMailer()
        with mailer.connect() as connection:
            assert connection.send(a_mail("một"), to="a@bo.invalid").startswith("250")
            connection.send(a_mail("hai"), to="b@bo.invalid")
        assert [(one.to, one.mail["Subject"]) for one in mailer.sent] == [
            ("a@bo.invalid", "một"),
            ("b@bo.invalid", "hai"),
        ]
        assert mailer.connections == 1

    @pytest.mark.parametrize("error", [TemporaryMailError("450"), PermanentMailError("550")])
    def test_a_recipient_told_to_fail_gets_nothing_and_the_others_do(self, error):
        mailer = ListMailer()
        mailer.fail("a@bo.invalid", error)
        with mailer.connect() as connection:
            with pytest.raises(type(error), match=str(error)):
                connection.send(a_mail(), to="a@bo.invalid")
            connection.send(a_mail(), to="b@bo.invalid")
        assert [one.to for one in mailer.sent] == ["b@bo.invalid"]
        assert mailer.tried == ["a@bo.invalid", "b@bo.invalid"]

    def test_with_an_unknown_outcome_the_mail_has_arrived_all_the_same(self):
        mailer = ListMailer()
        mailer.fail("a@bo.invalid", UnknownMailError())
        with mailer.connect() as connection, pytest.raises(UnknownMailError):
            connection.send(a_mail(), to="a@bo.invalid")
        assert len(mailer.sent) == 1

    def test_a_failure_can_pass_after_some_tries_or_be_taken_back(self):
        mailer = ListMailer()
        mailer.fail("a@bo.invalid", TemporaryMailError(), times=1)
        mailer.fail("b@bo.invalid", TemporaryMailError())
        mailer.accept("b@bo.invalid")
        with mailer.connect() as connection:
            with pytest.raises(TemporaryMailError):
                connection.send(a_mail(), to="a@bo.invalid")
            connection.send(a_mail(), to="a@bo.invalid")
            connection.send(a_mail(), to="b@bo.invalid")
        assert [one.to for one in mailer.sent] == ["a@bo.invalid", "b@bo.invalid"]

    def test_a_server_may_be_out_of_reach_and_come_back(self):
        mailer = ListMailer()
        mailer.fail_to_connect(TemporaryMailError("không kết nối được"))
        with pytest.raises(TemporaryMailError, match="không kết nối được"), mailer.connect():
            pass
        mailer.fail_to_connect(None)
        with mailer.connect() as connection:
            connection.send(a_mail(), to="a@bo.invalid")
        assert len(mailer.sent) == 1
