"""Whatever a text holds, every ledger takes it, keeps the same of it, and finds it again; odd numbers none of them takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dunghen.exceptions import LedgerError, UnknownKeyError
from dunghen.records import (
    ApprovalState,
    Attachment,
    CompiledDocument,
    MessageState,
    Problem,
    Record,
    Severity,
    SubmissionRow,
)
from dunghen.testing import NOON, MemoryLedger, a_cycle_key, a_draft, a_key, a_not_sent, a_submission, an_approval

HOSTILE = [
    pytest.param("a\x00b", "a b", id="NUL"),
    pytest.param("a\\u0000b", "a\\u0000b", id="NUL spelt as in JSON"),
    pytest.param("a\ud800b", "a\ufffdb", id="first half of a pair"),
    pytest.param("a\udc80b", "a\ufffdb", id="a byte that is no UTF-8"),
    pytest.param("\ud83d\udc4d", "👍", id="an unjoined pair"),
    pytest.param("a\x01\x0b\x1b\x7f\x85b", "a\x01\x0b\x1b\x7f\x85b", id="other controls"),
    pytest.param("a\ufffe\uffff\U0010ffffb", "a\ufffe\uffff\U0010ffffb", id="noncharacters"),
    pytest.param("'; DROP TABLE message; -- %s %(a)s :b ?", "'; DROP TABLE message; -- %s %(a)s :b ?", id="SQL"),
    pytest.param("dài " * 250_000, "dài " * 250_000, id="a million letters"),
]
hostile = pytest.mark.parametrize(("text", "kept"), HOSTILE)
PLAN = a_cycle_key().plan


def handed_in(text: str) -> Any:
    return a_submission(
        channel=text,
        original_name=text,
        rows=(SubmissionRow("9", text, text, text, text),),
        remarks={"assessment": text},
        problems=(Problem(Severity.WARNING, "x", text, text, text, text),),
    )


@hostile
def test_a_submission_is_taken_and_reads_back_as_it_was_answered(ledger, text, kept):
    told, _ = ledger.add_submission(handed_in(text))
    assert told == handed_in(kept)
    assert ledger.submissions(a_cycle_key()) == (handed_in(kept),)


@hostile
def test_a_submission_of_a_hostile_unit_hides_nobody(ledger, text, kept):
    ledger.add_submission(a_submission("cuc-bao-chi"))
    if len(text) < 1000:  # a unit's name is in an index
        ledger.add_submission(a_submission(text))
        assert [one.unit for one in ledger.submissions(a_cycle_key(), [text])] == [kept]
    assert ledger.submissions(a_cycle_key(), ["cuc-bao-chi", text])[0].unit == "cuc-bao-chi"


@hostile
def test_an_entry_is_taken_found_and_withdrawn_under_the_same_name(ledger, text, kept):
    day = date(9999, 12, 31)
    ledger.add_record(Record(a_cycle_key(), "programme", text, day, text, NOON, {"title": text, text: 1}, text))
    entry = Record(a_cycle_key(), "programme", kept, day, kept, NOON, {"title": kept, kept: 1}, kept)
    assert ledger.records(PLAN, what="programme") == (entry,)
    assert ledger.records(PLAN, what=text[:100]) == ()
    ledger.withdraw_record(a_cycle_key(), "programme", text, by=text, now=NOON)
    assert ledger.records(PLAN) == ()


@hostile
def test_a_letter_and_its_history_are_kept(ledger, text, kept):
    key = str(a_key())
    attachment = Attachment(text, "text/plain", "0" * 64)
    draft = a_draft(subject=text, text=text, html=text, address=text, attachments=(attachment,))
    other = a_not_sent(key=a_key("cuc-bao-chi"), reason=text)
    assert ledger.queue([draft], now=NOON) == (key,)
    ledger.note([other], now=NOON)
    found = ledger.message(key)
    assert (found.subject, found.text, found.html, found.address) == (kept,) * 4
    assert found.attachments == (replace(attachment, name=kept),)
    ledger.claim([key, text], message_id=text, now=NOON, by=text)
    ledger.settle([key], MessageState.REFUSED, now=NOON, by=text, reason=text)
    assert ledger.change(key, MessageState.QUEUED, now=NOON, by=text, reason=text).reason == kept
    assert [(one.by, one.reason) for one in ledger.events(key)][-2:] == [(kept, kept)] * 2
    assert ledger.message(str(other.key)).reason == kept


@hostile
def test_what_is_asked_for_under_a_hostile_name_is_not_there(ledger, text, kept):
    assert ledger.message(text) is None
    assert ledger.messages(plan=text, recipient=text) == ()
    assert ledger.message_count(plan=text) == 0
    assert (ledger.approval(text), ledger.switch(text), ledger.known(text)) == (None, None, {})
    with pytest.raises(UnknownKeyError):
        ledger.change(text, MessageState.QUEUED, now=NOON, by="Lan")


@hostile
def test_an_approval_a_document_and_a_switch_are_kept(ledger, text, kept):
    asked = ledger.request_approval(an_approval(subject=text))
    assert asked.subject == kept
    answer = ledger.decide(asked.key, ApprovalState.REJECTED, by=text, automatic=False, reason=text, now=NOON)
    assert (answer.by, answer.reason) == (kept, kept)
    assert ledger.approval(asked.key) == answer
    ledger.add_document(CompiledDocument(a_cycle_key(), text, "text/plain", "0" * 64, NOON))
    assert [one.name for one in ledger.documents(a_cycle_key())] == [kept]
    ledger.set_switch("mode", text, by=text, now=NOON)
    assert ledger.switch("mode") == kept


@pytest.mark.parametrize(
    "number",
    [2**63, -(2**63) - 1, 10**5000, float("nan"), float("inf")],
    ids=["over 64 bits", "under 64 bits", "5001 digits", "NaN", "infinite"],
)
def test_a_number_that_no_database_keeps_is_refused_in_a_sentence(ledger, number):
    entry = Record(a_cycle_key(), "programme", "x", NOON.date(), "Lan", NOON, {"people": number})
    with pytest.raises(LedgerError, match="không giữ số"):
        ledger.add_record(entry)
    assert ledger.records(PLAN) == ()


@pytest.mark.parametrize("number", [2**63 - 1, 1 - 2**63, 0])
def test_every_number_of_64_bits_is_kept(ledger, number):
    ledger.add_record(Record(a_cycle_key(), "programme", "x", NOON.date(), "Lan", NOON, {"people": number}))
    assert ledger.records(PLAN)[0].values == {"people": number}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(st.characters(exclude_categories=())))
def test_a_database_keeps_of_any_text_what_the_memory_keeps(sql_ledger, text):
    memory = MemoryLedger()
    unit = f"u-{len(sql_ledger.submissions(a_cycle_key()))}"
    given = replace(handed_in(text), unit=unit)
    assert sql_ledger.add_submission(given) == memory.add_submission(given)
    assert sql_ledger.submissions(a_cycle_key(), [unit]) == memory.submissions(a_cycle_key())
