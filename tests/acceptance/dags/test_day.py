"""A day's run of a plan, through the real DAG."""

from __future__ import annotations

import errno
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from dunghen.records import MessageState
from tests.acceptance.dags.installation import PLAN, plan_file

if TYPE_CHECKING:
    import pytest

    from tests.acceptance.dags.installation import Installation

THE_ASKED = ["cuc-bao-chi@bo.invalid", "cuc-dien-anh@bo.invalid", "cuc-hop-tac-quoc-te@bo.invalid"]


def test_only_what_is_due_runs_and_everything_else_is_skipped(installation: Installation) -> None:
    state = installation.run(as_of="2026-10-28")  # thứ Tư, the day of the request

    assert state == "success"
    assert installation.done == {"gate", "annual-report.collect", "annual-report.request", "send"}
    assert {one for task, one in installation.states.items() if task not in installation.done} == {"skipped"}
    assert sorted(installation.recipients()) == THE_ASKED


def test_compiling_does_not_start_what_comes_after_it_on_other_days(installation: Installation) -> None:
    installation.run(as_of="2026-10-28")
    installation.run(as_of="2026-12-02")  # thứ Tư: overdue notice and escalation

    assert installation.done == {
        "gate",
        "annual-report.collect",
        "annual-report.overdue",
        "annual-report.escalate",
        "send",
    }


def test_a_day_without_work_starts_nothing_but_the_gate(installation: Installation) -> None:
    installation.run(as_of="2026-10-28")
    installation.run(as_of="2026-10-29")

    assert installation.done == {"gate"}
    assert len(installation.mails()) == 3


def test_the_same_day_run_again_sends_nothing_again(installation: Installation) -> None:
    installation.run(as_of="2026-10-28")
    installation.run(as_of="2026-10-28")

    assert sorted(installation.recipients()) == THE_ASKED


def test_a_run_with_a_simulated_day_is_a_rehearsal_even_where_the_office_is_live(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNGHEN_MODE", "live")
    inbox = installation.folder / "var" / "inbox"
    inbox.mkdir(parents=True)
    (inbox / "bao-cao.xlsx").write_bytes(b"a real submission")

    installation.run(as_of="2026-10-28")

    assert {mail["To"].addresses[0].addr_spec for mail in installation.mails()} == {"dien-tap@bo.invalid"}
    assert installation.states["annual-report.collect"] == "skipped"
    assert (inbox / "bao-cao.xlsx").exists()


def test_a_plan_that_is_a_draft_sends_nothing_however_it_is_run(installation: Installation) -> None:
    installation.write("plans/nq59-2025-2030.yaml", plan_file(status="draft"))

    installation.run(as_of="2026-10-28")

    assert installation.done == {"gate"}
    assert installation.mails() == []


def test_the_first_run_after_a_long_stop_sends_the_newest_reminder_and_writes_down_the_overtaken(
    installation: Installation,
) -> None:
    installation.run(as_of="2026-10-28")
    installation.run(as_of="2026-11-27")  # the scheduler was down from 29/10 to 26/11

    with installation.app() as app:
        states = {str(one.key): one.state for one in app.ledger.messages(plan="nq59-2025-2030")}
    mine = {key.split("/")[3]: state for key, state in states.items() if key.endswith("/2026/remind-1/cuc-dien-anh")}
    older = {states[f"nq59-2025-2030/annual-report/2026/remind-{n}/cuc-dien-anh"] for n in (14, 7, 3)}
    assert mine == {"remind-1": MessageState.SENT}
    assert older == {MessageState.EXPIRED}
    assert len(installation.mails()) == 6


def test_the_intake_takes_the_drop_folder_and_sends_what_waits(installation: Installation) -> None:
    inbox = installation.folder / "var" / "inbox"
    inbox.mkdir(parents=True)
    (inbox / "khong-phai-bieu-mau.xlsx").write_bytes(b"not a workbook")
    os.utime(inbox / "khong-phai-bieu-mau.xlsx", (0, 0))  # left alone for long enough to count as finished

    state = installation.run("dunghen_intake")

    assert state == "success"
    assert installation.done == {"collect", "send"}
    assert list(inbox.iterdir()) == []


def test_one_file_that_cannot_be_taken_turns_its_task_red_and_keeps_nobody_from_being_asked(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = installation.folder / "var" / "inbox"
    inbox.mkdir(parents=True)
    with zipfile.ZipFile(inbox / "hong-dia.xlsx", "w") as whole:
        whole.writestr("a", "b")
    read = Path.read_bytes

    def of_a_bad_disk(path: Path) -> bytes:
        if path.name == "hong-dia.xlsx":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", of_a_bad_disk)
    dag = installation.dags()[PLAN]
    dag.get_task("annual-report.collect").retries = 0

    run = dag.test(run_conf={"as_of": "2026-10-28"})

    states = {task.task_id: str(task.state) for task in run.get_task_instances()}
    assert (states["annual-report.collect"], states["annual-report.request"]) == ("failed", "success")
    assert str(run.state) == "failed"
