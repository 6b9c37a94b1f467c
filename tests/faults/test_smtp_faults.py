"""Whatever a mail server does at whatever stage: what the ledger says of the mail is true, and the other mails go."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.adapters.ledger.upgrade import upgrade
from dunghen.exceptions import UnfinishedError
from dunghen.records import MessageState, Realm
from dunghen.running.send import send
from dunghen.settings import Settings
from dunghen.testing import a_draft, a_key
from dunghen.wiring import open_app
from tests.faults.conftest import Count
from tests.faults.office import CLAIM_ENDS, START, queue
from tests.faults.smtp_server import (
    OddServer,
    drop_by_drop,
    nothing,
    saying,
    silence,
    without_end,
    without_line_end,
)
from tests.faults.workers import OFFICE
from tests.integration.mail.letters import mailer

if TYPE_CHECKING:
    from pathlib import Path

    from dunghen.records import Draft

QUEUED, REFUSED, UNKNOWN, SENT = (
    MessageState.QUEUED,
    MessageState.REFUSED,
    MessageState.UNKNOWN,
    MessageState.SENT,
)
NOT_A_WORD = {
    "line dead": nothing,
    "silence": silence,
    "lines without end": without_end,
    "a line without end": without_line_end,
    "drop by drop": drop_by_drop,
}

# What is said at the stage, and the state of the mail after the run. Before the dot nobody has the mail.
BEFORE_THE_DOT = [
    ("421 4.3.2 closing", QUEUED),
    ("450 4.2.1 busy", QUEUED),
    ("550 5.7.1 no", REFUSED),
    ("150 wait", QUEUED),
    ("999 what", QUEUED),
    ("hello", QUEUED),
    ("", QUEUED),
    *((odd, QUEUED) for odd in NOT_A_WORD),
]
# After it only a yes or a no is an answer.
AT_THE_DOT = [
    ("250 2.0.0 taken", SENT),
    ("421 4.3.2 closing", QUEUED),
    ("452 4.3.1 no space", QUEUED),
    ("552 5.3.4 too large", REFUSED),
    ("354 go ahead", UNKNOWN),
    ("399 perhaps", UNKNOWN),
    ("150 wait", UNKNOWN),
    ("999 what", UNKNOWN),
    ("hello", UNKNOWN),
    *((odd, UNKNOWN) for odd in NOT_A_WORD),
]
# Who is not let in has handed over nothing: every mail waits.
AT_THE_DOOR = [
    ("421 4.3.2 closing", QUEUED),
    ("554 5.7.1 not you", QUEUED),
    ("354 go ahead", QUEUED),
    ("hello", QUEUED),
    *((odd, QUEUED) for odd in NOT_A_WORD),
]
# Who does not know EHLO is asked with HELO (RFC 5321, section 3.2).
AT_EHLO = [(said, SENT) for said, _ in AT_THE_DOOR if said not in NOT_A_WORD] + [(odd, QUEUED) for odd in NOT_A_WORD]
# With the farewell nothing can go wrong any more.
FAREWELL = [("500 what", SENT), ("421 4.3.2 closing", SENT), ("hello", SENT), *((odd, SENT) for odd in NOT_A_WORD)]
ROWS = [
    *(("MAIL", *row) for row in [*BEFORE_THE_DOT, ("354 go ahead", QUEUED)]),
    *(("RCPT", *row) for row in [*BEFORE_THE_DOT, ("354 go ahead", QUEUED)]),
    *(("DATA", *row) for row in [*BEFORE_THE_DOT, ("250 2.0.0 fine", QUEUED)]),
    *(("DOT", *row) for row in AT_THE_DOT),
    *(("CONNECT", *row) for row in AT_THE_DOOR),
    *(("EHLO", *row) for row in AT_EHLO),
    *(("QUIT", *row) for row in FAREWELL),
]
LONGEST = 20
"""Seconds of a run of four mails, on a busy machine."""


def rows() -> list[object]:
    """The faults at the dot with every run, the others by ``make faults``."""
    return [
        pytest.param(*row, id="-".join(map(str, row[:2])), marks=[] if row[0] == "DOT" else [pytest.mark.faults])
        for row in ROWS
    ]


@pytest.fixture(scope="module")
def empty_ledger(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "ledger.sqlite3"
    upgrade(f"sqlite:///{path}")
    return path


def four(*, outward: bool) -> list[Draft]:
    """Four mails; the first, which meets the fault, may be one that leaves the house."""
    names = [f"noi-nhan-{number}" for number in range(4)]
    drafts = [
        a_draft(
            name,
            key=a_key(name, step="notice-1"),
            address=f"{name}@bo.gov.vn",
            due_at=START + timedelta(seconds=number),
            expires_at=START + timedelta(days=60),
        )
        for number, name in enumerate(names)
    ]
    return [replace(drafts[0], outward=outward, approval=names[0] if outward else None), *drafts[1:]]


@pytest.mark.parametrize("outward", [False, True], ids=["inside", "outside"])
@pytest.mark.parametrize(("stage", "said", "state"), rows())
def test_the_ledger_tells_the_truth_and_the_other_mails_go(
    stage, said, state, outward, empty_ledger, tmp_path, counted
):
    path = tmp_path / "ledger.sqlite3"
    path.write_bytes(empty_ledger.read_bytes())
    url, drafts = f"sqlite:///{path}", four(outward=outward)
    ledger = SqlLedger(url, Realm.LIVE)
    queue(ledger, drafts)
    first, *others = (str(draft.key) for draft in drafts)
    with OddServer(stage, NOT_A_WORD.get(said) or saying(said)).running() as server:
        settings = Settings(ledger_url=url, files=tmp_path / "var", secret="s" * 32, mode=Realm.LIVE)
        with open_app(settings, config=OFFICE, realm=Realm.LIVE) as opened:
            app = replace(opened, mailer=mailer(server.port, timeout=2, answer_timeout=2, patience=0.3))
            begun = time.monotonic()
            _run(app, START + timedelta(minutes=1))
            took = time.monotonic() - begun
            after_one = _states(ledger, drafts)
            for run in range(1, 4):
                _run(app, START + run * 10 * CLAIM_ENDS)
            in_the_end = _states(ledger, drafts)
    ledger.dispose()

    had, copies = Counter(server.had), len(server.had) - len(set(server.had))
    counted(
        Count(
            "faults of a mail server",
            1,
            lost=sum(draft.address not in had for draft in drafts if in_the_end[str(draft.key)] is SENT),
            doubled_outside=copies if outward and state is UNKNOWN else 0,
            doubled_inside=copies if not outward and state is UNKNOWN else 0,
            seconds=took,
            told="Sổ thư; việc gửi của lượt chạy đỏ",
        )
    )
    assert took < LONGEST
    assert after_one[first] is state
    others_wait = stage in ("CONNECT", "EHLO") and state is QUEUED
    assert set(after_one.values()) - {state} <= {QUEUED if others_wait else SENT}
    # Sooner or later everything has gone, but what was refused, and what may have gone outside already.
    stays = state is REFUSED or (state is UNKNOWN and outward)
    assert in_the_end == dict.fromkeys(others, SENT) | {first: state if stays else SENT}
    assert all(had[draft.address] == 1 for draft in drafts[1:])
    # Refused for now, it was not taken; unknown, it may have been, and inside the house it goes again.
    again = stage == "DOT" and (state is QUEUED or (state is UNKNOWN and not outward))
    assert had[drafts[0].address] <= (2 if again else 1)
    assert len(server.identities) == len(had), "a second copy has the Message-ID of the first"


def _states(ledger: SqlLedger, drafts: list[Draft]) -> dict[str, MessageState | None]:
    found = {str(draft.key): ledger.message(str(draft.key)) for draft in drafts}
    return {key: message.state if message else None for key, message in found.items()}


def _run(app, now) -> None:
    with suppress(UnfinishedError):  # it says what waits
        send(app, None, now, "test")
