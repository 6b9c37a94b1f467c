"""What the ledger costs: two durable commits for every mail, and large plans in a few statements."""

from __future__ import annotations

from time import perf_counter, process_time

import pytest

from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.adapters.ledger.upgrade import upgrade
from dunghen.records import MessageState, Realm
from dunghen.testing import NOON, a_draft
from tests.integration.postgres import running_cluster

pytestmark = pytest.mark.benchmark

LETTER = "<p>Kính gửi đồng chí,</p>" * 300
"""About 10 kB, as a letter with its table of tasks."""


@pytest.fixture(params=["sqlite", "postgres"])
def ledger(request, tmp_path):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/ledger.db"
        upgrade(url)
        opened = SqlLedger(url, Realm.LIVE)
        yield opened
        opened.dispose()
        return
    with running_cluster() as cluster:
        opened = SqlLedger(cluster.ledger(), Realm.LIVE)
        yield opened
        opened.dispose()


def drafts(number: int) -> list:
    return [a_draft(f"so-van-hoa-{one}", html=LETTER, text=LETTER) for one in range(number)]


def test_claim_and_settle_cost_less_than_the_mail_itself(ledger, request):
    letters = drafts(500)
    keys = ledger.queue(letters, now=NOON)
    started, worked = perf_counter(), process_time()
    for number, key in enumerate(keys):
        taken = ledger.claim([key], message_id=f"<{number}@bo.invalid>", now=NOON, by="dag")
        ledger.settle(taken, MessageState.SENT, now=NOON, by="dag", reason="250 OK", mail_sha256="a" * 64)
    cost, work = (perf_counter() - started) / len(keys), (process_time() - worked) / len(keys)
    print(f"\n{request.node.name}: {cost * 1000:.2f} ms a message, {work * 1000:.2f} ms of them work")
    assert set(ledger.known("nq59-2025-2030").values()) == {MessageState.SENT}
    # The rest is the disk, which others use too. A mail takes 2 ms to a server on the same machine, 90 over a network.
    assert work < 0.002


def test_a_plan_of_five_thousand_units_is_queued_at_once(ledger, request):
    letters = drafts(5000)
    started = perf_counter()
    written = ledger.queue(letters, now=NOON)
    first = perf_counter()
    again = ledger.queue(letters, now=NOON)
    second = perf_counter()
    print(f"\n{request.node.name}: {first - started:.2f} s; once more, with nothing new: {second - first:.2f} s")
    assert (len(written), again) == (5000, ())
    assert first - started < 10


def test_ten_thousand_messages_are_known_well_under_a_second(ledger, request):
    ledger.queue(drafts(10_000), now=NOON)
    started = perf_counter()
    known = ledger.known("nq59-2025-2030")
    known_after = perf_counter() - started
    started = perf_counter()
    sendable = ledger.sendable("nq59-2025-2030", now=NOON)
    sendable_after = perf_counter() - started
    print(f"\n{request.node.name}: known {known_after:.3f} s, sendable {sendable_after:.3f} s")
    assert (len(known), len(sendable)) == (10_000, 10_000)
    assert known_after < 0.5
