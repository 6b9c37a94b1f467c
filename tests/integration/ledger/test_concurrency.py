"""Many processes and threads at one ledger: every key is claimed once, every version is given once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta
from queue import SimpleQueue

import pytest

from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.records import MessageState, Realm
from dunghen.testing import NOON, a_cycle_key, a_draft, a_submission, an_approval

UNITS = [f"so-van-hoa-{number}" for number in range(40)]
KEYS = [f"nq59-2025-2030/annual-report/2026/request/{unit}" for unit in UNITS]

CLAIMER = """
import sys
from datetime import datetime
from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.records import Realm

url, now, *keys = sys.argv[1:]
ledger = SqlLedger(url, Realm.REHEARSAL)
ledger.known("nq59-2025-2030")
print("ready", flush=True)
sys.stdin.readline()
for key in keys:
    for taken in ledger.claim([key], message_id="<1@bo.invalid>", now=datetime.fromisoformat(now), by="dag"):
        print(taken, flush=True)
print("done", flush=True)
sys.stdin.readline()
"""


def at_once(url: str, number: int, work) -> list:
    """Run ``work(ledger, turn)`` in so many threads, each with a ledger of its own; their results in any order."""
    results: SimpleQueue = SimpleQueue()
    start = threading.Barrier(number)

    def run(turn: int) -> None:
        ledger = SqlLedger(url, Realm.REHEARSAL)
        try:
            start.wait()
            results.put(work(ledger, turn))
        except Exception as error:  # noqa: BLE001 - it becomes a result, and the test shows it
            results.put(error)
        finally:
            ledger.dispose()

    threads = [threading.Thread(target=run, args=(turn,)) for turn in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results.get() for _ in range(number)]


@pytest.fixture
def queued(sql_ledger) -> None:
    sql_ledger.queue([a_draft(unit) for unit in UNITS], now=NOON)


@pytest.fixture
def claimers(url):
    """Starts a process that waits for a line and then claims keys one by one, printing what it took."""
    started = []

    def start(keys: list[str]) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", CLAIMER, url, NOON.isoformat(), *keys],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.usefixtures("queued")
class TestClaiming:
    @pytest.mark.parametrize("seed", range(3))
    def test_threads_that_claim_the_same_keys_in_any_order_take_each_once(self, url, seed):
        def work(ledger: SqlLedger, turn: int) -> list[str]:
            keys = random.Random(f"{seed}/{turn}").sample(KEYS, len(KEYS))
            mails = [keys[first : first + 5] for first in range(0, len(keys), 5)]
            return [
                key for mail in mails for key in ledger.claim(mail, message_id=f"<{turn}@x>", now=NOON, by=str(turn))
            ]

        taken = Counter(key for keys in at_once(url, 6, work) for key in keys)
        assert taken == Counter(KEYS)

    def test_every_claim_left_one_event_by_the_one_who_took_it(self, url, sql_ledger):
        def work(ledger: SqlLedger, turn: int) -> dict[str, str]:
            return dict.fromkeys(ledger.claim(KEYS, message_id=f"<{turn}@x>", now=NOON, by=str(turn)), str(turn))

        owners = {key: owner for taken in at_once(url, 4, work) for key, owner in taken.items()}
        for key in KEYS:
            (claim,) = [event for event in sql_ledger.events(key) if event.after is MessageState.CLAIMED]
            assert claim.by == owners[key]

    def test_two_processes_that_claim_the_same_keys_take_each_once(self, claimers):
        both = [claimers(KEYS), claimers(list(reversed(KEYS)))]
        for process in both:
            assert process.stdout.readline() == "ready\n"
        for process in both:
            process.stdin.write("\n")
            process.stdin.flush()
        taken = [line.strip() for process in both for line in iter(process.stdout.readline, "done\n")]
        assert sorted(taken) == sorted(KEYS)

    def test_a_sender_killed_in_the_middle_leaves_a_claim_that_is_found(self, sql_ledger, claimers):
        process = claimers([KEYS[0]])
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == f"{KEYS[0]}\n"
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        assert sql_ledger.message(KEYS[0]).state is MessageState.CLAIMED
        assert [str(one.key) for one in sql_ledger.abandoned(before=NOON + timedelta(seconds=1))] == [KEYS[0]]
        assert sql_ledger.claim([KEYS[0]], message_id="<2@x>", now=NOON, by="other") == ()


def test_drafts_queued_by_many_at_once_are_written_once(url, sql_ledger):
    drafts = [a_draft(unit) for unit in UNITS]
    written = at_once(url, 6, lambda ledger, turn: ledger.queue(random.Random(turn).sample(drafts, 30), now=NOON))
    counted = Counter(key for keys in written for key in keys)
    assert counted == Counter(sql_ledger.known("nq59-2025-2030").keys())
    assert all(len(sql_ledger.events(key)) == 1 for key in counted)


def test_submissions_of_one_unit_at_once_get_consecutive_versions(url, sql_ledger):
    def work(ledger: SqlLedger, turn: int) -> list[int]:
        return [ledger.add_submission(a_submission(sha256=f"{turn}-{one}"))[0].version for one in range(4)]

    versions = [version for found in at_once(url, 6, work) for version in found]
    assert sorted(versions) == list(range(1, 25))
    assert [one.version for one in sql_ledger.submissions(a_cycle_key())] == list(range(1, 25))


def test_the_same_file_through_several_doors_at_once_is_kept_once(url, sql_ledger):
    results = at_once(url, 6, lambda ledger, turn: ledger.add_submission(a_submission(channel=f"door-{turn}")))
    assert sorted(is_new for _, is_new in results) == [False] * 5 + [True]
    assert len({kept.channel for kept, _ in results}) == 1
    assert len(sql_ledger.submissions(a_cycle_key())) == 1


def test_an_approval_asked_for_by_many_at_once_is_one(url, sql_ledger):
    asked = at_once(url, 6, lambda ledger, turn: ledger.request_approval(an_approval(subject=f"Lượt {turn}")))
    assert len({one.subject for one in asked}) == 1
    assert len(sql_ledger.approvals()) == 1
