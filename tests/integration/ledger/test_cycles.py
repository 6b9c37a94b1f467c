"""What the port promises of cycles, compiled documents and switches, held by every ledger."""

from __future__ import annotations

from datetime import timedelta

from dunghen.records import Realm
from dunghen.testing import NOON, a_cycle, a_cycle_key, a_document


def test_a_cycle_is_kept_as_it_was_opened(ledger):
    ledger.open_cycle(a_cycle())
    assert ledger.cycle(a_cycle_key()) == a_cycle()


def test_the_first_record_of_a_cycle_stays(ledger):
    ledger.open_cycle(a_cycle(plan_sha256="1" * 64))
    ledger.open_cycle(a_cycle(plan_sha256="2" * 64, deadline=None))
    assert ledger.cycle(a_cycle_key()) == a_cycle(plan_sha256="1" * 64)


def test_a_cycle_may_have_no_deadline_and_no_lock(ledger):
    ledger.open_cycle(a_cycle(deadline=None, lock=None))
    assert ledger.cycle(a_cycle_key()) == a_cycle(deadline=None, lock=None)


def test_a_cycle_that_was_never_opened_is_none(ledger):
    ledger.open_cycle(a_cycle())
    assert ledger.cycle(a_cycle_key("2027")) is None
    assert ledger.with_realm(Realm.LIVE).cycle(a_cycle_key()) is None


def test_of_each_document_the_newest_counts(ledger):
    ledger.add_document(a_document(name="b.xlsx", sha256="1" * 64))
    ledger.add_document(a_document(name="a.docx", sha256="2" * 64))
    ledger.add_document(a_document(name="b.xlsx", sha256="3" * 64, compiled_at=NOON + timedelta(days=1)))
    ledger.add_document(a_document(name="b.xlsx", cycle=a_cycle_key("2027"), sha256="4" * 64))
    assert ledger.documents(a_cycle_key()) == (
        a_document(name="a.docx", sha256="2" * 64),
        a_document(name="b.xlsx", sha256="3" * 64, compiled_at=NOON + timedelta(days=1)),
    )
    assert ledger.with_realm(Realm.LIVE).documents(a_cycle_key()) == ()


def test_a_switch_has_the_value_that_was_set_last_in_both_realms(ledger):
    assert ledger.switch("mode") is None
    ledger.set_switch("mode", "live", by="chuyên viên", now=NOON)
    ledger.with_realm(Realm.LIVE).set_switch("mode", "rehearsal", by="chuyên viên", now=NOON)
    assert ledger.switch("mode") == "rehearsal"
    assert ledger.with_realm(Realm.LIVE).switch("mode") == "rehearsal"
    assert ledger.switch("other") is None
