"""A process killed at any moment: no letter lost, none twice outside, no report lost or counted twice, no half document."""

from __future__ import annotations

import io
import os
import random
import shutil
import zipfile
from collections import Counter
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest

from dunghen.adapters.file_store import FileStore
from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.records import MessageState, Realm
from dunghen.settings import Settings
from dunghen.tools.filled_form import fill
from dunghen.wiring import open_app
from tests.faults.conftest import Count
from tests.faults.office import ASKED, CLAIM_ENDS, CYCLE, LOCKED, START, forms, letters, queue
from tests.faults.size import few_and_many
from tests.faults.workers import Killer, collect_all, send_all, work_a_day
from tests.integration.mail.servers import FaultyServer

if TYPE_CHECKING:
    from pathlib import Path

    from dunghen.records import Draft


@pytest.mark.parametrize("times", few_and_many(5, 110))
def test_a_sender_killed_over_and_over_loses_no_letter_and_doubles_none_outside(url, tmp_path, times, counted):
    chance, killer, now = random.Random(f"send {times}"), Killer(), START
    ledger = SqlLedger(url, Realm.LIVE)
    drafts: list[Draft] = []
    with FaultyServer() as server:
        settings = Settings(
            ledger_url=url, files=tmp_path / "var", smtp_port=server.port, secret="s" * 32, mode=Realm.LIVE
        )
        while killer.kills < times:
            new = letters(len(drafts))
            queue(ledger, new)
            drafts += new
            killer.after(chance.uniform(0.03, 0.6), send_all, settings, now)
            now += CLAIM_ENDS  # only then is whoever held the claim taken for dead
        for _ in range(3):
            killer.after(None, send_all, settings, now)
            now += CLAIM_ENDS
        mails = [message_from_bytes(content, policy=policy.default) for content in server.seen.contents]
    copies = Counter(str(mail["To"]).rpartition("<")[2].strip(">") for mail in mails)
    names = {(str(mail["To"]), str(mail["Message-ID"])) for mail in mails}
    states = {draft.address: ledger.message(str(draft.key)).state for draft in drafts}  # type: ignore[union-attr]
    ledger.dispose()

    outside = [draft.address for draft in drafts if draft.outward]
    inside = [draft.address for draft in drafts if not draft.outward]
    lost = [one for one in inside if not copies[one]]
    lost += [one for one in outside if not copies[one] and states[one] is not MessageState.UNKNOWN]
    doubled_outside = sum(copies[one] > 1 for one in outside)
    doubled_inside = sum(copies[one] - 1 for one in inside if copies[one])
    counted(
        Count(
            "kills of a sender",
            killer.kills,
            len(lost),
            doubled_outside,
            doubled_inside,
            told="Sổ thư: chưa rõ kết quả",
        )
    )
    assert lost == []
    assert doubled_outside == 0
    assert len(names) == len(copies), "a second copy has the Message-ID of the first"
    # One connection hands over one mail at a time: a kill can double that one, and no other.
    assert doubled_inside <= killer.kills
    assert set(states.values()) <= {MessageState.SENT, MessageState.UNKNOWN}


@pytest.mark.parametrize("times", few_and_many(3, 40))
def test_intake_killed_over_and_over_takes_every_report_once(office, times, counted):
    chance, killer, dropped = random.Random(f"collect {times}"), Killer(), set[str]()
    inbox, store = office.files / "inbox", FileStore(office.files)
    inbox.mkdir(exist_ok=True)
    empty = list(forms(office).values())
    while killer.kills < times:
        for number, form in enumerate(chance.sample(empty, 4)):
            content = fill(form, remarks={"assessment": f"lần {killer.kills}, {number}, {chance.random()}"})
            dropped.add(store.put(content))
            (inbox / f"{len(dropped)}.xlsx").write_bytes(content)
        _make_old(inbox)
        killer.after(chance.uniform(0.05, 1.5), collect_all, office, ASKED)
    killer.after(None, collect_all, office, ASKED)

    with open_app(office) as app:
        found = app.ledger.submissions(CYCLE)
        answers = [one.key.step for one in app.ledger.of_cycle(CYCLE)]
    taken = Counter(one.sha256 for one in found)
    lost, twice = dropped - taken.keys(), sum(count - 1 for count in taken.values())
    counted(Count("kills of intake", killer.kills, len(lost), told="biên nhận cho từng tệp"))
    assert lost == set()
    # A report that was recorded and not yet taken from the folder, while its unit had handed in another since, is read again:
    # the unit has gone back to it, as far as anybody can tell.
    assert twice <= killer.kills
    assert not list(inbox.iterdir())
    assert sum(step.startswith(("receipt-", "rejection-")) for step in answers) == len(found)


def _make_old(inbox: Path) -> None:
    """A file that was written a moment ago may not be finished, and is left alone."""
    for path in inbox.iterdir():
        os.utime(path, (0, 0))


@pytest.mark.parametrize("times", few_and_many(2, 30))
def test_a_compilation_killed_at_any_moment_leaves_no_half_document(office, tmp_path, times, counted):
    chance, killer = random.Random(f"compile {times}"), Killer()
    prepared = tmp_path / "prepared"
    shutil.copytree(office.files, prepared)
    lost = 0
    for turn in range(times):
        here = shutil.copytree(prepared, tmp_path / f"lan-{turn}")
        with FaultyServer() as server:
            settings = office.model_copy(update={"files": here, "smtp_port": server.port})
            killer.after(chance.uniform(0.05, 0.9), work_a_day, settings, LOCKED)
            killer.after(None, work_a_day, settings, LOCKED + CLAIM_ENDS)
            killer.after(None, work_a_day, settings, LOCKED + 2 * CLAIM_ENDS)
        with open_app(settings) as app:
            documents = app.ledger.documents(CYCLE)
            for document in documents:
                assert zipfile.ZipFile(io.BytesIO(app.files.get(document.sha256))).testzip() is None
            sent = [one.state for one in app.ledger.of_cycle(CYCLE) if one.key.step in ("compile", "deliver")]
        lost += len(documents) != 2
        assert set(sent) == {MessageState.SENT}
    counted(Count("kills of a compilation", killer.kills, lost, told="thư tổng hợp tới đơn vị đầu mối"))
    assert lost == 0
